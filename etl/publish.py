"""Publish: a finished build becomes the current version, or nothing changes.

A version is a folder that is complete before it gets its name and never changes afterwards; `current` is a text file
that is replaced in one step, after everything it points to is on the disk. One refresh at a time: the lock is the
kernel's and dies with its process. What a killed refresh left behind is removed by the next one.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version as installed
from pathlib import Path
from typing import IO

from catalog.versions import SUMS, damage, numbered, pointed

LEFT_OVERS = (".building-*", ".damaged-*", ".pruned-*", ".current-*")
ROOT = Path(__file__).resolve().parent.parent
TEXTS = {".txt", ".html", ".htm", ".pdf", ".docx"}


def data_version(data: Path) -> str:
    """First 12 hex digits of SHA-256 over path and bytes of all that decides what is built.

    That is every file under data/ (published/ and the article texts excepted: texts are never committed and never
    enter the warehouse, so who holds one must not get another version), the code of etl/ and catalog/, and the versions
    of duckdb and pyarrow.
    """
    digest = hashlib.sha256()
    for name, path in inputs(data).items():
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    for package in ("duckdb", "pyarrow"):
        digest.update(f"{package}=={installed(package)}\0".encode())
    return digest.hexdigest()[:12]


def inputs(data: Path) -> dict[str, Path]:
    """The files that decide what is built, by the name they have in a checkout."""
    found = {f"data/{path.relative_to(data).as_posix()}": path for path in _files(data) if _decides(path, data)}
    for package in ("etl", "catalog"):
        found |= {
            path.relative_to(ROOT).as_posix(): path
            for path in (ROOT / package).rglob("*")
            if path.suffix in (".py", ".sql")
        }
    return dict(sorted(found.items()))


def _files(data: Path) -> Iterator[Path]:
    """Files under data/ without published/, where folders come and go while another refresh runs."""
    for folder, below, names in os.walk(data, onerror=_raise):
        if Path(folder) == data and "published" in below:
            below.remove("published")
        yield from (Path(folder, name) for name in names)


def _raise(error: OSError) -> None:
    raise error


def _decides(path: Path, data: Path) -> bool:
    parts = path.relative_to(data).parts
    return not any(part.startswith(".") or part.endswith("~") for part in parts) and not (
        parts[0] == "articles" and path.suffix in TEXTS
    )


@contextmanager
def lock(published: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the only right to publish; while somebody else has it, wait and call `waiting` (which may raise)."""
    if not published.exists():
        published.mkdir(parents=True)
        _sync(published.parent)
    with (published / ".lock").open("a") as handle:
        while not _locked(handle):
            waiting()
            time.sleep(0.1)
        for pattern in LEFT_OVERS:
            for left_over in published.glob(pattern):
                _remove(left_over)
        yield


@contextmanager
def building(published: Path) -> Iterator[Path]:
    """A folder to build in, on the same file system; gone afterwards unless it was promoted."""
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=published))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_current(published: Path, version: str) -> bool:
    """Whether `version` is what readers get, with every file of it as it was published."""
    return pointed(published) == version and not damage(published / version)


def promote(folder: Path, published: Path, version: str) -> None:
    """Give a finished folder its name, unless a whole version has it already; data reaches the disk before the name."""
    seal(folder)
    target = published / version
    if not damage(target):
        return
    for path in [*folder.rglob("*"), folder]:
        _sync(path)
    folder.chmod(0o755)
    if target.exists():
        target.rename(Path(tempfile.mkdtemp(prefix=".damaged-", dir=published)) / version)
    folder.rename(target)
    _sync(published)


def seal(folder: Path) -> None:
    """List every file with its SHA-256, in the format of `sha256sum -c`."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


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


def prune(published: Path, keep: int) -> tuple[list[str], list[str]]:
    """Remove all but the `keep` newest versions; the versions removed, and those that stay because they are in use.

    The current version always stays. A reader holds a shared lock on the version it opened; whoever opens one between
    the lock and the rename finds it gone, never half there.
    """
    removed, in_use = [], []
    with lock(published):
        current = pointed(published)
        others = [version for version in numbered(published) if version != current]
        for version in others[max(keep - 1, 0) :]:
            with _sums(published / version).open("rb") as handle:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    in_use.append(version)
                    continue
                gone = Path(tempfile.mkdtemp(prefix=".pruned-", dir=published))
                (published / version).rename(gone / version)
            shutil.rmtree(gone)
            removed.append(version)
    return removed, in_use


def _locked(handle: IO[str]) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sums(folder: Path) -> Path:
    """The file that readers lock; a damaged version that has lost it cannot be opened and so not be in use."""
    path = folder / SUMS
    return path if path.exists() else folder / "refresh.json"


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
