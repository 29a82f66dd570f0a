"""Marks: one way to draw a quantity with its bounds, used by every chart that draws amounts.

A row is two lines of text above a thin bar: what is counted, then what was printed and how it reads. The text never
stands beside the bar, so the same picture works on a phone, on a desk and in a column of 85 mm.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from catalog.words import Say
from charts.chart import Look
from charts.theme import Palette, palette, plain, template

ROW = 60  # px of a row with a bar: two lines of text and the bar
CARD = 46  # px of a lone number: two lines of text
HEAD = 30  # px of a place's name
LINE = 18  # px of one line of a panel's note
GAP = 16  # px between panels
DRAWN = 80  # marks in one picture: nobody reads more
SCREEN_EMS = 27  # a phone's width in ems: text on screen is broken so that it fits the smallest


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One row: its two lines of text, its colour and the quantity to draw."""

    label: str
    text: str
    colour: int
    value: float | None
    lower: float | None
    upper: float | None
    hover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Rows that share an axis, under a title (left out where the panel above has the same) and a note."""

    title: str
    note: str
    marks: Sequence[Mark]

    @property
    def lone(self) -> bool:
        """True for one number on an axis of its own: it is a card, not a bar."""
        return len(self.marks) == 1


@dataclass(slots=True, kw_only=True)
class _Drawn:
    """What a figure is made of at last: adding to a finished go.Figure costs the more the more it holds."""

    layout: dict[str, Any]
    traces: list[Any] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A panel with its place in the picture, in px from the top."""

    panel: Panel
    note: tuple[str, ...]
    titled: bool
    bars: bool
    top: int

    @property
    def head(self) -> int:
        return HEAD * self.titled + LINE * len(self.note) + 4

    @property
    def row(self) -> int:
        return ROW if self.bars else CARD

    @property
    def bottom(self) -> int:
        return self.top + self.head + self.row * len(self.panel.marks)


def too_many(count: int, say: Say) -> str:
    """That a picture leaves out marks, if it does."""
    told = say("The first {n} of {count} are drawn; the table below lists all.", n=DRAWN, count=count)
    return ("" if say.lang == "zh" else " ") + told if count > DRAWN else ""


def _boxes(panels: Sequence[Panel], look: Look, *, shared: bool) -> list[_Box]:
    boxes: list[_Box] = []
    marks = accumulate(len(panel.marks) for panel in panels)
    panels = [panel for n, panel in zip(marks, panels, strict=True) if n <= DRAWN] or [
        replace(panel, marks=panel.marks[:DRAWN]) for panel in panels[:1]
    ]
    ems = SCREEN_EMS if look.purpose == "screen" else look.width / 13
    for n, panel in enumerate(panels):
        titled = n == 0 or panels[n - 1].title != panel.title
        top = boxes[-1].bottom + (GAP if titled else 4) if boxes else 0
        note = tuple(wrap(panel.note, ems))
        boxes.append(_Box(panel=panel, note=note, titled=titled, bars=shared or not panel.lone, top=top))
    return boxes


def height(panels: Sequence[Panel], look: Look, *, shared: bool = False) -> int:
    """Pixels the panels need."""
    boxes = _boxes(panels, look, shared=shared)
    return boxes[-1].bottom + 8 if boxes else 40


def wrap(text: str, ems: float) -> list[str]:
    """Lines of at most `ems` ems: Latin breaks at spaces, Chinese anywhere but before closing punctuation.

    >>> wrap("Xinjiao Community, Daliang", 10), wrap("顺德区大良街道新滘社区", 6), wrap("", 10)
    (['Xinjiao Community,', 'Daliang'], ['顺德区大良街', '道新滘社区'], [])
    """
    lines: list[str] = []
    line, width = "", 0.0
    for word in re.findall(r"[^\u2e80-\uffef\s]+\s*|[\u2e80-\uffef][,。、;:)》”]?|\s+", text):
        size = sum(1.0 if ord(c) >= 0x2E80 else 0.52 for c in word.rstrip())
        if line and width + size > ems:
            lines.append(line.rstrip())
            line, width = "", 0.0
        line, width = line + word, width + size + 0.3 * (len(word) - len(word.rstrip()))
    return [*lines, line.rstrip()] if line.strip() else lines


