"""Turns what was found into proposals: unit, theme, metric, scope and period of every figure.

Context is carried from left to right: a place or a day holds until another is named, at most to the end of the
paragraph; what a sentence counts is decided when the sentence is complete.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from etl.find import find
from etl.text.date import Period, first_year, period_at
from etl.text.lexicon import lexicon
from etl.text.mention import Mention, Rejected
from etl.text.plain import simplified
from etl.text.scope import place_before
from etl.text.unit import unit_classes
from etl.theme import FIXES, Sentence, announces_gifts, bought, brought, theme_of, unit_of

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


_new = tuple.__new__  # the constructor of a named tuple costs twice as much
_END = re.compile(r"[。！？!?；;\n]")
_LONGEST_SENTENCE = 300
_FAR = 160  # characters in which a place is looked for before a figure
_PART = 5000  # figures and rejected numerals held at once


def _ceiling(text: str, mentions: list[Mention], index: int) -> int:
    """Where the next figure begins that is not one of a list with this one: a verb after the list is for all."""
    for one in range(index, len(mentions) - 1):
        end, start = mentions[one].end, mentions[one + 1].start
        if start > end + 1 or (start > end and text[end] not in "、和及"):
            return start
    return len(text)


def _goes_on(text: str, begin: int) -> bool:
    """Whether the sentence at `begin` goes on with the list of the one before.

    >>> _goes_on("捐赠：口罩5件；手套2双", 8), _goes_on("捐赠5件。口罩", 5), _goes_on("捐赠5件。另有", 5)
    (True, False, True)
    """
    mark = text[begin - 2 : begin - 1] if text[begin - 1 : begin] == "\n" else text[begin - 1 : begin]
    return mark in tuple("：:；;、，") or text.startswith(("另有", "另外", "还有", "此外"), begin)


def _sentence_start(text: str, least: int, start: int) -> int:
    """Where the sentence that holds `start` begins, not before `least`; the near part is looked at first."""
    for near in (start - 70, least):
        found = max(near, least)
        ends = _END.findall(text, found, start)
        if ends:
            return text.rindex(ends[-1], found, start) + 1
    return least


def read_text(text: str, document: str = "", *, year: int | None = None) -> list[Proposal]:
    """The figures of a text in reading order."""
    return read_all(text, document, year=year).figures


def read_all(text: str, document: str = "", *, year: int | None = None) -> Read:
    """The figures of a text and the reason of every other numeral. `year` is for days printed without one."""
    whole = Read([], [])
    for part in read_parts(text, document, year=year):
        whole.figures.extend(part.figures)
        whole.rejected.extend(part.rejected)
    return whole


def read_parts(text: str, document: str = "", *, year: int | None = None) -> Iterator[Read]:
    """The same part by part, in order, so that memory stays flat however long the text is."""
    figures: list[Proposal] = []
    rejected: list[Rejected] = []
    printed = text
    text = simplified(text)
    year = year or first_year(text)
    classes = unit_classes()
    metrics = lexicon().metrics
    begin = stop = paragraph_end = period_read = 0
    sentence = Sentence(text, 0, 0)
    scope, scope_read, period = "", 0, Period()
    previous = ("", "")
    heading = (0, 0)
    giving = False
    pending: list[Mention] = []

    def flush() -> None:
        nonlocal previous, scope, scope_read, giving
        if not pending:
            return
        final = len(pending) - 1
        for index, mention in enumerate(pending):
            start, end = mention.start, mention.end
            unit = unit_of(text, mention, begin, stop) if mention.measure in FIXES else mention.unit
            floor = pending[index - 1].end if index else 0
            ceiling = _ceiling(text, pending, index) if index < final else len(text)
            if mention.head:
                # A bare cell: what its head says stands for the words before it.
                at = len(mention.head)
                cell = mention._replace(start=at, end=at)
                words = Sentence(mention.head, 0, at)
                theme, rule = theme_of(words, cell, unit, classes[unit], ("", ""), 0, at)
            else:
                theme, rule = theme_of(sentence, mention, unit, classes[unit], previous, floor, ceiling, heading)
            if theme in ("materials", "services") and brought(text, max(begin, floor), start):
                theme = "donations"
            if theme == "donations":
                giving = True
            elif theme == "materials" and previous[0] == "services" and text[floor:start].startswith("、"):
                theme = "services"  # 送盒饭2300份、开水600壶: the verb is for the whole list
            elif giving and theme == "materials":
                # A list of gifts names the gift once: 捐赠口罩5万只、手套2000双.
                if bought(text, max(begin, floor), end):
                    giving = False
                else:
                    theme = "donations"
            name, scope_read = place_before(text, max(scope_read, start - _FAR), start)
            scope = name or scope
            previous = (theme, mention.measure)
            sentence.last = theme
            figures.append(
                _new(
                    Proposal,
                    (
                        document,
                        start,
                        end,
                        printed[start:end],
                        mention.value,
                        mention.lower,
                        mention.upper,
                        mention.qualifier,
                        unit,
                        theme,
                        metrics.get((classes[unit], rule), ""),
                        scope,
                        period.start,
                        period.end,
                        rule,
                        RULE_VERSION,
                    ),
                )
            )
        pending.clear()

    for item in find(text):
        start = item.start
        if len(figures) + len(rejected) > _PART and not pending:
            yield Read(figures[:], rejected[:])
            figures.clear()
            rejected.clear()
        if isinstance(item, Rejected):
            rejected.append(item)
            if item.reason == "date" and (found := period_at(text, start, year)):
                if start >= stop:
                    flush()  # the day belongs to a later sentence
                period, period_read = found, start
            continue
        if start >= stop:
            flush()
            if len(figures) + len(rejected) > _PART:
                yield Read(figures[:], rejected[:])
                figures.clear()
                rejected.clear()
            begin = max(stop, start - _LONGEST_SENTENCE)
            if start >= paragraph_end:
                begin = scope_read = max(text.rfind("\n", begin, start) + 1, begin)
                scope, previous = "", ("", "")
                if period_read < begin:
                    period = Period()
                paragraph_end = text.find("\n", start)
                paragraph_end = len(text) if paragraph_end < 0 else paragraph_end
                heading = (begin, start)
            begin = _sentence_start(text, begin, start)
            giving = _goes_on(text, begin) if giving else announces_gifts(text, begin)
            close = _END.search(text, item.end, item.end + _LONGEST_SENTENCE)
            stop = close.start() if close else min(len(text), item.end + _LONGEST_SENTENCE)
            sentence = Sentence(text, begin, stop)
        pending.append(item)
    flush()
    yield Read(figures, rejected)
