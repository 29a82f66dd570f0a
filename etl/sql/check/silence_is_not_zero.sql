-- Where nothing was reported there is no value and no bound, never 0; where something was, its figure is named.
select
    locality,
    metric_id,
    status,
    value
from mart.figures
where (status <> 'reported' and (value is not null or lower is not null or upper is not null or chartable))
    or (status = 'reported' and figure_id is null);
