"""The one way to put values of several places on one axis: it asks the verdict, and refuses with its reasons.

Every picture, page, export and recipe that shows places on a shared scale goes through `shared`, so a comparison the
articles do not support cannot be drawn, whoever asks for it.
"""

from collections.abc import Sequence

from catalog.comparability import GRADES, Grade, Row, Verdict, alone, together
from catalog.quantity import UnitClassError, alike
from catalog.warehouse import Edition
from catalog.words import Say


class NotComparable(Exception):
    """These rows may not share an axis; `reasons` are codes of caveats.toml, the most serious first."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = tuple(reasons)

    def sentences(self, edition: Edition, say: Say) -> str:
        """Why there is no picture, in the words of the opened version."""
        told = [code for code in self.reasons if GRADES[code] is Grade.NOT_COMPARABLE]  # the rest only qualifies
        gap = "" if say.lang == "zh" else " "
        why = gap.join(say.label(edition.caveat(code), "sentence") for code in told)
        return say("These may not be compared. {why}", why=why)


class UnlikeUnits(NotComparable, UnitClassError):
    """These rows may not share an axis because they count unlike things."""


def shared(rows: Sequence[Row]) -> Verdict:
    """The verdict under which the rows may share an axis: its caveats go with the picture.

    Raises:
        NotComparable: some pair may not be compared (UnlikeUnits where the units are the reason).
    """
    if len({row.locality for row in rows}) < 2:
        if rows:
            alike([row.quantity for row in rows])
        return Verdict(grade=Grade.COMPARABLE, reasons=caveats(rows), may_rank=False)
    judged = together(rows)
    if judged.grade is Grade.NOT_COMPARABLE:
        refusal = UnlikeUnits if "unit_class_differs" in judged.reasons else NotComparable
        raise refusal(judged.reasons)
    return judged


def caveats(rows: Sequence[Row]) -> tuple[str, ...]:
    """The codes of the rows and of their pairs, the most serious first; the standing note last."""
    if len({row.locality for row in rows}) < 2:
        return tuple(dict.fromkeys(code for row in rows for code in alone(row)))
    return together(rows).reasons
