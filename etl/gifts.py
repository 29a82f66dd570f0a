"""Tells gifts from supplies: who brought something, what was bought, where a list of gifts begins and goes on.

The same masks are a donation when a firm sends them and a supply when the district buys them, and a list of gifts names
the gift once. The words stand in data/registry/lexicon.toml.
"""

import re

from etl.text.lexicon import lexicon
from etl.text.trie import any_of

_GROUPS = lexicon().groups
GIVES = re.compile(any_of(_GROUPS["gives"]))
_BOUGHT = re.compile(any_of(_GROUPS["bought"]))
_BRINGS = re.compile(any_of(_GROUPS["brings"]))
_BY_OTHERS = re.compile(rf"(?:{any_of(_GROUPS['bringers'])})[^，,。；;]{{0,14}}?(?:{any_of(_GROUPS['brought'])})")
_GAVE = re.compile(f"[^，。；、]{{1,8}}?(?:{any_of(_GROUPS['gave'])})")
_THEN_GIVEN = re.compile(rf"[^，,。；;\n]{{0,12}}[，,](?:全部|一并|都|又)?(?:{any_of(_GROUPS['given then'])})")


def brought(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] says that somebody who need not brought something: 驻区单位送来牛奶.

    >>> brought("合作社给隔离点送去萝卜", 0, 11), brought("乡里送来帐篷", 0, 6)
    (True, False)
    """
    return _BRINGS.search(text, start, end) is not None and _BY_OTHERS.search(text, start, end) is not None


def bought(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] says that supplies were bought, stored or handed out, and so were no gift."""
    return _BOUGHT.search(text, start, end) is not None


def gave(text: str, end: int, limit: int) -> bool:
    """Whether the people counted before text[end:] gave something: 1800余名党员自愿捐款."""
    return _GAVE.match(text, end, limit + 1) is not None


def then_given(text: str, end: int) -> bool:
    """Whether what is counted before text[end:] is then given away: 采摘2万斤青菜,无偿送往社区."""
    return _THEN_GIVEN.match(text, end) is not None


def announces_gifts(text: str, begin: int) -> bool:
    """Whether the line above text[begin:] opens a list of gifts.

    >>> announces_gifts("捐赠物资如下：\\n口罩5只", 8), announces_gifts("采购物资：\\n口罩5只", 6)
    (True, False)
    """
    if text[begin - 1 : begin] != "\n" or text[begin - 2 : begin - 1] not in ("：", ":"):
        return False
    return re.search("捐|赠", text[text.rfind("\n", 0, begin - 1) + 1 : begin]) is not None


def goes_on(text: str, begin: int) -> bool:
    """Whether the sentence at `begin` goes on with the list of the one before.

    >>> goes_on("捐赠：口罩5件；手套2双", 8), goes_on("捐赠5件。口罩", 5), goes_on("捐赠5件。另有", 5)
    (True, False, True)
    """
    mark = text[begin - 2 : begin - 1] if text[begin - 1 : begin] == "\n" else text[begin - 1 : begin]
    return mark in tuple("：:；;、，") or text.startswith(("另有", "另外", "还有", "此外"), begin)
