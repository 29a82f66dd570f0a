"""Puts the sheet together as one SVG: named and described, words as text, the plot inside, its ids fixed.

The SVG is the master of all three pictures: the PNG is drawn from it and the PDF printed from it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from .fonts import FAMILY, font_face


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text; x and y (its baseline) in design px."""

    text: str
    x: float
    y: float
    size: float
    color: str


def plot_body(svg: str, chart_id: str) -> str:
    """What stands inside a plot's `<svg>`, with its random id replaced by the chart's, so that two can share a page."""
    found = re.search(r'id="defs-([0-9a-f]+)"', svg)
    if found is None:
        raise ValueError("this is no SVG of plotly.js: it has no defs")
    body = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    reference = re.compile(rf"""(id="|class="|url\(['"]?#|url\(&quot;#|href="#)([^"')&]*?){found[1]}""")
    return reference.sub(lambda match: f"{match[1]}{match[2]}{chart_id}", body)


def document(
    *,
    chart_id: str,
    lang: str,
    title: str,
    description: str,
    css_size: tuple[str, str],
    design: tuple[float, float],
    paper: str,
    lines: Iterable[Line],
    shapes: str,
    plot: str,
    plot_at: str,
) -> str:
    """The whole picture. It names its face but does not carry it: `portable` adds that for the file."""
    width, height = css_size
    texts = "".join(
        f'<text x="{line.x:.2f}" y="{line.y:.2f}" font-size="{line.size:g}" fill="{line.color}">'
        f"{escape(line.text)}</text>"
        for line in lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" lang="{lang}" '
        f'xml:lang="{lang}" aria-labelledby="{chart_id}-title {chart_id}-desc" width="{width}" height="{height}" '
        f'viewBox="0 0 {design[0]:.3f} {design[1]:.3f}" font-family={quoteattr(FAMILY)} '
        f'xml:space="preserve">'
        f'<title id="{chart_id}-title">{escape(title)}</title><desc id="{chart_id}-desc">{escape(description)}</desc>'
        f'<rect width="100%" height="100%" fill="{paper}"/>{shapes}'
        f'<g transform="{plot_at}">{plot}</g>{texts}</svg>'
    )


def text_of(svg: str) -> str:
    """All characters an SVG prints."""
    return "".join(re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<text\b.*?</text>", svg, re.DOTALL))


def portable(svg: str) -> str:
    """The SVG with its letters inside: it looks the same on a machine without the face."""
    at = svg.index("<title")
    return f"{svg[:at]}<style>{font_face(text_of(svg))}</style>{svg[at:]}"
