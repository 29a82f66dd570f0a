"""Builds a figure from a number and the words around it: hedge before, measure word and bound after.

The number is found first; these functions look back for its hedge and forward for what ends the expression.
"""

import re

from etl.text.lexicon import lexicon
from etl.text.mention import Mention, Rejected
from etl.text.negative import time_like
from etl.text.number import (
    HEDGES,
    NUMBER,
    PLAIN,
    PREFIXES,
    SUFFIXES,
    UnreadableExpression,
    amount,
    bounds,
    is_round_word,
)
from etl.text.unit import measure_words

NUMBER_AT = re.compile(NUMBER)
WORDS = measure_words()
_LONGEST = {word[0]: max(len(w) for w in WORDS if w[0] == word[0]) for word in WORDS}
_PREFIX_END = frozenset(word[-1] for word in PREFIXES)
_PREFIX_OR_SPACE = _PREFIX_END | frozenset(" \u3000")
_PREFIXES = tuple(sorted(PREFIXES, key=len, reverse=True))
_SUFFIX_START = frozenset(word[0] for word in SUFFIXES)
_SUFFIXES = tuple(sorted(SUFFIXES, key=len, reverse=True))
_SECOND = re.compile(r"[(（]([\u4e00-\u9fff])[)）]")
_AFTER_TIME = re.compile(r"(?:半|多)(?![元个名次])")


# 近 and 约 end other words too: 附近300米, 预约300人.
NOT_HEDGE = {
    "近": "附最靠邻新远亲就贴走",
    "约": "预签合节公制违相契集特履邀条",
    "超": "商中高赶反",
    "逾": "",
    "过": "通经不",
    "上": "以网线",
}
# 四成多, 八成八, 九成半.
_TENTHS = re.compile("多|[一二三四五六七八九半](?![个成名家户人天次])")
_ONLY_ROUND = frozenset("上过")


def whole_measure_at(text: str, position: int) -> str:
    """The measure word at `position` that is not the beginning of another word."""
    length = _LONGEST.get(text[position : position + 1], 0)
    while length:
        word = text[position : position + length]
        if word in WORDS and len(word) == length:
            broken = _BROKEN.get(word)
            if (
                broken is None
                or not (follows := text[position + length : position + length + 1])
                or follows not in broken
            ):
                return word
        length -= 1
    return ""


def fraction(text: str, start: int, end: int, covered: int) -> Mention | None:
    """三分之一, 百分之八十: the share that the two numbers make."""
    match = NUMBER_AT.match(text, end + 2)
    if match is None:
        return None
    try:
        base, (low, high) = amount(text[start:end])[0], amount(unhedged(match[0]))
    except UnreadableExpression:
        return None
    if not base:
        return None
    unit, scale = ("percent", 1.0) if base == 100 else ("ratio", 1 / base)
    begin, hedges = prefix(text, start, covered)
    p = match.end()
    if text[p : p + 1] in ("多", "强"):
        hedges.add("over")
        p += 1
    stop = suffix(text, p, "ratio", hedges)
    if base == 100 and low == 100 and text[start - 1 : start] in ("个",):
        return None
    return Mention(begin, stop, *bounds(low * scale, high * scale, hedges), text[p - 1 : p], unit)


_BROKEN = lexicon().broken


def unhedged(number: str) -> str:
    """The number without the hedges inside it."""
    return "".join(c for c in number.translate(PLAIN) if c not in HEDGES) if not number.isascii() else number


def prefix(text: str, start: int, covered: int, *, round_word: bool = False) -> tuple[int, set[str]]:
    """Where the hedges before a number begin, and what they say."""
    begin = start
    hedges: set[str] = set()
    if start <= covered or text[start - 1] not in _PREFIX_OR_SPACE:
        return begin, hedges
    for _ in range(2):
        at = begin
        while at > covered and text[at - 1] in " \u3000" and begin - at < 2:
            at -= 1
        if at <= covered:
            break
        plain = text[at - 1]
        if plain not in _PREFIX_END:
            break
        for word in _PREFIXES:
            if word[-1] == plain and at - len(word) >= covered and text.startswith(word, at - len(word)):
                break
        else:
            break
        earlier = text[at - len(word) - 1 : at - len(word)]
        if len(word) == 1 and earlier and earlier in NOT_HEDGE.get(plain, ""):
            break
        if word in _ONLY_ROUND and not round_word:
            break
        hedges.add(PREFIXES[word])
        begin = at - len(word)
    return begin, hedges


