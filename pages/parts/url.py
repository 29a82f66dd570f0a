"""The URL holds the reader's choices by id, in every language; a pasted link restores them.

Streamlit's own binding writes the label of an option into the URL, so a link would change with the language and break
with a better label. Here the value is the option's id: `?lang=en&place=foshan&wave=2020`.
"""

from collections.abc import Collection, Sequence

import streamlit as st


def asked(key: str) -> bool:
    """Whether the URL or this session knows the key at all."""
    return key in st.query_params or key in st.session_state


def restore(key: str, options: Collection[str], *, default: str | None = None, many: bool = False) -> list[str]:
    """Before a widget with this key is made: take its value from the URL where a link or the browser changed it.

    Returns:
        Values of the URL that are no option: ignored, and to be named to the reader.
    """
    state, seen = st.session_state, f"_url_{key}"
    given = st.query_params.get_all(key)
    if given and given != state.get(seen):
        state[seen] = given
        valid = [value for value in dict.fromkeys(given) if value in options]
        state[f"_strange_{key}"] = [value for value in given if value not in options]
        if many or valid:
            state[key] = valid if many else valid[0]
    if key not in state:
        state[key] = [] if many else default
    strange: list[str] = state.get(f"_strange_{key}", [])
    return strange


def keep(key: str, *, default: str | None = None) -> None:
    """After the widget was made: write its value into the URL; a default stays out of it unless it was asked for."""
    value = st.session_state.get(key)
    wanted: Sequence[str] = [value] if isinstance(value, str) else value or []
    if list(wanted) == ([default] if default else []) and not st.query_params.get_all(key):
        return
    if st.query_params.get_all(key) != list(wanted):
        if wanted:
            st.query_params[key] = wanted[0] if len(wanted) == 1 else list(wanted)
        elif key in st.query_params:
            del st.query_params[key]
    st.session_state[f"_url_{key}"] = list(wanted)
