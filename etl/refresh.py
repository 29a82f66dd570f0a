"""Refresh: the whole pipeline on one page. The published warehouse stays as it was until the checks have passed.

Heavy modules are imported where the work begins, so that a refresh that finds nothing new costs a hash and no more.
"""

import datetime as dt
import json
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.versions import NotPublished, damage, numbered, report, serving
from etl import publish
from etl.faults import CheckFailed, Refused

if TYPE_CHECKING:
    from catalog.difference import Change

Stage = Callable[[str], None]
PACKAGES = ("duckdb", "pyarrow", "pandas")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a refresh did; the JSON of `--json`."""

    version: str
    changed: bool
    figures: int
    per_place: dict[str, int]
    per_theme: dict[str, int]
    checks_passed: int
    seconds: float


def refresh(data: Path, *, full: bool = False, stage: Stage = lambda name: None) -> Summary:
    """Rebuild the warehouse from `data` and publish it; unchanged inputs rewrite nothing.

    Args:
        data: folder with articles/, figures/, registry/ …; `published/` is written under it.
        full: build even if the version is published already; a whole version stays the one it was.
        stage: called with the name of each stage as it begins.

    Raises:
        Refused: the input has faults, or changed while it was read.
        CheckFailed: the built tables break a rule.
    """
    began = time.monotonic()
    published = data / "published"
    stage("hash")
    version = publish.data_version(data)
    if not full and publish.is_current(published, version):
        return _summary(report(published / version), changed=False, began=began)
    with publish.lock(published, waiting=lambda: stage("wait")):
        inputs = publish.inputs(data)
        version = publish.version_of(inputs)
        if full or damage(published / version):
            with publish.building(published) as folder:
                _build(data, inputs, folder, stage, began)
                if publish.inputs(data) != inputs:
                    raise Refused(reason="the data changed while it was read: run the refresh again")
                stage("publish")
                publish.promote(folder, published, version)
        changed = not publish.is_current(published, version)
        publish.point(published, version)
    return _summary(report(published / version), changed=changed, began=began)


def plan(data: Path, stage: Stage = lambda name: None) -> "tuple[Change, ...]":
    """What a refresh would change, figure by figure; built and checked in memory, nothing is written.

    Raises:
        Refused, CheckFailed: as the refresh would.
    """
    import duckdb

    from catalog import warehouse
    from catalog.difference import TABLES, between
    from etl import build

    with duckdb.connect(config={"temp_directory": ""}) as db:
        _fill(db, data, "", stage)
        new = build.Built(tables={table: list(build.rows(db, table)) for table in TABLES})
    try:
        old = warehouse.edition(serving(data / "published").version, data / "published")
    except NotPublished:
        old = None
    return between(old, new)


def _fill(db: Any, data: Path, version: str, stage: Stage) -> list[dict[str, Any]]:
    """Every table of a version in `db`, checked; the checks that held."""
    from etl import arrow, build, derive, meanings, normalise
    from etl.text import RULE_VERSION

    stage("read")
    inputs = normalise.load(data)
    db.execute("set enable_progress_bar = false")
    db.execute("set allocator_background_threads = true")  # what a stage frees goes back: a fifth less at the peak
    db.execute("begin")  # one commit instead of one for each table and comment
    build.register(db, inputs.tables)
    build.register(db, {"build": arrow.strings({"version": version, "rule_version": RULE_VERSION})})
    for name in ("raw", "core"):
        stage(name)
        build.run_stage(db, name)
    stage("derive")
    build.register(db, derive.tables(db, inputs.questions))
    stage("mart")
    build.run_stage(db, "mart")
    meanings.describe(db)
    stage("check")
    checks = build.run_checks(db)
    db.execute("drop schema raw cascade")  # views of what was read: it stands in data/, and is not published twice
    db.execute("commit")
    if failed := [check for check in checks if not check.holds]:
        raise CheckFailed(failed)
    return [{"check_id": check.check_id, "rule": check.rule, "holds": check.holds} for check in checks]


def _build(data: Path, inputs: Mapping[str, str], folder: Path, stage: Stage, began: float) -> None:
    """Build the whole version into `folder`: warehouse, Parquet, reports and the recipe that leads to them again."""
    import duckdb

    from etl import arrow, build, html, schema
    from etl.datapackage import write_data_package
    from etl.text import RULE_VERSION

    version = publish.version_of(inputs)
    packages = {name: installed(name) for name in PACKAGES}
    made_with = {"rule_version": RULE_VERSION, "packages": packages}
    with duckdb.connect(str(folder / "lianfang.duckdb")) as db:
        checks = _fill(db, data, version, stage)
        stage("ops")
        once = arrow.strings({"version": version, "rule_version": RULE_VERSION, **packages})
        build.register(db, {"checks": arrow.table(checks, schema.CHECK), "versions": once})
        build.run_stage(db, "ops")
        summary = {
            "version": version,
            "number": max(numbered(folder.parent).values(), default=0) + 1,
            "built_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "host": platform.node(),
            **made_with,
            "per_place": _counts(db, "locality"),
            "per_theme": _counts(db, "theme"),
            "checks": checks,
            "tables": build.write_parquet(db, folder / "parquet"),
        }
        write_data_package(db, folder, version=version)
        db.execute("checkpoint")
    recipe = {
        "command": "python -m etl refresh",
        "version": version,
        "python": platform.python_version(),
        **made_with,
        "inputs": inputs,
    }
    summary["seconds"] = round(time.monotonic() - began, 3)
    for name, content in (("recipe.json", recipe), ("refresh.json", summary)):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "report.html").write_text(html.page(summary), encoding="utf-8")


def _counts(db: Any, column: str) -> dict[str, int]:
    return dict(db.execute(f"select {column}, count(*) from core.figure group by all order by all").fetchall())


def _summary(report: dict[str, Any], *, changed: bool, began: float) -> Summary:
    return Summary(
        version=report["version"],
        changed=changed,
        figures=sum(report["per_place"].values()),
        per_place=report["per_place"],
        per_theme=report["per_theme"],
        checks_passed=len(report["checks"]),
        seconds=round(time.monotonic() - began, 3),
    )
