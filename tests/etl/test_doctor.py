"""The doctor finds what is wrong with an installation and says what to do about each thing."""

import json
import shutil
import subprocess

import pytest

from catalog.versions import pointed
from etl import doctor
from etl.__main__ import main


def states(data, capsys):
    """What the doctor found, by what was looked at; and the exit status."""
    capsys.readouterr()
    status = main(["doctor", "--data", str(data), "--json"])
    return {finding["what"]: finding for finding in json.loads(capsys.readouterr().out)}, status


@pytest.fixture
def equipped(monkeypatch):
    """A machine with a browser and a Chinese font, whatever this one has."""
    monkeypatch.setattr(doctor, "_browser", lambda: doctor.Finding(what="Chromium", state="well", says="here"))
    monkeypatch.setattr(doctor, "_fonts", lambda: doctor.Finding(what="fonts", state="well", says="here"))


def test_a_working_installation_is_well_and_article_texts_are_a_note(data, equipped, capsys):
    found, status = states(data, capsys)
    assert status == 0
    assert found.keys() == {"version", "age", "checks", "disk", "fonts", "Chromium", "texts"}
    assert {what for what, finding in found.items() if finding["state"] != "well"} == {"texts"}
    assert found["version"]["says"].startswith(pointed(data / "published"))
    assert found["texts"]["says"].startswith("0 of 5")


def test_nothing_published_is_wrong(data, equipped, capsys):
    shutil.rmtree(data / "published")
    found, status = states(data, capsys)
    assert (status, found["version"]["state"], found["version"]["todo"]) == (1, "wrong", "python -m etl refresh")


def test_a_damaged_version_is_wrong_even_where_another_is_served(data, equipped, capsys):
    published = data / "published"
    older = pointed(published)
    (data / "figures" / "panji.csv").touch()
    (data / "registry" / "note.txt").write_text("another version")
    assert main(["refresh", "--data", str(data)]) == 0
    (published / pointed(published) / "lianfang.duckdb").write_bytes(b"cut")
    found, status = states(data, capsys)
    assert (status, found["version"]["state"]) == (1, "wrong")
    assert f"version {older} is served instead" in found["version"]["says"]


def test_data_that_changed_since_the_refresh_is_a_note(data, equipped, capsys):
    (data / "registry" / "note.txt").write_text("later")
    found, status = states(data, capsys)
    assert (status, found["version"]["state"], found["version"]["todo"]) == (0, "note", "python -m etl refresh")


def test_a_version_built_in_the_future_points_to_the_clock(data, equipped, capsys, monkeypatch):
    report = doctor.report
    monkeypatch.setattr(doctor, "report", lambda folder: report(folder) | {"built_at": "2096-01-01T00:00:00+00:00"})
    found, status = states(data, capsys)
    assert (status, found["age"]["state"], found["age"]["todo"]) == (1, "wrong", "set the clock")


def test_a_text_that_is_not_the_coded_one_is_wrong(data, equipped, capsys):
    (data / "articles" / "panji.txt").write_text("something else")
    found, status = states(data, capsys)
    assert (status, found["texts"]["state"]) == (1, "wrong")
    assert "other bytes: panji" in found["texts"]["says"]


def test_a_full_disk_is_wrong(data, equipped, capsys, monkeypatch):
    usage = shutil.disk_usage(data)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: usage._replace(free=10))
    found, status = states(data, capsys)
    assert (status, found["disk"]["state"]) == (1, "wrong")
    assert "prune --keep 1" in found["disk"]["todo"]


@pytest.mark.parametrize("what", ["Chromium", "fonts"])
def test_what_exports_need_is_named_with_its_package(what, data, capsys, monkeypatch):
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    found, status = states(data, capsys)
    assert (status, found[what]["state"]) == (1, "wrong")
    assert found[what]["todo"].startswith("apt-get install")


# the missing library is looked up in the real browser: without one another answer is right
@pytest.mark.skipif(not any(map(shutil.which, doctor.BROWSERS)), reason="asks the browser of this machine")
def test_a_driver_that_does_not_start_is_named_with_the_library_it_lacks(data, capsys, monkeypatch):
    run = subprocess.run

    def without_library(command, **options):
        if "playwright" in command:
            return subprocess.CompletedProcess(command, 127, "", "node: libatomic.so.1: cannot open shared object file")
        return run(command, **options)

    monkeypatch.setattr(doctor.subprocess, "run", without_library)
    found, status = states(data, capsys)
    assert (status, found["Chromium"]["state"]) == (1, "wrong")
    assert "apt-get install libatomic1" in found["Chromium"]["todo"]


def test_a_person_gets_a_line_for_each_finding_with_what_to_do_under_it(data, equipped, capsys):
    shutil.rmtree(data / "published")
    assert main(["doctor", "--data", str(data)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("wrong  version    nothing is published in")
    assert told[1].strip() == "→ python -m etl refresh"
