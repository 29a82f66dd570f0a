-- One row is one indicator that is offered: its name and the quotients that answer it, in order of preference.
create table core.indicator as
select
    indicator_id,
    label_en,
    label_zh,
    quotients
from input_quotients;

comment on column core.indicator.quotients is 'numerator / denominator, as metrics.toml and the unions of indicators.toml name them.';
