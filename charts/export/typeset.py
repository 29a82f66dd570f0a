"""Breaks text into lines of a width, in Chinese and English, by the letters' real widths.

Chinese breaks between any two characters, but no line may begin with closing punctuation or end with opening
punctuation, and a number keeps the measure word behind it: 23.8万 is never torn.
"""

import re
from functools import lru_cache

from .fonts import width

CLOSING = frozenset("，。、；：！？）》」』】〕”’…·%‰,.;:!?)]")
OPENING = frozenset("（《「『【〔“‘([")
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
TOKEN = re.compile(rf"[{WIDE}]|[^\s{WIDE}]+|\s+")


@lru_cache(maxsize=4096)
def wrap(text: str, *, size: float, limit: float, even: bool = False) -> tuple[str, ...]:
    """Lines of at most `limit` px at `size` px; `even` makes them about equally long without adding one."""
    lines = _fill(text, size, limit)
    if even and len(lines) > 1:
        while len(narrower := _fill(text, size, limit - size)) == len(lines) and _fits(narrower, size, limit - size):
            lines, limit = narrower, limit - size
    return lines


def localised(text: str, lang: str) -> str:
    """The text with quotation marks of its language: the face draws ‘ ’ “ ” as wide as a Chinese character.

    >>> localised("Quanzhou’s “grids”", "en"), localised("“网格”", "zh")
    ('Quanzhou\\'s "grids"', '“网格”')
    """
    return text.translate(str.maketrans("‘’“”", "''\"\"")) if lang == "en" else text


def _fits(lines: tuple[str, ...], size: float, limit: float) -> bool:
    return all(width(line, size) <= limit for line in lines)


def _fill(text: str, size: float, limit: float) -> tuple[str, ...]:
    lines, line = [], ""
    for token in _unbreakable(text, size, limit):
        if line and width((line + token).rstrip(), size) > limit:
            lines.append(line.rstrip())
            line = token.lstrip()
        else:
            line += token
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)


def _unbreakable(text: str, size: float, limit: float) -> list[str]:
    """Pieces between which a line may break; what is wider than a whole line falls into characters."""
    pieces: list[str] = []
    for token in TOKEN.findall(text.strip()):
        before = pieces[-1] if pieces else ""
        if before.isspace() and token[0] in CLOSING:  # "a · b" breaks behind the dot, never before it
            pieces[-2:] = ["".join(pieces[-2:])]
            before = pieces[-1]
        glued = before and (
            token[0] in CLOSING or before[-1] in OPENING or (before[-1].isdigit() and "\u4e00" <= token[0] <= "\u9fff")
        )
        if glued:
            pieces[-1] += token
        else:
            pieces.append(token)
    return [part for piece in pieces for part in ([piece] if width(piece, size) <= limit else piece)]
