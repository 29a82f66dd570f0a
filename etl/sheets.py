"""Sheets: CSV and TOML files of data/ as columns with line numbers, every structural fault collected.

Columns, not rows: checks then look at the distinct values of a column, which is fast for millions of rows, and only a
column with a fault is walked line by line.
"""

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.faults import Fault

csv.field_size_limit(10_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of one file: `columns[name][i]` stands on line `lines[i]` of `file`; cells are strings."""

    file: str
    lines: Sequence[int]
    columns: dict[str, Sequence[str]]

    def __len__(self) -> int:
        return len(self.lines)

    def faults(self, column: str, wrong: Callable[[str], bool], problem: str, expected: str) -> list[Fault]:
        """A fault for each cell of `column` that is wrong; `{}` in `problem` stands for the cell."""
        cells = self.columns[column]
        bad = {cell for cell in set(cells) if wrong(cell)}
        return (
            [
                Fault(file=self.file, line=line, column=column, problem=problem.format(_shown(cell)), expected=expected)
                for line, cell in zip(self.lines, cells, strict=True)
                if cell in bad
            ]
            if bad
            else []
        )


def _shown(cell: str) -> str:
    """A cell as a fault shows it: short, with control characters made visible."""
    return repr(cell if len(cell) <= 60 else cell[:57] + "…")


def _text(path: Path, file: str, faults: list[Fault]) -> str | None:
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


def read_csv(path: Path, file: str, expected: Sequence[str], faults: list[Fault]) -> Sheet | None:
    """The sheet of a CSV file with exactly the columns of `expected` (in any order); None where it has none."""
    text = _text(path, file, faults)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        header = next(reader, [])
        missing = [name for name in expected if name not in header]
        strange = [name for name in header if name not in expected]
        for name in missing:
            faults.append(
                Fault(file=file, line=1, column=name, problem="column is missing", expected=",".join(expected))
            )
        for name in strange:
            faults.append(Fault(file=file, line=1, column=name, problem="unknown column", expected=",".join(expected)))
        twice = {name for name in header if header.count(name) > 1}
        for name in twice:
            faults.append(Fault(file=file, line=1, column=name, problem="column stands twice", expected="it once"))
        before = reader.line_num
        for row in reader:
            line, before = before + 1, reader.line_num
            if not row:
                continue
            if len(row) != len(header):
                problem = f"{len(row)} cells"
                faults.append(Fault(file=file, line=line, column="", problem=problem, expected=f"{len(header)} cells"))
                continue
            rows.append(row)
            lines.append(line)
    except csv.Error as error:
        faults.append(Fault(file=file, line=reader.line_num, column="", problem=str(error), expected="a CSV row"))
        return None
    if missing or strange or twice:
        return None
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    return Sheet(file=file, lines=lines, columns=dict(zip(header, cells, strict=True)))


def read_toml(path: Path, file: str, faults: list[Fault]) -> dict[str, Any] | None:
    """The document of a TOML file; None, with a fault that names the line, where it does not parse."""
    text = _text(path, file, faults)
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
    return Sheet(file=file, lines=lines, columns={name: tuple(cells) for name, cells in columns.items()})


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


def duplicates(sheets: Iterable[Sheet], column: str) -> list[Fault]:
    """A fault for each cell of a key column that stood in an earlier row, with the place where it stood."""
    first: dict[str, tuple[str, int]] = {}
    faults = []
    for sheet in sheets:
        for line, value in zip(sheet.lines, sheet.columns[column], strict=True):
            if value in first:
                file, at = first[value]
                faults.append(
                    Fault(
                        file=sheet.file,
                        line=line,
                        column=column,
                        problem=f"duplicate id {_shown(value)}",
                        expected=f"an id of its own ({file}:{at} has this one)",
                    )
                )
            else:
                first[value] = (sheet.file, line)
    return faults
