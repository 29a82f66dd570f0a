"""Makes the picture of a recipe: PNG, SVG or PDF, each with its name, source, licence and link inside."""

import io
import json
import struct
import zlib

import plotly.graph_objects as go

from .. import theme
from ..chart import Look, Rows
from .caption import LICENCE, caption
from .errors import SizeTooSmall
from .fonts import FAMILY
from .recipe import Recipe
from .render import Renderer, executable, renderer
from .sheet import Caption, Ink, Plot, compose
from .size import Size, read_size
from .svg import portable

FORMATS = ("png", "svg", "pdf")
LETTERS, LEAST_LETTERS = 13, 6.5  # px of a chart's own letters, and the smallest that can be printed (5 points)
TIGHTER = (1, 0.94, 0.88)  # where words and picture do not fit, the whole sheet is set a little smaller
MARGIN = 16  # px that the template leaves above and below a plot
FITS = tuple(round(0.66 * 1.06**n, 3) for n in range(24))


def make(recipe: Recipe, formats: tuple[str, ...] = FORMATS, *, browser: Renderer | None = None) -> dict[str, bytes]:
    """The picture in each of the formats; nothing is half made.

    Raises:
        ExportError: what is missing, does not fit or failed, in a sentence.
    """
    executable()  # says what is missing before anything is set
    browser = browser or renderer()
    size = read_size(recipe.size)
    svg, words = sheet(recipe, size, browser)
    made = {}
    if "png" in formats:
        width, height = size.pixels
        made["png"] = _with_metadata(browser.png(svg, width=width, height=height), _metadata(recipe, words), size)
    if "svg" in formats:
        made["svg"] = portable(svg).encode("utf-8")
    if "pdf" in formats:
        width_css, height_css = size.css
        printed = browser.pdf(svg, width=width_css, height=height_css, lang=words.lang, title=words.headline)
        made["pdf"] = _named(printed, _metadata(recipe, words))
    return made


def sheet(recipe: Recipe, size: Size, browser: Renderer) -> tuple[str, Caption]:
    """The master SVG (its face named, not carried) and the words it was set from."""
    rows = recipe.rows()
    words = caption(recipe, rows)

    def draw(width: float, height: float, zoom: float) -> Plot:
        figure, fit = _fitted(recipe, rows, width, height, zoom)
        data = json.loads(figure.to_json().replace(theme.FONT, FAMILY))  # the printed face, not those of screens
        svg = browser.svg(data, width=width * fit, height=figure.layout.height or height * fit)
        return Plot(svg=svg, fit=fit, notes=data["layout"].get("meta") or {})

    for tightness in TIGHTER[:-1]:
        try:
            return compose(words, size, ink(recipe.theme), draw, tightness=tightness), words
        except SizeTooSmall:
            continue
    return compose(words, size, ink(recipe.theme), draw, tightness=TIGHTER[-1]), words


def _fitted(recipe: Recipe, rows: Rows, width: float, height: float, zoom: float) -> tuple[go.Figure, float]:
    """The figure for the room, and the factor between its own px and the room's.

    Panels fill the room they are given. A chart with a height of its own is drawn as large as it fits: on more px, then
    scaled down as a whole, or on fewer and scaled up.
    """

    chart = recipe.definition

    def look(fit: float) -> Look:
        room = {"width": int(width * fit), "height": int(height * fit)}
        return Look(lang=recipe.lang, theme=recipe.theme, purpose="file", **room)

    figure = chart.draw(rows, look(1))
    if figure.layout.height is None:
        return figure, 1
    for fit in FITS:
        if fit > 1 and LETTERS * zoom / fit < LEAST_LETTERS:
            break
        if chart.height(rows, look(fit)) + MARGIN <= height * fit:
            return chart.draw(rows, look(fit)), fit
    raise SizeTooSmall(width=recipe.size)


def ink(name: str) -> Ink:
    """Colours of the words of a sheet: those of the charts' theme, never of the page around it."""
    colours = theme.palette(name)
    return Ink(paper=colours.paper, text=colours.ink, muted=colours.muted, accent=colours.accent, rule=colours.hatch)


def _metadata(recipe: Recipe, words: Caption) -> dict[str, str]:
    return {
        "Title": words.headline,
        "Description": words.alt,
        "Source": words.source,
        "Copyright": LICENCE,
        "URL": recipe.link,
        "Recipe": json.dumps(json.loads(recipe.to_json()), ensure_ascii=False),
    }


def _with_metadata(png: bytes, metadata: dict[str, str], size: Size) -> bytes:
    """The PNG with its dots per metre and iTXt chunks (UTF-8) behind its header; its pixels stay as they are."""
    dots = round(96 * size.scale / 0.0254)
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1))]
    chunks += [
        _chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + text.encode("utf-8")) for keyword, text in metadata.items()
    ]
    header = 8 + 25  # signature and IHDR
    return png[:header] + b"".join(chunks) + png[header:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _named(pdf: bytes, metadata: dict[str, str]) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.add_metadata(
        {
            "/Title": metadata["Title"],
            "/Subject": metadata["Source"],
            "/Keywords": f"{metadata['Copyright']} {metadata['URL']}",
            "/Creator": "Lianfang 联防",
        }
    )
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
