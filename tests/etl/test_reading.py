"""The commands as a person types them: read, add, verify, explain, evaluate."""

import csv
import io
import json

import pytest

from etl.__main__ import main
from tests.conftest import copy_data

NOTICE = (
    "青石县疫情防控简报\n2022年4月6日\n"
    "青石县城区划分网格64个,涉及居民15800户、49200人。\n"
    "3月28日以来,全县组织党员干部1260名下沉,组建志愿服务队48支,设置检查点92个。\n"
    "在清风社区,志愿者320余人参与值守,发放宣传单2.4万份。\n"
)
PAGE = (
    "<html><head><meta charset='utf-8'><title>青石县简报</title></head><body><article>"
    + "".join(f"<p>{line}</p>" for line in NOTICE.splitlines())
    + "</article></body></html>"
)


@pytest.fixture
def notice(tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_read_prints_one_figure_a_line_with_spans_into_the_text(notice, capsys):
    assert main(["read", str(notice), "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["expression"] for row in rows][:4] == ["64个", "15800户", "49200人", "1260名"]
    assert all(NOTICE[row["start"] : row["end"]] == row["expression"] for row in rows)
    columns = (
        "document start end expression value lower upper qualifier unit theme metric scope period_start period_end"
    )
    assert " ".join(rows[0]) == columns + " rule rule_version"
    team = next(row for row in rows if row["expression"] == "48支")
    assert (team["theme"], team["metric"], team["period_start"]) == ("volunteers", "volunteer_teams", "2022-03-28")
    members = next(row for row in rows if row["expression"] == "320余人")
    assert (members["lower"], members["upper"], members["scope"]) == (320, None, "清风社区")
    assert rows[0]["period_start"] == ""


def test_the_three_forms_hold_the_same_figures(notice, tmp_path, capsys):
    import pyarrow.parquet as pq

    main(["read", str(notice), "--format", "jsonl"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    main(["read", str(notice)])
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main(["read", str(notice), "--format", "parquet", "--out", str(tmp_path / "f.parquet")]) == 0
    rows = pq.read_table(tmp_path / "f.parquet").to_pylist()
    assert [r["expression"] for r in table] == [r["expression"] for r in lines] == [r["expression"] for r in rows]
    assert [r["lower"] for r in rows] == [r["lower"] for r in lines]


def test_the_ledger_accounts_for_every_numeral(notice, capsys):
    assert main(["read", str(notice), "--ledger", "--format", "jsonl"]) == 0
    captured = capsys.readouterr()
    rows = [json.loads(line) for line in captured.out.splitlines()]
    assert {row["expression"]: row["reason"] for row in rows}["2022"] == "date"
    assert captured.err.endswith(" 0 unaccounted\n")


def test_nothing_is_left_behind_when_a_source_cannot_be_read(notice, tmp_path, capsys):
    out = tmp_path / "figures.csv"
    assert main(["read", str(notice), str(tmp_path / "none.txt"), "--out", str(out)]) == 1
    assert "no such file" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notice.txt"]


def test_a_page_about_a_new_place_reaches_the_warehouse_without_a_line_of_code(tmp_path, capsys):
    data = copy_data(tmp_path / "data")
    page = tmp_path / "qingshi.html"
    page.write_text(PAGE, encoding="utf-8")
    assert main(["add", str(page), "--id", "qingshi", "--data", str(data)]) == 0
    shown = capsys.readouterr().out
    assert "[64个]" in shown
    assert "8 figures proposed, 0 without a metric" in shown
    proposal = (data / "figures" / "qingshi.csv").read_text(encoding="utf-8")
    assert "涉及居民" not in proposal
    assert main(["refresh", "--data", str(data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["per_place"]["qingshi"] == 8
    assert main(["verify", "--data", str(data)]) == 0
    capsys.readouterr()
    assert main(["explain", "qingshi-001", "--data", str(data)]) == 0
    assert "青石县城区划分网格[64个]" in capsys.readouterr().out


def test_an_id_is_not_taken_twice_and_nothing_is_written(notice, tmp_path, capsys):
    data = copy_data(tmp_path / "data")
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert main(["add", str(notice), "--id", "foshan", "--data", str(data)]) == 1
    assert main(["add", str(notice), "--id", "Not An Id", "--data", str(data)]) == 1
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert main(["add", str(tmp_path / "empty.txt"), "--id", "empty", "--data", str(data)]) == 1
    capsys.readouterr()
    assert {
        path: path.read_bytes() for path in data.rglob("*") if path.is_file() and path.name != "log.jsonl"
    } == before


def test_verify_names_what_moved_after_an_edit(tmp_path, capsys):
    data = copy_data(tmp_path / "data")
    main(["add", _written(tmp_path), "--id", "qingshi", "--data", str(data)])
    text = data / "articles" / "qingshi.txt"
    text.write_text("编者按。" + text.read_text(encoding="utf-8").replace("15800户", "多户"), encoding="utf-8")
    capsys.readouterr()
    assert main(["verify", "--data", str(data)]) == 1
    said = capsys.readouterr().out
    assert "SHA-256" in said
    assert "qingshi-001 64个 is not at" in said
    assert "now at" in said
    assert "qingshi-002 15800户" in said
    assert "no longer in the text" in said


def _written(tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return str(path)


def test_explain_says_what_it_does_not_know(opened, capsys):
    assert main(["explain", "quanzhou-021"]) == 0
    assert "8 round, 8 to 8 (exact)" in capsys.readouterr().out
    assert main(["explain", "households"]) == 0
    assert "foshan-015" in capsys.readouterr().out
    assert main(["explain", "nothing-like-it"]) == 1


def test_evaluate_prints_scores_and_misses(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("设置检查点32个,一线值守", encoding="utf-8")
    gold = tmp_path / "gold.csv"
    gold.write_text(
        "doc,start,end,expression,value,lower,upper,qualifier,unit,theme,confidence\n"
        "a,5,8,32个,32,32,32,exact,checkpoint,screening,high\n"
        "a,9,11,一线,1,1,1,exact,item,other,high\n",
        encoding="utf-8",
    )
    assert main(["evaluate", "--gold", str(gold), "--articles", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "mention  0.6667" in said
    assert "missed: a 9–11 一线" in said
    assert main(["evaluate", "--gold", str(tmp_path / "none.csv"), "--articles", str(tmp_path)]) == 1
