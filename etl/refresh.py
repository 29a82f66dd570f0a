"""Refresh: the whole pipeline on one page. The published warehouse stays as it was until the checks have passed.

Heavy modules are imported where the work begins, so that a refresh that finds nothing new costs a hash and no more.
"""

import datetime as dt
import json
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from etl import publish

Stage = Callable[[str], None]


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
        full: build even if the version is published already.
        stage: called with the name of each stage as it begins.

    Raises:
        Refused: the input has faults.
        CheckFailed: the built tables break a rule.
    """
    began = time.monotonic()
    published = data / "published"
    with publish.lock(published):
        stage("hash")
        version = publish.data_version(data)
        if not full and publish.current_version(published) == version:
            report = json.loads((published / version / "refresh.json").read_text(encoding="utf-8"))
            return _summary(report, changed=False, began=began)
        with publish.building(published) as folder:
            report = _build(data, folder, version, stage, began)
            stage("publish")
            publish.promote(folder, published, version)
    return _summary(report, changed=True, began=began)


def _build(data: Path, folder: Path, version: str, stage: Stage, began: float) -> dict[str, Any]:
    """Build the whole version into `folder`; its report, which is also written there as refresh.json."""
    import duckdb
    import pyarrow as pa

    from etl import build, derive, normalise
    from etl.text import RULE_VERSION

    stage("read")
    inputs = normalise.load(data)
    with duckdb.connect(str(folder / "lianfang.duckdb")) as db:
        build.register(db, inputs.tables)
        build.register(db, {"build": pa.table({"version": [version], "rule_version": [RULE_VERSION]})})
        for name in ("raw", "core"):
            stage(name)
            build.run_stage(db, name)
        stage("derive")
        build.register(db, derive.tables(db, inputs.questions))
        stage("mart")
        build.run_stage(db, "mart")
        stage("check")
        checks = build.run_checks(db)
        if failed := [check for check in checks if not check.holds]:
            raise build.CheckFailed(failed)
        report: dict[str, Any] = {
            "version": version,
            "built_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "host": platform.node(),
            "rule_version": RULE_VERSION,
            "packages": {name: installed(name) for name in ("duckdb", "pyarrow", "pandas")},
            "per_place": _counts(db, "locality"),
            "per_theme": _counts(db, "theme"),
            "checks": [{"check_id": check.check_id, "rule": check.rule, "holds": check.holds} for check in checks],
        }
        build.register(db, {"checks": pa.Table.from_pylist(report["checks"]), "versions": _packages(report)})
        build.run_stage(db, "ops")
        report["tables"] = build.write_parquet(db, folder / "parquet")
        db.execute("checkpoint")
    report["seconds"] = round(time.monotonic() - began, 3)
    (folder / "refresh.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return report


def _counts(db: Any, column: str) -> dict[str, int]:
    return dict(db.execute(f"select {column}, count(*) from core.figure group by all order by all").fetchall())


def _packages(report: dict[str, Any]) -> Any:
    import pyarrow as pa

    names = ("version", "rule_version")
    return pa.table({**{name: [report[name]] for name in names}, **{k: [v] for k, v in report["packages"].items()}})


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
