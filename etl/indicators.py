"""Indicators: each quotient that the registry declares, in each area whose figures can form it.

Every honest comparison between the places is one of these: a number divided by its own area's. What the figures say
about a quotient (window, area, who issued the text) is derived; only what nobody can derive stands in the block.
All areas are worked on at once, a block of the registry at a time: arrays of row numbers say which figures meet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from catalog.comparability import GRADES
from etl import arrow
from etl.areas import Areas, Truth
from etl.divisions import Division, IndicatorBlock, Side
from etl.intervals import Amounts, Rows, divide, union, zero

CODES = {code: 1 << n for n, code in enumerate(GRADES)}  # a row's caveats are one number
INDICATOR = pa.schema(
    {
        "indicator_id": pa.string(),
        "locality": pa.string(),
        "scope_id": pa.string(),
        "scope_level": pa.string(),
        "wave_id": pa.string(),
        "value": pa.float64(),
        "lower": pa.float64(),
        "upper": pa.float64(),
        "numerator_figures": pa.list_(pa.string()),
        "denominator_figures": pa.list_(pa.string()),
        "unit": pa.string(),
        "unit_class": pa.string(),
        "caveats": pa.list_(pa.string()),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A numerator over `scope_a` may be divided by a denominator over `scope_b`; codes in the note are caveats."""

    scope_a: str
    scope_b: str
    note: str

    @property
    def caveats(self) -> tuple[str, ...]:
        """What every quotient over this match carries."""
        return ("scope_matched", *(code for code in GRADES if code in self.note))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """Areas with an area whose numerator each may divide: itself, or one that its text lets stand for it."""

    below: Rows
    above: Rows
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """Rows of the figures above and below the line, a row of numbers for each figure of a union, and their areas."""

    area: Rows
    above: tuple[Rows, ...]
    below: tuple[Rows, ...]

    def at(self, kept: Truth) -> "_Sides":
        """Only some of them."""
        return _Sides(
            area=self.area[kept],
            above=tuple(rows[kept] for rows in self.above),
            below=tuple(rows[kept] for rows in self.below),
        )


def indicators(figures: pa.Table, registry: Mapping[str, IndicatorBlock], matches: Iterable[Match]) -> pa.Table:
    """Every offered indicator, in the order of the registry, then of the figures.

    `figures` are as `etl.areas.Areas` wants them. Both sides of a quotient come from one article.
    """
    areas = Areas(figures)
    own = np.arange(areas.count)
    near = [_Near(below=own, above=own), *(_matched(areas, match) for match in matches)]
    formed = [_block(areas, block, near) for block in registry.values()] if areas.count else []
    return pa.concat_tables([arrow.table([], INDICATOR), *formed])


def _matched(areas: Areas, match: Match) -> _Near:
    """The areas over `scope_b` whose article also speaks of `scope_a`."""
    a, b = (np.flatnonzero(areas.scope_of == areas.scopes.get(scope, -1)) for scope in (match.scope_a, match.scope_b))
    over = dict(zip(areas.source_of[a].tolist(), a.tolist(), strict=True))
    pairs = [(area, over[source]) for area, source in zip(b.tolist(), areas.source_of[b].tolist(), strict=True)
             if source in over]  # fmt: skip
    below, above = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return _Near(below=below, above=above, caveats=match.caveats)


def _block(areas: Areas, block: IndicatorBlock, near: Sequence[_Near]) -> pa.Table:
    """The first of the block's quotients that each area can form, its numerator its own or that of a matched area."""
    # Only where one of the quotients divides by (or counts a day) something that the area prints.
    open_ = np.zeros(areas.count, dtype=bool)
    for division in block.divisions:
        open_ |= areas.prints((division.denominator or division.numerator).metrics[0])
    tables, places, order = [], [], []
    for division in block.divisions:
        for pair in near:
            sides = _parted(areas, block, division, pair) if block.part else _sides(areas, division, pair)
            rows = sides.at(open_[sides.area] & _offered(areas, block, sides.above[0]))
            if len(rows.area):
                rows = rows.at(_divisible(_below(areas, division, rows)))
            if not len(rows.area):
                continue
            open_[rows.area] = False
            quotients = divide(_added(areas, division.numerator, rows.above), _below(areas, division, rows))
            everywhere = (*block.caveats, *division.caveats, *pair.caveats)
            tables.append(_table(areas, block, division, rows, quotients, everywhere))
            places.append(areas.locality.numbers[rows.above[0]])
            order.append(rows.area)
    if not tables:
        return arrow.table([], INDICATOR)
    by_one = len(np.unique(np.concatenate(places))) == 1
    table = pa.concat_tables(tables).take(arrow.rows(np.argsort(np.concatenate(order), kind="stable")))
    masks = arrow.integers(table["caveats"]) | (CODES["reported_by_one"] if by_one else 0)
    return table.set_column(table.num_columns - 1, "caveats", _codes(masks))


def _offered(areas: Areas, block: IndicatorBlock, rows: Rows) -> Truth:
    if not block.refused_in and block.only is None:
        return np.ones(len(rows), dtype=bool)
    names = areas.locality.names
    offered = [name not in block.refused_in and (block.only is None or name in block.only) for name in names]
    found: Truth = np.array(offered, dtype=bool)[areas.locality.numbers[rows]]
    return found


def _sides(areas: Areas, division: Division, near: _Near) -> _Sides:
    """The figures of both sides where each metric means one figure."""
    sides = _Sides(
        area=near.below,
        above=tuple(areas.meant(metric)[near.above] for metric in division.numerator.metrics),
        below=()
        if division.denominator is None
        else tuple(areas.meant(metric)[near.below] for metric in division.denominator.metrics),
    )
    return sides.at(np.logical_and.reduce([rows >= 0 for rows in (*sides.above, *sides.below)]))


