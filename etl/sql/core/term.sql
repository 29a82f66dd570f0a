-- One row is one entry of the glossary.
create table core.term as
select
    term_id,
    label_en,
    label_zh,
    definition_en,
    definition_zh
from input_glossary
order by line;
