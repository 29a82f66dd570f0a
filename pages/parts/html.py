"""HTML of our own where Streamlit has no accessible block: tables and cards. Every cell is escaped here, once.

st.dataframe draws on a canvas that a screen reader cannot read and a phone cannot scroll; st.table reads Markdown in
data. A plain table has neither fault.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st


class Safe(str):
    """HTML that is escaped already."""

    __slots__ = ()


STYLES = ("style.css", "matrix.css", "reading.css")


@cache
def _rules() -> str:
    return "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in STYLES)


def plain(text: str) -> str:
    r"""Words of the data where Streamlit reads Markdown (titles, labels): every mark of it is escaped.

    A bare address becomes a link in spite of that, unless an invisible joiner stands in it.

    >>> plain("![i](x) :red[r] $x$ <b>"), plain("http://x").replace("\u2060", "~")
    ('\\!\\[i\\]\\(x\\) \\:red\\[r\\] \\$x\\$ \\<b\\>', 'http~\\:\\/\\/x')
    """
    joined = re.sub(r"(?=://|@)|(?<=www)(?=\.)", "\u2060", " ".join(text.split()), flags=re.IGNORECASE)
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", joined)


def style(paper: str) -> None:
    """The few rules that Streamlit's theme has no words for; `paper` is the colour of the page."""
    st.html(f"<style>:root {{ --lf-paper: {paper}; }}\n{_rules()}</style>")


def table(rows: Sequence[Mapping[str, object]], caption: str) -> None:
    """Rows as a table with a caption, its first column as row headings; it scrolls inside itself when narrow."""
    if rows:
        st.html(table_html(rows, caption))


def table_html(rows: Sequence[Mapping[str, object]], caption: str, kind: str = "lf-table") -> str:
    """The HTML of such a table, to be kept where building it takes time."""
    names = (name if isinstance(name, Safe) else escape(str(name)) for name in rows[0])
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    body = "".join("<tr>" + "".join(_cells(row.values())) + "</tr>" for row in rows)
    return (
        f'<div class="lf-scroll" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
        f'<table class="{kind}"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def grouped(groups: Mapping[str, Sequence[Mapping[str, object]]], caption: str, *, folded: str = "") -> None:
    """Groups of like rows as one table, so that their columns stand under each other; each group has its heading.

    `folded` are the words behind which a long table waits to be opened.
    """
    first = next((rows[0] for rows in groups.values() if rows), None)
    if first is None:
        return
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in first)
    bodies = "".join(
        f'<tbody><tr><th scope="rowgroup" colspan="{len(first)}" class="lf-group">{escape(group)}</th></tr>'
        + "".join("<tr>" + "".join(_cells(row.values())) + "</tr>" for row in rows)
        + "</tbody>"
        for group, rows in groups.items()
    )
    table = (
        f'<div class="lf-scroll" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
        f'<table class="lf-table"><caption class="lf-hidden">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead>{bodies}</table></div>"
    )
    st.html(f"<details><summary>{escape(folded)}</summary>{table}</details>" if folded else table)


def _cells(values: Iterable[object]) -> Iterable[str]:
    for n, value in enumerate(values):
        text = value if isinstance(value, Safe) else "<br>".join(escape(line) for line in str(value).split("\n"))
        yield f'<th scope="row">{text}</th>' if n == 0 else f"<td>{text}</td>"


def note(text: str, kind: str = "note") -> None:
    """A line of text: `note` (muted), `caveat`, `refusal`, or `words` (a chart read aloud)."""
    if text:
        st.html(note_html(text, kind))


def note_html(text: str, kind: str = "note") -> str:
    """The HTML of such a line; nothing for no text."""
    return f'<p class="lf-{kind}">{text if isinstance(text, Safe) else escape(text)}</p>' if text else ""


def banner(text: str, link: Safe | None = None) -> None:
    """A line above the page that no reader may miss, with one link at most."""
    st.html(f'<p class="lf-banner" role="status">{escape(text)} {link or ""}</p>')
