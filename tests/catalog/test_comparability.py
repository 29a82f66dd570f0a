"""What may be compared: the five's printed figures never, their indicators with caveats; every refusal says why."""

import csv
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.comparability import (
    GRADES,
    Grade,
    Row,
    alone,
    better_questions,
    comparable_with,
    reported_by,
    together,
    verdict,
)
from catalog.figures import Figure, Indicator
from catalog.quantity import Qualifier
from catalog.warehouse import Edition

GOLDEN = Path(__file__).parents[1] / "golden" / "comparisons.csv"
LEVELS = ["city", "district", "community", "individual", "organisation", None]


def figure(**given: Any) -> Figure:
    """A printed figure like no caveat's: change what the test is about."""
    plain: dict[str, Any] = dict.fromkeys(field.name for field in fields(Figure)) | {
        "figure_id": "x-1", "source_id": "x", "metric_id": "wage", "theme": "other", "locality": "x",
        "scope_id": "x_city", "scope_level": "city", "value": 3.0, "lower": 3.0, "upper": 3.0, "qualifier": "exact",
        "unit": "CNY", "unit_class": "CNY", "time_kind": "stock", "wave_id": "2022", "confidence": "high",
        "status": "reported", "chartable": True, "extensive": False, "self_reported": False,
    }  # fmt: skip
    return Figure(**(plain | given))


def elsewhere(**given: Any) -> Figure:
    """The same figure printed of another place, a little larger."""
    other = {"figure_id": "y-1", "source_id": "y", "locality": "y", "scope_id": "y_city"}
    return figure(**other | {"value": 4.0, "lower": 4.0, "upper": 4.0} | given)


def quotient(**given: Any) -> Indicator:
    plain: dict[str, Any] = {
        "indicator_id": "i", "locality": "x", "scope_id": "x_city", "scope_level": "city", "wave_id": "2022",
        "value": 3.0, "lower": 3.0, "upper": 3.0, "unit": "household/grid", "unit_class": "household/item",
        "numerator_figures": ("x-1",), "denominator_figures": ("x-2",), "caveats": (),
    }  # fmt: skip
    return Indicator(**(plain | given))


def test_rates_of_two_places_alike_in_everything_are_comparable_and_ranked() -> None:
    pair = verdict(figure(), elsewhere())
    assert (pair.grade, pair.reasons, pair.may_rank) == (Grade.COMPARABLE, (), True)


@pytest.mark.parametrize(
    ("code", "here", "there", "grade"),
    [
        ("unit_class_differs", {}, {"unit": "person_time", "unit_class": "person_time"}, "not_comparable"),
        ("metric_differs", {}, {"metric_id": "rent"}, "not_comparable"),
        ("extent_differs", {"extensive": True}, {"extensive": True}, "not_comparable"),
        ("scope_level_differs", {}, {"scope_level": "district"}, "with_caveat"),
        ("single_case", {}, {"scope_level": "individual"}, "not_comparable"),
        ("single_case", {"confidence": "low"}, {}, "not_comparable"),
        ("giver_or_recipient_differs", {"giver": "firms"}, {"giver": "individual"}, "not_comparable"),
        ("giver_or_recipient_differs", {"recipient": "village"}, {"recipient": "hospitals"}, "not_comparable"),
        ("time_kind_differs", {"time_kind": "rate"}, {"time_kind": "plan"}, "not_comparable"),
        ("wave_differs", {"wave_id": "2020"}, {}, "with_caveat"),
        ("window_differs", {"time_kind": "cumulative"}, {"time_kind": "cumulative"}, "with_caveat"),
        ("window_assumed", {"period_end_min": date(2022, 3, 24)}, {}, "with_caveat"),
        ("definition_differs", {"definition": "city to community"}, {}, "not_comparable"),
        ("interval_overlap", {"lower": None}, {"lower": None}, "comparable"),
        ("scope_doubtful", {"note": "SCOPE-AMBIGUOUS: city or community"}, {}, "not_comparable"),
        ("silence", {"status": "not_reported", "qualifier": None}, {}, "not_comparable"),
        ("self_reported", {"self_reported": True}, {}, "comparable"),
    ],
)
def test_each_reason_of_a_pair_of_figures_has_its_grade(
    code: str, here: dict[str, Any], there: dict[str, Any], grade: str
) -> None:
    pair = verdict(figure(**here), elsewhere(**there))
    assert code in pair.reasons
    assert pair.grade == grade


def test_figures_of_one_place_are_repeat_or_part_or_another_metric() -> None:
    again = figure(figure_id="x-2", value=2.0, lower=2.0, upper=2.0)
    assert verdict(figure(), again).reasons == ("overlap",)
    assert "metric_differs" in verdict(figure(), replace(again, metric_id="rent")).reasons
    people = [figure(extensive=True, metric_id=metric, unit="person", unit_class="person") for metric in ("a", "b")]
    assert verdict(*people).reasons == ("metric_differs", "overlap")


