"""Code: the rows of a chart as a select, as pandas and as R, over the published Parquet.

What a reader runs gives the rows that were drawn, so a chart can be checked without this product.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from charts.chart import Chart, Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition on rows, said in each language."""

    sql: str
    python: str
    r: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of one table: their columns, the places and ids they are found by, and what else must hold."""

    path: str
    columns: tuple[str, ...]
    key: str
    ids: tuple[str, ...]
    places: tuple[str, ...]
    conditions: tuple[Condition, ...]


USABLE = Condition(
    sql="(chartable or status <> 'reported')",
    python='(rows["chartable"] | (rows["status"] != "reported"))',
    r='chartable | status != "reported"',
)
PRIMARY = Condition(sql="evidence = 'primary'", python='(rows["evidence"] == "primary")', r='evidence == "primary"')
FIGURES = ("locality", "metric_id", "status", "expression", "value", "lower", "upper", "qualifier", "unit", "figure_id")
INDICATORS = ("locality", "indicator_id", "value", "lower", "upper", "unit")
MEASURES = ("locality", "measure_id", "status", "figure_ids")
CHAIN = ("locality", "node_id", "parent_node_id", "count", "figure_id")


def parts(chart: Chart, rows: Rows) -> Iterator[Part]:
    """The tables that the rows of a chart stand in."""
    if rows.figures:
        yield _figures(rows)
    if rows.indicators:
        ids = [row.indicator_id for row in rows.indicators]
        yield _part(rows, "mart.indicators", "indicator_id", INDICATORS, ids=ids)
    if rows.cells and chart.mart == "measures":
        yield _part(rows, "mart.measures", "measure_id", MEASURES, conditions=(PRIMARY,))
    elif rows.cells:
        yield _part(rows, "mart.chain_of_command", "node_id", CHAIN)


def _figures(rows: Rows) -> Part:
    """Figures are found by metric and place; those of the same metric that the chart leaves out are named."""
    ids, places = {figure.metric_id for figure in rows.figures}, {figure.locality for figure in rows.figures}
    found = rows.edition.figures(ids, places)
    left_out = [figure.figure_id or "" for figure in found if figure not in rows.figures]
    return _part(
        rows, "mart.figures", "metric_id", FIGURES,
        ids=[] if ids == set(rows.edition.metrics) else [figure.metric_id for figure in rows.figures],
        places=[locality for locality in rows.localities if locality in places],
        conditions=(USABLE, *([_without(left_out)] if left_out else [])),
    )  # fmt: skip


def _part(
    rows: Rows, table: str, key: str, columns: tuple[str, ...], *, ids: Sequence[str] = (),
    places: Sequence[str] = (), conditions: tuple[Condition, ...] = (),
) -> Part:  # fmt: skip
    path = f"data/published/{rows.edition.version}/parquet/{table}.parquet"
    where = tuple(places) or rows.localities
    return Part(columns=columns, key=key, ids=tuple(dict.fromkeys(ids)), places=where, path=path, conditions=conditions)


def _without(ids: Sequence[str]) -> Condition:
    return Condition(
        sql=f"(figure_id is null or figure_id not in ({_listed(ids, chr(39))}))",
        python=f'~rows["figure_id"].isin([{_listed(ids)}])',
        r=f"!figure_id %in% c({_listed(ids)})",
    )


def sql(chart: Chart, rows: Rows) -> str:
    """One select a table, for DuckDB."""
    return "\n\n".join(_sql(part) for part in parts(chart, rows))


def pandas(chart: Chart, rows: Rows) -> str:
    """One data frame a table, for pandas."""
    return "import pandas as pd\n\n" + "\n\n".join(_pandas(part) for part in parts(chart, rows))


def r(chart: Chart, rows: Rows) -> str:
    """One data frame a table, for R with arrow and dplyr."""
    return "library(arrow)\nlibrary(dplyr)\n\n" + "\n\n".join(_r(part) for part in parts(chart, rows))


def _sql(part: Part) -> str:
    where = [f"locality in ({_listed(part.places, chr(39))})"]
    where += [f"{part.key} in ({_listed(part.ids, chr(39))})"] if part.ids else []
    where += [condition.sql for condition in part.conditions]
    return (
        f"select {', '.join(part.columns)}\nfrom '{part.path}'\nwhere "
        + "\n  and ".join(where)
        + f"\norder by locality, {part.key};"
    )


def _pandas(part: Part) -> str:
    keep = [f'rows["locality"].isin([{_listed(part.places)}])']
    keep += [f'rows["{part.key}"].isin([{_listed(part.ids)}])'] if part.ids else []
    keep += [condition.python for condition in part.conditions]
    return (
        f'rows = pd.read_parquet("{part.path}")\nrows = rows[\n    '
        + "\n    & ".join(keep)
        + f'\n][[{_listed(part.columns)}]].sort_values(["locality", "{part.key}"])'
    )


def _r(part: Part) -> str:
    keep = [f"locality %in% c({_listed(part.places)})"]
    keep += [f"{part.key} %in% c({_listed(part.ids)})"] if part.ids else []
    keep += [condition.r for condition in part.conditions]
    return (
        f'rows <- read_parquet("{part.path}") |>\n  filter('
        + ",\n         ".join(keep)
        + f") |>\n  select({', '.join(part.columns)}) |>\n  arrange(locality, {part.key})"
    )


def _listed(words: Sequence[str], quote: str = '"') -> str:
    return ", ".join(f"{quote}{word}{quote}" for word in words)
