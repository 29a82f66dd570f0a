-- Sums, repeats and roundings that an article prints agree with each other; a doubt is shown, not refused.
select
    check_id,
    left_value,
    relation,
    right_lower,
    right_upper
from mart.arithmetic
where relation <> 'doubt' and not holds;
