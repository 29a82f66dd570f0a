"""Overview: what these five articles let you compare, what they do not and why, and the five at a glance."""

import streamlit as st

from charts import overview as glance
from charts.catalogue import CHARTS
from pages.parts import here, html, show
from pages.parts.cards import place_cards
from pages.parts.questions import refused_questions

reader = here()
say = reader.say
places, articles = say.spelled(len(reader.edition.localities)), say.spelled(len(reader.edition.documents))
st.title(say("How {n} places reported their epidemic control", n=places))
html.note(
    say(
        "{figures} printed figures of {n} local press articles. Each number leads back to its characters.",
        figures=say.number(len(reader.edition.printed)),
        n=articles,
    )
)
st.header(say("What these {n} articles let you compare", n=articles), anchor="compare")
for left, right in glance.pairs_of_comparisons(reader.edition, CHARTS, reader.filters):
    columns = st.columns(2, gap="large")
    for column, chart in zip(columns, (left, right), strict=False):
        if chart:
            with column:
                show(chart, compact=True)
st.header(say("What they do not let you compare, and why"), anchor="not-comparable")
refused_questions()
st.header(say("The {n} articles", n=articles), anchor="places")
place_cards()
show("coverage")
show("report-timeline")
