"""How large a file is and how large its letters are: the presets of a newsroom, or any width × height.

A picture is laid out in design px, in which letters always have the same size, and then scaled to the page as a
whole: a chart is drawn once for narrow and wide, and neither 6-point labels on a slide nor 30-point ones in a column
can happen.
"""

import re
from dataclasses import dataclass
from math import sqrt

PX = {"px": 1.0, "mm": 96 / 25.4, "in": 96.0}
PRINT_SCALE = 3.125  # 96 px an inch on the layout are 300 dots an inch in print
SIZE = re.compile(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(px|mm|in)?(?:@([1-4](?:\.\d+)?)x)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Width and height in `unit`; `scale` is PNG pixels for one layout px (96 an inch)."""

    name: str
    width: float
    height: float
    unit: str
    scale: float

    @property
    def px(self) -> tuple[float, float]:
        """Width and height on the layout, in px."""
        return self.width * PX[self.unit], self.height * PX[self.unit]

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the PNG."""
        width, height = self.px
        return round(width * self.scale), round(height * self.scale)

    @property
    def css(self) -> tuple[str, str]:
        """Width and height as CSS lengths."""
        return f"{self.width:g}{self.unit}", f"{self.height:g}{self.unit}"

    @property
    def zoom(self) -> float:
        """Layout px for one design px: print keeps its smallest letters near 6 points, a slide is read from afar."""
        width, height = self.px
        return round(max(0.77, (2.6 + 0.0135 * sqrt(width * height)) / 11), 4)

    @property
    def is_wide(self) -> bool:
        """From page width (170 mm) up everything is inside; below, the further notes are in the bundle."""
        return self.px[0] >= 170 * PX["mm"] - 1


PRESETS = {
    size.name: size
    for size in (
        Size(name="web", width=1200, height=675, unit="px", scale=1),
        Size(name="square", width=1080, height=1080, unit="px", scale=1),
        Size(name="column", width=85, height=75, unit="mm", scale=PRINT_SCALE),
        Size(name="page", width=170, height=100, unit="mm", scale=PRINT_SCALE),
        Size(name="slide", width=1920, height=1080, unit="px", scale=1),
    )
}


def read_size(text: str) -> Size:
    """A preset's name, or width x height in px, mm or in, either with the PNG's scale behind it.

    >>> read_size("column").pixels, read_size("web@2x").pixels, read_size("3.5x2in").pixels
    ((1004, 886), (2400, 1350), (1050, 600))
    """
    name, _, scale = text.partition("@")
    if name in PRESETS:
        preset = PRESETS[name]
        text = f"{preset.width:g}x{preset.height:g}{preset.unit}" + (f"@{scale}" if scale else f"@{preset.scale:g}x")
        label = f"{name}@{scale}" if scale else name
    else:
        label = text
    found = SIZE.fullmatch(text)
    if found is None:
        presets = ", ".join(PRESETS)
        raise ValueError(f"{text!r} is no size: use {presets}, or e.g. 1200x675, 85x75mm, 3.5x2in, web@2x")
    width, height, unit, factor = found.groups()
    size = Size(
        name=label,
        width=float(width),
        height=float(height),
        unit=unit or "px",
        scale=float(factor) if factor else (1.0 if unit in (None, "px") else PRINT_SCALE),
    )
    if max(size.pixels) > 12_000:
        raise ValueError(f"{text!r} would be {size.pixels[0]} × {size.pixels[1]} pixels; 12,000 is the limit")
    return size
