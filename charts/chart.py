"""A chart: defined once, shown on a page, exported to a file and read aloud from the same rows.

`select` takes the opened version and the reader's filters and returns rows. `draw`, `headline`, `subtitle` and
`describe` get those rows and nothing else, so picture, title, table and words cannot part.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, Protocol

import plotly.graph_objects as go

from catalog.figures import Figure, Indicator
from catalog.warehouse import Edition
from catalog.words import Say


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader asked for; empty = all. `one_axis`: waves on one axis, by explicit choice only."""

    places: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    one_axis: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a picture is drawn: language, theme, size in px and whether for screen or file."""

    lang: str
    theme: Literal["light", "dark"] = "light"
    width: int = 720
    height: int | None = None
    purpose: Literal["screen", "file"] = "screen"

    @property
    def say(self) -> Say:
        return Say(self.lang)

    @property
    def narrow(self) -> bool:
        """True where labels go above their marks instead of beside them."""
        return self.width < 520


class Cell(Protocol):
    """A row that is neither figure nor indicator: a measure in a place, a link of a chain of command."""

    @property
    def locality(self) -> str: ...
    @property
    def reports(self) -> bool:
        """False where the article is silent."""
        ...

    def record(self, edition: Edition) -> dict[str, object]:
        """The row for machines, under keys that never change with the language."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What one chart shows: figures (silent places included), indicators or cells, and the version they belong to."""

    edition: Edition
    filters: Filters
    figures: tuple[Figure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    cells: tuple[Cell, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def localities(self) -> tuple[str, ...]:
        """The localities the reader asked for, by wave and date."""
        return chosen(self.edition, self.filters)

    @property
    def reporting(self) -> tuple[str, ...]:
        """Those of them that report at least one of the rows."""
        reported = {row.locality for row in self.figures if row.chartable}
        reported |= {row.locality for row in self.indicators}
        reported |= {cell.locality for cell in self.cells if cell.reports}
        return tuple(locality for locality in self.localities if locality in reported)

    @property
    def silent(self) -> tuple[str, ...]:
        """Those of them that report none."""
        return tuple(locality for locality in self.localities if locality not in self.reporting)


MOST = 8  # places shown at once: more columns, bars and colours than this say nothing to a reader


def chosen(edition: Edition, filters: Filters) -> tuple[str, ...]:
    """The localities inside the reader's place and wave filters, by wave and date; of many, the first eight."""
    named = sorted(set(filters.places) & edition.rank.keys(), key=edition.rank.__getitem__)
    inside = named if filters.places else edition.localities
    fitting = (place for place in inside if not filters.waves or edition.wave_of(place) in filters.waves)
    return tuple(islice(fitting, MOST))


def asked(edition: Edition, filters: Filters) -> tuple[str, ...]:
    """The localities that a question is put to: all where they are few, whatever is shown; else those shown."""
    return tuple(edition.localities) if len(edition.localities) <= MOST else chosen(edition, filters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart. `name` is a message id; `page` the page it stands on; `mart` the table its rows come from.

    `markup` gives HTML that takes the place of the picture on a screen, where a table that opens reads better than a
    picture; files always get `draw`. `table` is the reading table of rows that are cells. `marked` are the rows whose
    interval is drawn, not only written: the legend explains the marks of these.
    """

    id: str
    name: str
    page: str
    mart: str
    select: Callable[[Edition, Filters], Rows]
    draw: Callable[[Rows, Look], go.Figure]
    headline: Callable[[Rows, Say], str]
    subtitle: Callable[[Rows, Say], str]
    describe: Callable[[Rows, Say], str]
    caveats: Callable[[Rows], tuple[str, ...]] = lambda rows: ()
    height: Callable[[Rows, Look], int] = lambda rows, look: 320
    markup: Callable[[Rows, Look], str] | None = None
    table: Callable[[Rows, Say], list[dict[str, str]]] | None = None
    marked: Callable[[Rows], Sequence[Figure | Indicator]] = lambda rows: ()


def kept(figure: go.Figure) -> go.Figure:
    """A finished figure that becomes its dict once, not for every reader: it is sent as it is and never changed."""
    made = figure.to_dict()
    figure.to_dict = lambda: made
    return figure
