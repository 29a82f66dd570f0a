"""Compare: which questions may be asked of several places, the answer where one may, and why not where one may not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from catalog.comparability import comparable_with, reported_by, together
from catalog.figures import Figure
from charts import compare, lines
from charts.axis import NotComparable, shared
from charts.chart import chosen
from pages.parts import choose, here, html, links, show
from pages.parts.asking import ask_instead, everything_open, question_link, sentences

NONE = "none"  # the first option: no question is chosen yet
reader = here()
say, edition = reader.say, reader.edition
places = chosen(edition, reader.filters)
open_questions = {question.indicator_id: question for question in compare.open_questions(edition, reader.asked)}
refused = {row.indicator_id: row for row in edition.refusals if row.indicator_id not in edition.quotients}


def question_name(indicator_id: str) -> str:
    """A question with the number of places it is answered for, or that it is not offered."""
    if indicator_id == NONE:
        return say("Choose a question")
    if indicator_id in refused:
        return say("{question} · not offered", question=say.label(refused[indicator_id]))
    question = open_questions.get(indicator_id)
    return say(
        "{question} · {k} of {n} places",
        question=lines.indicator_name(edition, say, indicator_id),
        k=len(question.rows) if question else 1,
        n=len(reader.asked),
    )


def figure_name(figure_id: str) -> str:
    """A printed figure with its id."""
    return say("{figure}, {id}", figure=compare.name(edition, say, edition.printed[figure_id]), id=figure_id)


def better(metric_ids: Iterable[str]) -> tuple[str, ...]:
    """The nearest questions that may be asked about some metrics."""
    return compare.better(edition, metric_ids, reader.asked)


def answer(indicator_id: str) -> None:
    """The comparison of one indicator, or the reasons why it is not offered."""
    for row in edition.refusals:
        if row.indicator_id == indicator_id:
            place = lines.place_name(edition, say, row.locality)
            why = sentences(row.reasons)
            html.note(say("Not offered for {place}. {why}", place=place, why=why), "refusal")
    if indicator_id in refused:
        parts = [part for text in refused[indicator_id].quotients for part in text.split()]
        first, *rest = [part for part in parts if part in edition.metrics]
        found = dict.fromkeys((*better([first]), *better(rest)))
        ask_instead(found, say("Ask instead"))
        return
    rows, filters = edition.indicators([indicator_id], places), reader.filters
    if len({row.locality for row in rows}) > 1:
        verdict = together(rows)
        st.markdown(f"**{html.plain(compare.verdict_line(verdict, say))}**")
        if verdict.may_rank:
            html.note(compare.ranking(edition, say, rows))
    if len({row.wave_id for row in rows}) > 1:
        filters = replace(filters, one_axis=one_axis())
    show(indicator_id.replace("_", "-"), filters)
    figures = {figure for row in rows for figure in (*row.numerator_figures, *row.denominator_figures)}
    others = better({edition.printed[figure].metric_id for figure in figures})
    ask_instead([id_ for id_ in others if id_ != indicator_id], say("Other questions on the same figures"))


def one_axis() -> bool:
    """Waves stand in two panels; the reader may put them on one axis, and is then told what that hides."""
    axis = choose.one(
        say("How to draw the waves"), ("panels", "one"), key="axis",
        name=lambda id_: say("Both on one axis") if id_ == "one" else say("A panel for each wave, on one scale"),
    )  # fmt: skip
    if axis == "one":
        html.note(say("Two waves on one axis, by your choice. {why}", why=sentences(["wave_differs"])), "refusal")
    return axis == "one"


def judged(figures: Sequence[Figure]) -> None:
    """Whether printed figures may be compared, and the fields in which they differ; no picture where they may not."""
    try:
        verdict = shared(figures) if len({f.locality for f in figures}) > 1 else together(figures)
        html.note(compare.verdict_line(verdict, say) + " " + sentences(verdict.reasons), "refusal")
    except NotComparable as not_comparable:
        html.note(not_comparable.sentences(edition, say), "refusal")
    table = compare.differences(edition, say, figures)
    html.table(table, say("Only the fields in which these figures differ; each column is one printed figure."))


def numbers(metric_ids: Sequence[str]) -> None:
    """What each article prints on some metrics, who is silent, and whether any two may be compared."""
    names = say.join([say.label(edition.metrics[id_]) for id_ in metric_ids])
    st.subheader(html.plain(names), anchor="numbers")
    figures = [f for f in edition.figures(metrics=metric_ids, localities=places) if f.chartable]
    reporting = {figure.locality for figure in figures}
    k, n = reported_by(figures, places)
    html.note(say("Reported by {k} of {n} articles.", k=k, n=n))
    silent = [lines.place_name(edition, say, place) for place in places if place not in reporting]
    if silent:
        html.note(say("Not reported by: {places}. Silence is not zero.", places=say.join(silent)))
    if k == 1:
        only = lines.place_name(edition, say, figures[0].locality)
        html.note(say("Only {place} reports this: there is nothing to compare it with.", place=only), "refusal")
    if len(figures) > 1:
        judged(figures)
    nearest(metric_ids)


def nearest(metric_ids: Iterable[str]) -> None:
    """The nearest questions that may be asked about some metrics."""
    ask_instead(better(metric_ids), say("Ask instead"))


def single(figure: Figure) -> None:
    """What one figure can be compared with."""
    asked = say("What can I compare {figure} with?", figure=compare.name(edition, say, figure))
    st.subheader(html.plain(asked), anchor="figure")
    what = say.label(edition.metrics[figure.metric_id])
    address = links.to("figures", figure=figure.figure_id or "")
    st.html(str(links.a(say("{metric}: the figure in full", metric=what), address)))
    indicators = edition.indicators(localities=sorted({*reader.asked, figure.locality}))
    table = compare.divided(edition, say, comparable_with(figure, indicators), question_link)
    if not table:
        html.note(say("With nothing: it enters no indicator that is offered."), "refusal")
    html.table(table, say("Not as printed: divided by a number of its own area."))
    for other in edition.printed.of(reader.asked):
        if other.metric_id == figure.metric_id and other.locality != figure.locality and not other.repeat_of:
            why = compare.reasons(edition, say, together([figure, other]).reasons)
            html.note(say("Not with {figure} as printed: {why}.", figure=compare.name(edition, say, other), why=why))


st.title(say("Compare"))
st.markdown(
    say(
        "Printed numbers of different places are not compared: their areas, units or meanings differ. "
        "Divided by a number of their own area, some may stand side by side."
    )
)
listed = [figure.figure_id or "" for figure in edition.printed.of(reader.asked)]
options = {"indicator": {NONE, *edition.quotients, *refused}, "metric": edition.metrics, "figure": listed}
for key, known in options.items():
    for value in st.query_params.get_all(key):
        if value not in known:
            html.note(say("Ignored in the link: {key}={value}", key=key, value=value[:40]), "caveat")
left, middle, right = st.columns(3)
alone = [id_ for id_ in edition.quotients if id_ not in open_questions]
with left:
    asked = choose.one(
        say("A question"), (NONE, *open_questions, *alone, *refused), key="indicator", name=question_name
    )
with middle:
    metrics = choose.some(
        say("Printed numbers on"), list(edition.metrics), key="metric", placeholder=say("None"),
        name=lambda id_: say.label(edition.metrics[id_]),
    )  # fmt: skip
with right:
    chosen_ids = choose.some(
        say("Single figures"), listed, key="figure", placeholder=say("None"),
        name=figure_name,
    )  # fmt: skip
chosen_figures = [edition.printed[id_] for id_ in chosen_ids]

if asked != NONE:
    answer(asked)
if metrics:
    numbers(metrics)
if len(chosen_figures) == 1:
    single(chosen_figures[0])
elif chosen_figures:
    names = say.join([compare.name(edition, say, figure) for figure in chosen_figures])
    st.subheader(html.plain(names), anchor="figures")
    judged(chosen_figures)
    nearest([figure.metric_id for figure in chosen_figures])
if asked == NONE and not metrics and not chosen_figures:
    everything_open(open_questions.values())
