-- One row is one printed figure that is no repeat, or one locality and metric of which nothing was reported.
create table mart.figures as
select
    figure.*,
    metric.extensive,
    document.self_reported,
    'reported' as status,
    figure.confidence = 'high' as chartable
from core.figure as figure
join core.metric as metric using (metric_id)
join core.document as document using (source_id)
where figure.repeat_of is null

union all by name

select
    coverage.metric_id,
    coverage.theme,
    coverage.locality,
    coverage.wave_id,
    metric.unit,
    unit.unit_class,
    metric.time_kind,
    metric.extensive,
    coverage.status,
    false as chartable
from mart.coverage as coverage
join core.metric as metric using (metric_id)
join core.unit as unit on metric.unit = unit.unit
where coverage.status <> 'reported';

comment on column mart.figures.value is 'As printed, in unit. Null: no single number was printed, or nothing was (see status). Never 0 for silence.';
comment on column mart.figures.status is 'reported, or why there is no number; this column alone says whether something was reported.';
comment on column mart.figures.chartable is 'False for silence and for low confidence: listed, never charted, counted, divided or compared.';
