"""The look: one palette, one type, one template, light and dark; the same on screen and in files.

Every figure names this template itself: importing Streamlit changes Plotly's default to one whose colours only its own
front end can fill in. A place has one colour and one symbol everywhere; both backgrounds give it a contrast of 3:1,
and the five stay apart for eyes without red or green cones (tests/charts/test_theme.py).
"""

from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import plotly.graph_objects as go

FONT = (
    "'Source Sans', 'Source Sans 3', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', "
    "sans-serif"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours of one theme, as hex strings."""

    paper: str
    panel: str
    ink: str
    muted: str
    grid: str
    hatch: str
    accent: str
    warn: str
    places: tuple[str, ...]


LIGHT = Palette(
    paper="#ffffff",
    panel="#f6f5f1",
    ink="#1d2430",
    muted="#5a6372",
    grid="#e2e1dc",
    hatch="#b9bcc2",
    accent="#9a3324",
    warn="#8a5a00",
    places=("#1f6f8b", "#c8583f", "#46550b", "#7a4fa3", "#b07400", "#3b5bb5", "#a03a6a", "#4d6a6a"),
)
DARK = Palette(
    paper="#14181f",
    panel="#1c222c",
    ink="#eceae4",
    muted="#a7afbb",
    grid="#2e3642",
    hatch="#5c6675",
    accent="#e58a72",
    warn="#e0b050",
    places=("#5bb3cf", "#cd6949", "#d1e38d", "#9465cd", "#dba32b", "#8ea8f0", "#e08bb4", "#93b5b5"),
)
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "pentagon", "hexagon", "star", "cross")


def plain(words: str) -> str:
    """Words for Plotly, which reads markup in its texts: shown as they are; a line break is a line break.

    >>> plain("<b>300</b>\\nand more")
    '&lt;b&gt;300&lt;/b&gt;<br>and more'
    """
    return escape(words, quote=False).replace("\n", "<br>")


def palette(theme: str) -> Palette:
    """The palette of `light` or `dark`."""
    return DARK if theme == "dark" else LIGHT


@cache
def template(theme: str, size: int = 13) -> Any:
    """The Plotly template of a theme with a base type size in px; treat it as frozen."""
    colours = palette(theme)
    axis = {
        "gridcolor": colours.grid,
        "linecolor": colours.grid,
        "zerolinecolor": colours.muted,
        "zerolinewidth": 1,
        "tickfont": {"color": colours.muted, "size": size - 1},
        "title": {"font": {"color": colours.muted, "size": size - 1}},
        "automargin": True,
        "fixedrange": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": size, "color": colours.ink},
            "paper_bgcolor": colours.paper,
            "plot_bgcolor": colours.paper,
            "colorway": list(colours.places),
            "xaxis": axis,
            "yaxis": axis,
            "hoverlabel": {
                "bgcolor": colours.panel,
                "bordercolor": colours.grid,
                "font": {"family": FONT, "color": colours.ink, "size": size},
            },
            "margin": {"l": 0, "r": 12, "t": 8, "b": 8},
            "showlegend": False,
            "dragmode": False,
            "bargap": 0.35,
        }
    )
