-- The figures of an indicator belong to its locality, are of high confidence and are no repeats.
select
    indicators.indicator_id,
    indicators.locality,
    indicators.figure_id
from (
    select
        indicator_id,
        locality,
        unnest(list_concat(numerator_figures, denominator_figures)) as figure_id
    from mart.indicators
) as indicators
left join core.figure as figure using (figure_id)
where figure.figure_id is null
    or figure.locality <> indicators.locality
    or figure.confidence <> 'high'
    or figure.repeat_of is not null;
