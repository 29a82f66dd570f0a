"""The look: colours that hold on their background, places told apart without colour, for every kind of eye."""

import itertools

import pytest

from charts.theme import DARK, LIGHT, SYMBOLS, Palette

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
# What is left of linear RGB for eyes that lack one kind of cone (Viénot, Brettel and Mollon 1999).
BLIND = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def linear(colour: str) -> tuple[float, ...]:
    """sRGB as light: red, green and blue, each 0 to 1."""
    channels = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours as WCAG defines it, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 6)
    21.0
    """

    def luminance(colour: str) -> float:
        return sum(k * c for k, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))

    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def lab(light: tuple[float, ...]) -> tuple[float, float, float]:
    """Linear RGB as CIE L*a*b* (D65), in which distances are what an eye sees."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = (sum(k * c for k, c in zip(row, light, strict=True)) for row in rows)
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (v / white for v, white in zip(xyz, (0.9505, 1.0, 1.089), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(a: str, b: str, kind: str) -> float:
    """How far apart two colours are for a kind of eye (CIE 1976 ΔE)."""

    def seen(colour: str) -> tuple[float, float, float]:
        light = linear(colour)
        left = (sum(k * c for k, c in zip(row, light, strict=True)) for row in BLIND[kind])
        return lab(tuple(max(0.0, min(1.0, c)) for c in left))

    return sum((p - q) ** 2 for p, q in zip(seen(a), seen(b), strict=True)) ** 0.5


@THEMES
def test_marks_have_a_contrast_of_three_and_words_of_four_and_a_half(palette: Palette) -> None:
    for background in (palette.paper, palette.panel):
        assert [c for c in (*palette.places, palette.accent, palette.warn) if contrast(c, background) < 3] == []
        assert [c for c in (palette.ink, palette.muted) if contrast(c, background) < 4.5] == []


@THEMES
def test_each_place_has_a_colour_and_a_symbol_of_its_own(palette: Palette) -> None:
    assert len(set(palette.places)) == len(palette.places)
    assert len(set(SYMBOLS)) == len(SYMBOLS) == len(palette.places)


@THEMES
@pytest.mark.parametrize("kind", BLIND)
def test_the_five_places_differ_for_colour_blind_eyes(palette: Palette, kind: str) -> None:
    far = {(a, b): distance(a, b, kind) for a, b in itertools.combinations(palette.places[:5], 2)}
    assert {pair: round(apart, 1) for pair, apart in far.items() if apart < 10} == {}


def test_two_colours_that_only_a_third_cone_tells_apart_are_found() -> None:
    assert distance("#c00000", "#4d6b00", "deutan") < 10 < distance("#c00000", "#1f6f8b", "deutan")
