"""Sheets: CSV and TOML files of data/ as columns with the place of every row, every structural fault collected.

Columns, not rows: checks then look at the distinct values of a column, which is fast for millions of rows, and only
what is at fault is walked line by line.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl import arrow
from etl.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of one file or of all files of a kind; `source_id`, `file` and `line` say where a row stands."""

    table: pa.Table

    @classmethod
    def of(
        cls, sources: Sequence[str], files: Sequence[str], lines: Sequence[int], columns: Mapping[str, Sequence[str]]
    ) -> "Sheet":
        """Rows and the place of each; cells are strings, blank where nothing is given."""
        texts = {**columns, "source_id": sources, "file": files}
        table = {name: arrow.column(cells, pa.string()) for name, cells in texts.items()}
        return cls(table=pa.table({**table, "line": arrow.column(lines, pa.int32())}))

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def cells(self, column: str) -> list[str]:
        """A column as strings."""
        return list(self.table[column].to_pylist())

    def pairs(self, key: str, value: str) -> dict[str, str]:
        """The cells of one column by those of another."""
        return dict(zip(self.cells(key), self.cells(value), strict=True))

    def rows(self, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Some columns row by row: for what is small, or at fault."""
        return zip(*(self.table[name].to_pylist() for name in columns), strict=True)

    def where(self, mask: pa.ChunkedArray | pa.Array) -> "Sheet":
        """The rows where it is true."""
        return Sheet(table=self.table.filter(mask))

    def with_cell(self, column: str, row: int, cell: str) -> "Sheet":
        """The same with one cell replaced."""
        cells = self.table[column]
        parts = [*cells.slice(0, row).chunks, arrow.column([cell], pa.string()), *cells.slice(row + 1).chunks]
        at = self.table.column_names.index(column)
        return replace(self, table=self.table.set_column(at, column, pa.chunked_array(parts, pa.string())))

    def faults(self, column: str, wrong: Callable[[str], bool], problem: str, expected: str) -> list[Fault]:
        """A fault for each cell of `column` that is wrong; `{}` in `problem` stands for the cell."""
        cells = self.table[column]
        bad = [cell for cell in cells.unique().to_pylist() if wrong(cell)]
        if not bad:
            return []
        found = self.where(pc.is_in(cells, value_set=arrow.column(bad, pa.string())))
        return found.all_at_fault(column, problem, expected)

    def all_at_fault(self, column: str, problem: str, expected: str) -> list[Fault]:
        """A fault for each row, as `faults` makes them."""
        return [
            Fault(file=file, line=line, column=column, problem=problem.format(_shown(cell)), expected=expected)
            for file, line, cell in self.rows("file", "line", column)
        ]


def _shown(cell: str) -> str:
    """A cell as a fault shows it: short, with control characters made visible."""
    return repr(cell if len(cell) <= 60 else cell[:57] + "…")


def text_of(path: Path, file: str, faults: list[Fault]) -> str | None:
    """What a file holds, to the byte; None, with a fault, where it cannot be read or is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        faults.append(
            Fault(file=file, line=1, column="", problem=f"{error.strerror}", expected="a file that can be read")
        )
        return None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(
            Fault(file=file, line=line, column="", problem=f"byte {error.start} is not UTF-8", expected="UTF-8 text")
        )
        return None


def read_toml(path: Path, file: str, faults: list[Fault]) -> dict[str, Any] | None:
    """The document of a TOML file; None, with a fault that names the line, where it does not parse."""
    text = text_of(path, file, faults)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        faults.append(Fault(file=file, line=line, column="", problem=str(error), expected="TOML"))
        return None


def blocks(path: Path, file: str, key: str, expected: dict[str, type], faults: list[Fault]) -> Sheet | None:
    """A TOML file of `[id]` blocks as a sheet: column `key` holds the id; an unknown or missing key is a fault.

    Lists become `;`-joined cells, tables JSON, booleans `true`/`false`.
    """
    document = read_toml(path, file, faults)
    if document is None:
        return None
    at = _block_lines(path.read_text(encoding="utf-8"))
    columns: dict[str, list[str]] = {key: [], **{name: [] for name in expected}}
    lines: list[int] = []
    for block_id, block in document.items():
        line = at.get(block_id, 1)
        if not isinstance(block, dict):
            faults.append(Fault(file=file, line=line, column=block_id, problem="not a block", expected=f"[{block_id}]"))
            continue
        faults += keys(file, block, expected, {}, line, prefix=f"{block_id}.")
        lines.append(line)
        columns[key].append(block_id)
        for name in expected:
            columns[name].append(cell(block.get(name, "")))
    return Sheet.of([""] * len(lines), [file] * len(lines), lines, columns)


def keys(
    file: str,
    block: Mapping[str, Any],
    expected: Mapping[str, type],
    lines: Mapping[str, int],
    line: int = 1,
    prefix: str = "",
) -> list[Fault]:
    """Faults of a TOML table whose keys or types are not the expected ones; `lines` says where a key stands."""
    wanted = ", ".join(expected)
    problems = [(name, "key is missing", wanted) for name in expected.keys() - block.keys()]
    problems += [(name, "unknown key", wanted) for name in block.keys() - expected.keys()]
    problems += [
        (name, f"{_shown(str(block[name]))} is a {type(block[name]).__name__}", f"a {kind.__name__}")
        for name, kind in expected.items()
        if name in block and type(block[name]) is not kind  # a bool is an int to isinstance
    ]
    return [
        Fault(file=file, line=lines.get(name, line), column=prefix + name, problem=problem, expected=expectation)
        for name, problem, expectation in problems
    ]


def cell(value: object) -> str:
    """A TOML value as a cell.

    >>> cell(True), cell(["a", "b"]), cell({"x": 1}), cell(3)
    ('true', 'a;b', '{"x": 1}', '3')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ";".join(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _block_lines(text: str) -> dict[str, int]:
    found = re.finditer(r"^\[([^\[\]]+)\]", text, flags=re.MULTILINE)
    return {match[1].strip().strip("\"'"): text.count("\n", 0, match.start()) + 1 for match in found}


def duplicates(sheet: Sheet, column: str) -> list[Fault]:
    """A fault for each cell of a key column that stood in an earlier row, with the place where it stood."""
    if len(sheet.table[column].unique()) == len(sheet):
        return []
    first: dict[str, str] = {}
    faults = []
    for file, line, value in sheet.rows("file", "line", column):
        if value in first:
            problem, expected = f"duplicate id {_shown(value)}", f"an id of its own ({first[value]} has this one)"
            faults.append(Fault(file=file, line=line, column=column, problem=problem, expected=expected))
        else:
            first[value] = f"{file}:{line}"
    return faults
