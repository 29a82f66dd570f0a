"""What a reader sees where a page failed: that it did, and a number by which the log knows why; never the trace."""

import streamlit as st

from catalog.words import Say
from pages.parts.reader import here


def tell(reference: str) -> None:
    """Say it in the reader's language, or in both where the frame itself failed before it knew one."""
    said = [here().say] if "reader" in st.session_state else [Say("zh"), Say("en")]
    for say in said:
        st.error(say("This page could not be shown. Reference: {reference}", reference=reference))
