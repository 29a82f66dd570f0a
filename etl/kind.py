"""What a unit says by itself about a figure: whom it counts, and which themes it leans to.

Put together once from the registry, so that a figure asks for it by its unit.
"""

from functools import cache
from typing import NamedTuple

from etl.cues import NUMBER_OF, POPULATION
from etl.text.lexicon import lexicon
from etl.text.unit import unit_classes

# A gift may be anything but people and their illness.
_NOT_GIVEN = frozenset({"person", "person_time", "household", "case", "day", "hour", "team"})
# Classes and units that say more than any noun beside them, and money, which is never what the noun beside it counts.
_SAY_MORE = frozenset({"case", "length", "CNY", "level", "order"})


class Kind(NamedTuple):
    """One unit. `leanings` are themes with their weights; `beside_noun` those that hold where a noun decides too."""

    unit_class: str
    people: bool
    noun_decides: bool
    leanings: tuple[tuple[int, float], ...]
    beside_noun: tuple[tuple[int, float], ...]
    own_noun: tuple[tuple[int, float], ...]


@cache
def kinds() -> dict[str, Kind]:
    """Unit id -> what it says."""
    words = lexicon()
    return {unit: _kind(unit, unit_class, words.leanings) for unit, unit_class in unit_classes().items()}


def _kind(
    unit: str,
    unit_class: str,
    leanings: dict[str, dict[str, tuple[str, float]]],
) -> Kind:
    said = [leanings["class"].get(unit_class), leanings["unit"].get(unit)]
    leans = tuple((NUMBER_OF[lean[0]], lean[1]) for lean in said if lean)
    head = leanings["head"].get(unit)
    return Kind(
        unit_class,
        people=unit_class in _NOT_GIVEN,
        noun_decides=not {unit_class, unit} & _SAY_MORE,
        leanings=leans,
        beside_noun=tuple(lean for lean in leans if lean[0] != POPULATION),
        own_noun=((NUMBER_OF[head[0]], head[1]),) if head else (),
    )
