"""Decides what a figure is about: the noun it counts, then the verb of its clause, then the sentence.

A unit brings its own leaning, and what was said before fades. Words and weights stand in data/registry/lexicon.toml;
there is no rule for a document.
"""

import re
from bisect import bisect
from collections.abc import Iterable
from functools import cache

from etl.text.lexicon import lexicon, trie
from etl.text.mention import Mention
from etl.text.unit import measure_words

_MARKS = "，,：:、。！？!?；;\n（）()“”"
# A figure before one of these is not followed by its noun: 19例在社区筛查中发现.
_NO_NOUN = frozenset("在于从由到被对向为用把将已均未正以来通进")
_STOPS = frozenset("，,：:、。！？!?；;\n（(")
# 40名培训上岗的采样员: the noun stands after 的.
_MODIFIER = re.compile("[^，,、。；;：:！？（(\n0-9的]{2,10}的")
# Nor is a noun beyond one of these: 2800份今早已发到各楼栋.
_AWAY = re.compile("[在于从由到被对向用把将已均]")
_COMMA = re.compile(r"[，,](?:(?<![0-9０-９][，,])|(?![0-9０-９]{3}))")
# Something may be given away where one of these stands: then the whole clause is weighed.
_GIVES = re.compile("捐|赠|募|拨|馈|慷慨|善|补助|补贴|献爱|缴纳|交纳|自掏|自费|出资|垫资|无偿|党费|经费|资金|专款|基金")
# What a unit says by itself: cases are the setting, money is mostly given, levels and branches are organisation.
_LEANING = {
    "case": ("other", 9.0),
    "CNY": ("donations", 3.0),
    "household": ("population", 2.5),
    "day": ("other", 2.0),
    "hour": ("other", 2.0),
    "minute": ("other", 2.0),
    "week": ("other", 2.0),
    "month": ("other", 2.0),
    "mass": ("materials", 2.0),
    "area": ("other", 3.0),
    "length": ("other", 13.0),
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
    "order": ("services", 12.0),
    "flag": ("organisation", 2.0),
    "banner": ("publicity", 4.0),
    "tent": ("materials", 4.0),
    "group": ("organisation", 5.0),
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
# Units that say more than any noun beside them, and money, which is never what the noun beside it counts.
_SET = frozenset({"case", "length", "CNY"})
_SAID = frozenset({"level", "order"})
# A gift may be anything but people and their illness.
_NOT_GIVEN = frozenset({"person", "person_time", "household", "case", "day", "hour", "team"})


THEMES = (
    "volunteers", "grids", "materials", "testing", "population", "organisation", "publicity", "screening", "services",
    "donations", "other",
)  # fmt: skip
_NUMBER_OF = {theme: number for number, theme in enumerate(THEMES)}
_MATERIALS = _NUMBER_OF["materials"]
_GRIDS, _DONATIONS, _POPULATION, _ORGANISATION, _VOLUNTEERS, _SCREENING, _TESTING = (
    _NUMBER_OF[theme]
    for theme in ("grids", "donations", "population", "organisation", "volunteers", "screening", "testing")
)
# Money is none of these, whatever stands near it.
_NO_MONEY = (_GRIDS, _POPULATION, _VOLUNTEERS, _SCREENING)
_SPANS = frozenset({"day", "hour", "week", "month"})
_DUTY = re.compile(
    "值守|值班|值勤|执勤|坚守|驻守|守护|守在|守卡|奋战|连轴|站岗|在岗|上岗|轮班|轮值|轮换|一换|一班|倒班|每天工作|连续工作|不下火线|服务时长"
    "|没回家|没有回家|未回家|没回过家|没有休息|没休息|队员|吃住在|带病"
)
_BULK = frozenset({"mass", "volume"})
_WORKER = re.compile("[\u4e00-\u9fff]{0,4}(?<![人学动])员")  # 8名收银员: who is called by the work is at it
# At a sampling point they take samples; elsewhere they serve.
_MEDICS = re.compile("医护|医务")
_SAMPLING = re.compile("采样|核酸|筛查|检测")
_POSITIVE = re.compile("阳性|检出|初筛|筛出")
_ILL = re.compile("确诊|病例|感染者|无症状")
_PART = re.compile("(?:占|占到|占比|占总数的|占比达|达|约占)$")
_GIVEN_BY = re.compile("[^，。；、]{1,8}?(?:捐款|捐资|捐物|捐出|捐献|捐赠|献爱心|解囊|认捐)")


def theme_after_gift(text: str, end: int, limit: int) -> bool:
    """Whether the people counted before text[end:] gave something: 1800余名党员自愿捐款."""
    return _GIVEN_BY.match(text, end, limit + 1) is not None


_BOUGHT = re.compile(
    "采购|购置|购买|购进|购入|添置|储备|备足|备有|备货|配备|配发|配齐|发放|分发|消耗|耗用|使用|调拨|调运|筹措|库存|缴获|查获|供应|设置|投放|安装"
)


_BRINGS = re.compile("送[来去上]|[拉运]来|免费")
_BY_OTHERS = re.compile(
    "(?:企业|公司|商会|老板|超市|餐馆|饭店|酒店|合作社|厂|爱心|热心|乡贤|乡亲|居民|村民|校友|侨|单位)"
    "[^，,。；;]{0,14}?(?:送来|送去|送上|拉来|运来|免费提供|免费送)"
)


def brought(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] says that somebody who need not brought something: 驻区单位送来牛奶.

    >>> brought("合作社给隔离点送去萝卜", 0, 11), brought("乡里送来帐篷", 0, 6)
    (True, False)
    """
    return _BRINGS.search(text, start, end) is not None and _BY_OTHERS.search(text, start, end) is not None


def announces_gifts(text: str, begin: int) -> bool:
    """Whether the line above text[begin:] opens a list of gifts.

    >>> announces_gifts("捐赠物资如下：\\n口罩5只", 8), announces_gifts("采购物资：\\n口罩5只", 6)
    (True, False)
    """
    if text[begin - 1 : begin] != "\n" or text[begin - 2 : begin - 1] not in tuple("：:"):
        return False
    return re.search("捐|赠", text[text.rfind("\n", 0, begin - 1) + 1 : begin]) is not None


def bought(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] says that supplies were bought, stored or handed out, and so were no gift."""
    return _BOUGHT.search(text, start, end) is not None


def heading_of(text: str, start: int, stop: int) -> int:
    """What a paragraph is about by its own heading or the line above it; -1 where neither says.

    >>> THEMES[heading_of("（三）推进接种。设置23个", 0, 12)], heading_of("记者昨日获悉，有3人", 0, 10)
    ('services', -1)
    """
    match = _HEADING.match(text, start, min(stop, start + 24))
    if match is None:
        line = text.rfind("\n", max(0, start - 40), max(start - 1, 0)) + 1
        if start - line > 24 or not start:
            return -1
        first, last = line, start
    else:
        first, last = match.span()
    pattern, known = _cues()
    best, weight = -1, 3
    for cue in pattern.finditer(text, first, last):
        noun, heavy, verb, strong, _ = known[cue[0]]
        if max(heavy, strong) > weight and (noun if heavy >= strong else verb) != _GRIDS:
            best, weight = (noun, heavy) if heavy >= strong else (verb, strong)
    return best


_HEADING = re.compile("[^，。：:；0-9０-９]{2,20}(?:[。：:]|方面，)")
# Start, end, noun's theme and weight, verb's theme and weight (weight 0 = is none), the mark if it is one.
# A tuple, and themes as numbers, because every word near a figure passes here.
Cue = tuple[int, int, int, int, int, int, str]


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[int, int, int, int, str]]]:
    words = lexicon()
    known = {mark: (0, 0, 0, 0, mark) for mark in _MARKS}
    for word in {**words.nouns, **words.verbs}:
        noun, verb = words.nouns.get(word, ("other", 0)), words.verbs.get(word, ("other", 0))
        known[word] = (_NUMBER_OF[noun[0]], noun[1], _NUMBER_OF[verb[0]], verb[1], "")
    return re.compile(trie(known)), known


