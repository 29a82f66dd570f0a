"""An indicator across places: waves as panels on one scale, through the one door that asks the verdict."""

from collections.abc import Callable
from itertools import groupby

import plotly.graph_objects as go

from catalog.figures import Indicator
from catalog.warehouse import Edition
from catalog.words import Say
from charts import axis, lines, marks
from charts.chart import Chart, Filters, Look, Rows, chosen

Words = Callable[[Rows, Say], str]


def indicator(*, id: str, name: str, page: str, indicator_id: str, headline: Words | None = None) -> Chart:
    """The chart of one indicator for every place that reports it."""

    def select(edition: Edition, filters: Filters) -> Rows:
        found = edition.indicators([indicator_id], chosen(edition, filters))
        return Rows(edition=edition, filters=filters, indicators=found)

    def values(rows: Rows, say: Say) -> str:
        title = lines.indicator_name(rows.edition, say, indicator_id)
        if len(rows.indicators) == 1:
            place = lines.place_name(rows.edition, say, rows.indicators[0].locality)
            return say("{title}: only {place} reports this", title=title, place=place)
        found = [
            say("{place} {amount}", place=lines.place_name(rows.edition, say, row.locality),
                amount=say.amount(row, row.quantity.qualifier))
            for row in rows.indicators
        ]  # fmt: skip
        between = "、" if say.lang == "zh" else ", "
        return say("{title}: {values}", title=title, values=between.join(found)) if found else title

    return Chart(
        id=id, name=name, page=page, mart="indicators", select=select, draw=draw,
        headline=headline or values, subtitle=subtitle, describe=describe, caveats=caveats,
        height=lambda rows, look: marks.height(_panels(rows, look.say), look, shared=len(rows.indicators) > 1),
        marked=lambda rows: rows.indicators if len(rows.indicators) > 1 else (),
    )  # fmt: skip


def draw(rows: Rows, look: Look) -> go.Figure:
    """Panels by wave, rows by place, on one scale.

    Raises:
        NotComparable: the verdict does not allow these rows on one axis.
    """
    axis.shared(rows.indicators)
    return marks.figure(_panels(rows, look.say), look, shared=len(rows.indicators) > 1)


def subtitle(rows: Rows, say: Say) -> str:
    """What is divided by what is in the marks; here who reports it."""
    gap = "" if say.lang == "zh" else " "
    return (
        say("Worked out from printed totals; the articles give no range.")
        + gap
        + lines.reported_by(rows, say)
        + marks.too_many(len(rows.indicators), say)
    )


def describe(rows: Rows, say: Say) -> str:
    """Every quotient in words, wave by wave, then who is silent."""
    said = [
        say(
            "{place} ({scope}, {wave}) reports figures that give {reading} ({quotient}).",
            place=lines.place_name(rows.edition, say, row.locality),
            scope=lines.scope_name(rows.edition, say, row.scope_id),
            wave=say.label(rows.edition.waves[row.wave_id]),
            reading=lines.indicator_reading(rows.edition, say, row),
            quotient=lines.divided(rows.edition, say, row),
        )
        for row in rows.indicators
    ]
    gap = "" if say.lang == "zh" else " "
    return gap.join([*said, lines.silence(rows, say)]).strip()


def caveats(rows: Rows) -> tuple[str, ...]:
    """The codes of the rows and of their pairs, the most serious first; the standing note last."""
    return axis.caveats(rows.indicators)


def _panels(rows: Rows, say: Say) -> list[marks.Panel]:
    edition = rows.edition
    ordered = sorted(rows.indicators, key=lambda row: (row.wave_id, edition.rank[row.locality]))
    waves = [("", ordered)] if rows.filters.one_axis else [
        (wave, list(group)) for wave, group in groupby(ordered, key=lambda row: row.wave_id)
    ]  # fmt: skip
    return [
        marks.Panel(
            title=say.label(edition.waves[wave]) if wave else say("Both waves on one axis, by the reader's choice"),
            note=say.label(edition.waves[wave], "note") if wave else "",
            marks=[_mark(edition, say, row) for row in group],
        )
        for wave, group in waves
    ]


def _mark(edition: Edition, say: Say, row: Indicator) -> marks.Mark:
    place, reading = lines.place_name(edition, say, row.locality), lines.indicator_reading(edition, say, row)
    scope, quotient = lines.scope_name(edition, say, row.scope_id), lines.divided(edition, say, row)
    return marks.Mark(
        label=say("{place}: {quotient}", place=place, quotient=quotient),
        text=reading,
        colour=edition.rank[row.locality],
        value=row.value,
        lower=row.lower,
        upper=row.upper,
        hover="\n".join((place, scope, quotient, reading)),
    )
