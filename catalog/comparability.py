"""What may be compared: one pure function over two figures or two indicators, and what to ask where it says no.

Charts, compare page, exports and tables all ask it, so a comparison that the articles do not support cannot be drawn in
one place and refused in another. It needs nothing but the two rows: what the registry knows about a figure (its
definition, who gave to whom) stands on the row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from catalog.figures import Figure, Indicator
from catalog.quantity import Order, order

Row = Figure | Indicator


class Grade(StrEnum):
    """Whether two values may stand on one axis."""

    COMPARABLE = "comparable"
    WITH_CAVEAT = "with_caveat"
    NOT_COMPARABLE = "not_comparable"


# Every reason, in the order in which a reader should hear them, with the grade it has by itself.
GRADES = {
    "silence": Grade.NOT_COMPARABLE,
    "reported_by_one": Grade.NOT_COMPARABLE,
    "unit_class_differs": Grade.NOT_COMPARABLE,
    "metric_differs": Grade.NOT_COMPARABLE,
    "extent_differs": Grade.NOT_COMPARABLE,
    "single_case": Grade.NOT_COMPARABLE,
    "giver_or_recipient_differs": Grade.NOT_COMPARABLE,
    "time_kind_differs": Grade.NOT_COMPARABLE,
    "overlap": Grade.NOT_COMPARABLE,
    "scope_doubtful": Grade.NOT_COMPARABLE,
    "definition_differs": Grade.NOT_COMPARABLE,
    "wave_differs": Grade.WITH_CAVEAT,
    "scope_level_differs": Grade.WITH_CAVEAT,
    "window_differs": Grade.WITH_CAVEAT,
    "window_assumed": Grade.WITH_CAVEAT,
    "scope_matched": Grade.WITH_CAVEAT,
    "denominator_doubtful": Grade.WITH_CAVEAT,
    "interval_overlap": Grade.COMPARABLE,
    "self_reported": Grade.COMPARABLE,
}
# Quotients whose definitions differ stand side by side with the caveat; printed figures of unlike things do not.
# One place's rows over a doubtful area, or over areas inside each other, do not mislead about another place.
SOFTER = {
    "indicators": {"definition_differs": Grade.WITH_CAVEAT, "overlap": Grade.WITH_CAVEAT},
    "one_place": {"scope_doubtful": Grade.WITH_CAVEAT},
}
UNRANKED = frozenset(
    (
        "wave_differs",
        "window_differs",
        "definition_differs",
        "denominator_doubtful",
        "scope_doubtful",
        "overlap",
        "interval_overlap",
    )
)
SINGLE = frozenset(["individual", "compound", "post", "site", "villager_group", "organisation"])
DOUBTFUL_SCOPE = "SCOPE-AMBIGUOUS"  # the coding's word for it, in a figure's note


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether two rows may be compared, why not or with which caveats (codes of caveats.toml), and whether ranked."""

    grade: Grade
    reasons: tuple[str, ...]
    may_rank: bool

    @property
    def allowed(self) -> bool:
        """Whether the two may stand on one axis at all."""
        return self.grade is not Grade.NOT_COMPARABLE


def verdict(a: Row, b: Row) -> Verdict:
    """Whether a and b may be compared. Symmetric, and never raises on rows of a warehouse."""
    if isinstance(a, Figure) and isinstance(b, Figure):
        return _judge(_figures(a, b), one_place=a.locality == b.locality, indicators=False)
    if isinstance(a, Indicator) and isinstance(b, Indicator):
        return _judge(_indicators(a, b), one_place=a.locality == b.locality, indicators=True)
    reasons = {"metric_differs"} | ({"unit_class_differs"} if a.unit_class != b.unit_class else set())
    return _judge(reasons, one_place=a.locality == b.locality, indicators=False)


def together(rows: Sequence[Row]) -> Verdict:
    """The verdict over all pairs of rows: the worst grade, every reason, and ranked only if each pair may be.

    Raises:
        ValueError: fewer than two rows: that is no comparison.
    """
    if len(rows) < 2:
        raise ValueError("a comparison takes at least two rows")
    pairs = [verdict(a, b) for n, a in enumerate(rows) for b in rows[n + 1 :]]
    severity = list(Grade)
    return Verdict(
        grade=max((pair.grade for pair in pairs), key=severity.index),
        reasons=_sorted({reason for pair in pairs for reason in pair.reasons}),
        may_rank=all(pair.may_rank for pair in pairs),
    )


def alone(row: Row) -> tuple[str, ...]:
    """The caveats that one row carries even where nothing is compared with it."""
    if isinstance(row, Indicator):
        return _sorted(set(row.caveats))
    return _sorted(_caveats(row) & {"scope_doubtful", "window_assumed", "self_reported"})


def reported_by(rows: Iterable[Row], places: Iterable[str]) -> tuple[int, int]:
    """(k, n): how many of the n places report at least one of the rows; low confidence and silence do not count."""
    asked = set(places)
    reporting = {row.locality for row in rows if isinstance(row, Indicator) or row.chartable}
    return len(reporting & asked), len(asked)


