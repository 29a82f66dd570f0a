"""Indicators: the allowed rows of the coding and no others; what they carry is derived or declared, never guessed."""

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from catalog.figures import Figure, Indicator
from catalog.warehouse import Edition
from etl import indicators as forming
from etl.areas import COLUMNS
from etl.comparisons import STORED_PLACES, comparisons
from etl.divisions import Questions, questions
from etl.indicators import Match

ROOT = Path(__file__).parents[2]
DOCUMENT = tomllib.loads((ROOT / "data/registry/indicators.toml").read_text(encoding="utf-8"))
CHINESE = str.maketrans("()", "（）")  # the coding writes Chinese with Latin brackets
GOLD = list(csv.DictReader((ROOT / "tests/golden/indicators.csv").open(encoding="utf-8", newline="")))


@pytest.fixture(scope="session")
def asked(opened: Edition) -> Questions:
    found, faults = questions(DOCUMENT, {metric.metric_id: metric.unit for metric in opened.metrics.values()})
    assert faults == []
    return found


@pytest.fixture(scope="session")
def printed(opened: Edition) -> list[Figure]:
    return [row for row in opened.printed.values() if row.chartable]


def matches() -> list[Match]:
    with (ROOT / "data/registry/scope_matches.csv").open(encoding="utf-8", newline="") as file:
        return [Match(scope_a=row["scope_a"], scope_b=row["scope_b"], note=row["note"]) for row in csv.DictReader(file)]


def by_key(rows: list[Indicator]) -> dict[tuple[str, str], Indicator]:
    return {(row.indicator_id, row.locality): row for row in rows}


def close(mine: float | None, gold: str) -> bool:
    """Equal to more than four significant digits; open where the coding is open."""
    return mine is None if not gold else mine is not None and mine == pytest.approx(float(gold), rel=1e-6)


def test_the_indicators_are_the_allowed_rows_of_the_coding(opened: Edition) -> None:
    mine = by_key(list(opened.indicators()))
    allowed = {(row["indicator_id"], row["locality"]): row for row in GOLD if row["allowed"] == "yes"}
    assert mine.keys() == allowed.keys()
    for key, gold in allowed.items():
        row = mine[key]
        assert (row.unit, set(row.caveats)) == (gold["unit"], set(gold["caveats"].split(";"))), key
        assert "+".join(row.numerator_figures) == gold["numerator"], key
        assert "+".join(row.denominator_figures) == gold["denominator"].removeprefix("days"), key
        assert all(close(getattr(row, name), gold[name]) for name in ("value", "lower", "upper")), key
        labels = opened.quotients[row.indicator_id]
        assert (labels.label_en, labels.label_zh) == (gold["label_en"], gold["label_zh"].translate(CHINESE))


def test_a_row_that_is_not_allowed_is_told_with_its_reasons(opened: Edition) -> None:
    told = {(row.indicator_id, row.locality): row for row in opened.refusals}
    for gold in GOLD:
        if gold["allowed"] == "no":
            row = told[gold["indicator_id"], gold["locality"]]
            assert set(row.reasons) == set(gold["caveats"].split(";")) - {"self_reported"}
            assert (row.label_en, row.label_zh) == (gold["label_en"], gold["label_zh"].translate(CHINESE))
    assert not told.keys() & {(row.indicator_id, row.locality) for row in opened.indicators()}
    assert all(code in opened.caveats for row in opened.refusals for code in row.reasons)


def test_a_refused_quotient_cannot_be_declared(opened: Edition) -> None:
    units = {metric.metric_id: metric.unit for metric in opened.metrics.values()}
    for name, block in DOCUMENT["refused"].items():
        if any(" + " in text or " * " in text for text in block["quotients"]):
            continue  # sums that no union declares cannot be written in an offered block at all
        words = {"label_en": "x", "label_zh": "x"}
        offered = {**DOCUMENT["offered"], "another_name": {"quotients": block["quotients"], **words}}
        _, faults = questions({**DOCUMENT, "offered": offered}, units)
        assert any("is refused" in fault.problem for fault in faults), name


@pytest.mark.parametrize(
    "block",
    [
        {"quotients": ["households / no_such_metric"]},
        {"quotients": ["households"]},
        {"quotients": ["days / households"]},
        {"quotients": ["households / grids / communities"]},
        {"quotients": ["resident_population + floating_population / grids"]},
        {"quotients": ["households / grids"], "caveats": ["no_such_reason"]},
        {"quotients": ["households / grids"], "caveats_of": {"grids / households": ["overlap"]}},
        {"quotients": ["households / grids"], "part": "both"},
        {"quotients": ["households / grids"], "sql": "select 1"},
        {"quotients": ["households / grids"], "caveats": "overlap"},
    ],
)
def test_a_block_that_says_something_else_is_a_fault_that_names_it(opened: Edition, block: dict[str, Any]) -> None:
    units = {metric.metric_id: metric.unit for metric in opened.metrics.values()}
    document = {**DOCUMENT, "offered": {"mine": {"label_en": "x", "label_zh": "x", **block}}}
    _, faults = questions(document, units)
    assert faults
    assert all("mine" in fault.column for fault in faults)


def test_a_new_place_gets_its_indicators_without_code(printed: list[Figure], asked: Questions) -> None:
    moved = [
        replace(row, locality="new", source_id="new", scope_id="new_seat", self_reported=False)
        for row in printed
        if row.figure_id in ("qingfeng-001", "qingfeng-002", "qingfeng-004", "qingfeng-005")
    ]
    rows = by_key(indicators(printed + moved, asked))
    new = {indicator_id for indicator_id, locality in rows if locality == "new"}
    assert new == {
        "households_per_grid", "residents_per_grid", "persons_per_household", "grids_per_community",
        "households_per_community", "residents_per_community",
    }  # fmt: skip
    assert rows["households_per_grid", "new"].caveats == ()


