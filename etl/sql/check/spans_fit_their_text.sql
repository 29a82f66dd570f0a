-- A span ends inside its text and is as long as the expression that stands there.
select
    figure.figure_id,
    figure.span_end,
    document.characters
from core.figure as figure
join core.document as document using (source_id)
where figure.span_end > document.characters
    or figure.span_end - figure.span_start <> length(figure.expression);
