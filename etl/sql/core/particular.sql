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

comment on table core.particular is 'What a reader must know of one figure beyond its metric.';
comment on column core.particular.giver_en is 'Kind of body that gave, in English; null where the text does not say or nothing was given.';
comment on column core.particular.giver_zh is 'Kind of body that gave, in Chinese; null where the text does not say or nothing was given.';
comment on column core.particular.recipient_en is 'Kind of body that received, in English; null where the text does not say or nothing was given.';
comment on column core.particular.recipient_zh is 'Kind of body that received, in Chinese; null where the text does not say or nothing was given.';
