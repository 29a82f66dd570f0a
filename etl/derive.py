"""Derive: what follows from the core tables by interval arithmetic, as tables for `mart`.

Numbers are worked out by catalog.quantity, the only place that knows how bounds travel; SQL only shapes the result.
"""

from collections.abc import Iterable
from dataclasses import fields

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from etl import areas, arithmetic, arrow, build
from etl.comparisons import comparisons
from etl.divisions import Questions
from etl.indicators import Match, indicators

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


def tables(db: duckdb.DuckDBPyConnection, questions: Questions) -> dict[str, pa.Table]:
    """The derived tables of a build whose core stage is done."""
    checks = list(build.rows(db, "input_arithmetic"))
    named = {figure for check in checks for side in ("left", "right") for figure in arithmetic.ids(check[side])}
    figures = {row["figure_id"]: row for row in build.rows(db, "core.figure", figure_id=named)}
    divided = {metric for block in questions.offered.values() for metric in block.metrics}
    matches = [Match(**{f.name: row[f.name] for f in fields(Match)}) for row in build.rows(db, "core.scope_match")]
    formed = indicators(_divisible(db, divided), questions.offered, matches)
    judged = comparisons(formed)
    checked = list(arithmetic.results(checks, figures))
    return {
        "indicators": formed,
        "comparisons": arrow.table(judged, COMPARISON, getattr),
        "arithmetic_results": arrow.table(checked, ARITHMETIC),
        "derivable": arrow.table([], DERIVABLE),
    }


def _divisible(db: duckdb.DuckDBPyConnection, metrics: Iterable[str]) -> pa.Table:
    """The figures of `metrics`, as etl.areas takes them."""
    chosen = build.columns(db, "core.figure", areas.COLUMNS, metric_id=metrics)
    own = [row["source_id"] for row in build.rows(db, "core.document") if row["self_reported"]]
    told = pc.is_in(chosen["source_id"], value_set=arrow.column(own, pa.string()))
    return chosen.append_column("self_reported", told)
