-- One row is one locality (level locality) or one area or body under it, with its parent.
create table core.place as
select
    scope_id,
    locality,
    level,
    name_en,
    name_zh,
    nullif(parent_scope_id, '') as parent_scope_id,
    nullif(gb_t_2260, '') as gb_t_2260,
    nullif(area, '') as area
from input_places
order by line;

comment on column core.place.area is 'For a locality: the area its name stands for.';
comment on column core.place.gb_t_2260 is 'Administrative division code, GB/T 2260; null below the county level.';
