-- One row: the version of this warehouse and what built it; time, host and duration stand in refresh.json.
create table ops.refresh as
select * from input_versions;
