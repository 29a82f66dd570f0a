"""The printed sheet: headline, scope, silent places, the picture, how to read it, caveats and source, in one SVG.

A picture leaves the page and travels alone, so what keeps it honest travels inside it. Every line is broken and placed
by the real widths of its letters; the plot gets the room that is left, and too little room is an error, not a cut.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog.words import HTML_LANG, Say

from .errors import SizeTooSmall
from .fonts import check_glyphs
from .size import Size
from .svg import Line, document, plot_body, text_of
from .typeset import localised, wrap

LEAST_PLOT = (200.0, 90.0)  # design px; below this not even one row with its bar can be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words of one sheet, in one language. Empty ones leave no gap."""

    chart_id: str
    lang: str
    headline: str
    scope: str
    short_scope: str
    silent: str
    reading: str
    caveats: tuple[str, ...]
    short_caveat: str
    source: str
    short_source: str
    issued: str
    licence: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """Colours of the words and the paper."""

    paper: str
    text: str
    muted: str
    accent: str
    rule: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size and colour, and the gap above them."""

    lines: tuple[str, ...]
    size: float
    color: str
    gap: float

    @property
    def leading(self) -> float:
        return self.size * (1.25 if self.size > 15 else 1.36)

    @property
    def height(self) -> float:
        return self.gap + self.leading * len(self.lines) if self.lines else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A drawn plot: its SVG, its px for one design px, and how many rows it shows (`shown`, `of`, `missing`)."""

    svg: str
    fit: float
    notes: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Below:
    """What the notes have to say about the plot: the rows it leaves out, and whether it has marks to explain."""

    cut: str
    bars: bool


Draw = Callable[[float, float, float], Plot]


def compose(caption: Caption, size: Size, ink: Ink, draw: Draw, *, tightness: float = 1) -> str:
    """The sheet as SVG; `draw(width, height, zoom)` gives the plot for the room that is left (design px).

    `tightness` below 1 makes all letters smaller and so leaves more room.

    Raises:
        SizeTooSmall: words and picture do not fit.
        GlyphMissing: a character has no glyph in the face.
    """
    zoom = size.zoom * tightness
    wide, high = (length / zoom for length in size.px)
    edge = 20.0 if size.is_wide else 11.0
    room = wide - 2 * edge
    head, top = _head(caption, size, ink, room), edge + 14
    top += sum(block.height for block in head)
    below, known = _Below(cut="", bars=True), None
    while below != known:  # what the plot turns out to show decides what is said below, and that takes room, too
        known = below
        foot = _foot(caption, below, size, ink, room)
        bottom = high - edge - sum(block.height for block in foot) - 4
        if room < LEAST_PLOT[0] or bottom - top < LEAST_PLOT[1]:
            raise SizeTooSmall(width=size.name)
        plot = draw(room, bottom - top, zoom)
        below = _Below(cut=_cut(plot.notes, Say(caption.lang)), bars=bool(plot.notes.get("bars")))
    lines = [*_place(head, edge, edge + 8), *_place(foot, edge, bottom + 4)]
    sheet = document(
        chart_id=caption.chart_id,
        lang=HTML_LANG[caption.lang],
        title=caption.headline,
        description=caption.alt,
        css_size=size.css,
        design=(wide, high),
        paper=ink.paper,
        lines=lines,
        shapes=_rules(edge, room, bottom, ink),
        plot=plot_body(plot.svg, caption.chart_id),
        plot_at=f"translate({edge:.2f},{top:.2f}) scale({1 / plot.fit:.5f})",
    )
    check_glyphs(text_of(sheet))
    return sheet


def _cut(notes: Mapping[str, Any], say: Say) -> str:
    """How many rows the picture shows, where it could not show all."""
    if notes.get("shown", 0) == notes.get("of", 0):
        return ""
    said = say("Shown here: {shown} of {of} rows; all are in the data file.", shown=notes["shown"], of=notes["of"])
    if notes["missing"]:
        gap = "" if say.lang == "zh" else " "
        said += gap + say("Only there: {places}.", places=say.join(notes["missing"]))
    return said


def _head(caption: Caption, size: Size, ink: Ink, room: float) -> list[Block]:
    large, small = (21.0, 12.5) if size.is_wide else (16.0, 11.0)
    scope = caption.scope if size.is_wide else caption.short_scope
    return [
        _block(caption.headline, caption.lang, large, ink.text, 0, room, even=True),
        _block(scope, caption.lang, small, ink.muted, 4, room),
        _block(caption.silent, caption.lang, small, ink.accent, 3, room),
    ]


def _foot(caption: Caption, below: _Below, size: Size, ink: Ink, room: float) -> list[Block]:
    small = 11.0 if size.is_wide else 10.5
    gap = " " if caption.lang == "en" else ""
    if not size.is_wide:
        first = gap.join(part for part in (caption.short_caveat, below.cut) if part)
        texts = [(first, ink.text), (caption.short_source, ink.muted)]
    else:
        texts = [
            (below.cut, ink.accent),
            (caption.reading if below.bars else "", ink.muted),
            (gap.join(caption.caveats), ink.text),
            (gap.join(part for part in (caption.source, caption.issued, caption.licence) if part), ink.muted),
        ]
    blocks = [_block(text, caption.lang, small, color, 3, room) for text, color in texts if text]
    return [Block(block.lines, block.size, block.color, 5 if n == 0 else block.gap) for n, block in enumerate(blocks)]


def _block(text: str, lang: str, size: float, color: str, gap: float, room: float, *, even: bool = False) -> Block:
    lines = wrap(localised(text, lang), size=size, limit=room, even=even) if text else ()
    return Block(lines, size, color, gap)


def _place(blocks: list[Block], left: float, top: float) -> list[Line]:
    lines = []
    for block in blocks:
        if not block.lines:
            continue
        top += block.gap
        for text in block.lines:
            lines.append(Line(text=text, x=left, y=top + block.size, size=block.size, color=block.color))
            top += block.leading
    return lines


def _rules(edge: float, room: float, bottom: float, ink: Ink) -> str:
    """A short bar above the headline and a hairline above the notes."""
    return (
        f'<rect x="{edge:g}" y="{edge:g}" width="28" height="3" fill="{ink.accent}"/>'
        f'<rect x="{edge:g}" y="{bottom:.2f}" width="{room:.2f}" height="0.6" fill="{ink.rule}"/>'
    )
