-- One row is what a reader must know of one figure beyond its metric: another meaning of the word, who gave, who received.
create table core.particular as
select
    figure_id,
    nullif(definition_en, '') as definition_en,
    nullif(definition_zh, '') as definition_zh,
    nullif(giver_en, '') as giver_en,
    nullif(giver_zh, '') as giver_zh,
    nullif(recipient_en, '') as recipient_en,
    nullif(recipient_zh, '') as recipient_zh
from input_particulars
order by line;
