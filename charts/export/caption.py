"""The words inside a picture, from the same rows as its marks: what stands above it and below it."""

import datetime as dt

from babel.dates import format_date, format_interval

from catalog.nouns import Caveat
from catalog.words import BABEL, Say

from .. import lines
from ..chart import Chart, Rows
from .recipe import Recipe
from .sheet import Caption

LICENCE = "CC BY 4.0"


def caption(recipe: Recipe, rows: Rows) -> Caption:
    """The caption of one sheet in the recipe's language."""
    say, chart = Say(recipe.lang), recipe.definition
    caveats, gap = caveats_of(chart, rows), "" if say.lang == "zh" else " "
    subtitle, reported = chart.subtitle(rows, say), lines.reported_by(rows, say)
    return Caption(
        chart_id=chart.id,
        lang=say.lang,
        headline=chart.headline(rows, say),
        scope=gap.join((subtitle, waves(rows, say))),
        short_scope=waves(rows, say) if reported in subtitle else gap.join((subtitle, waves(rows, say))),
        silent=lines.silence(rows, say).strip(),
        reading=_reading(chart, rows, say),
        caveats=tuple(say.label(caveat, "sentence") for caveat in caveats),
        short_caveat=say("{caveat}.", caveat=say.label(caveats[0])) if caveats else "",
        source=lines.source(rows, say),
        short_source=_short_source(rows, say),
        issued=lines.issued_by_itself(rows, say),
        licence=LICENCE + ("。" if say.lang == "zh" else ".") + (f" {recipe.link}" if recipe.address else ""),
        alt=chart.describe(rows, say),
    )


def caveats_of(chart: Chart, rows: Rows) -> list[Caveat]:
    """Caveats of a chart: its own first, then those of its indicators; each once.

    That a body reports on itself is said with the names of the bodies (`lines.issued_by_itself`), not of all places.
    """
    codes = dict.fromkeys([*chart.caveats(rows), *(code for row in rows.indicators for code in row.caveats)])
    return [rows.edition.caveat(code) for code in codes if code != "self_reported"]


def waves(rows: Rows, say: Say) -> str:
    """The waves and days the reporting articles speak of: `Early 2020 (29 January to 17 February 2020).`"""
    days: dict[str, list[dt.date]] = {}
    for locality in rows.reporting or rows.localities:
        days.setdefault(rows.edition.wave_of(locality), []).append(rows.edition.document_of(locality).as_of)
    said = [
        say("{wave} ({days})", wave=say.label(rows.edition.waves[wave]), days=_span(min(found), max(found), say))
        for wave, found in days.items()
    ]
    return say("{waves}.", waves=say.join(said))


def _span(first: dt.date, last: dt.date, say: Say) -> str:
    return str(format_interval(first, last, skeleton="yMMMd", locale=BABEL[say.lang])).replace("\u2009", " ")


def _short_source(rows: Rows, say: Say) -> str:
    """Publisher and day of every article, and the data version, for where there is little room."""
    used = [rows.edition.document_of(locality) for locality in rows.reporting]
    comma, between = ("，", "；") if say.lang == "zh" else (", ", "; ")
    articles = [
        comma.join((document.publisher, format_date(document.as_of, format="medium", locale=BABEL[say.lang])))
        for document in used
    ]
    return say(
        "Source: {articles}. Lianfang data version {version}.",
        articles=between.join(articles),
        version=rows.edition.version,
    )


def _reading(chart: Chart, rows: Rows, say: Say) -> str:
    """What whiskers, hatching and arrows mean, for those that are in the picture."""
    found = lines.qualifiers(chart.marked(rows), say)
    return say("How to read it: {marks}.", marks=found) if found else ""
