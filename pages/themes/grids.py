"""Grids: how areas nest, what a grid holds, which organisation is laid over it."""

import streamlit as st

from charts.grids import AREA_METRICS, HEADQUARTERS_METRICS, PARTY_METRICS
from pages.parts import glossary, here, show, side_by_side

say = here().say
st.title(say("Grids"))
glossary.intro(
    say("A grid is a cell into which an area is divided. The articles use the word for cells of unlike size.")
)
side_by_side(AREA_METRICS)
show("area-ladder")
for chart in (
    "households-per-grid",
    "residents-per-grid",
    "grids-per-community",
    "households-per-community",
    "residents-per-community",
    "persons-per-household",
):
    show(chart)
st.header(say("Organisation"))
side_by_side((*PARTY_METRICS, *HEADQUARTERS_METRICS), key="organisation")
show("party-posts-per-community")
show("party-organisation")
show("headquarters")
