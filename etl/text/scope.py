"""Reads for which area or body a sentence speaks: 全市, 在泉铁社区, 徐家湾街道.

The last place named before a figure is taken, and it holds until another is named or the paragraph ends.
"""

import re

# One set of characters, which `re` skips to; what the character must not be part of is asked afterwards.
_PLACE = re.compile(
    "[市县区镇乡村道](?<![地城超都门夜早菜]市)(?<![地城辖园校灾疫库片控理范险郊山景战厂]区)(?<![农乡各进入居]村)"
    "(?<![^街]道)(?![长民委场级口庄组里域亲村])"
)
# A name begins after one of these, or after a mark.
_BOUND = frozenset(
    "在到往赴向于从对为由和与及给自入将把各该本我全让使令了的这那每等是有一二三四五六七八九十百千万两几个名支驻，。、；：！？（）“”《》…"
)


def place_before(text: str, start: int, end: int) -> tuple[str, int]:
    """The last place that text[start:end] names, and where to read on; ("", end) where it names none.

    >>> text = "在徐家湾街道,有志愿者200余人"
    >>> place_before(text, 0, len(text))
    ('徐家湾街道', 16)
    """
    first = _PLACE.search(text, start, end)
    if first is None:
        return "", end
    for found in reversed([first.start(), *(match.start() for match in _PLACE.finditer(text, first.end(), end))]):
        left = found
        while left > start and found - left < 8 and text[left - 1] not in _BOUND and text[left - 1] >= "\u4e00":
            left -= 1
        if left == found and text[left - 1 : left] == "全" and left > start:
            return text[left - 1 : found + 1], end
        if found - left >= 1 + (text[found] in "道区" and text[found - 1] in "街社小"):
            return text[left : found + 1], end
    return "", end
