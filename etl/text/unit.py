"""Which unit a measure word stands for, and whether it fits the unit of a metric.

Persons, person-times, households, cases, days and money must never be taken for one another; a generic classifier
(个, 项, 台) says little and takes its class from the noun that is counted. Words stand in
data/registry/measure_words.csv, units and their classes in data/registry/units.csv.
"""

import csv
from functools import cache

from etl.text.registry import REGISTRY

# What a generic classifier may count besides plain items.
GENERIC = frozenset({"item", "team", "person", "household", "case", "vehicle"})
# Specific words that are also used for something else: 支 counts pens and thermometers as well as teams.
ALSO = {"team": "item", "vehicle": "item"}


@cache
def unit_classes() -> dict[str, str]:
    """Unit id -> unit class, from units.csv."""
    with (REGISTRY / "units.csv").open(encoding="utf-8", newline="") as file:
        return {row["unit"]: row["unit_class"] for row in csv.DictReader(file)}


@cache
def measure_words() -> dict[str, str]:
    """Measure word -> unit id, from measure_words.csv."""
    with (REGISTRY / "measure_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["unit"] for row in csv.DictReader(file)}


def measure_at(text: str, position: int) -> str:
    """The longest measure word that begins at `position`, or "".

    >>> measure_at("83599人次", 5), measure_at("16336户", 5), measure_at("一线", 1)
    ('人次', '户', '')
    """
    words = measure_words()
    for length in (4, 3, 2, 1):
        word = text[position : position + length]
        if word in words:
            return word
    return ""


def fits(measure_class: str, metric_class: str) -> bool:
    """Whether figures with a measure word of one class may stand under a metric of another.

    >>> fits("item", "team"), fits("person", "household"), fits("person_time", "person")
    (True, False, False)
    """
    if measure_class == metric_class:
        return True
    if measure_class == "item":
        return metric_class in GENERIC
    return ALSO.get(measure_class) == metric_class
