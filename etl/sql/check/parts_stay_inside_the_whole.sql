-- A part stands in the same article as its whole and is not larger than the most the whole can be.
select
    part.figure_id,
    part.part_of,
    part.lower,
    whole.upper
from core.figure as part
join core.figure as whole on part.part_of = whole.figure_id
where part.lower > whole.upper
    or part.source_id <> whole.source_id;