def test_a_doubtful_area_is_a_caveat_alone_and_a_refusal_across_places() -> None:
    doubtful = figure(note="SCOPE-AMBIGUOUS: county seat or county")
    assert alone(doubtful) == ("scope_doubtful",)
    assert not verdict(doubtful, elsewhere()).allowed
    assert alone(quotient(caveats=("scope_doubtful",))) == ("scope_doubtful",)
    assert not verdict(quotient(caveats=("scope_doubtful",)), quotient(locality="y")).allowed


def test_equal_printed_windows_do_not_differ() -> None:
    window = {"time_kind": "cumulative", "period_start": date(2022, 3, 1), "period_end": date(2022, 3, 8)}
    assert verdict(figure(**window), elsewhere(**window)).reasons == ()


@pytest.mark.parametrize(
    ("here", "there", "grade", "ranked"),
    [
        ({}, {"value": 4.0, "lower": 4.0, "upper": 4.0}, "comparable", True),
        ({}, {"lower": None}, "comparable", False),
        ({}, {"value": 4.0, "lower": 4.0, "upper": 4.0, "scope_level": "district"}, "with_caveat", True),
        ({}, {"wave_id": "2020", "lower": 9.0, "value": 9.0, "upper": 9.0}, "with_caveat", False),
        ({"caveats": ("definition_differs",)}, {"lower": 9.0, "upper": 9.0}, "with_caveat", False),
        ({"caveats": ("single_case",)}, {}, "not_comparable", False),
        ({"indicator_id": "j"}, {}, "not_comparable", False),
        ({"unit": "household/community_or_village"}, {"lower": 9.0, "upper": 9.0}, "comparable", True),
    ],
)
def test_indicators_of_two_places_compare_with_what_they_carry(
    here: dict[str, Any], there: dict[str, Any], grade: str, ranked: bool
) -> None:
    pair = verdict(quotient(**here), quotient(locality="y", **there))
    assert (pair.grade, pair.may_rank) == (grade, ranked)


def test_a_figure_and_an_indicator_are_never_compared() -> None:
    assert "metric_differs" in verdict(figure(), quotient()).reasons
    assert not verdict(quotient(), figure()).allowed


bounds = st.one_of(st.none(), st.floats(0, 1e6))
some_figures = st.builds(
    figure,
    locality=st.sampled_from("xyz"),
    metric_id=st.sampled_from("ab"),
    scope_id=st.sampled_from("pq"),
    scope_level=st.sampled_from(LEVELS),
    lower=bounds,
    upper=bounds,
    value=bounds,
    qualifier=st.sampled_from([*Qualifier, None]),
    unit=st.sampled_from(["person", "team"]),
    extensive=st.booleans(),
    time_kind=st.sampled_from(["stock", "cumulative", "rate"]),
    period_start=st.sampled_from([None, date(2022, 3, 1)]),
    period_end=st.sampled_from([None, date(2022, 3, 9)]),
    wave_id=st.sampled_from(["2020", "2022"]),
    confidence=st.sampled_from(["high", "low", None]),
    definition=st.sampled_from([None, "other"]),
    giver=st.sampled_from([None, "firms", "individual"]),
    status=st.sampled_from(["reported", "not_reported"]),
).map(lambda row: replace(row, unit_class=row.unit, metric_id=row.metric_id + row.unit))
some_indicators = st.builds(
    quotient,
    indicator_id=st.sampled_from("ij"),
    locality=st.sampled_from("xyz"),
    scope_level=st.sampled_from(["city", "community"]),
    wave_id=st.sampled_from(["2020", "2022"]),
    lower=bounds,
    upper=bounds,
    caveats=st.lists(st.sampled_from(list(GRADES)), unique=True).map(tuple),
)
some_rows = st.one_of(some_figures, some_indicators)


@given(a=some_rows, b=some_rows)
def test_a_verdict_is_total_symmetric_and_explained(a: Row, b: Row) -> None:
    pair = verdict(a, b)
    assert pair == verdict(b, a)
    assert set(pair.reasons) <= GRADES.keys()
    assert pair.allowed or any(GRADES[reason] is Grade.NOT_COMPARABLE for reason in pair.reasons)
    assert pair.grade is Grade.COMPARABLE or pair.reasons
    if "wave_differs" in pair.reasons or not pair.allowed:
        assert not pair.may_rank


@given(rows=st.lists(some_indicators, min_size=2, max_size=5))
def test_several_rows_are_judged_by_their_worst_pair(rows: list[Indicator]) -> None:
    judged = together(rows)
    pairs = [verdict(a, b) for a, b in combinations(rows, 2)]
    assert judged.allowed == all(pair.allowed for pair in pairs)
    assert judged.may_rank == all(pair.may_rank for pair in pairs)
    with pytest.raises(ValueError, match="at least two"):
        together(rows[:1])


