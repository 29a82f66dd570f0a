"""Looks for the noun that a figure counts: right after it (184面党旗), behind 的, or just before (悬挂党旗184面).

A word that is no noun ends the search, and so does a mark, a preposition, or another figure.
"""

import re

from etl.cues import GRIDS, KNOWN, WORDS

# Theme, weight, start, end of a noun; weight 0 = there is none.
Noun = tuple[int, int, int, int]
NO_NOUN: Noun = (0, 0, 0, 0)
# A figure before one of these is not followed by its noun: 19例在社区筛查中发现.
ENDS = frozenset("，,：:、。！？!?；;\n（(在于从由到被对向为用把将已均未正以来通进")
# 40名培训上岗的采样员: the noun stands after 的.
_MODIFIER = re.compile("[^，,、。；;：:！？（(\n0-9的]{2,10}的")
# Nor is a noun beyond a mark or one of these: 2800份今早已发到各楼栋.
_AWAY = re.compile("[，,：:、。！？!?；;\n（）()“”在于从由到被对向用把将已均]")
# These stand between a noun and its number.
_JOINS = frozenset("共达约计为仅只至增到了各均已近超等总有现也还就人数量累目前控制在持保升降提高：:“”()（）")


def _endings() -> dict[str, tuple[str, ...]]:
    """Last two characters (last one) of a word -> the words that end in them, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(KNOWN, key=len, reverse=True):
        found.setdefault(word[-2:], []).append(word)
    return {ending: tuple(words) for ending, words in found.items()}


_ENDINGS = _endings()


def noun_after(text: str, end: int, limit: int) -> Noun:
    """The noun that follows a figure, not beyond `limit`; the caller has seen that text[end] is none of ENDS."""
    position = end + (text[end] == "的")
    far = min(limit, end + 20)
    while text[position : position + 1] == "“":
        position += 1
    match = WORDS.search(text, position, far)
    if match is not None:
        begin, stop = match.span()
        theme, weight, _, _ = KNOWN[match[0]]
        if weight and (begin == position or (begin - position <= 8 and not _AWAY.search(text, position, begin))):
            return _whole(text, end, far, limit, (theme, weight, begin, stop))
    modifier = _MODIFIER.match(text, end, limit)
    if modifier is not None:
        match = WORDS.match(text, modifier.end(), limit)
        if match is not None:
            return KNOWN[match[0]][:2] + match.span()
    return NO_NOUN


def _whole(text: str, end: int, far: int, limit: int, noun: Noun) -> Noun:
    """The heaviest of the nouns that follow each other: 居家隔离家庭 are in quarantine before they are families."""
    theme, weight, begin, position = noun
    while text[position : position + 1] != "的":
        match = WORDS.match(text, position, far)
        if match is None:
            if position < far and text[position] == "“":
                position += 1
                continue
            return theme, weight, begin, position
        other, heavy, _, _ = KNOWN[match[0]]
        if not heavy:
            return theme, weight, begin, position
        if heavy >= weight:
            theme, weight, begin = other, heavy, position
        position = match.end()
    of = WORDS.match(text, position + 1, limit) if begin > end else None
    if of is not None and KNOWN[of[0]][1]:  # 3个没有物业的小区
        return KNOWN[of[0]][:2] + of.span()
    return theme, weight, begin, position


def noun_before(text: str, start: int, limit: int) -> Noun:
    """The noun just before a figure, not before `limit`."""
    at = start
    if text[start - 1 : start] in _JOINS:
        least = max(limit, start - 5)
        while at > least and text[at - 1] in _JOINS:
            at -= 1
    # 共 and 有 join a noun to its number, and may also be a noun's last character: 人数.
    for stop in range(at, start + 1):
        for word in _ENDINGS.get(text[stop - 2 : stop], ()):
            begin = stop - len(word)
            if begin >= limit and text.startswith(word, begin):
                theme, weight, _, _ = KNOWN[word]
                if theme == GRIDS and "有" in text[stop:start]:
                    weight = 0
                return theme, weight, begin, stop
        word = text[stop - 1 : stop]
        if word in _ENDINGS and stop > limit:
            theme, weight, _, _ = KNOWN[word]
            return (theme, 0 if theme == GRIDS and "有" in text[stop:start] else weight, stop - 1, stop)
    return NO_NOUN
