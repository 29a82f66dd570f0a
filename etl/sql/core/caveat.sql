-- One row is one reason code of a verdict or caveat, with its sentence in both languages.
create table core.caveat as
select
    code,
    grade,
    label_en,
    label_zh,
    sentence_en,
    sentence_zh
from input_caveats
order by line;
