"""Difference: what changed from one version to another, figure by figure and indicator by indicator.

A reader who cited a number last month asks exactly this. Pure over rows, so that a refresh can ask it of a build that
was never published.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Row = Mapping[str, Any]
TABLES = {"core.figure": ("figure_id",), "mart.indicators": ("indicator_id", "locality")}
# What a reader would call the change, and the columns that make it; a column an older version lacks is None there.
KINDS = {
    "value": ("expression", "value", "qualifier", "unit"),
    "bounds": ("lower", "upper"),
    "scope": ("scope_id",),
    "period": ("time_kind", "period_start", "period_end", "period_end_min", "period_end_max", "as_of"),
    "metric": ("metric_id",),
    "relation": ("part_of", "repeat_of", "numerator_figures", "denominator_figures"),
    "confidence": ("confidence", "caveats"),
    "span": ("source_id", "span_start", "span_end"),
    "note": ("counted", "note", "disagreement", "override"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one figure or indicator: `kind` is added, removed or a key of KINDS; the columns that differ."""

    table: str
    row_id: str
    locality: str
    kind: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class Readable(Protocol):
    """An Edition, or a build that is not published."""

    def rows(self, table: str) -> list[dict[str, Any]]: ...


def between(old: Readable | None, new: Readable) -> tuple[Change, ...]:
    """Every change from one version to another; `None`: there was none before, so everything is added."""
    return tuple(
        change
        for table, key in TABLES.items()
        for change in difference(table, key, old.rows(table) if old else (), new.rows(table))
    )


def difference(table: str, key: Sequence[str], old: Iterable[Row], new: Iterable[Row]) -> Iterator[Change]:
    """Changes of one table whose rows are told apart by the columns of `key`.

    >>> old = [{"figure_id": "a-1", "locality": "a", "value": 3.0, "upper": 3.0}]
    >>> new = [{"figure_id": "a-1", "locality": "a", "value": 3.0, "upper": None}]
    >>> [(c.row_id, c.kind, c.before, c.after) for c in difference("core.figure", ["figure_id"], old, new)]
    [('a-1', 'bounds', {'upper': 3.0}, {'upper': None})]
    """
    was, now = ({"/".join(row[name] for name in key): row for row in rows} for rows in (old, new))
    for row_id in sorted(was.keys() | now.keys()):
        before, after = was.get(row_id), now.get(row_id)
        locality = (after or before or {})["locality"]
        if before is None or after is None:
            kind = "added" if before is None else "removed"
            yield Change(
                table=table, row_id=row_id, locality=locality, kind=kind, before=_shown(before), after=_shown(after)
            )
            continue
        for kind, columns in KINDS.items():
            differing = [name for name in columns if before.get(name) != after.get(name)]
            if differing:
                yield Change(
                    table=table,
                    row_id=row_id,
                    locality=locality,
                    kind=kind,
                    before={name: before.get(name) for name in differing},
                    after={name: after.get(name) for name in differing},
                )


def _shown(row: Row | None) -> dict[str, Any]:
    """What names a figure or indicator that is only on one side."""
    names = ("metric_id", "expression", "value", "lower", "upper", "unit", "scope_id")
    return {name: row[name] for name in names if row.get(name) is not None} if row else {}
