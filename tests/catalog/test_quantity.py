"""Interval arithmetic: what a result may be, it contains; what is open stays open; unlike units do not meet."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.quantity import Order, Qualifier, Quantity, Quotient, UnitClassError, alike, divide, order, rank, union

counts = st.floats(1e-3, 1e9)
Pair = tuple[Quantity, float]


def quantity(
    lower: float | None, upper: float | None, value: float | None = None, unit: str = "person", kind: str = "person"
) -> Quantity:
    qualifier = Qualifier.of(value, lower, upper)
    return Quantity(value=value, lower=lower, upper=upper, qualifier=qualifier, unit=unit, unit_class=kind)


def pairs(unit: str = "person", kind: str = "person") -> st.SearchStrategy[Pair]:
    """A quantity, and a point that it may be."""

    def pair(drawn: tuple[str, float, float, float]) -> Pair:
        shape, (low, point, high) = drawn[0], sorted(drawn[1:])
        bounds = {
            "exact": (point, point, point),
            "closed": (low, high, None),
            "over": (low, None, low),
            "nearly": (None, high, high),
            "about": (None, None, point),
        }
        return quantity(*bounds[shape], unit, kind), point

    return st.tuples(st.sampled_from(["exact", "closed", "over", "nearly", "about"]), counts, counts, counts).map(pair)


def holds(result: Quantity, point: float) -> bool:
    """Whether the interval contains the point, as far as floats can tell."""
    slack = 1e-9 * max(1.0, abs(point))
    return (result.lower is None or result.lower <= point + slack) and (
        result.upper is None or point <= result.upper + slack
    )


def per(a: Quantity, b: Quantity) -> Quantity:
    return divide(a, b, Quotient(numerator=a.unit, denominator=b.unit))


@pytest.mark.parametrize(
    ("work", "on_points"),
    [
        (Quantity.__add__, float.__add__),
        (Quantity.__sub__, float.__sub__),
        (Quantity.__mul__, float.__mul__),
        (per, float.__truediv__),
    ],
)
@given(a=pairs(), b=pairs())
def test_a_result_contains_every_point_it_may_be(
    work: Callable[[Quantity, Quantity], Quantity], on_points: Callable[[float, float], float], a: Pair, b: Pair
) -> None:
    result = work(a[0], b[0])
    assert holds(result, on_points(a[1], b[1]))
    if result.value is not None:
        assert holds(result, result.value)


@given(a=pairs(), b=pairs())
def test_what_is_open_stays_open(a: Pair, b: Pair) -> None:
    (x, _), (y, _) = a, b
    for result in (x + y, x * y):
        assert (result.lower is None) == (x.lower is None or y.lower is None)
        assert (result.upper is None) == (x.upper is None or y.upper is None)
    for result in (x - y, per(x, y)):
        assert (result.lower is None) == (x.lower is None or y.upper is None)
        assert (result.upper is None) == (x.upper is None or y.lower is None)


@given(a=pairs(), b=pairs(), c=pairs())
def test_order_of_operands_does_not_matter_where_it_must_not(a: Pair, b: Pair, c: Pair) -> None:
    x, y, z = a[0], b[0], c[0]
    assert x + y == y + x
    assert x * y == y * x
    sums = {union(terms, unit="person", unit_class="person") for terms in ((x, y, z), (z, x, y), (y, z, x))}
    assert len(sums) == 1


@given(a=pairs(), b=pairs())
def test_no_open_end_is_written_as_zero_or_infinity(a: Pair, b: Pair) -> None:
    for result in (a[0] * b[0], per(a[0], b[0])):
        assert result.lower != 0
        assert result.upper is None or math.isfinite(result.upper)


@given(a=pairs(), b=pairs())
def test_order_is_decided_only_by_bounds_that_lie_apart(a: Pair, b: Pair) -> None:
    decided, mirrored = order(a[0], b[0]), order(b[0], a[0])
    opposite = {Order.LESS: Order.GREATER, Order.GREATER: Order.LESS}
    assert mirrored == opposite.get(decided, decided)
    if decided is Order.LESS:
        assert a[1] < b[1]
    if decided is Order.EQUAL:
        assert a[1] == b[1]


@given(found=st.lists(pairs(), min_size=1, max_size=8))
def test_a_rank_holds_wherever_the_points_turn_out_to_lie(found: list[Pair]) -> None:
    points = [point for _, point in found]
    for ranked, point in zip(rank([row for row, _ in found]), points, strict=True):
        true_rank = 1 + sum(other > point for other in points)
        assert ranked.first <= true_rank <= ranked.last


def test_overlapping_intervals_are_tied_and_equal_ones_share_a_rank() -> None:
    exact, same, over = (quantity(x, y, x) for x, y in ((9.0, 9.0), (9.0, 9.0), (5.0, None)))
    smaller = quantity(2.0, 2.0, 2.0)
    assert [(r.first, r.last) for r in rank([exact, same, over, smaller])] == [(1, 2), (1, 2), (1, 3), (4, 4)]
    assert order(exact, over) is Order.CANNOT_TELL
    assert rank([]) == ()


@given(a=pairs(), b=pairs(unit="person_time", kind="person_time"))
def test_persons_and_person_times_are_never_added_subtracted_ordered_or_ranked(a: Pair, b: Pair) -> None:
    for work in (Quantity.__add__, Quantity.__sub__, order):
        with pytest.raises(UnitClassError):
            work(a[0], b[0])
    for refuse in (rank, alike):
        with pytest.raises(UnitClassError):
            refuse([a[0], b[0]])
    with pytest.raises(UnitClassError):
        union([a[0], b[0]], unit="person", unit_class="person")


def test_unlike_units_of_one_class_are_added_only_in_a_union() -> None:
    communities, villages = quantity(135, 135, 135, "community", "item"), quantity(52, 52, 52, "village", "item")
    with pytest.raises(UnitClassError):
        communities + villages
    both = union([communities, villages], unit="community_or_village", unit_class="item")
    assert (both.value, both.unit) == (187, "community_or_village")


def test_only_a_declared_quotient_is_divided() -> None:
    households, grids = quantity(16336, 16336, 16336, "household", "household"), quantity(78, 78, 78, "grid", "item")
    quotient = divide(households, grids, Quotient(numerator="household", denominator="grid"))
    assert (round(quotient.value or 0, 4), quotient.unit, quotient.unit_class) == (
        209.4359,
        "household/grid",
        "household/item",
    )
    with pytest.raises(UnitClassError):
        divide(grids, households, Quotient(numerator="household", denominator="grid"))


def test_nothing_is_divided_by_zero_and_what_may_be_zero_leaves_no_upper_end() -> None:
    zero, perhaps = quantity(0, 0, 0), quantity(0, 5)
    with pytest.raises(ZeroDivisionError):
        per(quantity(1, 1, 1), zero)
    assert (per(quantity(10, 10, 10), perhaps).lower, per(quantity(10, 10, 10), perhaps).upper) == (2, None)
    assert per(zero, quantity(4, 4, 4)) == quantity(0, 0, 0, "person/person", "person/person")


def test_only_counts_are_multiplied_and_divided() -> None:
    with pytest.raises(ValueError, match="below 0"):
        quantity(-1, 1) * quantity(1, 1, 1)


def test_too_large_or_too_small_to_be_written_is_an_open_end() -> None:
    huge, tiny = quantity(1e308, 1e308, 1e308), quantity(1e-320, 1e-320, 1e-320)
    assert (huge * huge).upper is None
    assert (tiny * tiny).lower is None
