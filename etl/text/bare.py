"""Judges a number without a measure word: a table's cell, one of a list, an elision, a round number, or a code.

The measure word then stands elsewhere: in the head of the column, in the bracket before, in the figure before, or in
the next of a list.
"""

import re

from etl.text.figure import NUMBER_AT, WORDS, elided, prefix, whole_measure_at
from etl.text.lexicon import lexicon
from etl.text.mention import Mention, Rejected
from etl.text.negative import HOTLINE
from etl.text.table import FACTORS, Table

LEXICON = lexicon()
_COUNTED_LONGEST = max(map(len, (*LEXICON.counted, *LEXICON.counted_after_big, *LEXICON.counted_outside)))
_LIST = frozenset("、和及与")
_NOUN_UNIT = re.compile(
    r"(人数|人员|人口|人次|户数|总户数|次数|车辆|例数|(?:名|人|户|次|例|辆|件|份|家|个)数|数量|总数|总量|总人数|数|能力|量)"
    r"(?:已|共|约|累计|均|分别)?(?:达到|达|为|有|是|共|至|增至|：|:)?\s*$"
)
_SAYS_UNIT = frozenset(["人数", "人员", "人口", "人次", "户数", "总户数", "例数", "总人数"])
_NOUN_UNITS = {"人": "人", "户": "户", "车": "辆", "例": "例", "次": "次", "名": "人", "总户": "户"}
_BRACKET_UNIT = re.compile(r"[(（]([万萬亿千]?)([^()（）\s]{1,3})[)）]\s*(?:[:：为是共达有]|累计)?\s*$")


def hedged(text: str, start: int, end: int) -> bool:
    """Whether a hedge stands before or after the number."""
    after = text[end : end + 1]
    if after and after in "余餘多":
        return True
    return prefix(text, start, 0, round_word=True)[0] < start


def noun_at(words: dict[str, str], text: str, position: int) -> str:
    for length in range(min(_COUNTED_LONGEST, len(text) - position), 0, -1):
        word = text[position : position + length]
        if word in words:
            return word
    return ""


def bare(text: str, start: int, end: int, covered: int, last: Mention | None, table: Table) -> Mention | Rejected:
    """A number without a measure word as a figure, where its unit can be told, or rejected."""
    stop = end
    while text[stop : stop + 1] and text[stop] in "余餘多":
        stop += 1
    cell = table.cell(start)
    if cell is not None:
        if any(
            word in cell.head
            for word in ("序号", "编号", "排名", "名次", "电话", "日期", "时间", "年份", "年度", "邮编")
        ):
            return Rejected(start, end, "list marker")
        measure = cell.measure or _noun_unit(cell.head.rpartition("，")[2])
        return elided(text, start, end, covered, stop, measure, cell.factor, cell.head)
    if HOTLINE.match(text, end):
        return Rejected(start, end, "phone")
    before = text[max(0, start - 14) : start]
    bracket = _BRACKET_UNIT.search(before)
    if bracket and bracket[2] in WORDS:
        factor = FACTORS[bracket[1]]
        return elided(text, start, end, covered, stop, bracket[2], factor)
    outside = noun_at(LEXICON.counted_outside, text, stop)
    if outside and (
        text[start] in "0123456789０１２３４５６７８９" or stop > end or hedged(text, start, end) or end - start > 1
    ):
        unit = LEXICON.counted_outside[outside]
        return elided(text, start, end, covered, stop, "名" if unit == "person" else "个")
    follows = text[stop : stop + 1]
    if follows and follows in _LIST:
        measure = _forward(text, stop)
        if measure:
            return elided(text, start, end, covered, stop, measure)
    large = text[end - 1] in "万亿萬億千百" and end - start > 1
    closed = not follows or follows in "，。；、,;!！)）\n和及与的 "
    noun = _NOUN_UNIT.search(before)
    if closed and noun and noun[1] in _SAYS_UNIT:
        return elided(text, start, end, covered, stop, _noun_unit(noun[1]))
    if closed and last is not None and start - last.end <= 30 and not last.head:
        between = text[last.end : start]
        if not any(c in between for c in "。！？\n；") and any(c in between for c in "、，和及与,到至"):
            return elided(text, start, end, covered, stop, last.measure)
    if closed and noun:
        return elided(text, start, end, covered, stop, _noun_unit(noun[1]))
    if large or stop > end:
        if last is not None and "\n" not in text[last.end : start] and closed:
            return elided(text, start, end, covered, stop, last.measure)
        return elided(text, start, end, covered, stop, "个")
    return Rejected(start, end, "code or name")


def _noun_unit(head: str) -> str:
    """The measure word that a noun implies: 人数 is persons, 户数 households."""
    for key, measure in (
        ("人次", "人次"),
        ("户数", "户"),
        ("率", "%"),
        ("占比", "%"),
        ("人", "人"),
        ("户", "户"),
        ("车", "辆"),
        ("例", "例"),
    ):
        if key in head:
            return measure
    return "个"


def _forward(text: str, p: int) -> str:
    """The measure word at the end of a bare list: 11、9、14个."""
    for _ in range(12):
        if text[p : p + 1] not in _LIST:
            break
        match = NUMBER_AT.match(text, p + 1)
        if match is None:
            return ""
        p = match.end()
        if text[p : p + 1] and text[p] in "余餘多":
            p += 1
        measure = whole_measure_at(text, p)
        if measure:
            return measure
    return ""
