"""The one way to put values of several places on one axis; it refuses what the articles do not support."""

from collections.abc import Sequence

from catalog.figures import Figure, Indicator
from catalog.warehouse import Edition
from catalog.words import Say


class NotComparable(Exception):
    """These rows may not share an axis; `reasons` are codes of core.caveat."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(", ".join(self.reasons))

    def sentences(self, edition: Edition, say: Say) -> str:
        """Why, in words."""
        gap = "" if say.lang == "zh" else " "
        known = [edition.caveats[code] for code in self.reasons if code in edition.caveats]
        return gap.join(say.label(caveat, "sentence") for caveat in known)


def shared(rows: Sequence[Figure | Indicator]) -> None:
    """Return only if the rows may share an axis.

    Raises:
        NotComparable: with every reason.
    """
    if any(isinstance(row, Figure) for row in rows) and len({row.locality for row in rows}) > 1:
        raise NotComparable(["extent_differs"])
    if len({row.indicator_id for row in rows if isinstance(row, Indicator)}) > 1:
        raise NotComparable(["metric_differs"])


def caveats(rows: Sequence[Indicator]) -> tuple[str, ...]:
    """The caveats of the rows, each once."""
    return tuple(dict.fromkeys(code for row in rows for code in row.caveats))
