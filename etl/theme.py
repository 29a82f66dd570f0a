"""Decides what a figure is about: the noun it counts, then the verb of its clause, then the sentence.

A unit brings its own leaning, and what was said before fades. Words and their weights stand in
data/registry/lexicon.toml; how far a word reaches is said here. There is no rule for a document.
"""

import re

from etl.cues import (
    DONATIONS,
    GRIDS,
    MATERIALS,
    ORGANISATION,
    OTHER,
    POPULATION,
    SCREENING,
    STRONG,
    TESTING,
    THEMES,
    VOLUNTEERS,
)
from etl.gifts import GIVES, gave, then_given
from etl.kind import Kind
from etl.nouns import ENDS, NO_NOUN, noun_after, noun_before
from etl.sentence import Cue, Sentence
from etl.text.lexicon import lexicon
from etl.text.mention import Mention
from etl.text.trie import any_of
from etl.text.unit import measure_words

_GROUPS = lexicon().groups
_SORTS = frozenset(measure_words())
_POSTS = frozenset(_GROUPS["posts"])
_WHERE = frozenset({GRIDS, POPULATION})
_NOTHING = [0.0] * len(THEMES)
_SPANS = frozenset({"day", "hour", "week", "month"})
_ASKED = _SPANS | {"CNY", "case", "ratio", "mass", "volume"}
_WORKING = frozenset({"person", "team", "item"})
_DUTY, _MEDICS, _SAMPLING, _POSITIVE, _ILL = (
    re.compile(any_of(_GROUPS[name])) for name in ("duty", "medics", "sampling", "positive", "ill")
)
_WORKER = re.compile("[\u4e00-\u9fff]{0,4}(?<![人学动])员")  # 8名收银员: who is called by the work is at it
_PART = re.compile("(?:占|占到|占比|占总数的|占比达|达|约占)$")
_AREA_AFTER = re.compile("(?:村|[区县镇乡](?![级长]))(?![口民干医里头务])")


def theme_of(
    sentence: Sentence, mention: Mention, unit: str, kind: Kind, before: tuple[int, str], floor: int, ceiling: int
) -> tuple[int, str, str]:
    """The theme with the greatest weight, by its number; the word that weighed most in it; the noun that is counted.

    `before` is the theme of the figure before (-1 for none) and its measure word. `floor` and `ceiling` are the ends of
    the figures on either side: a noun beyond them belongs to another figure.
    """
    start, end, _, _, _, _, measure, _, _ = mention
    text = sentence.text
    unit_class, people, noun_decides, leanings, beside_noun, own_noun = kind
    sort = measure in _SORTS or unit_class == "ratio"
    listed = sentence.last == DONATIONS and not people
    theme = weight = 0
    begin, stop, serving = -1, -1, 0.0
    if sort:
        limit = sentence.end if sentence.end < ceiling else ceiling
        theme, weight, begin, stop = noun_after(text, end, limit) if end < limit and text[end] not in ENDS else NO_NOUN
        if not weight:
            limit = sentence.start if sentence.start > floor else floor
            theme, weight, begin, stop = noun_before(text, start, limit)
        if weight:
            if people and unit_class != "case" and (theme == GRIDS or text[begin:stop] in _POSTS):
                weight = 0  # 每个卡口3人: where people are does not count them
            elif theme == ORGANISATION and unit_class == "person":
                weight, serving = 0, 5.0  # they sit in a task force, they are not one
            elif unit_class == "CNY" and theme in _WHERE:
                weight = 0  # money is given to a community
            elif theme == MATERIALS and not people and then_given(text, end):
                return DONATIONS, text[begin:stop], text[begin:stop]
            elif (
                weight >= 6
                and noun_decides
                and not listed
                and not (sentence.loud and sentence.outweighs(start, given=not people and theme != GRIDS))
            ):
                # Most figures count something that says what they are about, and nothing near says otherwise.
                return theme, text[begin:stop], text[begin:stop]
    scores = _NOTHING[:]
    scores[VOLUNTEERS] = serving
    if weight:
        scores[theme] += weight * (2.2 if begin >= end else 2.0)
    else:
        begin = -1
        if sort and unit_class == "item" and _AREA_AFTER.match(text, end):
            scores[GRIDS] = 13.0
    in_grids = weight > 0 and theme == GRIDS
    given = sort and not people and not in_grids
    left, right, before_left = sentence.clause(start)
    cues = sentence.cues(left, right)
    if listed and not in_grids and not any(cue[5] and cue[1] <= start for cue in cues):
        scores[DONATIONS] += 16.0  # 捐款8万元,口罩3万只,手套200副: the list goes on
    # What is done with residents or houses says more than that they are residents or houses.
    verbs = 1.6 if 0 < weight <= 3 else 1.0
    workers = theme == VOLUNTEERS and weight > 3 and unit_class in _WORKING  # whatever they carry
    for first, last, noun, heavy, verb, strong in cues:
        if first == begin:
            continue
        if last <= start:
            if not strong:
                near = 0.35 if last > floor else 0.175
                scores[noun] += heavy * near * (0.4 if noun == GRIDS else 3.0 if noun == DONATIONS and given else 1.0)
            elif verb == DONATIONS:
                scores[verb] += strong * (1.9 if given else 0.25)
            elif strong == 8 or (strong == 9 and last > floor):
                scores[verb] += strong * 2.0
            else:
                scores[verb] += strong * verbs * (0.9 if last > floor else 0.72)
        elif first >= end:
            if not strong or (first >= ceiling and weight > 3):
                near = 0.3 if first < ceiling else 0.09
                scores[noun if heavy else verb] += (heavy or strong) * near * (0.4 if heavy and noun == GRIDS else 1.0)
            elif verb == DONATIONS:
                scores[verb] += strong * (1.5 if given else 0.3)
            elif first < ceiling:
                scores[verb] += strong * (2.0 if strong >= STRONG and not (workers and strong == 8) else verbs * 0.75)
            else:
                scores[verb] += strong * verbs * 0.6
    if before_left < left and (
        max(scores) < 5.5 or (given and sentence.loud and GIVES.search(text, before_left, left - 1))
    ):
        for _, _, noun, heavy, verb, strong in sentence.cues(before_left, left - 1):
            if strong:
                scores[verb] += strong * ((1.4 if given else 0.25) if verb == DONATIONS else verbs * 0.28)
            else:
                scores[noun] += heavy * (0.04 if noun == GRIDS else 0.3 if noun == DONATIONS and given else 0.12)
    for leaning, weighs in beside_noun if weight else leanings:
        scores[leaning] += weighs
    if not weight and (above := sentence.paragraph.theme) >= 0:
        scores[above] += 2.0
    if unit_class == "person":
        _person(scores, sentence, start, end, (left, right), ceiling, noun=weight > 0)
    elif unit_class in _ASKED:
        _by_class(scores, sentence, unit_class, left, start, max(floor, start - 10), before[0])
    if not sort:
        for leaning, weighs in own_noun:
            scores[leaning] += weighs
    if before[0] >= 0:
        same = before[1] == measure and not weight
        scores[before[0]] += 6.0 if same else 2.5 if before[0] == POPULATION and not weight else 0.8
    most = max(scores)
    if not most:
        return OTHER, "none", ""
    theme = scores.index(most)
    rule = _rule(text, theme, begin, cues)
    if not rule and before_left < left:
        rule = _rule(text, theme, begin, sentence.cues(before_left, left - 1))
    return theme, rule or unit, text[begin:stop] if weight else ""


