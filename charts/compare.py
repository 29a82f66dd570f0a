"""Compare: what may be asked of several places, and the fields in which printed figures differ where it may not.

Nothing here is drawn: a refused pair is a table of its differences, never a picture.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from catalog.caches import version_cache
from catalog.comparability import Grade, Verdict, better_questions, together
from catalog.figures import Figure, Indicator
from catalog.quantity import rank
from catalog.warehouse import Edition
from catalog.words import Say
from charts import lines, readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An indicator that two or more places report, its rows, and the verdict under which they stand together."""

    indicator_id: str
    rows: tuple[Indicator, ...]
    verdict: Verdict


@version_cache(64)
def open_questions(edition: Edition, localities: tuple[str, ...] | None = None) -> tuple[Question, ...]:
    """The indicators that may be compared between at least two of the places, those of most places first."""
    by_id: dict[str, list[Indicator]] = {indicator_id: [] for indicator_id in edition.quotients}
    for row in edition.indicators(localities=localities):
        by_id[row.indicator_id].append(row)
    found = [
        Question(indicator_id=indicator_id, rows=tuple(rows), verdict=together(rows))
        for indicator_id, rows in by_id.items()
        if len({row.locality for row in rows}) > 1
    ]
    return tuple(sorted((q for q in found if q.verdict.allowed), key=lambda q: -len(q.rows)))


def verdict_line(verdict: Verdict, say: Say) -> str:
    """A verdict in a sentence; why, the reasons say."""
    if not verdict.allowed:
        return say("These may not be compared.")
    if verdict.may_rank and not verdict.reasons:
        return say("These may be compared and ranked.")
    if verdict.may_rank:
        return say("These may be compared and ranked, with caveats.")
    if verdict.grade is Grade.COMPARABLE:
        return say("These may stand side by side; the printed words leave open which is larger.")
    return say("These may stand side by side, with caveats; they are not ranked.")


def ranking(edition: Edition, say: Say, rows: Sequence[Indicator]) -> str:
    """The places from the largest value down, tied over every rank that their bounds leave open."""
    ranks = rank(
        [replace(row.quantity, unit=rows[0].unit) for row in rows]
    )  # one id is one question, whatever its unit
    told = []
    for place, row in sorted(zip(ranks, rows, strict=True), key=lambda pair: (pair[0].first, pair[0].last)):
        n = str(place.first) if place.first == place.last else say("{a} to {b}", a=place.first, b=place.last)
        told.append(say("{n}: {place}", n=n, place=lines.place_name(edition, say, row.locality)))
    return say("By reported value, the largest first: {ranks}.", ranks=("；" if say.lang == "zh" else "; ").join(told))


def values(edition: Edition, say: Say, rows: Sequence[Indicator]) -> str:
    """Each place with its value and wave, a line each."""
    return "\n".join(
        say(
            "{place}, {wave}: {reading}",
            place=lines.place_name(edition, say, row.locality),
            wave=say.label(edition.waves[row.wave_id]),
            reading=lines.indicator_reading(edition, say, row),
        )
        for row in rows
    )


def reasons(edition: Edition, say: Say, codes: Iterable[str]) -> str:
    """Short names of reasons, in one line."""
    return ("、" if say.lang == "zh" else "; ").join(
        say.label(edition.caveat(code)) for code in codes if code != "self_reported"
    )


def name(edition: Edition, say: Say, figure: Figure) -> str:
    """A figure in short: `16336户 (Qingfeng)`."""
    place = lines.place_name(edition, say, figure.locality)
    return say("{expression} ({place})", expression=figure.expression, place=place)


def differences(edition: Edition, say: Say, figures: Sequence[Figure]) -> list[dict[str, str]]:
    """One row a field in which the figures differ: the field, and what each figure has there."""
    particulars = {row["figure_id"]: row for row in edition.rows("core.particular")}

    def particular(field: str, without: str) -> Callable[[Figure], str]:
        return lambda figure: str(particulars.get(figure.figure_id, {}).get(f"{field}_{say.lang}") or without)

    fields: dict[str, Callable[[Figure], str]] = {
        say("What is counted"): lambda f: say.label(edition.metrics[f.metric_id]),
        say("Unit"): lambda f: say.label(edition.units[f.unit]),
        say("Area or body"): lambda f: lines.scope_name(edition, say, f.scope_id),
        say("Level"): lambda f: readings.level_word(say, f.scope_level or ""),
        say("Wave"): lambda f: say.label(edition.waves[f.wave_id]),
        say("Kind of time"): lambda f: readings.time_word(say, f.time_kind),
        say("When"): lambda f: lines.as_of(edition, say, f),
        say("What the word means here"): particular("definition", say("as this metric is defined")),
        say("Given by"): particular("giver", say("not stated")),
        say("Received by"): particular("recipient", say("not stated")),
    }
    heading, columns = say("They differ in"), [_column(edition, say, figure) for figure in figures]
    table = []
    for field, read in fields.items():
        cells = [read(figure) for figure in figures]
        if len(set(cells)) > 1:
            table.append({heading: field} | dict(zip(columns, cells, strict=True)))
    return table


def _column(edition: Edition, say: Say, figure: Figure) -> str:
    """A heading that is one figure's own even where two print the same words."""
    return say("{figure}, {id}", figure=name(edition, say, figure), id=figure.figure_id)


def divided(
    edition: Edition,
    say: Say,
    answers: Iterable[tuple[Indicator, Sequence[tuple[Indicator, Verdict]]]],
    link: Callable[[str], str],
) -> list[dict[str, str]]:
    """One row an indicator that a figure enters and a place it may be compared with; `link` names the indicator."""
    table = []
    for own, others in answers:
        row = {say("Question"): link(own.indicator_id), say("Here"): lines.indicator_reading(edition, say, own)}
        if not others:
            table.append(row | {say("With"): say("no other place reports this"), say("Caveats"): ""})
        for other, pair in others:
            place, reading = (
                lines.place_name(edition, say, other.locality),
                lines.indicator_reading(edition, say, other),
            )
            there = say("{place}: {reading}", place=place, reading=reading)
            table.append(row | {say("With"): there, say("Caveats"): reasons(edition, say, pair.reasons)})
    return table


def better(edition: Edition, metric_ids: Iterable[str], localities: Sequence[str]) -> tuple[str, ...]:
    """The nearest questions about some metrics: ids of indicators, those of most of the places first."""
    metric_of = {figure.figure_id or "": figure.metric_id for figure in edition.printed.of(localities)}
    return better_questions(metric_ids, edition.indicators(localities=localities), metric_of)
