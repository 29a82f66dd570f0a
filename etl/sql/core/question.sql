-- One row is one guided question of the learn page; its answer is a template that `numbers` fills from this warehouse.
create table core.question as
select
    question_id,
    level,
    kind,
    verdict,
    may_rank::boolean as may_rank,
    string_split(reasons, ';') as reasons,
    case when figures = '' then [] else string_split(figures, ';') end as figures,
    leads_to,
    question_en,
    question_zh,
    answer_en,
    answer_zh,
    nullif(instead_en, '') as instead_en,
    nullif(instead_zh, '') as instead_zh,
    numbers
from input_guided
order by line;

comment on column core.question.verdict is 'comparable, with_caveat or not_comparable: the answer to be marked right.';
comment on column core.question.reasons is 'Reason codes of core.caveat.';
comment on column core.question.figures is 'The printed figures that the question is about.';
comment on column core.question.leads_to is 'The page, with its parameters, that shows the chart or the refusal.';
comment on column core.question.numbers is 'JSON: for each field of the answer, what it is worked out from.';
