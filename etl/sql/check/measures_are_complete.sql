-- Every measure of the codebook has exactly one primary row for every article.
select
    measure.measure_id,
    document.source_id,
    count(coded.measure_id) as primary_rows
from core.measure as measure
cross join core.document as document
left join mart.measures as coded
    on measure.measure_id = coded.measure_id
    and document.source_id = coded.source_id
    and coded.evidence = 'primary'
group by measure.measure_id, document.source_id
having count(coded.measure_id) <> 1;
