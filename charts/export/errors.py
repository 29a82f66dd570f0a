"""What can go wrong while a file is made, each with a sentence a reader can act on.

The sentence is a message of the catalogue and its fields are kept apart, so that a page can say it in the reader's
language and the command line in English.
"""

from catalog.words import mark


class ExportError(RuntimeError):
    """A file was not made; `message` (a msgid) and `fields` say why."""

    message = mark("The file could not be made: {reason}")

    def __init__(self, **fields: object) -> None:
        super().__init__(self.message.format(**fields))
        self.fields = fields


class ChromiumMissing(ExportError):
    """PNG, PDF and SVG are drawn by Debian's chromium; data files and HTML are not."""

    message = mark(
        "Pictures need Chromium, which is not installed here (Debian: apt-get install chromium). "
        "Tables and the HTML file work without it."
    )


class FontMissing(ExportError):
    """Without the face Chinese would come out as boxes, silently."""

    message = mark("Pictures need the font {family} (Debian: apt-get install fonts-wqy-microhei).")


class GlyphMissing(ExportError):
    """The face has no glyph for a character that would be printed."""

    message = mark("The font {family} has no glyph for: {characters}")


class SizeTooSmall(ExportError):
    """Words and picture do not fit without being cut off."""

    message = mark("{width} is too small for this chart: its words and picture need more room.")


class RenderTimeout(ExportError):
    """The browser did not answer; it was closed and starts again with the next picture."""

    message = mark("The picture was not ready after {seconds} seconds and was given up. Please try again.")


class RenderFailed(ExportError):
    """The browser crashed or refused the figure; it starts again with the next picture."""

    message = mark("The browser that draws pictures failed ({reason}). Please try again.")
