"""Decides what a figure is about: the noun it counts, then the verb of its clause, then the sentence.

A unit brings its own leaning, and what was said before fades. Words and weights stand in data/registry/lexicon.toml;
there is no rule for a document.
"""

import re
from functools import cache
from typing import NamedTuple

from etl.text.lexicon import lexicon, trie
from etl.text.mention import Mention
from etl.text.unit import measure_words

_MARKS = "，,：:、。！？!?；;\n（）()“”"
# A figure before one of these is not followed by its noun: 19例在社区筛查中发现.
_NO_NOUN = frozenset("在于从由到被对向为用把将已均未正以来通进")
_COMMAS = frozenset("，,：:")
_STOPS = frozenset("，,：:、。！？!?；;\n（(")
# What a unit says by itself: cases are the setting, money is mostly given, levels and branches are organisation.
_LEANING = {
    "case": ("other", 9.0),
    "CNY": ("donations", 3.0),
    "household": ("population", 2.5),
    "day": ("volunteers", 2.0),
    "hour": ("volunteers", 2.0),
    "minute": ("other", 2.0),
    "week": ("other", 2.0),
    "month": ("other", 2.0),
    "mass": ("materials", 2.0),
    "area": ("other", 3.0),
    "length": ("other", 9.0),
    "person": ("volunteers", 1.0),
    "team": ("volunteers", 5.0),
    "volume": ("materials", 3.0),
}
_LEANING_UNIT = {
    "level": ("organisation", 17.0),
    "round": ("testing", 3.0),
    "link": ("organisation", 9.0),
    "dose": ("services", 6.0),
    "kit": ("materials", 3.0),
    "call": ("services", 4.0),
    "order": ("services", 6.0),
    "flag": ("organisation", 2.0),
    "banner": ("publicity", 4.0),
    "tent": ("materials", 4.0),
}
# Whose noun is counted without a measure word (8部门, 五区) is its own head.
_AREAS = frozenset(
    {
        "district",
        "county",
        "city",
        "town",
        "village",
        "community",
        "subdistrict",
        "compound",
        "province",
        "zone",
        "grid",
    }
)
_BODIES = frozenset(
    {"department", "office", "working_group", "task_force", "organisation", "party_branch", "war_zone", "group"}
)
# A gift may be anything but people and their illness.
_NOT_GIVEN = frozenset({"person", "person_time", "household", "case", "day", "hour", "team"})


class Cue(NamedTuple):
    """One word that hints at a theme, or a mark between clauses (noun and verb both None)."""

    start: int
    end: int
    word: str
    noun: tuple[str, int] | None
    verb: tuple[str, int] | None


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(trie([*lexicon().nouns, *lexicon().verbs, *_MARKS]))


def sentence_cues(text: str, start: int, end: int) -> list[Cue]:
    nouns, verbs = lexicon().nouns.get, lexicon().verbs.get
    return [
        Cue(match.start(), match.end(), word := match[0], nouns(word), verbs(word))
        for match in _cues().finditer(text, start, end)
    ]


def _head(text: str, cues: list[Cue], first: int, start: int, end: int, floor: int, ceiling: int) -> int:
    """The index of the cue that is counted: the noun after the figure, else the one just before it; or -1."""
    head, position = -1, end + (text[end : end + 1] == "的")
    nouns = first if text[end : end + 1] not in _NO_NOUN else len(cues)
    for index in range(nouns, len(cues)):
        cue = cues[index]
        if cue.start < position:
            continue
        gap = cue.start - position
        if cue.word in _STOPS or cue.start >= ceiling or gap > (8 if head < 0 else 1) or cue.noun is None:
            break
        if gap == 1 and head >= 0 and text[position] != "的":
            break
        if head >= 0 and text[position : position + 1] == "的":
            break
        head, position = index, cue.end
    if head >= 0:
        return head
    for index in range(first - 1, -1, -1):
        cue = cues[index]
        if cue.word in _MARKS:
            if cue.word in "）)”" and cue.end >= start - 1:
                continue
            if cue.word in "：:" and cue.end >= start - 1:
                continue
            return -1
        if cue.noun is not None:
            between = text[cue.end : start]
            if cue.start < floor or not _JOINS.fullmatch(between) or ("有" in between and cue.noun[0] == "grids"):
                return -1
            return index
    return -1


