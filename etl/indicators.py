"""Indicators: each quotient that the registry declares, in each area whose figures can form it.

Every honest comparison between the places is one of these: a number divided by its own area's. What the figures say
about a quotient (window, area, who issued the text) is derived; only what nobody can derive stands in the block.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from catalog.comparability import DOUBTFUL_SCOPE, GRADES, SINGLE, Grade, Verdict, verdict
from catalog.figures import Figure, Indicator
from catalog.quantity import Qualifier, Quantity, Quotient, divide, union
from etl.divisions import Division, IndicatorBlock, Side

STORED_PLACES = 50  # pairs grow with the square: beyond this, verdicts are worked out when asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A numerator over `scope_a` may be divided by a denominator over `scope_b`; codes in the note are caveats."""

    scope_a: str
    scope_b: str
    note: str

    @property
    def caveats(self) -> frozenset[str]:
        """What every quotient over this match carries."""
        return frozenset(["scope_matched", *(code for code in GRADES if code in self.note)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A row of mart.comparisons: the verdict on one indicator in two localities, in alphabetical order."""

    indicator_id: str
    locality_a: str
    locality_b: str
    grade: str
    may_rank: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Formed:
    """A quotient with the figures it was formed from."""

    quantity: Quantity
    above: tuple[Figure, ...]
    below: tuple[Figure, ...]
    caveats: frozenset[str]


Area = dict[str, list[Figure]]  # the figures of one article over one scope, by metric


def indicators(
    figures: Iterable[Figure], registry: Mapping[str, IndicatorBlock], matches: Iterable[Match]
) -> Iterator[Indicator]:
    """Every offered indicator, in the order of the registry, then of the figures.

    `figures` are printed, high-confidence and no repeats. Both sides of a quotient come from one article. A metric that
    an area prints twice (and neither is part of the other) leaves open which one is meant: it forms nothing.
    """
    areas: dict[tuple[str, str], Area] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure.source_id is not None and figure.scope_id is not None and figure.chartable:
            areas[figure.source_id, figure.scope_id][figure.metric_id].append(figure)
    into: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        into[match.scope_b].append(match)
    # Only the blocks that divide by something an area prints are tried there.
    by_metric: dict[str, list[IndicatorBlock]] = defaultdict(list)
    for block in registry.values():
        for metric in {(division.denominator or division.numerator).metrics[0] for division in block.divisions}:
            by_metric[metric].append(block)
    formed: dict[str, list[tuple[IndicatorBlock, _Formed]]] = {indicator_id: [] for indicator_id in registry}
    for (source_id, scope_id), area in areas.items():
        matched = [match for match in into.get(scope_id, ()) if (source_id, match.scope_a) in areas]
        near = [(None, area), *((match, areas[source_id, match.scope_a]) for match in matched)]
        tried = {block.indicator_id: block for metric in area for block in by_metric.get(metric, ())}
        for indicator_id, block in tried.items():
            quotient = _form(block, area, near)
            if quotient is not None:
                formed[indicator_id].append((block, quotient))
    for indicator_id, found in formed.items():
        by_one = len({quotient.above[0].locality for _, quotient in found}) == 1
        for block, quotient in found:
            yield _row(indicator_id, block, quotient, by_one=by_one)


def comparisons(rows: Iterable[Indicator]) -> Iterator[Comparison]:
    """The verdict of every indicator and pair of localities; none for an indicator of more than 50 places."""
    by_id: dict[str, dict[str, list[Indicator]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_id[row.indicator_id][row.locality].append(row)
    for indicator_id, places in by_id.items():
        if len(places) > STORED_PLACES:
            continue
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


def _worst(pairs: list[Verdict]) -> Verdict:
    """One verdict for two places of which one has several areas: what holds for each pair of areas."""
    reasons = {reason for pair in pairs for reason in pair.reasons}
    return Verdict(
        grade=max((pair.grade for pair in pairs), key=list(Grade).index),
        reasons=tuple(reason for reason in GRADES if reason in reasons),
        may_rank=all(pair.may_rank for pair in pairs),
    )


def _form(block: IndicatorBlock, area: Area, near: Sequence[tuple[Match | None, Area]]) -> _Formed | None:
    """The first of the block's quotients that the area can form, with a numerator of its own or of a matched area."""
    for division in block.divisions:
        for match, other in near:
            sides = _parted(block, division, area, other) if block.part else _sides(division, area, other)
            if sides is None or not _offered(block, sides[0][0].locality):
                continue
            above, below = sides
            quantity, caveats = _divided(division, above, below)
            matched = match.caveats if match else frozenset()
            return _Formed(quantity=quantity, above=above, below=below, caveats=caveats | matched | {*division.caveats})
    return None


def _offered(block: IndicatorBlock, locality: str) -> bool:
    return locality not in block.refused_in and (block.only is None or locality in block.only)


def _sides(division: Division, area: Area, other: Area) -> tuple[tuple[Figure, ...], tuple[Figure, ...]] | None:
    above = _wholes(division.numerator, other)
    below = () if division.denominator is None else _wholes(division.denominator, area)
    if above is None or below is None or (division.denominator is None and _days(above[0]) is None):
        return None
    if below and all(figure.upper == 0 for figure in below):  # nothing is divided by a printed zero
        return None
    return above, below


def _wholes(side: Side, area: Area) -> tuple[Figure, ...] | None:
    """The one figure of each metric that is no part of another; None where one is missing or two are printed."""
    found = []
    for metric in side.metrics:
        wholes = area.get(metric, [])
        if len(wholes) > 1:
            ids = {figure.figure_id for figure in wholes}
            wholes = [figure for figure in wholes if figure.part_of not in ids]
        if len(wholes) != 1:
            return None
        found.append(wholes[0])
    return tuple(found)


def _parted(
    block: IndicatorBlock, division: Division, area: Area, other: Area
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]] | None:
    """A part and its whole, of one metric, on the sides that the block says."""
    metric = division.numerator.metrics[0]
    pairs = [
        (above, below)
        for below in area.get(metric, [])
        for above in other.get(metric, [])
        if (above.part_of == below.figure_id if block.part == "numerator" else below.part_of == above.figure_id)
    ]
    return ((pairs[0][0],), (pairs[0][1],)) if len(pairs) == 1 else None


def _divided(
    division: Division, above: tuple[Figure, ...], below: tuple[Figure, ...]
) -> tuple[Quantity, frozenset[str]]:
    """The quotient, and what the figures themselves say about it."""
    numerator = _added(division.numerator, above)
    if division.denominator is None:
        days = _days(above[0])
        if days is None:
            raise ValueError(f"{above[0].figure_id} has no window to divide by")
        denominator, assumed = days, days.value is None
    else:
        denominator, assumed = _added(division.denominator, below), False
    quotient = divide(numerator, denominator, Quotient(numerator=numerator.unit, denominator=denominator.unit))
    area = (below or above)[0]
    tests = {
        "window_assumed": assumed,
        "window_differs": any(_windows_differ(x, y) for x in above for y in below),
        "single_case": area.scope_level in SINGLE,
        "scope_doubtful": any(DOUBTFUL_SCOPE in (figure.note or "") for figure in above + below),
        "self_reported": any(figure.self_reported for figure in above + below),
    }
    return quotient, frozenset(code for code, holds in tests.items() if holds)


def _added(side: Side, figures: tuple[Figure, ...]) -> Quantity:
    if side.unit is None:
        return figures[0].quantity
    return union([figure.quantity for figure in figures], unit=side.unit, unit_class=figures[0].unit_class)


def _days(figure: Figure) -> Quantity | None:
    """The length of a figure's window, first and last day counted; an interval where no end is printed.

    None where no start or no end is known, or where they stand in the wrong order.
    """
    ends = (
        (figure.period_end, figure.period_end) if figure.period_end else (figure.period_end_min, figure.period_end_max)
    )
    if figure.period_start is None or ends[0] is None or ends[1] is None:
        return None
    least, most = ((end - figure.period_start).days + 1 for end in ends if end is not None)
    if least < 1 or most < least:
        return None
    value = float(least) if figure.period_end else None
    return Quantity(
        value=value,
        lower=float(least),
        upper=float(most),
        qualifier=Qualifier.of(value, least, most),
        unit="day",
        unit_class="day",
    )


def _windows_differ(above: Figure, below: Figure) -> bool:
    """A cumulative number over a stock, or over a cumulative number of another window."""
    if above.time_kind != "cumulative" or below.time_kind not in ("cumulative", "stock"):
        return False
    window = (above.period_start, above.period_end, above.period_end_max)
    return below.time_kind == "stock" or window != (below.period_start, below.period_end, below.period_end_max)


def _row(indicator_id: str, block: IndicatorBlock, formed: _Formed, *, by_one: bool) -> Indicator:
    area, quantity = (formed.below or formed.above)[0], formed.quantity
    caveats = formed.caveats | {*block.caveats, *block.caveats_in.get(area.locality, ())}
    caveats |= {"reported_by_one"} if by_one else set()
    return Indicator(
        indicator_id=indicator_id,
        locality=area.locality,
        scope_id=area.scope_id or "",
        scope_level=area.scope_level or "",
        wave_id=area.wave_id,
        value=quantity.value,
        lower=quantity.lower,
        upper=quantity.upper,
        unit=quantity.unit,
        unit_class=quantity.unit_class,
        numerator_figures=tuple(figure.figure_id or "" for figure in formed.above),
        denominator_figures=tuple(figure.figure_id or "" for figure in formed.below),
        caveats=_sorted(caveats),
    )


@cache
def _sorted(caveats: frozenset[str]) -> tuple[str, ...]:
    return tuple(code for code in GRADES if code in caveats)
