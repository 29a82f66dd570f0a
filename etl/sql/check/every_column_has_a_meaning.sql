-- Every table and column that is served says what it means, so that the codebook has no gaps.
select
    schema_name,
    table_name,
    column_name
from duckdb_columns()
where schema_name in ('core', 'mart') and comment is null

union all

select
    schema_name,
    table_name,
    null as column_name
from duckdb_tables()
where schema_name in ('core', 'mart') and comment is null;
