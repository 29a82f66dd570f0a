"""The few scripts of our own; serve.py names each by its hash in the content security policy, and no other runs."""

import streamlit as st

from catalog.words import HTML_LANG

LANGUAGE = {lang: f"document.documentElement.lang = '{tag}'" for lang, tag in HTML_LANG.items()}
# Streamlit builds a page after the browser looked for the fragment of its address.
TO_FRAGMENT = (
    "setTimeout(() => { const asked = document.getElementById(location.hash.slice(1)); if (asked) {"
    " asked.classList.add('lf-here'); asked.scrollIntoView({block: 'center'}) } }, 300)"
)
ALL = (*LANGUAGE.values(), TO_FRAGMENT)


def run(script: str) -> None:
    """Run one of them in the reader's browser."""
    if script not in ALL:
        raise ValueError("a script that the content security policy does not name")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
