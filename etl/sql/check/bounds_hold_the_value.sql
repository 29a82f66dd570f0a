-- Lower bound, value and upper bound are in order, and a number was printed unless the qualifier says otherwise.
select
    figure_id,
    lower,
    value,
    upper,
    qualifier
from core.figure
where lower > upper
    or value < lower
    or value > upper
    or (value is null and qualifier not in ('range', 'several'))
    or (qualifier = 'exact' and (lower is distinct from value or upper is distinct from value));
