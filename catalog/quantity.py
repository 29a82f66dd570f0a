"""A quantity as it was printed: a value, the bounds its words allow, and a unit; and arithmetic that keeps all three.

Null bounds are open ends: 近300名 is at most 300 and has no lower bound, 10万余份 is at least 100 000 and has no
upper one. A null value means that no single number was printed (a range, 几 and its like).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


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
