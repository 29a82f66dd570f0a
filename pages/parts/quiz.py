"""One guided question: the student answers first, then sees what the articles support and why."""

from html import escape

import streamlit as st

from catalog import questions
from catalog.caches import version_cache
from catalog.nouns import Question
from charts import lines
from pages.parts import html, links
from pages.parts.html import Safe
from pages.parts.reader import Reader

VERDICTS = ("comparable", "with_caveat", "not_comparable")


def verdict_word(reader: Reader, verdict: str, kind: str) -> str:
    """What a verdict says of a question: of a comparison, of a sum, or of one place's own number."""
    say = reader.say
    if kind == "sum":
        return {
            "comparable": say("may be added"),
            "with_caveat": say("may be added, with caveats"),
            "not_comparable": say("may not be added"),
        }[verdict]
    if kind == "single_place":
        return {
            "comparable": say("may be said"),
            "with_caveat": say("may be said, with a doubt"),
            "not_comparable": say("may not be said"),
        }[verdict]
    return {
        "comparable": say("may be compared"),
        "with_caveat": say("may be compared, with caveats"),
        "not_comparable": say("may not be compared"),
    }[verdict]


def level_word(reader: Reader, level: str) -> str:
    """How hard a question is."""
    say = reader.say
    return {"easy": say("easy"), "medium": say("medium"), "hard": say("hard")}[level]


def block(reader: Reader, question: Question, number: int) -> None:
    """The question, the student's answer, and then the answer."""
    say, known = reader.say, reader.edition
    place = say("Question {n} of {all}", n=number, all=len(known.questions))
    st.html(f'<p class="lf-eyebrow">{escape(place)} · {escape(level_word(reader, question.level))}</p>')
    st.subheader(html.plain(questions.asked(known, say, question)), anchor="question")
    st.html(figures(reader, question))
    name = f"{question.question_id}-{say.lang}"
    said = st.radio(
        say("Your answer: these numbers …"), VERDICTS, key=f"verdict-{name}", index=None, horizontal=True,
        format_func=lambda verdict: verdict_word(reader, verdict, question.kind),
    )  # fmt: skip
    why = st.multiselect(
        say("Your reasons, up to two"), list(known.caveats), key=f"reasons-{name}", max_selections=2,
        format_func=lambda code: say.label(known.caveats[code]), placeholder=say("Choose a reason"),
    )  # fmt: skip
    opened = f"opened-{question.question_id}"
    if st.button(say("Open the answer"), key=f"open-{name}", type="primary", disabled=said is None):
        st.session_state[opened] = True
    if said is None:
        html.note(say("Answer first; then the answer opens."))
    elif st.session_state.get(opened):
        st.html(answer(reader, question, said, tuple(why)))


@version_cache(64)
def figures(reader: Reader, question: Question) -> str:
    """The printed figures that the question is about."""
    say, known = reader.say, reader.edition
    rows = [
        {
            say("Printed"): Safe(
                f'<a href="{escape(links.address(reader, "figures", figure=figure.figure_id or ""))}" target="_self" '
                f'lang="zh-CN">{escape(figure.expression or "")}</a>'
            ),
            say("Reads"): lines.reading(known, say, figure),
            say("What"): say.label(known.metrics[figure.metric_id]),
            say("Where"): lines.scope_name(known, say, figure.scope_id),
        }
        for figure in (known.printed[id_] for id_ in question.figures)
    ]
    return html.table_html(rows, say("Printed figures"), "lf-table lf-figures") if rows else ""


def answer(reader: Reader, question: Question, said: str, why: tuple[str, ...]) -> str:
    """The answer, with what the student said held against it."""
    say, known = reader.say, reader.edition
    right = verdict_word(reader, question.verdict, question.kind)
    if said == question.verdict:
        judged = say("As you said: these numbers {verdict}.", verdict=right)
    else:
        judged = say(
            "You said they {yours}. The articles support another answer: they {verdict}.",
            yours=verdict_word(reader, said, question.kind), verdict=right,
        )  # fmt: skip
    kind = "lf-refusal" if question.verdict == "not_comparable" else "lf-caveat"
    named = say(" (you named it)")
    reasons = "".join(
        f"<li><strong>{escape(say.label(known.caveats[code]))}</strong>{escape(named) if code in why else ''}: "
        f"{escape(say.label(known.caveats[code], 'sentence'))}</li>"
        for code in question.reasons
    )
    strays = [say.label(known.caveats[code]) for code in why if code not in question.reasons]
    stray = say("Not a reason here: {reasons}.", reasons=say.join(strays)) if strays else ""
    better, ask, heading = questions.instead(known, say, question), say("A better question:"), say("Reasons")
    return "".join(
        (
            f'<div class="{kind}"><p><strong>{escape(judged)}</strong></p>',
            f"<p>{escape(questions.answer(known, say, question))}</p></div>",
            f'<h3 class="lf-h">{escape(heading)}</h3><ul class="lf-list">{reasons}</ul>',
            f'<p class="lf-note">{escape(stray)}</p>' if stray else "",
            f'<p class="lf-better"><strong>{escape(ask)}</strong> {escape(better)}</p>' if better else "",
            f"<p>{links.a(see(reader, question), to(reader, question))}</p>",
        )
    )


def see(reader: Reader, question: Question) -> str:
    """The words of the link to the chart or refusal."""
    say = reader.say
    return say("See the refusal →") if question.verdict == "not_comparable" else say("See the chart →")


def to(reader: Reader, question: Question) -> str:
    """The address of the chart or refusal of a question."""
    page, _, query = question.leads_to.partition("?")
    return links.address(reader, page) + (f"&{query}" if query else "")
