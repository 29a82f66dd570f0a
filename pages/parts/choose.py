"""Choices kept in the URL by id: a link means the same in every language.

Streamlit's own binding writes the label that the reader saw, so a link made in Chinese would be void in English. Here
the URL holds ids, a widget is seeded from it, and each language has a widget of its own, so that a switch of language
keeps the choice.
"""

from collections.abc import Callable, Sequence

import streamlit as st

Name = Callable[[str], str]


def some(label: str, options: Sequence[str], *, key: str, lang: str, name: Name, placeholder: str) -> tuple[str, ...]:
    """Any number of ids; none chosen means all."""
    widget = f"{key}-{lang}"
    if widget not in st.session_state:
        st.session_state[widget] = [id_ for id_ in st.query_params.get_all(key) if id_ in options]
    chosen = st.multiselect(label, options, key=widget, format_func=name, placeholder=placeholder)
    _keep(key, chosen)
    return tuple(chosen)


def one(label: str, options: Sequence[str], *, key: str, lang: str, name: Name) -> str:
    """One id; the first is the default and stands in no URL."""
    widget = f"{key}-{lang}"
    if widget not in st.session_state:
        asked = st.query_params.get(key)
        st.session_state[widget] = asked if asked in options else options[0]
    chosen = st.selectbox(label, options, key=widget, format_func=name)
    _keep(key, [] if chosen == options[0] else [chosen])
    return chosen


def _keep(key: str, chosen: Sequence[str]) -> None:
    """Write the choice to the URL where it differs from what stands there."""
    if list(chosen) == st.query_params.get_all(key):
        return
    if chosen:
        st.query_params[key] = list(chosen)
    else:
        del st.query_params[key]
