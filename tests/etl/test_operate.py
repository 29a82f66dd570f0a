"""Whatever goes wrong ends in one line that says what readers get and what to do, never in a traceback."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalog import warehouse
from catalog.versions import damage, pointed, serving
from etl import html, operate, publish, refresh
from etl.__main__ import main
from etl.faults import plain
from tests.etl import survival

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = 40 if os.environ.get("LIANFANG_FULL") else 5
BITES = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "markdown": "[x](javascript:alert(1)) ![x](http://example.com/x.png)",
    "template": "{{7*7}} ${7*7} {0} {version} %s",
    "formula": '=HYPERLINK("http://example.com","x")',
    "ansi": "\x1b[2J\x1b]0;owned\x07\x9b31mred",
    "direction": "\u202egnp.exe\u2066\u200f",
    "returns": "line\r\nrefused: 0 faults\x00\x08",
    "long": "长" * 1_000_000,
}
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def run(data, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "etl", "refresh", "--data", data], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


@pytest.mark.parametrize("column", ["note", "metric", "figure_id", "expression", "period_start"])
def test_cells_that_bite_are_shown_as_text_or_published_as_they_are(column, data, capsys):
    sheet = data / "figures" / "panji.csv"
    text = sheet.read_text(encoding="utf-8")
    lines = []
    for number, bite in enumerate(BITES.values()):
        lines.append(text.count("\n") + 1)
        cells = {"figure_id": f"panji-1{number}", "start": f"{4 * number + 1}", "end": f"{4 * number + 3}",
                 "metric": "tents_supplied", "scope": "panji_district", "expression": "2顶", "confidence": "high",
                 column: bite}  # fmt: skip
        names = text.splitlines()[0].split(",")
        text += ",".join('"' + cells.get(name, "").replace('"', '""') + '"' for name in names) + "\n"
    sheet.write_text(text, encoding="utf-8", newline="")
    status = main(["refresh", "--data", str(data)])
    told = "".join(capsys.readouterr())
    assert not UNSAFE.search(told)
    assert len(told) < 40_000
    if column == "note":
        assert status == 0
        printed = warehouse.edition(folder=data / "published").printed
        assert [printed[f"panji-1{number}"].note for number in range(len(BITES))] == list(BITES.values())
    else:
        assert status == 1
        for line in lines:
            assert f"data/figures/panji.csv:{line}: {column}: " in told


@pytest.mark.parametrize("name", BITES)
def test_a_report_page_holds_what_bites_as_text(name, published):
    summary = json.loads((published / "published" / pointed(published / "published") / "refresh.json").read_text())
    bitten = summary | {
        "per_place": {BITES[name]: 1},
        "checks": [{"check_id": BITES[name], "rule": BITES[name]}],
        "tables": [BITES[name]],
    }
    page = html.page(bitten)
    assert "<script" not in page
    assert "<img" not in page
    assert not UNSAFE.search(page)
    assert len(page) < 20_000
    assert page.count("<") == html.page(bitten | {"per_place": {"x": 1}}).count("<")


@pytest.mark.parametrize("name", BITES)
def test_foreign_text_becomes_one_short_line_without_control_characters(name):
    shown = plain(BITES[name])
    assert shown.isprintable()
    assert len(shown) < 600


def test_a_file_name_that_bites_is_shown_as_text(data, capsys):
    (data / "figures" / "\x1b[31m\u202e.csv").write_text("x\n")
    assert main(["refresh", "--data", str(data)]) == 1
    told = capsys.readouterr().err
    assert "\\x1b[31m\\u202e.csv:1: belongs to no article" in told
    assert not UNSAFE.search(told)


def test_interrupted_at_any_moment_it_says_what_is_served_and_leaves_nothing_half_written(data, capsys):
    published, chance, interrupted = data / "published", random.Random(3), 0
    for moment in range(MOMENTS):
        survival.write_round(data, moment)
        before = pointed(published)
        process = run(data)
        assert process.stderr.readline() == "hash\n"
        time.sleep(chance.uniform(0, 1.2))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert "Traceback" not in out + err, err
        assert process.returncode in (0, 130)
        if process.returncode == 130:
            interrupted += 1
            assert re.search(r"interrupted; version [0-9a-f]{12} stays published\n$", err), err
        else:
            assert f"data version {pointed(published)}" in out
        assert serving(published).trouble is None
        assert pointed(published) == before or survival.rounds(warehouse.edition(folder=published)) == {str(moment)}
        assert not damage(published / pointed(published))
        assert not list(published.glob(".building-*"))
    assert interrupted
    with capsys.disabled():
        print(f"\ninterrupted at {MOMENTS} moments ({interrupted} before the end)")  # noqa: T201 - counts are asked for


def test_interrupted_while_it_waits_for_another_refresh_it_ends(data):
    published = data / "published"
    survival.write_round(data, 1)
    with publish.lock(published):
        process = run(data)
        assert [process.stderr.readline(), process.stderr.readline()] == ["hash\n", "wait\n"]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        assert re.fullmatch(r"interrupted; version [0-9a-f]{12} stays published\n", process.stderr.read())
    assert refresh.refresh(data).changed


@contextmanager
def read_only(folder):
    """Write protection that also binds root, where root is who runs the tests."""
    if os.geteuid():
        folder.chmod(0o555)
        yield "Permission denied"
        folder.chmod(0o755)
        return
    if subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode:
        # root in a container without the right to mount: nothing can write-protect the folder against it
        pytest.skip("neither an ordinary user nor allowed to mount")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        yield "Read-only file system"
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_folder_that_cannot_be_written_to_is_named_with_what_to_do(data):
    published = data / "published"
    version = pointed(published)
    with read_only(published) as reason:
        assert f"unchanged: data version {version}" in run(data).communicate(timeout=60)[0]
        survival.write_round(data, 1)
        changed = run(data)
        told = changed.communicate(timeout=60)[1]
        assert changed.returncode == 1
        assert reason in told
        assert f"give user id {os.geteuid()} the right to write to {published}" in told
        assert told.endswith(f"failed; version {version} stays published\n")


def test_the_log_has_a_json_line_for_every_event_and_no_text_of_a_cell(data, monkeypatch, tmp_path):
    (data / "published" / "refresh.log").unlink(missing_ok=True)  # what others did to the shared copy before
    survival.write_round(data, 1)
    refused = data / "figures" / "weiyang.csv"
    text = refused.read_text(encoding="utf-8")
    assert main(["refresh", "--data", str(data)]) == 0
    refused.write_text(text.replace("weiyang-001,", "weiyang-001 secret words,", 1), encoding="utf-8")
    assert main(["refresh", "--data", str(data)]) == 1
    written = (data / "published" / "refresh.log").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["event"] for line in lines] == ["published", "failed"]
    assert any(place.startswith("data/figures/weiyang.csv:2: figure_id") for place in lines[1]["where"])
    assert "secret words" not in written
    monkeypatch.setenv("LIANFANG_LOG", str(tmp_path / "elsewhere.log"))
    assert main(["refresh", "--data", str(data)]) == 1
    assert json.loads((tmp_path / "elsewhere.log").read_text(encoding="utf-8"))["served"] == lines[0]["version"]


def test_very_many_faults_are_cut_with_their_number(data, capsys):
    sheet = data / "figures" / "panji.csv"
    head = sheet.read_text(encoding="utf-8").splitlines()[0]
    rows = [",".join(["x" if name == "metric" else "" for name in head.split(",")])] * 5_000
    sheet.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    assert main(["refresh", "--data", str(data)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) < 220
    assert re.fullmatch(r"… and \d+ more", told[-2])


def test_an_error_of_the_database_says_what_to_do(data, capsys, monkeypatch):
    import duckdb

    def fails(*_):
        raise duckdb.OutOfMemoryException("could not allocate block")

    monkeypatch.setattr(refresh, "_build", fails)
    survival.write_round(data, 1)
    assert main(["refresh", "--data", str(data)]) == 1
    told = capsys.readouterr().err
    assert "could not allocate block" in told
    assert "`python -m etl doctor` says what is missing here" in told


def test_texts_that_are_not_what_was_coded_stop_a_refresh_before_it_builds(data, tmp_path, capsys):
    version = pointed(data / "published")
    survival.write_round(data, 1)
    (tmp_path / "texts").mkdir()
    assert main(["refresh", "--data", str(data), "--articles", str(tmp_path / "texts"), "--plan", "--json"]) == 0
    (tmp_path / "texts" / "panji.txt").write_text("another text", encoding="utf-8")
    assert main(["refresh", "--data", str(data), "--articles", str(tmp_path / "texts")]) == 1
    told = capsys.readouterr().err
    assert "data/figures/panji.csv:2: panji-001 31个 is not at 195–198" in told
    assert "are not what was coded" in told
    assert pointed(data / "published") == version


def test_exports_are_made_by_the_charts_own_command_on_the_data_that_was_refreshed(data, capfd, monkeypatch):
    asked = []

    def run(command, *, env, **_):
        asked.append((command[1:], env["LIANFANG_DATA"]))
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(operate.subprocess, "run", run)
    assert main(["refresh", "--data", str(data), "--exports"]) == 1
    folder = data / "published" / str(pointed(data / "published")) / "exports"
    assert asked == [(["-m", "charts", "export", "--to", str(folder)], str(data))]
