"""Canvas: a picture laid out by hand in rows of pixels (ladders, matrices, timelines), in the look of all others.

x is a share of the width, so that the picture fits a phone and a page; y counts pixels from the top, so that text never
runs into the next row whatever the width.
"""

from dataclasses import dataclass, field

import plotly.graph_objects as go

from charts.chart import Look
from charts.theme import Palette, palette, template


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A picture of `height` px; its traces and annotations are added by the methods below."""

    look: Look
    height: int
    figure: go.Figure = field(init=False)

    def __post_init__(self) -> None:
        axis = {"visible": False, "fixedrange": True}
        layout = {
            "template": template(self.look.theme, self.size),
            "height": self.height + 16,
            "xaxis": {**axis, "range": [0, 1]},
            "yaxis": {**axis, "range": [self.height, 0]},
        }
        object.__setattr__(self, "figure", go.Figure(layout=layout))

    @property
    def colours(self) -> Palette:
        return palette(self.look.theme)

    @property
    def size(self) -> int:
        """Type size of this picture in px."""
        return 13 if self.look.width >= 480 else 12

    def text(self, x: float, y: float, words: str, colour: str = "", size: int = 0, anchor: str = "left") -> None:
        """Words from (x, y) down; `anchor` left, center or right."""
        self.figure.add_annotation(
            text=words, x=x, y=y, xref="x", yref="y", xanchor=anchor, yanchor="top", align=anchor, showarrow=False,
            font={"size": size or self.size, "color": colour or self.colours.ink},
        )  # fmt: skip

    def box(self, x: float, y: float, right: float, bottom: float, colour: str, *, dash: str = "solid") -> None:
        """An outlined box; dashed where something was named but not counted."""
        fill = self.colours.panel if dash == "solid" else "rgba(0,0,0,0)"
        self.figure.add_shape(
            type="rect", x0=x, y0=y, x1=right, y1=bottom, xref="x", yref="y", layer="below", fillcolor=fill,
            line={"color": colour, "width": 1.5, "dash": dash},
        )  # fmt: skip

    def line(self, x: float, y: float, right: float, bottom: float, colour: str = "", *, dash: str = "solid") -> None:
        """A thin line."""
        self.figure.add_shape(
            type="line", x0=x, y0=y, x1=right, y1=bottom, xref="x", yref="y", layer="below",
            line={"color": colour or self.colours.grid, "width": 1, "dash": dash},
        )  # fmt: skip

    def mark(self, x: float, y: float, symbol: str, colour: str, hover: str, size: int = 14) -> None:
        """One mark with its words for whoever points at it."""
        marker = {"symbol": symbol, "size": size, "color": colour, "line": {"color": colour, "width": 1.5}}
        template = hover + "<extra></extra>"
        self.figure.add_trace(go.Scatter(x=[x], y=[y], mode="markers", marker=marker, hovertemplate=template))
