"""Areas: the figures that indicators may use, as columns, and which one of them each area means by each metric.

An area is one scope in one article. A metric that an area prints twice (and neither is part of the other) leaves open
which one is meant: the area then means none.
"""

from collections.abc import Container
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from catalog.comparability import DOUBTFUL_SCOPE, SINGLE
from etl import arrow
from etl.intervals import Amounts, Rows

Truth = NDArray[np.bool_]
COLUMNS = (
    "figure_id", "source_id", "locality", "scope_id", "scope_level", "wave_id", "metric_id", "unit", "unit_class",
    "time_kind", "value", "lower", "upper", "period_start", "period_end", "period_end_min", "period_end_max", "part_of",
    "repeat_of", "confidence", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """A column of ids as numbers: row n holds `names[numbers[n]]`."""

    names: tuple[str, ...]
    numbers: Rows

    @classmethod
    def of(cls, table: pa.Table, name: str) -> "Codes":
        """A column that has an id in every row."""
        found = table[name].combine_chunks().dictionary_encode()
        return cls(names=tuple(found.dictionary.to_pylist()), numbers=arrow.integers(found.indices))

    def among(self, names: Container[str]) -> Truth:
        """By row: whether its name is one of these."""
        return np.array([name in names for name in self.names], dtype=bool)[self.numbers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What all figures of one metric share."""

    unit: str
    unit_class: str
    time_kind: str


class Areas:
    """Figures by the number of their row; areas by their own number, in the order of their first figures.

    Printed figures of low confidence, repeats and silence form nothing and are left out.
    """

    def __init__(self, figures: pa.Table) -> None:
        """`figures` has COLUMNS and `self_reported`."""
        sure = pc.is_in(figures["confidence"], value_set=arrow.column(["high"], pa.string()))
        self.table = table = figures.filter(pc.and_(sure, pc.is_null(figures["repeat_of"]))).combine_chunks()
        self.locality = Codes.of(table, "locality")
        source, scope = Codes.of(table, "source_id"), Codes.of(table, "scope_id")
        both = source.numbers * len(scope.names) + scope.numbers
        _, first, inverse = np.unique(both, return_index=True, return_inverse=True)
        place = np.empty(len(first), dtype=np.int64)
        place[np.argsort(first)] = np.arange(len(first))
        self.area: Rows = place[inverse]
        self.count = len(first)
        at = np.sort(first)
        self.source_of, self.scope_of = source.numbers[at], scope.numbers[at]
        self.scopes = {name: n for n, name in enumerate(scope.names)}
        self.value, self.lower, self.upper = (arrow.floats(table[name]) for name in ("value", "lower", "upper"))
        self.start, self.end = arrow.days(table["period_start"]), arrow.days(table["period_end"])
        self.end_min, self.end_max = arrow.days(table["period_end_min"]), arrow.days(table["period_end_max"])
        self.self_reported = arrow.truth(table["self_reported"])
        self.single = Codes.of(table, "scope_level").among(SINGLE)
        self.doubtful = arrow.truth(pc.match_substring(table["note"], DOUBTFUL_SCOPE))
        self._count(Codes.of(table, "metric_id"))

    def _count(self, metric: Codes) -> None:
        """For each metric and area: whether it prints the metric, and the row of the one figure that is meant."""
        _, first = np.unique(metric.numbers, return_index=True)
        told = self.table.select(["unit", "unit_class", "time_kind"]).take(arrow.rows(first)).to_pylist()
        self.kinds = {name: Kind(**kind) for name, kind in zip(metric.names, told, strict=True)}
        self.code = {name: n for n, name in enumerate(metric.names)}
        self.metric = metric.numbers
        key = self.metric * self.count + self.area
        shape = (len(metric.names), self.count)
        counted = np.bincount(key, minlength=shape[0] * shape[1])
        whole = pc.index_in(self.table["part_of"], value_set=self.table["figure_id"].combine_chunks())
        self.whole_of: Rows = arrow.integers(whole, missing=-1)
        inside = (self.whole_of >= 0) & (key[self.whole_of] == key)
        kept = ~(inside & (counted[key] > 1))
        alone = np.bincount(key[kept], minlength=len(counted))
        rows = np.flatnonzero(kept & (alone[key] == 1))
        meant = np.full(len(counted), -1, dtype=np.int64)
        meant[key[rows]] = rows
        self._meant, self._printed = meant.reshape(shape), (counted > 0).reshape(shape)

    def meant(self, metric: str) -> Rows:
        """By area: the row of the figure that is meant by the metric; -1 where there is none, or no single one."""
        return self._meant[self.code[metric]] if metric in self.code else np.full(self.count, -1, dtype=np.int64)

    def prints(self, metric: str) -> Truth:
        """By area: whether it prints the metric at all."""
        return self._printed[self.code[metric]] if metric in self.code else np.zeros(self.count, dtype=bool)

    def parts(self, metric: str) -> tuple[Rows, Rows]:
        """Rows of parts, and of their wholes, where both count this metric."""
        code = self.code.get(metric, -1)
        parts = np.flatnonzero((self.whole_of >= 0) & (self.metric == code))
        parts = parts[self.metric[self.whole_of[parts]] == code]
        return parts, self.whole_of[parts]

    def amounts(self, metric: str, rows: Rows) -> Amounts:
        """What was printed in some rows of one metric."""
        kind = self.kinds[metric]
        return Amounts(value=self.value[rows], lower=self.lower[rows], upper=self.upper[rows], unit=kind.unit,
                       unit_class=kind.unit_class)  # fmt: skip
