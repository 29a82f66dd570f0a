-- Two figures of one article never share a character.
select
    figure_id,
    span_start,
    previous_end
from (
    select
        figure_id,
        span_start,
        lag(span_end) over (partition by source_id order by span_start, span_end) as previous_end
    from core.figure
)
where span_start < previous_end;
