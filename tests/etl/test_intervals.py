"""Columns of intervals: every row says what the arithmetic of two quantities says."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import quantity
from catalog.quantity import Qualifier, Quantity, Quotient, UnitClassError
from etl.intervals import Amounts, divide, union, zero

ends = st.one_of(st.none(), st.floats(0, 1e308), st.sampled_from([0.0, 5e-324, 1e-308, 1e308]))
Ends = tuple[float | None, float | None, float | None]
rows = st.lists(st.tuples(st.tuples(ends, ends, ends), st.tuples(ends, ends, ends)), min_size=1, max_size=8)


def amounts(found: list[Ends], unit: str, kind: str = "person") -> Amounts:
    columns = np.array([[math.nan if end is None else end for end in row] for row in found], dtype=float).reshape(-1, 3)
    return Amounts(value=columns[:, 0], lower=columns[:, 1], upper=columns[:, 2], unit=unit, unit_class=kind)


def one(found: Ends, unit: str, kind: str = "person") -> Quantity:
    value, lower, upper = found
    qualifier = Qualifier.of(value, lower, upper)
    return Quantity(value=value, lower=lower, upper=upper, qualifier=qualifier, unit=unit, unit_class=kind)


def said(column: Amounts) -> list[Ends]:
    def end(x: float) -> float | None:
        return None if math.isnan(x) else x

    return [(end(v), end(low), end(up)) for v, low, up in zip(column.value, column.lower, column.upper, strict=True)]


@given(rows)
def test_a_column_of_quotients_is_the_quotient_of_each_row(pairs: list[tuple[Ends, Ends]]) -> None:
    above, below = ([pair[side] for pair in pairs] for side in (0, 1))
    kept = np.flatnonzero(~zero(amounts(below, "grid")))
    found = divide(amounts(above, "person").at(kept), amounts(below, "grid").at(kept))
    declared = Quotient(numerator="person", denominator="grid")
    alone = [quantity.divide(one(above[n], "person"), one(below[n], "grid"), declared) for n in kept.tolist()]
    assert said(found) == [(q.value, q.lower, q.upper) for q in alone]
    assert {(found.unit, found.unit_class)} >= {(q.unit, q.unit_class) for q in alone}


@given(rows)
def test_a_column_of_sums_is_the_sum_of_each_row(pairs: list[tuple[Ends, Ends]]) -> None:
    pairs = [pair for pair in pairs if all((x or 0) < 1e307 for side in pair for x in side)]
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    found = union([amounts(left, "a"), amounts(right, "b")], unit="both", unit_class="person")
    alone = [quantity.union([one(a, "a"), one(b, "b")], unit="both", unit_class="person") for a, b in pairs]
    assert said(found) == [(q.value, q.lower, q.upper) for q in alone]


def test_what_may_not_be_divided_is_refused_and_not_left_open() -> None:
    some = amounts([(1.0, 1.0, 1.0)], "person")
    with pytest.raises(ZeroDivisionError, match="person/grid"):
        divide(some, amounts([(0.0, 0.0, 0.0)], "grid"))
    with pytest.raises(ValueError, match="below 0"):
        divide(amounts([(None, -1.0, None)], "person"), some)
    with pytest.raises(UnitClassError):
        union([some, amounts([(1.0, 1.0, 1.0)], "mask", "item")], unit="both", unit_class="person")
