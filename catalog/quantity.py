"""A quantity as it was printed: a value, the bounds its words allow, and a unit.

Null bounds are open ends: 近300名 is at most 300 and has no lower bound, 10万余份 is at least 100 000 and has no
upper one. A null value means that no single number was printed (a range, 几 and its like).
"""

from dataclasses import dataclass
from enum import StrEnum


class Qualifier(StrEnum):
    """What the words around a number say about it."""

    EXACT = "exact"
    NEARLY = "nearly"
    OVER = "over"
    ABOUT = "about"
    UP_TO = "up_to"
    RANGE = "range"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """value, lower and upper in `unit` (an id of units.csv); None = open or not printed."""

    value: float | None
    lower: float | None
    upper: float | None
    qualifier: Qualifier
    unit: str
    unit_class: str
