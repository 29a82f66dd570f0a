-- One row is one coded cell that is overridden, with the reason.
create table core.correction as
select
    correction_id,
    figure as figure_id,
    "column" as column_name,
    expect as coded,
    value as corrected,
    reason
from input_corrections
order by line;

comment on column core.correction.coded is 'What stands in data/figures/.';
