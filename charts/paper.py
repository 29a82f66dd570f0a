"""Paper: a picture laid out by hand in px, in exactly the room of a file.

Parts are collected and put together once: Plotly checks everything again whenever one is added.
"""

from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from charts.chart import Look
from charts.theme import Palette, palette, plain, template


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """`look.width` × `height` px, y from the top."""

    look: Look
    height: float
    _words: list[dict[str, Any]] = field(default_factory=list)
    _shapes: list[dict[str, Any]] = field(default_factory=list)
    _hatched: list[tuple[float, float, float, float]] = field(default_factory=list)
    _marks: list[tuple[float, float, str, float, str]] = field(default_factory=list)

    @property
    def colours(self) -> Palette:
        return palette(self.look.theme)

    def word(self, words: str, x: float, y: float, size: float, colour: str, *, anchor: str = "top") -> None:
        """Words from x on; `anchor` says what of them y is: top, middle or, set upright and centred on x, bottom."""
        upright = {"textangle": -90, "xanchor": "center"} if anchor == "bottom" else {"xanchor": "left"}
        self._words.append(
            {"text": plain(words), "x": x, "y": y, "xref": "x", "yref": "y", "yanchor": anchor, "align": "left",
             "showarrow": False, "borderpad": 0, "font": {"size": size, "color": colour}, **upright}
        )  # fmt: skip

    def box(self, x: float, y: float, width: float, height: float, *, line: str, fill: str, dash: str) -> None:
        """A rectangle."""
        line_ = {"color": line, "width": 1, "dash": dash}
        self._shapes.append(
            {"type": "rect", "x0": x, "x1": x + width, "y0": y, "y1": y + height, "line": line_, "fillcolor": fill}
        )

    def ring(self, x: float, y: float, radius: float, colour: str) -> None:
        """A dotted circle round a mark: low confidence."""
        line = {"color": colour, "width": 1, "dash": "dot"}
        around = {"x0": x - radius, "x1": x + radius, "y0": y - radius, "y1": y + radius}
        self._shapes.append({"type": "circle", **around, "line": line})

    def line(self, x: float, y: float, x1: float, y1: float, *, dash: str, colour: str) -> None:
        """A straight line."""
        line_ = {"color": colour, "width": 2.2, "dash": dash}
        self._shapes.append({"type": "line", "x0": x, "x1": x1, "y0": y, "y1": y1, "line": line_})

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """Silence: a light hatch without a frame."""
        self._hatched.append((x + width / 2, y, width, height))

    def mark(self, x: float, y: float, symbol: str, size: float, colour: str) -> None:
        """A mark with its middle at (x, y)."""
        self._marks.append((x, y, symbol, size, colour))

    def figure(self, **notes: Any) -> go.Figure:
        """The picture; a file's takes the height it is given, and `notes` go with it."""
        axis = {"visible": False, "fixedrange": True}
        layout = {
            "template": template(self.look.theme, 13),
            "xaxis": {**axis, "range": [0, self.look.width]},
            "yaxis": {**axis, "range": [self.height, 0]},
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "barmode": "overlay",
            "annotations": self._words,
            "shapes": self._shapes,
            "meta": notes,
        } | ({} if self.look.purpose == "file" else {"height": self.height})
        return go.Figure(data=[*self._bars(), *self._scatter()], layout=layout)

    def _bars(self) -> list[go.Bar]:
        if not self._hatched:
            return []
        x, base, width, height = (list(column) for column in zip(*self._hatched, strict=True))
        pattern = {"shape": "/", "fgcolor": self.colours.hatch, "bgcolor": self.colours.paper, "size": 6,
                   "solidity": 0.15}  # fmt: skip
        marker = {"color": self.colours.paper, "line": {"width": 0}, "pattern": pattern}
        return [go.Bar(x=x, y=height, base=base, width=width, marker=marker, hoverinfo="skip")]

    def _scatter(self) -> list[go.Scatter]:
        if not self._marks:
            return []
        x, y, symbol, size, colour = (list(column) for column in zip(*self._marks, strict=True))
        marker = {"symbol": symbol, "size": size, "color": colour, "line": {"color": colour, "width": 1.3},
                  "opacity": 1}  # fmt: skip
        return [go.Scatter(x=x, y=y, mode="markers", marker=marker, hoverinfo="skip", cliponaxis=False)]
