-- One row is one metric: what is counted, in which unit, over which kind of time.
create table core.metric as
select
    metric_id,
    theme,
    unit,
    time_kind,
    extensive::boolean as extensive,
    nullif(measure, '') as measure_id,
    label_en,
    label_zh,
    definition_en,
    definition_zh
from input_metrics
order by line;

comment on column core.metric.extensive is 'True for an amount that grows with its area: such amounts of two areas are not comparable.';
comment on column core.metric.time_kind is 'stock, cumulative, flow, rate or plan.';
