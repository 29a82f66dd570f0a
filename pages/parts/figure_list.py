"""The list of printed figures: which ones a reader asked for, in which order, and the table of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from html import escape
from typing import Any

from catalog.caches import version_cache
from catalog.figures import Figure
from catalog.warehouse import Edition, edition
from catalog.words import LANGUAGES, Say
from charts import lines, readings
from charts.chart import Filters, asked
from pages.parts import html, links
from pages.parts.html import Safe
from pages.parts.reader import Reader

LISTED = 400  # rows of the table: who wants more filters or downloads


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader filters by; empty = all. Field names are the parameters of the URL."""

    place: tuple[str, ...] = ()
    wave: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    metric: tuple[str, ...] = ()
    qualifier: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    q: str = ""

    @property
    def active(self) -> tuple[str, ...]:
        """The filters that are set."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name))

    def fits(self, figure: Figure, text: str) -> bool:
        """Whether a figure passes every filter; `text` is what the search looks through."""
        cells = {
            "place": figure.locality, "wave": figure.wave_id, "theme": figure.theme, "metric": figure.metric_id,
            "qualifier": figure.qualifier, "unit": figure.unit, "scope": figure.scope_id,
            "confidence": figure.confidence,
        }  # fmt: skip
        return all(not getattr(self, name) or cell in getattr(self, name) for name, cell in cells.items()) and all(
            word in text for word in self.q.lower().split()
        )


@version_cache(8)
def _scopes(version: str) -> dict[str, int]:
    """The place of each area in the registry."""
    return {scope: n for n, scope in enumerate(edition(version).places)}


SORTS: Mapping[str, Callable[[Figure, Edition, Say], tuple[object, ...]]] = {
    "place": lambda f, e, say: (),
    "theme": lambda f, e, say: (f.theme, say.label(e.metrics[f.metric_id])),
    "metric": lambda f, e, say: (say.label(e.metrics[f.metric_id]),),
    "scope": lambda f, e, say: (_scopes(e.version)[f.scope_id or ""],),
    # Amounts are ordered inside one place and unit only: anything wider would be a ranking nobody printed.
    "amount": lambda f, e, say: (e.rank[f.locality], f.unit, -(f.value or f.upper or f.lower or 0)),
    "qualifier": lambda f, e, say: (f.qualifier or "",),
    "day": lambda f, e, say: (f.period_start or f.period_end or f.as_of,),
}


def sort_word(say: Say, sort: str) -> str:
    """The name of an order."""
    return {
        "place": say("Place, then as the article runs"),
        "theme": say("Theme"),
        "metric": say("Metric"),
        "scope": say("Area or body"),
        "amount": say("Amount, within one place and unit"),
        "qualifier": say("Qualifier"),
        "day": say("Day"),
    }[sort]


@version_cache(64)
def searchable(version: str, locality: str) -> dict[str, str]:
    """For each figure of a place the words a search looks through, in both languages, its reading included."""
    known = edition(version)

    def text(figure: Figure) -> str:
        metric, scope, printed = known.metrics[figure.metric_id], known.places[figure.scope_id or ""], figure.expression
        words = (figure.figure_id, printed, (printed or "").replace(" ", ""), metric.label_en, metric.label_zh,
                 figure.metric_id, scope.name_en, scope.name_zh, known.places[figure.locality].name_en, figure.counted,
                 *(lines.reading(known, Say(lang), figure) for lang in LANGUAGES),
                 *(readings.qualifier_word(Say(lang), figure.qualifier or "") for lang in LANGUAGES))  # fmt: skip
        return " ".join(word for word in words if word).lower()

    return {figure.figure_id or "": text(figure) for figure in known.printed.of([locality])}


@version_cache(128)
def found(version: str, wanted: Wanted, sort: str, lang: str) -> tuple[Figure, ...]:
    """The figures that pass the filters, in the asked order."""
    known, say = edition(version), Say(lang)
    texts = {
        locality: searchable(version, locality)
        for locality in asked(known, Filters(places=wanted.place, waves=wanted.wave))
    }
    printed = known.printed.of(texts)
    chosen = [f for f in printed if wanted.fits(f, texts[f.locality][f.figure_id or ""])]
    chosen.sort(key=lambda f: (known.rank[f.locality], f.span_start or 0))
    return tuple(sorted(chosen, key=lambda f: SORTS[sort](f, known, say)))


def loosen(version: str, wanted: Wanted, lang: str) -> dict[str, int]:
    """For each filter that is set, how many figures there would be without it; only those that would help."""
    empty: dict[str, Any] = {name: getattr(Wanted(), name) for name in wanted.active}
    without = {
        name: len(found(version, replace(wanted, **{name: nothing}), "place", lang)) for name, nothing in empty.items()
    }
    return {name: count for name, count in without.items() if count}


@version_cache(48)  # a table of all figures is 150 kB
def table(reader: Reader, wanted: Wanted, sort: str) -> str:
    """The table of the figures found; kept by all that decides it."""
    known, say = reader.edition, reader.say
    kept = {name: getattr(wanted, name) for name in wanted.active} | (
        {} if sort == next(iter(SORTS)) else {"sort": sort}
    )
    rows = [_row(reader, known, say, figure, kept) for figure in found(known.version, wanted, sort, say.lang)[:LISTED]]
    caption = say("Printed figures. The link in the first column opens a figure.")
    return html.table_html(rows, caption, "lf-table lf-figures")


def _row(
    reader: Reader, known: Edition, say: Say, figure: Figure, kept: Mapping[str, links.Param]
) -> dict[str, object]:
    """A row; its link carries the filters, so that the way back from the figure leads to the same list."""
    open_ = links.address(reader, "figures", **kept, figure=figure.figure_id or "")
    tags = "".join(f'<span class="lf-tag">{escape(mark)}</span>' for mark in readings.marks(known, say, figure))
    place = escape(lines.place_name(known, say, figure.locality))
    scope = escape(lines.scope_name(known, say, figure.scope_id))
    return {
        say("Printed"): Safe(
            f'<a href="{escape(open_)}" target="_self" lang="zh-CN">{escape(figure.expression or "")}</a>'
        ),
        say("Reads"): lines.reading(known, say, figure),
        say("What"): Safe(escape(say.label(known.metrics[figure.metric_id])) + tags),
        say("Where"): Safe(f'{place}<br><span class="lf-dim">{scope}</span>'),
        say("When"): lines.as_of(known, say, figure),
    }
