"""Printed figures, place by place: a panel for each area that reports them, with its own axis; never two places on one.

Different metrics of one area share a panel only where they share a unit; a lone number is a card.
"""

from collections.abc import Callable, Sequence
from itertools import groupby

import plotly.graph_objects as go

from catalog.figures import Figure
from catalog.warehouse import Edition
from catalog.words import Say
from charts import lines, marks
from charts.chart import Chart, Filters, Look, Rows, chosen

Words = Callable[[Rows, Say], str]
Narrow = Callable[[Edition, Rows], Rows]


def printed(
    *, id: str, name: str, page: str, metrics: Sequence[str], headline: Words, narrow: Narrow | None = None
) -> Chart:
    """A chart of printed figures of some metrics; `narrow` may leave out figures that another chart tells."""

    def select(edition: Edition, filters: Filters) -> Rows:
        found = edition.figures(metrics=metrics, localities=chosen(edition, filters))
        rows = Rows(edition=edition, filters=filters, figures=found)
        return narrow(edition, rows) if narrow else rows

    return Chart(
        id=id, name=name, page=page, mart="figures", select=select, draw=draw, headline=headline, subtitle=subtitle,
        describe=describe, caveats=caveats, height=lambda rows, look: marks.height(_panels(rows, look.say), look),
    )  # fmt: skip


def draw(rows: Rows, look: Look) -> go.Figure:
    """One panel an area and unit."""
    return marks.figure(_panels(rows, look.say), look)


def subtitle(rows: Rows, say: Say) -> str:
    """As printed, each place on its own axis, and who reports it."""
    gap = "" if say.lang == "zh" else " "
    return say("As printed, each area on its own axis.") + gap + lines.reported_by(rows, say)


def describe(rows: Rows, say: Say) -> str:
    """Every figure in words, area by area, then who is silent."""
    said = []
    for area, figures in _areas(rows):
        items = [
            say(
                "{metric}: {reading} ({expression}), {as_of}",
                metric=say.label(rows.edition.metrics[figure.metric_id]),
                reading=lines.reading(rows.edition, say, figure),
                expression=figure.expression,
                as_of=lines.as_of(rows.edition, say, figure),
            )
            for figure in figures
        ]
        between = ";" if say.lang == "zh" else "; "
        place = lines.place_name(rows.edition, say, area[0])
        scope = lines.scope_name(rows.edition, say, area[1])
        said.append(say("{place} ({scope}) reports {items}.", place=place, scope=scope, items=between.join(items)))
    gap = "" if say.lang == "zh" else " "
    return gap.join([*said, lines.silence(rows, say)]).strip()


def caveats(rows: Rows) -> tuple[str, ...]:
    """Codes that go with every chart of printed figures of unlike areas."""
    codes = ["extent_differs"] if len(rows.reporting) > 1 else []
    if any("SCOPE-AMBIGUOUS" in (figure.note or "") for figure in rows.figures if figure.chartable):
        codes.append("scope_doubtful")
    return tuple(codes)


def _areas(rows: Rows) -> list[tuple[tuple[str, str, str], list[Figure]]]:
    """Chartable figures by (locality, scope, unit) in reading order of their areas."""
    order = {locality: n for n, locality in enumerate(rows.localities)}
    first: dict[tuple[str, str], int] = {}
    shown = [figure for figure in rows.figures if figure.chartable and figure.scope_id]
    for figure in sorted(shown, key=lambda figure: figure.span_start or 0):
        first.setdefault((figure.locality, figure.scope_id or ""), figure.span_start or 0)

    def key(figure: Figure) -> tuple[int, int, str, str, str]:
        area = (figure.locality, figure.scope_id or "")
        return (order[figure.locality], first[area], figure.locality, figure.scope_id or "", figure.unit)

    ordered = sorted(shown, key=lambda figure: (*key(figure), figure.span_start or 0))
    return [((k[2], k[3], k[4]), list(group)) for k, group in groupby(ordered, key=key)]


def _panels(rows: Rows, say: Say) -> list[marks.Panel]:
    edition, panels = rows.edition, []
    for (locality, scope, _), figures in _areas(rows):
        wave = say.label(edition.waves[edition.wave_of(locality)])
        panels.append(
            marks.Panel(
                title=say("{place} · {wave}", place=lines.place_name(edition, say, locality), wave=wave),
                note=lines.scope_name(edition, say, scope),
                marks=[_mark(edition, say, figure) for figure in figures],
            )
        )
    return panels


def _mark(edition: Edition, say: Say, figure: Figure) -> marks.Mark:
    label, reading = say.label(edition.metrics[figure.metric_id]), lines.reading(edition, say, figure)
    return marks.Mark(
        label=label,
        text=say("{expression} · {reading}", expression=figure.expression, reading=reading),
        colour=list(edition.localities).index(figure.locality),
        value=figure.value,
        lower=figure.lower,
        upper=figure.upper,
        hover="<br>".join((label, str(figure.expression), reading, lines.as_of(edition, say, figure))),
    )