_KNOWN = _cues()[1]
# Last character of a word -> the lengths of the words that end in it, the longest first.
_ENDINGS = {
    last: tuple(sorted({len(word) for word in _KNOWN if word[-1] == last and word not in _MARKS}, reverse=True))
    for last in {word[-1] for word in _KNOWN}
}


class Sentence:
    """A sentence of a text, in clauses; the words of a clause are looked for when a figure in it asks."""

    __slots__ = ("_clauses", "_commas", "_loud", "end", "last", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.last = ""  # the theme of the figure before, in this sentence
        self._commas: list[int] | None = None
        self._clauses: dict[int, list[Cue]] = {}
        self._loud: bool | None = None

    @property
    def loud(self) -> bool:
        """Whether something is given, or a verb outweighs its noun, anywhere in the sentence."""
        if self._loud is None:
            self._loud = _LOUD.within(self.text, self.start, self.end)
        return self._loud

    def _marks(self) -> list[int]:
        if self._commas is None:
            self._commas = [match.start() for match in _COMMA.finditer(self.text, self.start, self.end)]
        return self._commas

    def clause(self, position: int) -> int:
        """The number of the clause that holds `position`."""
        return bisect(self._marks(), position)

    def bounds(self, number: int) -> tuple[int, int]:
        """Where a clause begins and ends."""
        commas = self._marks()
        start = commas[number - 1] + 1 if number else self.start
        return start, commas[number] if number < len(commas) else self.end

    def cues(self, number: int) -> list[Cue]:
        """The words and marks of a clause."""
        found = self._clauses.get(number)
        if found is None:
            start, end = self.bounds(number)
            pattern, known = _cues()
            found = [(*match.span(), *known[match[0]]) for match in pattern.finditer(self.text, start, end)]
            self._clauses[number] = found
        return found


def _noun_after(text: str, end: int, limit: int) -> tuple[int, int, int, int]:
    """The noun that follows a figure, as (theme, weight, start, end); weight 0 where none does."""
    after = text[end : end + 1]
    theme = weight = begin = 0
    if end < limit and after not in _STOPS and after not in _NO_NOUN:
        position = end + (after == "的")
        pattern, known = _cues()
        for match in pattern.finditer(text, position, min(limit, end + 20)):
            noun, heavy, _, _, mark = known[match[0]]
            start, stop = match.span()
            if mark == "“" and start == position:
                position = stop
                continue
            if (
                not heavy
                or start - position > 8
                or (start > position and (weight or _AWAY.search(text, position, start)))
            ):
                break
            if heavy >= weight:  # 居家隔离家庭 are in quarantine before they are families
                theme, weight, begin = noun, heavy, start
            position = stop
            if text[stop : stop + 1] == "的":
                of = pattern.match(text, stop + 1, limit) if begin > end else None
                if of is not None and known[of[0]][1]:  # 3个没有物业的小区
                    theme, weight = known[of[0]][:2]
                    begin, position = of.span()
                break
        if not weight and (modifier := _MODIFIER.match(text, end, limit)):
            noun_after_de = pattern.match(text, modifier.end(), limit)
            if noun_after_de is not None:
                theme, weight = known[noun_after_de[0]][:2]
                begin, position = noun_after_de.span()
        return theme, weight, begin, position
    return 0, 0, 0, 0


def _noun_before(text: str, start: int, limit: int) -> tuple[int, int, int, int]:
    """The noun just before a figure (悬挂党旗184面), as (theme, weight, start, end); weight 0 where there is none."""
    at = start
    least = max(limit, start - 5)
    while at > least and text[at - 1] in _JOINS:
        at -= 1
    # 共 and 有 join a noun to its number, and may also be a noun's last character: 人数.
    for stop in range(at, start + 1):
        for length in _ENDINGS.get(text[stop - 1 : stop], ()):
            word = text[stop - length : stop]
            if stop - length >= limit and word in _KNOWN:
                theme, weight, _, _, _ = _KNOWN[word]
                if theme == _GRIDS and "有" in text[stop:start]:
                    weight = 0
                return theme, weight, stop - length, stop
    return 0, 0, 0, 0


class _Few:
    """A search for a few words: `re` skips to their first letters, and only there the words are tried."""

    def __init__(self, words: Iterable[str]) -> None:
        words = list(words)
        self._letters = re.compile(f"[{''.join(sorted({word[0] for word in words}))}]")
        self._words = re.compile(trie(words))

    def within(self, text: str, start: int, end: int) -> bool:
        """Whether one of the words stands in text[start:end]."""
        words = self._words
        return any(words.match(text, letter.start(), end) for letter in self._letters.finditer(text, start, end))


_STRONG_WORDS = [word for word, (_, weight) in lexicon().verbs.items() if weight >= 8]
# Verbs that outweigh the noun of their clause, and these with all words of giving.
_STRONG = _Few(_STRONG_WORDS)
_LOUD = _Few([*_STRONG_WORDS, *_GIVES.pattern.split("|")])


def _outweighed(sentence: Sentence, start: int, *, given: bool) -> bool:
    """Whether a gift, or a strong verb, speaks against the noun of a figure at `start`."""
    number = sentence.clause(start)
    left, right = sentence.bounds(number)
    if _STRONG.within(sentence.text, left, right):
        return True
    earlier = sentence.bounds(number - 1)[0] if number else left
    return given and _GIVES.search(sentence.text, earlier, right) is not None


# 采摘2万斤青菜,无偿送往社区: what is given is said after it.
_THEN_GIVEN = re.compile("[^，,。；;\n]{0,12}[，,](?:全部|一并|都|又)?(?:无偿|捐|赠)")
_POSTS = frozenset(
    [
        "卡口",
        "卡点",
        "检查点",
        "检查站",
        "检疫站",
        "值守点",
        "监测点",
        "登记点",
        "路口",
        "出入口",
        "入口",
        "出口",
        "村口",
        "岗位",
    ]
)


def theme_of(
    sentence: Sentence,
    mention: Mention,
    unit: str,
    unit_class: str,
    previous: tuple[str, str],
    floor: int,
    ceiling: int,
    heading: tuple[int, int] = (0, 0),
) -> tuple[str, str]:
    """The theme with the greatest weight, and the word that weighed most in it.

    `heading` is where the paragraph begins and its first figure stands: its heading hints where nothing nearer decides.

    `floor` and `ceiling` are the ends of the figures on either side: a noun beyond them belongs to another figure.
    """
    text, start, end, measure = sentence.text, mention.start, mention.end, mention.measure
    people = unit_class in _NOT_GIVEN
    sort = measure in _SORTS or unit_class == "ratio"
    listed = not people and sentence.last == "donations"
    theme = weight = 0
    begin, serving = -1, 0.0
    if sort:
        theme, weight, begin, stop = _noun_after(text, end, min(sentence.end, ceiling))
        if not weight:
            theme, weight, begin, stop = _noun_before(text, start, max(sentence.start, floor))
        if weight:
            if people and unit_class != "case" and (theme == _GRIDS or text[begin:stop] in _POSTS):
                weight = 0  # 每个卡口3人: where people are does not count them
            elif theme == _ORGANISATION and unit_class == "person":
                weight, serving = 0, 5.0  # they sit in a task force, they are not one
            elif unit_class == "CNY" and theme in (_GRIDS, _POPULATION):
                weight = 0  # money is given to a community
            elif theme == _MATERIALS and not people and _THEN_GIVEN.match(text, end):
                return "donations", text[begin:stop]
            elif weight >= 6 and not listed and unit_class not in _SET and unit not in _SAID:
                given = not people and theme != _GRIDS
                if not (sentence.loud and _outweighed(sentence, start, given=given)):
                    # Most figures count something that says what they are about, and nothing near says otherwise.
                    return THEMES[theme], text[begin:stop]
    scores = [0.0] * len(THEMES)
    scores[_VOLUNTEERS] = serving
    if weight:
        scores[theme] += weight * (2.2 if begin >= end else 2.0)
    else:
        begin = -1
        if sort and unit_class == "item" and _AREA_AFTER.match(text, end):
            scores[_GRIDS] = 13.0
    in_grids = bool(weight) and theme == _GRIDS
    given = sort and not people and not in_grids
    number = sentence.clause(start)
    left, right = sentence.bounds(number)
    cues = sentence.cues(number)
    if listed and not in_grids and not any(cue[5] and cue[1] <= start for cue in cues):
        scores[_DONATIONS] += 16.0  # 捐款8万元,口罩3万只,手套200副: the list goes on
    # What is done with residents or houses says more than that they are residents or houses.
    verbs = 1.6 if 0 < weight <= 3 else 1.0
    workers = theme == _VOLUNTEERS and weight > 3 and unit_class in ("person", "team", "item")  # whatever they carry
    for first, last, noun, heavy, verb, strong, mark in cues:
        if mark or first == begin:
            continue
        if last <= start:
            if not strong:
                near = 0.35 if last > floor else 0.175
                scores[noun] += heavy * near * (0.4 if noun == _GRIDS else 3.0 if noun == _DONATIONS and given else 1.0)
            elif verb == _DONATIONS:
                scores[verb] += strong * (1.9 if given else 0.25)
            elif strong == 8 or (strong == 9 and last > floor):
                scores[verb] += strong * 2.0
            else:
                scores[verb] += strong * verbs * (0.9 if last > floor else 0.72)
        elif first >= end:
            if not strong or (first >= ceiling and weight > 3):
                near = 0.3 if first < ceiling else 0.09
                scores[noun if heavy else verb] += (heavy or strong) * near * (0.4 if heavy and noun == _GRIDS else 1.0)
            elif verb == _DONATIONS:
                scores[verb] += strong * (1.5 if given else 0.3)
            elif first < ceiling:
                scores[verb] += strong * (2.0 if strong >= 8 and not (workers and strong == 8) else verbs * 0.75)
            else:
                scores[verb] += strong * verbs * 0.6
    if number and (max(scores) < 5.5 or (given and _GIVES.search(text, *sentence.bounds(number - 1)))):
        for _, _, noun, heavy, verb, strong, mark in sentence.cues(number - 1):
            if strong:
                scores[verb] += strong * ((1.4 if given else 0.25) if verb == _DONATIONS else verbs * 0.28)
            elif not mark:
                scores[noun] += heavy * (0.04 if noun == _GRIDS else 0.3 if noun == _DONATIONS and given else 0.12)
    for leaning in (_LEANING.get(unit_class), _LEANING_UNIT.get(unit)):
        if leaning and not (weight and leaning[0] == "population"):
            scores[_NUMBER_OF[leaning[0]]] += leaning[1]
    if not weight and heading[1]:
        above = heading_of(text, *heading)
        if above >= 0:
            scores[above] += 2.0
    if unit_class in _SPANS:
        if _DUTY.search(text, sentence.start, sentence.end):
            scores[_VOLUNTEERS] += 3.0
    elif unit_class == "case":
        scores[_SCREENING] = 0.0  # 隔离管控中发现79例 says where, not what
        if _POSITIVE.search(text, left, start) and not _ILL.search(text, sentence.start, start):
            scores[_TESTING] += 12.0
    elif unit_class == "CNY":
        for theme in _NO_MONEY:
            scores[theme] = 0.0
    elif unit_class in _BULK:
        scores[_SCREENING] = scores[_POPULATION] = 0.0
    elif unit_class == "person":
        if theme_after_gift(text, end, min(right, ceiling)):
            scores[_DONATIONS] += 14.0
        elif not weight and _WORKER.match(text, end):
            scores[_VOLUNTEERS] += 5.0
        elif (
            weight
            and _MEDICS.search(text, max(left, start - 8), min(end + 5, right))
            and _SAMPLING.search(text, sentence.start, start)
        ):
            scores[_TESTING] += 18.0
    elif unit_class == "ratio" and previous[0] and _PART.search(text, max(floor, start - 10), start):
        scores[_NUMBER_OF[previous[0]]] += 9.0
    if not sort:
        if unit in _AREAS:
            scores[_GRIDS] += 14.0
        elif unit in _BODIES:
            scores[_ORGANISATION] += 14.0
    if previous[0]:
        same = previous[1] == measure and not weight
        scores[_NUMBER_OF[previous[0]]] += 6.0 if same else 2.5 if previous[0] == "population" and not weight else 0.8
    most = max(scores)
    if not most:
        return "other", "none"
    theme = scores.index(most)
    rule = _rule(text, theme, begin, cues) or (number and _rule(text, theme, begin, sentence.cues(number - 1))) or unit
    return THEMES[theme], rule


def _rule(text: str, theme: int, head: int, cues: list[Cue]) -> str:
    """The word that speaks most for a theme: the noun that is counted, else the heaviest; "" where none does."""
    best = (False, 0)
    word = ""
    for first, last, noun, heavy, verb, strong, _ in cues:
        weight = (first == head, strong if strong and verb == theme else heavy if noun == theme else 0)
        if weight[1] and weight > best:
            best, word = weight, text[first:last]
    return word


_AREA_AFTER = re.compile("(?:村|[区县镇乡](?![级长]))(?![口民干医里头务])")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_TAIL_WORD = re.compile(r"(?:共|达|只有|仅|有|为|约|(?<![温度])计|共计|累计|已|近|超|总计|[:：]|只)+$")
_JOINS = frozenset("共达约计为仅只至增到了各均已近超等总有现也还就人数量累目前控制在持保升降提高：:“”()（）")
_SORTS = frozenset(measure_words())


# For each measure word that a noun can fix: one pattern for all such nouns, a group for each unit.
FIXES = {
    measure: (re.compile("|".join(f"({rule.pattern})" for rule, _ in rules)), tuple(unit for _, unit in rules))
    for measure, rules in lexicon().fixes.items()
}


def unit_of(text: str, mention: Mention, start: int, stop: int) -> str:
    """The unit, after the counted noun of the sentence text[start:stop] has had its say about the measure word."""
    if mention.measure not in FIXES:
        return mention.unit
    pattern, units = FIXES[mention.measure]
    end = mention.end
    after = _HAN.match(text, end, min(stop, end + 8))
    following = after[0].partition("的")[0] if after else ""
    where = mention.head.rpartition("，")[2] or following
    if not where:
        where = _TAIL_WORD.sub("", text[max(start, mention.start - 8) : mention.start])
    last = None
    for last in pattern.finditer(where):  # noqa: B007 (its last value is used)
        pass
    if last is None or not (following or mention.head or last.end() == len(where)):
        return mention.unit
    return units[(last.lastindex or 1) - 1]
