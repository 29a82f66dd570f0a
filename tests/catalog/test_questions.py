"""The guided questions: answers worked out again from the coded sheets, and refusals that the verdict shares."""

import csv
import json
import re
from itertools import product
from pathlib import Path

import pytest

from catalog import questions
from catalog.comparability import together, verdict
from catalog.warehouse import Edition
from catalog.warehouse import edition as open_edition
from catalog.words import Say

DATA = Path(__file__).resolve().parents[2] / "data"
CHINESE = {"两": 2, "二": 2, "三": 3, "四": 4, "七": 7, "千": 1000}


@pytest.fixture(scope="module")
def edition(published: Path) -> Edition:
    return open_edition()


def sheet(kind: str, place: str) -> list[dict[str, str]]:
    with (DATA / kind / f"{place}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed(figure: str) -> float:
    """The number in a printed expression, read here without the grammar of the product."""
    (row,) = [row for row in sheet("figures", figure.rsplit("-", 1)[0]) if row["figure_id"] == figure]
    found = re.search(r"([\d.]+)[余多]?(万?)", row["expression"])
    if found is None:
        return CHINESE[row["expression"][0]]
    return float(found[1]) * (10_000 if found[2] else 1)


def mentioned(place: str) -> set[str]:
    said = ("present", "present_with_figure", "mentioned_as_plan")
    return {row["measure_id"] for row in sheet("measures", place) if row["status"] in said}


PLACES = ("qingfeng", "foshan", "weiyang", "quanzhou", "panji")
f = printed
AGAIN = {
    "households-per-grid": lambda: {
        "qz_households": f("quanzhou-025"), "qz_grids": f("quanzhou-015"),
        "qz": f("quanzhou-025") / f("quanzhou-015"), "qf_households": f("qingfeng-004"),
        "qf_grids": f("qingfeng-002"), "qf": f("qingfeng-004") / f("qingfeng-002"),
    },
    "how-grids-are-cut": lambda: {
        "qz_grids": f("quanzhou-015") / f("quanzhou-029"), "qf_grids": f("qingfeng-002") / f("qingfeng-001"),
        "qz_households": f("quanzhou-025") / f("quanzhou-029"),
        "qf_households": f("qingfeng-004") / f("qingfeng-001"),
        "qz": f("quanzhou-025") / f("quanzhou-015"), "qf": f("qingfeng-004") / f("qingfeng-002"),
    },
    "tests-per-round": lambda: {
        "tests": f("quanzhou-022"), "rounds": f("quanzhou-021"), "round": f("quanzhou-022") / f("quanzhou-021"),
        "residents": f("quanzhou-026"), "floating": f("quanzhou-027"), "all": f("quanzhou-026") + f("quanzhou-027"),
    },
    "most-tests": lambda: {
        "k": sum(any(r["metric"] == "nucleic_acid_tests" for r in sheet("figures", p)) for p in PLACES),
        "n": len(list((DATA / "articles").glob("*.toml"))),
        "rounds": f("quanzhou-021"), "tests": f("quanzhou-022"),
    },
    "temporary-branches": lambda: {
        "qf": f("qingfeng-010"), "compounds": f("qingfeng-003"), "wy": f("weiyang-009"),
        "per_compound": f("qingfeng-010") / f("qingfeng-003"), "offices": f("weiyang-002"),
        "groups": f("weiyang-003"), "per_unit": f("weiyang-009") / (f("weiyang-002") + f("weiyang-003")),
    },
    "how-many-people": lambda: {
        "sent": f("quanzhou-001"), "reported": f("quanzhou-009"), "staff": f("quanzhou-019"),
        "forces": f("quanzhou-035"), "teams": f("quanzhou-034"),
    },
    "most-volunteers": lambda: {
        "turns": f("quanzhou-043"), "reserve": f("quanzhou-046"), "teams": f("weiyang-016"), "bee": f("weiyang-015"),
        "start": f("weiyang-014"), "days": f("weiyang-013"), "growth": f("weiyang-015") / f("weiyang-014"),
        "first": f("foshan-010"), "all": f("foshan-011"),
    },
    "members-per-community": lambda: {
        "qz_members": f("quanzhou-001"), "qz_communities": f("quanzhou-029"),
        "qz": f("quanzhou-001") / f("quanzhou-029"), "pj_members": f("panji-003"), "pj_communities": f("panji-005"),
        "pj": f("panji-003") / f("panji-005"), "wy_members": f("weiyang-011"),
        "wy_communities": f("weiyang-019") + f("weiyang-020"),
        "wy": f("weiyang-011") / (f("weiyang-019") + f("weiyang-020")),
    },
    "leaflets-per-household": lambda: {
        "qz_copies": f("quanzhou-011"), "qz_households": f("quanzhou-025"), "qf_copies": f("qingfeng-022"),
        "wy": f("weiyang-030") / f("weiyang-022"),
    },
    "most-money": lambda: {
        "firms": f("weiyang-038"), "boy": f("weiyang-035"), "worker": f("weiyang-036"), "subsidy": f("quanzhou-031"),
        "raised": f("quanzhou-032"), "bought": f("quanzhou-036"), "goods": f("quanzhou-040"),
        "owners": f("foshan-019"),
    },
    "longest-chain": lambda: {
        "qz": f("quanzhou-003"), "qf": f("qingfeng-006"), "wy": f("weiyang-010"),
        "qz_cut": steps("quanzhou", "qz_city", "qz_communities"),
        "qf_cut": steps("qingfeng", "qf_warzones", "qf_communities"),
        "wy_cut": steps("weiyang", "wy_district", "wy_communities"),
        "qz_low": steps("quanzhou", "qz_district", "qz_communities"),
    },
    "fewest-measures": lambda: {
        "all": len({row["measure_id"] for place in PLACES for row in sheet("measures", place)}),
        "everywhere": len(set.intersection(*map(mentioned, PLACES))),
        **{place: len(mentioned(place)) for place in PLACES}, **{f"{place}_length": length(place) for place in PLACES},
    },
}  # fmt: skip


def steps(place: str, top: str, bottom: str) -> int:
    level = {row["node_id"]: int(row["level_order"]) for row in sheet("chains", place)}
    return level[bottom] - level[top] + 1


def length(place: str) -> int:
    text = (DATA / "articles" / f"{place}.toml").read_text(encoding="utf-8")
    return int(re.findall(r"^characters = (\d+)", text, flags=re.MULTILINE)[0])


def test_every_number_of_every_answer_equals_a_second_computation_from_the_sheets(edition: Edition) -> None:
    assert list(edition.questions) == list(AGAIN)
    for question in edition.questions.values():
        assert questions.numbers(edition, question) == pytest.approx(AGAIN[question.question_id]())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_digit_of_an_answer_is_typed_but_years_and_every_declared_number_is_used(
    edition: Edition, lang: str
) -> None:
    for question in edition.questions.values():
        said = {name: getattr(question, f"{name}_{lang}") or "" for name in ("question", "answer", "instead")}
        bare = re.sub(r"\{\w+\}|20(20|22)", "", "".join(said.values()))
        assert not re.search(r"\d", bare), question.question_id
        fields = set(re.findall(r"\{(\w+)\}", "".join(said.values())))
        assert fields == set(json.loads(question.numbers)), question.question_id
        for words in (questions.asked, questions.answer, questions.instead):
            assert "{" not in words(edition, Say(lang), question)


def test_eight_of_twelve_are_refusals_and_say_so(edition: Edition) -> None:
    refused = [q for q in edition.questions.values() if q.verdict == "not_comparable"]
    assert (len(edition.questions), len(refused)) == (12, 8)
    for question in refused:
        assert "may not be" in question.answer_en
        assert re.search("不能(比较|相加)", question.answer_zh)
        assert question.instead_en
        assert question.instead_zh
        assert not question.may_rank


def test_the_right_answer_is_what_the_verdict_says_of_the_indicator(edition: Edition) -> None:
    asked = [q for q in edition.questions.values() if q.kind == "comparison" and "indicator=" in q.leads_to]
    assert asked
    for question in asked:
        ids = {line.split()[1] for line in json.loads(question.numbers).values() if line.startswith("indicator ")}
        assert question.leads_to.split("=")[1] in ids
        found = [together(edition.indicators([id_])) for id_ in ids]
        assert {(pair.grade, pair.may_rank) for pair in found} == {(question.verdict, question.may_rank)}
        assert set(question.reasons) <= {reason for pair in found for reason in pair.reasons}, question.question_id


def test_the_reasons_of_a_refusal_are_reasons_of_the_verdict_over_its_figures(edition: Edition) -> None:
    for question in edition.questions.values():
        rows = [edition.printed[figure] for figure in question.figures]
        pairs = [(a, b) for a, b in product(rows, rows) if a.locality < b.locality]
        if question.verdict != "not_comparable" or not pairs:
            continue
        found = [verdict(a, b) for a, b in pairs]
        assert not any(pair.allowed for pair in found), question.question_id
        given = {reason for pair in found for reason in pair.reasons}
        # Silence has no row to be judged; it is the absence of one.
        assert set(question.reasons) - {"silence"} <= given, (question.question_id, set(question.reasons) - given)


def test_a_question_without_figures_names_the_waves_of_the_places_it_sets_side_by_side(edition: Edition) -> None:
    for question in edition.questions.values():
        if question.verdict == "not_comparable" and not question.figures:
            places = {line.split()[1] for line in json.loads(question.numbers).values() if line.startswith("measures ")}
            assert len({edition.wave_of(place) for place in places}) > 1
            assert "wave_differs" in question.reasons
            assert "silence" in question.reasons
            break
    else:
        pytest.fail("no such question: the test has lost its object")
