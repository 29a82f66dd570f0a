-- One row is one figure as it was coded by hand from a printed expression.
create view raw.coded_figure as
select * from input_figures;
