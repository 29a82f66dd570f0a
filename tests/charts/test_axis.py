"""The charts' door: no two places share an axis without a verdict, and a refusal is a sentence in both languages."""

from collections.abc import Sequence
from itertools import combinations

import pytest

from catalog.comparability import GRADES, Grade, Row, Verdict
from catalog.quantity import UnitClassError
from catalog.warehouse import Edition
from catalog.words import Say
from charts import axis
from charts.axis import NotComparable, UnlikeUnits, caveats, shared
from charts.catalogue import CHARTS, find
from charts.chart import Filters, Look
from charts.compare import open_questions


def test_no_two_printed_figures_of_two_places_get_through(opened: Edition) -> None:
    refused = 0
    for pair in combinations(opened.printed.values(), 2):
        if pair[0].locality == pair[1].locality:
            continue
        with pytest.raises(NotComparable) as refusal:
            shared(pair)
        refusing = [code for code in refusal.value.reasons if GRADES[code] is Grade.NOT_COMPARABLE]
        assert refusing
        for lang in ("en", "zh"):
            said = refusal.value.sentences(opened, Say(lang))
            assert all(Say(lang).label(opened.caveats[code], "sentence") in said for code in refusing)
        refused += 1
    counts = [sum(row.locality == place for row in opened.printed.values()) for place in opened.localities]
    assert refused == (sum(counts) ** 2 - sum(n * n for n in counts)) // 2


def test_service_turns_and_teams_are_unlike_units(opened: Edition) -> None:
    pair = opened.printed["quanzhou-043"], opened.printed["weiyang-016"]
    with pytest.raises(UnlikeUnits) as refusal:
        shared(pair)
    assert isinstance(refusal.value, UnitClassError)
    assert "people are not person-times" in refusal.value.sentences(opened, Say("en"))
    assert "人不是人次" in refusal.value.sentences(opened, Say("zh"))


def test_persons_and_person_times_of_one_place_share_no_axis_either(opened: Edition) -> None:
    with pytest.raises(UnitClassError):
        shared([opened.printed["quanzhou-046"], opened.printed["quanzhou-043"]])


def test_households_per_grid_share_an_axis_with_their_caveats(opened: Edition) -> None:
    rows = opened.indicators(["households_per_grid"])
    judged = shared(rows)
    assert (judged.grade, judged.may_rank) == (Grade.WITH_CAVEAT, False)
    assert judged.reasons == caveats(rows)
    assert {"wave_differs", "denominator_doubtful"} <= set(judged.reasons)


def test_two_indicators_share_no_axis(opened: Edition) -> None:
    with pytest.raises(NotComparable, match="metric_differs"):
        shared(opened.indicators(["households_per_grid", "residents_per_grid"]))


def test_one_place_alone_is_no_comparison_and_carries_its_own_caveats(opened: Edition) -> None:
    alone = opened.indicators(["tests_per_day"])
    assert shared(alone).reasons == ("reported_by_one", "window_assumed", "self_reported")
    assert not shared(alone).may_rank
    assert shared([]).reasons == ()


def test_a_silent_place_is_not_drawn_as_a_number(opened: Edition) -> None:
    with pytest.raises(NotComparable, match="silence"):
        shared(opened.figures(metrics=["nucleic_acid_tests"]))


@pytest.mark.parametrize("one_axis", [False, True])
def test_no_chart_puts_bars_of_two_places_on_one_axis_without_asking(
    opened: Edition, monkeypatch: pytest.MonkeyPatch, one_axis: bool
) -> None:
    asked: list[object] = []

    def door(rows: Sequence[Row]) -> Verdict:
        asked.append(rows)
        return shared(rows)

    monkeypatch.setattr(axis, "shared", door)
    mixed = 0
    ids = dict.fromkeys([*CHARTS, *(id_.replace("_", "-") for id_ in opened.quotients)])
    for chart in (find(id_, opened) for id_ in ids):
        asked.clear()
        picture = chart.draw(chart.select(opened, Filters(one_axis=one_axis)), Look(lang="en"))
        places: dict[str, set[str]] = {}
        for bar in picture.select_traces(selector={"type": "bar"}):
            places.setdefault(bar.xaxis or "x", set()).add(bar.marker.line.color)
        if any(len(colours) > 1 for colours in places.values()):
            mixed += 1
            assert asked, chart.id
    assert mixed == (len(open_questions(opened)) if one_axis else 2)
