-- One row is one unit of measure and the class that decides what it may meet.
create table core.unit as
select
    unit,
    unit_class,
    label_en,
    plural_en,
    label_zh
from input_units;

comment on column core.unit.unit_class is 'Quantities of unlike classes are never added, ordered or drawn on one axis.';
