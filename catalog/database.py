"""Database: the only door to DuckDB for readers, one published file held open."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from catalog.versions import NEEDED, WAREHOUSE, NotPublished, damage, hold


class Database:
    """The warehouse of one version. Safe to share between threads: every read takes a cursor of its own."""

    def __init__(self, folder: Path) -> None:
        self._held = hold(folder)  # released with the database
        if broken := NEEDED.intersection(damage(folder)):
            raise NotPublished(f"version {folder.name} is damaged ({', '.join(broken)}): run `python -m etl refresh`")
        try:
            self._db = duckdb.connect(str(folder / WAREHOUSE), read_only=True, config={"threads": "1"})
        except duckdb.Error as error:
            raise NotPublished(f"version {folder.name} cannot be opened here: {error}") from error

    def rows(self, table: str, **equals: str | Iterable[str] | None) -> list[dict[str, Any]]:
        """Rows of `schema.table` whose columns are among the given values (None: no filter).

        >>> database.rows("mart.coverage", locality=["panji"])  # doctest: +SKIP
        """
        if not re.fullmatch(r"\w+\.\w+", table) or not all(name.isidentifier() for name in equals):
            raise ValueError(f"no table or column name: {table}, {', '.join(equals)}")
        wanted = {
            name: [value] if isinstance(value, str) else list(value)
            for name, value in equals.items()
            if value is not None
        }
        where = " and ".join(f"{name} = any(${name})" for name in wanted)
        found = self._db.cursor().execute(f"select * from {table}" + (f" where {where}" if where else ""), wanted)
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
