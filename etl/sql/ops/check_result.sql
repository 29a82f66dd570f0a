-- One row is one check query and whether it held in this build.
create table ops.check_result as
select * from input_checks;
