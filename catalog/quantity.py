"""A quantity as it was printed: a value, the bounds its words allow, and a unit; and arithmetic that keeps all three.

Null bounds are open ends: 近300名 is at most 300 and has no lower bound, 10万余份 is at least 100 000 and has no
upper one. A null value means that no single number was printed (a range, 几 and its like).
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class UnitClassError(TypeError):
    """Quantities of unlike units were to be added, ordered, or joined, or divided without a declared quotient."""


class Qualifier(StrEnum):
    """What the words around a number say about it."""

    EXACT = "exact"
    NEARLY = "nearly"
    OVER = "over"
    ABOUT = "about"
    UP_TO = "up_to"
    RANGE = "range"
    SEVERAL = "several"

    @classmethod
    def of(cls, value: float | None, lower: float | None, upper: float | None) -> Self:
        """The qualifier that a computed value and its bounds spell.

        >>> Qualifier.of(600.0, 600.0, None).value, Qualifier.of(2.5, None, None).value
        ('over', 'about')
        >>> Qualifier.of(None, 0.7, 0.8).value, Qualifier.of(12.0, 10.0, 14.0).value
        ('range', 'about')
        """
        if value is None:
            return cls("range")
        if lower == value == upper:
            return cls("exact")
        if lower == value and upper is None:
            return cls("over")
        if upper == value and lower is None:
            return cls("nearly")
        return cls("about")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """value, lower and upper in `unit` (an id of units.csv); None = open or not printed."""

    value: float | None
    lower: float | None
    upper: float | None
    qualifier: Qualifier
    unit: str
    unit_class: str

    def __add__(self, other: "Quantity") -> "Quantity":
        """The sum; like units only (`union` adds the parts of a declared union)."""
        return union((self, other), unit=alike((self, other)), unit_class=self.unit_class)

    def __sub__(self, other: "Quantity") -> "Quantity":
        """The difference; like units only."""
        return _result(
            _both(self.value, other.value, float.__sub__),
            _both(self.lower, other.upper, float.__sub__),
            _both(self.upper, other.lower, float.__sub__),
            alike((self, other)),
            self.unit_class,
        )

    def __mul__(self, other: "Quantity") -> "Quantity":
        """The product; its unit names both. An open lower bound stands for > 0, an open upper one for infinity."""
        _counts(self, other)
        return _result(
            _both(self.value, other.value, float.__mul__),
            _both(self.lower, other.lower, float.__mul__),
            _both(self.upper, other.upper, float.__mul__),
            "*".join(sorted((self.unit, other.unit))),
            "*".join(sorted((self.unit_class, other.unit_class))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotient:
    """What one registry block declares may be divided: a numerator in one unit by a denominator in another."""

    numerator: str
    denominator: str


class Order(StrEnum):
    """Which of two quantities is larger, as far as their bounds decide it."""

    LESS = "less"
    EQUAL = "equal"
    GREATER = "greater"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """The ranks a quantity may have, 1 = largest; first < last means that the bounds leave it open."""

    first: int
    last: int


def alike(quantities: Sequence[Quantity]) -> str:
    """The one unit of all.

    Raises:
        UnitClassError: their units, or their unit classes, differ.
    """
    units = sorted({(quantity.unit_class, quantity.unit) for quantity in quantities})
    if len(units) != 1:
        raise UnitClassError("these units do not go together: " + ", ".join(unit for _, unit in units))
    return units[0][1]


def union(parts: Sequence[Quantity], *, unit: str, unit_class: str) -> Quantity:
    """The sum of the parts of a union that the registry declares, in the union's unit (communities + villages).

    Raises:
        UnitClassError: a part is of another unit class than the union.
    """
    if any(part.unit_class != unit_class for part in parts):
        raise UnitClassError(f"{unit} ({unit_class}) has no part in " + ", ".join(part.unit for part in parts))
    return _result(
        _sum([part.value for part in parts]),
        _sum([part.lower for part in parts]),
        _sum([part.upper for part in parts]),
        unit,
        unit_class,
    )


def divide(numerator: Quantity, denominator: Quantity, declared: Quotient) -> Quantity:
    """The quotient, in a unit that names both parts; counts only.

    Raises:
        UnitClassError: not the units that were declared.
        ZeroDivisionError: the denominator is 0.
    """
    if (numerator.unit, denominator.unit) != (declared.numerator, declared.denominator):
        raise UnitClassError(
            f"{numerator.unit}/{denominator.unit} is not {declared.numerator}/{declared.denominator}, which is declared"
        )
    _counts(numerator, denominator)
    if denominator.value == 0 or denominator.upper == 0:
        raise ZeroDivisionError(f"no {numerator.unit}/{denominator.unit}: the denominator is 0")
    return _result(
        _both(numerator.value, denominator.value, float.__truediv__),
        _both(numerator.lower, denominator.upper, float.__truediv__),
        # A denominator that may be 0 leaves the quotient without an upper end.
        _both(numerator.upper, denominator.lower or None, float.__truediv__),
        f"{numerator.unit}/{denominator.unit}",
        f"{numerator.unit_class}/{denominator.unit_class}",
    )


def order(a: Quantity, b: Quantity) -> Order:
    """Whether a is surely less, equal or greater than b.

    Raises:
        UnitClassError: their units differ.
    """
    alike((a, b))
    if _top(a) < _bottom(b):
        return Order.LESS
    if _bottom(a) > _top(b):
        return Order.GREATER
    if _bottom(a) == _top(a) == _bottom(b) == _top(b):
        return Order.EQUAL
    return Order.CANNOT_TELL


def rank(quantities: Sequence[Quantity]) -> tuple[Rank, ...]:
    """The rank of each, as an interval: what overlaps is tied over the ranks it may have; equal ones share a rank.

    Raises:
        UnitClassError: their units differ.
    """
    if quantities:
        alike(quantities)
    bottoms, tops = sorted(map(_bottom, quantities)), sorted(map(_top, quantities))
    n = len(quantities)
    ranks = []
    for quantity in quantities:
        bottom, top = _bottom(quantity), _top(quantity)
        surely_larger = n - bisect_right(bottoms, top)
        perhaps_larger = n - bisect_right(tops, bottom) - (top > bottom)  # it is not larger than itself
        ranks.append(Rank(first=1 + surely_larger, last=1 + perhaps_larger))
    return tuple(ranks)


def _bottom(quantity: Quantity) -> float:
    return -math.inf if quantity.lower is None else quantity.lower


def _top(quantity: Quantity) -> float:
    return math.inf if quantity.upper is None else quantity.upper


def _counts(*quantities: Quantity) -> None:
    for quantity in quantities:
        known = [x for x in (quantity.value, quantity.lower, quantity.upper) if x is not None]
        if any(x < 0 for x in known):
            raise ValueError(f"only counts are multiplied and divided, and {quantity} is below 0")


def _both(x: float | None, y: float | None, work: Callable[[float, float], float]) -> float | None:
    """work(x, y); open where one of them is, or where the true result is too large or too small to be written."""
    if x is None or y is None:
        return None
    result = work(float(x), float(y))
    vanished = result == 0 and x != 0 and y != 0 and work is not float.__sub__
    return None if vanished or math.isinf(result) else result


def _sum(terms: Sequence[float | None]) -> float | None:
    known = [term for term in terms if term is not None]
    # fsum is exact before it rounds once, so the order of the terms does not matter and bounds stay bounds.
    return math.fsum(known) if len(known) == len(terms) else None


def _result(value: float | None, lower: float | None, upper: float | None, unit: str, unit_class: str) -> Quantity:
    return Quantity(
        value=value,
        lower=lower,
        upper=upper,
        qualifier=Qualifier.of(value, lower, upper),
        unit=unit,
        unit_class=unit_class,
    )