def better_questions(
    metric_ids: Iterable[str], indicators: Iterable[Indicator], metric_of: Mapping[str, str]
) -> tuple[str, ...]:
    """Ids of the indicators that divide (or divide by) one of the metrics, the most useful question first.

    First those that two or more places have, and among them those that divide the metric by its own area.
    `metric_of` names the metric of each figure id.
    """
    wanted = set(metric_ids)
    places: dict[str, set[str]] = {}
    divided: dict[str, bool] = {}
    for indicator in indicators:
        above = {metric_of[figure] for figure in indicator.numerator_figures}
        below = {metric_of[figure] for figure in indicator.denominator_figures}
        if wanted & (above | below):
            places.setdefault(indicator.indicator_id, set())
            divided[indicator.indicator_id] = bool(wanted & above) or divided.get(indicator.indicator_id, False)
        if indicator.indicator_id in places:
            places[indicator.indicator_id].add(indicator.locality)
    return tuple(sorted(places, key=lambda id_: (len(places[id_]) < 2, not divided[id_], -len(places[id_]), id_)))


def comparable_with(
    figure: Figure, indicators: Sequence[Indicator]
) -> tuple[tuple[Indicator, tuple[tuple[Indicator, Verdict], ...]], ...]:
    """What a figure can be compared with: each indicator made of it, and the other places' rows with their verdicts.

    An indicator without another place stands with an empty tuple: it may be shown, and compared with nothing.
    """
    used = {figure.figure_id, figure.repeat_of} - {None}
    own = [row for row in indicators if used & {*row.numerator_figures, *row.denominator_figures}]
    answers = []
    for row in own:
        others = [other for other in indicators if other.indicator_id == row.indicator_id and other is not row]
        judged = [(other, verdict(row, other)) for other in others if other.locality != row.locality]
        answers.append((row, tuple((other, pair) for other, pair in judged if pair.allowed)))
    return tuple(sorted(answers, key=lambda answer: (-len(answer[1]), answer[0].indicator_id)))


def _figures(a: Figure, b: Figure) -> set[str]:
    """Every reason that two printed figures (or silent rows) give."""
    both_extensive = a.extensive and b.extensive
    printed = a.qualifier is not None and b.qualifier is not None
    one_metric, one_place = a.metric_id == b.metric_id, a.locality == b.locality
    tests = {
        "unit_class_differs": a.unit_class != b.unit_class,
        "metric_differs": not one_metric,
        "extent_differs": printed and both_extensive and a.scope_id != b.scope_id,
        "scope_level_differs": printed and not both_extensive and a.scope_level != b.scope_level,
        "giver_or_recipient_differs": _unlike(a.giver, b.giver) or _unlike(a.recipient, b.recipient),
        "time_kind_differs": a.time_kind != b.time_kind,
        "wave_differs": a.wave_id != b.wave_id,
        "window_differs": printed and a.time_kind == b.time_kind == "cumulative" and not _equal_windows(a, b),
        "definition_differs": printed and one_metric and a.definition != b.definition,
        "overlap": printed and one_place and (one_metric or (both_extensive and a.unit == b.unit)),
        "interval_overlap": printed
        and one_metric
        and (a.unit, a.unit_class) == (b.unit, b.unit_class)
        and order(a.quantity, b.quantity) is Order.CANNOT_TELL,
    }
    return {reason for reason, holds in tests.items() if holds} | _caveats(a) | _caveats(b)


def _caveats(figure: Figure) -> set[str]:
    """What one figure brings to any pair."""
    tests = {
        "silence": figure.status != "reported",
        "single_case": figure.confidence == "low" or figure.scope_level in SINGLE,
        "scope_doubtful": DOUBTFUL_SCOPE in (figure.note or ""),
        "window_assumed": figure.period_end_min is not None,
        "self_reported": bool(figure.self_reported),
    }
    return {reason for reason, holds in tests.items() if holds}


def _indicators(a: Indicator, b: Indicator) -> set[str]:
    """Every reason that two indicators give: what each carries, and what only the pair has."""
    one_id = a.indicator_id == b.indicator_id
    tests = {
        "unit_class_differs": a.unit_class != b.unit_class,
        "metric_differs": not one_id,
        "wave_differs": a.wave_id != b.wave_id,
        "scope_level_differs": a.scope_level != b.scope_level,
        "overlap": one_id and a.locality == b.locality,
        # One id is one question, whatever its parts are called: person/community, person/community_or_village.
        "interval_overlap": one_id
        and a.unit_class == b.unit_class
        and order(a.quantity, replace(b.quantity, unit=a.unit)) is Order.CANNOT_TELL,
    }
    return {reason for reason, holds in tests.items() if holds} | {*a.caveats, *b.caveats}


def _unlike(a: str | None, b: str | None) -> bool:
    """Whether two kinds of body are both known and differ."""
    return a is not None and b is not None and a != b


def _equal_windows(a: Figure, b: Figure) -> bool:
    """Whether both windows are printed and equally long; unknown lengths are not equal."""
    lengths = {_length(a.period_start, a.period_end), _length(b.period_start, b.period_end)}
    return len(lengths) == 1 and None not in lengths


def _length(start: date | None, end: date | None) -> int | None:
    return None if start is None or end is None else (end - start).days


def _judge(reasons: set[str], *, one_place: bool, indicators: bool) -> Verdict:
    softer = (SOFTER["indicators"] if indicators else {}) | (SOFTER["one_place"] if one_place else {})
    grades = {reason: softer.get(reason, GRADES[reason]) for reason in reasons}
    grade = max(grades.values(), default=Grade.COMPARABLE, key=list(Grade).index)
    if grade is Grade.NOT_COMPARABLE:
        reasons = reasons - {"interval_overlap"}  # nothing is ordered here, so nothing is undecided
    may_rank = grade is not Grade.NOT_COMPARABLE and not reasons & UNRANKED
    return Verdict(grade=grade, reasons=_sorted(reasons), may_rank=may_rank)


def _sorted(reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(reasons, key=list(GRADES).index))
