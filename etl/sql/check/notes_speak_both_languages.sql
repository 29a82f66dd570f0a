-- A coder's note on a measure or a link of a chain stands in both languages or in none.
select
    locality,
    measure_id as noted
from mart.measures
where (note_en is null) <> (note_zh is null)

union all

select
    locality,
    node_id as noted
from mart.chain_of_command
where (note_en is null) <> (note_zh is null);
