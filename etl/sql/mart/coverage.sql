-- One row is one locality and one metric, and whether its article reports it; derived, nothing coded by hand.
create table mart.coverage as
with reported as (

    select distinct
        locality,
        metric_id
    from core.figure
    where repeat_of is null

),

mentioned as (

    select distinct
        document.locality,
        coded.measure_id
    from raw.coded_measure as coded
    join core.document as document using (source_id)
    where coded.status in ('present', 'present_with_figure', 'mentioned_as_plan')

),

not_applicable as (

    select
        wave_id,
        unnest(string_split(not_applicable_measures, ';')) as measure_id
    from core.wave
    where source is not null

)

select
    document.locality,
    metric.metric_id,
    metric.theme,
    document.wave_id,
    case
        when reported.metric_id is not null then 'reported'
        when derived.metric_id is not null then 'derivable'
        when mentioned.measure_id is not null then 'mentioned_without_number'
        when not_applicable.measure_id is not null then 'not_applicable_in_wave'
        else 'not_reported'
    end as status
from (select distinct locality, wave_id from core.document) as document
cross join core.metric as metric
left join reported
    on document.locality = reported.locality and metric.metric_id = reported.metric_id
left join (select distinct locality, metric_id from input_derivable) as derived
    on document.locality = derived.locality and metric.metric_id = derived.metric_id
left join mentioned
    on document.locality = mentioned.locality and metric.measure_id = mentioned.measure_id
left join not_applicable
    on document.wave_id = not_applicable.wave_id and metric.measure_id = not_applicable.measure_id
order by document.locality, metric.metric_id;

comment on column mart.coverage.status is
    'reported, derivable, mentioned_without_number, not_reported, or not_applicable_in_wave (only with a source).';
