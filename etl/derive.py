"""Derive: what follows from the core tables by interval arithmetic, as tables for `mart`.

Numbers are worked out by catalog.quantity, the only place that knows how bounds travel; SQL only shapes the result.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields

import duckdb
import pyarrow as pa

from catalog.figures import Figure
from etl import arithmetic, arrow, build
from etl.divisions import Questions
from etl.indicators import Match, comparisons, indicators

INDICATOR = pa.schema(
    {
        "indicator_id": pa.string(),
        "locality": pa.string(),
        "scope_id": pa.string(),
        "scope_level": pa.string(),
        "wave_id": pa.string(),
        "value": pa.float64(),
        "lower": pa.float64(),
        "upper": pa.float64(),
        "numerator_figures": pa.list_(pa.string()),
        "denominator_figures": pa.list_(pa.string()),
        "unit": pa.string(),
        "unit_class": pa.string(),
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


def tables(db: duckdb.DuckDBPyConnection, questions: Questions) -> dict[str, pa.Table]:
    """The derived tables of a build whose core stage is done."""
    checks = list(build.rows(db, "input_arithmetic"))
    named = {figure for check in checks for side in ("left", "right") for figure in arithmetic.ids(check[side])}
    figures = {row["figure_id"]: row for row in build.rows(db, "core.figure", figure_id=named)}
    divided = {metric for block in questions.offered.values() for metric in block.metrics}
    matches = [Match(**{f.name: row[f.name] for f in fields(Match)}) for row in build.rows(db, "core.scope_match")]
    formed = list(indicators(_divisible(db, divided), questions.offered, matches))
    judged = comparisons(formed)
    checked = list(arithmetic.results(checks, figures))
    return {
        "indicators": arrow.table(formed, INDICATOR, getattr),
        "comparisons": arrow.table(judged, COMPARISON, getattr),
        "arithmetic_results": arrow.table(checked, ARITHMETIC),
        "derivable": arrow.table([], DERIVABLE),
    }


def _divisible(db: duckdb.DuckDBPyConnection, metrics: Iterable[str]) -> Iterator[Figure]:
    """The figures of `metrics` an indicator may use: of high confidence, and no repeats."""
    extensive = {row["metric_id"]: row["extensive"] for row in build.rows(db, "core.metric")}
    self_reported = {row["source_id"]: row["self_reported"] for row in build.rows(db, "core.document")}
    names = [field.name for field in fields(Figure)]
    for row in build.rows(db, "core.figure", metric_id=metrics, confidence=["high"]):
        if row["repeat_of"] is not None:
            continue
        known = {
            **row,
            "extensive": extensive[row["metric_id"]],
            "self_reported": self_reported[row["source_id"]],
            "status": "reported",
            "chartable": True,
        }
        yield Figure(**{name: known[name] for name in names})