def figure(panels: Sequence[Panel], look: Look, *, shared: bool = False) -> go.Figure:
    """Panels under each other; each has its own axis unless `shared` (then one scale from 0 for all of them)."""
    if look.purpose == "file":
        from charts.export import flow  # measures the printed face: only files need it

        return flow.figure(panels, look, shared=shared)
    colours, size = palette(look.theme), 13 if look.width >= 480 else 12
    total = height(panels, look, shared=shared)
    drawn = _Drawn(layout={"template": template(look.theme, size), "height": total + 16})
    reach = max((_reach(mark) for panel in panels for mark in panel.marks), default=1) if shared else None
    for n, box in enumerate(_boxes(panels, look, shared=shared), 1):
        _title(drawn, box, total, colours, size)
        _panel(drawn, box, n, total, look, reach)
    return go.Figure(data=drawn.traces, layout=drawn.layout | {"annotations": drawn.words})


def _reach(mark: Mark) -> float:
    return max(x for x in (mark.value, mark.lower, mark.upper, 0) if x is not None)


def _title(drawn: _Drawn, box: _Box, total: int, colours: Palette, size: int) -> None:
    if box.titled:
        _text(drawn, box.panel.title, 1 - box.top / total, colours.ink, size + 2)
    if box.note:
        top = box.top + HEAD * box.titled - 4
        _text(drawn, "\n".join(box.note), 1 - top / total, colours.muted, size)


def _text(drawn: _Drawn, words: str, y: float, colour: str, size: int, yref: str = "paper", x: float = 0) -> None:
    """Words with their top left corner at x (share of the width) and y."""
    drawn.words.append(
        {
            "text": plain(words), "x": x, "y": y, "xref": "paper", "yref": yref, "xanchor": "left", "yanchor": "top",
            "align": "left", "showarrow": False, "font": {"size": size, "color": colour},
        }
    )  # fmt: skip


def _panel(drawn: _Drawn, box: _Box, n: int, total: int, look: Look, reach: float | None) -> None:
    colours, key, marks = palette(look.theme), "" if n == 1 else str(n), box.panel.marks
    reach = reach or max((_reach(mark) for mark in marks), default=1) or 1
    domain = [max(1 - box.bottom / total, 0), 1 - (box.top + box.head) / total]
    drawn.layout |= {
        f"xaxis{key}": {"domain": [0, 1], "anchor": f"y{key}", "range": [0, reach * 1.04], "visible": False},
        f"yaxis{key}": {"domain": domain, "anchor": f"x{key}", "range": [len(marks), 0], "visible": False},
    }
    size = 13 if look.width >= 480 else 12
    for row, mark in enumerate(marks):
        _text(drawn, mark.label, row, colours.muted, size, f"y{key}")
        _text(drawn, mark.text, row + 18 / box.row, colours.ink, size + (1 if box.bars else 3), f"y{key}")
        if box.bars:
            _bar(drawn, mark, row + 46 / box.row, key, colours)


def _bar(drawn: _Drawn, mark: Mark, y: float, key: str, colours: Palette) -> None:
    """Solid up to what is certain, hatched where only a top is printed, pale where no end is, an arrow for more."""
    colour = colours.places[mark.colour % len(colours.places)]
    low, high, value = mark.lower, mark.upper, mark.value
    start, end = 0.0, value if value is not None else high or low or 0.0
    style = {"color": colour, "line": {"color": colour, "width": 1}}
    if low is not None and high is not None and low < high:
        start, end = low, high
    elif low is None and high is not None:
        pattern = {"shape": "/", "fgcolor": colour, "bgcolor": colours.paper, "size": 5, "solidity": 0.35}
        style = {"pattern": pattern, "color": colours.paper, "line": {"color": colour, "width": 1}}
    elif low is None and high is None:
        style = {"color": _pale(colour), "line": {"color": colour, "width": 1}}
    axes = {"xaxis": f"x{key}", "yaxis": f"y{key}"}
    drawn.traces.append(
        go.Bar(
            x=[end - start], base=[start], y=[y], width=[0.17], orientation="h", marker=style, **axes,
            hovertext=[plain(mark.hover)], hoverinfo="text",
        )
    )  # fmt: skip
    caps = []
    if low is not None and high is None:
        caps.append((end, "triangle-right", 11))
    if low is not None and high is not None and low < high:
        caps += [(low, "line-ns", 9), (high, "line-ns", 9)]
    for x, symbol, size in caps:
        marker = {"symbol": symbol, "size": size, "color": colour, "line": {"color": colour, "width": 2}}
        drawn.traces.append(
            go.Scatter(x=[x], y=[y], mode="markers", marker=marker, hoverinfo="skip", cliponaxis=False, **axes)
        )


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"
