"""How the areas nest: communities, grids, compounds or buildings, households, residents, as printed, place by place.

Boxes and not areas of unlike size: a treemap's area would mean persons in one place and posts in another.
"""

from dataclasses import dataclass

import plotly.graph_objects as go

from catalog.figures import Figure, Indicator
from catalog.warehouse import Edition
from catalog.words import Say, mark
from charts import lines
from charts.canvas import Canvas
from charts.chart import Chart, Filters, Look, Rows, chosen
from charts.marks import SCREEN_EMS, Mark, Panel, wrap
from charts.marks import figure as figure_of

TIERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("communities"), ("communities", "communities_supported", "administrative_villages")),
    (mark("grids"), ("grids",)),
    (mark("compounds or buildings"), ("residential_compounds", "residential_buildings_patrolled",
                                      "private_houses_patrolled")),
    (mark("households"), ("households",)),
    (mark("residents"), ("resident_population", "registered_population", "floating_population")),
)  # fmt: skip
METRICS = tuple(metric for _, metrics in TIERS for metric in metrics)
BOX, STEP, HEAD = 44, 54, 34


@dataclass(frozen=True, slots=True, kw_only=True)
class _Area:
    """The tiers of one printed area, each with its figures (none: the article is silent about this tier)."""

    locality: str
    scope_id: str
    tiers: tuple[tuple[Figure, ...], ...]


def _areas(rows: Rows) -> list[_Area]:
    found: dict[tuple[str, str], list[Figure]] = {}
    for figure in sorted((f for f in rows.figures if f.chartable), key=lambda f: f.span_start or 0):
        found.setdefault((figure.locality, figure.scope_id or ""), []).append(figure)
    areas = [
        _Area(
            locality=locality,
            scope_id=scope,
            tiers=tuple(tuple(f for f in figures if f.metric_id in metrics) for _, metrics in TIERS),
        )
        for (locality, scope), figures in found.items()
    ]
    order = list(rows.localities)
    return sorted(areas, key=lambda area: (order.index(area.locality), -sum(map(bool, area.tiers))))


def _first_last(area: _Area) -> range:
    """The tiers to draw: from the first to the last that the article prints."""
    printed = [n for n, tier in enumerate(area.tiers) if tier]
    return range(printed[0], printed[-1] + 1)


def select(edition: Edition, filters: Filters) -> Rows:
    localities = chosen(edition, filters)
    return Rows(
        edition=edition,
        filters=filters,
        figures=edition.figures(METRICS, localities),
        extra={"means": edition.indicators(localities=localities)},
    )


def _height(rows: Rows, look: Look) -> int:
    return sum(_head(rows, area, look) + STEP * len(_first_last(area)) + 18 for area in _areas(rows)) + 4


def _note(rows: Rows, area: _Area, look: Look) -> list[str]:
    ems = SCREEN_EMS if look.purpose == "screen" else look.width / 13
    return wrap(lines.scope_name(rows.edition, look.say, area.scope_id), ems)


def _head(rows: Rows, area: _Area, look: Look) -> int:
    return HEAD + 17 * len(_note(rows, area, look))


def draw(rows: Rows, look: Look) -> go.Figure:
    """One ladder an area, a step a tier; between two counted steps the mean where an indicator gives it."""
    if look.purpose == "file":
        return figure_of(_panels(rows, look.say), look)
    say, edition = look.say, rows.edition
    canvas = Canvas(look=look, height=_height(rows, look))
    y = 0.0
    for area in _areas(rows):
        colour = canvas.colours.places[edition.rank[area.locality] % len(canvas.colours.places)]
        wave = say.label(edition.waves[edition.wave_of(area.locality)])
        title = say("{place} · {wave}", place=lines.place_name(edition, say, area.locality), wave=wave)
        canvas.text(0, y, title, size=canvas.size + 2)
        canvas.text(0, y + 24, "\n".join(_note(rows, area, look)), canvas.colours.muted)
        y += _head(rows, area, look)
        for step, n in enumerate(_first_last(area)):
            indent = 0.035 * step
            tier = area.tiers[n]
            if tier:
                canvas.box(indent, y, 1, y + BOX, colour)
                words = " · ".join(str(figure.expression) for figure in tier)
                canvas.text(indent + 0.02, y + 4, words, size=canvas.size + 2)
                names = dict.fromkeys(say.label(edition.metrics[figure.metric_id]) for figure in tier)
                canvas.text(indent + 0.02, y + 24, " · ".join(names), canvas.colours.muted, canvas.size - 1)
                for mean in _means(rows, area, tier, n):
                    reading = lines.indicator_reading(edition, say, mean)
                    canvas.text(0.985, y + 5, reading, canvas.colours.muted, canvas.size - 1, "right")
            else:
                canvas.box(indent, y, 1, y + BOX, canvas.colours.hatch, dash="dot")
                words = say("{tier}: not reported", tier=say(TIERS[n][0]))
                canvas.text(indent + 0.02, y + 13, words, canvas.colours.muted)
            y += STEP
        y += 18
    return canvas.figure