def theme_of(
    text: str,
    cues: list[Cue],
    mention: Mention,
    unit: str,
    unit_class: str,
    previous: tuple[str, str],
    floor: int,
    ceiling: int,
) -> tuple[str, str]:
    """The theme with the greatest weight, and the word that weighed most in it.

    `floor` and `ceiling` are the ends of the figures on either side: a noun beyond them belongs to another figure.
    """
    start, end = mention.start, mention.end
    scores: dict[str, float] = {}
    best = ("", 0.0)
    first = len(cues)
    for index, cue in enumerate(cues):
        if cue.end > start:
            first = index
            break
    sort = mention.measure in _SORTS
    head = _head(text, cues, first, start, end, floor, ceiling) if sort else -1
    theme, weight = (cues[head].noun if head >= 0 else None) or ("", 0)
    if unit_class == "person" and theme == "organisation":
        head, theme, weight = -1, "", 0  # people sit in a task force, they are not one
    if sort and head < 0 and text[end : end + 1] and text[end] in "村区县镇乡":
        scores["grids"] = 13.0
    # What is done with residents or houses says more than that they are residents or houses.
    verbs = 1.6 if 0 < weight <= 3 else 1.0
    given = unit_class not in _NOT_GIVEN and theme != "grids" and sort
    commas = 0
    for index in range(first - 1, -1, -1):
        _, stop, word, noun, verb = cues[index]
        if noun is None and verb is None:
            if word in _COMMAS and start - stop > 0:
                commas += 1
            continue
        crossed = stop <= floor
        if index == head:
            theme, weight = noun or ("", 0)
            score = weight * 2.0
        elif verb is not None:
            theme, weight = verb
            if theme == "donations":
                score = weight * ((1.9 if not commas else 1.4 / commas) if given else 0.25)
            elif weight >= 8 and not commas and not (crossed and weight == 9):
                score = weight * 2.0
            else:
                score = weight * verbs * (0.9 if not commas else 0.3 / commas) * (0.8 if crossed else 1.0)
        else:
            theme, weight = noun or ("", 0)
            score = weight * (0.35 if not commas else 0.18 / commas) * (0.5 if crossed else 1.0)
            if theme == "grids":
                score *= 0.4
            elif theme == "donations" and given:
                score *= 3
        scores[theme] = scores.get(theme, 0.0) + score
        if score > best[1]:
            best = (word, score)
    commas = 0
    for index in range(first, len(cues)):
        begin, _, word, noun, verb = cues[index]
        if begin < end:
            continue
        if noun is None and verb is None:
            if word in _COMMAS:
                commas += 1
                if commas > 1:
                    break
            continue
        beyond = begin >= ceiling
        if index == head:
            theme, weight = noun or ("", 0)
            score = weight * 2.2
        elif verb is not None and not beyond:
            theme, weight = verb
            score = weight * verbs * (0.75 if not commas else 0.15)
            if theme == "donations":
                score *= 2.0 if given else 0.4
            elif weight >= 8 and not commas:
                score = weight * 2.0
        else:
            theme, weight = noun or verb or ("", 0)
            score = weight * (0.3 if not commas else 0.08) * (0.3 if beyond else 1.0)
            if theme == "grids":
                score *= 0.4
        scores[theme] = scores.get(theme, 0.0) + score
        if score > best[1]:
            best = (word, score)
    for leaning in (_LEANING.get(unit_class), _LEANING_UNIT.get(unit)):
        if leaning and not (head >= 0 and leaning[0] == "population"):
            scores[leaning[0]] = scores.get(leaning[0], 0.0) + leaning[1]
    if not sort:
        if unit in _AREAS:
            scores["grids"] = scores.get("grids", 0.0) + 14.0
        elif unit in _BODIES:
            scores["organisation"] = scores.get("organisation", 0.0) + 14.0
    if previous[0]:
        same = previous[1] == mention.measure and head < 0
        lean = 6.0 if same else 2.5 if previous[0] == "population" and head < 0 else 0.8
        scores[previous[0]] = scores.get(previous[0], 0.0) + lean
    if not scores:
        return "other", "none"
    theme = max(scores, key=scores.__getitem__)
    return theme, best[0] or unit_class


_HAN = re.compile(r"[\u4e00-\u9fff]+")
_TAIL_WORD = re.compile(r"(?:共|达|只有|仅|有|为|约|计|共计|累计|已|近|超|总计|[:：]|只)+$")
_JOINS = re.compile(r"[共达约计为仅只至增到了各均已近超等总有现也还就人数量累目前：:“”()（）]{0,5}")
_SORTS = frozenset(measure_words())


def unit_of(text: str, mention: Mention, clause_start: int, clause_end: int) -> str:
    """The unit, after the counted noun has had its say about a generic measure word."""
    rules = lexicon().fixes.get(mention.measure)
    if rules:
        after = _HAN.match(text, mention.end, min(clause_end, mention.end + 12))
        following = after[0].partition("的")[0][:8] if after else ""
        where = mention.head or following
        if not where:
            where = text[max(clause_start, mention.start - 8) : mention.start]
            if _TAIL_WORD.search(where):
                where = _TAIL_WORD.sub("", where)
        ends = [(found.end(), unit) for pattern, unit in rules for found in pattern.finditer(where)]
        if ends:
            end, unit = max(ends)
            if following or mention.head or len(where) - end == 0:
                return unit
    return mention.unit
