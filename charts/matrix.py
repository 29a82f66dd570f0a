"""The matrix on a screen: a table of measures × places whose rows open to their evidence.

A table, because it is read aloud cell by cell, scrolls inside itself on a phone and prints. A row opens by a `details`
of its own below it: nothing depends on scripts, and what a pointer sees on hovering stands there in full for everyone.
"""

from itertools import groupby

from catalog.nouns import Mention
from catalog.words import Say
from charts import lines
from charts.boxes import gap
from charts.chart import Look, Rows
from charts.markup import figure, quote, scroll, tag, text
from charts.mentions import (
    EXTENT,
    GROUPS,
    MENTIONED,
    SHORT,
    STATUS,
    accessible,
    counted,
    extent,
    note,
    readings,
    silence,
)  # fmt: skip
from charts.spots import Spot, by_measure, mentioned_by, span


def markup(rows: Rows, look: Look) -> str:
    """Key and table, group by group."""
    say, caption = look.say, look.say("Measures by place, as mentioned in the articles")
    columns = len(rows.localities) + 2
    bodies = []
    measures = rows.edition.measures
    for group, ids in groupby(by_measure(rows), lambda measure_id: measures[measure_id].measure_group):
        heading = tag("th", text(say(GROUPS[group])), scope="rowgroup", colspan=str(columns), cls="lf-group")
        bodies.append(tag("tbody", tag("tr", heading)))
        bodies += [_measure(rows, say, measure_id, columns) for measure_id in ids]
    table = tag(
        "table", tag("caption", text(caption), cls="lf-hidden"), _head(rows, say), *bodies, cls="lf-matrix",
    )  # fmt: skip
    return key(say) + scroll(caption, table)


def key(say: Say) -> str:
    """What marks and squares mean; the same words stand in the cells."""
    marks = [tag("span", _mark(status), text(say(word))) for status, word in STATUS.items()]
    low = tag("span", tag("i", cls="lf-mark lf-present lf-low"), text(say("dashed: low confidence")))
    squares = [tag("span", tag("i", cls=f"lf-extent lf-{name}"), text(say(word))) for name, word in EXTENT.items()]
    return tag("p", *marks, low, *squares, cls="lf-key")


def _mark(status: str, *, low: bool = False) -> str:
    return tag("i", cls=f"lf-mark lf-{status}" + (" lf-low" if low else ""))


def _head(rows: Rows, say: Say) -> str:
    edition, places = rows.edition, rows.localities
    cells = [tag("th", text(say("Measure")), scope="col", cls="lf-first")]
    for n, locality in enumerate(places):
        document, (k, of) = edition.document_of(locality), counted(edition, locality)
        issued = say("issued by itself") if document.self_reported else say("issued by a newspaper")
        about = [
            say.label(edition.waves[document.wave_id]),
            say.date(document.as_of),
            say.plural("{n} character", "{n} characters", document.characters),
            issued,
            say("mentions {k} of {n} measures", k=k, n=of),
        ]
        small = [tag("small", text(line)) for line in about]
        cells.append(tag("th", text(lines.place_name(edition, say, locality)), *small, scope="col", cls=gap(rows, n)))
    cells.append(tag("th", text(say("Mentioned by")), scope="col"))
    return tag("thead", tag("tr", *cells))


def _measure(rows: Rows, say: Say, measure_id: str, columns: int) -> str:
    spots, measure = by_measure(rows)[measure_id], rows.edition.measures[measure_id]
    name = tag("th", text(say.label(measure)), scope="row", cls="lf-first")
    cells = [_cell(rows, say, n, spot) for n, spot in enumerate(spots)]
    summary = tag("summary", tag("span", text(say("Evidence: {measure}", measure=say.label(measure)))))
    evidence = [_evidence(rows, say, spot) for spot in spots]
    defined = say(
        "{definition} Mentioned by {articles}.",
        definition=say.label(measure, "definition"),
        articles=mentioned_by(say, spots),
    )
    opened = tag("details", summary, tag("p", text(defined)), tag("div", *evidence))
    end = tag("td", text(mentioned_by(say, spots)), cls="lf-end")
    return tag(
        "tbody",
        tag("tr", name, *cells, end),
        tag("tr", tag("td", opened, colspan=str(columns), cls="lf-opens")),
        cls="lf-measure",
        id=f"m-{measure_id}",
    )


def _cell(rows: Rows, say: Say, n: int, spot: Spot) -> str:
    edition, primary = rows.edition, spot.primary
    counts = primary.figures if primary.status == "present_with_figure" else ()
    printed = [edition.printed[figure].expression or "" for figure in counts]
    shown = (
        printed[0] + (f" +{len(printed) - 1}" if len(printed) > 1 else "") if printed else say(SHORT[primary.status])
    )
    wide = extent(edition, primary)
    square = tag("i", cls=f"lf-extent lf-{wide}") if wide else ""
    said = accessible(edition, say, primary) + ("；" if say.lang == "zh" else "; ") * bool(wide)
    said += say(EXTENT[wide]) if wide else ""
    hover = silence(edition, say, primary) if primary.status not in MENTIONED else said
    return tag(
        "td",
        tag("span", _mark(primary.status, low=primary.confidence == "low"), square,
            tag("span", text(shown), cls="lf-word"), aria_hidden="true"),
        tag("span", text(said), cls="lf-hidden"),
        cls=f"lf-spot lf-is-{primary.status} {gap(rows, n)}",
        title=hover,
    )  # fmt: skip


def _evidence(rows: Rows, say: Say, spot: Spot) -> str:
    """What stands behind one cell, in full."""
    edition, primary = rows.edition, spot.primary
    head = tag("b", text(lines.place_name(edition, say, spot.locality)))
    if primary.status not in MENTIONED:
        return tag("div", head, tag("p", text(silence(edition, say, primary))))
    parts = [_passage(rows, say, primary), *(_passage(rows, say, mention) for mention in spot.further)]
    return tag("div", head, *parts)


def _passage(rows: Rows, say: Say, mention: Mention) -> str:
    edition = rows.edition
    status = say(STATUS[mention.status])
    if mention.confidence == "low":
        status = say("{status} (low confidence)", status=status)
    where = say(
        "{scope}; characters {span} of the article",
        scope=lines.scope_name(edition, say, mention.scope_id),
        span=span(mention).replace("-", "–"),
    )
    counts = [
        figure(edition, say.lang, id_) + " " + text(reading)
        for id_, reading in zip(mention.figures, readings(edition, say, mention), strict=True)
    ]
    quoted = quote(edition, mention.source_id, mention.span_start, mention.span_end)
    said = [text(status), *counts, quoted, text(where), text(note(say, mention))]
    return tag("p", "<br>".join(part for part in said if part))
