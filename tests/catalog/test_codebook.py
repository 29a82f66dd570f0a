"""The codebook is what the warehouse says of itself, and the committed copy is the current one."""

from pathlib import Path

from catalog.codebook import markdown, tables
from catalog.warehouse import Edition

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "codebook.md"


def test_the_committed_codebook_is_current(opened: Edition) -> None:
    current = COMMITTED.read_text(encoding="utf-8") == markdown(opened)
    assert current, "docs/codebook.md is out of date: run `python -m etl refresh` and `python -m etl codebook`"


def test_every_served_table_says_what_a_row_is_and_every_column_what_it_means(opened: Edition) -> None:
    served = {table.name: table for table in tables(opened)}
    assert {"core.figure", "mart.figures", "mart.indicators", "mart.coverage"} <= set(served)
    for table in served.values():
        assert table.meaning.startswith("One row"), table.name
        assert all(column.meaning for column in table.columns), table.name


def test_every_metric_unit_reason_and_indicator_stands_in_it(opened: Edition) -> None:
    text = markdown(opened)
    for id_ in (*opened.metrics, *opened.caveats, *opened.quotients):
        assert f"| `{id_}` |" in text
    assert all(metric.definition_zh in text for metric in opened.metrics.values())
