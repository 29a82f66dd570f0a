-- One row is one quotient in one locality: computed from figures of one area, with its bounds and caveats.
create table mart.indicators as
select * from input_indicators
order by indicator_id, locality;

comment on column mart.indicators.value is 'Null where the window is assumed or a range was printed.';
comment on column mart.indicators.unit is 'Names both units: household/grid.';
comment on column mart.indicators.scope_id is 'The area of the denominator.';
comment on column mart.indicators.caveats is 'Reason codes of core.caveat.';
