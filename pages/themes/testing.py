"""Testing throughput, which one article reports; screening throughput of the others beside it."""

import streamlit as st

from charts.testing import SCREENING_METRICS, TESTING_METRICS
from pages.parts import glossary, here, show, side_by_side

say = here().say
st.title(say("Testing throughput"))
glossary.intro(
    say("Tests are person-times: one person tested in eight rounds is eight tests. Early 2020 was a wave of screening.")
)
side_by_side(TESTING_METRICS)
for chart in ("testing", "tests-per-round", "tests-per-day", "tests-and-residents"):
    show(chart)
st.header(say("Screening, beside it and not mixed with it"))
side_by_side(SCREENING_METRICS, key="screening")
for chart in ("screening", "households-screened-per-community-or-village", "checkpoints-per-community-or-village"):
    show(chart)
