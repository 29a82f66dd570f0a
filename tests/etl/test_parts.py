"""A corpus falls into parts: each is whole or absent, named by all it was read with, and costs only itself."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import corpus, parts
from etl.faults import Refused
from tests.etl.corpora import ORDER, content, folder, read, said, table
from tests.etl.test_read import pdf

ROOT = Path(__file__).resolve().parents[2]


def test_a_part_that_cannot_be_written_whole_has_no_name(tmp_path, monkeypatch, capsys):
    table(tmp_path / "a.parquet", 20_000, row_group=5)

    def breaks(article):
        yield from list(figures(article))[:3]
        if article.document == "d000012":
            raise OSError(28, "No space left on device")

    figures = parts.figures
    monkeypatch.setattr(parts, "figures", breaks)
    assert read(tmp_path / "a.parquet", "--out", tmp_path / "out") == 1
    assert "No space left on device; finished parts stay" in capsys.readouterr().err
    assert 2 <= len(content(tmp_path / "out")) < 4
    assert all(name.startswith("part-") for name in content(tmp_path / "out"))
    documents = set(pq.read_table(tmp_path / "out")["document"].to_pylist())
    assert "d000009" in documents
    assert "d000010" not in documents


def test_small_files_are_read_together_and_a_new_one_costs_its_part_only(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(parts, "SIZE", 10_000)
    source = folder(tmp_path / "texts")
    assert read(source, "--out", tmp_path / "out", "--json") == 0
    first = said(capsys)
    assert (first["documents"], first["figures"]) == (40, 40 * 20 * 3)
    assert 4 < first["parts"] == first["parts_read"] < 20
    (source / "district2" / "z.txt").write_text("设置检查点58个。", encoding="utf-8")
    os.utime(source / "district0" / "n000.txt", (1, 1))
    (source / "district1" / "n001.txt").unlink()
    assert read(source, "--out", tmp_path / "out", "--json") == 0
    second = said(capsys)
    assert (second["documents"], second["figures"]) == (40, 39 * 20 * 3 + 1)
    assert second["parts_read"] < first["parts"]
    assert pq.read_table(tmp_path / "out").num_rows == second["figures"], "a figure stands twice"


def test_one_large_row_group_is_read_in_pieces(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(parts, "SIZE", 20_000)
    table(tmp_path / "a.parquet", 50_000, row_group=1_000_000)
    assert read(tmp_path / "a.parquet", "--out", tmp_path / "out", "--json") == 0
    told = said(capsys)
    assert (told["parts"], told["documents"]) == (8, 50)
    monkeypatch.undo()
    assert read(tmp_path / "a.parquet", "--out", tmp_path / "whole", "--json") == 0
    assert said(capsys)["parts"] == 1
    assert pq.read_table(tmp_path / "out").sort_by(ORDER).equals(pq.read_table(tmp_path / "whole"))


def test_documents_that_cannot_be_read_are_named_and_the_rest_goes_on(tmp_path, capsys):
    source = folder(tmp_path / "texts", 6)
    (source / "binary.txt").write_bytes(b"\x00\x01\xff" * 50)
    (source / "locked.pdf").write_bytes(pdf("checked", password="x"))
    (source / "broken.parquet").write_bytes(b"PAR1 not")
    (source / "other.parquet").write_bytes(table(tmp_path / "x", 1000).read_bytes()[:-9] + b"\x00" * 9)
    strings = pa.Array.from_buffers(
        pa.string(), 3, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0\3\0\0\0\6\0\0\0"), pa.py_buffer(b"3A\xff\xe5\x90\x8d")]
    )
    pq.write_table(pa.table({"document": ["x", "y", "z"], "text": strings}), source / "bytes.parquet")
    assert read(source, "--out", tmp_path / "out", "--json") == 1
    told = said(capsys)
    assert (told["documents"], told["refused"], told["failed"]) == (8, 5, [])
    assert told["figures"] == 6 * 20 * 3
    named = (tmp_path / "out" / corpus.REFUSED).read_text(encoding="utf-8")
    for name in ("binary.txt: binary", "locked.pdf: encrypted", "broken.parquet", "other.parquet", "document y"):
        assert name in named
    assert read(source, "--out", tmp_path / "out") == 1
    captured = capsys.readouterr()
    assert "locked.pdf: encrypted" in captured.err
    assert "0 of them read now" in captured.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything, so nothing is refused")
def test_a_file_that_may_not_be_read_is_named(tmp_path, capsys):
    source = folder(tmp_path / "texts", 2)
    (source / "secret.txt").write_text("1名", encoding="utf-8")
    (source / "secret.txt").chmod(0)
    assert read(source, "--out", tmp_path / "out") == 1
    assert "secret.txt: Permission denied" in capsys.readouterr().err


def test_a_reader_that_fails_on_a_document_costs_its_part_and_is_named(tmp_path, monkeypatch, capsys):
    table(tmp_path / "a.parquet", 20_000, row_group=5)

    def fails(article):
        if article.document == "d000007":
            raise ZeroDivisionError("a fault of the reader")
        yield from figures(article)

    figures = parts.figures
    monkeypatch.setattr(parts, "figures", fails)
    assert read(tmp_path / "a.parquet", "--out", tmp_path / "out", "--json") == 1
    told = said(capsys)
    assert len(told["failed"]) == 1
    assert "row group 1: ZeroDivisionError a fault of the reader" in told["failed"][0]
    monkeypatch.undo()
    assert read(tmp_path / "a.parquet", "--out", tmp_path / "out", "--json") == 0
    assert said(capsys)["parts_read"] == 1


def test_a_part_is_refused_where_the_files_or_the_reader_are_others(tmp_path):
    source = table(tmp_path / "a.parquet", 2000)
    (part,) = parts.parts(source)
    os.utime(source, (1, 1))
    with pytest.raises(Refused, match="not as the run found it"):
        parts.read_part(part, str(tmp_path))
    with pytest.raises(Refused, match="not as the run found it"):
        parts.read_part(replace(parts.named(part), name="part-of-another-reader.parquet"), str(tmp_path))
    source.unlink()
    with pytest.raises(Refused, match="not as the run found it"):
        parts.read_part(part, str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_figures_of_another_version_of_the_reader_are_neither_mixed_nor_removed(tmp_path, capsys):
    source = table(tmp_path / "a.parquet", 2000)
    assert read(source, "--out", tmp_path / "out") == 0
    (old,) = (tmp_path / "out").iterdir()
    old = old.rename(old.with_name("part-00000000-0123456789abcdef.parquet"))
    assert read(source, "--out", tmp_path / "out") == 1
    assert "another version of the reader; name another folder" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == [old]


def test_a_part_is_named_by_everything_that_reads():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, etl.parts; print(*(m for m in sys.modules if m.startswith('etl.')))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    files = {ROOT / (name.replace(".", "/") + ".py") for name in loaded}
    here = ROOT / "etl"
    not_reading = {here / name for name in ("parts.py", "reading.py", "writing.py", "arrow.py")}
    assert {path for path in files if path.exists()} - parts.code() <= not_reading
    assert {path.name for path in parts.words()} >= {
        "traditional.csv",
        "units.csv",
        "lexicon.toml",
        "measure_words.csv",
    }
