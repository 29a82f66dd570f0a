-- One row is one measure of agreement between the two coders of the figures; an upper bound (see the method page).
create table core.agreement as
select
    aspect,
    statistic,
    value::double as value,
    label_en,
    label_zh
from input_agreement
order by line;

comment on column core.agreement.aspect is 'What the coders agreed on: value, theme, scope or inclusion.';
comment on column core.agreement.statistic is 'share of equal codes, or kappa (Cohen), which takes off what chance would give.';
comment on column core.agreement.value is 'From 0 to 1. Both coders read one brief, and the second had seen notes of the first: true agreement is lower.';
