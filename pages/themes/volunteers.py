"""Volunteers: who was mobilised, in which teams, counted how."""

import streamlit as st

from charts.volunteers import PEOPLE_METRICS
from pages.parts import here, show, side_by_side

say = here().say
st.title(say("Volunteers"))
st.markdown(
    say("People and person-times are kept apart: one volunteer who serves twice is one person and two person-times.")
)
side_by_side(PEOPLE_METRICS)
show("people-mobilised")
