"""Side by side: metrics × places with printed expression, reading and scope, or the word for silence; no axis."""

from collections.abc import Sequence

import streamlit as st

from charts import lines
from charts.chart import chosen
from pages.parts import html
from pages.parts.reader import here


def side_by_side(metrics: Sequence[str], key: str = "side-by-side") -> None:
    """The table every theme page begins with: what each of the five prints on these metrics."""
    reader = here()
    say, edition = reader.say, reader.edition
    localities = chosen(edition, reader.filters)
    found = edition.figures(metrics=metrics, localities=localities)
    table = []
    for metric in metrics:
        row = {say("What"): say.label(edition.metrics[metric])}
        for locality in localities:
            wave = say.label(edition.waves[edition.wave_of(locality)])
            heading = say("{place} · {wave}", place=lines.place_name(edition, say, locality), wave=wave)
            cells = [
                f"{figure.expression}\n{lines.reading(edition, say, figure)}\n"
                f"{lines.scope_name(edition, say, figure.scope_id)}"
                if figure.expression
                else lines.status_word(say, figure.status)
                for figure in found
                if figure.metric_id == metric and figure.locality == locality
            ]
            row[heading] = "\n".join(cells)
        table.append(row)
    st.subheader(say("Side by side, as printed"), anchor=key)
    html.table(
        table, say("Printed expression, how it reads, and the area it covers. Read along a column, not along a row.")
    )
