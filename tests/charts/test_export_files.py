"""Tables, pages, bundles and the command line: opened again, resumed, and honest about what failed."""

import csv
import datetime as dt
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from catalog.warehouse import Edition
from charts import __main__ as command
from charts.catalogue import CHARTS
from charts.export import bundle, files, tables
from charts.export.recipe import BadRecipe, Recipe, code_version, read_recipe

CHART = next(iter(CHARTS))


@pytest.fixture
def recipe(opened: Edition) -> Recipe:
    return Recipe(chart=CHART, lang="zh", data_version=opened.version, code_version=code_version())


HOSTILE = tables.Sheet(
    name="data",
    records=(
        {"place": "泉州", "expression": "=1+1", "value": 238000.0, "day": dt.date(2022, 3, 24), "none": None},
        {"place": "@清丰", "expression": "-近300名", "value": None, "day": None, "none": None},
    ),
)


def test_a_cell_that_looks_like_a_formula_is_text_in_excel() -> None:
    content = tables.to_xlsx([HOSTILE], read_me=["说明", "=2+2"], title="t", made=dt.datetime(2026, 1, 1))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["data", "read me"]
    assert [cell.value for cell in book["data"][2]] == ["泉州", "=1+1", 238000, dt.datetime(2022, 3, 24), None]
    assert {book["data"]["B2"].data_type, book["data"]["A3"].data_type, book["read me"]["A2"].data_type} == {"s"}


def test_csv_opens_as_utf_8_and_hides_no_formula() -> None:
    content = tables.to_csv(HOSTILE)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[1] == ["泉州", "'=1+1", "238000", "2022-03-24", ""]
    assert rows[2] == ["'@清丰", "'-近300名", "", "", ""]


# `make system` does not install it: the same files are opened with openpyxl everywhere
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed (libreoffice-calc-nogui)")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_libreoffice_opens_the_tables_with_chinese_intact_and_formulas_as_text(kind: str, tmp_path: Path) -> None:
    made = dt.datetime(2026, 1, 1)
    content = tables.to_csv(HOSTILE) if kind == "csv" else tables.to_xlsx([HOSTILE], read_me=[], title="t", made=made)
    (tmp_path / f"table.{kind}").write_bytes(content)
    order = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    order += (
        ["--infilter=CSV:44,34,76"] if kind == "csv" else []
    )  # comma, quote, UTF-8: what its dialog finds by the BOM
    subprocess.run(
        [*order, "--convert-to", "ods", f"table.{kind}"], cwd=tmp_path, check=True, capture_output=True, timeout=120
    )
    cells = zipfile.ZipFile(tmp_path / "table.ods").read("content.xml").decode("utf-8")
    assert "泉州" in cells
    assert "近300名" in cells
    assert "=1+1" in cells
    assert "table:formula" not in cells


def test_the_three_tables_hold_the_same_rows(recipe: Recipe) -> None:
    found = list(csv.DictReader(io.StringIO(bundle.table(recipe, "csv").decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(bundle.table(recipe, "xlsx")))
    table = pq.read_table(io.BytesIO(bundle.table(recipe, "parquet")))
    assert book.sheetnames == ["data", "sources", "spans", "codebook", "read me"]
    sheet = [[cell.value for cell in row] for row in book["data"].iter_rows(min_row=2)]
    assert len(found) == len(sheet) == table.num_rows > 0
    assert list(found[0]) == table.column_names
    column = table.column_names.index("expression")
    assert (
        [row["expression"] or None for row in found]
        == [row[column] for row in sheet]
        == table["expression"].to_pylist()
    )


def test_silence_is_an_empty_cell_and_never_zero(recipe: Recipe) -> None:
    silent = [r for r in tables.data(recipe.rows()).records if r["status"] not in ("reported", "indicator")]
    assert silent
    assert {record["value"] for record in silent} == {None}


def test_the_papers_of_a_bundle_lead_back_to_every_article(recipe: Recipe) -> None:
    papers = bundle.papers(recipe)
    assert {"recipe.json", "README.txt", "spans.csv", "alt-text.zh.txt", "alt-text.en.txt"} <= set(papers)
    spans = list(csv.DictReader(io.StringIO(papers["spans.csv"].decode("utf-8-sig"))))
    printed = recipe.edition.printed
    assert spans
    for span in spans:
        assert int(span["span_end"]) - int(span["span_start"]) == len(printed[span["figure_id"]].expression or "")
        assert len(span["sha256"]) == 64
    assert read_recipe(papers["recipe.json"].decode()) == recipe
    records = json.loads(papers["citations.json"])
    assert [record["type"] for record in records].count("dataset") == 1
    assert len(records) == 1 + len(recipe.rows().localities)


def test_an_archive_does_not_change_by_the_day(recipe: Recipe) -> None:
    archive = bundle.zipped(bundle.papers(recipe), recipe.built)
    assert archive == bundle.zipped(bundle.papers(recipe), recipe.built)
    assert zipfile.ZipFile(io.BytesIO(archive)).testzip() is None


def test_the_page_carries_all_it_needs(recipe: Recipe) -> None:
    page = next(iter(bundle.make(recipe, ["html"]).values())).decode("utf-8")
    outside = page[: page.index("<figure")] + page[page.index("</figure>") :]
    assert "src=" not in outside
    assert 'src="http' not in page
    assert '<html lang="zh-CN">' in page
    assert recipe.definition.headline(recipe.rows(), command.Say("zh")) in page


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ({"chart": "no-such"}, "no chart"),
        ({"lang": "de"}, "no language"),
        ({"size": "big"}, "is no size"),
        ({"x": 1}, "x"),
    ],
)
def test_a_recipe_that_names_nothing_known_is_refused(recipe: Recipe, broken: dict[str, object], why: str) -> None:
    with pytest.raises(BadRecipe, match=why):
        read_recipe(json.dumps(json.loads(recipe.to_json()) | broken))


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        files.write_whole(tmp_path / "a.png", b"content")
    assert list(tmp_path.iterdir()) == []


