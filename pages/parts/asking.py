"""Asking: questions that may be asked of several places, each a link to its answer."""

from collections.abc import Iterable

import streamlit as st

from charts import compare, lines
from pages.parts import html, links
from pages.parts.reader import here

NEAREST = 6  # questions to offer: beyond these a list is no advice


def question_link(indicator_id: str) -> html.Safe:
    """A question as a link to its answer, for the places the reader chose."""
    reader = here()
    name = lines.indicator_name(reader.edition, reader.say, indicator_id)
    return links.a(name, links.to("compare", indicator=indicator_id, place=reader.filters.places))


def sentences(codes: Iterable[str]) -> str:
    """The full sentences of reason codes."""
    reader = here()
    gap = "" if reader.say.lang == "zh" else " "
    return gap.join(reader.say.label(reader.edition.caveat(code), "sentence") for code in codes)


def ask_instead(indicator_ids: Iterable[str], heading: str) -> None:
    """The nearest questions, each a link, with the places they are answered for."""
    reader = here()
    say, edition = reader.say, reader.edition
    table = []
    for id_ in list(indicator_ids)[:NEAREST]:
        table.append(
            {
                say("Question"): question_link(id_),
                say("What the articles give"): compare.values(edition, say, edition.indicators([id_], reader.asked)),
            }
        )
    st.subheader(html.plain(heading), anchor="instead")
    if not table:
        html.note(say("No indicator divides these numbers: they stand alone, each on its own article's page."))
    html.table(table, say("Questions that the articles answer about these numbers, the nearest first."))


def everything_open(questions: Iterable[compare.Question]) -> None:
    """What these articles let a reader compare, and what they do not."""
    reader = here()
    say, edition = reader.say, reader.edition
    st.subheader(say("What may be compared"), anchor="open")
    html.table(
        [
            {
                say("Question"): question_link(question.indicator_id),
                say("What the articles give"): compare.values(edition, say, question.rows),
                say("How"): compare.verdict_line(question.verdict, say),
                say("Caveats"): compare.reasons(edition, say, question.verdict.reasons),
            }
            for question in questions
        ],
        say("Every question that two or more of the articles answer, each for its own area."),
    )
    st.subheader(say("What is not offered, and why"), anchor="refused")
    html.table(
        [
            {
                say("Question"): say.label(row),
                say("Place"): lines.place_name(edition, say, row.locality),
                say("Why not"): compare.reasons(edition, say, row.reasons),
            }
            for row in edition.refusals
        ],
        say("The articles print both sides of these quotients; dividing them would mislead."),
    )
