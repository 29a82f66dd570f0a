"""A goal is met by what was measured, and by nothing else."""

import pytest

from bench.line import Line, interleaved, late, middle


def line(value: float, base: float | None = None, **goals: float) -> Line:
    return Line(section="pages", what="click", value=value, unit="ms", against="reference", base=base, **goals)


@pytest.mark.parametrize(
    ("measured", "met"),
    [
        (line(24, at_most=25), True),
        (line(26, at_most=25), False),
        (line(24, 100, at_most=25, ratio_at_most=0.5), True),
        (line(24, 40, at_most=25, ratio_at_most=0.5), False),
        (line(70, 500, at_most=25, ratio_at_most=0.5), False),  # a page of 20 ms slowed by a sleep of 50 ms
        (line(400, 100, ratio_at_least=4), True),
        (line(399, 100, ratio_at_least=4), False),
        (line(1, at_least=2), False),
        (line(1, ratio_at_most=0.5), False),  # a ratio without its base is not met
    ],
)
def test_every_goal_of_a_line_has_to_be_met(measured: Line, met: bool) -> None:
    assert measured.met is met


def test_a_line_says_its_goals() -> None:
    assert line(24, 100, at_most=25, ratio_at_most=0.5).goal == "≤ 25 ms and ≤ 0.5 ×"
    assert line(24, 96).record()["ratio"] == 0.25


def test_measures_take_turns_and_each_gets_every_round() -> None:
    order: list[str] = []

    def measure(name: str) -> float:
        order.append(name)
        return float(len(order))

    found = interleaved(measure, ("a", "b"), 3)
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert {name: len(values) for name, values in found.items()} == {"a": 3, "b": 3}


def test_the_middle_and_the_late_of_many() -> None:
    assert middle([3, 1, 2]) == 2
    assert late(list(range(100))) == 95
    assert late([1.0]) == 1
