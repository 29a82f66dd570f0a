"""Judges 一 and 半, which are mostly an article and a part of words, and figures only now and then."""

import re

from etl.text.counted import HALF
from etl.text.figure import WORDS, figure, prefix, whole_measure_at
from etl.text.mention import Mention, Rejected
from etl.text.negative import in_title, quoted_slogan
from etl.text.unit import unit_classes

_CLASSES = unit_classes()
_GIVE = re.compile(r"[捐赠]")


def one(text: str, start: int, end: int, covered: int) -> Mention | Rejected:
    """一 is an article unless it is hedged, a case or a gift."""
    if text.startswith("半", end) and text[end + 1 : end + 2] not in ("个", "天", "小", "月"):
        return figure(text, start, end + 1, covered, "半", end + 1)
    before = text[start - 1] if start else ""
    after = text[end : end + 1]
    if before == "每":
        return Rejected(start, end, "distributive one")
    if after == "是" or (after and after in "、.．)）" and (not before or before in "\n(（。；：　 “")):
        return Rejected(start, end, "list marker")
    inner = HALF.match(text, end)
    if inner:
        return figure(text, start, end, covered, text[end] + inner[0][2:], inner.end(), inner=inner[0][1])
    measure = whole_measure_at(text, end)
    if not measure:
        return Rejected(start, end, "name or idiom")
    p = end + len(measure)
    if _counts(text, start, covered, measure, p) and not (
        in_title(text, start, end) or quoted_slogan(text, start, end)
    ):
        return figure(text, start, end, covered, measure, p)
    return Rejected(start, end, "indefinite one")


def _counts(text: str, start: int, covered: int, measure: str, p: int) -> bool:
    """Whether 一 with this measure word is a count."""
    unit_class = _CLASSES[WORDS[measure]]
    if unit_class in ("hour", "mass", "area") or measure == "公里":
        return True
    if measure == "例":
        return text[start - 1 : start] not in ("例", "无", "没")
    if measure == "成":
        return text[start - 1 : start] in tuple("占约近仅超的低降升长少")
    follows = text[p : p + 1]
    if follows in ("又", "一"):
        return False
    if text[p : p + 2] in ("以上", "左右", "以内") or (measure in ("周", "天") and follows == "多"):
        return True
    if text.endswith("最多", 0, start) and measure in ("次", "天", "回", "趟"):
        return False  # 最多一次送了20单 tells of the best of many
    if prefix(text, start, covered)[0] < start:
        return True
    given = unit_class == "vehicle" or measure in ("台", "套", "箱")
    return given and _GIVE.search(text, max(0, start - 12), start) is not None


_HALVES = {
    "天": "天",
    "小时": "小时",
    "小時": "小时",
    "个小时": "小时",
    "个月": "个月",
    "個月": "个月",
    "个钟头": "小时",
    "个多小时": "小时",
}


def half(text: str, start: int, end: int, covered: int) -> Mention | Rejected:
    """半数 and 过半 are shares, 半个月 is a span; every other 半 is part of a word."""
    before = text[start - 1] if start else ""
    if text.startswith("数", end) and text[end + 1 : end + 2] not in ("据", "字"):
        return figure(text, start, end + 1, covered, "半", end + 1)
    if before == "过" and text[start - 2 : start - 1] != "经":
        return figure(text, start, end, covered, "半", end)
    for word, measure in _HALVES.items():
        if text.startswith(word, end) and (word != "天" or before in "近约"):
            return figure(text, start, end, covered, measure, end + len(word), inner="half")
    return Rejected(start, end, "name or idiom")
