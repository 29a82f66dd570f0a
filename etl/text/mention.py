"""What the finder makes of a numeral: a figure, or rejected with its reason."""

from typing import NamedTuple

from etl.text.number import CHINESE

ARABIC = frozenset("0123456789０１２３４５６７８９")
NUMERALS = ARABIC | frozenset(CHINESE)


class Mention(NamedTuple):
    """One figure as printed; a tuple because millions are made. `head` is the table head over a bare cell."""

    start: int
    end: int
    value: float | None
    lower: float | None
    upper: float | None
    qualifier: str
    measure: str
    unit: str
    head: str = ""


class Rejected(NamedTuple):
    """One numeral that is no figure."""

    start: int
    end: int
    reason: str