def _parted(areas: Areas, block: IndicatorBlock, division: Division, near: _Near) -> _Sides:
    """A part and its whole, of one metric, on the sides that the block says; where an area has one such pair."""
    part, whole = areas.parts(division.numerator.metrics[0])
    above, below = (part, whole) if block.part == "numerator" else (whole, part)
    wanted = np.full(areas.count, -1, dtype=np.int64)
    wanted[near.below] = near.above
    area = areas.area[below]
    meets = wanted[area] == areas.area[above]
    alone = np.bincount(area[meets], minlength=areas.count)[area] == 1
    return _Sides(area=area, above=(above,), below=(below,)).at(meets & alone)


def _added(areas: Areas, side: Side, rows: tuple[Rows, ...]) -> Amounts:
    parts = [areas.amounts(metric, found) for metric, found in zip(side.metrics, rows, strict=True)]
    if side.unit is None:
        return parts[0]
    return union(parts, unit=side.unit, unit_class=parts[0].unit_class)


def _below(areas: Areas, division: Division, rows: _Sides) -> Amounts:
    if division.denominator is None:
        return _days(areas, rows.above[0])
    return _added(areas, division.denominator, rows.below)


def _days(areas: Areas, rows: Rows) -> Amounts:
    """The lengths of the figures' windows, first and last day counted; an interval where no end is printed."""
    start, end = areas.start[rows], areas.end[rows]
    least = np.where(np.isnan(end), areas.end_min[rows], end) - start + 1
    most = np.where(np.isnan(end), areas.end_max[rows], end) - start + 1
    return Amounts(value=end - start + 1, lower=least, upper=most, unit="day", unit_class="day")


def _divisible(below: Amounts) -> Truth:
    """Where something can be divided by it: no printed zero, and a window whose ends are known and in order."""
    if below.unit_class != "day":
        return ~zero(below)
    found: Truth = (below.lower >= 1) & (below.upper >= below.lower)
    return found


def _differ(areas: Areas, division: Division, rows: _Sides) -> Truth:
    """A cumulative number over a stock, or over a cumulative number of another window."""
    differ = np.zeros(len(rows.area), dtype=bool)
    below = division.denominator.metrics if division.denominator else ()
    for metric, x in zip(division.numerator.metrics, rows.above, strict=True):
        for other, y in zip(below, rows.below, strict=True):
            kind = areas.kinds[other].time_kind
            if areas.kinds[metric].time_kind != "cumulative" or kind not in ("cumulative", "stock"):
                continue
            for column in (areas.start, areas.end, areas.end_max):
                same = (column[x] == column[y]) | (np.isnan(column[x]) & np.isnan(column[y]))
                differ |= ~same | (kind == "stock")
    return differ


def _table(
    areas: Areas, block: IndicatorBlock, division: Division, rows: _Sides, quotients: Amounts, everywhere: Sequence[str]
) -> pa.Table:
    """Rows of INDICATOR; the caveats still one number a row."""
    figures, area = (*rows.above, *rows.below), (rows.below or rows.above)[0]
    caveats = np.full(len(area), sum(CODES[code] for code in {*everywhere}), dtype="i4")
    tests = {
        "window_assumed": np.isnan(areas.end[rows.above[0]]) & (division.denominator is None),
        "window_differs": _differ(areas, division, rows),
        "single_case": areas.single[area],
        "scope_doubtful": np.logical_or.reduce([areas.doubtful[found] for found in figures]),
        "self_reported": np.logical_or.reduce([areas.self_reported[found] for found in figures]),
    }
    for locality, codes in block.caveats_in.items():
        there = areas.locality.among([locality])[area]
        caveats |= np.where(there, sum(CODES[code] for code in codes), 0).astype("i4")
    for code, holds in tests.items():
        caveats |= np.where(holds, CODES[code], 0).astype("i4")
    printed = areas.table.select(["locality", "scope_id", "scope_level", "wave_id"]).take(arrow.rows(area))
    told = {
        "indicator_id": [block.indicator_id] * len(area), "unit": [quotients.unit] * len(area),
        "unit_class": [quotients.unit_class] * len(area),
    }  # fmt: skip
    return pa.table(
        {
            **{name: arrow.column(cells, pa.string()) for name, cells in told.items()},
            **dict(zip(printed.column_names, printed.columns, strict=True)),
            **{name: arrow.open_ended(getattr(quotients, name)) for name in ("value", "lower", "upper")},
            "numerator_figures": _ids(areas, rows.above, len(area)),
            "denominator_figures": _ids(areas, rows.below, len(area)),
            "caveats": pa.Array.from_buffers(pa.int32(), len(area), [None, pa.py_buffer(caveats)]),
        }
    ).select(INDICATOR.names)


def _ids(areas: Areas, rows: tuple[Rows, ...], count: int) -> pa.Array:
    """The ids of a row's figures, as a list."""
    chosen = np.stack(rows, axis=1).ravel() if rows else np.zeros(0, dtype=np.int64)
    return arrow.lists(areas.table["figure_id"].combine_chunks().take(arrow.rows(chosen)), np.full(count, len(rows)))


def _codes(masks: Rows) -> pa.Array:
    """The caveats of each row as a list of codes, in the order of GRADES."""
    holds = (masks[:, None] & np.array(list(CODES.values()))) != 0
    names = arrow.column(list(CODES), pa.string())
    return arrow.lists(names.take(arrow.rows(np.nonzero(holds)[1])), holds.sum(axis=1))
