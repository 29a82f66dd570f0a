"""Printed figures, place by place: a panel for each area that reports them, with its own axis; never two places on one.

Different metrics of one area share a panel only where they share a unit; a lone number is a card.
"""

from collections.abc import Callable, Sequence
from itertools import groupby

from catalog.figures import Figure
from catalog.warehouse import Edition
from catalog.words import Say
from charts import lines, marks
from charts.chart import Chart, Filters, Rows, chosen

Words = Callable[[Rows, Say], str]
Narrow = Callable[[Edition, Rows], Rows]
More = Callable[[Rows, Say, Figure], str]


def printed(
    *,
    id: str,
    name: str,
    page: str,
    metrics: Sequence[str],
    headline: Words,
    narrow: Narrow | None = None,
    apart: bool = False,
    more: More | None = None,
) -> Chart:
    """A chart of printed figures of some metrics.

    Args:
        narrow: leaves out figures that another chart tells.
        apart: every metric has a panel of its own, even where the unit is the same (kinds of money).
        more: a note on a figure that goes with its label (who gave, who received).
    """

    def select(edition: Edition, filters: Filters) -> Rows:
        found = edition.figures(metrics=metrics, localities=chosen(edition, filters))
        rows = Rows(edition=edition, filters=filters, figures=found)
        return narrow(edition, rows) if narrow else rows

    def panels(rows: Rows, say: Say) -> list[marks.Panel]:
        return _panels(rows, say, apart=apart, more=more)

    return Chart(
        id=id, name=name, page=page, mart="figures", select=select, headline=headline, subtitle=subtitle,
        draw=lambda rows, look: marks.figure(panels(rows, look.say), look), describe=describe, caveats=caveats,
        height=lambda rows, look: marks.height(panels(rows, look.say), look),
        marked=lambda rows: [f for _, figures in _areas(rows, apart=apart) if len(figures) > 1 for f in figures],
    )  # fmt: skip


def subtitle(rows: Rows, say: Say) -> str:
    """As printed, each place on its own axis, and who reports it."""
    gap = "" if say.lang == "zh" else " "
    return (
        say("As printed, area by area; areas share no axis.")
        + gap
        + lines.reported_by(rows, say)
        + marks.too_many(sum(figure.chartable for figure in rows.figures), say)
    )


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
        between = "；" if say.lang == "zh" else "; "
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


def _areas(rows: Rows, *, apart: bool = False) -> list[tuple[tuple[str, str, str], list[Figure]]]:
    """Chartable figures by (locality, scope, unit, or metric if `apart`) in reading order of their areas."""
    order = {locality: n for n, locality in enumerate(rows.localities)}
    first: dict[tuple[str, str], int] = {}
    shown = [figure for figure in rows.figures if figure.chartable and figure.scope_id]
    for figure in sorted(shown, key=lambda figure: figure.span_start or 0):
        first.setdefault((figure.locality, figure.scope_id or ""), figure.span_start or 0)

    def key(figure: Figure) -> tuple[int, int, str, str, str]:
        area = (figure.locality, figure.scope_id or "")
        return (
            order[figure.locality],
            first[area],
            figure.locality,
            figure.scope_id or "",
            figure.metric_id if apart else figure.unit,
        )

    ordered = sorted(shown, key=lambda figure: (*key(figure), figure.span_start or 0))
    return [((k[2], k[3], k[4]), list(group)) for k, group in groupby(ordered, key=key)]


def _panels(rows: Rows, say: Say, *, apart: bool, more: More | None) -> list[marks.Panel]:
    edition, panels = rows.edition, []
    for (locality, scope, _), figures in _areas(rows, apart=apart):
        wave = say.label(edition.waves[edition.wave_of(locality)])
        panels.append(
            marks.Panel(
                title=say("{place} · {wave}", place=lines.place_name(edition, say, locality), wave=wave),
                note=lines.scope_name(edition, say, scope),
                marks=[_mark(edition, say, figure, more(rows, say, figure) if more else "") for figure in figures],
            )
        )
    return panels


def _mark(edition: Edition, say: Say, figure: Figure, more: str) -> marks.Mark:
    name, reading = say.label(edition.metrics[figure.metric_id]), lines.reading(edition, say, figure)
    label = say("{name} ({note})", name=name, note=more) if more else name
    return marks.Mark(
        label=label,
        text=say("{expression} · {reading}", expression=figure.expression, reading=reading),
        colour=edition.rank[figure.locality],
        value=figure.value,
        lower=figure.lower,
        upper=figure.upper,
        hover="\n".join((label, str(figure.expression), reading, lines.as_of(edition, say, figure))),
    )
