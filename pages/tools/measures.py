"""Which control measures each article mentions, and what stands behind every mark and every silence."""

import streamlit as st

from pages.parts import here, show

say = here().say
st.title(say("Measures"))
st.markdown(
    say(
        "Each article was read for every measure below. A mark says that the article mentions it, not that the place "
        "carried it out; a dash says that the article is silent, not that nothing was done. Open a row for the "
        "passages, figures and searched words behind it."
    )
)
show("measures-matrix")
