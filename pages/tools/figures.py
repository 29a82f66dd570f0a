"""Figures: every figure the articles print, searchable; one of them in full."""

from dataclasses import fields

import streamlit as st

from catalog.warehouse import Edition
from charts import lines, readings
from pages.parts import choose, figure_card, figure_list, here, html, links
from pages.parts.figure_list import Wanted

reader = here()
say, edition = reader.say, reader.edition


def filters() -> tuple[Wanted, str]:
    """The filters and the order, from the URL and the widgets; places and waves are those of the frame."""
    printed = edition.printed.of(reader.asked)
    names = {
        "theme": lambda id_: readings.theme_word(say, id_),
        "metric": lambda id_: say.label(edition.metrics[id_]),
        "qualifier": lambda id_: readings.qualifier_word(say, id_),
        "unit": lambda id_: say.label(edition.units[id_]),
        "scope": lambda id_: lines.scope_name(edition, say, id_),
        "confidence": lambda id_: say("high") if id_ == "high" else say("low"),
    }
    columns = {"metric": "metric_id", "scope": "scope_id"}
    labels = filter_words()
    search, order = st.columns([2, 1])
    with search:
        q = st.text_input(labels["q"], key="q", bind="query-params", placeholder=say("for example 近300, grids"))
    with order:
        sort = choose.one(
            say("Sort by"), tuple(figure_list.SORTS), key="sort",
            name=lambda id_: figure_list.sort_word(say, id_),
        )  # fmt: skip
    chosen: dict[str, tuple[str, ...]] = {}
    for (key, name), cell in zip(names.items(), [*st.columns(3), *st.columns(3)], strict=True):
        options = dict.fromkeys(getattr(figure, columns.get(key, key)) for figure in printed)
        with cell:
            chosen[key] = choose.some(
                labels[key], sorted(options, key=name), key=key, name=name, placeholder=say("All")
            )
    return Wanted(place=reader.filters.places, wave=reader.filters.waves, q=q, **chosen), sort


def filter_words() -> dict[str, str]:
    """The names of the filters."""
    return {
        "place": say("Places"),
        "wave": say("Waves"),
        "theme": say("Theme"),
        "metric": say("Metric"),
        "qualifier": say("Qualifier"),
        "unit": say("Unit"),
        "scope": say("Area or body"),
        "confidence": say("Confidence"),
        "q": say("Search"),
    }


def everything() -> None:
    """The list."""
    st.title(say("Figures"))
    st.markdown(
        say(
            "Every figure the articles print, with repeats and low-confidence figures listed and marked. "
            "Open one to see how it was read, where it stands and what it may be compared with."
        )
    )
    wanted, sort = filters()
    found = figure_list.found(edition.version, wanted, sort, say.lang)
    if found:
        html.note(say("{n} of {total} figures.", n=len(found), total=len(edition.printed)))
        if len(found) > figure_list.LISTED:
            html.note(say("The first {n} are listed; the filters narrow them down.", n=figure_list.LISTED))
        st.html(figure_list.table(reader, wanted, sort))
        return
    words = filter_words()
    html.note(say("No figure fits all filters together."), "refusal")
    for name, n in figure_list.loosen(edition.version, wanted, say.lang).items():
        html.note(
            say.plural(
                "Without the filter “{name}”: {n} figure.", "Without the filter “{name}”: {n} figures.", n,
                name=words[name],
            )
        )  # fmt: skip


def single(known: Edition, figure_id: str) -> None:
    """One figure."""
    asked = {field.name: tuple(st.query_params.get_all(field.name)) for field in fields(Wanted)}
    back = links.to("figures", **asked, sort=st.query_params.get("sort", ""))
    back_words = say("← Figures as filtered") if any(asked.values()) else say("← All figures")
    st.html(str(links.a(back_words, back, kind="lf-back")))
    figure = known.printed.get(figure_id)
    if figure is None:
        st.title(say("No such figure"))
        html.note(say("This data version has no figure {figure}.", figure=figure_id), "refusal")
        return
    place = lines.place_name(known, say, figure.locality)
    html.note(" · ".join((place, readings.theme_word(say, figure.theme), figure_id)), "eyebrow")
    reading = lines.reading(known, say, figure)
    st.title(html.plain(say("{expression}: {reading}", expression=figure.expression, reading=reading)))
    for mark in readings.marks(known, say, figure):
        html.note(mark, "caveat")
    st.html(figure_card.card(reader, figure))
    address = f"{st.context.url}?figure={figure_id}&v={known.version}"
    st.subheader(say("Link to this figure"), anchor="link")
    st.code(address, language=None, wrap_lines=True)
    with st.expander(say("Dispute this figure")):
        html.note(say("Copy this, say what is wrong, and send it to who maintains the data."))
        st.code(figure_card.dispute(reader, figure, address), language=None, wrap_lines=True)


if "figure" in st.query_params:
    single(edition, st.query_params["figure"])
else:
    everything()
