-- One row is one pair of areas that a text lets stand for one another, with the span that says so.
create table core.scope_match as
select
    scope_a,
    scope_b,
    document as source_id,
    start::integer as span_start,
    "end"::integer as span_end,
    note
from input_scope_matches;
