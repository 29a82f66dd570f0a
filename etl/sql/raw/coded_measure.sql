-- One row is one passage (or one silence) of an article about one measure.
create table raw.coded_measure as
select * from input_measures;
