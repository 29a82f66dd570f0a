"""Intervals: the arithmetic of catalog.quantity on whole columns, for as many figures as there are.

A column of amounts is three arrays, NaN where an end is open or no single number was printed. What comes out is what
`catalog.quantity.union` and `divide` say of every row; tests/etl/test_intervals.py holds the two together.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.quantity import UnitClassError

Numbers = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """value, lower and upper of many quantities in one `unit`; NaN = open or not printed."""

    value: Numbers
    lower: Numbers
    upper: Numbers
    unit: str
    unit_class: str

    def at(self, rows: Rows) -> "Amounts":
        """Those of some rows."""
        return Amounts(value=self.value[rows], lower=self.lower[rows], upper=self.upper[rows],
                       unit=self.unit, unit_class=self.unit_class)  # fmt: skip


def union(parts: Sequence[Amounts], *, unit: str, unit_class: str) -> Amounts:
    """The sums of the parts of a union that the registry declares, in the union's unit.

    Raises:
        UnitClassError: a part is of another unit class than the union.
    """
    if any(part.unit_class != unit_class for part in parts):
        raise UnitClassError(f"{unit} ({unit_class}) has no part in " + ", ".join(part.unit for part in parts))
    ends = (
        [math.fsum(terms) for terms in zip(*(getattr(part, name) for part in parts), strict=True)]
        for name in ("value", "lower", "upper")
    )
    value, lower, upper = (np.array(found, dtype=np.float64) for found in ends)
    return Amounts(value=value, lower=lower, upper=upper, unit=unit, unit_class=unit_class)


def zero(amounts: Amounts) -> NDArray[np.bool_]:
    """Where the amount is 0, so that nothing can be divided by it."""
    found: NDArray[np.bool_] = (amounts.value == 0) | (amounts.upper == 0)
    return found


def divide(numerator: Amounts, denominator: Amounts) -> Amounts:
    """The quotients, in a unit that names both parts; counts only.

    Raises:
        ValueError: an amount is below 0.
        ZeroDivisionError: a denominator is 0.
    """
    for side in (numerator, denominator):
        if any((ends < 0).any() for ends in (side.value, side.lower, side.upper)):
            raise ValueError(f"only counts are multiplied and divided, and an amount of {side.unit} is below 0")
    if zero(denominator).any():
        raise ZeroDivisionError(f"no {numerator.unit}/{denominator.unit}: a denominator is 0")
    return Amounts(
        value=_over(numerator.value, denominator.value),
        lower=_over(numerator.lower, denominator.upper),
        # A denominator that may be 0 leaves the quotient without an upper end.
        upper=_over(numerator.upper, np.where(denominator.lower == 0, np.nan, denominator.lower)),
        unit=f"{numerator.unit}/{denominator.unit}",
        unit_class=f"{numerator.unit_class}/{denominator.unit_class}",
    )


def _over(x: Numbers, y: Numbers) -> Numbers:
    """x / y; open where one of them is, or where the true result is too large or too small to be written."""
    with np.errstate(over="ignore", under="ignore"):
        result = x / y
    return np.where(np.isinf(result) | ((result == 0) & (x != 0)), np.nan, result)
