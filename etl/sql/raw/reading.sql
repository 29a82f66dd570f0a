-- One row is one printed expression (with its override, mostly none) and how the grammar read it.
create view raw.reading as
select * from input_readings;
