"""How to read a qualified number: one printed example a word, drawn with its open ends."""

from collections.abc import Iterable, Iterator
from html import escape

from catalog.caches import version_cache
from catalog.figures import Figure
from catalog.warehouse import Edition
from charts import lines, readings
from pages.parts import html, links
from pages.parts.html import Safe
from pages.parts.reader import Reader

# The order of the table; the style sheet draws each: a tick for the printed number, a line where the true one may lie.
ORDER = ("exact", "over", "nearly", "up_to", "about", "range", "several")


def examples(edition: Edition, localities: Iterable[str]) -> Iterator[Figure]:
    """The first figure of each word that changes a reading, and one plain number; low confidence only where needed."""
    seen: set[tuple[str, str]] = set()
    ordered = sorted(
        edition.printed.of(localities),
        key=lambda f: (f.confidence != "high", f.repeat_of is not None, not (f.expression or "")[:1].isdigit()),
    )
    found = []
    for figure in ordered:
        word = (figure.qualifier or "", readings.hedge(figure.expression or ""))
        if word not in seen and (figure.qualifier != "exact" or not word[1]):
            seen.add(word)
            found.append(figure)
    yield from sorted(found, key=lambda f: ORDER.index(f.qualifier or ""))


@version_cache(16)
def table(reader: Reader) -> str:
    """The examples: printed, drawn, read, and why."""
    say, known = reader.say, reader.edition
    rows = [
        {
            say("Printed"): Safe(
                f'<a href="{escape(links.address(reader, "figures", figure=figure.figure_id or ""))}" target="_self" '
                f'lang="zh-CN">{escape(figure.expression or "")}</a>'
            ),
            say("Drawn"): Safe(
                f'<span class="lf-drawn lf-{figure.qualifier}" aria-hidden="true"><i></i><b></b></span>'
            ),
            say("Reads"): lines.reading(known, say, figure),
            say("Why"): readings.why(known, say, figure),
        }
        for figure in examples(known, reader.asked)
    ]
    caption = say("The tick is the printed number; the line is where the true number may lie.")
    return html.table_html(rows, caption, "lf-table lf-figures lf-qualified")
