"""The code a chart offers gives the rows that were drawn: executed here, against the published Parquet."""

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from catalog.warehouse import Edition
from charts import code, tables
from charts.catalogue import CHARTS
from charts.chart import Filters, Rows

FILTERS = [Filters(), Filters(places=("foshan", "quanzhou")), Filters(waves=("2020",))]
NAMES = {"locality": "place", "indicator_id": "metric_id", "figure_id": "figure_ids"}
COMMON = (
    "locality",
    "metric_id",
    "indicator_id",
    "measure_id",
    "node_id",
    "status",
    "value",
    "lower",
    "upper",
    "count",
)


def plain(cell: object) -> object:
    return None if cell is None or (isinstance(cell, float) and math.isnan(cell)) or cell is pd.NA else cell


def drawn(rows: Rows, columns: Iterable[str]) -> Counter[tuple[object, ...]]:
    """The rows of the chart, as the columns that the code selects too."""
    return Counter(tuple(row.get(NAMES.get(name, name)) for name in columns) for row in tables.records(rows))


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("chart", CHARTS.values(), ids=list(CHARTS))
def test_sql_and_pandas_give_the_rows_of_the_chart(
    opened: Edition, chart, filters: Filters, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(published.parent)
    rows = chart.select(opened, filters)
    if not rows.reporting and not rows.figures:
        # every chart meets every filter; where a filter leaves no place, the page offers no code to run
        pytest.skip("no place chosen reports this, so no code is offered")
    db = duckdb.sql(code.sql(chart, rows))
    names = [name for name in db.columns if name in COMMON and not (name == "status" and rows.cells)]
    selected = Counter(db.project(", ".join(f'"{name}"' for name in names)).fetchall())
    space: dict[str, pd.DataFrame] = {}
    exec(code.pandas(chart, rows), {}, space)
    framed = Counter(tuple(plain(cell) for cell in row) for row in space["rows"][names].itertuples(index=False))
    assert selected
    assert selected == framed == drawn(rows, names)


def test_every_chart_offers_r_with_the_same_table_and_ids(opened: Edition) -> None:
    for chart in CHARTS.values():
        rows = chart.select(opened, Filters())
        for part in code.parts(chart, rows):
            assert part.path in code.r(chart, rows)
            assert all(f'"{id_}"' in code.r(chart, rows) for id_ in part.ids)
