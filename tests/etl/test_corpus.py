"""A corpus becomes a data set of figures: the same whoever reads it, complete or resumed, in flat memory."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from etl import corpus, parts
from tests.etl.corpora import ORDER, content, folder, read, said, table, wait_for

ROOT = Path(__file__).resolve().parents[2]
MILLION = 1_000_000  # characters: about 2.8 MB
SIZE = 20 * MILLION if os.environ.get("LIANFANG_FULL") else MILLION * 3 // 5
# How a run may end; with workers only in the whole run, because a cluster takes seconds to start
ENDS = [(signal.SIGKILL, []), *([(signal.SIGINT, ["--workers", "2"])] if os.environ.get("LIANFANG_FULL") else [])]


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    """A table and what this process reads from it."""
    where = tmp_path_factory.mktemp("corpus")
    table(where / "corpus.parquet", SIZE, row_group=SIZE // 40_000)
    assert read(where / "corpus.parquet", "--out", where / "here") == 0
    return where / "corpus.parquet", where / "here"


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    ) as running:
        yield running


def test_a_data_set_holds_the_rows_of_a_plain_reading_in_order(corpora, tmp_path):
    source, out = corpora
    assert read(source, "--format", "parquet", "--out", tmp_path / "plain.parquet") == 0
    plain = pq.read_table(tmp_path / "plain.parquet").sort_by(ORDER)
    assert pq.read_table(out).sort_by(ORDER).equals(plain)
    assert plain.num_rows > SIZE // 200
    assert len(content(out)) == 40


def test_two_workers_write_what_one_process_writes_byte_for_byte(corpora, tmp_path, capsys):
    source, out = corpora
    capsys.readouterr()
    assert read(source, "--out", tmp_path / "out", "--workers", "2", "--json") == 0
    assert content(tmp_path / "out") == content(out)
    assert said(capsys)["parts_read"] == len(content(out))


def test_a_worker_killed_in_the_middle_costs_nothing_but_time(corpora, cluster, tmp_path):
    import distributed

    source, expected = corpora
    out = tmp_path / "out"
    status = []
    with distributed.Client(cluster) as client:
        before = client.run(os.getpid)
        running = threading.Thread(
            target=lambda: status.append(read(source, "--out", out, "--scheduler", cluster.scheduler_address))
        )
        running.start()
        wait_for(lambda: out.is_dir() and any(out.glob("part-*")))
        killed = next(iter(before.values()))
        os.kill(killed, signal.SIGKILL)
        assert len(list(out.glob("part-*"))) < len(content(expected)), "all was done before a worker was killed"
        running.join()
        assert killed not in client.run(os.getpid).values()
    assert status == [0]
    assert content(out) == content(expected)


@pytest.mark.parametrize(("number", "options"), ENDS)
def test_a_run_that_was_ended_is_completed_by_the_next_and_nothing_is_read_twice(
    number, options, corpora, tmp_path, capsys
):
    source, expected = corpora
    out = tmp_path / "out"
    ended = subprocess.Popen(
        [sys.executable, "-m", "etl", "read", source, "--out", out, *options],
        cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    wait_for(lambda: out.is_dir() and any(out.glob("part-*")))
    os.killpg(ended.pid, number)  # as a terminal does: all its processes at once
    assert "Traceback" not in ended.communicate()[1]
    assert ended.returncode == (130 if number == signal.SIGINT else -number)
    (out / f".{next(iter(content(expected)))}.left").write_bytes(b"half a part")
    finished = {path.name: path.stat().st_mtime_ns for path in out.glob("part-*")}
    assert 0 < len(finished) < len(content(expected))
    assert all(content(expected)[name] == (out / name).read_bytes() for name in finished), "a name without its content"
    capsys.readouterr()
    assert read(source, "--out", out, "--json") == 0
    assert said(capsys)["parts_read"] == len(content(expected)) - len(finished)
    assert content(out) == content(expected)
    assert {name: (out / name).stat().st_mtime_ns for name in finished} == finished


def test_two_sources_stand_side_by_side(tmp_path, capsys):
    a, b = table(tmp_path / "a.parquet", 2000), table(tmp_path / "b.parquet", 3000, seed=2)
    assert read(a, "--out", tmp_path / "out") == read(b, "--out", tmp_path / "out") == 0
    both = content(tmp_path / "out")
    assert read(a, b, "--out", tmp_path / "two") == 0
    assert content(tmp_path / "two") == both
    assert len(both) == 2


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["{source}", "--workers", "2"], "name its folder with --out"),
        (["{source}", "--out", "{tmp}/texts/out"], "lies inside"),
        (["{source}", "--out", "{tmp}/out", "--workers", "2", "--format", "csv"], "a data set is Parquet"),
        (["{source}", "--out", "{tmp}/out", "--ledger"], "holds figures"),
        (["{source}", "--out", "{tmp}/notes.md", "--workers", "2"], "a file; a data set is a folder"),
        (["-", "--out", "{tmp}/out"], "from files and folders"),
        (["http://example.org/a", "--out", "{tmp}/out"], "from files and folders"),
        (["{tmp}/none", "--out", "{tmp}/out"], "no such file"),
        (["{tmp}/empty", "--out", "{tmp}/out"], "nothing that can be read"),
        (["{source}", "--out", "{tmp}/out", "--scheduler", "127.0.0.1"], "no Dask scheduler at 127.0.0.1"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(args, why, tmp_path, capsys):
    folder(tmp_path / "texts", 2)
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    assert read(*(arg.format(source=tmp_path / "texts", tmp=tmp_path) for arg in args)) == 1
    assert why in capsys.readouterr().err
    assert not list(tmp_path.rglob("part-*"))


def test_without_dask_a_sentence_says_how_to_install_it_and_one_process_still_reads(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    source = table(tmp_path / "a.parquet", 2000)
    assert read(source, "--out", tmp_path / "out", "--workers", "2") == 1
    assert "requirements-scale.txt" in capsys.readouterr().err
    assert read(source, "--out", tmp_path / "out") == 0


def test_a_cluster_without_workers_is_named(tmp_path, capsys):
    distributed = pytest.importorskip("distributed")
    source = table(tmp_path / "a.parquet", 2000)
    with distributed.LocalCluster(
        n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as empty:
        assert read(source, "--out", tmp_path / "out", "--scheduler", empty.scheduler_address) == 1
    assert "dask worker" in capsys.readouterr().err


def test_a_cluster_that_cannot_read_is_named_before_it_begins(cluster, tmp_path, monkeypatch, capsys):
    source = table(tmp_path / "a.parquet", 2000)
    monkeypatch.setattr(parts, "code", set)
    parts.reader.cache_clear()
    try:
        assert read(source, "--out", tmp_path / "out", "--scheduler", cluster.scheduler_address) == 1
    finally:
        parts.reader.cache_clear()
    captured = capsys.readouterr()
    assert "has another Lianfang, or none" in captured.err
    assert f"PYTHONPATH={ROOT}" in captured.err


def test_workers_that_write_elsewhere_are_named(tmp_path, monkeypatch, capsys):
    source = table(tmp_path / "a.parquet", 2000)
    (tmp_path / "elsewhere").mkdir()
    write = parts.read_part
    monkeypatch.setattr(corpus, "read_part", lambda part, _: write(part, str(tmp_path / "elsewhere")))
    assert read(source, "--out", tmp_path / "out") == 1
    assert "has to be shared storage" in capsys.readouterr().err


@pytest.mark.parametrize("terminal", [False, True])
def test_rate_and_time_left_are_shown(tmp_path, monkeypatch, capsys, terminal):
    monkeypatch.setattr("etl.report.EVERY", 0)
    source = table(tmp_path / "a.parquet", 20_000, row_group=5)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.setenv("COLUMNS", "100")
    assert read(source, "--out", tmp_path / "out") == 0
    captured = capsys.readouterr()
    lines = captured.err.splitlines()
    if terminal:
        assert "80.0/80.0 kB" in captured.err
    else:
        assert len(lines) == 4
        assert re.fullmatch(r"0\.1 of 0\.1 MB, [0-9.]+ MB/s, 0:00:00 left", lines[-1])
    assert captured.out.startswith("20 documents")


PEAK = """
import sys
from etl.__main__ import main
status = main(sys.argv[1:])
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
sys.exit(status)
"""


def peak(source, out):
    """Kilobytes of a process of its own that reads a corpus."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, "read", source, "--out", out], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stdout.split()[-1])


# the peak of a finished process is read there; Debian always has it
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc")
def test_memory_does_not_grow_with_the_corpus(corpora, tmp_path):
    source, _ = corpora
    twice = tmp_path / "twice"
    twice.mkdir()
    shutil.copy(source, twice / "a.parquet")
    shutil.copy(source, twice / "b.parquet")
    once, double = peak(source, tmp_path / "1"), peak(twice, tmp_path / "2")
    assert double <= once * 1.08
    assert double < 500_000
