-- A repeat stands in the same article, counts the same metric and repeats another figure, not itself.
select
    again.figure_id,
    again.repeat_of
from core.figure as again
join core.figure as first on again.repeat_of = first.figure_id
where first.source_id <> again.source_id
    or first.metric_id <> again.metric_id
    or first.figure_id = again.figure_id;
