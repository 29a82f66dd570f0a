"""Canvas: a picture laid out by hand in rows of pixels (ladders, matrices, timelines), in the look of all others.

x is a share of the width, so that the picture fits a phone and a page; y counts pixels from the top, so that text never
runs into the next row whatever the width.
"""

from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from charts.chart import Look
from charts.theme import Palette, palette, plain, template


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A picture of `height` px: the methods below collect its parts, `figure` puts them together.

    Plotly checks all parts again whenever one is added, so that adding them one by one takes seconds.
    """

    look: Look
    height: int
    _annotations: list[dict[str, Any]] = field(default_factory=list)
    _shapes: list[dict[str, Any]] = field(default_factory=list)
    _traces: list[go.Scatter] = field(default_factory=list)

    @property
    def figure(self) -> go.Figure:
        """The picture as it stands."""
        axis = {"visible": False, "fixedrange": True}
        layout = {
            "template": template(self.look.theme, self.size),
            "height": self.height + 16,
            "xaxis": {**axis, "range": [0, 1]},
            "yaxis": {**axis, "range": [self.height, 0]},
            "annotations": self._annotations,
            "shapes": self._shapes,
        }
        return go.Figure(data=self._traces, layout=layout)

    @property
    def colours(self) -> Palette:
        return palette(self.look.theme)

    @property
    def size(self) -> int:
        """Type size of this picture in px."""
        return 13 if self.look.width >= 480 else 12

    def text(self, x: float, y: float, words: str, colour: str = "", size: int = 0, anchor: str = "left") -> None:
        """Words from (x, y) down; `anchor` left, center or right."""
        font = {"size": size or self.size, "color": colour or self.colours.ink}
        self._annotations.append(
            {
                "text": plain(words), "x": x, "y": y, "xref": "x", "yref": "y", "xanchor": anchor, "yanchor": "top",
                "align": anchor, "showarrow": False, "font": font,
            }
        )  # fmt: skip

    def box(self, x: float, y: float, right: float, bottom: float, colour: str, *, dash: str = "solid") -> None:
        """An outlined box; dashed where something was named but not counted."""
        fill = self.colours.panel if dash == "solid" else "rgba(0,0,0,0)"
        line = {"color": colour, "width": 1.5, "dash": dash}
        self._shape("rect", (x, y, right, bottom), fillcolor=fill, line=line)

    def line(self, x: float, y: float, right: float, bottom: float, colour: str = "", *, dash: str = "solid") -> None:
        """A thin line."""
        line = {"color": colour or self.colours.grid, "width": 1, "dash": dash}
        self._shape("line", (x, y, right, bottom), line=line)

    def mark(self, x: float, y: float, symbol: str, colour: str, hover: str, size: int = 14) -> None:
        """One mark with its words for whoever points at it."""
        marker = {"symbol": symbol, "size": size, "color": colour, "line": {"color": colour, "width": 1.5}}
        words = {"hovertext": [plain(hover)], "hoverinfo": "text"}
        self._traces.append(go.Scatter(x=[x], y=[y], mode="markers", marker=marker, **words))

    def _shape(self, kind: str, edges: tuple[float, float, float, float], **style: object) -> None:
        ends = dict(zip(("x0", "y0", "x1", "y1"), edges, strict=True))
        self._shapes.append({"type": kind, **ends, "xref": "x", "yref": "y", "layer": "below", **style})
