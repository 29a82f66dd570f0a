-- Every measure of the codebook has exactly one primary row for every article.
select
    measure_id,
    source_id,
    count(*) as primary_rows
from mart.measures
where evidence = 'primary'
group by measure_id, source_id
having count(*) <> 1;
