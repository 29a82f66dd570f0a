"""Judges a number by what follows it: a measure word, a counted noun (8部门, 五区) or 级."""

import re

from etl.text.bare import LEXICON, noun_at
from etl.text.figure import figure, whole_measure_at
from etl.text.mention import ARABIC, NUMERALS, Mention, Rejected
from etl.text.negative import in_title, quoted_slogan, why_not
from etl.text.ranges import RANGE_MARKS, range_of

HALF = re.compile(r"个[多半](?:小时|钟头|月|星期|礼拜|学期)")
_ENUMERATION = re.compile(r"[、，/—\-][\u4e00-\u9fff()（）]{1,10}$")
_LEVELS = re.compile(r"[省市县区乡镇街道社区村组户级网格院楼栋门]$")
_LEVEL_WORDS = re.compile(
    r"(?:联动|联防|书记|体系|架构|包保|指挥|责任|党组织|组织|干部|防控|管理|力量|贯通|联控|调度|作战|协同|防线|工作|网格化|同|一体|齐|下沉|包联|包抓|队伍|管控|网络)"
)


def counted(text: str, start: int, end: int, covered: int, *, chinese: bool) -> Mention | Rejected | None:
    """The figure that a number makes with its measure word, or why it is none; None where no measure word follows."""
    at = end
    while text[at : at + 1] and text[at] in "余多来+＋几":
        at += 1
        if at > end + 1:
            break
    while text[at : at + 1] and text[at] in " \u3000\xa0" and at < end + 3:
        at += 1
    half = HALF.match(text, at)
    if half:
        return figure(text, start, end, covered, text[at] + half[0][2:], half.end(), inner=half[0][1])
    measure = whole_measure_at(text, at)
    if at > end and text[at - 1] in "来" and not measure:
        return None
    follows = text[at : at + 1]
    if not measure:
        if (
            follows
            and follows in RANGE_MARKS
            and text[at + 1 : at + 2]
            and (text[at + 1] in NUMERALS or text[at + 1] in " 近约")
        ):
            return range_of(text, start, end, covered, at, "")
        noun = noun_at(LEXICON.counted, text, at)
        if follows == "大" and at == end:
            big = noun_at(LEXICON.counted_after_big, text, at + 1)
            if not big or quoted_slogan(text, start, end):
                return Rejected(start, end, "slogan")
            return figure(text, start, end, covered, big, at + 1 + len(big), noun=LEXICON.counted_after_big[big])
        if noun:
            return _with_noun(text, start, end, covered, noun, at, chinese=chinese)
        return None
    if measure in ("级", "級"):
        return _level(text, start, end, covered, at + 1)
    p = at + len(measure)
    after = text[p : p + 1]
    if (
        after
        and after in RANGE_MARKS
        and text[p + 1 : p + 2]
        and text[p + 1] in NUMERALS
        and not text.startswith("一", p + 1)
    ):
        return range_of(text, start, end, covered, p, measure)
    reason = why_not(text, start, end, measure, p, chinese=chinese)
    if reason:
        return Rejected(start, end, reason)
    return figure(text, start, end, covered, measure, p)


# With one Chinese digit before them these are names more often than counts: 二村, 三社区, 五组.
_NAMED = frozenset(
    ["村", "社区", "组", "小区", "街道", "大队", "中队", "小组", "校", "局", "中心", "馆", "支部", "党支部"]
)


def _with_noun(
    text: str, start: int, end: int, covered: int, noun: str, at: int, *, chinese: bool
) -> Mention | Rejected | None:
    """8部门, 五区, 两社区: a noun counted without a measure word."""
    unit = LEXICON.counted[noun]
    word = text[start:end]
    before = text[start - 1] if start else ""
    follows = text[at + len(noun) : at + len(noun) + 1]
    if chinese and len(word) == 1:
        if word in "百千万萬零" and at == end:
            return None
        if at == end and noun in _NAMED and word not in "两兩":
            return Rejected(start, end, "name")
        if quoted_slogan(text, start, end):
            return Rejected(start, end, "slogan")
        if follows in ("长", "级", "委", "别", "人", "民") and noun in ("区", "县", "市", "镇", "乡", "村", "组", "省"):
            return Rejected(start, end, "name")
        if before == "有" and noun == "市":
            return None
    if noun in ("区", "县", "市", "镇", "乡", "村", "局", "国", "校", "馆") and follows in (
        "别",
        "域",
        "间",
        "民",
        "场",
        "长",
        "级",
        "庄",
        "庆",
        "外",
        "内",
        "政",
    ):
        return None
    if noun == "组" and not chinese and not (before and (before in "办室分成设个" or before in NUMERALS)):
        return Rejected(start, end, "name")
    if before == "每":
        return Rejected(start, end, "per-unit base")
    if in_title(text, start, end):
        return Rejected(start, end, "title")
    return figure(text, start, end, covered, noun, at + len(noun), noun=unit)


def _level(text: str, start: int, end: int, covered: int, p: int) -> Mention | Rejected:
    """四级 counts the levels of a structure only where they are listed before it or linked after it."""
    before = text[start - 1] if start else ""
    window = text[max(0, start - 12) : start]
    listed = before == "、" or (_LEVELS.search(window) and _ENUMERATION.search(window))
    arabic = text[start] in ARABIC
    if text[start:end] in ("一", "二", "1", "Ⅰ") and not listed:
        return Rejected(start, end, "ordinal level")
    if quoted_slogan(text, start, end):
        return Rejected(start, end, "slogan")
    if listed or (_LEVEL_WORDS.match(text, p) and not text.startswith(("响应", "应急"), p) and not arabic):
        return figure(text, start, end, covered, "级", p)
    return Rejected(start, end, "ordinal level")
