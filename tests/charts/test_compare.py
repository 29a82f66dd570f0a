"""Comparisons as charts and tables: any indicator, one door, and no recipe that gets past it."""

import json

import pytest

from catalog.comparability import verdict
from catalog.warehouse import Edition
from catalog.words import Say
from charts import compare
from charts.catalogue import find, title
from charts.chart import Filters, Look
from charts.export.recipe import BadRecipe, Recipe, code_version, read_recipe


def recipe(opened: Edition, chart: str, *, one_axis: bool = False) -> Recipe:
    return Recipe(
        chart=chart, lang="en", one_axis=one_axis, data_version=opened.version, code_version=code_version(),
        address="https://example.org",
    )  # fmt: skip


def test_every_indicator_has_a_chart_with_words_and_caveats(opened: Edition) -> None:
    for indicator_id, named in opened.quotients.items():
        chart = find(indicator_id.replace("_", "-"), opened)
        rows = chart.select(opened, Filters())
        assert {row.indicator_id for row in rows.indicators} == {indicator_id}
        assert chart.draw(rows, Look(lang="en")).layout.annotations
        assert set(chart.caveats(rows)) >= {code for row in rows.indicators for code in row.caveats}
        for lang in ("en", "zh"):
            assert chart.describe(rows, Say(lang))
            assert Say(lang).label(named) in (title(chart.id, opened, Say(lang)), chart.headline(rows, Say(lang)))


@pytest.mark.parametrize("chart", ["tests-per-resident", "volunteer-service-participations"])
def test_a_recipe_for_a_refused_quotient_or_a_printed_number_across_places_is_no_recipe(
    opened: Edition, chart: str
) -> None:
    with pytest.raises(BadRecipe, match="no chart"):
        read_recipe(recipe(opened, chart).to_json())
    with pytest.raises(KeyError):
        find(chart, opened)


def test_a_recipe_of_an_indicator_that_no_page_shows_is_read_again(opened: Edition) -> None:
    asked = recipe(opened, "compounds-per-grid")
    assert read_recipe(asked.to_json()) == asked
    assert "/compare?" in asked.link
    assert "indicator=compounds_per_grid" in asked.link


def test_two_waves_on_one_axis_carry_the_banner_into_the_file_and_the_choice_into_its_link(opened: Edition) -> None:
    apart, together = (recipe(opened, "households-per-grid", one_axis=choice) for choice in (False, True))

    def drawn(asked: Recipe) -> str:
        picture = asked.definition.draw(asked.rows(), Look(lang="en", purpose="file", height=400))
        return json.dumps(json.loads(picture.to_json()), ensure_ascii=False)

    assert "by the reader's choice" in drawn(together)
    assert "by the reader's choice" not in drawn(apart)
    assert together.link.count("axis=one") == 1
    assert "axis=one" not in apart.link


def test_the_open_questions_are_those_of_two_places_or_more(opened: Edition) -> None:
    questions = compare.open_questions(opened)
    assert len(questions) == 8
    assert all(len({row.locality for row in question.rows}) > 1 for question in questions)
    assert [question.indicator_id for question in questions][:2] == [
        "persons_per_household",
        "deployed_members_per_community",
    ]
    assert not any(question.verdict.may_rank for question in questions)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_only_the_fields_that_differ_are_told(opened: Edition, lang: str) -> None:
    pair = [opened.printed[figure] for figure in ("qingfeng-010", "weiyang-009")]
    table = compare.differences(opened, Say(lang), pair)
    told = {next(iter(row.values())): list(row.values())[1:] for row in table}
    meaning = {"en": ("What the word means here", "in residential compounds", "in the headquarters"),
               "zh": ("这个词在此所指", "设在小区", "设在指挥部")}[lang]  # fmt: skip
    assert told[meaning[0]] == list(meaning[1:])
    assert {"en": "Unit", "zh": "单位"}[lang] not in told
    assert "definition_differs" in verdict(*pair).reasons


def test_givers_and_recipients_are_named_where_they_differ(opened: Edition) -> None:
    pair = [opened.printed[figure] for figure in ("foshan-019", "weiyang-038")]
    table = compare.differences(opened, Say("en"), pair)
    assert ["Given by", "residents' common revenue", "firms"] in [list(row.values()) for row in table]
