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
from tests.etl.bad_kinds import KINDS, METRICS, PANJI, SIDECAR, row


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return copy_data(tmp_path_factory.mktemp("clean") / "data")


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
    assert main(["refresh", "--data", str(data)]) == 1
    said = capsys.readouterr().err.splitlines()
    counted = len({line.split(":")[0] for line in said if re.match(r"[a-z_]+: ", line)})
    assert said[-1].startswith(f"refused: {counted} check{'s' * (counted > 1)} failed; nothing was written")


def test_a_data_folder_that_is_not_there_is_wrong_usage_and_is_not_made(tmp_path, capsys):
    assert main(["refresh", "--data", str(tmp_path / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []
