-- One row is one indicator and one pair of localities that report it, and whether they may be compared.
create table mart.comparisons as
select * from input_comparisons
order by indicator_id, locality_a, locality_b;

comment on column mart.comparisons.grade is 'comparable, with_caveat or not_comparable.';
comment on column mart.comparisons.may_rank is 'False where the bounds, the wave or a caveat do not allow to say which is larger.';
comment on column mart.comparisons.reasons is 'Reason codes of core.caveat.';
