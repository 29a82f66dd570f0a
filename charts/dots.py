"""The matrix in a file: marks by shape, rows flowing through as many columns as the room asks for.

Letters are as large as they can be; where not even the smallest printable ones hold every row, the first rows are
shown and the notes say how many are left to the data file.
"""

from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil

import plotly.graph_objects as go

from charts import lines
from charts.chart import Look, Rows
from charts.export.errors import SizeTooSmall
from charts.export.fonts import width
from charts.mentions import GROUPS, SHORT
from charts.paper import Paper
from charts.spots import Spot, by_measure

SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
SYMBOL = {
    "present_with_figure": "circle",
    "present": "circle-open",
    "mentioned_as_plan": "diamond-open",
    "not_mentioned": "line-ew-open",
    "not_coded": "square-open-dot",
}
GUTTER, LEADING, STEP = 14.0, 1.26, 1.5  # px between columns; of a row and of a place's marks, in letters
Row = tuple[str, tuple[Spot, ...]]  # a heading without spots, or a measure with one spot a place


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where things stand at one size of letters, in px."""

    size: float
    columns: int
    width: float
    spots: tuple[float, ...]  # the middle of each place's marks, from the left of a column
    head: float
    leading: float


def height(rows: Rows, look: Look) -> int:
    """Pixels for one column at the middle size."""
    return 120 + 17 * len(_rows(rows, look))


def draw(rows: Rows, look: Look) -> go.Figure:
    """Key, place names and marks.

    Raises:
        SizeTooSmall: not even the first row fits.
    """
    total, flow = float(look.height or height(rows, look)), _rows(rows, look)
    measures = len(by_measure(rows))
    for count in range(len(flow), 1, -1):
        shown = flow[:count] if flow[count - 1][1] else flow[: count - 1]  # no heading without its rows
        plan = _plan(rows, look, shown, total)
        if plan is not None:
            notes = {"shown": sum(bool(spots) for _, spots in shown), "of": measures, "missing": []}
            return _drawn(rows, look, shown, plan, total).figure(**notes)
    raise SizeTooSmall(width=f"{look.width} × {total:.0f} px")


def _rows(rows: Rows, look: Look) -> list[Row]:
    measures, found, say = rows.edition.measures, by_measure(rows), look.say
    flow: list[Row] = []
    for group, ids in groupby(found, lambda measure_id: measures[measure_id].measure_group):
        flow.append((say(GROUPS[group]), ()))
        flow += [(say.label(measures[measure_id]), found[measure_id]) for measure_id in ids]
    return flow


def _plan(rows: Rows, look: Look, flow: list[Row], total: float) -> Plan | None:
    """The largest letters, in the fewest columns, that hold all rows; None where none do."""
    waves = [rows.edition.wave_of(locality) for locality in rows.localities]
    names = [lines.place_name(rows.edition, look.say, locality) for locality in rows.localities]
    for size in SIZES:
        label = max(width(words, size) for words, _ in flow) + 5
        spots = [label + size * 0.6]
        for before, here in pairwise(waves):
            spots.append(spots[-1] + size * (STEP if before == here else STEP + 0.9))
        head = size * 2.4 + max(width(name, size) for name in names)
        for columns in (1, 2, 3, 4):
            each = (look.width - GUTTER * (columns - 1)) / columns
            leading = (total - head) / ceil(len(flow) / columns)
            if spots[-1] + size * 0.6 <= each and leading >= size * LEADING:
                return Plan(size=size, columns=columns, width=each, spots=tuple(spots), head=head,
                            leading=min(leading, size * 2.1))  # fmt: skip
    return None


def _drawn(rows: Rows, look: Look, flow: list[Row], plan: Plan, total: float) -> Paper:
    paper = Paper(look=look, height=total)
    _key(paper, plan)
    each = ceil(len(flow) / plan.columns)
    for column in range(plan.columns):
        left = column * (plan.width + GUTTER)
        for x, locality in zip(plan.spots, rows.localities, strict=True):
            name = lines.place_name(rows.edition, look.say, locality)
            paper.word(name, left + x, plan.head - 4, plan.size, paper.colours.ink, anchor="bottom")
        for n, row in enumerate(flow[column * each : (column + 1) * each]):
            _row(paper, plan, row, left, plan.head + (n + 0.5) * plan.leading)
    return paper


def _key(paper: Paper, plan: Plan) -> None:
    x = plan.size * 0.6
    for status, symbol in SYMBOL.items():
        word = paper.look.say(SHORT[status])
        paper.mark(x, plan.size * 0.8, symbol, plan.size * 0.8, _colour(paper, status))
        paper.word(word, x + plan.size * 0.9, plan.size * 0.8, plan.size, paper.colours.muted, anchor="middle")
        x += width(word, plan.size) + 2.4 * plan.size
    low = paper.look.say("dashed: low confidence")
    if x + plan.size + width(low, plan.size) <= paper.look.width:
        paper.ring(x, plan.size * 0.8, plan.size * 0.56, paper.colours.ink)
        paper.word(low, x + plan.size * 0.9, plan.size * 0.8, plan.size, paper.colours.muted, anchor="middle")


def _row(paper: Paper, plan: Plan, row: Row, left: float, y: float) -> None:
    words, spots = row
    paper.word(words, left, y, plan.size, paper.colours.ink if spots else paper.colours.accent, anchor="middle")
    for x, spot in zip(plan.spots, spots, strict=False):
        status, low = spot.primary.status, spot.primary.confidence == "low" and spot.reports
        paper.mark(left + x, y, SYMBOL[status], plan.size * (0.5 if low else 0.8), _colour(paper, status))
        if low:
            paper.ring(left + x, y, plan.size * 0.56, paper.colours.ink)


def _colour(paper: Paper, status: str) -> str:
    return paper.colours.muted if status in ("not_mentioned", "not_coded") else paper.colours.ink
