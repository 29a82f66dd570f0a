-- One row is one quotient that a locality's figures could form and that is not offered there, with the reasons.
create table core.refusal as
select
    indicator_id,
    locality,
    label_en,
    label_zh,
    quotients,
    reasons
from input_refusals;

comment on column core.refusal.reasons is 'Reason codes of core.caveat.';
