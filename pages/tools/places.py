"""One place at a time: the article on it, its chain of command, its figures, its measures and its silences."""

import streamlit as st

from charts import lines
from charts.chart import Filters
from pages.parts import article, choose, here, html, onepage, profile, show

reader = here()
say, edition = reader.say, reader.edition
with st.container(key="place-chooser"):
    locality = choose.one(
        say("Place"), list(edition.localities), key="locality",
        name=lambda id_: lines.place_name(edition, say, id_),
    )  # fmt: skip
key = (edition.version, locality, say.lang)

with st.container(key="place-profile"):
    st.title(html.plain(lines.place_name(edition, say, locality)), anchor=locality)
    st.markdown(html.plain(profile.covers(edition, say, locality)))
    st.html(article.facts(*key) + profile.contents(say))

    st.subheader(say("What it covers"), anchor="scopes")
    html.note(say("The areas and bodies its figures speak of, and how many figures each."))
    st.html(profile.scopes(*key))

    every = st.toggle(say("All {n} chains side by side", n=say.spelled(len(edition.localities))), key="every-chain")
    show("chain-of-command", Filters() if every else Filters(places=(locality,)))
    if every:
        html.table(profile.spans(edition.version, say.lang), say("Means that two or more of the ladders share"))
        html.note(
            say(
                "A span counts subordinate units per superior unit; households or people per unit are coverage, "
                "members per unit are size. Of true spans the articles share one: grids per community."
            )
        )

    st.subheader(say("All its figures"), anchor="figures")
    html.note(say("As printed and as read. Figures of low confidence are listed and marked, and used nowhere else."))
    html.grouped(profile.figures(*key), say("All its figures"))

    st.subheader(say("Measures the article mentions"), anchor="measures")
    html.note(say("Mentioning is not doing, and silence is not absence."))
    html.grouped(profile.measures(*key), say("Measures the article mentions"))

    st.subheader(say("Do its numbers agree with each other?"), anchor="checks")
    checks = profile.checks(*key)
    html.table(checks, say("Arithmetic checks of this article"))
    if not checks:
        html.note(say("No two of its figures can be checked against each other."))

    st.subheader(say("Where it is silent"), anchor="silence")
    html.note(say("Metrics that some other article prints and this one does not, each with what was looked for."))
    silent = profile.silent(*key)
    count = sum(len(rows) for rows in silent.values())
    html.grouped(silent, say("Where it is silent"), folded=say.plural("{n} metric", "{n} metrics", count))
st.html(onepage.sheet(*key))
