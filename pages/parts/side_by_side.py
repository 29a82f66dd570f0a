"""Side by side: metrics × places with printed expression, reading and scope, or the word for silence; no axis."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from catalog.caches import version_cache
from catalog.figures import Figure
from charts import lines
from charts.chart import chosen
from pages.parts import glossary, html, links
from pages.parts.reader import Reader, here


def side_by_side(metrics: Sequence[str], key: str = "side-by-side") -> None:
    """The table every theme page begins with: what each place prints on these metrics."""
    st.html(_built(here(), tuple(metrics), key))


@version_cache(64)
def _built(reader: Reader, metrics: tuple[str, ...], key: str) -> str:
    say, edition = reader.say, reader.edition
    localities = chosen(edition, reader.filters)
    found = edition.figures(metrics=metrics, localities=localities)
    table = []
    for metric in metrics:
        row: dict[str, object] = {say("What"): glossary.explained(say.label(edition.metrics[metric]), reader)}
        for locality in localities:
            wave = say.label(edition.waves[edition.wave_of(locality)])
            heading = say("{place} · {wave}", place=lines.place_name(edition, say, locality), wave=wave)
            figures = [f for f in found if f.metric_id == metric and f.locality == locality]
            row[heading] = html.Safe("".join(_cell(reader, figure) for figure in figures))
        table.append(row)
    title = escape(say("Side by side, as printed"))
    caption = say("Printed expression, how it reads, and the area it covers. Read along a column, not along a row.")
    return f'<h3 class="lf-h3" id="{key}">{title}</h3>' + html.table_html(table, caption, "lf-table lf-side")


def _cell(reader: Reader, figure: Figure) -> str:
    """One figure, its expression a link to where it was read; or the word for its silence."""
    say, edition = reader.say, reader.edition
    if not figure.expression or not figure.figure_id:
        return f'<span class="lf-silent">{escape(lines.status_word(say, figure.status))}</span>'
    href = links.address(reader, "figures", figure=figure.figure_id)
    expression = f'<a href="{escape(href, quote=True)}" target="_self" lang="zh-CN">{escape(figure.expression)}</a>'
    low = say("(low confidence)")
    unsure = "" if figure.chartable else f" <small>{escape(low)}</small>"
    reading, scope = lines.reading(edition, say, figure), lines.scope_name(edition, say, figure.scope_id)
    return f"<p><b>{expression}</b> {escape(reading)}{unsure}<br><small>{escape(scope)}</small></p>"
