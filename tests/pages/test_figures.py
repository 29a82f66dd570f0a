"""The figures page: all 151 are there, each opens to its reading, its place and what it may be compared with."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from catalog.figures import Figure
from catalog.warehouse import Edition
from catalog.words import Say
from charts import readings
from charts.chart import Filters
from pages.parts import figure_card, figure_list
from pages.parts.figure_list import Wanted
from pages.parts.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = Path(os.environ.get("LIANFANG_ARTICLES") or ROOT.parent / "shared" / "articles")
PAGE = "pages/tools/figures.py"


@pytest.fixture(params=["zh", "en"])
def reader(request: pytest.FixtureRequest, opened: Edition) -> Reader:
    return Reader(edition=opened, say=Say(request.param), theme="light", filters=Filters())


def visit(**query: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in {"lang": "en", **query}.items():
        app.query_params[key] = value
    return app.run().switch_page(PAGE).run()


def bodies(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.main.get("html"))


def test_every_printed_figure_is_listed_repeats_and_low_confidence_marked(reader: Reader) -> None:
    table = figure_list.table(reader, Wanted(), "place")
    printed = reader.edition.printed.values()
    assert table.count("figure=") == len(printed) == 151
    repeats = [figure for figure in printed if figure.repeat_of]
    low = [figure for figure in printed if figure.confidence == "low"]
    mark = {"zh": "重复 ", "en": "repeat of "}[reader.say.lang]
    assert (table.count(f">{mark}"), len(repeats)) == (13, 13)
    assert table.count({"zh": ">可信度低<", "en": ">low confidence<"}[reader.say.lang]) == len(low) == 21


@pytest.mark.parametrize("sort", figure_list.SORTS)
def test_an_order_keeps_every_figure_once(sort: str, opened: Edition) -> None:
    found = figure_list.found(opened.version, Wanted(), sort, "en")
    assert sorted(figure.figure_id or "" for figure in found) == sorted(opened.printed)


def test_amounts_are_ordered_within_one_place_and_unit_only(opened: Edition) -> None:
    found = figure_list.found(opened.version, Wanted(), "amount", "en")
    groups = [(figure.locality, figure.unit) for figure in found]
    runs = [group for n, group in enumerate(groups) if n == 0 or groups[n - 1] != group]
    assert len(runs) == len(set(groups))


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (Wanted(place=("panji",)), lambda f: f.locality == "panji"),
        (Wanted(wave=("2020",)), lambda f: f.wave_id == "2020"),
        (Wanted(theme=("testing",)), lambda f: f.theme == "testing"),
        (Wanted(metric=("grids",)), lambda f: f.metric_id == "grids"),
        (Wanted(qualifier=("nearly",)), lambda f: f.qualifier == "nearly"),
        (Wanted(unit=("household",)), lambda f: f.unit == "household"),
        (Wanted(scope=("qingfeng_county_seat",)), lambda f: f.scope_id == "qingfeng_county_seat"),
        (Wanted(confidence=("low",)), lambda f: f.confidence == "low"),
        (Wanted(q="近"), lambda f: "近" in (f.expression or "")),
    ],
)
def test_a_filter_keeps_what_it_names_and_nothing_else(opened: Edition, wanted: Wanted, holds) -> None:
    found = set(figure_list.found(opened.version, wanted, "place", "en"))
    assert found
    assert found == {figure for figure in opened.printed.values() if holds(figure)}


@pytest.mark.parametrize("q", ["近300", "at most 300 people", "至多300人", "quanzhou-019", "staff control 300"])
def test_a_reader_of_either_language_finds_nearly_300(opened: Edition, q: str) -> None:
    found = figure_list.found(opened.version, Wanted(q=q), "place", "en")
    assert "quanzhou-019" in {figure.figure_id for figure in found}
    assert len(found) < 10


def test_an_empty_list_says_which_filter_to_loosen() -> None:
    shown = bodies(visit(theme="testing", unit="grid"))
    assert "No figure fits all filters together." in shown
    assert "Without the filter “Theme”: 2 figures." in shown
    assert "Without the filter “Unit”: 4 figures." in shown


def test_a_pasted_link_restores_the_filters() -> None:
    app = visit(theme=["testing", "grids"], q="网格")
    assert app.session_state["theme"] == ["testing", "grids"]
    assert "2 of 151 figures." in bodies(app)


def test_the_way_back_from_a_figure_leads_to_the_list_as_it_was_filtered() -> None:
    (link,) = re.findall(r'href="(figures[^"]*figure=quanzhou-022[^"]*)"', bodies(visit(theme="testing", sort="day")))
    assert "theme=testing" in link
    assert "sort=day" in link
    back = bodies(visit(figure="quanzhou-022", theme="testing", sort="day"))
    assert 'href="figures?lang=en&amp;theme=testing&amp;sort=day"' in back
    assert "← Figures as filtered" in back
    assert 'href="figures?lang=en"' in bodies(visit(figure="quanzhou-022"))


def test_nearly_300_is_at_most_300_and_says_why() -> None:
    app = visit(figure="quanzhou-019")
    assert app.title[0].value.replace("\\", "") == "近 300 名: at most 300 people"
    assert "近 says that the number is approached and not passed. 300 people is therefore the upper end" in bodies(app)
    assert "value 300, lower open, upper 300" in bodies(app)


def test_every_figure_opens_to_its_reading_place_and_comparisons(reader: Reader) -> None:
    for figure in reader.edition.printed.values():
        card = figure_card.card(reader, figure)
        assert figure.expression in card
        assert reader.edition.documents[figure.source_id or ""].sha256 in card
        assert readings.why(reader.edition, reader.say, figure).split("{")[0] in card
        assert "{" not in readings.why(reader.edition, reader.say, figure)
        assert readings.scope_path(reader.edition, reader.say, figure.scope_id)[-1] in card.replace("&#x27;", "'")


def test_a_figure_leads_to_the_indicators_made_of_it_and_to_its_repeats(reader: Reader) -> None:
    households = figure_card.card(reader, reader.edition.printed["quanzhou-025"])
    assert "indicator=households_per_grid" in households
    assert "209.4" in households
    repeated = figure_card.card(reader, reader.edition.printed["panji-002"])
    assert "figure=panji-004" in repeated


def test_low_confidence_is_compared_with_nothing(reader: Reader) -> None:
    low = [figure for figure in reader.edition.printed.values() if figure.confidence == "low"]
    assert all("indicator=" not in figure_card.card(reader, figure) for figure in low)


def test_a_dispute_names_figure_version_and_place_in_the_text(reader: Reader) -> None:
    text = figure_card.dispute(reader, reader.edition.printed["quanzhou-019"], "https://x/figures")
    for part in ("quanzhou-019", reader.edition.version, "近 300 名", "1198", "1205", "https://x/figures"):
        assert part in text


def test_a_figure_that_is_not_there_is_said_to_be_not_there() -> None:
    app = visit(figure="nowhere-001")
    assert not app.exception
    assert "This data version has no figure nowhere-001." in bodies(app)


def test_without_the_text_the_card_says_who_could_show_the_sentence(reader: Reader, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("LIANFANG_ARTICLES", str(tmp_path))
    assert "data/articles/quanzhou.txt" in figure_card.card(reader, reader.edition.printed["quanzhou-019"])


def test_another_text_than_the_coded_one_is_never_marked(reader: Reader, monkeypatch, tmp_path) -> None:
    (tmp_path / "quanzhou.txt").write_text("防控" * 2000, encoding="utf-8")
    monkeypatch.setenv("LIANFANG_ARTICLES", str(tmp_path))
    card = figure_card.card(reader, reader.edition.printed["quanzhou-019"])
    assert "<mark>" not in card
    assert "SHA-256" in card


@pytest.mark.articles
def test_where_the_text_is_held_every_figure_is_marked_in_its_sentence(reader: Reader, monkeypatch) -> None:
    monkeypatch.setenv("LIANFANG_ARTICLES", str(ARTICLES))
    for figure in reader.edition.printed.values():
        assert f"<mark>{figure.expression}</mark>" in figure_card.card(reader, figure)


def test_a_hostile_expression_stays_text(reader: Reader) -> None:
    hostile: Figure = replace(reader.edition.printed["quanzhou-019"], expression="<script>近</script>")
    assert "<script>" not in figure_card.card(reader, hostile)
