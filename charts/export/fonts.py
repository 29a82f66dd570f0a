"""The one face of printed pictures: where it lies, how wide its letters are, and which of them a picture needs.

WenQuanYi Micro Hei is TrueType, so Chromium embeds it in a PDF as TrueType: Chinese stays selectable, searchable
text. Noto CJK (CFF outlines) becomes Type 3 there, and so does any bold or italic that the browser has to invent.
Hence one face in its one weight. Fonts are installed (fonts-wqy-microhei), never committed.
"""

import base64
import io
import subprocess
from functools import cache, lru_cache
from typing import Any

from .errors import FontMissing, GlyphMissing

FAMILY = "WenQuanYi Micro Hei"


@cache
def _where() -> tuple[str, int]:
    """File and index of the installed face; FontMissing if fontconfig would give the browser another one."""
    try:
        answer = subprocess.run(
            ["fc-match", "-f", "%{family}\n%{file}\n%{index}", FAMILY], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise FontMissing(family=FAMILY) from error
    family, file, index = answer.split("\n")
    if FAMILY not in family.split(","):
        raise FontMissing(family=FAMILY)
    return file, int(index)


def _open() -> Any:
    from fontTools.ttLib import TTFont

    file, index = _where()
    face = TTFont(file, fontNumber=index, lazy=True, recalcTimestamp=False)
    face.setGlyphOrder([f"glyph{n:05d}" for n in range(face["maxp"].numGlyphs)])  # reading 47 000 names takes longest
    return face


@cache
def _widths() -> dict[int, float]:
    """Advance width in em of every character the face has."""
    face = _open()
    metrics, em = face["hmtx"].metrics, face["head"].unitsPerEm
    return {code: metrics[glyph][0] / em for code, glyph in face.getBestCmap().items()}


def width(text: str, size: float) -> float:
    """Width of one line of text in px at `size` px, as the browser sets it (without kerning)."""
    widths = _widths()
    return size * sum(widths.get(ord(character), 1.0) for character in text)


def check_glyphs(text: str) -> None:
    """Raise GlyphMissing, naming the characters, where the face would print a box."""
    widths = _widths()
    missing = sorted({c for c in text if ord(c) not in widths and not c.isspace()})
    if missing:
        raise GlyphMissing(family=FAMILY, characters=" ".join(f"{c} (U+{ord(c):04X})" for c in missing))


@lru_cache(maxsize=256)
def _subset(characters: frozenset[str]) -> str:
    """The face cut down to these characters, as WOFF2 in base64; the same characters give the same bytes."""
    from fontTools import subset

    options = subset.Options(flavor="woff2", hinting=False, layout_features=[], drop_tables=["FFTM"])
    face = _open()
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in characters])
    cutter.subset(face)
    file = io.BytesIO()
    subset.save_font(face, file, options)
    return base64.b64encode(file.getvalue()).decode("ascii")


def font_face(text: str) -> str:
    """A CSS @font-face rule that carries the glyphs of `text`: the picture looks the same where the face is missing."""
    data = _subset(frozenset(c for c in text if not c.isspace()))
    return f"@font-face{{font-family:'{FAMILY}';src:url(data:font/woff2;base64,{data}) format('woff2')}}"
