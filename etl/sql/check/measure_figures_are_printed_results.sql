-- A measure is present_with_figure only through figures of the same article that are high confidence and no plan.
select
    measures.measure_id,
    measures.locality,
    measures.figure_id
from (
    select
        *,
        unnest(string_split(figure_ids, ';')) as figure_id
    from mart.measures
) as measures
left join core.figure as figure
    on measures.figure_id = figure.figure_id and measures.source_id = figure.source_id
where figure.figure_id is null
    or (
        measures.status = 'present_with_figure'
        and measures.evidence = 'primary'
        and (figure.confidence <> 'high' or figure.time_kind = 'plan')
    );
