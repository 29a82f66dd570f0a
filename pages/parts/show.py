"""show(chart): title, picture, words, table and download; the same block for every chart on every page.

A block is few elements: what stands above and below the picture is HTML of our own, built once a version, language and
choice; the table and the files are built when a reader opens them. What is kept is kept by `version_cache`: the keys
are frozen, what is kept is never changed, and Streamlit's caches spend more on hashing a key than a block costs.
"""

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any, Literal

import streamlit as st

from catalog.caches import version_cache
from catalog.warehouse import edition
from catalog.words import Say
from charts import code, lines, tables
from charts.axis import NotComparable
from charts.catalogue import find
from charts.chart import Chart, Filters, Look, Rows, kept
from charts.export.tables import data, to_csv
from pages.parts import export, glossary, html, links
from pages.parts.reader import Reader, here

CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


@version_cache(160)
def rows_of(version: str, chart_id: str, filters: Filters) -> Rows:
    """The rows of a chart, kept by data version; never changed by who gets them."""
    return find(chart_id, edition(version)).select(edition(version), filters)


@version_cache(256)
def _figure(version: str, chart_id: str, filters: Filters, lang: str, theme: Literal["light", "dark"]) -> Any:
    chart = find(chart_id, edition(version))
    return kept(chart.draw(rows_of(version, chart_id, filters), Look(lang=lang, theme=theme)))


@version_cache(512)
def _texts(
    version: str, chart_id: str, filters: Filters, lang: str, compact: bool, glossary_at: str
) -> tuple[str, str, str, str]:
    """HTML above the picture, the picture's own HTML where it has some, HTML below it, and its words."""
    chart, say, rows = find(chart_id, edition(version)), Say(lang), rows_of(version, chart_id, filters)
    level = "h4" if compact else "h3"
    explain = partial(glossary.explained_at, version=version, lang=lang, address=glossary_at)
    title, note = escape(chart.headline(rows, say)), html.note_html(explain(chart.subtitle(rows, say)))
    above = f'<div class="lf-head" id="{chart_id}"><{level}>{title}</{level}>{note}</div>'
    markup = chart.markup(rows, Look(lang=lang)) if chart.markup else ""
    return above, markup, "".join(_below(chart, rows, say, compact, explain)), chart.describe(rows, say)


def _below(chart: Chart, rows: Rows, say: Say, compact: bool, explain: Callable[[str], html.Safe]) -> list[str]:
    """Silence, caveats with their terms explained, what the marks mean, source: the lines under a picture."""
    codes = [code for code in chart.caveats(rows) if code != "self_reported"]
    found = [html.note_html(lines.silence(rows, say))]
    found += [
        html.note_html(explain(say.label(rows.edition.caveat(code), "sentence")), "caveat")
        for code in (codes[:1] if compact else codes)
    ]
    if not compact:
        below = (lines.qualifiers(chart.marked(rows), say), lines.issued_by_itself(rows, say), lines.source(rows, say))
        found += [html.note_html(line) for line in below]
    return found


def show(chart_id: str, filters: Filters | None = None, *, compact: bool = False) -> None:
    """The block of one chart. A comparison the articles do not support is a sentence with its reasons, no picture.

    `filters` are the page's own, where it shows one place whatever the reader's choice. `compact` keeps the first
    caveat and leaves the block below to the chart's own page.
    """
    reader = here()
    chart = find(chart_id, reader.edition)
    filters, say, version = filters or reader.filters, reader.say, reader.edition.version
    rows = rows_of(version, chart_id, filters)
    above, markup, below, words = _texts(version, chart_id, filters, say.lang, compact, links.address(reader, "learn"))
    with st.container(key=f"chart-{chart_id}", gap="xsmall"):
        if not rows.reporting:
            st.html(above)
            silent = say("None of the places chosen reports this. {silence}", silence=lines.silence(rows, say))
            html.note(silent, "refusal")
            return
        try:
            picture = None if chart.markup else _figure(version, chart_id, filters, say.lang, reader.theme)
        except NotComparable as refused:
            st.html(above)
            html.note(refused.sentences(reader.edition, say), "refusal")
            return
        if picture is None:
            st.html(above + markup + below)
        else:
            st.html(above)
            st.plotly_chart(picture, theme=None, config=CONFIG, key=f"plot-{chart_id}", alt=words)
            st.html(below)
        if not compact:
            _more(chart_id, filters, reader)
            export.control(chart_id, filters)


@st.fragment
def _more(chart_id: str, filters: Filters, reader: Reader) -> None:
    """What a reader opens under a chart: its words, its rows, its files."""
    say, version = reader.say, reader.edition.version
    opened = st.expander(say("In words, as a table, download"), key=f"more-{chart_id}-{say.lang}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        chart, rows = find(chart_id, edition(version)), rows_of(version, chart_id, filters)
        html.note(chart.describe(rows, say), "words")
        html.table((chart.table or tables.reading_table)(rows, say), chart.headline(rows, say))
        st.download_button(
            say("Download CSV"),
            data=lambda: to_csv(data(rows)),
            file_name=f"{chart_id}_{version}_{say.lang}.csv",
            mime="text/csv",
            key=f"csv-{chart_id}",
            on_click="ignore",
        )
        html.note(say("The same rows as code, over the published files:"))
        for tab, write, language in zip(
            st.tabs(["DuckDB SQL", "pandas", "R"]), (code.sql, code.pandas, code.r), ("sql", "python", "r"), strict=True
        ):
            tab.code(write(chart, rows), language=language, wrap_lines=True)
