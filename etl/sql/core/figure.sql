-- One row is one printed figure: what was printed and where, how it reads, what it counts, over which area and time.
create table core.figure as
select
    coded.figure_id,
    coded.source_id,
    coded.start::integer as span_start,
    coded."end"::integer as span_end,
    coded.expression,
    coded.metric as metric_id,
    metric.theme,
    document.locality,
    coded.scope as scope_id,
    place.level as scope_level,
    reading.value,
    reading.lower,
    reading.upper,
    reading.qualifier,
    metric.unit,
    unit.unit_class,
    metric.time_kind,
    nullif(coded.period_start, '')::date as period_start,
    nullif(coded.period_end, '')::date as period_end,
    nullif(coded.period_end_min, '')::date as period_end_min,
    nullif(coded.period_end_max, '')::date as period_end_max,
    coalesce(nullif(coded.as_of, '')::date, document.as_of) as as_of,
    document.wave_id,
    nullif(coded.part_of, '') as part_of,
    nullif(coded.repeat_of, '') as repeat_of,
    document.claimant,
    coded.confidence,
    build.rule_version,
    nullif(coded.counted, '') as counted,
    nullif(coded.note, '') as note,
    nullif(coded.disagreement, '') as disagreement,
    nullif(coded.override, '') as override,
    particular.definition_en as definition,
    particular.giver_en as giver,
    particular.recipient_en as recipient
from raw.coded_figure as coded
join core.document as document using (source_id)
join core.metric as metric on coded.metric = metric.metric_id
join core.unit as unit on metric.unit = unit.unit
join core.place as place on coded.scope = place.scope_id
join raw.reading as reading using (expression, override)
left join core.particular as particular using (figure_id)
cross join input_build as build
order by coded.source_id, span_start, span_end;

comment on column core.figure.span_start is 'First code point of the expression in the decoded text (half-open span).';
comment on column core.figure.span_end is 'One past the last code point of the expression.';
comment on column core.figure.expression is 'The characters as printed: approximator, number, measure word.';
comment on column core.figure.value is 'As printed, in unit; null where no single number was printed (range, several).';
comment on column core.figure.lower is 'Least value the words allow; null means unbounded.';
comment on column core.figure.upper is 'Greatest value the words allow; null means unbounded.';
comment on column core.figure.qualifier is 'exact, nearly, over, about, up_to, range or several.';
comment on column core.figure.period_end_min is 'Earliest possible end where none is printed.';
comment on column core.figure.period_end_max is 'Latest possible end where none is printed.';
comment on column core.figure.repeat_of is 'The figure that this one prints again; repeats are never counted.';
comment on column core.figure.part_of is 'The figure that contains this one; parts are never added to their whole.';
comment on column core.figure.confidence is 'low: a name, rule, idiom or anecdote; listed, never charted or counted.';
comment on column core.figure.definition is 'What the word of the metric means here, where it means another thing elsewhere.';
comment on column core.figure.giver is 'Kind of body that gave, for money and goods; null where the text does not say.';
comment on column core.figure.recipient is 'Kind of body that received, for money and goods; null where the text does not say.';
