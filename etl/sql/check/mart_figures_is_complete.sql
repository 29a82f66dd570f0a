-- Every locality has a row for every metric.
select
    document.locality,
    metric.metric_id
from (select distinct locality from core.document) as document
cross join core.metric as metric
left join mart.figures as figure
    on document.locality = figure.locality and metric.metric_id = figure.metric_id
where figure.metric_id is null;
