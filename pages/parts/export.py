"""The export control of a chart block: one button that opens one dialog. Nothing is drawn until it is asked for."""

import os
from functools import partial
from html import escape
from typing import Literal, cast

import streamlit as st

from charts.catalogue import title
from charts.chart import Filters, Look
from charts.export import bundle, cite
from charts.export.errors import ExportError
from charts.export.recipe import Recipe, code_version
from charts.export.size import PRESETS, read_size
from pages.parts import html
from pages.parts.reader import here

LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
MIME = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}
Theme = Literal["light", "dark"]


def control(chart_id: str, filters: Filters) -> None:
    """The button under a chart."""
    reader = here()
    say = reader.say
    if st.button(say("Export"), key=f"export-{chart_id}", icon=":material/ios_share:"):
        name = title(chart_id, reader.edition, say)
        st.dialog(say("Export: {chart}", chart=name), width="large")(_dialog)(chart_id, filters)


def _dialog(chart_id: str, filters: Filters) -> None:
    say = here().say
    kind = st.segmented_control(
        say("Format"), bundle.FORMATS, default="pdf", key="export-kind", required=True, format_func=kind_name
    )
    kind = str(kind or "pdf")
    drawn = kind in bundle.PICTURES or kind == "zip"
    left, middle, right = st.columns(3)
    size = left.selectbox(
        say("Size"),
        list(PRESETS),
        index=list(PRESETS).index("page"),
        key="export-size",
        format_func=size_name,
        accept_new_options=True,
        disabled=not drawn,
        help=say("Or your own: 1200x675, 85x75mm, 3.5x2in; web@2x for more pixels."),
    )
    lang = middle.segmented_control(
        say("Language"), ("zh", "en"), default=say.lang, key="export-lang", required=True,
        format_func=LANGUAGE_NAMES.__getitem__,
    )  # fmt: skip
    theme = right.segmented_control(
        say("Background"), ("light", "dark"), default="light", key="export-theme", required=True, disabled=not drawn,
        format_func={"light": say("Light"), "dark": say("Dark")}.__getitem__,
    )  # fmt: skip
    try:
        read_size(str(size))
    except ValueError:
        html.note(say("{size} is no size. Try 1200x675, 85x75mm or 3.5x2in.", size=str(size)), "refusal")
        return
    recipe = recipe_of(chart_id, filters, str(lang or say.lang), str(size), cast(Theme, theme or "light"))
    if not drawn or set(bundle.PICTURES) <= set(bundle.prepared(recipe)) or can_draw():
        _save(recipe, kind, drawn=drawn)
    else:
        _browsers_own(recipe, kind)
    _copy(recipe, recipe.definition.describe(recipe.rows(), say))


def recipe_of(chart_id: str, filters: Filters, lang: str, size: str, theme: Theme) -> Recipe:
    """The recipe of a chart as the reader sees it."""
    return Recipe(
        chart=chart_id,
        lang=lang,
        size=size,
        theme=theme,
        places=filters.places,
        waves=filters.waves,
        one_axis=filters.one_axis,
        data_version=here().edition.version,
        code_version=code_version(),
        address=os.environ.get("LIANFANG_URL", ""),
    )


@st.cache_data(show_spinner=False, max_entries=64)
def made(recipe: Recipe, kind: str) -> bytes:
    """The file of a recipe, kept for the next reader who asks for the same."""
    return next(iter(bundle.make(recipe, [kind], ready=bundle.prepared(recipe)).values()))


def can_draw() -> bool:
    """Whether this machine draws pictures; if not the reader is told what it lacks."""
    say = here().say
    try:
        bundle.check_machine()
    except ExportError as missing:
        html.note(say(missing.message, **missing.fields), "refusal")
        return False
    return True


def _save(recipe: Recipe, kind: str, *, drawn: bool) -> None:
    say = here().say
    name = f"{recipe.stem}.{kind}"
    look, save = st.columns(2)
    save.download_button(
        say("Download {kind}", kind=kind_name(kind)), data=partial(made, recipe, kind), file_name=name, mime=MIME[kind],
        key="export-save", on_click="ignore", icon=":material/download:", width="stretch",
    )  # fmt: skip
    html.note(name)
    if not drawn or not look.button(say("Preview"), key="export-look", width="stretch"):
        return
    try:
        with st.spinner(say("Drawing the picture …")):
            picture = made(recipe, "png")
    except ExportError as failed:
        html.note(say(failed.message, **failed.fields), "refusal")
        return
    st.image(picture, width="stretch", alt=recipe.definition.describe(recipe.rows(), say))


def _browsers_own(recipe: Recipe, kind: str) -> None:
    """Without Chromium: the plot alone, to be saved by the reader's own browser at the size asked for."""
    width, height = read_size(recipe.size).px
    save = {
        "format": "svg" if kind == "svg" else "png", "filename": recipe.stem, "width": round(width),
        "height": round(height), "scale": read_size(recipe.size).scale,
    }  # fmt: skip
    chart, rows = recipe.definition, recipe.rows()
    st.plotly_chart(
        chart.draw(rows, Look(lang=recipe.lang, theme=recipe.theme)), theme=None, key="export-own",
        config={"displayModeBar": True, "modeBarButtons": [["toImage"]], "toImageButtonOptions": save},
        alt=chart.describe(rows, here().say),
    )  # fmt: skip


def _copy(recipe: Recipe, alt: str) -> None:
    """Text to copy: each block has its own copy button."""
    say, rows = here().say, recipe.rows()
    records = bundle.citations(recipe, rows)
    base = str(st.context.url or "").split("?")[0].rsplit("/", 1)[0]
    link = recipe.public_link or base + recipe.link
    page, _, anchor = link.partition("#")
    frame = (
        f'<iframe src="{escape(page, quote=True)}&embed=true#{anchor}" title="{escape(alt[:120], quote=True)}" '
        'width="100%" height="640" loading="lazy"></iframe>'
    )
    texts = {
        say("Citation"): "\n\n".join(form(records[0]) for name, form in cite.FORMS.items() if name != "BibTeX"),
        say("Articles"): "\n".join(cite.gb_t_7714(record) for record in records[1:]),
        "BibTeX": "\n\n".join(map(cite.bibtex, records)),
        "CSL-JSON": cite.csl_json(records),
        say("Alternative text"): alt,
        say("Link to this chart"): link,
        say("Embed"): frame,
    }
    for tab, text in zip(st.tabs(list(texts)), texts.values(), strict=True):
        tab.code(text, language=None, wrap_lines=True, height=160)


def kind_name(kind: str) -> str:
    """A format as it is written."""
    return "Parquet" if kind == "parquet" else kind.upper()


def size_name(name: str) -> str:
    """A preset with its measures, or the size the reader typed."""
    if name not in PRESETS:
        return name
    say, size = here().say, PRESETS[name]
    words = {
        "web": say("Web"),
        "square": say("Square"),
        "column": say("Column"),
        "page": say("Page"),
        "slide": say("Slide"),
    }
    return f"{words[name]} · {size.width:g} × {size.height:g} {size.unit}"
