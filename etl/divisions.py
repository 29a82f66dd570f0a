"""The blocks of registry/indicators.toml as data: which quotients are offered, and which are refused and why.

A quotient is declared as `numerator / denominator`; a side is a metric, a union (its metrics are added in the union's
unit) or `days` (the length of the numerator's window). Where areas report different metrics for one question, a block
lists several quotients and the first that an area can form is taken.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalog.comparability import GRADES
from etl.faults import Fault
from etl.sheets import keys

FILE = "data/registry/indicators.toml"
DAYS = "days"
UNION: dict[str, type] = {"metrics": list, "unit": str}
OFFERED: dict[str, type] = {"quotients": list, "label_en": str, "label_zh": str}
OPTIONAL: dict[str, type] = {
    "caveats": list, "caveats_in": dict, "caveats_of": dict, "part": str, "only": list, "refused_in": dict,
}  # fmt: skip
REFUSED: dict[str, type] = {"quotients": list, "label_en": str, "label_zh": str, "reasons_in": dict}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The metrics that are added, and the unit of their sum (None: the metric's own)."""

    metrics: tuple[str, ...]
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """One quotient of a block; the denominator of a rate a day is None."""

    numerator: Side
    denominator: Side | None
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorBlock:
    """One offered indicator. `part`: the side that is a part of the other, for quotients of a part and its whole;
    `only`: the localities it is about, for what has a name of its own; `caveats_in`: what holds in one locality;
    `refused_in`: the localities that print both sides and where it is not offered all the same, with the reasons."""

    indicator_id: str
    label_en: str
    label_zh: str
    quotients: tuple[str, ...]
    divisions: tuple[Division, ...]
    caveats: tuple[str, ...]
    caveats_in: Mapping[str, tuple[str, ...]]
    refused_in: Mapping[str, tuple[str, ...]]
    part: str | None
    only: frozenset[str] | None

    @property
    def metrics(self) -> frozenset[str]:
        """Every metric that one of its quotients takes."""
        sides = (side for division in self.divisions for side in (division.numerator, division.denominator) if side)
        return frozenset(metric for side in sides for metric in side.metrics)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedBlock:
    """One quotient that is not offered, with the reasons in each locality that prints its parts."""

    indicator_id: str
    label_en: str
    label_zh: str
    quotients: tuple[str, ...]
    reasons_in: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Every block of the registry, by indicator id."""

    offered: Mapping[str, IndicatorBlock]
    refused: Mapping[str, RefusedBlock]

    def quotients(self) -> list[dict[str, str | list[str]]]:
        """One row an offered indicator: its id, names and declared quotients."""
        return [
            {
                "indicator_id": block.indicator_id,
                "label_en": block.label_en,
                "label_zh": block.label_zh,
                "quotients": list(block.quotients),
            }
            for block in self.offered.values()
        ]

    def refusals(self) -> list[dict[str, str | list[str]]]:
        """One row an indicator and locality where it is not offered: its names, quotients and reasons."""
        told: list[tuple[IndicatorBlock | RefusedBlock, Mapping[str, tuple[str, ...]]]] = [
            *((block, block.reasons_in) for block in self.refused.values()),
            *((block, block.refused_in) for block in self.offered.values()),
        ]
        return [
            {
                "indicator_id": block.indicator_id,
                "locality": locality,
                "label_en": block.label_en,
                "label_zh": block.label_zh,
                "quotients": list(block.quotients),
                "reasons": list(reasons),
            }
            for block, reasons_in in told
            for locality, reasons in reasons_in.items()
        ]


def questions(document: Mapping[str, Any], units: Mapping[str, str]) -> tuple[Questions, list[Fault]]:
    """The parsed file, and every fault; `units` names the unit of each metric."""
    faults = list(_faults(document, units))
    if faults:
        return Questions(offered={}, refused={}), faults
    unions = {
        name: Side(metrics=tuple(union["metrics"]), unit=union["unit"])
        for name, union in document.get("unions", {}).items()
    }
    offered = {
        name: IndicatorBlock(
            indicator_id=name,
            label_en=block["label_en"],
            label_zh=block["label_zh"],
            quotients=tuple(block["quotients"]),
            divisions=tuple(
                _division(text, unions, tuple(block.get("caveats_of", {}).get(text, ()))) for text in block["quotients"]
            ),
            caveats=tuple(block.get("caveats", ())),
            caveats_in=_by_locality(block.get("caveats_in", {})),
            refused_in=_by_locality(block.get("refused_in", {})),
            part=block.get("part"),
            only=frozenset(block["only"]) if "only" in block else None,
        )
        for name, block in document.get("offered", {}).items()
    }
    refused = {
        name: RefusedBlock(
            indicator_id=name,
            label_en=block["label_en"],
            label_zh=block["label_zh"],
            quotients=tuple(block["quotients"]),
            reasons_in=_by_locality(block["reasons_in"]),
        )
        for name, block in document.get("refused", {}).items()
    }
    return Questions(offered=offered, refused=refused), []


def _by_locality(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {locality: tuple(codes) for locality, codes in table.items()}


def _division(text: str, unions: Mapping[str, Side], caveats: tuple[str, ...]) -> Division:
    above, below = text.split(" / ")
    numerator, denominator = (unions.get(side) or Side(metrics=(side,), unit=None) for side in (above, below))
    return Division(numerator=numerator, denominator=None if below == DAYS else denominator, caveats=caveats)


def _faults(document: Mapping[str, Any], units: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with the file: keys, names, codes, and a refused quotient that is offered all the same."""
    expected = {"unions": UNION, "offered": OFFERED, "refused": REFUSED}
    names = {*units, *document.get("unions", {})}
    for kind, blocks in document.items():
        if kind not in expected:
            yield _fault(kind, "unknown table", ", ".join(expected))
            continue
        for name, block in blocks.items():
            known = {key: type_ for key, type_ in OPTIONAL.items() if key in block} if kind == "offered" else {}
            wrong = keys(FILE, block, expected[kind] | known, {}, prefix=f"{kind}.{name}.")
            yield from wrong
            if wrong:
                continue
            for metric in block.get("metrics", ()):
                if metric not in units:
                    yield _fault(f"{kind}.{name}", f"unknown metric {metric!r}", "a block of metrics.toml")
            for text in block.get("quotients", ()):
                sides = text.split(" / ")
                # A refused quotient may add and multiply as it likes: it is told, never formed.
                parts = [part for side in sides for part in re.split(r" [+*] ", side)] if kind == "refused" else sides
                if len(sides) != 2 or not names.union([DAYS] if sides[1:] == [DAYS] else []).issuperset(parts):
                    yield _fault(f"{kind}.{name}", f"{text!r}", "`metric or union / metric, union or days`")
            yield from _codes(f"{kind}.{name}", block)
    taken = {text: name for name, block in document.get("refused", {}).items() for text in block.get("quotients", ())}
    for name, block in document.get("offered", {}).items():
        for text in block.get("quotients", ()):
            if text in taken:
                yield _fault(f"offered.{name}", f"{text!r} is refused ({taken[text]})", "a quotient that is allowed")
        if name in document.get("refused", {}):
            yield _fault(f"offered.{name}", "this id is refused", "an id of its own")
        if block.get("part", "numerator") not in ("numerator", "denominator"):
            yield _fault(f"offered.{name}.part", repr(block["part"]), "numerator or denominator")


def _codes(name: str, block: Mapping[str, Any]) -> Iterator[Fault]:
    lists = [block.get("caveats", ())]
    for key in ("caveats_in", "caveats_of", "reasons_in", "refused_in"):
        lists += block.get(key, {}).values()
    for code in sorted({code for codes in lists for code in codes} - GRADES.keys()):
        yield _fault(name, f"unknown reason {code!r}", "a block of caveats.toml")
    for text in block.get("caveats_of", {}).keys() - set(block.get("quotients", ())):
        yield _fault(f"{name}.caveats_of", repr(text), "a quotient of this block")


def _fault(column: str, problem: str, expected: str) -> Fault:
    return Fault(file=FILE, line=1, column=column, problem=problem, expected=expected)