def _panels(rows: Rows, say: Say) -> list[Panel]:
    """The same ladders for a page of fixed height: a row a tier, indented, and no bars (the tiers are unlike units)."""
    edition, panels = rows.edition, []
    for area in _areas(rows):
        place, wave = lines.place_name(edition, say, area.locality), edition.waves[edition.wave_of(area.locality)]
        steps = []
        for step, n in enumerate(_first_last(area)):
            tier = area.tiers[n]
            names = dict.fromkeys(say.label(edition.metrics[figure.metric_id]) for figure in tier)
            means = [lines.indicator_reading(edition, say, mean) for mean in _means(rows, area, tier, n)]
            counted = " · ".join(str(figure.expression) for figure in tier)
            steps.append(
                Mark(
                    label="└ " * bool(step) + (" · ".join(names) or say(TIERS[n][0])),
                    text=" · ".join([counted or say("not reported"), *means]),
                    colour=0, value=None, lower=None, upper=None, hover="",
                )
            )  # fmt: skip
        title = say("{place} · {wave}", place=place, wave=say.label(wave))
        panels.append(Panel(title=title, note=lines.scope_name(edition, say, area.scope_id), marks=steps))
    return panels


def _means(rows: Rows, area: _Area, tier: tuple[Figure, ...], n: int) -> list[Indicator]:
    """The offered quotient of this tier over the nearest counted tier above it, if there is one."""
    above = {f.figure_id for m in range(n) for f in area.tiers[m]}
    here = {f.figure_id for f in tier}
    fits = [
        row
        for row in rows.extra["means"]
        if set(row.numerator_figures) <= here and set(row.denominator_figures) <= above
    ]
    nearest = [m for m in range(n - 1, -1, -1) if area.tiers[m]]
    last = {f.figure_id for f in area.tiers[nearest[0]]} if nearest else set()
    return [row for row in fits if set(row.denominator_figures) <= last][:1]


def headline(rows: Rows, say: Say) -> str:
    areas = [area for area in _areas(rows) if len(_first_last(area)) > 2]
    names = say.join([lines.place_name(rows.edition, say, area.locality) for area in areas])
    return say("How the areas nest: only {places} print more than two tiers", places=names) if names else say(
        "How the areas nest, as printed"
    )  # fmt: skip


def subtitle(rows: Rows, say: Say) -> str:
    return say(
        "Printed counts, one ladder an area. On the right the mean of two printed totals; the articles give no range."
    )


def describe(rows: Rows, say: Say) -> str:
    said = []
    for area in _areas(rows):
        items = [
            say(
                "{metric}: {reading} ({expression})",
                metric=say.label(rows.edition.metrics[figure.metric_id]),
                reading=lines.reading(rows.edition, say, figure),
                expression=figure.expression,
            )
            for tier in area.tiers
            for figure in tier
        ]
        missing = [say(TIERS[n][0]) for n in _first_last(area) if not area.tiers[n]]
        place = lines.place_name(rows.edition, say, area.locality)
        scope = lines.scope_name(rows.edition, say, area.scope_id)
        between = "；" if say.lang == "zh" else "; "
        said.append(say("{place} ({scope}) reports {items}.", place=place, scope=scope, items=between.join(items)))
        if missing:
            said.append(say("Not reported there: {tiers}.", tiers=say.join(missing)))
    gap = "" if say.lang == "zh" else " "
    return gap.join([*said, lines.silence(rows, say)]).strip()


LADDER = Chart(
    id="area-ladder", name=mark("How the areas nest"), page="grids", mart="figures", select=select, draw=draw,
    headline=headline, subtitle=subtitle, describe=describe,
    caveats=lambda rows: ("extent_differs",) if len(rows.reporting) > 1 else (), height=_height,
)  # fmt: skip
