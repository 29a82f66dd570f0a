"""Killed at any instant, out of disk, read while it is replaced: the last good version stays whole and is served.

`make test` takes a sample; LIANFANG_FULL=1 takes all of it.
"""

import multiprocessing
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from catalog import warehouse
from catalog.versions import damage, pointed, serving
from etl import build, publish, refresh
from tests.etl import survival

ROOT = Path(__file__).resolve().parents[2]
FULL = bool(os.environ.get("LIANFANG_FULL"))
MOMENTS = 100 if FULL else 10
REFRESHES = 200 if FULL else 12
PROCESSES, THREADS = 2, 4  # eight readers


@pytest.fixture(scope="module")
def processes():
    """Processes that have everything imported already, so that what is killed is the refresh and not the imports."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["tests.etl.survival", "duckdb", "pyarrow", "etl.build", "etl.derive", "etl.normalise"]
    )
    return context


def passes_its_checks(folder):
    with duckdb.connect(str(folder / "lianfang.duckdb"), read_only=True, config={"threads": "1"}) as db:
        checks = build.run_checks(db, stored=True)
    return len(checks) > 10 and all(check.holds for check in checks)


def test_killed_at_a_random_moment_the_served_version_is_whole_and_the_next_refresh_succeeds(
    data, processes, tmp_path, capsys
):
    published, trace, chance = data / "published", tmp_path / "stages", random.Random(7)
    survival.write_round(data, 0)
    began = time.monotonic()
    whole = processes.Process(target=survival.refresh_once, args=(data, str(trace)))
    whole.start()
    whole.join()
    assert trace.read_text().split()[-1] == "done"
    longest, reached = time.monotonic() - began, Counter()
    for moment in range(1, MOMENTS + 1):
        before = pointed(published)
        survival.write_round(data, moment)
        trace.unlink(missing_ok=True)  # one killed before its first stage left none
        victim = processes.Process(target=survival.refresh_once, args=(data, str(trace)))
        victim.start()
        time.sleep(chance.uniform(0, longest))
        victim.kill()
        victim.join()
        reached[(trace.read_text().split() or ["start"])[-1] if trace.exists() else "start"] += 1
        served = serving(published)
        assert served.trouble is None
        assert served.version == before or survival.rounds(warehouse.edition(folder=published)) == {str(moment)}
        assert not damage(published / served.version)
        assert passes_its_checks(published / served.version)
        refresh.refresh(data)
        assert survival.rounds(warehouse.edition(folder=published)) == {str(moment)}
        assert {path.name for path in published.glob(".*")} == {".lock"}
        publish.prune(published, 2)
    with capsys.disabled():
        print(f"\nkilled at {MOMENTS} moments: {dict(reached)}; nothing lost")  # noqa: T201 - counts are asked for
    assert sum(reached.values()) == MOMENTS


def test_readers_without_pause_see_one_version_at_a_time_while_refreshes_replace_it(data, processes, tmp_path, capsys):
    published, stop = data / "published", tmp_path / "stop"
    survival.write_round(data, 0)
    refresh.refresh(data)
    results = [tmp_path / f"reader-{number}" for number in range(PROCESSES)]
    readers = [
        processes.Process(target=survival.read_without_pause, args=(published, THREADS, str(stop), str(result)))
        for result in results
    ]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, REFRESHES + 1):
            survival.write_round(data, number)
            assert refresh.refresh(data).changed
            if number % 5 == 0:
                publish.prune(published, 2)
    finally:
        stop.touch()
        for reader in readers:
            reader.join(timeout=60)
    reads = mixed = seen = 0
    for result in results:
        read, mix, versions, *errors = result.read_text().splitlines()
        assert errors == []
        reads, mixed, seen = reads + int(read), mixed + int(mix), max(seen, int(versions))
    with capsys.disabled():
        print(  # noqa: T201 - counts are asked for
            f"\n{REFRESHES} refreshes, {PROCESSES * THREADS} readers, {reads} reads of up to {seen} versions: "
            f"0 errors, {mixed} mixed"
        )
    assert mixed == 0
    assert reads > REFRESHES
    assert seen > 1


@contextmanager
def small_disk(folder, room):
    """`folder` on a file system with `room` bytes."""
    kept = shutil.move(folder, folder.with_name("kept"))
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system is not allowed here; the limit on file sizes below stands for it")
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def refused_for_room(data, **options):
    return subprocess.run(
        [sys.executable, "-m", "etl", "refresh", "--data", data], cwd=ROOT, capture_output=True, text=True, check=False,
        **options,
    )  # fmt: skip


def test_a_disk_that_fills_up_leaves_the_old_version_whole(data):
    published = data / "published"
    version = pointed(published)
    size = sum(path.stat().st_size for path in published.rglob("*") if path.is_file())
    survival.write_round(data, 1)
    with small_disk(published, int(size * 1.5)):
        done = refused_for_room(data)
        assert done.returncode == 1
        assert "No space left on device" in done.stderr
        assert "`python -m etl prune --keep 1` removes old versions" in done.stderr
        assert done.stderr.endswith(f"failed; version {version} stays published\n")
        assert "Traceback" not in done.stderr
        assert serving(published).version == version
        assert not damage(published / version)
        assert passes_its_checks(published / version)
        assert not list(published.glob(".building-*"))


@pytest.mark.parametrize("limit", [100, 20_000, 300_000, 3_000_000])
def test_a_file_that_cannot_grow_leaves_the_old_version_whole_and_the_next_refresh_succeeds(limit, data):
    published = data / "published"
    version = pointed(published)
    survival.write_round(data, 1)
    done = refused_for_room(
        data, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    )
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert done.stderr.endswith(f"failed; version {version} stays published\n")
    assert serving(published).version == version
    assert refresh.refresh(data).changed
    assert survival.rounds(warehouse.edition(folder=published)) == {"1"}
