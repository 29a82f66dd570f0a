"""The corpus of the bench is drawn from a seed and as large as asked."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bench import corpus


def test_a_corpus_is_as_large_as_asked_and_comes_out_the_same_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "GROUP", 20)
    size = corpus.write(tmp_path / "a.parquet", 120_000)
    corpus.write(tmp_path / "b.parquet", 120_000, seed=2)
    assert 120_000 <= size < 200_000
    a, b = (pq.read_table(tmp_path / f"{name}.parquet")["text"].to_pylist() for name in "ab")
    assert sum(len(text.encode()) for text in a) == size
    assert not set(a) & set(b)
    corpus.write(tmp_path / "a.parquet", 120_000)
    assert pq.read_table(tmp_path / "a.parquet")["text"].to_pylist() == a
    assert pq.ParquetFile(tmp_path / "a.parquet").num_row_groups == len(a) // 20
