"""Generated places are data like any other: the refresh takes them with all its checks."""

from pathlib import Path

from bench.generate import generate


def test_generated_places_pass_a_refresh_and_come_out_the_same_again(tmp_path: Path) -> None:
    from etl.refresh import refresh

    count = generate(tmp_path / "a", places=3, figures=50)
    generate(tmp_path / "b", places=3, figures=50)
    generate(tmp_path / "c", places=3, figures=50, seed=2)
    assert count == 150
    sheets = [(tmp_path / name / "figures/bench00002.csv").read_bytes() for name in "abc"]
    assert sheets[0] == sheets[1] != sheets[2]
    assert len(sheets[0].splitlines()) == 51
    built = refresh(tmp_path / "a")
    assert (tmp_path / "a/published" / built.version / "lianfang.duckdb").stat().st_size > 0
