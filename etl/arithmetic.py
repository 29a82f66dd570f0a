"""Arithmetic: what the figures of one article say about each other (93 = 90 + 3), worked out and reported.

A check is a row of registry/arithmetic.csv: two sides of figure ids joined by `+` or one `/`, and a relation.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

RELATIONS = ("=", "<=", "rounds", "doubt")
Side = tuple[float | None, float | None, float | None]


def results(checks: Sequence[Mapping[str, Any]], figures: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row a check whose figures all exist: both sides with bounds, and whether the relation holds."""
    for check in checks:
        left, right = _side(check["left"], figures), _side(check["right"], figures)
        yield {
            **{
                name: check[name]
                for name in ("check_id", "locality", "relation", "left", "right", "note_en", "note_zh")
            },
            "left_value": left[0],
            "right_value": right[0],
            "right_lower": right[1],
            "right_upper": right[2],
            "holds": _holds(check["relation"], left, right),
        }


def ids(side: str) -> list[str]:
    """The figure ids of one side.

    >>> ids("a-1+a-2"), ids("a-1/a-2")
    (['a-1', 'a-2'], ['a-1', 'a-2'])
    """
    return side.replace("/", "+").split("+")


def _side(side: str, figures: Mapping[str, Mapping[str, Any]]) -> Side:
    first, slash, second = side.partition("/")
    if slash:
        return (figures[first]["value"] / figures[second]["value"], None, None)
    parts = [figures[figure] for figure in side.split("+")]
    value, lower, upper = (_sum([part[name] for part in parts]) for name in ("value", "lower", "upper"))
    return value, lower, upper


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _holds(relation: str, left: Side, right: Side) -> bool:
    """
    >>> _holds("rounds", (7464, 7464, 7464), (7000, 7000, None)), _holds("doubt", (2, 2, 2), (1, 1, 1))
    (True, True)
    """
    value, (other, lower, upper) = left[0], right
    if value is None:
        return False
    if relation == "=":
        return value == other
    if relation == "<=":
        return upper is None or value <= upper
    if relation == "rounds":
        return (lower is None or value >= lower) and (upper is None or value <= upper)
    return other is not None and value > other
