-- One row is one passage (or one silence) of an article about one measure.
create view raw.coded_measure as
select * from input_measures;
