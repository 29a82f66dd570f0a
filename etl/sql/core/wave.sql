-- One row is one wave of the epidemic; a report belongs to the wave that holds the day it speaks of.
create table core.wave as
select
    wave_id,
    "from"::date as start,
    "to"::date as "end",
    label_en,
    label_zh,
    note_en,
    note_zh,
    nullif(not_applicable_measures, '') as not_applicable_measures,
    nullif(source, '') as source
from input_waves
order by "from";

comment on column core.wave.source is 'Published source for not_applicable_measures; without one, silence stays not_reported.';
