-- Every article speaks of a day that lies in a wave.
select
    source_id,
    as_of
from core.document
where wave_id is null;
