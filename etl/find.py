"""Finds what an article writes as numbers: the figures, and every other numeral with the reason why it is none.

One pass, number first: the pattern begins at a numeral, the hedge before it is read by looking back, and only then
is judged what the number counts. A numeral that no rule accepts is rejected with a reason; nothing is dropped.
"""

import re
from collections.abc import Iterator

from etl.text.bare import bare, hedged
from etl.text.counted import counted
from etl.text.figure import WORDS, figure, fraction, whole_measure_at
from etl.text.lexicon import lexical, lexicon
from etl.text.mention import ARABIC, NUMERALS, Mention, Rejected
from etl.text.negative import DATE, DURATION_BEFORE, PHONE
from etl.text.number import CANDIDATE
from etl.text.one import half, one
from etl.text.plain import simplified
from etl.text.table import Table
from etl.text.unit import unit_classes

_FIND = re.compile(CANDIDATE)
_NEXT = lexicon().next


def find(text: str) -> Iterator[Mention | Rejected]:
    """Every numeral of `text` in order, as a figure or rejected with its reason; spans never overlap."""
    text = simplified(text)
    table = Table(text)
    covered = 0
    last: Mention | None = None
    for match in _FIND.finditer(text):
        start, end = match.span()
        if start < covered:
            if end <= covered:
                continue
            start = covered
        while start < end:
            item = _judge(text, start, end, covered, last, table)
            yield item
            covered = item.end
            if type(item) is Mention:
                last = item
            start = covered if covered > start else end


def _judge(text: str, start: int, end: int, covered: int, last: Mention | None, table: Table) -> Mention | Rejected:
    """What the numeral text[start:end] is; may cover more than it on both sides, never before `covered`."""
    if text[start] in ARABIC:
        return _arabic(text, start, end, covered, last, table)
    return _chinese(text, start, end, covered, last, table)


def _arabic(text: str, start: int, end: int, covered: int, last: Mention | None, table: Table) -> Mention | Rejected:
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    if before == "第":
        return Rejected(start, end, "ordinal")
    if before:
        if before.isascii() and (before.isalpha() or (before in "-_." and text[start - 2 : start - 1].isalnum())):
            if before.isalpha() or (start >= 2 and text[start - 2].isascii()):
                return Rejected(start, end, "code")
        elif before in "〔［【" and text[end : end + 1] in "〕］】":
            return Rejected(start, end, "document number")
        elif before in "×*＊xX":
            return Rejected(start, end, "slogan")
    if after:
        if after in "+＋×*＊" and text[end + 1 : end + 2] and text[end + 1] in NUMERALS | frozenset("NnXx"):
            return Rejected(start, end, "slogan")
        if after in "-－—/.．年" and end - start >= 3:
            dated = DATE.match(text, start) or PHONE.match(text, start)
            if dated:
                return Rejected(start, dated.end(), "date" if dated.re is DATE else "phone")
        if after in ":：∶" and text[end + 1 : end + 2] in ARABIC and text[end + 1 : end + 2]:
            return Rejected(start, end, "clock or ratio")
    if before and before in ":：∶" and text[start - 2 : start - 1] in ARABIC and start >= 2:
        return Rejected(start, end, "clock or ratio")
    if before and before in "+＋" and start >= 2 and (text[start - 2].isalnum()):
        return Rejected(start, end, "slogan")
    if before and before in "-－" and start >= 2 and text[start - 2] in ARABIC:
        return Rejected(start, end, "code")
    if "," in text[start:end]:
        cell = table.cell(start)
        if cell and cell.length < end - start:
            end = start + cell.length
            after = text[end : end + 1]
    line_start = not before or before == "\n" or not text[text.rfind("\n", 0, start) + 1 : start].strip()
    if line_start and "." in text[start:end] and text.index(".", start) - start <= 2:
        dot = text.index(".", start)
        measure = whole_measure_at(text, end)
        if measure and unit_classes()[WORDS[measure]] in ("person", "household", "item", "team", "vehicle", "case"):
            return Rejected(start, dot + 1, "list marker")
    found = counted(text, start, end, covered, chinese=False)
    if found is not None:
        return found
    if text.startswith("分之", end):
        return fraction(text, start, end, covered) or Rejected(start, end, "fraction")
    reason = _NEXT.get(after)
    if reason:
        if after in "日" and (
            DURATION_BEFORE.search(text, max(0, start - 4), start) or text[end + 1 : end + 2] in "内夜"
        ):
            return figure(text, start, end, covered, "天", end + 1)
        return Rejected(start, end, reason)
    if after == "后" and end - start == 2 and text[start] in "6789０0９８":
        return Rejected(start, end, "age")
    marker = after and after in ".．、)）" and (line_start or before in "(（。；：") and end - start <= 2
    if marker and not (after == "、" and table.cell(start)):
        return Rejected(start, end, "list marker")
    if after and after.isascii() and after.isalpha():
        return Rejected(start, end, "code")
    return bare(text, start, end, covered, last, table)


def _chinese(text: str, start: int, end: int, covered: int, last: Mention | None, table: Table) -> Mention | Rejected:
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    if before == "第":
        return Rejected(start, end, "ordinal")
    word = text[start:end]
    phrase = lexical(text, start, end)
    if phrase and not (text.startswith("十分", phrase[0]) and text[phrase[1] : phrase[1] + 1] in "钟鐘之"):
        return Rejected(max(phrase[0], covered), phrase[1], phrase[2])
    if after == "分" and text.startswith("分之", end):
        return fraction(text, start, end, covered) or Rejected(start, end, "idiom")
    if word == "一":
        return one(text, start, end, covered)
    if word == "半":
        return half(text, start, end, covered)
    if after == "是" and len(word) == 1 and (not before or before in "。；：:，\n “"):
        return Rejected(start, end, "list marker")
    if after and after in "、.．)）" and (not before or before in "\n(（。；：　 ") and len(word) <= 3:
        return Rejected(start, end, "list marker")
    if before == "初" or (after and after in "月年"):
        return Rejected(start, end, "date")
    if text.startswith("位一体", end):
        return figure(text, start, end, covered, "环节", end + 3)
    found = counted(text, start, end, covered, chinese=True)
    if found is not None:
        return found
    reason = _NEXT.get(after)
    if reason == "date" and after == "日" and (DURATION_BEFORE.search(text, max(0, start - 4), start)):
        return figure(text, start, end, covered, "天", end + 1)
    if reason and reason != "idiom":
        if after in "点點" and text[end + 1 : end + 3] in ("要求", "建议", "意见", "希望", "倡议", "措施"):
            return figure(text, start, end, covered, "项", end + 1)
        return Rejected(start, end, reason)
    if len(word) > 1 or (word in "百千万萬" and (hedged(text, start, end))):
        return bare(text, start, end, covered, last, table)
    return Rejected(start, end, "name or idiom")
