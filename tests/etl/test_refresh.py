"""A refresh publishes what was coded, all of it and nothing else; the second one finds nothing to do."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from catalog.versions import pointed
from etl.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = ("start", "end", "value", "lower", "upper")
RENAMED = {"start": "span_start", "end": "span_end"}


@pytest.fixture(scope="module")
def warehouse(published):
    version = pointed(published / "published")
    with duckdb.connect(
        str(published / "published" / version / "lianfang.duckdb"), read_only=True, config={"threads": "1"}
    ) as db:
        yield db


def golden():
    with (ROOT / "tests" / "golden" / "figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_built(name, cell):
    if not cell:
        return None
    return float(cell) if name in NUMBERS else cell


@pytest.mark.parametrize("row", golden(), ids=lambda row: row["figure_id"])
def test_a_figure_in_the_warehouse_equals_the_coding(row, warehouse):
    columns = [RENAMED.get(name, name) for name in row]
    dates = ("period_start", "period_end", "period_end_min", "period_end_max", "as_of")
    select = ", ".join(f"{name}::varchar" if name in dates else name for name in columns)
    found = warehouse.execute(f"select {select} from core.figure where figure_id = ?", [row["figure_id"]]).fetchall()
    assert found == [tuple(as_built(name, cell) for name, cell in row.items())]


def test_all_coded_figures_arrive_and_no_others(warehouse):
    assert len(golden()) == 151
    assert {row["figure_id"] for row in golden()} == {
        row[0] for row in warehouse.execute("select figure_id from core.figure").fetchall()
    }
    counts = dict(warehouse.execute("select locality, count(*) from core.figure group by all").fetchall())
    assert counts == {"quanzhou": 46, "qingfeng": 27, "foshan": 27, "panji": 8, "weiyang": 43}


def test_the_mart_has_a_row_for_every_figure_that_is_no_repeat_and_for_every_silence(warehouse):
    counts = dict(warehouse.execute("select status = 'reported', count(*) from mart.figures group by all").fetchall())
    assert counts == {True: 138, False: 396}


def test_where_nothing_was_reported_there_is_no_number_and_never_a_zero(warehouse):
    silent = warehouse.execute(
        "select value, lower, upper, expression, chartable from mart.figures where status <> 'reported'"
    ).fetchall()
    assert set(silent) == {(None, None, None, None, False)}


def test_a_second_refresh_finds_the_same_version_and_writes_nothing(data, capsys):
    before = {path: path.stat().st_mtime_ns for path in (data / "published").rglob("*") if path.is_file()}
    version = pointed(data / "published")
    assert main(["refresh", "--data", str(data)]) == 0
    assert f"unchanged: data version {version}" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in (data / "published").rglob("*") if path.is_file()} == before


def test_a_changed_file_gives_another_version_and_the_old_one_back_gives_the_old_one(data):
    published = data / "published"
    first = pointed(published)
    sheet = data / "figures" / "panji.csv"
    text = sheet.read_bytes()
    sheet.write_bytes(text.replace(b"leading party groups", b"party groups"))
    assert main(["refresh", "--data", str(data)]) == 0
    second = pointed(published)
    sheet.write_bytes(text)
    assert main(["refresh", "--data", str(data)]) == 0
    assert pointed(published) == first != second
    assert (published / second / "lianfang.duckdb").is_file()


def test_an_article_text_beside_its_sidecar_does_not_change_the_version(data, capsys):
    (data / "articles" / "panji.txt").write_text("held by somebody", encoding="utf-8")
    assert main(["refresh", "--data", str(data)]) == 0
    assert "unchanged" in capsys.readouterr().out


def test_the_summary_for_machines_is_one_json_object(data, capsys):
    assert main(["refresh", "--data", str(data), "--full", "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["version"] == pointed(data / "published")
    assert summary["figures"] == sum(summary["per_place"].values()) == sum(summary["per_theme"].values()) == 151
    assert summary["checks_passed"] == len(list((ROOT / "etl" / "sql" / "check").glob("*.sql")))


def test_a_wrong_option_is_wrong_usage():
    with pytest.raises(SystemExit, match="2"):
        main(["refresh", "--nonsense"])


def test_a_refresh_that_finds_nothing_new_imports_no_database_and_a_full_one_no_pandas(data):
    script = "import sys; from etl.__main__ import main; main(); print(*sys.modules, file=sys.stderr)"
    imported = []
    for option in ("--json", "--full"):
        command = [sys.executable, "-c", script, "refresh", "--data", data, option]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        imported.append(set(done.stderr.split()))
    assert not imported[0] & {"duckdb", "pyarrow", "numpy", "pandas", "structlog", "babel"}
    assert {"duckdb", "pyarrow"} < imported[1]
    assert "pandas" not in imported[1]


def test_every_row_of_every_sheet_is_as_wide_as_its_header() -> None:
    for path in sorted((ROOT / "data").rglob("*.csv")):
        if "published" not in path.parts:
            with path.open(encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file)
            assert [row for row in rows if len(row) != len(header)] == [], path
