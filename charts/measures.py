"""Measures × places: what each article mentions, in the manner of OxCGRT and HIT-COVID, with silence kept silent.

Marks, not a heatmap: five statuses by shape and word first. No score, no rank, no totals of places; places stand in two
blocks by wave and date, never by the number of marks.
"""

from itertools import groupby

from catalog.words import Say, mark
from charts import dots, lines, matrix
from charts.chart import Chart, Rows
from charts.mentions import GROUPS, STATUS, counted, expressions
from charts.spots import Spot, by_measure, mentioned_by, select


def headline(rows: Rows, say: Say) -> str:
    """What is in the picture; with one place, by its name."""
    if len(rows.localities) > 1:
        return say("What the articles mention of {n} control measures", n=len(by_measure(rows)))
    return say("What the article on {place} mentions", place=lines.place_name(rows.edition, say, rows.localities[0]))


def subtitle(rows: Rows, say: Say) -> str:
    """The sentence that travels with the matrix everywhere."""
    return say("Silence in an article is not evidence of absence.")


def describe(rows: Rows, say: Say) -> str:
    """How many measures each article mentions, then every measure with who mentions it."""
    edition = rows.edition
    said = []
    for locality in rows.localities:
        k, n = counted(edition, locality)
        said.append(
            say(
                "The article on {place} ({length} characters) mentions {k} of {n} coded measures.",
                place=lines.place_name(edition, say, locality),
                length=say.number(edition.document_of(locality).characters),
                k=k,
                n=n,
            )
        )
    said += [_said(rows, say, measure, found) for measure, found in by_measure(rows).items()]
    return ("" if say.lang == "zh" else " ").join([*said, subtitle(rows, say)])


def _said(rows: Rows, say: Say, measure_id: str, found: tuple[Spot, ...]) -> str:
    edition, between = rows.edition, "；" if say.lang == "zh" else "; "
    by_status = groupby(sorted(found, key=lambda spot: list(STATUS).index(spot.primary.status)), _status)
    parts = [
        say(
            "{status} by {places}",
            status=say(STATUS[status]),
            places=say.join([lines.place_name(edition, say, spot.locality) for spot in group]),
        )
        for status, group in by_status
    ]
    return say("{measure}: {statuses}.", measure=say.label(edition.measures[measure_id]), statuses=between.join(parts))


def _status(spot: Spot) -> str:
    return spot.primary.status


def table(rows: Rows, say: Say) -> list[dict[str, str]]:
    """One row a measure, one column a place: the status in words with its figures."""
    edition, found = rows.edition, []
    for measure_id, group in by_measure(rows).items():
        measure = edition.measures[measure_id]
        row = {say("Measure"): say.label(measure), say("Group"): say(GROUPS[measure.measure_group])}
        for spot in group:
            printed = expressions(edition, spot.primary)
            status = say(STATUS[spot.primary.status])
            row[lines.place_name(edition, say, spot.locality)] = f"{status}\n{printed}" if printed else status
        row[say("Mentioned by")] = mentioned_by(say, group)
        found.append(row)
    return found


MATRIX = Chart(
    id="measures-matrix",
    name=mark("Measures mentioned, place by place"),
    page="measures",
    mart="measures",
    select=select,
    draw=dots.draw,
    headline=headline,
    subtitle=subtitle,
    describe=describe,
    height=dots.height,
    markup=matrix.markup,
    table=table,
)
CHARTS: tuple[Chart, ...] = (MATRIX,)
