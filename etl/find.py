"""Finds what an article writes as numbers: the figures, and every other numeral with the reason why it is none.

One pass, number first: the pattern begins at a numeral, the hedge before it is read by looking back, and only then
is judged what the number counts. A numeral that no rule accepts is rejected with a reason; nothing is dropped.
"""

import re
from collections.abc import Iterator

from catalog.quantity import Qualifier
from etl.text.bare import bare, hedged
from etl.text.counted import counted
from etl.text.figure import NOT_HEDGE, WORDS, figure, fraction, whole_measure_at
from etl.text.lexicon import lexical, lexicon
from etl.text.mention import ARABIC, NUMERALS, Mention, Rejected
from etl.text.negative import DATE, DURATION_BEFORE, PHONE, in_title, time_like
from etl.text.number import CANDIDATE, PREFIXES, SPACES
from etl.text.one import half, one
from etl.text.plain import simplified
from etl.text.table import Table
from etl.text.trie import trie
from etl.text.unit import unit_classes

_FIND = re.compile(CANDIDATE)
_NEXT = lexicon().next


# Most figures are plain: digits, perhaps 余 or 万, a measure word, and nothing beside them that says otherwise.
_SLOW = frozenset("级栋幢层组班期成%％‰") | {"单元"}
_PLAIN = re.compile(
    r"([0-9]{1,9}(?:\.[0-9]{1,6})?)([余多]?)([千万亿]?)([余多]?)"
    rf"((?>{trie(word for word in WORDS if word not in _SLOW)}))"
    r"(?!以[上内下]|上下|左右|之[内下上]|内|有余|开外|[多半至到~～\-－–—〜(（·个])"
)
_BESIDE = frozenset(
    "".join(chr(code) for code in range(33, 127) if chr(code) not in ',;(!?"')
    + "：∶×＊＋〔［【\n第每前隔满约近增漏落少缺丢差留错放出进见获剩让许准掉下过\u3000 ０１２３４５６７８９"
).union(word[-1] for word in PREFIXES if word != "约为")
_LINE_HEAD = re.compile(r"(?:^|\n)[ \t\u3000]*$")
_LONGEST = 28  # characters of a number; longer runs are codes, or no writing at all
_YEAR_MONTH = frozenset("年月")
_HEDGE = {"近": "nearly", "约": "about", "超": "over", "逾": "over"}
_NOT_QUICK = {hedge: frozenset(NOT_HEDGE[hedge] + "大将接临") for hedge in _HEDGE}
_POWERS = {"": 1, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_BROKEN = lexicon().broken
_SURE, _MORE = Qualifier.EXACT, Qualifier.OVER


def find(text: str) -> Iterator[Mention | Rejected]:
    """Every numeral of `text` in order, as a figure or rejected with its reason; spans never overlap."""
    text = simplified(text)
    table = Table(text)
    titles = "《" in text
    covered = 0
    last: Mention | None = None
    item: Mention | Rejected
    for match in _FIND.finditer(text):
        start, end = match.span()
        if start < covered:
            if end <= covered:
                continue
            start = covered
        while start < end:
            if end - start > _LONGEST:
                item = Rejected(start, end, "code")
            elif text[start] in ARABIC:
                item = (
                    Rejected(start, end, "date")
                    if text[end : end + 1] in _YEAR_MONTH and text[start - 1 : start] != "第"
                    else _plain(text, start, covered, titles) or _arabic(text, start, end, covered, last, table)
                )
            else:
                item = _chinese(text, start, end, covered, last, table)
            yield item
            covered = item.end
            if type(item) is Mention:
                last = item
            start = covered if covered > start else end


def _plain(text: str, start: int, covered: int, titles: bool) -> Mention | None:
    """The figure at `start` where it is a plain one; None where it has to be looked at more closely."""
    begin = start
    hedge = None
    if not start:
        return None
    before = text[start - 1]
    if before in _BESIDE:
        hedge = _HEDGE.get(before)
        begin = start - 1
        if hedge is None or begin <= covered or text[begin - 1] in _BESIDE or text[begin - 1] in _NOT_QUICK[before]:
            return None
    elif (before == "," and text[start - 2 : start - 1] in ARABIC) or (before == "为" and text[start - 2] == "约"):
        return None
    match = _PLAIN.match(text, start)
    if match is None:
        return None
    number, early, power, late, measure = match.groups()
    end = match.end()
    unit = WORDS[measure]
    broken = _BROKEN.get(measure)
    if number == "1" or (broken is not None and text[end : end + 1] in broken and end < len(text)):
        return None
    if (hedge == "nearly" and time_like(unit)) or (titles and in_title(text, start, end)):
        return None
    value: float
    if "." in number:
        value = round(float(number) * _POWERS[power], 6)
        if value == int(value):
            value = int(value)
    else:
        value = int(number) * _POWERS[power] if power else int(number)
    if early or late or hedge == "over":
        return _new(Mention, (begin, end, value, value, None, _MORE, measure, unit, ""))
    if hedge is None:
        return _new(Mention, (begin, end, value, value, value, _SURE, measure, unit, ""))
    if hedge == "nearly":
        return Mention(begin, end, value, None, value, Qualifier.NEARLY, measure, unit)
    return Mention(begin, end, value, None, None, Qualifier.ABOUT, measure, unit)


# The constructor of a named tuple costs twice what the tuple does, and one is made for every numeral.
_new = tuple.__new__
# 1 876家, never at the head of a line, where the 1 is a mark, nor among cells.
# KTV4家, CT2台: a word in capitals, not the letter of a code (G42, N95, T3).
_INITIALS = re.compile("[A-Z]{2,4}(?<!KN)(?<!FFP)(?<!KF)$")
_GROUPED = re.compile(rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?=[\u4e00-\u9fff])")


def _arabic(text: str, start: int, end: int, covered: int, last: Mention | None, table: Table) -> Mention | Rejected:
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    if after and after in SPACES and before and before not in "\n\t" + SPACES:
        grouped = _GROUPED.match(text, start)
        if grouped is not None:
            end = grouped.end()
            end += text[end : end + 1] in ("万", "亿")
            after = text[end : end + 1]
    if before == "第":
        return Rejected(start, end, "ordinal")
    if (after == "时" or (after == "号" and text[end + 1 : end + 2] != "人")) and not before.isascii():
        return Rejected(start, end, _NEXT[after])
    if before:
        if start == covered and before == ".":
            pass  # what a list marker left: 3.20名
        elif before.isascii() and (before.isalpha() or (before in "-_." and text[start - 2 : start - 1].isalnum())):
            if (before.isalpha() and not _INITIALS.search(text, max(0, start - 4), start)) or (
                start >= 2 and before in "-_." and text[start - 2].isascii()
            ):
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
    number = text[start:end]
    if "," in number:
        cell = table.cell(start)
        if cell and cell.length < end - start:
            end = start + cell.length
            after = text[end : end + 1]
    line_start = ("." in number or (after and after in ".．、)）")) and (
        not before or before == "\n" or _LINE_HEAD.search(text, max(0, start - 6), start) is not None
    )
    if line_start and "." in number and number.index(".") <= 2:
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
            DURATION_BEFORE.search(text, max(0, start - 4), start) or text[end + 1 : end + 2] in ("内", "夜")
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
    if word == "一" and after == "级":
        return Rejected(start, end, "ordinal level")
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
