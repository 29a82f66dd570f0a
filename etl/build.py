"""Build: checked tables in, one DuckDB file out, by SQL stages whose file names are their table names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.faults import CheckResult

SQL = Path(__file__).parent / "sql"
BATCH = 20_000
REFERENCE = re.compile(r"\b(?:from|join)\s+(raw|core|mart)\.(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Tables of a build that is not published, read like an Edition."""

    tables: Mapping[str, list[dict[str, Any]]]

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of `schema.table`."""
        return self.tables[table]


def register(db: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
    """Make tables visible to the SQL stages as `input_<name>`."""
    for name, table in tables.items():
        db.register(f"input_{name}", table)


def run_stage(db: duckdb.DuckDBPyConnection, stage: str) -> None:
    """Create every table of `etl/sql/<stage>/`, each after the tables of its stage that it reads from."""
    db.execute(f"create schema if not exists {stage}")
    sources = {path.stem: path.read_text(encoding="utf-8") for path in sorted((SQL / stage).glob("*.sql"))}
    graph = {
        name: {table for schema, table in REFERENCE.findall(sql) if schema == stage and table != name}
        for name, sql in sources.items()
    }
    for name in TopologicalSorter(graph).static_order():
        db.execute(sources[name])


def run_checks(db: duckdb.DuckDBPyConnection, *, stored: bool = False) -> list[CheckResult]:
    """Run every query of `etl/sql/check/`; a check holds when it returns no rows.

    A stored version has no raw tables: of it are asked all that read none.
    """
    results = []
    for path in sorted((SQL / "check").glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        if stored and any(schema == "raw" for schema, _ in REFERENCE.findall(sql)):
            continue
        found = db.execute(sql)
        names = [column[0] for column in found.description or []]
        rows = found.fetchall()
        examples = tuple(dict(zip(names, row, strict=True)) for row in rows[:3])
        rule = sql.splitlines()[0].removeprefix("--").strip()
        results.append(CheckResult(check_id=path.stem, rule=rule, failing_rows=len(rows), examples=examples))
    return results


def columns(
    db: duckdb.DuckDBPyConnection, table: str, names: Iterable[str] = ("*",), **among: Iterable[str]
) -> pa.Table:
    """Columns of a table of this build, of the rows that have one of the given values in each named column."""
    return _selected(db, table, names, among).to_arrow_table()


def rows(db: duckdb.DuckDBPyConnection, table: str, **among: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The same rows as dicts, a batch at a time."""
    for batch in _selected(db, table, ("*",), among).to_arrow_reader(BATCH):
        columns = batch.to_pydict()
        for row in zip(*columns.values(), strict=True):
            yield dict(zip(columns, row, strict=True))


def _selected(
    db: duckdb.DuckDBPyConnection, table: str, names: Iterable[str], among: Mapping[str, Iterable[str]]
) -> duckdb.DuckDBPyRelation:
    where = " and ".join(f"{name} = any(${name})" for name in among)
    wanted = {name: list(values) for name, values in among.items()}
    return db.sql(f"select {', '.join(names)} from {table}" + (f" where {where}" if where else ""), params=wanted)


def write_parquet(db: duckdb.DuckDBPyConnection, folder: Path) -> list[str]:
    """Every table of `core` and `mart` as `<schema>.<table>.parquet`; the names written."""
    tables = db.execute(
        "select table_schema, table_name from information_schema.tables "
        "where table_schema in ('core', 'mart', 'ops') order by all"
    ).fetchall()
    folder.mkdir(parents=True)
    for schema, table in tables:
        target = str(folder / f"{schema}.{table}.parquet").replace("'", "''")
        db.execute(f"copy {schema}.{table} to '{target}' (format parquet, compression zstd)")
    return [f"{schema}.{table}" for schema, table in tables]
