"""A chart as one HTML file that opens without a network: plotly.js, words, table and citation are inside."""

from html import escape

from catalog.words import HTML_LANG, Say

from .. import theme
from ..chart import Look
from ..tables import reading_table
from .caption import caption
from .cite import FORMS, compilation
from .recipe import Recipe

PAGE = """<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{headline}</title>
<style>
body {{ margin: 0 auto; padding: 1.5rem; max-width: 56rem; background: {paper}; color: {text}; font: 1rem/1.5 {font}; }}
h1 {{ font-size: 1.5rem; font-weight: 600; line-height: 1.25; margin: 0; }}
p {{ margin: .4rem 0; }} .muted {{ color: {muted}; }} .silent {{ color: {accent}; }}
table {{ border-collapse: collapse; width: 100%; font-size: .875rem; margin: 1rem 0; }}
th, td {{ text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid {rule}; }}
figure {{ margin: 1rem 0; }}
</style>
<main>
<h1>{headline}</h1>
<p class="muted">{scope}</p>
<p class="silent">{silent}</p>
<figure role="group" aria-label="{alt}">{plot}</figure>
{notes}
<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>
<p class="muted">{cite}</p>
</main>
</html>
"""


def standalone(recipe: Recipe) -> bytes:
    """The page of a recipe, UTF-8."""
    say, rows, chart = Say(recipe.lang), recipe.rows(), recipe.definition
    words, colours = caption(recipe, rows), theme.palette(recipe.theme)
    look = Look(lang=recipe.lang, theme=recipe.theme)
    figure = chart.draw(rows, look).update_layout(height=chart.height(rows, look))
    plot = figure.to_html(
        full_html=False,
        include_plotlyjs=True,
        div_id=chart.id,
        config={"displaylogo": False, "responsive": True, "toImageButtonOptions": {"filename": recipe.stem}},
    )
    notes = [words.reading, *words.caveats, words.source, words.issued, words.licence]
    table = (chart.table or reading_table)(rows, say)
    record = compilation(
        version=recipe.data_version, built=recipe.built.date(), lang=recipe.lang, address=recipe.public_link
    )
    return PAGE.format(
        lang=HTML_LANG[recipe.lang],
        headline=escape(words.headline),
        scope=escape(words.scope),
        silent=escape(words.silent),
        alt=escape(words.alt, quote=True),
        plot=plot,
        notes="\n".join(f"<p>{escape(note)}</p>" for note in notes if note),
        head="".join(f'<th scope="col">{escape(name)}</th>' for name in (table[0] if table else {})),
        body="\n".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in record.values()) + "</tr>" for record in table
        ),
        cite=escape(FORMS["GB/T 7714" if recipe.lang == "zh" else "APA"](record)),
        font=theme.FONT,
        paper=colours.paper,
        text=colours.ink,
        muted=colours.muted,
        accent=colours.accent,
        rule=colours.grid,
    ).encode("utf-8")
