"""The whole data set as a Frictionless data package (v2): a CSV a table and a description of every column.

Types and meanings come from the database itself (`comment on column`), so the package cannot say something else than
the warehouse. An empty cell is labelled column by column: an open end, silence and "does not apply" are not one thing.
"""

import json
from pathlib import Path
from typing import Any

import duckdb

TYPES = {
    "VARCHAR": "string",
    "DOUBLE": "number",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
}
KEYS = {"document": "source_id", "figure": "figure_id", "metric": "metric_id", "place": "scope_id", "wave": "wave_id"}
EMPTY = {
    "value": "no single number was printed (a range, 几), or nothing at all: see qualifier and status",
    "lower": "no lower bound (an open end), or nothing was reported: see status",
    "upper": "no upper bound (an open end), or nothing was reported: see status",
    "expression": "nothing was reported: see status",
}
LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def write_data_package(db: duckdb.DuckDBPyConnection, folder: Path, *, version: str) -> None:
    """Write `csv/<schema>.<table>.csv` for every table of core and mart, and `datapackage.json`, into `folder`."""
    (folder / "csv").mkdir()
    tables = db.execute(
        "select table_schema, table_name from information_schema.tables "
        "where table_schema in ('core', 'mart') order by all"
    ).fetchall()
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "lianfang",
        "title": "Lianfang 联防: how five Chinese localities reported their epidemic-control work",
        "version": version,
        "licenses": [LICENSE],
        "sources": [
            {"title": title or f"[无题名] {publisher}", "version": as_of.isoformat()}
            for title, publisher, as_of in db.execute(
                "select title, publisher, as_of from core.document order by as_of, source_id"
            ).fetchall()
        ],
        "resources": [_resource(db, folder, schema, table) for schema, table in tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _resource(db: duckdb.DuckDBPyConnection, folder: Path, schema: str, table: str) -> dict[str, Any]:
    name, path = f"{schema}.{table}", f"csv/{schema}.{table}.csv"
    columns = db.execute(
        "select column_name, data_type, comment from duckdb_columns() "
        "where schema_name = ? and table_name = ? order by column_index",
        [schema, table],
    ).fetchall()
    plain = ", ".join(
        f"array_to_string({column}, ';') as {column}" if data_type.endswith("[]") else f'"{column}"'
        for column, data_type, _ in columns
    )
    target = str(folder / path).replace("'", "''")
    db.execute(f"copy (select {plain} from {name}) to '{target}' (format csv, header)")
    names = {column for column, _, _ in columns}
    own_key = KEYS.get(table) if schema == "core" else None
    rules = {
        "fields": [_field(*column) for column in columns],
        "primaryKey": [own_key] if own_key else None,
        "foreignKeys": [
            {"fields": [key], "reference": {"resource": f"core.{target}", "fields": [key]}}
            for target, key in KEYS.items()
            if key in names and key not in (own_key, "figure_id")  # a cell may name several figures
        ],
    }
    return {
        "name": name,
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {key: rule for key, rule in rules.items() if rule},
    }


def _field(name: str, data_type: str, comment: str | None) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": "string" if data_type.endswith("[]") else TYPES[data_type]}
    described = (comment or "") + (" Items are separated by semicolons." if data_type.endswith("[]") else "")
    if described:
        field["description"] = described.strip()
    return field | {"missingValues": [{"value": "", "label": EMPTY.get(name, "does not apply, or was not printed")}]}
