"""The matrix in a file: marks by shape, rows flowing through as many columns as the room asks for.

Sizes are tried from large to small; below the smallest readable one the picture is refused, never cut.
"""

from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil
from typing import Any

import plotly.graph_objects as go

from catalog.words import Say
from charts import lines
from charts.chart import Look, Rows
from charts.mentions import GROUPS, SHORT
from charts.rungs import TooSmall
from charts.spots import Spot, by_measure
from charts.theme import Palette, palette, template

SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
SYMBOL = {
    "present_with_figure": "circle",
    "present": "circle-open",
    "mentioned_as_plan": "diamond-open",
    "not_mentioned": "line-ew-open",
    "not_coded": "square-open-dot",
}
GUTTER = 14.0  # px between columns
Row = tuple[str, tuple[Spot, ...]]  # a heading without spots, or a measure with one spot a place


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where things stand at one size of letters, in px."""

    size: float
    columns: int
    width: float
    label: float
    spots: tuple[float, ...]  # the middle of each place's marks, from the left of a column
    head: float
    leading: float


def height(rows: Rows, look: Look) -> int:
    """Pixels for one column at the middle size."""
    return 120 + 17 * len(_rows(rows, look.say))


def draw(rows: Rows, look: Look) -> go.Figure:
    """Key, place names and marks.

    Raises:
        TooSmall: not even the smallest letters fit.
    """
    total, flow = look.height or height(rows, look), _rows(rows, look.say)
    plans = [_plan(rows, look, flow, size, columns, total) for size in SIZES for columns in (1, 2, 3, 4)]
    plan = next((plan for plan in plans if plan is not None), None)
    if plan is None:
        raise TooSmall(f"{len(flow)} rows do not fit into {look.width} × {total} px")
    colours = palette(look.theme)
    drawn = go.Figure(layout={"template": template(look.theme, 13), "height": total, "width": look.width})
    drawn.update_xaxes(visible=False, range=[0, look.width], fixedrange=True)
    drawn.update_yaxes(visible=False, range=[total, 0], fixedrange=True)
    drawn.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    _key(drawn, look, plan, colours)
    each = ceil(len(flow) / plan.columns)
    for column in range(plan.columns):
        left = column * (plan.width + GUTTER)
        _names(drawn, rows, look, plan, left, colours)
        for n, row in enumerate(flow[column * each : (column + 1) * each]):
            _row(drawn, plan, row, left, plan.head + (n + 0.5) * plan.leading, colours)
    return drawn


def _rows(rows: Rows, say: Say) -> list[Row]:
    measures, found = rows.edition.measures, by_measure(rows)
    flow: list[Row] = []
    for group, ids in groupby(found, lambda measure_id: measures[measure_id].measure_group):
        flow.append((say(GROUPS[group]), ()))
        flow += [(say.label(measures[measure_id]), found[measure_id]) for measure_id in ids]
    return flow


def _ems(words: str) -> float:
    return sum(1.0 if ord(letter) >= 0x2E80 else 0.53 for letter in words)


def _plan(rows: Rows, look: Look, flow: list[Row], size: float, columns: int, total: float) -> Plan | None:
    """The plan at this size and number of columns, or None where it does not fit."""
    label = max(_ems(words) for words, _ in flow) * size + 6
    names = [lines.place_name(rows.edition, look.say, locality) for locality in rows.localities]
    waves = [rows.edition.wave_of(locality) for locality in rows.localities]
    step, at = size * 1.6, label + size * 0.8
    spots = [at]
    for before, here in pairwise(waves):
        spots.append(spots[-1] + step + (size if before != here else 0))
    width = (look.width - GUTTER * (columns - 1)) / columns
    head = size * 3.2 + max(_ems(name) for name in names) * size
    leading = (total - head) / ceil(len(flow) / columns)
    if spots[-1] + size * 0.8 > width or leading < size * 1.28:
        return None
    return Plan(
        size=size, columns=columns, width=width, label=label, spots=tuple(spots), head=head,
        leading=min(leading, size * 2.1),
    )  # fmt: skip


def _key(drawn: go.Figure, look: Look, plan: Plan, colours: Palette) -> None:
    x = plan.size * 0.6
    for status, symbol in SYMBOL.items():
        word = look.say(SHORT[status])
        _mark(drawn, x, plan.size * 0.8, symbol, plan.size, _colour(status, colours))
        _word(drawn, word, x + plan.size * 0.9, plan.size * 0.8, plan.size, colours.muted)
        x += (_ems(word) + 2.6) * plan.size


def _names(drawn: go.Figure, rows: Rows, look: Look, plan: Plan, left: float, colours: Palette) -> None:
    for x, locality in zip(plan.spots, rows.localities, strict=True):
        name = lines.place_name(rows.edition, look.say, locality)
        drawn.add_annotation(
            text=name, x=left + x, y=plan.head - 4, xref="x", yref="y", xanchor="center", yanchor="bottom",
            textangle=-90, showarrow=False, borderpad=0, font={"size": plan.size, "color": colours.ink},
        )  # fmt: skip


def _row(drawn: go.Figure, plan: Plan, row: Row, left: float, y: float, colours: Palette) -> None:
    words, spots = row
    _word(drawn, words if spots else f"<b>{words}</b>", left, y, plan.size, colours.ink if spots else colours.accent)
    for x, spot in zip(plan.spots, spots, strict=False):
        status, low = spot.primary.status, spot.primary.confidence == "low" and spot.reports
        _mark(drawn, left + x, y, SYMBOL[status], plan.size * (0.62 if low else 1), _colour(status, colours))
        if low:
            half = plan.size * 0.62
            drawn.add_shape(
                type="circle", x0=left + x - half, x1=left + x + half, y0=y - half, y1=y + half,
                line={"color": colours.ink, "width": 1, "dash": "dot"},
            )  # fmt: skip


def _colour(status: str, colours: Palette) -> str:
    return colours.muted if status in ("not_mentioned", "not_coded") else colours.ink


def _mark(drawn: go.Figure, x: float, y: float, symbol: str, size: float, colour: str) -> None:
    marker: dict[str, Any] = {
        "symbol": symbol,
        "size": size * 0.82,
        "color": colour,
        "line": {"color": colour, "width": 1.4},
    }
    drawn.add_trace(go.Scatter(x=[x], y=[y], mode="markers", marker=marker, hoverinfo="skip", cliponaxis=False))


def _word(drawn: go.Figure, words: str, x: float, y: float, size: float, colour: str) -> None:
    drawn.add_annotation(
        text=words, x=x, y=y, xref="x", yref="y", xanchor="left", yanchor="middle", align="left", showarrow=False,
        borderpad=0, font={"size": size, "color": colour},
    )  # fmt: skip
