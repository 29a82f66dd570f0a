"""Measures the reader against a coding: what it finds, where it ends, what it bounds, and what it thinks it is about.

A proposal counts as found where it overlaps a coded figure and has its value; strictly, where the span is equal too.
Rows with low confidence are neither asked for nor held against the reader: strict readers would leave them out.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from etl.resolve import Proposal, read_text
from etl.text.unit import unit_classes


class Coded(NamedTuple):
    """What a perfect reader would propose for one figure, by a coding; `low` rows are not scored."""

    figure: Proposal
    low: bool


@dataclass(slots=True, kw_only=True)
class Scores:
    """Counts over all documents; the properties are the scores, 0 to 1."""

    found: int = 0
    exact: int = 0
    bounded: int = 0
    unit: int = 0
    theme: int = 0
    extra: int = 0
    missed: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def mention(self) -> float:
        """F1 over figures: overlap and value."""
        return _f1(self.found, self.extra, self.missed)

    @property
    def strict(self) -> float:
        """F1 over figures: equal span and value."""
        loose = self.found - self.exact
        return _f1(self.exact, self.extra + loose, self.missed + loose)

    def share(self, part: int) -> float:
        """`part` of the figures found."""
        return part / self.found if self.found else 0.0

    def as_dict(self) -> dict[str, float]:
        """The five scores by name."""
        return {
            "mention": self.mention,
            "strict": self.strict,
            "bounds": self.share(self.bounded),
            "unit": self.share(self.unit),
            "theme": self.share(self.theme),
        }


def _f1(hit: int, extra: int, missed: int) -> float:
    return 2 * hit / (2 * hit + extra + missed) if hit else 0.0


def coded(path: Path) -> list[Coded]:
    """The rows of a coding; `doc` (or `locality`, one article each) names the text."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Coded(_figure(row), row["confidence"] == "low") for row in csv.DictReader(file)]


def _figure(row: dict[str, str]) -> Proposal:
    blank = dict.fromkeys(("metric", "scope", "period_start", "period_end", "rule", "rule_version"), "")
    return Proposal(
        document=row.get("doc") or row["locality"],
        start=int(row["start"]),
        end=int(row["end"]),
        value=_number(row["value"]),
        lower=_number(row["lower"]),
        upper=_number(row["upper"]),
        **{name: row[name] for name in ("expression", "qualifier", "unit", "theme")},
        **blank,
    )


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def same(a: float | None, b: float | None) -> bool:
    """Whether two numbers agree; shares are printed as fractions and coded as decimals.

    >>> same(2 / 3, 0.6667), same(None, None), same(1, None)
    (True, True, False)
    """
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-4 * max(1.0, abs(b)) if a != b else True


def evaluate(gold: Iterable[Coded], texts: dict[str, str]) -> Scores:
    """Scores of the reader over `texts` (document -> text); a text without a coded row must hold no figure."""
    by_document: dict[str, list[Coded]] = {name: [] for name in texts}
    for row in gold:
        by_document[row.figure.document].append(row)
    scores = Scores()
    for name, text in texts.items():
        _score(scores, text, by_document[name], read_text(text, name))
    return scores


def _score(scores: Scores, text: str, gold: list[Coded], proposals: list[Proposal]) -> None:
    classes = unit_classes()
    left = list(gold)
    for p in proposals:
        around = f"…{text[max(0, p.start - 12) : p.start]}[{p.expression}]{text[p.end : p.end + 8]}…"
        where = f"{p.document} {p.start}–{p.end} {around}"
        row = next((row for row in left if _overlap(row.figure, p) and same(row.figure.value, p.value)), None)
        if row is None:
            if not any(row.low and _overlap(row.figure, p) for row in gold):
                scores.extra += 1
                scores.misses.append(f"not a figure: {where} read as {p.value}")
            continue
        left.remove(row)
        if row.low:
            continue
        g = row.figure
        scores.found += 1
        checks = (
            ("exact", "span", (p.start, p.end) == (g.start, g.end), g.expression),
            (
                "bounded",
                "bounds",
                same(p.lower, g.lower) and same(p.upper, g.upper) and p.qualifier == g.qualifier,
                f"{g.lower} to {g.upper}, {g.qualifier}",
            ),
            ("unit", "unit", classes[p.unit] == classes.get(g.unit, g.unit), f"{g.unit}, not {p.unit}"),
            ("theme", "theme", p.theme == g.theme, f"{g.theme}, not {p.theme} ({p.rule})"),
        )
        for name, label, right, expected in checks:
            if right:
                setattr(scores, name, getattr(scores, name) + 1)
            else:
                scores.misses.append(f"{label}: {where} should be {expected}")
    for g in (row.figure for row in left if not row.low):
        scores.missed += 1
        around = text[max(0, g.start - 12) : g.end + 8]
        scores.misses.append(f"missed: {g.document} {g.start}–{g.end} {g.expression} in …{around}…")


def _overlap(one: Proposal, other: Proposal) -> bool:
    return one.start < other.end and other.start < one.end
