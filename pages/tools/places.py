"""One place at a time: the article on it, its chain of command, its figures, its measures and its silences."""

import streamlit as st

from charts import lines
from charts.chart import Filters
from pages.parts import choose, here, html, profile, show

reader = here()
say, edition = reader.say, reader.edition
locality = choose.one(
    say("Place"), list(edition.localities), key="locality",
    name=lambda id_: lines.place_name(edition, say, id_),
)  # fmt: skip
key = (edition.version, locality, say.lang)

st.title(lines.place_name(edition, say, locality), anchor=locality)
st.markdown(profile.covers(edition, say, locality))
st.html(profile.facts(*key))

st.subheader(say("What it covers"), anchor="scopes")
html.note(say("The areas and bodies its figures speak of, and how many figures each."))
st.html(profile.scopes(*key))

five = st.toggle(say("All five chains side by side"), key="five")
show("chain-of-command", Filters() if five else Filters(places=(locality,)))

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
html.note(say("Metrics some article prints and this one does not, each with what was looked for. Silence is not zero."))
html.grouped(profile.silent(*key), say("Where it is silent"))
