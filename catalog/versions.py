"""Versions: which published versions are there, whether they are whole, and which one to serve.

A version is a folder `data/published/<version>/` that is complete before it gets its name; `current` names one.
`SHA256SUMS` in it lists every file, so `sha256sum -c` finds what a disk did to it. A damaged version is never served
in silence: the newest whole one is, and the trouble is said. None of this needs a database.
"""

import fcntl
import hashlib
import json
import os
import re
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

ROOT = Path(__file__).resolve().parent.parent
VERSION = re.compile(r"[0-9a-f]{12}")
WAREHOUSE, REPORT, SUMS = "lianfang.duckdb", "refresh.json", "SHA256SUMS"
NEEDED = {WAREHOUSE, REPORT, SUMS}


class NotPublished(Exception):
    """There is no such version, or none at all; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """The version that readers get, and what is wrong if it is not the one that `current` names (or not whole)."""

    version: str
    trouble: str | None = None


def published() -> Path:
    """The folder of published versions: under LIANFANG_DATA, or under data/ beside the code."""
    return Path(os.environ.get("LIANFANG_DATA") or ROOT / "data") / "published"


def pointed(folder: Path) -> str | None:
    """The version that `current` names, whether it is there or not; None where `current` names none."""
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if VERSION.fullmatch(name) else None


def numbered(folder: Path) -> dict[str, int]:
    """Versions with their build number, newest first. A clock may run backwards; a count does not."""
    found = {}
    for path in folder.glob(f"*/{REPORT}"):
        if VERSION.fullmatch(path.parent.name):
            try:
                found[path.parent.name] = int(report(path.parent).get("number", 0))
            except (ValueError, OSError):  # damaged: it is listed last and found out by its sums
                found[path.parent.name] = -1
    return dict(sorted(found.items(), key=lambda item: item[1], reverse=True))


def whole(folder: Path | None = None) -> list[str]:
    """All published versions that can be opened, newest first."""
    folder = folder or published()
    return [version for version in numbered(folder) if not NEEDED.intersection(damage(folder / version))]


def report(folder: Path) -> dict[str, Any]:
    """refresh.json of a version: when and with what it was built, and its checks."""
    content: dict[str, Any] = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    return content


def damage(folder: Path) -> tuple[str, ...]:
    """The files of a version that are missing or not what was published; empty where it is whole."""
    root = f"{folder}/"  # every click asks this of every file: strings, because joining paths costs ten times a stat
    listed = _sums(root + SUMS, stamp(root + SUMS))
    if not listed.keys() >= NEEDED - {SUMS}:
        return (SUMS,)
    return tuple(name for name, digest in listed.items() if _digest(root + name, stamp(root + name)) != digest)


def stamp(path: str | Path) -> tuple[int, ...] | None:
    """What tells two states of a file apart; None where it is not there."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


@lru_cache(maxsize=64)
def _sums(path: str, state: tuple[int, ...] | None) -> dict[str, str]:
    """The digest that SHA256SUMS lists for each file; empty where it cannot be read. Treat it as frozen."""
    try:
        sums = Path(path).read_text(encoding="utf-8") if state else ""
    except (OSError, UnicodeDecodeError):
        return {}
    return {line[66:]: line[:64] for line in sums.splitlines()}


@lru_cache(maxsize=4096)
def _digest(path: str, state: tuple[int, ...] | None) -> str | None:
    """SHA-256 of a file, worked out once for each state of it."""
    if state is None:
        return None
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def serving(folder: Path | None = None) -> Serving:
    """The version to serve: the one `current` names, or the newest whose warehouse is whole, with the trouble said.

    Raises:
        NotPublished: nothing that can be served is there.
    """
    folder = folder or published()
    repair = "`python -m etl refresh` repairs it"
    for wait in (0.0, 0.05, 0.2):  # a repair swaps a damaged folder by two renames: look again
        if wait:  # even a sleep of nothing hands the turn to another thread
            time.sleep(wait)
        named = pointed(folder)
        if named and not (broken := damage(folder / named)):
            return Serving(version=named)
        if named and not NEEDED & set(broken):
            return Serving(version=named, trouble=f"version {named} lacks {_few(broken)}: {repair}")
        for version in numbered(folder):
            if not NEEDED & set(damage(folder / version)):
                wrong = f"version {named} is damaged ({_few(broken)})" if named else "`current` names no version"
                return Serving(version=version, trouble=f"{wrong}; version {version} is served instead: {repair}")
    if named or any(folder.glob(f"*/{WAREHOUSE}")):
        raise NotPublished(f"no version in {folder} is whole: run `python -m etl refresh`")
    raise NotPublished(f"nothing is published in {folder}: run `python -m etl refresh`")


def _few(names: tuple[str, ...]) -> str:
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def hold(folder: Path) -> BinaryIO:
    """Keep a version from being pruned for as long as the returned file is open.

    Raises:
        NotPublished: it is not there, or it is being removed.
    """
    path = folder / SUMS
    try:
        file = path.open("rb")
    except OSError:
        raise NotPublished(f"version {folder.name!r} is not published here") from None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):
            return file
    except OSError:  # locked by prune, or gone since it was opened
        pass
    file.close()
    raise NotPublished(f"version {folder.name!r} is being removed")
