"""Volunteers: who was mobilised, in which teams, counted how."""

import streamlit as st

from charts.volunteers import PEOPLE_METRICS, TEAM_METRICS, TIMES_METRICS
from pages.parts import glossary, here, show, side_by_side

say = here().say
st.title(say("Volunteers"))
glossary.intro(
    say("People and person-times are kept apart: one volunteer who serves twice is one person, two person-times.")
)
side_by_side((*PEOPLE_METRICS, *TEAM_METRICS, *TIMES_METRICS))
show("deployed-members-per-community")
show("people-mobilised")
show("volunteer-teams")
show("team-growth")
show("volunteer-person-times")
for chart in (
    "volunteer-teams-per-community-or-village",
    "persons-per-control-force",
    "control-force-members-per-grid",
):
    show(chart)
