"""Many places: every page opens, shows a few of them, says which, and reads no mart whole."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bench.generate import generate
from catalog.warehouse import Edition, edition
from charts.chart import MOST, Filters, asked, chosen
from charts.marks import DRAWN
from etl.refresh import refresh
from tests.pages.test_pages import PAGES, opened

PLACES, FIGURES = 60, 50


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("many") / "data"
    generate(data, PLACES, FIGURES)
    refresh(data)
    return data


@pytest.fixture
def known(many: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    monkeypatch.setenv("LIANFANG_DATA", str(many))
    return edition()


def said(app: AppTest) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", " ".join(block.proto.body for block in app.get("html"))))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_a_few_of_many_places_and_says_which(
    page: str, known: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = watched(known, monkeypatch)
    app = opened(page, lang="en")
    assert not app.exception
    names = [known.localities[locality].name_en for locality in chosen(known, Filters())]
    assert len(names) == MOST < len(known.localities)
    assert all(name in said(app) for name in names)
    assert f"{MOST} of {len(known.localities)} places. They come first by wave and day." in said(app)
    bars = [sum(trace["type"] == "bar" for trace in figure["data"]) for figure in drawn(app)]
    assert max(bars, default=0) <= DRAWN
    assert not {table for table, filtered in read if table.startswith("mart.") and not filtered} - SMALL


SMALL = {"mart.arithmetic", "mart.chain_of_command"}  # coded by hand; they do not grow with the places


def watched(known: Edition, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Each table that is read from now on, and whether by a filter."""
    found: list[tuple[str, bool]] = []
    rows = known.rows

    def read(table: str, **equals: Any) -> list[dict[str, Any]]:
        found.append((table, any(value is not None for value in equals.values())))
        return rows(table, **equals)

    monkeypatch.setattr(known, "rows", read)
    return found


def drawn(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(plot.proto.spec) for plot in app.get("plotly_chart")]


def test_chosen_places_are_shown_and_no_others(known: Edition) -> None:
    app = opened("pages/themes/grids.py", lang="en", place=["bench00041", "bench00052"])
    assert not app.exception
    assert "Shown: Bench 41 and Bench 52; 2 of 65 places." in said(app)
    assert "Bench 0 " not in said(app)


def test_a_link_to_more_places_than_are_shown_shows_the_first_of_them(known: Edition) -> None:
    wanted = tuple(f"bench{n:05d}" for n in range(20, 40))
    assert chosen(known, Filters(places=wanted)) == wanted[:MOST]
    app = opened("pages/themes/volunteers.py", lang="en", place=list(wanted))
    assert not app.exception
    assert f"{MOST} of 65 places." in said(app)


def test_comparisons_are_judged_for_the_chosen_places_and_not_stored(known: Edition) -> None:
    stored = {row["indicator_id"] for row in known.rows("mart.comparisons")}
    everywhere = {row.indicator_id for row in known.indicators(localities=["bench00007"])}
    assert everywhere
    assert not stored & everywhere
    app = opened(
        "pages/tools/compare.py", lang="en", indicator=sorted(everywhere)[0], place=["bench00007", "bench00008"]
    )
    assert not app.exception
    assert "These may" in " ".join(block.value for block in app.markdown) + said(app)


def test_few_places_are_all_asked_whatever_is_shown(opened: Edition) -> None:
    assert asked(opened, Filters(places=("panji",))) == tuple(opened.localities)
