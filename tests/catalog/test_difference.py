"""A difference names every figure and indicator that changed, and how."""

import pytest

from catalog.difference import between, difference
from catalog.warehouse import edition
from etl.__main__ import main

FIGURE = {
    "figure_id": "a-1", "locality": "a", "metric_id": "teams", "expression": "3支", "value": 3.0, "lower": 3.0,
    "upper": 3.0, "qualifier": "exact", "unit": "team", "scope_id": "town", "time_kind": "stock", "period_start": None,
    "period_end": None, "period_end_min": None, "period_end_max": None, "as_of": "2020-02-01", "part_of": None,
    "repeat_of": None, "confidence": "high", "source_id": "a", "span_start": 1, "span_end": 3, "note": None,
}  # fmt: skip


def kinds(old, new):
    return [change.kind for change in difference("core.figure", ["figure_id"], old, new)]


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"value": 4.0}, "value"),
        ({"upper": None}, "bounds"),
        ({"scope_id": "village"}, "scope"),
        ({"period_end_max": "2020-02-03"}, "period"),
        ({"metric_id": "squads"}, "metric"),
        ({"part_of": "a-2"}, "relation"),
        ({"confidence": "low"}, "confidence"),
        ({"span_end": 4}, "span"),
        ({"note": "seen again"}, "note"),
    ],
)
def test_a_changed_column_is_named_by_its_kind_with_both_cells(changed, kind):
    (change,) = difference("core.figure", ["figure_id"], [FIGURE], [FIGURE | changed])
    assert (change.kind, change.row_id, change.locality, change.after) == (kind, "a-1", "a", changed)
    assert change.before == {name: FIGURE[name] for name in changed}


def test_what_is_only_on_one_side_is_added_or_removed():
    assert kinds([], [FIGURE]) == ["added"]
    assert kinds([FIGURE], []) == ["removed"]


def test_the_same_rows_differ_in_nothing_whatever_their_order():
    other = FIGURE | {"figure_id": "a-2"}
    assert kinds([FIGURE, other], [other, FIGURE]) == []


def test_a_column_that_an_older_version_lacks_counts_as_empty_there():
    older = {name: cell for name, cell in FIGURE.items() if name not in ("note", "confidence")}
    assert kinds([older], [FIGURE]) == ["confidence"]


def test_a_plan_says_what_the_refresh_then_does_and_writes_nothing(data, capsys):
    sheet = data / "figures" / "panji.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("835名", "836名"), encoding="utf-8")
    first = edition(folder=data / "published")
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    assert main(["refresh", "--data", str(data), "--plan"]) == 0
    planned = capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before
    assert "value=835.0 → expression=836名 value=836.0" in planned
    assert main(["refresh", "--data", str(data)]) == 0
    second = edition(folder=data / "published")
    capsys.readouterr()
    assert main(["diff", first.version, second.version, "--data", str(data)]) == 0
    assert capsys.readouterr().out == planned
    assert {change.kind for change in between(second, first) if change.row_id == "panji-003"} == {"value", "bounds"}


def test_a_plan_without_a_published_version_adds_everything(data, capsys):
    (data / "published").rename(data / ".elsewhere")
    assert main(["refresh", "--data", str(data), "--plan"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(" added " in line for line in lines) == len(lines) - 1 > 151
    assert not (data / "published").exists()


def test_a_version_that_is_not_there_is_said_so(data, capsys):
    assert main(["diff", "000000000000", "../../etc/x", "--data", str(data)]) == 1
    assert "version '000000000000' is not published here" in capsys.readouterr().err
