-- Every coded figure is in core.figure once: no join drops or doubles one.
select
    coded.figure_id,
    count(figure.figure_id) as arrived
from raw.coded_figure as coded
left join core.figure as figure using (figure_id)
group by coded.figure_id
having count(figure.figure_id) <> 1;
