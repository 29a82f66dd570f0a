"""show(chart): title, picture, words, table and download; the same block for every chart on every page."""

import csv
import io
from functools import partial
from typing import Any

import streamlit as st

from catalog.warehouse import edition
from charts import lines, tables
from charts.axis import NotComparable
from charts.catalogue import CHARTS
from charts.chart import Filters, Look, Rows
from pages.parts import html
from pages.parts.reader import here

CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


@st.cache_resource(show_spinner=False, max_entries=64)
def rows_of(version: str, chart_id: str, filters: Filters) -> Rows:
    """The rows of a chart, kept by data version; never changed by who gets them."""
    return CHARTS[chart_id].select(edition(version), filters)


@st.cache_resource(show_spinner=False, max_entries=512)
def _figure(version: str, chart_id: str, filters: Filters, lang: str, theme: str) -> Any:
    chart = CHARTS[chart_id]
    return chart.draw(rows_of(version, chart_id, filters), Look(lang=lang, theme=theme))  # type: ignore[arg-type]


@st.cache_data(show_spinner=False, max_entries=128)
def _markup(version: str, chart_id: str, filters: Filters, lang: str) -> str:
    markup = CHARTS[chart_id].markup
    return markup(rows_of(version, chart_id, filters), Look(lang=lang)) if markup else ""


def show(chart_id: str, filters: Filters | None = None, *, compact: bool = False) -> None:
    """The block of one chart. A comparison the articles do not support is a sentence with its reasons, no picture.

    `filters` are the page's own, where it shows one place whatever the reader's choice. `compact` keeps
    the first caveat and leaves the block below to the chart's own page.
    """
    reader, chart = here(), CHARTS[chart_id]
    filters = filters or reader.filters
    say, version = reader.say, reader.edition.version
    rows = rows_of(version, chart_id, filters)
    with st.container(key=f"chart-{chart_id}"):
        st.subheader(chart.headline(rows, say), anchor=chart_id)
        html.note(chart.subtitle(rows, say))
        if not rows.reporting:
            html.note(
                say("None of the places chosen reports this. {silence}", silence=lines.silence(rows, say)), "refusal"
            )
            return
        try:
            picture = None if chart.markup else _figure(version, chart_id, filters, say.lang, reader.theme)
        except NotComparable as refused:
            html.note(refused.sentences(reader.edition, say), "refusal")
            return
        words = chart.describe(rows, say)
        if picture is None:
            st.html(_markup(version, chart_id, filters, say.lang))
        else:
            st.plotly_chart(picture, theme=None, config=CONFIG, key=f"plot-{chart_id}", alt=words)
        html.note(lines.silence(rows, say))
        caveats = [code for code in chart.caveats(rows) if code in reader.edition.caveats]
        for code in caveats[:1] if compact else caveats:
            html.note(say.label(reader.edition.caveats[code], "sentence"), "caveat")
        if compact:
            return
        html.note(lines.qualifiers((*[f for f in rows.figures if f.chartable], *rows.indicators), say))
        html.note(lines.source(rows, say))
        with st.expander(say("In words, as a table, download")):
            st.text(words)
            html.table((chart.table or tables.reading_table)(rows, say), chart.headline(rows, say))
            st.download_button(
                say("Download CSV"),
                data=partial(csv_bytes, rows),
                file_name=f"{chart_id}_{version}_{say.lang}.csv",
                mime="text/csv",
                key=f"csv-{chart_id}",
                on_click="ignore",
            )


def csv_bytes(rows: Rows) -> bytes:
    """The rows as CSV for a spreadsheet: UTF-8 with BOM; a cell that looks like a formula is kept as text."""
    found = tables.records(rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(found[0]) if found else [])
    writer.writeheader()
    writer.writerows({name: _as_text(value) for name, value in row.items()} for row in found)
    return out.getvalue().encode("utf-8-sig")


def _as_text(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