def table(figures: list[Figure], asked: Questions, blocks: Iterable[str] = ()) -> pa.Table:
    """The indicators that figures form, as the refresh works them out: of some blocks, or of all."""
    dates = {name: pa.date32() for name in COLUMNS if name.startswith("period")}
    numbers = {name: pa.float64() for name in ("value", "lower", "upper")}
    schema = pa.schema(
        {name: (dates | numbers).get(name, pa.string()) for name in COLUMNS} | {"self_reported": pa.bool_()}
    )
    given = pa.Table.from_pylist([asdict(figure) for figure in figures], schema=schema)
    chosen = {name: asked.offered[name] for name in blocks or asked.offered}
    return forming.indicators(given, chosen, matches())


def indicators(figures: list[Figure], asked: Questions, blocks: Iterable[str] = ()) -> list[Indicator]:
    listed = table(figures, asked, blocks).to_pylist()
    return [Indicator(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}) for row in listed]


def form(blocks: Iterable[str], figures: list[Figure], asked: Questions) -> list[Indicator]:
    return indicators(figures, asked, blocks)


def test_silence_low_confidence_and_repeats_form_nothing(opened: Edition, asked: Questions) -> None:
    rows = [row for row in opened.figures() if not row.chartable]
    assert rows
    assert indicators(rows, asked) == []


def test_two_wholes_of_one_metric_leave_open_which_is_meant(printed: list[Figure], asked: Questions) -> None:
    qingfeng = [row for row in printed if row.figure_id in ("qingfeng-002", "qingfeng-004")]
    twice = replace(qingfeng[0], figure_id="qingfeng-x")
    assert len(form(["households_per_grid"], qingfeng, asked)) == 1
    assert form(["households_per_grid"], [*qingfeng, twice], asked) == []


def test_figures_of_two_areas_or_two_articles_form_nothing(printed: list[Figure], asked: Questions) -> None:
    households, grids = (next(row for row in printed if row.figure_id == f"qingfeng-00{n}") for n in (4, 2))
    assert form(["households_per_grid"], [households, replace(grids, scope_id="qingfeng_county")], asked) == []
    assert form(["households_per_grid"], [households, replace(grids, source_id="another")], asked) == []


def test_nothing_is_divided_by_a_printed_zero(printed: list[Figure], asked: Questions) -> None:
    households, grids = (next(row for row in printed if row.figure_id == f"qingfeng-00{n}") for n in (4, 2))
    assert form(["households_per_grid"], [households, replace(grids, value=0, lower=0, upper=0)], asked) == []


def test_a_window_with_a_printed_end_is_divided_by_its_days(printed: list[Figure], asked: Questions) -> None:
    tests = next(row for row in printed if row.figure_id == "quanzhou-022")
    closed = replace(tests, period_end=date(2022, 3, 24), period_end_min=None, period_end_max=None)
    (row,) = form(["tests_per_day"], [closed], asked)
    assert (row.value, "window_assumed" in row.caveats) == (83599 / 10, False)
    assert form(["tests_per_day"], [replace(tests, period_start=None)], asked) == []
    backwards = replace(closed, period_end=date(2022, 3, 14))
    assert form(["tests_per_day"], [backwards], asked) == []


def test_a_window_without_a_printed_end_has_bounds_and_no_value(printed: list[Figure], asked: Questions) -> None:
    (row,) = form(["tests_per_day"], printed, asked)
    assert (row.value, row.lower, row.upper) == (None, 83599 / 11, 83599 / 10)
    assert "window_assumed" in row.caveats


def test_a_question_with_a_name_of_its_own_is_asked_only_there(printed: list[Figure], asked: Questions) -> None:
    moved = [replace(row, locality="new") for row in printed if row.figure_id in ("weiyang-014", "weiyang-015")]
    assert form(["growth_factor_little_bee_team"], moved, asked) == []


def test_an_area_with_villages_is_divided_by_communities_and_villages(printed: list[Figure], asked: Questions) -> None:
    villages = next(row for row in printed if row.metric_id == "administrative_villages")
    qingfeng = [row for row in printed if row.figure_id in ("qingfeng-001", "qingfeng-004")]
    added = replace(villages, source_id="qingfeng", locality="qingfeng", scope_id="qingfeng_county_seat")
    (row,) = form(["households_per_community"], [*qingfeng, added], asked)
    assert (row.value, row.unit) == (16336 / 58, "household/community_or_village")


def test_beyond_fifty_places_no_verdict_is_stored(printed: list[Figure], asked: Questions) -> None:
    pair = [row for row in printed if row.figure_id in ("qingfeng-002", "qingfeng-004")]

    def stored(places: int) -> int:
        rows = [replace(row, locality=f"p{n}", source_id=f"p{n}") for n in range(places) for row in pair]
        return len(list(comparisons(table(rows, asked, ["households_per_grid"]))))

    assert stored(STORED_PLACES) == STORED_PLACES * (STORED_PLACES - 1) // 2
    assert stored(STORED_PLACES + 1) == 0


def test_a_place_with_two_areas_has_one_verdict_that_holds_for_both(printed: list[Figure], asked: Questions) -> None:
    pair = [row for row in printed if row.figure_id in ("qingfeng-002", "qingfeng-004")]
    other = [replace(row, locality="b", source_id="b") for row in pair]
    second = [replace(row, scope_id="t", scope_level="subdistrict_or_town") for row in other]
    (row,) = comparisons(table([*pair, *other, *second], asked, ["households_per_grid"]))
    assert row.grade == "with_caveat"
    assert "scope_level_differs" in row.reasons
