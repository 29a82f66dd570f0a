"""Derive: what follows from the core tables by interval arithmetic, as tables for `mart`.

Numbers are worked out by catalog.quantity, the only place that knows how bounds travel; SQL only shapes the result.
"""

from pathlib import Path

import duckdb
import pyarrow as pa

from etl import arithmetic, build

INDICATOR = pa.schema(
    {
        "indicator_id": pa.string(),
        "locality": pa.string(),
        "scope_id": pa.string(),
        "value": pa.float64(),
        "lower": pa.float64(),
        "upper": pa.float64(),
        "numerator_figures": pa.list_(pa.string()),
        "denominator_figures": pa.list_(pa.string()),
        "unit": pa.string(),
        "caveats": pa.list_(pa.string()),
    }
)
COMPARISON = pa.schema(
    {
        "indicator_id": pa.string(),
        "locality_a": pa.string(),
        "locality_b": pa.string(),
        "grade": pa.string(),
        "may_rank": pa.bool_(),
        "reasons": pa.list_(pa.string()),
    }
)
ARITHMETIC = pa.schema(
    [(name, pa.string()) for name in ("check_id", "locality", "relation", "left", "right", "note_en", "note_zh")]
    + [(name, pa.float64()) for name in ("left_value", "right_value", "right_lower", "right_upper")]
    + [("holds", pa.bool_())]
)
DERIVABLE = pa.schema({"locality": pa.string(), "metric_id": pa.string()})


def tables(db: duckdb.DuckDBPyConnection, data: Path) -> dict[str, pa.Table]:
    """The derived tables of a build whose core stage is done."""
    figures = {row["figure_id"]: row for row in build.rows(db, "core.figure")}
    checked = list(arithmetic.results(build.rows(db, "input_arithmetic"), figures))
    return {
        "indicators": pa.Table.from_pylist([], schema=INDICATOR),
        "comparisons": pa.Table.from_pylist([], schema=COMPARISON),
        "arithmetic_results": pa.Table.from_pylist(checked, schema=ARITHMETIC),
        "derivable": pa.Table.from_pylist([], schema=DERIVABLE),
    }