def test_the_list_names_every_chart_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(CHARTS)


def test_an_export_without_chromium_still_makes_the_data_and_names_what_is_missing(
    opened: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    asked = ["export", "--chart", CHART, "--lang", "zh", "--size", "web", "--to", str(tmp_path)]
    assert command.main([*asked, "--format", "csv,xlsx,parquet,html"]) == 0
    assert len(list(tmp_path.rglob("*.*"))) == 5
    assert command.main([*asked, "--format", "png"]) == 1
    assert "apt-get install chromium" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.png"))


def test_a_chart_that_fails_is_named_and_the_rest_goes_on(
    opened: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> str:
        raise KeyError("no such thing")

    monkeypatch.setitem(CHARTS, "broken", replace(CHARTS[CHART], id="broken", headline=broken))
    asked = ["export", "--format", "html", "--lang", "en", "--size", "web", "--to", str(tmp_path)]
    assert command.main([*asked, "--chart", "broken", "--chart", CHART]) == 1
    assert "broken_" in capsys.readouterr().err
    assert len(list(tmp_path.rglob("*.html"))) == 1


def test_an_export_goes_on_where_it_stopped(opened: Edition, tmp_path: Path) -> None:
    asked = ["export", "--chart", CHART, "--format", "csv", "--size", "web", "--to", str(tmp_path)]
    assert command.main([*asked, "--lang", "zh"]) == 0
    first = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.csv")}
    note = next(tmp_path.rglob("*_zh_web.recipe.json"))
    assert command.main([*asked, "--lang", "zh,en"]) == 0
    assert {path: path.stat().st_mtime_ns for path in first} == first
    assert len(list(tmp_path.rglob("*.csv"))) == 2
    note.write_text(note.read_text().replace(code_version(), "0" * 12))
    assert command.main([*asked, "--lang", "zh"]) == 0
    assert {path: path.stat().st_mtime_ns for path in first} != first, "other code: made again"


def test_pictures_made_beforehand_are_taken_only_for_the_same_recipe(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = recipe.edition.folder / "exports"
    for kind in bundle.PICTURES:
        files.write_whole(folder / recipe.chart / f"{recipe.stem}.{kind}", kind.encode())
    assert bundle.prepared(recipe) == {}, "without the recipe beside them they may be parts"
    files.write_whole(recipe.note(folder), recipe.to_json().encode())
    monkeypatch.setenv("PATH", "/nonexistent")
    archive = next(iter(bundle.make(recipe, ["zip"], ready=bundle.prepared(recipe)).values()))
    assert zipfile.ZipFile(io.BytesIO(archive)).read(f"{recipe.stem}.pdf") == b"pdf"
    assert bundle.prepared(replace(recipe, code_version="0" * 12)) == {}


def test_an_option_given_twice_asks_for_both(opened: Edition, tmp_path: Path) -> None:
    order = ["export", "--chart", CHART, "--format", "csv", "--size", "page", "--size", "web,column", "--lang", "zh"]
    assert command.main([*order, "--to", str(tmp_path)]) == 0
    made = {path.stem.rsplit("_", 2)[1:][0] + "/" + path.stem.rsplit("_", 1)[1] for path in tmp_path.rglob("*.csv")}
    assert made == {"zh/page", "zh/web", "zh/column"}


def test_wrong_usage_is_refused_with_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["--chart", "no-such"], ["--format", "bmp"], ["--lang", "de"], ["--size", "wide"]):
        with pytest.raises(SystemExit) as stopped:
            command.main(["export", *wrong])
        assert stopped.value.code == 2
    assert "png" in capsys.readouterr().err


def test_charts_load_without_what_only_files_need() -> None:
    code = (
        "import sys, charts.catalogue, charts.export.bundle, charts.export.render;"
        "print([m for m in ('playwright', 'fontTools', 'xlsxwriter', 'pypdf', 'streamlit') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
