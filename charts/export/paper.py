"""Paper: words and bars at their px, as one figure of few traces; `flow` says where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from ..chart import Look
from ..marks import Mark
from ..theme import Palette, palette, plain, template
from .fonts import FAMILY


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One line of text: its left (or, if `right`, its right) edge and its middle, in px from the top left."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    right: bool = False


@dataclass(slots=True)
class Page:
    """What is drawn, in px."""

    words: list[Word] = field(default_factory=list)
    bars: list[tuple[Mark, float, float, float, float]] = field(default_factory=list)  # mark, x, y, px a unit, height


def drawn(page: Page, look: Look, shown: int, count: int, missing: Sequence[str]) -> go.Figure:
    colours = palette(look.theme)
    axis = {"visible": False, "automargin": False, "fixedrange": True}
    figure = go.Figure(
        layout={
            "template": template(look.theme),
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
            "xaxis": axis | {"range": [0, look.width]},
            "yaxis": axis | {"range": [look.height, 0]},
            "barmode": "overlay",
            "meta": {
                "shown": shown,
                "of": count,
                "missing": list(dict.fromkeys(missing)),
                "bars": bool(page.bars),
            },
        }
    )
    _draw_bars(figure, page, colours)
    figure.add_trace(
        go.Scatter(
            x=[word.x for word in page.words],
            y=[word.y for word in page.words],
            text=[plain(word.text) for word in page.words],
            textposition=["middle left" if word.right else "middle right" for word in page.words],
            textfont={
                "family": FAMILY,
                "size": [word.size for word in page.words],
                "color": [word.colour for word in page.words],
            },
            mode="text",
            cliponaxis=False,
        )
    )
    return figure


def _draw_bars(figure: go.Figure, page: Page, colours: Palette) -> None:
    """Solid up to what is certain, hatched below a mere top, pale where no end is printed; an arrow: there is more.

    Hatching is drawn as lines: a pattern fill becomes a large image in a PDF.
    """
    bars: list[tuple[float, float, float, float, str, str]] = []
    caps: list[tuple[float, float, str, float, str]] = []
    for mark, x, y, unit, thick in page.bars:
        colour = colours.places[mark.colour % len(colours.places)]
        low, high, value = mark.lower, mark.upper, mark.value
        start, end, fill = 0.0, value if value is not None else high or low or 0.0, colour
        if low is not None and high is not None and low < high:
            start, end = low, high
            caps += [(x + at * unit, y, "line-ns", thick * 1.5, colour) for at in (low, high)]
        elif low is None and high is not None:
            fill = colours.paper
            figure.add_trace(_hatching(x, x + end * unit, y, thick, colour))
        elif low is None and high is None:
            red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
            fill = f"rgba({red},{green},{blue},0.35)"
        elif high is None:
            caps.append((x + end * unit, y, "triangle-right", thick * 1.6, colour))
        bars.append(((end - start) * unit, x + start * unit, y, thick, fill, colour))
    length, base, middle, thickness, fills, edges = (
        (list(column) for column in zip(*bars, strict=True)) if bars else [[]] * 6
    )
    marker = {"color": fills, "line": {"color": edges, "width": 1}}
    figure.add_trace(go.Bar(x=length, base=base, y=middle, width=thickness, orientation="h", marker=marker))
    at, middle, symbols, sizes, edges = (list(column) for column in zip(*caps, strict=True)) if caps else [[]] * 5
    symbol: dict[str, Any] = {
        "symbol": symbols,
        "size": sizes,
        "color": edges,
        "opacity": 1,
        "line": {"color": edges, "width": 1.5},
    }
    figure.add_trace(go.Scatter(x=at, y=middle, mode="markers", cliponaxis=False, marker=symbol))


def _hatching(left: float, right: float, y: float, thick: float, colour: str) -> go.Scatter:
    """Strokes at 45 degrees, 4 px apart, inside a bar."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    start = left - thick
    while start < right:
        first, last = max(start, left), min(start + thick, right)
        xs += [first, last, None]
        ys += [y + thick / 2 - (first - start), y + thick / 2 - (last - start), None]
        start += 4
    return go.Scatter(x=xs, y=ys, mode="lines", line={"color": colour, "width": 1}, cliponaxis=False)
