"""Doctor: everything a working installation needs, looked at one by one, each with what to do about it."""

import datetime as dt
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from catalog.versions import NotPublished, numbered, report, serving
from etl.faults import CheckResult, plain

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SPARE = 3  # versions that must still fit on the disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: `note` is worth knowing but no fault; `todo` is empty where nothing needs doing."""

    what: str
    state: Literal["well", "note", "wrong"]
    says: str
    todo: str = ""


def lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Findings for a person."""
    for finding in findings:
        yield f"{finding.state:<6} {finding.what:<10} {finding.says}"
        if finding.todo:
            yield f"{'':<17} → {finding.todo}"


def examine(data: Path) -> Iterator[Finding]:
    """Look at the published data, the disk, and what exports and spans need."""
    folder = data / "published"
    try:
        found = serving(folder)
    except NotPublished as error:
        yield Finding(what="version", state="wrong", says=str(error), todo="python -m etl refresh")
    else:
        yield from _version(data, folder / found.version, found.trouble)
    yield _disk(folder)
    yield _fonts()
    yield _browser()
    yield _texts(data)


def _version(data: Path, folder: Path, trouble: str | None) -> Iterator[Finding]:
    from etl import publish

    facts = report(folder)
    others = len(numbered(folder.parent)) - 1
    if trouble:
        yield Finding(what="version", state="wrong", says=trouble, todo="python -m etl refresh")
    elif publish.data_version(data) != folder.name:
        says = f"{folder.name} is served; data or code changed since it was built"
        yield Finding(what="version", state="note", says=says, todo="python -m etl refresh")
    else:
        yield Finding(what="version", state="well", says=f"{folder.name}, whole, {others} older kept")
    age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(facts["built_at"])
    says = f"built {facts['built_at']}, {age.days} days ago"
    if age < dt.timedelta(minutes=-5):
        yield Finding(
            what="age", state="wrong", says=f"built in the future ({facts['built_at']})", todo="set the clock"
        )
    else:
        yield Finding(what="age", state="well", says=says)
    failed = [check.check_id for check in _checks(folder) if not check.holds]
    yield (
        Finding(what="checks", state="wrong", says=", ".join(failed), todo="python -m etl refresh --full")
        if failed
        else Finding(what="checks", state="well", says=f"all {len(facts['checks'])} hold")
    )


def _checks(folder: Path) -> list[CheckResult]:
    """The check queries, run again on the warehouse that is served."""
    import duckdb

    from etl import build

    with duckdb.connect(str(folder / "lianfang.duckdb"), read_only=True, config={"threads": "1"}) as db:
        return build.run_checks(db, stored=True)


def _disk(folder: Path) -> Finding:
    here = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(here).free
    used = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.exists() else 0
    need = SPARE * used // max(len(numbered(folder)), 1)
    says = f"{free / 1e6:,.0f} MB free, {used / 1e6:,.1f} MB published"
    if not os.access(here, os.W_OK):
        todo = f"give user id {os.geteuid()} the right to write to {here} if refreshes shall run here"
        return Finding(what="disk", state="note", says=f"{says}; read-only for this user", todo=todo)
    if free < need:
        return Finding(what="disk", state="wrong", says=says, todo="python -m etl prune --keep 1, or a larger disk")
    return Finding(what="disk", state="well", says=says)


def _fonts() -> Finding:
    todo = "apt-get install fontconfig fonts-noto-cjk fonts-wqy-microhei (exported pictures need them, pages do not)"
    if not shutil.which("fc-list"):
        return Finding(what="fonts", state="wrong", says="fontconfig is not installed", todo=todo)
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=True).stdout
    families = sorted({line.split(",")[0] for line in listed.splitlines() if line})
    if not families:
        return Finding(what="fonts", state="wrong", says="no font with Chinese characters", todo=todo)
    return Finding(what="fonts", state="well", says=", ".join(families[:4]))


def _browser() -> Finding:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        todo = "apt-get install chromium (PNG and PDF export need it, pages do not)"
        return Finding(what="Chromium", state="wrong", says="not installed", todo=todo)
    asked = subprocess.run([browser, "--version"], capture_output=True, text=True, check=False, timeout=30)
    if asked.returncode:
        todo = "apt-get install --reinstall chromium"
        return Finding(what="Chromium", state="wrong", says=f"{browser} does not start", todo=todo)
    driver = subprocess.run(
        [sys.executable, "-m", "playwright", "--version"], capture_output=True, text=True, check=False, timeout=60
    )
    if driver.returncode:
        todo = "apt-get install libatomic1 (a bare Debian lacks it, and the driver of Chromium needs it)"
        return Finding(what="Chromium", state="wrong", says=plain(driver.stderr, 160), todo=todo)
    return Finding(what="Chromium", state="well", says=asked.stdout.strip())


def _texts(data: Path) -> Finding:
    """Texts are welcome and not needed; one that is not the text that was coded would shift every span."""
    folder = Path(os.environ.get("LIANFANG_ARTICLES") or data / "articles")
    coded = {path.stem: _sidecar(path) for path in sorted((data / "articles").glob("[!.]*.toml"))}
    held = {name: folder / f"{name}.txt" for name in coded if (folder / f"{name}.txt").is_file()}
    other = [name for name, path in held.items() if hashlib.sha256(path.read_bytes()).hexdigest() != coded[name]]
    says = f"{len(held)} of {len(coded)} in {folder}"
    if other:
        todo = "put the text that was coded there, or code the figures of this one anew"
        return Finding(what="texts", state="wrong", says=f"{says}; other bytes: {', '.join(other)}", todo=todo)
    missing = f"put <id>.txt into {folder} to see the sentence around a figure; all else works without"
    return Finding(what="texts", state="well" if len(held) == len(coded) else "note", says=says,
                   todo="" if len(held) == len(coded) else missing)  # fmt: skip


def _sidecar(path: Path) -> str:
    try:
        return str(tomllib.loads(path.read_text(encoding="utf-8")).get("sha256", ""))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""  # the refresh names the fault
