"""Panels on a printed page: rows flow through as many columns as the room needs, at a readable size, never cut off.

On a screen a chart may be as long as it likes; a file has the height it was asked for. So the same panels are set anew:
the largest type and the fewest columns that hold every row. Where not even the smallest type does (a newspaper column),
every place keeps its first figures, and `layout.meta` says how many are shown, for the sheet to print.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from ..chart import Look
from ..marks import Mark, Panel
from ..theme import palette
from .errors import SizeTooSmall
from .fonts import width
from .paper import Page, Word, drawn
from .typeset import localised, wrap

SCALES = (1.5, 1.35, 1.2, 1.1, 1.0, 0.92)
NARROW_SCALE = 1.2  # no letter of the plot is larger than the headline above it
GUTTER, LEAST_COLUMN = 24.0, 180.0
TITLE, NOTE, LABEL, TEXT, BAR = 13.0, 10.5, 11.0, 12.0, 6.0
LEADING = 1.28
TIGHT, LOOSE = 0.6, 2.4  # how far the gaps between rows shrink and grow
ARROW = 9.0  # px kept free at the end of a bar for "there is more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of a panel in one column. Its axis and whether it has bars are the whole panel's, however it is broken."""

    panel: Panel
    marks: Sequence[Mark]
    note: str
    titled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One try: type scale, number of columns and their width, and how far gaps are stretched."""

    scale: float
    columns: int
    column: float
    look: Look
    shared: bool
    stretch: float = TIGHT


def figure(panels: Sequence[Panel], look: Look, *, shared: bool = False) -> go.Figure:
    """The panels in exactly `look.width` × `look.height` px.

    Raises:
        SizeTooSmall: not even one row fits; the page then says so, where a ValueError would fail it.
    """
    if look.height is None:
        raise ValueError("a file has a height")
    count = sum(len(panel.marks) for panel in panels)
    for shown in range(count, 0, -1):
        kept = _first(panels, shown)
        setting = _fit(kept, look, shared=shared)
        if setting is not None:
            missing = [p.title for p in panels if p.title not in {k.title for k in kept}]
            return drawn(_set(kept, setting, look.height), look, shown, count, missing)
    raise SizeTooSmall(width=f"{look.width} × {look.height} px")


def _first(panels: Sequence[Panel], shown: int) -> list[Panel]:
    """The panels with `shown` marks in all: the first of every place, then the second …, in their own order."""
    places: dict[str, list[tuple[int, int]]] = {}
    title = ""
    for n, panel in enumerate(panels):
        title = panel.title or title
        places.setdefault(title, []).extend((n, row) for row in range(len(panel.marks)))
    rounds = sorted((turn, keys[turn]) for keys in places.values() for turn in range(len(keys)))
    kept = {key for _, key in rounds[:shown]}
    cut = [
        replace(panel, marks=[mark for row, mark in enumerate(panel.marks) if (n, row) in kept])
        for n, panel in enumerate(panels)
    ]
    return [panel for panel in cut if panel.marks]


def _fit(panels: Sequence[Panel], look: Look, *, shared: bool) -> Setting | None:
    height = float(look.height or 0)
    for scale in (scale for scale in SCALES if not look.narrow or scale <= NARROW_SCALE):
        for columns in range(1, 2 if shared else 5):
            column = (look.width - GUTTER * (columns - 1)) / columns
            if columns > 1 and column < LEAST_COLUMN * scale:
                break
            setting = Setting(scale=scale, columns=columns, column=column, look=look, shared=shared)
            if len(list(_columns(panels, setting, height))) <= columns:
                return setting
    return None


def _set(panels: Sequence[Panel], setting: Setting, height: float) -> Page:
    """Place every row; columns are made about equally long, and room that is left goes into the gaps."""
    limit = height
    while limit > 20 and len(list(_columns(panels, setting, limit - 8))) <= setting.columns:
        limit -= 8
    columns = list(_columns(panels, setting, limit))
    while setting.stretch < LOOSE:
        wider = replace(setting, stretch=setting.stretch + 0.1)
        if any(sum(_height(part, wider) for part in column) > height for column in columns):
            break
        setting = wider
    page = Page()
    reach = max((_reach(mark) for panel in panels for mark in panel.marks), default=1.0) if setting.shared else None
    for n, column in enumerate(columns):
        y = 0.0
        for part in column:
            y = _panel(page, part, n * (setting.column + GUTTER), y, setting, reach)
    return page


def _columns(panels: Sequence[Panel], setting: Setting, limit: float) -> Iterator[list[Part]]:
    """Panels by column, each at most `limit` px long; a panel too long for a column is broken between rows."""
    column: list[Part] = []
    used = 0.0
    waiting = [Part(panel=panel, marks=panel.marks, note=panel.note) for panel in panels]
    while waiting:
        part = _joined(waiting.pop(0), column)
        need = _height(part, setting)
        if used + need <= limit:
            column.append(part)
            used += need
        elif column:
            yield column
            column, used = [], 0.0
            waiting.insert(0, part)
        elif len(part.marks) > 1:
            half = len(part.marks) // 2
            waiting[:0] = [replace(part, marks=part.marks[:half]), replace(part, marks=part.marks[half:])]
        else:
            yield [part]
            yield from ([] for _ in range(99))  # one row alone is too long: this setting does not fit
            return
    if column:
        yield column


def _joined(part: Part, column: Sequence[Part]) -> Part:
    """The part below those of its column: the same place is named once, and the same area of it."""
    above = column[-1].panel if column else None
    titled = above is None or above.title != part.panel.title
    noted = not titled and above is not None and above.note == part.panel.note
    return replace(part, titled=titled, note="" if noted else part.panel.note)


def _lines(text: str, size: float, setting: Setting) -> tuple[str, ...]:
    said = localised(text, setting.look.lang)
    return wrap(said, size=size * setting.scale, limit=setting.column) if text else ()


def _is_one_line(mark: Mark, setting: Setting) -> bool:
    lang = setting.look.lang
    label, text = localised(mark.label, lang), localised(mark.text, lang)
    return (width(label, LABEL) + width(text, TEXT) + 16) * setting.scale <= setting.column


def _has_bar(panel: Panel, mark: Mark, setting: Setting) -> bool:
    printed = any(number is not None for number in (mark.value, mark.lower, mark.upper))
    return printed and (setting.shared or not panel.lone)


def _height(part: Part, setting: Setting) -> float:
    return _panel(Page(), part, 0, 0, setting, 1.0)


def _panel(page: Page, part: Part, x: float, y: float, setting: Setting, reach: float | None) -> float:
    """Set a part of a panel at (x, y) and return where the next one begins."""
    colours, scale = palette(setting.look.theme), setting.scale
    reach = reach or max((_reach(mark) for mark in part.panel.marks), default=1.0) or 1.0
    y += (5 if part.titled else 2) * scale * setting.stretch

    def say(lines: Sequence[str], size: float, colour: str) -> None:
        nonlocal y
        for line in lines:
            page.words.append(Word(text=line, x=x, y=y + size * scale * LEADING / 2, size=size * scale, colour=colour))
            y += size * scale * LEADING

    title, note = (localised(part, setting.look.lang) for part in (part.panel.title if part.titled else "", part.note))
    if title and note and width(title, TITLE * scale) + width(note, NOTE * scale) + 10 * scale <= setting.column:
        behind = x + width(title, TITLE * scale) + 10 * scale
        middle = y + TITLE * scale * LEADING / 2 + 0.8 * scale
        page.words.append(Word(text=note, x=behind, y=middle, size=NOTE * scale, colour=colours.muted))
        note = ""
    say(_lines(title, TITLE, setting), TITLE, colours.ink)
    say(_lines(note, NOTE, setting), NOTE, colours.muted)
    for mark in part.marks:
        y += 2 * scale * setting.stretch
        if _is_one_line(mark, setting):
            middle = y + TEXT * scale * LEADING / 2
            label, text = (localised(part, setting.look.lang) for part in (mark.label, mark.text))
            page.words.append(Word(text=label, x=x, y=middle, size=LABEL * scale, colour=colours.muted))
            page.words.append(
                Word(text=text, x=x + setting.column, y=middle, size=TEXT * scale, colour=colours.ink, right=True)
            )
            y += TEXT * scale * LEADING
        else:
            say(_lines(mark.label, LABEL, setting), LABEL, colours.muted)
            say(_lines(mark.text, TEXT, setting), TEXT, colours.ink)
        if _has_bar(part.panel, mark, setting):
            thick = BAR * scale * min(setting.stretch, 1.3)
            page.bars.append((mark, x, y + 2 + thick / 2, (setting.column - ARROW) / reach, thick))
            y += thick + 4 * scale
    return y + 3 * scale * setting.stretch


def _reach(mark: Mark) -> float:
    return max(x for x in (mark.value, mark.lower, mark.upper, 0) if x is not None)
