"""Many charts at once, as one ZIP; and the whole data set as a data package."""

import io
import zipfile
from collections.abc import Iterator
from itertools import product

import streamlit as st

from charts.axis import NotComparable
from charts.catalogue import CHARTS, title
from charts.export import bundle
from charts.export.errors import ExportError
from charts.export.recipe import Recipe
from charts.export.size import PRESETS
from pages.parts import export, here, html

reader = here()
say = reader.say


def recipes(charts: list[str], langs: list[str], sizes: list[str], theme: str) -> list[Recipe]:
    """One recipe a chart, language and size; size is left out of the names where nothing is drawn."""
    return [
        export.recipe_of(chart, reader.filters, lang, size, "dark" if theme == "dark" else "light")
        for chart, lang, size in product(charts, langs, sizes)
    ]


def files(wanted: list[Recipe], kinds: list[str]) -> Iterator[tuple[str, dict[str, bytes], str]]:
    """Chart, its files and, where it could not be made, the reason in the reader's language."""
    for recipe in wanted:
        name = title(recipe.chart, reader.edition, say)
        try:
            yield (
                name,
                {
                    f"{recipe.chart}/{n}": c
                    for n, c in bundle.make(recipe, kinds, ready=bundle.prepared(recipe)).items()
                },
                "",
            )
        except ExportError as failed:
            yield name, {}, say(failed.message, **failed.fields)
        except NotComparable as refused:
            yield name, {}, refused.sentences(reader.edition, say)


def zipped(wanted: list[Recipe], kinds: list[str]) -> bytes:
    """The ZIP of all that could be made; what could not is named on the page and in the ZIP."""
    progress = st.progress(0.0, say("Drawing the pictures …"))
    made: dict[str, bytes] = {}
    failures = []
    for n, (name, content, reason) in enumerate(files(wanted, kinds), 1):
        made |= content
        if reason:
            failures.append(f"{name}: {reason}")
            html.note(failures[-1], "refusal")
        progress.progress(n / len(wanted), say("{n} of {total}: {chart}", n=n, total=len(wanted), chart=name))
    if failures:
        made["not-made.txt"] = "\n".join(failures).encode("utf-8")
    return bundle.zipped(made, wanted[0].built)


def data_package() -> bytes:
    """The published data package of this version as a ZIP."""
    folder, archive = reader.edition.folder, io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as book:
        for path in [folder / "datapackage.json", *sorted((folder / "csv").glob("*.csv"))]:
            book.write(path, path.relative_to(folder))
    return archive.getvalue()


st.title(say("Export"))
st.markdown(
    say(
        "Charts as files that can be printed as they are: source, date and caveats stand inside the picture. "
        "A column has room for the first caveat; the bundle of a chart holds them all."
    )
)
charts = st.multiselect(
    say("Charts"), list(CHARTS), key="export-charts", format_func=lambda chart: title(chart, reader.edition, say),
    placeholder=say("All charts"),
) or list(CHARTS)  # fmt: skip
kinds = st.pills(
    say("Formats"), [kind for kind in bundle.FORMATS if kind != "zip"], selection_mode="multi", default=["pdf"],
    key="export-kinds", format_func=export.kind_name,
)  # fmt: skip
langs = st.pills(
    say("Languages"), list(export.LANGUAGE_NAMES), selection_mode="multi", default=[say.lang], key="export-langs",
    format_func=export.LANGUAGE_NAMES.__getitem__,
)  # fmt: skip
sizes = st.pills(
    say("Sizes"), list(PRESETS), selection_mode="multi", default=["page"], key="export-sizes",
    format_func=export.size_name,
)  # fmt: skip
theme = st.segmented_control(
    say("Background"), ("light", "dark"), default="light", key="export-background", required=True,
    format_func={"light": say("Light"), "dark": say("Dark")}.__getitem__,
)  # fmt: skip
wanted = recipes(charts, langs, sizes, theme or "light")
if not (wanted and kinds):
    html.note(say("Choose at least one format, one language and one size."), "refusal")
elif set(kinds) & set(bundle.PICTURES) and not export.can_draw() and not any(map(bundle.prepared, wanted)):
    pass
elif st.button(say("Make the ZIP: {n} files", n=len(wanted) * len(kinds)), key="export-make"):
    st.session_state["export-zip"] = (tuple(wanted), tuple(kinds), zipped(wanted, kinds))
ready = st.session_state.get("export-zip")
if ready and ready[:2] == (tuple(wanted), tuple(kinds)):
    st.download_button(
        say("Download the ZIP ({size} MB)", size=say.number(round(len(ready[2]) / 1e6, 1))), data=ready[2],
        file_name=f"lianfang_{reader.edition.version}.zip", mime="application/zip", key="export-zip-save",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip
st.subheader(say("The whole data set"))
st.markdown(say("Every table as CSV with its description, as a Frictionless data package."))
st.download_button(
    say("Download the data package"), data=data_package, file_name=f"lianfang-data_{reader.edition.version}.zip",
    mime="application/zip", key="data-package", on_click="ignore", icon=":material/download:",
)  # fmt: skip
