"""Publish: a finished build becomes the current version, or nothing changes.

A version is a folder that is complete before it gets its name; `current` is a text file that is replaced in one step,
after everything it points to is on the disk. One refresh at a time: the lock is the kernel's and dies with its process.
"""

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version as installed
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = re.compile(r"[0-9a-f]{12}")
TEXTS = {".txt", ".html", ".htm", ".pdf", ".docx"}


def data_version(data: Path) -> str:
    """First 12 hex digits of SHA-256 over path and bytes of all that decides what is built.

    That is every file under data/ (published/ and the article texts excepted: texts are never committed and never
    enter the warehouse, so who holds one must not get another version), the code of etl/ and catalog/, and the versions
    of duckdb and pyarrow.
    """
    digest = hashlib.sha256()
    files = [(path, "data/" + path.relative_to(data).as_posix()) for path in data.rglob("*") if _counts(path, data)]
    files += [
        (path, path.relative_to(ROOT).as_posix())
        for package in ("etl", "catalog")
        for path in (ROOT / package).rglob("*")
        if path.suffix in (".py", ".sql")
    ]
    for path, name in sorted(files, key=lambda item: item[1]):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    for package in ("duckdb", "pyarrow"):
        digest.update(f"{package}=={installed(package)}\0".encode())
    return digest.hexdigest()[:12]


def _counts(path: Path, data: Path) -> bool:
    parts = path.relative_to(data).parts
    return (
        path.is_file()
        and parts[0] != "published"
        and not any(part.startswith(".") or part.endswith("~") for part in parts)
        and not (parts[0] == "articles" and path.suffix in TEXTS)
    )


def current_version(published: Path) -> str | None:
    """The version that `current` names, if it names one whose warehouse is there."""
    try:
        name = (published / "current").read_text(encoding="utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    if VERSION.fullmatch(name) and (published / name / "lianfang.duckdb").is_file():
        return name
    return None


@contextmanager
def lock(published: Path) -> Iterator[None]:
    """Hold the only right to publish; wait for whoever has it."""
    published.mkdir(parents=True, exist_ok=True)
    with (published / ".lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for left_over in published.glob(".building-*"):
            shutil.rmtree(left_over)
        yield


@contextmanager
def building(published: Path) -> Iterator[Path]:
    """A folder to build in, on the same file system; gone afterwards unless it was promoted."""
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=published))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def promote(folder: Path, published: Path, version: str) -> None:
    """Give a finished folder its name and make it current; data reaches the disk before the pointer does."""
    for path in folder.rglob("*"):
        if path.is_file():
            _sync(path)
    for path in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        _sync(path)
    target = published / version
    if target.exists():
        shutil.rmtree(target)
    folder.chmod(0o755)
    folder.rename(target)
    _sync(published)
    point(published, version)


def point(published: Path, version: str) -> None:
    """Make `version` the current one by one atomic rename."""
    handle, name = tempfile.mkstemp(prefix=".current-", dir=published)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(version + "\n")
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(0o644)
    Path(name).replace(published / "current")
    _sync(published)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
