-- One row is one arithmetic check of figures of one locality against each other, with its result.
create table mart.arithmetic as
select * from input_arithmetic_results
order by locality, check_id;

comment on column mart.arithmetic.relation is '=, <=, rounds (the exact number lies inside the rounded one) or doubt.';
comment on column mart.arithmetic.holds is 'Whether the relation holds; a doubt is shown as a doubt either way.';
