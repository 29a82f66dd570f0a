-- One row is one control measure of the codebook.
create table core.measure as
select
    measure_id,
    "group" as measure_group,
    label_en,
    label_zh,
    definition_en,
    definition_zh,
    coding_rule,
    nullif(wave_note, '') as wave_note,
    search_terms
from input_measures_codebook
order by line;

comment on column core.measure.search_terms is 'Words searched in each article, separated by semicolons.';
comment on column core.measure.wave_note is 'General knowledge of the coder about the tool and the wave, without a source.';
