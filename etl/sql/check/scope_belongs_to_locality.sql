-- The area of a figure belongs to the locality of its article.
select
    figure.figure_id,
    figure.locality,
    place.locality as scope_locality
from core.figure as figure
join core.place as place using (scope_id)
where place.locality <> figure.locality;
