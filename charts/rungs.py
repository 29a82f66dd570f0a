"""The ladder in a file: its boxes as rectangles and text, in exactly the room the sheet leaves.

Letters are as large as the fullest tier allows; below the smallest readable size the picture is refused, not cut.
"""

from itertools import pairwise

import plotly.graph_objects as go

from catalog.words import Say
from charts import lines, marks
from charts.chart import Look, Rows
from charts.theme import Palette, palette, template
from charts.tiers import TIERS, Node, count, has_chain, nodes

SIZES = (12, 11, 10, 9, 8, 7.5, 7)
EDGE = 74.0  # px of the column of tier names
GUTTER = 6.0
BREAK = 18.0  # px between the waves
DASH = {"stated": "solid", "implied": "dash", "coder": "dot"}


class TooSmall(ValueError):
    """The ladder does not fit at a readable size."""


def height(rows: Rows, look: Look) -> int:
    """Pixels at which everything fits at the middle size."""
    return 24 + sum(_rows(rows, tier) for tier in TIERS) * 34


def draw(rows: Rows, look: Look) -> go.Figure:
    """Columns of boxes, one row a tier.

    Raises:
        TooSmall: not even the smallest letters fit.
    """
    total = look.height or height(rows, look)
    colours = palette(look.theme)
    for size in SIZES:
        placed = _place(rows, look, size)
        if placed[-1] <= total:
            break
    else:
        raise TooSmall(f"the ladder needs {placed[-1]:.0f} px of {total}")
    drawn = go.Figure(layout={"template": template(look.theme, 13), "height": total, "width": look.width})
    drawn.update_xaxes(visible=False, range=[0, look.width], fixedrange=True)
    drawn.update_yaxes(visible=False, range=[total, 0], fixedrange=True)
    drawn.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    stretch = total / placed[-1]
    _columns(drawn, rows, look, colours, size)
    for n, tier in enumerate(TIERS):
        top, bottom = placed[n] * stretch, placed[n + 1] * stretch
        _word(drawn, "<br>".join(marks.wrap(look.say(TIERS[tier]), EDGE / size)), 0, top + 3, size, colours.muted)
        for column in range(len(rows.localities)):
            _cell(drawn, rows, look, colours, column, tier, top, bottom, size)
    return drawn


def _width(rows: Rows, look: Look) -> float:
    return (look.width - EDGE - BREAK * _breaks(rows, len(rows.localities) - 1)) / len(rows.localities)


def _breaks(rows: Rows, column: int) -> int:
    waves = [rows.edition.wave_of(locality) for locality in rows.localities[: column + 1]]
    return sum(a != b for a, b in pairwise(waves))


def _left(rows: Rows, look: Look, column: int) -> float:
    return EDGE + column * _width(rows, look) + BREAK * _breaks(rows, column)


def _boxes(rows: Rows, locality: str, tier: str) -> list[Node]:
    """The boxes of a cell; places merely visited are no chain and are left to the table."""
    if not has_chain(rows, locality):
        return []
    return [node for node in nodes(rows) if node.locality == locality and node.tier == tier and node.on_ladder]


def _rows(rows: Rows, tier: str) -> int:
    return max(1, *(len(_boxes(rows, locality, tier)) for locality in rows.localities))


def _lines(say: Say, rows: Rows, node: Node, ems: float) -> list[str]:
    number = count(rows.edition, say, node.link) if node.link.figures else "?"
    return marks.wrap(say("{name}: {count}", name=say.label(node.link, "name"), count=number), ems)


def _place(rows: Rows, look: Look, size: float) -> list[float]:
    """The top of every tier and the bottom of the last, in px, at one size of letters."""
    ems = (_width(rows, look) - GUTTER - 8) / size
    tops = [size * 3.0]
    for tier in TIERS:
        need = max(
            (
                sum(len(_lines(look.say, rows, node, ems)) * size * 1.3 + 5 for node in _boxes(rows, place, tier))
                for place in rows.localities
            ),
            default=0,
        )
        label = len(marks.wrap(look.say(TIERS[tier]), EDGE / size)) * size * 1.3
        tops.append(tops[-1] + max(need, label, size * 1.3 + 5) + 5)
    return tops


def _columns(drawn: go.Figure, rows: Rows, look: Look, colours: Palette, size: float) -> None:
    say, edition = look.say, rows.edition
    for column, locality in enumerate(rows.localities):
        wave = say.label(edition.waves[edition.wave_of(locality)])
        name = lines.place_name(edition, say, locality)
        below = wave if has_chain(rows, locality) else say("no chain described")
        _word(drawn, name, _left(rows, look, column), 0, size + 1, colours.ink)
        _word(drawn, below, _left(rows, look, column), size * 1.45, size - 1, colours.muted)


def _cell(
    drawn: go.Figure, rows: Rows, look: Look, colours: Palette, column: int, tier: str,
    top: float, bottom: float, size: float,
) -> None:  # fmt: skip
    left, width = _left(rows, look, column), _width(rows, look) - GUTTER
    boxes = _boxes(rows, rows.localities[column], tier)
    if not boxes:
        _hatched(drawn, left, top, width, bottom - top - 5, colours)
        return
    each = (bottom - top - 5) / len(boxes)
    for n, node in enumerate(boxes):
        y = top + n * each
        counted = bool(node.link.figures)
        drawn.add_shape(
            type="rect", x0=left, x1=left + width, y0=y, y1=y + each - 3,
            line={"color": colours.ink if counted else colours.muted, "width": 1},
            fillcolor=colours.panel if counted else colours.paper,
        )  # fmt: skip
        if node.parent:
            drawn.add_shape(
                type="line", x0=left + 1, x1=left + 1, y0=y - 4, y1=y + each - 3,
                line={"color": colours.accent, "width": 2.4, "dash": DASH[node.link.link_basis]},
            )  # fmt: skip
        words = "<br>".join(_lines(look.say, rows, node, (width - 8) / size))
        _word(drawn, words, left + 6, y + 2, size, colours.ink if counted else colours.muted)


def _hatched(drawn: go.Figure, left: float, top: float, width: float, high: float, colours: Palette) -> None:
    """Silence: a light hatch without a frame, the same as in the matrix of measures."""
    drawn.add_trace(
        go.Bar(
            x=[left + width / 2], y=[high], base=[top], width=[width], hoverinfo="skip",
            marker={"color": colours.paper, "line": {"width": 0},
                    "pattern": {"shape": "/", "fgcolor": colours.hatch, "bgcolor": colours.paper, "size": 6,
                                "solidity": 0.15}},
        )
    )  # fmt: skip


def _word(drawn: go.Figure, words: str, x: float, y: float, size: float, colour: str) -> None:
    drawn.add_annotation(
        text=words, x=x, y=y, xref="x", yref="y", xanchor="left", yanchor="top", align="left", showarrow=False,
        borderpad=0, font={"size": size, "color": colour},
    )  # fmt: skip