def test_no_pair_of_printed_figures_of_two_places_is_comparable(opened: Edition) -> None:
    printed = list(opened.printed.values())
    assert len(printed) == 151
    for a, b in product(printed, repeat=2):
        pair = verdict(a, b)
        if a.locality != b.locality:
            assert not pair.allowed, (a.figure_id, b.figure_id)
            refusing = [code for code in pair.reasons if GRADES[code] is Grade.NOT_COMPARABLE]
            assert refusing
            for code in refusing:
                assert opened.caveats[code].sentence_en
                assert opened.caveats[code].sentence_zh


def test_the_levels_of_two_chains_differ_in_what_they_count(opened: Edition) -> None:
    assert "definition_differs" in verdict(opened.printed["quanzhou-003"], opened.printed["weiyang-010"]).reasons


def test_service_turns_and_teams_give_every_reason_that_applies(opened: Edition) -> None:
    pair = verdict(opened.printed["quanzhou-043"], opened.printed["weiyang-016"])
    assert {"unit_class_differs", "metric_differs", "extent_differs", "time_kind_differs", "wave_differs"} <= set(
        pair.reasons
    )


def test_silent_rows_are_judged_and_refused(opened: Edition) -> None:
    silent = [row for row in opened.figures(metrics=["nucleic_acid_tests"]) if row.status != "reported"]
    assert len(silent) == 4
    assert all("silence" in verdict(row, opened.printed["quanzhou-022"]).reasons for row in silent)


def test_the_registry_has_every_code_with_its_grade_and_both_languages(opened: Edition) -> None:
    assert {code: caveat.grade for code, caveat in opened.caveats.items()} == GRADES
    for caveat in opened.caveats.values():
        assert all((caveat.label_en, caveat.label_zh, caveat.sentence_en, caveat.sentence_zh))


def test_the_stored_verdicts_are_the_golden_ones(opened: Edition) -> None:
    stored = [
        {
            **{name: str(row[name]) for name in ("indicator_id", "locality_a", "locality_b", "grade")},
            "may_rank": "yes" if row["may_rank"] else "no",
            "reasons": ";".join(row["reasons"]),
        }
        for row in opened.rows("mart.comparisons")
    ]
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        assert stored == list(csv.DictReader(file))


def test_the_stored_verdicts_are_those_of_the_function(opened: Edition) -> None:
    rows = {(row.indicator_id, row.locality): row for row in opened.indicators()}
    for stored in opened.rows("mart.comparisons"):
        pair = verdict(*(rows[stored["indicator_id"], stored[place]] for place in ("locality_a", "locality_b")))
        assert (stored["grade"], stored["may_rank"], tuple(stored["reasons"])) == (
            pair.grade,
            pair.may_rank,
            pair.reasons,
        )


def _metric_of(opened: Edition) -> dict[str, str]:
    return {figure_id: row.metric_id for figure_id, row in opened.printed.items()}


def test_households_lead_to_the_questions_that_divide_them_by_their_own_area(opened: Edition) -> None:
    better = better_questions(["households"], opened.indicators(), _metric_of(opened))
    assert better[:3] == ("households_per_community", "households_per_grid", "persons_per_household")


def test_a_question_of_one_place_comes_last_and_no_question_is_invented(opened: Edition) -> None:
    better = better_questions(["volunteer_teams", "grids"], opened.indicators(), _metric_of(opened))
    assert better.index("grids_per_community") < better.index("volunteer_teams_per_community_or_village")
    assert better_questions(["initiative_likes"], opened.indicators(), _metric_of(opened)) == ()


def test_a_figure_can_be_compared_through_its_indicators_only(opened: Edition) -> None:
    answers = comparable_with(opened.printed["quanzhou-025"], opened.indicators())
    found = {own.indicator_id: [other.locality for other, _ in others] for own, others in answers}
    assert found == {
        "persons_per_household": ["weiyang", "qingfeng"],
        "households_per_community": ["qingfeng"],
        "households_per_grid": ["qingfeng"],
    }
    assert all(pair.allowed for _, others in answers for _, pair in others)


def test_a_repeat_has_the_comparisons_of_what_it_repeats(opened: Edition) -> None:
    def ids(figure_id: str) -> Iterable[str]:
        return [own.indicator_id for own, _ in comparable_with(opened.printed[figure_id], opened.indicators())]

    assert ids("quanzhou-007") == ids("quanzhou-001") != []
    assert ids("quanzhou-010") == []


def test_reported_by_counts_places_without_silence_or_low_confidence(opened: Edition) -> None:
    hours = opened.figures(metrics=["guard_hours_per_day"])
    assert reported_by(hours, opened.localities) == (0, 5)
    assert reported_by(opened.figures(metrics=["grids"]), opened.localities) == (2, 5)
    assert reported_by(opened.indicators(["persons_per_household"]), opened.localities) == (3, 5)
    assert reported_by(opened.indicators(["persons_per_household"]), ["quanzhou", "panji"]) == (1, 2)
