-- A guided question names only reason codes and printed figures that exist.
select
    question_id,
    unnest(reasons) as named
from core.question
where not list_has_all((select list(code) from core.caveat), reasons)

union all

select
    question_id,
    unnest(figures) as named
from core.question
where not list_has_all((select list(figure_id) from core.figure), figures);
