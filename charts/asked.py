"""A picture of a reader's own query: the published rows that it names, never its numbers.

A number that a query worked out has lost what it counts, where and when: no verdict can be asked about it, and bars
would compare what the articles do not. Rows that say which figure or indicator they are lead back to the published
ones, and those are drawn as everywhere: figures place by place, indicators under the verdict.
"""

from collections.abc import Mapping, Sequence

from catalog.warehouse import Edition
from catalog.words import Say, mark
from charts.chart import Filters, Rows
from charts.printed import printed

MOST = 40  # figures in one picture

FIGURES = printed(
    id="asked-figures", name=mark("The figures that the rows name"), page="sql", metrics=(),
    headline=lambda rows, say: say("The figures that the rows name"),
)  # fmt: skip


def figures(edition: Edition, records: Sequence[Mapping[str, object]]) -> Rows | None:
    """The published figures that a column figure_id names; None where there is no such column or it names none.

    Repeats and figures of low confidence are left out, as in every picture.
    """
    known = {figure.figure_id: figure for figure in edition.figures() if figure.chartable}
    named = dict.fromkeys(str(record.get("figure_id")) for record in records)
    found = tuple(known[id_] for id_ in named if id_ in known)
    places = tuple({figure.locality: None for figure in found})
    return Rows(edition=edition, filters=Filters(places=places), figures=found) if found else None


def indicators(edition: Edition, records: Sequence[Mapping[str, object]]) -> dict[str, Filters]:
    """Ids of the indicators that the rows name (columns indicator_id and locality), each with the places named."""
    published = {(row.indicator_id, row.locality) for row in edition.indicators()}
    found: dict[str, dict[str, None]] = {}
    for record in records:
        indicator_id, locality = str(record.get("indicator_id")), str(record.get("locality"))
        if (indicator_id, locality) in published:
            found.setdefault(indicator_id, {})[locality] = None
    return {indicator_id: Filters(places=tuple(places)) for indicator_id, places in found.items()}


def left_out(say: Say, records: Sequence[Mapping[str, object]], rows: Rows) -> str:
    """How many named figures are not drawn; empty where all are."""
    named = {record["figure_id"] for record in records if record.get("figure_id") in rows.edition.printed}
    n = len(named) - len(rows.figures)
    return say.plural(
        "{n} figure is not drawn: a repeat or of low confidence.",
        "{n} figures are not drawn: repeats or of low confidence.", n,
    ) if n else ""  # fmt: skip
