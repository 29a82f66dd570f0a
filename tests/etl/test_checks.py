"""Each check query holds on the published data and catches every kind of row that breaks its rule."""

import shutil

import duckdb
import pytest

from catalog.versions import pointed
from etl import build
from etl.faults import CheckFailed

FIGURE = "update core.figure set {} where figure_id = 'panji-002'"
QUOTIENT = (
    "insert into mart.indicators by name select 'x' as indicator_id, 'panji' as locality, "
    "['{}'] as numerator_figures, ['panji-001'] as denominator_figures"
)
# What breaks each rule, one entry a branch of its query. A check without an entry fails the test below.
BREAKING = {
    "arithmetic_holds": ["update mart.arithmetic set holds = false where check_id = 'qingfeng-branches'"],
    "bounds_hold_the_value": [
        FIGURE.format("lower = 100, value = null, upper = 2, qualifier = 'range'"),
        FIGURE.format("qualifier = 'about', lower = value + 1, upper = null"),
        FIGURE.format("qualifier = 'about', upper = value - 1, lower = null"),
        FIGURE.format("qualifier = 'about', value = null"),
        FIGURE.format("upper = null"),
        FIGURE.format("lower = 1"),
    ],
    "every_coded_figure_arrives": [
        "delete from core.figure where figure_id = 'panji-002'",
        "insert into core.figure from core.figure where figure_id = 'panji-002'",
    ],
    "every_column_has_a_meaning": [
        "comment on column core.figure.value is null",
        "comment on table mart.figures is null",
    ],
    "every_document_has_a_wave": ["update core.document set wave_id = null where source_id = 'panji'"],
    "indicators_divide_printed_results": [
        QUOTIENT.format("nowhere"),
        QUOTIENT.format("weiyang-001"),
        FIGURE.format("confidence = 'low'") + ";" + QUOTIENT.format("panji-002"),
        FIGURE.format("repeat_of = 'panji-001'") + ";" + QUOTIENT.format("panji-002"),
    ],
    "mart_figures_is_complete": [
        "delete from mart.figures where locality = 'panji' and metric_id = 'party_branches_engaged'"
    ],
    "measure_figures_are_printed_results": [
        "update mart.measures set figure_ids = 'nowhere' where locality = 'panji'",
        "update core.figure set time_kind = 'plan' where source_id = 'panji'",
        "update core.figure set confidence = 'low' where source_id = 'panji'",
    ],
    "measures_are_complete": [
        "delete from mart.measures where source_id = 'panji' and measure_id = 'grid_subdivision'",
        "insert into mart.measures from mart.measures where source_id = 'panji' and evidence = 'primary'",
    ],
    "notes_speak_both_languages": [
        "update mart.measures set note_zh = null where source_id = 'panji' and measure_id = 'medical_access'",
        "update mart.chain_of_command set note_en = null where node_id = 'pj_branches'",
    ],
    "parts_stay_inside_the_whole": [
        FIGURE.format("part_of = 'panji-001'"),
        FIGURE.format("part_of = 'quanzhou-025'"),
    ],
    "questions_name_what_exists": [
        "update core.question set reasons = ['nowhere']",
        "update core.question set figures = ['nowhere-001']",
    ],
    "repeats_repeat_the_metric": [
        FIGURE.format("repeat_of = 'panji-002'"),
        FIGURE.format("repeat_of = 'panji-001'"),
        FIGURE.format("repeat_of = 'weiyang-001', metric_id = (select metric_id from core.figure as other "
                      "where other.figure_id = 'weiyang-001')"),
    ],
    "scope_belongs_to_locality": [FIGURE.format("scope_id = 'quanzhou_city'")],
    "silence_is_not_zero": [
        f"update mart.figures set {column} where status <> 'reported'"
        for column in ("value = 0", "lower = 0", "upper = 0", "chartable = true")
    ] + ["update mart.figures set figure_id = null where figure_id = 'panji-002'"],
    "spans_do_not_overlap": [FIGURE.format("span_start = 197")],
    "spans_fit_their_text": [
        FIGURE.format("span_start = span_start + 9000, span_end = span_end + 9000"),
        FIGURE.format("span_end = span_end + 1"),
        FIGURE.format("expression = ''"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(published, tmp_path_factory):
    built = published / "published" / pointed(published / "published") / "lianfang.duckdb"
    with duckdb.connect(shutil.copy(built, tmp_path_factory.mktemp("checks"))) as db:
        db.execute("create schema raw")  # a version does not keep it; a check reads which figures were coded
        coded = f"read_csv('{published}/figures/*.csv', all_varchar = true, union_by_name = true)"
        db.execute(f"create table raw.coded_figure as select figure_id from {coded}")
        yield db


def holding(db):
    return {check.check_id for check in build.run_checks(db) if check.holds}


def check_ids():
    return sorted(path.stem for path in (build.SQL / "check").glob("*.sql"))


def test_every_check_holds_on_the_published_data(warehouse):
    assert holding(warehouse) == set(check_ids()) == BREAKING.keys()


@pytest.mark.parametrize(
    ("check_id", "statement"), [(check_id, statement) for check_id in check_ids() for statement in BREAKING[check_id]]
)
def test_a_check_catches_a_row_that_breaks_it(check_id, statement, warehouse):
    warehouse.execute("begin")
    try:
        warehouse.execute(statement)
        assert check_id not in holding(warehouse)
    finally:
        warehouse.execute("rollback")


def test_a_failed_check_names_its_file_its_rule_and_a_row(warehouse):
    warehouse.execute("begin")
    try:
        warehouse.execute(BREAKING["scope_belongs_to_locality"][0])
        failed = CheckFailed(check for check in build.run_checks(warehouse) if not check.holds)
    finally:
        warehouse.execute("rollback")
    assert str(failed).startswith("etl/sql/check/scope_belongs_to_locality.sql: 1 rows break the rule: The area of")
    assert "panji-002" in str(failed)
