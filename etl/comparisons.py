"""Comparisons: the verdict on every indicator and pair of localities, stored where there are few enough of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa

from catalog.comparability import GRADES, Grade, Verdict, verdict
from catalog.figures import Indicator
from etl import arrow
from etl.areas import Codes

STORED_PLACES = 50  # pairs grow with the square: beyond this, verdicts are worked out when asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A row of mart.comparisons: the verdict on one indicator in two localities, in alphabetical order."""

    indicator_id: str
    locality_a: str
    locality_b: str
    grade: str
    may_rank: bool
    reasons: tuple[str, ...]


def comparisons(rows: pa.Table) -> Iterator[Comparison]:
    """The verdict of every indicator and pair of localities; none for an indicator of more than 50 places."""
    by_id: dict[str, dict[str, list[Indicator]]] = defaultdict(lambda: defaultdict(list))
    for row in _few(rows).to_pylist():
        fields: dict[str, Any] = {name: tuple(cell) if isinstance(cell, list) else cell for name, cell in row.items()}
        by_id[row["indicator_id"]][row["locality"]].append(Indicator(**fields))
    for indicator_id, places in by_id.items():
        for a, b in combinations(sorted(places), 2):
            pair = _worst([verdict(x, y) for x in places[a] for y in places[b]])
            yield Comparison(
                indicator_id=indicator_id,
                locality_a=a,
                locality_b=b,
                grade=pair.grade,
                may_rank=pair.may_rank,
                reasons=pair.reasons,
            )


def _few(rows: pa.Table) -> pa.Table:
    """The rows of the indicators that no more than 50 places have."""
    ids, places = Codes.of(rows, "indicator_id"), Codes.of(rows, "locality")
    several = max(len(places.names), 1)
    pairs = np.unique(ids.numbers * several + places.numbers)
    few = np.bincount(pairs // several, minlength=len(ids.names)) <= STORED_PLACES
    return rows.take(arrow.rows(np.flatnonzero(few[ids.numbers])))


def _worst(pairs: list[Verdict]) -> Verdict:
    """One verdict for two places of which one has several areas: what holds for each pair of areas."""
    reasons = {reason for pair in pairs for reason in pair.reasons}
    return Verdict(
        grade=max((pair.grade for pair in pairs), key=list(Grade).index),
        reasons=tuple(reason for reason in GRADES if reason in reasons),
        may_rank=all(pair.may_rank for pair in pairs),
    )
