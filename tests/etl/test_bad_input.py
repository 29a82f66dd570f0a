"""Every kind of bad input is refused with file, line and column, all at once, and nothing published is touched."""

import json
import os
import re
import shutil

import pytest

from catalog.versions import pointed
from etl import normalise
from etl.__main__ import main
from etl.faults import Refused
from etl.publish import data_version
from tests.conftest import copy_data

PANJI = "figures/panji.csv"
METRICS = "registry/metrics.toml"
SIDECAR = "articles/panji.toml"


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return copy_data(tmp_path_factory.mktemp("clean") / "data")


def replaced(old, new, count=1):
    def change(text):
        assert old in text, f"the file no longer holds {old!r}"
        return text.replace(old, new, count)

    return change


def row(line, column, value):
    """A CSV text with one cell of one line replaced (no quoted cells before it)."""

    def change(text):
        lines = text.splitlines(keepends=True)
        cells = lines[line - 1].split(",")
        cells[lines[0].split(",").index(column)] = value
        lines[line - 1] = ",".join(cells)
        return "".join(lines)

    return change


# name: (file, change of its text, what is printed)
KINDS = {
    "a column is missing": (
        PANJI,
        replaced("expression,", "", 1),
        r"data/figures/panji.csv:1: expression: column is missing, expected figure_id,",
    ),
    "a column is unknown": (
        PANJI,
        replaced("figure_id,", "figure,", 1),
        r"panji.csv:1: figure: unknown column, expected figure_id,",
    ),
    "a column stands twice": (
        PANJI,
        replaced("figure_id,start", "figure_id,figure_id,start", 1),
        r"panji.csv:1: figure_id: column stands twice",
    ),
    "a cell is missing": (
        PANJI,
        replaced("panji-001,195,", "panji-001,", 1),
        r"panji.csv:2: 17 cells, expected 18 cells",
    ),
    "a quote is not closed": (PANJI, replaced("panji-002", '"panji-002', 1), r"panji.csv:\d+: .*, expected a CSV row"),
    "the file is empty": (PANJI, lambda text: "", r"panji.csv:1: figure_id: column is missing"),
    "an unknown metric": (
        PANJI,
        row(2, "metric", "no_metric"),
        r"panji.csv:2: metric: unknown metric 'no_metric', expected a block of data/registry/metrics.toml",
    ),
    "an unknown scope": (
        PANJI,
        row(2, "scope", "nowhere"),
        r"panji.csv:2: scope: unknown scope 'nowhere', expected a scope_id of data/registry/places.csv",
    ),
    "an unknown unit": (
        METRICS,
        replaced('unit = "village"', 'unit = "furlong"'),
        r"metrics.toml:\d+: unit: unknown unit 'furlong', expected a unit of data/registry/units.csv",
    ),
    "a span of words": (
        PANJI,
        row(2, "start", "first"),
        r"panji.csv:2: start,end: span 'first', '198', expected two ordered integers",
    ),
    "a span turned round": (
        PANJI,
        row(2, "start", "199"),
        r"panji.csv:2: start,end: span '199', '198', expected two ordered integers",
    ),
    "a negative span": (PANJI, row(2, "start", "-3"), r"panji.csv:2: start,end: span '-3', '198'"),
    "a span in Arabic-Indic digits": (PANJI, row(2, "start", "١٩٥"), r"panji.csv:2: start,end: span"),
    "a span beyond any text": (PANJI, row(2, "end", "9" * 40), r"panji.csv:2: start,end: span"),
    "an expression nobody can read": (
        PANJI,
        row(2, "expression", "好多个"),
        r"panji.csv:2: expression: .*好多个.*, expected a printed quantity",
    ),
    "an override without a reason": (
        PANJI,
        row(2, "override", "value=1 lower=1 upper=1 qualifier=exact"),
        r"panji.csv:2: override: override .*, expected a printed quantity",
    ),
    "an override that is no number": (
        PANJI,
        row(2, "override", "value=nan lower=1 upper=1 qualifier=exact; why"),
        r"panji.csv:2: override: .*finite",
    ),
    "a duplicate id": (
        PANJI,
        row(3, "figure_id", "panji-001"),
        r"panji.csv:3: figure_id: duplicate id 'panji-001', expected an id of its own \(data.*panji.csv:2 has",
    ),
    "an id that leaves its folder": (
        PANJI,
        row(2, "figure_id", "../../etc/passwd"),
        r"panji.csv:2: figure_id: '\.\./\.\./etc/passwd' is no id",
    ),
    "a measure word of another class": (
        PANJI,
        row(4, "metric", "households_cancelling_banquets"),
        r"panji.csv:4: expression: '835名' counts .*, expected a measure word for household",
    ),
    "no such day": (
        PANJI,
        row(2, "period_start", "2022-02-30"),
        r"panji.csv:2: period_start: '2022-02-30' is no day, expected YYYY-MM-DD",
    ),
    "confidence in other words": (
        PANJI,
        row(2, "confidence", "quite"),
        r"panji.csv:2: confidence: unknown confidence 'quite', expected high or low",
    ),
    "a part of nothing": (PANJI, row(2, "part_of", "panji-999"), r"panji.csv:2: part_of: unknown part_of 'panji-999'"),
    "a repeat of nothing": (
        PANJI,
        row(2, "repeat_of", "panji-999"),
        r"panji.csv:2: repeat_of: unknown repeat_of 'panji-999'",
    ),
    "a TOML that does not parse": (METRICS, replaced("unit = ", "unit : "), r"metrics.toml:\d+: .*, expected TOML"),
    "a TOML key is missing": (
        METRICS,
        replaced('theme = "grids"\n', ""),
        r"metrics.toml:\d+: administrative_villages.theme: key is missing",
    ),
    "a TOML key is unknown": (
        METRICS,
        replaced("theme =", "topic ="),
        r"metrics.toml:\d+: administrative_villages.topic: unknown key",
    ),
    "a TOML value of another type": (
        METRICS,
        replaced("extensive = true", 'extensive = "yes"'),
        r"metrics.toml:\d+: administrative_villages.extensive: 'yes' is a str, expected a bool",
    ),
    "a length that is a truth": (
        SIDECAR,
        replaced("characters = 2441", "characters = true"),
        r"panji.toml:\d+: characters: 'True' is a bool, expected a int",
    ),
    "a length below nothing": (
        SIDECAR,
        replaced("characters = 2441", "characters = -1"),
        r"panji.toml:1: characters: '-1' is no length",
    ),
    "a SHA-256 that is none": (
        SIDECAR,
        replaced('sha256 = "5759', 'sha256 = "xyz'),
        r"panji.toml:1: sha256: .* is no SHA-256",
    ),
    "a locality nobody registered": (
        SIDECAR,
        replaced('locality = "panji"', 'locality = "atlantis"'),
        r"panji.toml:1: locality: unknown locality 'atlantis'",
    ),
    "a wave without a first day": (
        "registry/waves.csv",
        row(2, "from", ""),
        r"waves.csv:2: from: '' is no day, expected YYYY-MM-DD",
    ),
    "a level nobody knows": (
        "registry/places.csv",
        row(3, "level", "planet"),
        r"places.csv:3: level: unknown level 'planet'",
    ),
    "an id of a place that is none": (
        "registry/places.csv",
        row(3, "scope_id", "../x"),
        r"places.csv:3: scope_id: '\.\./x' is no id",
    ),
    "a chain level in words": (
        "chains/panji.csv",
        row(2, "level_order", "top"),
        r"chains/panji.csv:2: level_order: 'top' is no whole number",
    ),
    "a chain count in words": (
        "chains/panji.csv",
        row(2, "count", "many"),
        r"chains/panji.csv:2: count: 'many' is no number",
    ),
    "an unknown measure": (
        "measures/panji.csv",
        row(2, "measure_id", "magic"),
        r"measures/panji.csv:2: measure_id: unknown measure_id 'magic'",
    ),
    "arithmetic of unknown figures": (
        "registry/arithmetic.csv",
        row(2, "left", "panji-999"),
        r"arithmetic.csv:2: left: 'panji-999' names an unknown figure",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_is_named_with_its_file_line_and_column_and_what_was_expected(kind, clean, tmp_path):
    file, change, printed = KINDS[kind]
    data = shutil.copytree(clean, tmp_path / "data")
    path = data / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        normalise.load(data)
    assert [fault for fault in refused.value.faults if re.search(printed, str(fault))], str(refused.value)


def test_bytes_that_are_not_utf_8_are_named_by_line(clean, tmp_path):
    data = shutil.copytree(clean, tmp_path / "data")
    (data / PANJI).write_bytes((data / PANJI).read_bytes().replace("31个".encode(), "31个".encode("gb18030"), 1))
    with pytest.raises(Refused, match=r"data/figures/panji.csv:2: byte \d+ is not UTF-8, expected UTF-8 text"):
        normalise.load(data)


@pytest.mark.parametrize("file", ["registry/units.csv", METRICS])
def test_a_file_that_is_gone_is_named(file, clean, tmp_path):
    data = shutil.copytree(clean, tmp_path / "data")
    (data / file).unlink()
    with pytest.raises(Refused, match=rf"data/{file}:1: .*No such file.*, expected a file that can be read"):
        normalise.load(data)


def test_figures_of_an_article_that_nobody_described_are_refused(clean, tmp_path):
    data = shutil.copytree(clean, tmp_path / "data")
    (data / SIDECAR).unlink()
    with pytest.raises(Refused, match=r"data/figures/panji.csv:1: belongs to no article, expected data/articles/panji"):
        normalise.load(data)


def test_what_an_editor_leaves_beside_a_file_is_neither_read_nor_part_of_the_version(clean, tmp_path):
    data = shutil.copytree(clean, tmp_path / "data")
    version = data_version(data)
    for name in ("figures/.#panji.csv", "figures/panji.csv~", "articles/._panji.toml", "registry/.units.csv.swp"):
        (data / name).write_bytes(b"\xff no data")
    normalise.load(data)
    assert data_version(data) == version


def test_a_sidecar_whose_name_is_no_id_is_refused(clean, tmp_path):
    data = shutil.copytree(clean, tmp_path / "data")
    (data / SIDECAR).rename(data / "articles" / "Pan ji.toml")
    with pytest.raises(Refused, match=r"data/articles/Pan ji.toml:1: file name is no id, expected a to z"):
        normalise.load(data)


def test_all_faults_are_collected_and_the_published_version_stays(data, capsys):
    published = data / "published"
    before = {
        path: path.stat().st_mtime_ns for path in published.rglob("*") if path.is_file() and path.name != "refresh.log"
    }
    version = pointed(published)
    for file, change in [
        (PANJI, row(2, "metric", "no_metric")),
        (PANJI, row(3, "scope", "nowhere")),
        ("figures/weiyang.csv", row(4, "start", "x")),
        ("registry/places.csv", row(3, "level", "planet")),
    ]:
        (data / file).write_text(change((data / file).read_text(encoding="utf-8")), encoding="utf-8")
    assert main(["refresh", "--data", str(data)]) == 1
    lines = capsys.readouterr().err.splitlines()
    faults = [line for line in lines if re.match(r"data/\S+:\d+: \S+: .+, expected .+", line)]
    assert len(faults) == 4
    assert lines[-1].startswith(f"refused: 4 faults; nothing was written, version {version} stays published")
    assert pointed(published) == version
    assert {
        path: path.stat().st_mtime_ns for path in published.rglob("*") if path.is_file() and path.name != "refresh.log"
    } == before


def test_rows_that_break_a_check_are_refused_like_bad_cells(data, capsys):
    (data / PANJI).write_text(
        row(2, "scope", "quanzhou_city")((data / PANJI).read_text(encoding="utf-8")), encoding="utf-8"
    )
    assert main(["refresh", "--data", str(data), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["refused"] == "checks"
    assert answer["served"] == pointed(data / "published")
    assert any("scope_belongs_to_locality" in fault and "panji-001" in fault for fault in answer["faults"])


def test_a_data_folder_that_is_not_there_is_wrong_usage_and_is_not_made(tmp_path, capsys):
    assert main(["refresh", "--data", str(tmp_path / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []
