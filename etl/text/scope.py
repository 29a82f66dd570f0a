"""Reads for which area or body a sentence speaks: 全市, 在泉铁社区, 徐家湾街道.

The last place named before a figure is taken, and it holds until another is named or the paragraph ends.
"""

import re

_PLACE = re.compile(
    r"全(?:省|市|区|县|镇|乡|村|旗|州|街道|社区|街|域)"
    r"|(?:社区|街道|小区|开发区|高新区|新区|自治县|自治州|(?<![一-龥]地)(?<![城超都门夜早菜])市|(?<![地城社小辖园校灾疫库片辖控理范险城郊山景战厂])区|县|镇|乡(?![亲村镇下])|(?<![农乡各全本进入居])村)"
    r"(?![长民委场级口庄组里])"
)
# A name begins after one of these, or after a mark.
_BOUND = re.compile(
    r"[^\u4e00-\u9fff]|[在到往赴向于从对为由和与及给自入将把各该本我全让使令了的这那每等是有一二三四五六七八九十两几个名支驻]"
)


def place_before(text: str, start: int, end: int) -> tuple[str, int]:
    """The last place that text[start:end] names, and where it ends; ("", start) where it names none.

    >>> text = "在徐家湾街道,有志愿者200余人"
    >>> place_before(text, 0, len(text))
    ('徐家湾街道', 6)
    """
    name, at = "", start
    for match in _PLACE.finditer(text, start, end):
        found = match[0]
        if not found.startswith("全"):
            left = match.start()
            while left > start and match.start() - left < 8 and not _BOUND.match(text[left - 1]):
                left -= 1
            if match.start() - left < 2:
                continue
            found = text[left : match.end()]
        name, at = found, match.end()
    return name, at
