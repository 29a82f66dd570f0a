"""Parquet: the rows of a table with columns `document` and `text`, and the pieces it can be read in.

A table may hold a corpus, and one row group all of it (a writer's default is a million rows): it is read page by page,
and a large row group is cut into runs of rows. Passing over the rows before a run costs a hundredth of reading them.
"""

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.faults import Refused

COLUMNS = ("document", "text")
BATCH = 32  # rows held at once: one of them may be a book
MOST_PIECES = 16  # of one row group, so that passing over stays a small share


def rows(
    path: Path, row_group: int | None = None, first: int = 0, last: int = sys.maxsize
) -> Iterator[tuple[str, bytes]]:
    """Document and text of each row, in order; an empty text where there is none.

    Args:
        path: the table.
        row_group: one row group of it; all by default.
        first: the first row to give, counted from the beginning of what is read.
        last: the row to stop before.

    Raises:
        Refused: not such a table.
    """
    try:
        with _opened(path) as file:
            groups = range(file.num_row_groups) if row_group is None else [row_group]
            begin = 0
            for batch in file.iter_batches(
                batch_size=BATCH, row_groups=groups, columns=list(COLUMNS), use_threads=False
            ):
                skipped, end = max(first - begin, 0), begin + len(batch)
                if end > first:
                    part = batch.slice(skipped, min(last, end) - begin - skipped)
                    texts = part.column("text").cast(pa.string()).cast(pa.binary())
                    names = part.column("document").to_pylist()
                    for name, text in zip(names, texts.to_pylist(), strict=True):
                        yield str(name), text or b""
                if end >= last:
                    return
                begin = end
    except pa.ArrowException as error:
        raise Refused(reason=f"{path}: not a Parquet table ({error})") from None


def pieces(path: Path, most: int) -> Iterator[tuple[int, int, int, int]]:
    """Row group, first row, row to stop before and size in bytes of each piece; `most` is the size to keep below.

    Raises:
        Refused: not such a table.
    """
    try:
        with _opened(path) as file:
            told = file.metadata
    except pa.ArrowException as error:
        raise Refused(reason=f"{path}: not a Parquet table ({error})") from None
    for number in range(told.num_row_groups):
        group = told.row_group(number)
        chunks = (group.column(index) for index in range(group.num_columns))
        size = sum(chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema in COLUMNS)
        count = max(1, min(MOST_PIECES, -(-size // most), group.num_rows))
        edges = [group.num_rows * index // count for index in range(count + 1)]
        for first, last in pairwise(edges):
            yield number, first, last, size // count


def _opened(path: Path) -> pq.ParquetFile:
    file = pq.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20)
    if missing := set(COLUMNS) - set(file.schema_arrow.names):
        raise Refused(reason=f"{path}: no column {', '.join(sorted(missing))}")
    kind = file.schema_arrow.field("text").type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)):
        raise Refused(reason=f"{path}: column text holds {kind}, not text")
    return file
