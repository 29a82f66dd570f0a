"""Proposes the metric of a figure from its unit, its theme and the noun it counts, where the registry says it is safe.

A wrong proposal is worse than none: a person sees an empty row. The rules are blocks of data/registry/lexicon.toml.
"""

import re
import tomllib
from typing import NamedTuple

from etl.cues import NUMBER_OF
from etl.sentence import Sentence
from etl.text.lexicon import lexicon
from etl.text.registry import REGISTRY
from etl.text.trie import any_of
from etl.text.unit import unit_classes


class Offer(NamedTuple):
    """A metric for figures of one theme, where `beside` stands near and `unless` does not."""

    metric: str
    theme: int
    rate: bool
    beside: re.Pattern[str] | None
    unless: re.Pattern[str] | None


def _offers() -> dict[str, dict[str, tuple[Offer, ...]]]:
    """Unit -> word (* for any) -> the metrics it may be, in the order of the lexicon."""
    with (REGISTRY / "metrics.toml").open("rb") as file:
        metrics = tomllib.load(file)
    found: dict[str, dict[str, tuple[Offer, ...]]] = {unit: {} for unit in unit_classes()}
    for block in lexicon().metrics:
        metric = metrics[block["id"]]
        offer = Offer(
            block["id"],
            NUMBER_OF[metric["theme"]],
            metric["time_kind"] == "rate",
            _pattern(block.get("beside", "")),
            _pattern(block.get("unless", "")),
        )
        units = set(block["units"].split())
        for unit, unit_class in unit_classes().items():
            if unit_class in units or f"={unit}" in units:
                for word in block["words"].split():
                    found[unit][word] = (*found[unit].get(word, ()), offer)
    return found


def _pattern(words: str) -> re.Pattern[str] | None:
    return re.compile(any_of(words.split())) if words else None


_OFFERS = _offers()
_PER = re.compile(any_of(lexicon().groups["per"]))


def metric_of(
    sentence: Sentence, start: int, floor: int, ceiling: int, unit: str, theme: int, noun: str, rule: str
) -> str:
    """The metric of a figure at `start`, or "" where none is safe.

    `noun` is what it counts, `rule` the word that decided its theme; `floor` and `ceiling` are where the figures on
    either side end and begin.
    """
    known = _OFFERS[unit]
    for word in (noun, rule, "*") if noun != rule else (noun, "*"):
        for offer in known.get(word, ()):
            if offer.theme == theme and _near(sentence, start, floor, ceiling, rule, offer):
                return offer.metric
    return ""


def _near(sentence: Sentence, start: int, floor: int, ceiling: int, rule: str, offer: Offer) -> bool:
    _, right, left = sentence.clause(start)
    left, right = max(floor, left), min(ceiling, right)
    if not offer.rate and _PER.search(sentence.text, left, start):
        return False
    if offer.beside is None and offer.unless is None:
        return True
    around = sentence.text[left:right] + rule
    if offer.beside is not None and offer.beside.search(around) is None:
        return False
    return offer.unless is None or offer.unless.search(around) is None
