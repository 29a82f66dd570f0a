"""Arrow: Python rows as Arrow tables, for DuckDB to read.

`pyarrow.array` looks at every list as if it might be a pandas object and imports pandas to find out, which costs more
than a whole refresh of five articles. Builders and buffers do not, and are three times as fast on long columns.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import getitem
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

NUMBERS = {pa.int32(): "i4", pa.int64(): "i8", pa.float64(): "f8"}


def column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """One column of strings, numbers, truth values or lists of strings; None where there is no value.

    >>> column([1.5, None], pa.float64()).to_pylist(), column([("a", "b"), None], pa.list_(pa.string())).to_pylist()
    ([1.5, None], [['a', 'b'], None])
    """
    if kind == pa.string():
        builder = pa.lib.StringBuilder()
        builder.append_values(values)
        return builder.finish()
    valid = np.fromiter((value is not None for value in values), dtype=bool, count=len(values))
    known = pa.py_buffer(np.packbits(valid, bitorder="little"))
    if pa.types.is_list(kind):
        lengths = np.fromiter((len(value or ()) for value in values), dtype="i4", count=len(values))
        offsets = pa.py_buffer(np.concatenate([np.zeros(1, "i4"), np.cumsum(lengths, dtype="i4")]))
        items = column([item for value in values if value for item in value], kind.value_type)
        return pa.Array.from_buffers(kind, len(values), [known, offsets], children=[items])
    if pa.types.is_boolean(kind):
        bits = np.packbits(np.fromiter(map(bool, values), dtype=bool, count=len(values)), bitorder="little")
        return pa.Array.from_buffers(kind, len(values), [known, pa.py_buffer(bits)])
    numbers = np.fromiter((value or 0 for value in values), dtype=NUMBERS[kind], count=len(values))
    return pa.Array.from_buffers(kind, len(values), [known, pa.py_buffer(numbers)])


def table(rows: Iterable[Any], schema: pa.Schema, cell: Callable[[Any, str], Any] = getitem) -> pa.Table:
    """Rows as a table with the columns of `schema`; `cell` is getattr where rows are dataclasses.

    >>> table([{"a": "x", "b": True}], pa.schema({"a": pa.string(), "b": pa.bool_()})).to_pylist()
    [{'a': 'x', 'b': True}]
    """
    listed = list(rows)
    return pa.table({field.name: column([cell(row, field.name) for row in listed], field.type) for field in schema})


def strings(row: Mapping[str, str]) -> pa.Table:
    """A table of one row of strings."""
    return table([row], pa.schema([(name, pa.string()) for name in row]))


def floats(column: pa.ChunkedArray) -> NDArray[np.float64]:
    """A column of doubles, NaN where there is no value. (`to_numpy` imports pandas.)"""
    return np.where(*_known(column, "f8"), np.nan)


def days(column: pa.ChunkedArray) -> NDArray[np.float64]:
    """A column of dates as days since 1970, NaN where there is none."""
    return np.where(*_known(column, "i4"), np.nan)


def integers(column: pa.ChunkedArray | pa.Array, missing: int = 0) -> NDArray[np.int64]:
    """A column of 32-bit integers."""
    return np.where(*_known(column, "i4"), missing).astype(np.int64)


def truth(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    """A column of truth values; false where there is none."""
    array = _one(column)
    known, values = array.buffers()
    found = _bits(values, array)
    return found if known is None else found & _bits(known, array)


def open_ended(values: NDArray[np.float64]) -> pa.Array:
    """Doubles as a column, with no value where they are NaN."""
    known = np.packbits(~np.isnan(values), bitorder="little")
    return pa.Array.from_buffers(
        pa.float64(), len(values), [pa.py_buffer(known), pa.py_buffer(np.ascontiguousarray(values))]
    )


def rows(numbers: NDArray[np.int64]) -> pa.Array:
    """Row numbers as a column, for `take`."""
    return pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(np.ascontiguousarray(numbers))])


def lists(items: pa.Array, lengths: NDArray[np.int64]) -> pa.Array:
    """A column of lists: the items of all of them in a row, and how many belong to each."""
    offsets = pa.py_buffer(np.concatenate([np.zeros(1, "i4"), np.cumsum(lengths, dtype="i4")]))
    return pa.Array.from_buffers(pa.list_(items.type), len(lengths), [None, offsets], children=[items])


def _known(column: pa.ChunkedArray | pa.Array, kind: str) -> tuple[NDArray[np.bool_], NDArray[Any]]:
    array = _one(column)
    known, values = array.buffers()
    size = np.dtype(kind).itemsize
    numbers = np.frombuffer(values, dtype=kind, count=len(array), offset=size * array.offset)
    return np.ones(len(array), dtype=bool) if known is None else _bits(known, array), numbers


def _bits(buffer: pa.Buffer, array: pa.Array) -> NDArray[np.bool_]:
    bits = np.unpackbits(np.frombuffer(buffer, dtype="u1"), bitorder="little")
    return bits[array.offset : array.offset + len(array)].astype(bool)


def _one(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
