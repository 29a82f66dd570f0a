"""Separated: the CSV files of one kind as one sheet, strictly: a row has every column, a quote closes.

Many files are many small ones. Those that are plain (every line is a row) are joined and read in one go by Arrow; any
other, and any in which something may be wrong, is read row by row, which says what and where.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from etl import arrow
from etl.faults import Fault
from etl.sheets import Sheet, text_of

LONGEST_CELL = 10_000_000
TOGETHER = 16_000_000  # bytes of plain files that are joined
QUOTED = re.compile(rb'(?:(?<=[,\n])|\A)"[^"\n]*(?:""[^"\n]*)*"(?=[,\n])')
csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file as it was read; `body` is what stands under its first line."""

    source: str
    name: str
    text: str
    body: bytes
    plain: bool


def read_csv(paths: Iterable[Path], folder: str, columns: Sequence[str], faults: list[Fault]) -> Sheet:
    """The rows of CSV files with exactly these columns (in any order); those of a file at fault may be missing.

    Args:
        paths: the files, one a source.
        folder: what stands before their names in a fault.
        columns: what each has.
        faults: takes what is wrong.
    """
    tables = [Sheet.of((), (), (), dict.fromkeys(columns, ())).table]
    for files in _batches(_files(paths, folder, columns, faults)):
        together = _together(files, columns)
        tables += [_strictly(file, columns, faults) for file in files] if together is None else [together]
    return Sheet(table=pa.concat_tables(table for table in tables if table is not None))


def _files(paths: Iterable[Path], folder: str, columns: Sequence[str], faults: list[Fault]) -> Iterator[_File]:
    for path in paths:
        name = f"{folder}/{path.name}"
        text = text_of(path, name, faults)
        if text is None:
            continue
        head, _, rest = text.removeprefix("\ufeff").partition("\n")
        body = rest.encode() if rest.endswith("\n") or not rest else f"{rest}\n".encode()
        plain = head == ",".join(columns) and _plain(body)
        yield _File(source=path.stem, name=name, text=text, body=body, plain=plain)


def _plain(body: bytes) -> bool:
    """Whether every line is a row, and every quote opens or closes a cell."""
    if b"\r" in body or b"\0" in body or b"\n\n" in body or body[:1] == b"\n" or len(body) > LONGEST_CELL:
        return False
    return b'"' not in body or b'"' not in QUOTED.sub(b"", body)


def _batches(files: Iterable[_File]) -> Iterator[list[_File]]:
    """Plain files that are read together, and every other one by itself."""
    held: list[_File] = []
    size = 0
    for file in files:
        if held and not (file.plain and held[-1].plain and size < TOGETHER):
            yield held
            held, size = [], 0
        held.append(file)
        size += len(file.body)
    if held:
        yield held


def _together(files: Sequence[_File], columns: Sequence[str]) -> pa.Table | None:
    """The rows of plain files; None where they have to be looked at one by one."""
    counts = [file.body.count(b"\n") for file in files]
    if not files[0].plain or not any(counts):
        return None
    try:
        table = pa.csv.read_csv(
            pa.BufferReader(b"".join(file.body for file in files)),
            read_options=pa.csv.ReadOptions(column_names=columns),
            parse_options=pa.csv.ParseOptions(ignore_empty_lines=False),
            convert_options=pa.csv.ConvertOptions(column_types=dict.fromkeys(columns, pa.string())),
        )
    except pa.ArrowInvalid:
        return None
    if len(table) != sum(counts):
        return None
    at = arrow.rows(np.repeat(np.arange(len(files)), counts))
    for name, cells in (("source_id", [file.source for file in files]), ("file", [file.name for file in files])):
        table = table.append_column(name, arrow.column(cells, pa.string()).take(at))
    lines = np.concatenate([np.arange(2, 2 + count, dtype="i4") for count in counts])
    return table.append_column("line", pa.Array.from_buffers(pa.int32(), len(lines), [None, pa.py_buffer(lines)]))


def _strictly(file: _File, expected: Sequence[str], faults: list[Fault]) -> pa.Table | None:
    """The rows of a file, one by one; None where it has not these columns, or a row cannot be read."""
    reader = csv.reader(io.StringIO(file.text.removeprefix("\ufeff"), newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []

    def fault(line: int, column: str, problem: str, wanted: str) -> None:
        faults.append(Fault(file=file.name, line=line, column=column, problem=problem, expected=wanted))

    try:
        header = next(reader, [])
        twice = {name for name in header if header.count(name) > 1}
        strange = {name for name in header if name not in expected}
        missing = {name for name in expected if name not in header}
        for name in missing:
            fault(1, name, "column is missing", ",".join(expected))
        for name in strange:
            fault(1, name, "unknown column", ",".join(expected))
        for name in twice:
            fault(1, name, "column stands twice", "it once")
        before = reader.line_num
        for row in reader:
            line, before = before + 1, reader.line_num
            if not row:
                continue
            if len(row) != len(header):
                fault(line, "", f"{len(row)} cells", f"{len(header)} cells")
                continue
            rows.append(row)
            lines.append(line)
    except csv.Error as error:
        fault(reader.line_num, "", str(error), "a CSV row")
        return None
    if missing or strange or twice:
        return None
    cells = dict(zip(header, zip(*rows, strict=True) if rows else [()] * len(header), strict=True))
    columns = {name: cells[name] for name in expected}
    return Sheet.of([file.source] * len(lines), [file.name] * len(lines), lines, columns).table
