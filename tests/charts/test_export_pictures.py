"""Every file is opened by another tool: size, words, fonts, ids and metadata are as an editor needs them."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from catalog.warehouse import Edition
from catalog.words import Say
from charts.catalogue import CHARTS
from charts.export.caption import caption
from charts.export.fonts import FAMILY
from charts.export.picture import make
from charts.export.recipe import Recipe, Theme, code_version
from charts.export.render import Renderer
from charts.export.size import PRESETS, read_size

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
EVERY = list(product(CHARTS, PRESETS, ("zh", "en")))
# In the short run one preset and one language a chart, in turn: each pair has its turn. In the long run all of them.
SAMPLE = [
    (chart, list(PRESETS)[n % len(PRESETS)], ("zh", "en")[n // len(PRESETS) % 2]) for n, chart in enumerate(CHARTS)
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Renderer]:
    warm = Renderer()
    yield warm
    warm.close()


def recipe_of(edition: Edition, chart: str, size: str, lang: str, theme: Theme = "light") -> Recipe:
    return Recipe(
        chart=chart, size=size, lang=lang, data_version=edition.version, code_version=code_version(),
        address="https://example.org", theme=theme,
    )  # fmt: skip


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("chart", "size", "lang"), EVERY if os.environ.get("LIANFANG_FULL") else SAMPLE)
def test_a_chart_can_be_printed_as_it_is(
    chart: str, size: str, lang: str, opened: Edition, browser: Renderer, tmp_path: Path
) -> None:
    recipe = recipe_of(opened, chart, size, lang)
    files = make(recipe, browser=browser)
    words = caption(recipe, recipe.rows())
    source = words.source if read_size(size).is_wide else words.short_source
    _png(files["png"], recipe, words.headline, words.source)
    _svg(files["svg"].decode("utf-8"), recipe, words.headline, source, browser)
    _pdf(files["pdf"], recipe, source, tmp_path)


def _png(content: bytes, recipe: Recipe, headline: str, source: str) -> None:
    picture = Image.open(io.BytesIO(content))
    assert picture.size == read_size(recipe.size).pixels
    assert picture.info["Title"] == headline
    assert picture.info["Source"] == source
    assert picture.info["Copyright"] == "CC BY 4.0"
    assert picture.info["URL"].startswith("https://example.org/")
    assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 10, "the picture is blank"


def _svg(text: str, recipe: Recipe, headline: str, source: str, browser: Renderer) -> None:
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == headline
    assert root.findtext(f"{SVG}desc") == recipe.definition.describe(recipe.rows(), Say(recipe.lang))
    assert "font/woff2" in str(root.findtext(f"{SVG}style"))
    ids = [element.get("id", "") for element in root.iter() if element.get("id")]
    assert all(recipe.chart in name for name in ids)
    assert len(ids) == len(set(ids))
    printed = squeezed("".join("".join(element.itertext()) for element in root.iter(f"{SVG}text")))
    assert squeezed(source.replace("’", "'")) in printed
    assert squeezed(headline.replace("’", "'")) in printed
    assert faults(browser.boxes(text), *read_size(recipe.size).px) == []


def faults(boxes: list[tuple[str, float, float, float, float]], width: float, height: float) -> list[str]:
    """Texts that leave the canvas or touch each other; the empty part of a line above and below its letters may."""
    found = []
    inner = [
        (text, left, top + 0.2 * (bottom - top), right, bottom - 0.2 * (bottom - top))
        for text, left, top, right, bottom in boxes
    ]
    for n, (text, left, top, right, bottom) in enumerate(inner):
        if left < 0 or top < 0 or right > width + 0.5 or bottom > height:
            found.append(f"cut off: {text}")
        for other, *edges in inner[n + 1 :]:
            if left < edges[2] - 1 and edges[0] < right - 1 and top < edges[3] and edges[1] < bottom:
                found.append(f"{text!r} overlaps {other!r}")
    return found


def test_the_check_for_overlaps_finds_one() -> None:
    boxes = [("a", 0.0, 0.0, 50.0, 20.0), ("b", 40.0, 5.0, 90.0, 25.0), ("c", 95.0, 0.0, 120.0, 20.0)]
    assert faults(boxes, 100, 100) == ["'a' overlaps 'b'", "cut off: c"]


def _pdf(content: bytes, recipe: Recipe, source: str, folder: Path) -> None:
    path = folder / "sheet.pdf"
    path.write_bytes(content)
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all("WenQuanYiMicroHei" in font and "CID TrueType" in font for font in fonts), fonts
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    assert squeezed(source.replace("’", "'")) in squeezed(text)
    page = PdfReader(path).pages
    assert len(page) == 1
    width, height = read_size(recipe.size).px
    assert float(page[0].mediabox.width) == pytest.approx(width * 0.75, abs=0.75)
    assert float(page[0].mediabox.height) == pytest.approx(height * 0.75, abs=0.75)


def test_a_dark_picture_is_made_only_when_asked_for(opened: Edition, browser: Renderer) -> None:
    chart = next(iter(CHARTS))
    corner = {}
    themes: tuple[Theme, Theme] = ("light", "dark")
    for theme in themes:
        content = make(recipe_of(opened, chart, "web", "en", theme=theme), ("png",), browser=browser)["png"]
        corner[theme] = sum(Image.open(io.BytesIO(content)).convert("RGB").crop((2, 2, 3, 3)).tobytes())
    assert corner["light"] == 3 * 255
    assert corner["dark"] < 150


def test_an_svg_is_set_the_same_where_the_face_is_not_installed(opened: Edition, browser: Renderer) -> None:
    text = make(recipe_of(opened, "households-per-grid", "page", "zh"), ("svg",), browser=browser)["svg"].decode(
        "utf-8"
    )
    carried = text.replace(FAMILY, "Not Installed Anywhere")
    assert browser.boxes(carried) == browser.boxes(text)
    bare = re.sub(r"<style>.*?</style>", "", carried)
    assert browser.boxes(bare) != browser.boxes(text), "without the face inside, another one is taken"


def test_the_same_recipe_gives_the_same_bytes_in_two_processes(opened: Edition, tmp_path: Path) -> None:
    recipe = tmp_path / "recipe.json"
    recipe.write_text(recipe_of(opened, next(iter(CHARTS)), "page", "zh").to_json(), encoding="utf-8")
    made = []
    for n in (1, 2):
        folder = tmp_path / str(n)
        command = [sys.executable, "-m", "charts", "render", str(recipe), "--format", "png,svg", "--to", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
        made.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert len(made[0]) == 2
    assert made[0] == made[1]