def suffix(text: str, p: int, unit: str, hedges: set[str]) -> int:
    """Where the hedges after a measure word end; what they say is added to `hedges`."""
    if text[p : p + 1] in _SUFFIX_START:
        for word in _SUFFIXES:
            if text.startswith(word, p):
                follows = text[p + len(word) : p + len(word) + 1]
                if word in ("内", "多") and not (
                    word == "内" and time_like(unit) and follows not in ("部", "科", "外", "地")
                ):
                    break
                if word == "上下" and follows in ("班", "学", "联", "一"):
                    break
                if word in ("以上", "以下") and follows in ("简",):
                    break
                hedges.add(SUFFIXES[word])
                return p + len(word)
    return p


def figure(
    text: str, start: int, end: int, covered: int, measure: str, p: int, *, noun: str = "", inner: str = ""
) -> Mention | Rejected:
    """The figure whose number is text[start:end] and whose measure word ends at p."""
    number = text[start:end]
    hedges: set[str] = set()
    low: float
    high: float
    if number.isascii() and number.isdigit():
        low = high = int(number)
        plain = number
    else:
        plain = number.translate(PLAIN)
        if not plain.isascii():
            for c in "余多来":
                if c in plain:
                    hedges.add(HEDGES[c])
                    plain = plain.replace(c, "")
        if measure == "半":
            low = high = 0.5
        else:
            try:
                low, high = (0.5, 0.5) if inner == "half" else amount(plain)
            except UnreadableExpression:
                return Rejected(start, end, "code or name")
    if text[end : end + 1] and (c := text[end].translate(PLAIN)) in HEDGES and p > end:
        hedges.add(HEDGES[c])
    unit = "ratio" if measure == "半" else noun or WORDS[measure]
    if inner == "多":
        hedges.add("over")
    elif inner == "半":
        low, high = low + 0.5, high + 0.5
    if measure == "成":
        tenths = _TENTHS.match(text, p)
        if tenths is not None:
            p = tenths.end()
            if tenths[0] == "多":
                hedges.add("over")
            else:
                low = high = low + ("一二三四五六七八九".find(tenths[0]) + 1 or 5) / 10
        low, high = round(low / 10, 4), round(high / 10, 4)
    elif not noun:
        second = _SECOND.match(text, p)
        if second and second[1] in WORDS:
            p = second.end()
            if unit == "person" and second[1] == "次":
                unit = "person_time"
        elif time_like(unit) and _AFTER_TIME.match(text, p):
            if text[p] == "多":
                hedges.add("over")
                p += 1
            elif measure in ("天", "年", "周"):
                low, high = low + 0.5, high + 0.5
                p += 1
    if text[p : p + 1] == "多" and measure in ("公里", "米", "里路", "亩", "吨", "斤"):
        hedges.add("over")
        p += 1
    round_word = not plain[:1].isdigit() and is_round_word(plain)
    begin, before = prefix(text, start, covered, round_word=round_word or number == "半")
    if before == {"nearly"} and time_like(unit) and (text[p : p + 1] in ("内", "来") or text.startswith("以来", p)):
        begin, before = start, set()  # 近14天内 is the last fortnight
    if before:
        hedges |= before
        if text[begin - 1 : begin] == "每":
            return Rejected(start, end, "per-unit base")
    p = suffix(text, p, unit, hedges)
    if measure == "半" and text.startswith("以上", p):
        hedges.add("over")
    several = low != high and ("几" in plain or "数" in plain)
    return Mention(
        begin, p, *bounds(low, high, hedges, round_word=round_word and not inner, several=several), measure, unit
    )


def elided(
    text: str, start: int, end: int, covered: int, stop: int, measure: str, factor: int = 1, head: str = ""
) -> Mention | Rejected:
    """A figure whose measure word stands elsewhere: the expression is the number with its hedges."""
    word = measure if measure in WORDS else "个"
    try:
        low, high = amount(unhedged(text[start:end]))
    except UnreadableExpression:
        return Rejected(start, end, "code or name")
    plain = text[start:end].translate(PLAIN)
    hedges = {HEDGES[c] for c in plain + text[end:stop].translate(PLAIN) if c in HEDGES}
    round_word = is_round_word(plain)
    begin, before = prefix(text, start, covered, round_word=round_word)
    hedges |= before
    p = stop
    if head and text[p : p + 1] in ("%", "％"):
        p += 1
    p = suffix(text, p, WORDS[word], hedges)
    several = low != high and ("几" in plain or "数" in plain)
    value, lower, upper, qualifier = bounds(low * factor, high * factor, hedges, round_word=round_word, several=several)
    return Mention(begin, p, value, lower, upper, qualifier, word, WORDS[word], head)
