"""Choosers whose choice stands in the URL by id."""

from collections.abc import Callable, Sequence

import streamlit as st

from pages.parts import url

Name = Callable[[str], str]


def some(label: str, options: Sequence[str], *, key: str, name: Name, placeholder: str) -> tuple[str, ...]:
    """Any number of ids; none chosen means all."""
    url.restore(key, options, many=True)
    chosen = st.multiselect(label, options, key=key, format_func=name, placeholder=placeholder)
    url.keep(key)
    return tuple(chosen)


def one(label: str, options: Sequence[str], *, key: str, name: Name) -> str:
    """One id; the first is the default and stands in no URL."""
    url.restore(key, options, default=options[0])
    chosen = st.selectbox(label, options, key=key, format_func=name, placeholder=label)
    url.keep(key, default=options[0])
    return chosen
