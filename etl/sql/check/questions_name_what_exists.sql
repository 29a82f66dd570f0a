-- A guided question names only reason codes and printed figures that exist.
select
    question_id,
    named
from (select question_id, unnest(reasons) as named from core.question)
where named not in (select code from core.caveat)

union all

select
    question_id,
    named
from (select question_id, unnest(figures) as named from core.question)
where named not in (select figure_id from core.figure);
