"""Place cards: a locality in a few lines, with its article and how many figures it prints."""

from html import escape

import streamlit as st

from charts import lines
from charts.chart import chosen
from pages.parts.reader import here


def place_cards() -> None:
    """One card a locality: name in both languages, level, wave, article, `46 printed, 42 distinct`."""
    reader = here()
    say, edition = reader.say, reader.edition
    cards = []
    for locality in chosen(edition, reader.filters):
        place, document = edition.localities[locality], edition.document_of(locality)
        printed = edition.printed.of([locality])
        area = edition.places[place.area or locality]
        other, tongue = (place.name_en, "en") if say.lang == "zh" else (place.name_zh, "zh-CN")
        text = [
            say.label(area, "name"),
            say.label(edition.waves[document.wave_id]),
            lines.cite(document, say),
            document.title or say("[no title printed]"),
            say("{printed} printed, {distinct} distinct", printed=len(printed),
                distinct=sum(figure.repeat_of is None for figure in printed)),
        ]  # fmt: skip
        if document.self_reported:
            text.append(say("Issued by the body it describes"))
        body = "".join(f"<p>{escape(line)}</p>" for line in text)
        name = f'{escape(say.label(place, "name"))} <span lang="{tongue}">{escape(other)}</span>'
        cards.append(f'<div class="lf-card"><b>{name}</b>{body}</div>')
    st.html(f'<div class="lf-cards">{"".join(cards)}</div>')
