"""The data package says what each column and each empty cell means, and another tool accepts it."""

import json
from pathlib import Path

import duckdb
import pytest
from frictionless import validate

from etl.datapackage import write_data_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    db = duckdb.connect()
    db.execute(
        """
        create schema core; create schema mart; create schema ops;
        create table core.document as
            select 'd1' as source_id, null::varchar as title, '某报' as publisher, date '2022-03-28' as as_of;
        create table core.metric as select 'grids' as metric_id, '网格数' as label_zh;
        create table mart.figures as
            select 'd1' as source_id, 'grids' as metric_id, 78::double as value, null::double as lower,
                ['a', 'b'] as notes
            union all select null, 'grids', null, null, null;
        comment on column mart.figures.value is 'As printed, in unit.';
        create table ops.refresh as select 1 as n;
        """
    )
    write_data_package(db, tmp_path, version="0123456789ab")
    return tmp_path / "datapackage.json"


def test_frictionless_accepts_the_package(package: Path) -> None:
    report = validate(str(package))
    assert report.valid, report.flatten(["message"])
    assert [task.name for task in report.tasks] == ["core.document", "core.metric", "mart.figures"]


def test_a_metric_that_the_package_does_not_know_is_found(package: Path) -> None:
    table = package.parent / "csv" / "mart.figures.csv"
    table.write_text(table.read_text().replace("d1,grids", "d1,goods"))
    assert [kind for (kind,) in validate(str(package)).flatten(["type"])] == ["foreign-key"]


def test_an_empty_cell_is_labelled_and_never_zero(package: Path) -> None:
    described = json.loads(package.read_text())
    fields = {field["name"]: field for field in described["resources"][2]["schema"]["fields"]}
    assert fields["lower"]["missingValues"][0]["label"].startswith("no lower bound (an open end)")
    assert fields["value"]["description"] == "As printed, in unit."
    assert (package.parent / "csv" / "mart.figures.csv").read_text().splitlines()[2] == ",grids,,,"


def test_an_untitled_article_stays_untitled(package: Path) -> None:
    assert json.loads(package.read_text())["sources"] == [{"title": "[无题名] 某报", "version": "2022-03-28"}]
