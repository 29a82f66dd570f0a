"""Turns what was found into proposals: unit, theme, metric, scope and period of every figure.

Context is carried from left to right: a place or a day holds until another is named, at most to the end of the
paragraph; what a sentence counts is decided when the sentence is complete.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, TypeVar

from etl.cues import DONATIONS, MATERIALS, SERVICES, THEMES
from etl.find import find
from etl.gifts import announces_gifts, bought, brought, goes_on
from etl.kind import kinds
from etl.metric import metric_of
from etl.sentence import Paragraph, Sentence
from etl.text.date import Period, first_year, period_at
from etl.text.fixed import FIXES, unit_of
from etl.text.mention import Mention, Rejected
from etl.text.plain import simplified
from etl.text.scope import place_before
from etl.theme import theme_of

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


_FIRST = (-1, "")  # no figure before
_NO_PARAGRAPH = Paragraph("", 0, 0)
_new = tuple.__new__  # the constructor of a named tuple costs twice as much
_END = re.compile(r"[。！？!?；;\n]")
_LONGEST_SENTENCE = 300
_MAY_BE_GIVEN = frozenset({MATERIALS, SERVICES})
_FAR = 160  # characters in which a place is looked for before a figure
_BATCH = 512
_PART = 5000  # figures and rejected numerals held at once


class _Group(NamedTuple):
    """The figures of one sentence in order, and what else was met since the sentence before; either may be empty."""

    mentions: list[Mention]
    rejected: list[Rejected]
    sentence: Sentence
    period: Period


def _ceiling(text: str, mentions: list[Mention], index: int) -> int:
    """Where the next figure begins that is not one of a list with this one: a verb after the list is for all."""
    for one in range(index, len(mentions) - 1):
        end, start = mentions[one].end, mentions[one + 1].start
        if start > end + 1 or (start > end and text[end] not in "、和及"):
            return start
    return len(text)


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
    printed, text = text, simplified(text)
    known = kinds()
    paragraph: Paragraph | None = None
    scope, scope_read = "", 0
    before = _FIRST
    giving = False
    groups = _staged(_sentences(text, year or first_year(text)))
    for mentions, others, sentence, (period_start, period_end) in groups:
        rejected += others
        begin = sentence.start
        if mentions:
            giving = goes_on(text, begin) if giving else announces_gifts(text, begin)
            if sentence.paragraph is not paragraph:
                paragraph = sentence.paragraph
                scope, scope_read, before = "", sentence.paragraph.start, _FIRST
        final = len(mentions) - 1
        floor = 0
        for index, mention in enumerate(mentions):
            start, end, value, lower, upper, qualifier, measure, unit, head = mention
            if measure in FIXES:
                unit = unit_of(text, mention, begin, sentence.end)
            kind = known[unit]
            if head:
                # A bare cell: what its head says stands for the words before it.
                at = len(head)
                near = (Sentence(head, 0, at, _NO_PARAGRAPH), at, 0, at)
                theme, rule, noun = theme_of(near[0], mention._replace(start=at, end=at), unit, kind, _FIRST, 0, at)
            else:
                ceiling = len(text)
                if index < final:
                    ceiling = mentions[index + 1].start
                    if ceiling <= end + 1:
                        ceiling = _ceiling(text, mentions, index)
                near = (sentence, start, floor, ceiling)
                theme, rule, noun = theme_of(sentence, mention, unit, kind, before, floor, ceiling)
            if theme == DONATIONS:
                giving = True
            elif theme in _MAY_BE_GIVEN:
                theme, giving = _given(text, max(begin, floor), start, end, theme, before[0], giving)
            place, scope_read = place_before(text, max(scope_read, start - _FAR), start)
            scope = place or scope
            sentence.last = theme
            before = (theme, measure)
            floor = end
            figures.append(
                _new(
                    Proposal,
                    (
                        document, start, end, printed[start:end], value, lower, upper, qualifier, unit, THEMES[theme],
                        metric_of(*near, unit, theme, noun, rule), scope, period_start, period_end, rule, RULE_VERSION,
                    ),
                )
            )  # fmt: skip
        if len(figures) + len(rejected) > _PART:
            yield Read(figures[:], rejected[:])
            figures.clear()
            rejected.clear()
    yield Read(figures, rejected)


_T = TypeVar("_T")


def _staged(items: Iterator[_T]) -> Iterator[_T]:
    """The same items, drawn a few hundred at a time.

    Finding, cutting into sentences and deciding each use words and patterns that fill the processor's cache; taken in
    turn for every figure they would push each other out of it (a seventh of the time).
    """
    while batch := list(islice(items, _BATCH)):
        yield from batch


def _sentences(text: str, year: int | None) -> Iterator[_Group]:
    """The figures of a text sentence by sentence, and between them what is no figure."""
    stop = paragraph_end = period_read = 0
    period = Period()
    paragraph = Paragraph(text, 0, 0)
    sentence = Sentence(text, 0, 0, paragraph)
    mentions: list[Mention] = []
    rejected: list[Rejected] = []
    for item in _staged(find(text)):
        start = item.start
        if isinstance(item, Rejected):
            found = period_at(text, start, year) if item.reason == "date" else None
            if (found and mentions and start >= stop) or (not mentions and len(rejected) >= _PART):
                # A day belongs to a later sentence; and a text without figures is handed on in parts.
                yield _Group(mentions, rejected, sentence, period)
                mentions, rejected = [], []
            rejected.append(item)
            if found:
                period, period_read = found, start
            continue
        if start >= stop:
            if mentions:
                yield _Group(mentions, rejected, sentence, period)
                mentions, rejected = [], []
            begin = max(stop, start - _LONGEST_SENTENCE)
            if start >= paragraph_end:
                begin = max(text.rfind("\n", begin, start) + 1, begin)
                if period_read < begin:
                    period = Period()
                paragraph_end = text.find("\n", start)
                paragraph_end = len(text) if paragraph_end < 0 else paragraph_end
                paragraph = Paragraph(text, begin, start)
            begin = _sentence_start(text, begin, start)
            close = _END.search(text, item.end, item.end + _LONGEST_SENTENCE)
            stop = close.start() if close else min(len(text), item.end + _LONGEST_SENTENCE)
            sentence = Sentence(text, begin, stop, paragraph)
        mentions.append(item)
    yield _Group(mentions, rejected, sentence, period)


def _given(text: str, begin: int, start: int, end: int, theme: int, before: int, giving: bool) -> tuple[int, bool]:
    """The theme of what may be a gift after all, and whether the list of gifts goes on."""
    if brought(text, begin, start):
        return DONATIONS, True
    if theme == SERVICES:
        return theme, giving
    if before == SERVICES and text.startswith("、", begin):
        return SERVICES, giving  # 送盒饭2300份、开水600壶: the verb is for the whole list
    if giving:
        # A list of gifts names the gift once: 捐赠口罩5万只、手套2000双.
        return (theme, False) if bought(text, begin, end) else (DONATIONS, True)
    return theme, False
