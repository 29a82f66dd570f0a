-- One row is one control measure in one locality, or one further passage about it.
create table mart.measures as
select
    coded.measure_id,
    measure.measure_group,
    document.locality,
    coded.status,
    coded.evidence,
    coded.source_id,
    nullif(coded.start, '')::integer as span_start,
    nullif(coded."end", '')::integer as span_end,
    nullif(coded.scope_id, '') as scope_id,
    place.level as scope_level,
    nullif(coded.figure_ids, '') as figure_ids,
    coded.confidence,
    -- what the word search gave stands at the end of the note, as `no search term found` or `search terms found: …`
    nullif(regexp_replace(coded.note, '(^|; )(no search term found|search terms found: .*)$', ''), '') as note_en,
    nullif(coded.note_zh, '') as note_zh,
    nullif(replace(regexp_extract(coded.note, 'search terms found: (.*)$', 1), ', ', ';'), '') as found_terms
from raw.coded_measure as coded
join core.document as document using (source_id)
join core.measure as measure using (measure_id)
left join core.place as place on nullif(coded.scope_id, '') = place.scope_id

union all by name

select
    measure.measure_id,
    measure.measure_group,
    document.locality,
    'not_coded' as status,
    'primary' as evidence,
    document.source_id
from core.measure as measure
cross join core.document as document
where not exists (
    select 1 from raw.coded_measure as coded
    where coded.measure_id = measure.measure_id and coded.source_id = document.source_id
);

comment on column mart.measures.status is
    'present_with_figure, present, mentioned_as_plan, not_mentioned (silence, not absence) or not_coded.';
comment on column mart.measures.figure_ids is 'Figures that count the measure or its reach, separated by semicolons.';
comment on column mart.measures.found_terms is 'Searched words that occur, but in another sense; separated by semicolons.';
