"""The frame: page config, navigation, language, filters, data version; nothing else."""

import subprocess
import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from catalog import warehouse
from catalog.versions import whole
from catalog.words import LANGUAGES, Say, language
from charts import lines
from charts.chart import MOST, Filters, chosen
from charts.theme import palette
from pages.parts import html, links, reader, saving, scripts, url

ROOT = Path(__file__).resolve().parent
PAGES = Path("pages")


def opened() -> tuple[warehouse.Edition, bool, str | None]:
    """The version to show, whether a link pinned it, and what is wrong with what is published.

    The first start builds a version. A pinned one stays in the URL from page to page, and what it shows never changes
    under its reader.
    """
    try:
        current, trouble = warehouse.served()
    except warehouse.NotPublished:
        first_build()
        current, trouble = warehouse.served()
    if url.asked("v"):
        versions = whole()
        if url.restore("v", versions):
            st.session_state["v"] = None
        url.keep("v")
        if version := st.session_state["v"]:
            return warehouse.edition(version), version != current.version, trouble
    return current, False, trouble


def first_build() -> None:
    """Run the refresh in a process of its own; what it says goes to the reader when it fails."""
    with st.spinner("首次启动:正在建立数据仓库 · First start: building the warehouse"):
        done = subprocess.run(
            [sys.executable, "-m", "etl", "refresh"], cwd=ROOT, capture_output=True, text=True, check=False
        )
    if done.returncode:
        st.error("数据未能建立 · The warehouse could not be built: python -m etl refresh")
        st.code(done.stderr, language=None)
        st.stop()


def version_banner(unknown: Collection[str]) -> None:
    """Say when an older version is shown, with a link to what has changed since; or that a version is not here."""
    here = reader.here()
    say = here.say
    if here.pinned:
        unpinned = replace(here, pinned=False)
        link = links.address(unpinned, "method", anchor="difference", since=here.edition.version)
        html.banner(
            say("You are reading data version {version}. A newer one is published.", version=here.edition.version),
            links.a(say("See what changed"), link),
        )
    for version in unknown:
        html.banner(say("Data version {version} is not kept here; the current one is shown.", version=version[:40]))


def shown_of_many(shown: Sequence[str]) -> str:
    """Which of many places are shown, and why these."""
    here = reader.here()
    say, names = here.say, [lines.place_name(here.edition, here.say, locality) for locality in shown]
    told = say(
        "Shown: {places}; {k} of {n} places.", places=say.join(names), k=len(shown), n=len(here.edition.localities)
    )
    why = say("They come first by wave and day. Choose up to {n} others under Places.", n=MOST)
    return told if here.filters.places else told + ("" if say.lang == "zh" else " ") + why


def frame() -> None:
    """One run of the frame and of the page the reader is on."""
    saving.keep()
    st.set_page_config(page_icon=str(ROOT / "pages/parts/icon.svg"), layout="wide", initial_sidebar_state="auto")
    html.style(palette("dark" if st.context.theme.type == "dark" else "light").paper)
    edition, pinned, trouble = opened()
    first = language(st.context.locale)
    strange = {
        "lang": url.restore("lang", LANGUAGES, default=first),
        "place": url.restore("place", edition.localities, many=True),
        "wave": url.restore("wave", edition.waves, many=True),
    }
    with st.sidebar:
        lang = st.segmented_control(
            "语言 · Language", LANGUAGES, key="lang", required=True,
            format_func={"zh": "中文", "en": "English"}.__getitem__,
        ) or first  # fmt: skip
        say, count = Say(lang), len(edition.localities)
        many = count > MOST
        if many:
            st.session_state["place"] = st.session_state["place"][:MOST]
        places = st.multiselect(
            say("Places"), list(edition.localities), key="place", max_selections=MOST if many else None,
            placeholder=say("The first {n}", n=MOST) if many else say("All {n}", n=say.spelled(count)),
            format_func=lambda locality: say.label(edition.localities[locality], "name"),
        )  # fmt: skip
        waves = st.multiselect(
            say("Waves"), list(edition.waves), key="wave", placeholder=say("Both waves"),
            format_func=lambda wave: say.label(edition.waves[wave]),
        )  # fmt: skip
        url.keep("lang", default=first)
        url.keep("place")
        url.keep("wave")
        for key, values in strange.items():
            for value in values:
                html.note(say("Ignored in the link: {key}={value}", key=key, value=value[:40]), "caveat")
        html.note(
            say(
                "As reported by each article. In {k} of {n} the body described issued it itself.",
                k=sum(d.self_reported for d in edition.documents.values()),
                n=len(edition.documents),
            )
        )
        html.note(
            say(
                "Data version {version}, built {time} UTC.",
                version=edition.version,
                time=edition.report["built_at"][:16].replace("T", " "),
            )
        )
        if trouble:
            html.note(
                say(
                    "Some published files are damaged. What is shown here is whole; "
                    "python -m etl doctor says what to do."
                ),
                "caveat",
            )
    filters = Filters(places=tuple(places), waves=tuple(waves))
    reader.enter(
        reader.Reader(
            edition=edition, say=say, theme="dark" if st.context.theme.type == "dark" else "light", filters=filters,
            pinned=pinned,
        )
    )  # fmt: skip
    version_banner(st.session_state.get("_strange_v", ()))
    scripts.run(scripts.LANGUAGE[lang])
    page = st.navigation(
        [
            st.Page(PAGES / "themes/overview.py", title=say("Overview"), icon=":material/home:", default=True),
            st.Page(PAGES / "themes/volunteers.py", title=say("Volunteers"), icon=":material/groups:"),
            st.Page(PAGES / "themes/grids.py", title=say("Grids"), icon=":material/grid_view:"),
            st.Page(PAGES / "themes/materials.py", title=say("Materials"), icon=":material/inventory_2:"),
            st.Page(PAGES / "themes/testing.py", title=say("Testing throughput"), icon=":material/labs:"),
            st.Page(PAGES / "tools/compare.py", title=say("Compare"), icon=":material/balance:"),
            st.Page(PAGES / "tools/figures.py", title=say("Figures"), icon=":material/search:"),
            st.Page(PAGES / "tools/places.py", title=say("Places"), icon=":material/location_city:"),
            st.Page(PAGES / "tools/measures.py", title=say("Measures"), icon=":material/checklist:"),
            st.Page(PAGES / "tools/sql.py", title=say("SQL"), icon=":material/database:"),
            st.Page(PAGES / "tools/export.py", title=say("Export"), icon=":material/ios_share:"),
            st.Page(PAGES / "about/learn.py", title=say("Learn"), icon=":material/school:"),
            st.Page(PAGES / "about/method.py", title=say("Method"), icon=":material/rule:"),
        ],
        expanded=True,
    )
    if shown := chosen(edition, filters):
        if len(shown) < len(edition.localities) > MOST:
            html.note(shown_of_many(shown))
        page.run()
        return
    st.title(page.title)
    html.note(say("No place fits both filters, Places and Waves. Loosen one of the two."), "refusal")


frame()