def _person(
    scores: list[float], sentence: Sentence, start: int, end: int, clause: tuple[int, int], ceiling: int, *, noun: bool
) -> None:
    """People are asked whether they gave, whether their work names them, and whether they take samples."""
    text = sentence.text
    left, right = clause
    if sentence.loud and gave(text, end, min(right, ceiling)):
        scores[DONATIONS] += 14.0
    elif not noun:
        if _WORKER.match(text, end):
            scores[VOLUNTEERS] += 5.0
    elif _MEDICS.search(text, max(left, start - 8), min(end + 5, right)) and _SAMPLING.search(
        text, sentence.start, start
    ):
        scores[TESTING] += 18.0  # at a sampling point they take samples; elsewhere they serve


def _by_class(
    scores: list[float], sentence: Sentence, unit_class: str, left: int, start: int, near: int, before: int
) -> None:
    """What only figures of one class are asked: days whether they were on duty, cases whether a test found them."""
    text = sentence.text
    if unit_class == "CNY":
        # Money is none of these, whatever stands near it.
        scores[GRIDS] = scores[POPULATION] = scores[VOLUNTEERS] = scores[SCREENING] = 0.0
    elif unit_class in _SPANS:
        if _DUTY.search(text, sentence.start, sentence.end):
            scores[VOLUNTEERS] += 3.0
    elif unit_class == "case":
        scores[SCREENING] = 0.0  # 隔离管控中发现79例 says where, not what
        if _POSITIVE.search(text, left, start) and not _ILL.search(text, sentence.start, start):
            scores[TESTING] += 12.0
    elif unit_class == "ratio":
        if before >= 0 and _PART.search(text, near, start):
            scores[before] += 9.0
    else:  # mass and volume
        scores[SCREENING] = scores[POPULATION] = 0.0


def _rule(text: str, theme: int, head: int, cues: list[Cue]) -> str:
    """The word that speaks most for a theme: the noun that is counted, else the heaviest; "" where none does."""
    best, word = 0, ""
    for first, last, noun, heavy, verb, strong in cues:
        weight = strong if strong and verb == theme else heavy if noun == theme else 0
        if first == head:
            if weight:
                return text[first:last]
        elif weight > best:
            best, word = weight, text[first:last]
    return word
