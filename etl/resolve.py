"""Turns what was found into proposals: unit, theme, metric, scope and period of every figure.

Context is carried from left to right: a place or a day holds until another is named, at most to the end of the
paragraph; what a sentence counts is decided when the sentence is complete.
"""

from typing import NamedTuple

from etl.find import find
from etl.text.date import Period, first_year, period_at
from etl.text.mention import Mention, Rejected
from etl.text.plain import simplified
from etl.text.scope import place_before
from etl.text.unit import unit_classes
from etl.theme import Cue, sentence_cues, theme_of, unit_of

RULE_VERSION = "1"


class Proposal(NamedTuple):
    """One figure, ready to be checked by a person; a tuple because millions are made."""

    document: str
    start: int
    end: int
    expression: str
    value: float | None
    lower: float | None
    upper: float | None
    qualifier: str
    unit: str
    theme: str
    metric: str
    scope: str
    period_start: str
    period_end: str
    rule: str
    rule_version: str


class Read(NamedTuple):
    """What an article holds: its figures, and every other numeral with its reason."""

    figures: list[Proposal]
    rejected: list[Rejected]


_ENDS = frozenset("。！？!?；;\n")


def _ceiling(text: str, mentions: list[Mention], index: int) -> int:
    """Where the next figure begins that is not one of a list with this one: a verb after the list is for all."""
    while index + 1 < len(mentions):
        between = text[mentions[index].end : mentions[index + 1].start]
        if between not in ("", "、", "和", "及"):
            return mentions[index + 1].start
        index += 1
    return len(text)


def read_text(text: str, document: str = "", *, year: int | None = None) -> list[Proposal]:
    """The figures of a text in reading order."""
    return read_all(text, document, year=year).figures


def read_all(text: str, document: str = "", *, year: int | None = None) -> Read:
    """The figures of a text and the reason of every other numeral. `year` is for days printed without one."""
    figures: list[Proposal] = []
    rejected: list[Rejected] = []
    printed = text
    text = simplified(text)
    year = year or first_year(text)
    classes = unit_classes()
    sentence = (-1, -1)
    paragraph_end = -1
    cues: list[Cue] = []
    scope, scope_read, period = "", 0, Period()
    previous = ("", "")
    pending: list[Mention] = []

    def flush() -> None:
        nonlocal previous, scope, scope_read
        for index, mention in enumerate(pending):
            start, end = mention.start, mention.end
            unit = unit_of(text, mention, *sentence)
            floor = pending[index - 1].end if index else 0
            ceiling = _ceiling(text, pending, index)
            if mention.head:
                # A bare cell: what its head says stands for the words before it.
                words = sentence_cues(mention.head, 0, len(mention.head))
                at = len(mention.head)
                cell = mention._replace(start=at, end=at)
                theme, rule = theme_of(mention.head, words, cell, unit, classes[unit], ("", ""), 0, at)
            else:
                theme, rule = theme_of(text, cues, mention, unit, classes[unit], previous, floor, ceiling)
            name, scope_read = place_before(text, scope_read, start)
            scope = name or scope
            previous = (theme, mention.measure)
            figures.append(
                Proposal(
                    document,
                    start,
                    end,
                    printed[start:end],
                    mention.value,
                    mention.lower,
                    mention.upper,
                    str(mention.qualifier),
                    unit,
                    theme,
                    "",
                    scope,
                    period.start,
                    period.end,
                    rule,
                    RULE_VERSION,
                )
            )
        pending.clear()

    for item in find(text):
        if item.start >= sentence[1]:
            flush()
            begin = max((text.rfind(c, max(sentence[1], 0), item.start) for c in _ENDS), default=-1) + 1
            begin = max(begin, sentence[1], 0)
            stop = min(
                (p for c in _ENDS if (p := text.find(c, item.end, item.end + 300)) >= 0),
                default=min(len(text), item.end + 300),
            )
            sentence = (begin, stop)
            if item.start >= paragraph_end:
                paragraph_end = text.find("\n", item.start)
                paragraph_end = len(text) if paragraph_end < 0 else paragraph_end
                scope, period, previous = "", Period(), ("", "")
                scope_read = max(text.rfind("\n", 0, item.start) + 1, item.start - 400, 0)
            cues = []
        if isinstance(item, Rejected):
            rejected.append(item)
            if item.reason == "date":
                found = period_at(text, item.start, year)
                if found:
                    period = found
            continue
        if not cues:
            cues = sentence_cues(text, max(0, sentence[0]), sentence[1])
        pending.append(item)
    flush()
    return Read(figures, rejected)
