"""Every format of a recipe by one call, and the bundle: a ZIP that lets a reader check and remake the picture."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping

from catalog.words import LANGUAGES, Say

from ..chart import Rows
from . import cite, html, picture, tables
from .caption import LICENCE, caption
from .fonts import check_glyphs
from .recipe import Recipe
from .render import Renderer, executable

PICTURES = picture.FORMATS
DATA = ("csv", "xlsx", "parquet")
FORMATS = (*PICTURES, "html", *DATA, "zip")


def make(
    recipe: Recipe, formats: Iterable[str], *, browser: Renderer | None = None, ready: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """File names and contents of a recipe in the wanted formats; pictures that are `ready` are not drawn again.

    Raises:
        ExportError: a picture could not be made.
        ValueError: there is no such format.
    """
    wanted = tuple(formats)
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise ValueError(f"no format {', '.join(unknown)}; there are {', '.join(FORMATS)}")
    made = dict(ready or {})
    pictures = PICTURES if "zip" in wanted else tuple(name for name in wanted if name in PICTURES)
    if missing := tuple(name for name in pictures if name not in made):
        made |= picture.make(recipe, missing, browser=browser)
    if "html" in wanted:
        made["html"] = html.standalone(recipe)
    made |= {name: table(recipe, name) for name in wanted if name in DATA}
    if "zip" in wanted:
        drawn = {f"{recipe.stem}.{kind}": made[kind] for kind in PICTURES}
        made["zip"] = zipped(drawn | papers(recipe), recipe.built)
    return {f"{recipe.stem}.{name}": made[name] for name in wanted}


def prepared(recipe: Recipe) -> dict[str, bytes]:
    """Pictures that the refresh made beforehand, so that a small host needs no browser; none if the recipe differs."""
    folder = recipe.edition.folder / "exports"
    if not recipe.lies_in(folder):
        return {}
    paths = {kind: folder / recipe.chart / f"{recipe.stem}.{kind}" for kind in PICTURES}
    return {kind: path.read_bytes() for kind, path in paths.items() if path.is_file()}


def check_machine() -> None:
    """Raise ChromiumMissing or FontMissing where pictures cannot be drawn."""
    executable()
    check_glyphs("中")


def table(recipe: Recipe, kind: str) -> bytes:
    """The rows of a recipe as csv, xlsx or parquet."""
    rows, say = recipe.rows(), Say(recipe.lang)
    data = tables.data(rows)
    if kind == "csv":
        return tables.to_csv(data)
    if kind == "parquet":
        return tables.to_parquet(data)
    sheets = (data, tables.sources(rows), spans(rows), tables.codebook(recipe.definition, rows, say))
    title = recipe.definition.headline(rows, say)
    return tables.to_xlsx(sheets, read_me=read_me(recipe, rows), title=title, made=recipe.built)


def papers(recipe: Recipe) -> dict[str, bytes]:
    """All of the bundle but the pictures: rows, sources with spans, citations, alt text, recipe and README."""
    rows = recipe.rows()
    files = {f"data.{kind}": table(recipe, kind) for kind in DATA}
    files["sources.csv"] = tables.to_csv(tables.sources(rows))
    files["spans.csv"] = tables.to_csv(spans(rows))
    records = citations(recipe, rows)
    texts = {
        "citations.txt": "\n\n".join(
            name + "\n" + "\n".join(form(record) for record in records)
            for name, form in cite.FORMS.items()
            if name != "BibTeX"
        ),
        "citations.bib": "\n\n".join(map(cite.bibtex, records)),
        "citations.json": cite.csl_json(records),
        "recipe.json": recipe.to_json(),
        "README.txt": "\n".join(read_me(recipe, rows)),
    }
    texts |= {f"alt-text.{lang}.txt": recipe.definition.describe(rows, Say(lang)) for lang in LANGUAGES}
    return files | {name: text.rstrip("\n").encode("utf-8") + b"\n" for name, text in texts.items()}


def citations(recipe: Recipe, rows: Rows) -> list[cite.Csl]:
    """CSL records: the compilation, then every article that the chart draws on."""
    articles = [cite.article(rows.edition.document_of(locality)) for locality in rows.localities]
    version, day = recipe.data_version, recipe.built.date()
    return [
        cite.compilation(version=version, built=day, lang=recipe.lang, address=recipe.public_link),
        *articles,
    ]


def spans(rows: Rows) -> tables.Sheet:
    """Where each figure stands: article, its hash, start and end of the expression in it."""
    used = [row.figure_id for row in rows.figures if row.figure_id]
    used += [name for row in rows.indicators for name in (*row.numerator_figures, *row.denominator_figures)]
    documents, printed = rows.edition.documents, rows.edition.printed
    found = [printed[name] for name in dict.fromkeys(used)]
    return tables.Sheet(
        name="spans",
        records=tuple(
            {
                "figure_id": figure.figure_id,
                "expression": figure.expression,
                "source_id": figure.source_id,
                "sha256": documents[str(figure.source_id)].sha256,
                "span_start": figure.span_start,
                "span_end": figure.span_end,
            }
            for figure in found
        ),
    )


def read_me(recipe: Recipe, rows: Rows) -> list[str]:
    """What the files are, in the recipe's language."""
    say, words = Say(recipe.lang), caption(recipe, rows)
    return [
        words.headline,
        *(line for line in (words.scope, words.silent, words.reading, *words.caveats) if line),
        words.source,
        *([words.issued] if words.issued else []),
        "",
        say("data: the rows of the chart; an empty number was not printed, status says why. Silence is not zero."),
        say("value, lower, upper: as the printed words allow; an empty bound is an open end."),
        say("spans: where each figure stands in its article (code points of the text with this SHA-256)."),
        say("sources, citations: the articles and this compilation in GB/T 7714, APA, BibTeX and CSL-JSON."),
        say("recipe.json: `python -m charts render recipe.json` makes the same picture again."),
        say("Licence of the compilation: {licence}. The articles belong to their publishers.", licence=LICENCE),
        say("Link: {link}", link=recipe.link),
    ]


def zipped(files: Mapping[str, bytes], moment: dt.datetime) -> bytes:
    """A ZIP of the files, with one date for all of them."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(entry, content)
    return archive.getvalue()
