"""Publishing is one step: data before pointer, one refresh at a time, and nothing is taken from under a reader."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from catalog import warehouse
from catalog.versions import NotPublished, numbered, pointed, serving
from etl import publish, refresh
from etl.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
HOLD_LOCK = """
import sys, time
from pathlib import Path
from etl import publish
with publish.lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""
HOLD_VERSION = """
import sys
from pathlib import Path
from catalog import warehouse
edition = warehouse.edition(sys.argv[2], Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
print(edition.printed["panji-003"].value)
"""


def changed(data, count):
    sheet = data / "figures" / "panji.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(f"{count - 1}名", f"{count}名"), encoding="utf-8")


def child(script, *arguments):
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "held\n"
    return process


def test_every_byte_of_a_version_is_on_the_disk_before_anything_points_to_it(data, monkeypatch):
    """Power may fail at any instant: what `current` names has to survive it."""
    done = []
    sync, rename, replace = os.fsync, Path.rename, Path.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (done.append(("sync", os.readlink(f"/proc/self/fd/{fd}"))), sync(fd)))
    monkeypatch.setattr(Path, "rename", lambda a, b: (done.append(("rename", str(a), str(b))), rename(a, b))[1])
    monkeypatch.setattr(Path, "replace", lambda a, b: (done.append(("replace", str(a), str(b))), replace(a, b))[1])
    changed(data, 836)
    refresh.refresh(data)
    published = data / "published"
    version = published / pointed(published)
    (named,) = [n for n, step in enumerate(done) if step[0] == "rename" and step[2] == str(version)]
    (current,) = [n for n, step in enumerate(done) if step[0] == "replace"]
    building = done[named][1]
    synced = {step[1].replace(building, str(version)) for step in done[:named] if step[0] == "sync"}
    assert synced >= {str(path) for path in [version, *version.rglob("*")]}
    assert ("sync", str(published)) in done[named:current]
    assert ("sync", done[current][1]) in done[named:current]
    assert done[current][2] == str(published / "current")
    assert ("sync", str(published)) in done[current:]


def test_a_whole_version_is_never_written_again(data):
    published = data / "published"
    before = {
        path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (published / pointed(published)).rglob("*")
    }
    summary = refresh.refresh(data, full=True)
    assert not summary.changed
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in before} == before


def test_going_back_to_older_content_takes_the_version_that_is_there(data):
    sheet, stages = data / "figures" / "panji.csv", []
    text = sheet.read_bytes()
    first = refresh.refresh(data).version
    changed(data, 836)
    assert refresh.refresh(data).version != first
    sheet.write_bytes(text)
    again = refresh.refresh(data, stage=stages.append)
    assert (again.version, again.changed, stages) == (first, True, ["hash"])


def test_data_that_changes_while_it_is_read_is_not_published(data, capsys, monkeypatch):
    version = pointed(data / "published")
    changed(data, 836)
    build = refresh._build
    monkeypatch.setattr(refresh, "_build", lambda *args: (build(*args), changed(data, 837)))
    assert main(["refresh", "--data", str(data)]) == 1
    assert "the data changed while it was read: run the refresh again" in capsys.readouterr().err
    assert pointed(data / "published") == version
    assert list(numbered(data / "published")) == [version]


def test_what_a_killed_refresh_left_behind_is_removed(data):
    published = data / "published"
    for name in (".building-x", ".pruned-x", ".damaged-x"):
        (published / name / "below").mkdir(parents=True)
    (published / ".current-x").write_text("half")
    changed(data, 836)
    refresh.refresh(data)
    assert {path.name for path in published.glob(".*")} == {".lock"}


def test_a_second_refresh_waits_for_the_first_and_goes_on_when_that_one_is_killed(data):
    changed(data, 836)
    holder = child(HOLD_LOCK, data / "published")
    second = subprocess.Popen(
        [sys.executable, "-m", "etl", "refresh", "--data", data], cwd=ROOT, stderr=subprocess.PIPE, text=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    assert [second.stderr.readline(), second.stderr.readline()] == ["hash\n", "wait\n"]
    assert second.poll() is None
    holder.kill()
    second.communicate(timeout=60)
    assert second.returncode == 0
    holder.wait()
    assert warehouse.edition(folder=data / "published").printed["panji-003"].value == 836


def test_prune_keeps_the_newest_and_the_current_version(data, capsys):
    published = data / "published"
    first = pointed(published)
    for count in (836, 837, 838):
        changed(data, count)
        refresh.refresh(data)
    fourth, third, _, _ = numbered(published)
    publish.point(published, first)
    assert main(["prune", "--keep", "2", "--data", str(data)]) == 0
    assert "2 versions removed" in capsys.readouterr().out
    assert list(numbered(published)) == [fourth, first]
    assert serving(published).version == first
    with pytest.raises(NotPublished):
        warehouse.edition(third, published)


def test_a_version_in_use_is_never_removed(data, capsys):
    published = data / "published"
    first = pointed(published)
    reader = child(HOLD_VERSION, published, first)
    changed(data, 836)
    refresh.refresh(data)
    assert main(["prune", "--keep", "1", "--data", str(data)]) == 0
    assert f"kept {first}: in use" in capsys.readouterr().out
    assert reader.communicate("")[0] == "835.0\n"
    assert main(["prune", "--keep", "1", "--data", str(data)]) == 0
    assert f"removed {first}" in capsys.readouterr().out
    assert not (published / first).exists()


@pytest.mark.parametrize("keep", ["0", "-1", "all"])
def test_keeping_no_version_is_wrong_usage(keep, data):
    with pytest.raises(SystemExit, match="2"):
        main(["prune", "--keep", keep, "--data", str(data)])


@pytest.mark.parametrize("year", [1970, 2096])
def test_a_clock_that_is_wrong_changes_neither_what_is_served_nor_its_order(year, data, monkeypatch):
    published = data / "published"
    first = pointed(published)
    changed(data, 836)

    class Clock(refresh.dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(year, 1, 1, tzinfo=tz)

    monkeypatch.setattr(refresh.dt, "datetime", Clock)
    second = refresh.refresh(data).version
    os.utime(published / second / "lianfang.duckdb", (time.time() - 10**9,) * 2)
    assert list(numbered(published)) == [second, first]
    assert serving(published).version == second
    assert warehouse.edition(folder=published).report["built_at"].startswith(str(year))
