"""Writes rows as CSV, JSON lines or Parquet, to standard output or to a file that appears only when it is complete."""

import csv
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from etl.faults import Refused

Write = Callable[[Iterable[dict[str, Any]]], None]
NO_NOTES: Mapping[str, str] = MappingProxyType({})
MOST_HELD = 20_000  # rows; one article may have millions
_NUMBERS = {"start": "int64", "end": "int64", "value": "double", "lower": "double", "upper": "double"}


@contextmanager
def writing(
    path: Path | None, form: str, columns: Sequence[str], notes: Mapping[str, str] = NO_NOTES
) -> Iterator[Write]:
    """A function that takes rows; what it wrote stands under `path` once the block ends without an error.

    Args:
        path: the file, or None for standard output.
        form: csv, jsonl or parquet.
        columns: the columns, in their order.
        notes: metadata of a Parquet file, as they stand when the block ends.

    Raises:
        Refused: Parquet to standard output, or a folder that does not exist.
    """
    if path is None:
        if form == "parquet":
            raise Refused(reason="parquet is written to a file: name one with --out")
        with _form(sys.stdout.buffer, form, columns, NO_NOTES) as write:
            yield write
        return
    folder = path.resolve().parent
    if not folder.is_dir():
        raise Refused(reason=f"{folder}: no such folder")
    handle, name = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            with _form(file, form, columns, notes) as write:
                yield write
            file.flush()
            os.fsync(handle)  # a name never stands for less than its file, whenever the power fails
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _form(file: IO[bytes], form: str, columns: Sequence[str], notes: Mapping[str, str]) -> Iterator[Write]:
    if form == "parquet":
        with _parquet(file, columns, notes) as write:
            yield write
        return
    text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="", write_through=False)
    try:
        if form == "csv":
            table = csv.DictWriter(text, columns, lineterminator="\n")
            table.writeheader()
            yield table.writerows
        else:
            yield lambda rows: text.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    finally:
        text.flush()
        text.detach()


@contextmanager
def _parquet(file: IO[bytes], columns: Sequence[str], notes: Mapping[str, str]) -> Iterator[Write]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from etl.arrow import table

    schema = pa.schema([(name, _NUMBERS.get(name, "string")) for name in columns])
    with pq.ParquetWriter(file, schema, compression="zstd") as out:
        held: list[dict[str, Any]] = []

        def write(rows: Iterable[dict[str, Any]]) -> None:
            for row in rows:
                held.append(row)
                if len(held) >= MOST_HELD:
                    flush()

        def flush() -> None:
            out.write_table(table(held, schema))
            held.clear()

        yield write
        flush()
        if notes:
            out.add_key_value_metadata(dict(notes))
