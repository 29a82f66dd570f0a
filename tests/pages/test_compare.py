"""The compare page: an answer with its caveats, or no picture and the reasons, whatever stands in the URL."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from catalog.comparability import GRADES, Grade
from catalog.warehouse import Edition, edition
from catalog.words import Say
from charts import compare
from etl.refresh import refresh

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("published")


def asked(lang: str = "en", **query: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["lang"] = lang
    for key, value in query.items():
        app.query_params[key] = value
    app.run().switch_page("pages/tools/compare.py").run()
    assert not app.exception
    return app


def source(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


def words(app: AppTest) -> str:
    """What the page says, without the markup."""
    said = " ".join(re.sub(r"\\(.)", r"\1", block.value) for block in (*app.subheader, *app.markdown))
    inline = re.sub(r"</?a\b[^>]*>", "", said + " " + source(app))  # a term inside a sentence is a link
    return unescape(re.sub(r"<[^>]+>", " ", inline))


def test_the_landing_answers_which_of_the_five_may_be_compared_on_grids_and_how() -> None:
    app = asked()
    assert "compare?lang=en&amp;indicator=households_per_grid" in source(app)
    assert "Qingfeng, Early 2020: 209.4 households per grid" in words(app)
    assert "Quanzhou, Spring 2022: 79.3 households per grid" in words(app)
    assert "side by side, with caveats; they are not ranked" in words(app)
    assert not app.get("plotly_chart")


def test_an_allowed_comparison_is_drawn_with_its_caveats(opened: Edition) -> None:
    app = asked(indicator="households_per_grid")
    assert len(app.get("plotly_chart")) == 1
    for code in ("wave_differs", "scope_level_differs", "denominator_doubtful"):
        assert opened.caveats[code].sentence_en in words(app)
    assert "Reported by 2 of 5" in words(app)
    assert "By reported value" not in words(app)


def panels(app: AppTest) -> int:
    """How many x axes the picture has."""
    (plot,) = app.get("plotly_chart")
    return sum(name.startswith("xaxis") for name in json.loads(plot.proto.spec)["layout"])


def test_waves_are_two_panels_until_the_reader_chooses_one_axis_and_is_warned() -> None:
    apart, together = asked(indicator="households_per_grid"), asked(indicator="households_per_grid", axis="one")
    assert (panels(apart), panels(together)) == (2, 1)
    assert "by your choice" in words(together)
    assert "by your choice" not in words(apart)
    (plot,) = together.get("plotly_chart")
    assert "by the reader's choice" in plot.proto.spec.replace("\\u0027", "'")


def test_one_wave_has_no_choice_of_axis() -> None:
    app = asked(indicator="persons_per_household", wave="2020")
    assert panels(app) == 1
    assert not [box for box in app.selectbox if box.label == "How to draw the waves"]


@pytest.mark.parametrize(
    "query",
    [
        {"metric": ["volunteer_service_participations", "volunteer_teams"]},
        {"figure": ["quanzhou-043", "weiyang-016"]},
    ],
)
@pytest.mark.parametrize(("lang", "why"), [("en", "people are not person-times"), ("zh", "人不是人次")])
def test_service_turns_against_teams_is_refused_without_a_picture(
    query: dict[str, list[str]], lang: str, why: str
) -> None:
    app = asked(lang, **query)
    assert not app.get("plotly_chart")
    assert why in words(app)
    assert "23.8万人次" in words(app)
    assert "545支" in words(app)
    assert "indicator=volunteer_teams_per_community_or_village" in source(app)


@pytest.mark.parametrize("metric", ["households", "cash_donations", "control_system_levels", "grids"])
def test_a_metric_of_several_places_is_a_table_of_differences_and_links(metric: str, opened: Edition) -> None:
    app = asked(metric=metric)
    assert not app.get("plotly_chart")
    assert "These may not be compared" in words(app)
    assert "They differ in" in words(app)
    refusing = [code for code, grade in GRADES.items() if grade is Grade.NOT_COMPARABLE]
    assert any(opened.caveats[code].sentence_en in words(app) for code in refusing)


def test_the_better_question_about_households_is_a_link() -> None:
    found = re.findall(r"indicator=(\w+)", source(asked(metric="households")))
    assert found[:3] == ["households_per_community", "households_per_grid", "persons_per_household"]


def test_what_one_place_reports_is_no_comparison() -> None:
    app = asked(metric="nucleic_acid_tests")
    assert "Only Quanzhou reports this" in words(app)
    assert "Not reported by: Foshan, Weiyang, Qingfeng and Panji. Silence is not zero." in words(app)
    assert not app.get("plotly_chart")


def test_a_question_that_is_not_offered_says_why_and_what_to_ask_instead(opened: Edition) -> None:
    app = asked(indicator="tests_per_resident")
    assert not app.get("plotly_chart")
    assert "Not offered for Quanzhou" in words(app)
    assert opened.caveats["denominator_doubtful"].sentence_en in words(app)
    assert "indicator=tests_per_round" in source(app)


def test_what_can_i_compare_this_figure_with() -> None:
    said = words(asked(figure="quanzhou-025"))
    assert "What can I compare 2299户 (Quanzhou) with?" in said
    assert "Qingfeng: 209.4 households per grid" in said
    assert "Not with 16336户 (Qingfeng) as printed" in said


def test_a_figure_that_enters_no_indicator_compares_with_nothing() -> None:
    assert "With nothing" in words(asked(figure="quanzhou-010"))


def test_the_places_of_the_reader_bound_the_comparison() -> None:
    app = asked(indicator="persons_per_household", place=["quanzhou", "qingfeng"])
    assert "Reported by 2 of 2" in words(app)
    app = asked(indicator="households_per_grid", place="quanzhou")
    assert "These may stand side by side" not in words(app)


def test_a_link_to_nothing_is_named_and_ignored() -> None:
    app = asked(indicator="no_such", metric="nor_this", figure="neither")
    for ignored in ("indicator=no_such", "metric=nor_this", "figure=neither"):
        assert f"Ignored in the link: {ignored}" in words(app)
    assert "What may be compared" in words(app)


def test_every_question_and_every_metric_has_an_answer_or_its_reasons(opened: Edition) -> None:
    open_ids = {question.indicator_id for question in compare.open_questions(opened)}
    app = asked()
    for indicator_id in opened.quotients:
        app.selectbox(key="indicator").set_value(indicator_id).run()
        assert not app.exception, indicator_id
        assert len(app.get("plotly_chart")) == 1
        assert ("These may stand side by side" in words(app)) == (indicator_id in open_ids)


def test_places_alike_in_everything_are_ranked_with_ties(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("published", "*.txt"))
    twin(data, "qingfeng", "lianhe")
    monkeypatch.setenv("LIANFANG_DATA", str(data))
    refresh(data)
    found = {question.indicator_id: question for question in compare.open_questions(edition())}
    rows = [row for row in found["households_per_grid"].rows if row.locality in ("qingfeng", "lianhe")]
    ranked = compare.ranking(edition(), Say("en"), rows)
    assert ranked == "By reported value, the largest first: 1: Lianhe; 1: Qingfeng."


def twin(data: Path, old: str, new: str) -> None:
    """A second place that prints what the first prints: its article, figures and rows of places.csv, no code."""
    (data / f"articles/{new}.toml").write_text(
        (data / f"articles/{old}.toml").read_text(encoding="utf-8").replace(old, new), encoding="utf-8"
    )
    (data / f"figures/{new}.csv").write_text(
        (data / f"figures/{old}.csv").read_text(encoding="utf-8").replace(old, new), encoding="utf-8"
    )
    places = data / "registry/places.csv"
    rows = [line for line in places.read_text(encoding="utf-8").splitlines() if old in line]
    added = [row.replace(old, new).replace("Qingfeng", "Lianhe").replace("puyang", "lianyang") for row in rows]
    places.write_text(places.read_text(encoding="utf-8") + "\n".join(added) + "\n", encoding="utf-8")
