"""The reader of this run: opened version, language, theme and filters, put together once by the frame."""

from dataclasses import dataclass
from typing import Literal, cast

import streamlit as st

from catalog.warehouse import Edition
from catalog.words import Say
from charts.chart import Filters, asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, in which language and theme, what they opened and which places and waves they asked for."""

    edition: Edition
    say: Say
    theme: Literal["light", "dark"]
    filters: Filters
    pinned: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        """The localities that a question is put to."""
        return asked(self.edition, self.filters)


def enter(reader: Reader) -> None:
    """Keep the reader of this run for the page that follows."""
    st.session_state["reader"] = reader


def here() -> Reader:
    """The reader of this run; the frame has run before any page."""
    return cast(Reader, st.session_state["reader"])
