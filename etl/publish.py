"""Publish: a finished build becomes the current version, or nothing changes.

A version is a folder that is complete before it gets its name and never changes afterwards; `current` is a text file
that is replaced in one step, after everything it points to is on the disk. One refresh at a time: the lock is the
kernel's and dies with its process. What a killed refresh left behind is removed by the next one.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version as installed
from pathlib import Path
from typing import IO

from catalog.versions import SUMS, damage, numbered, pointed

LEFT_OVERS = (".building-*", ".damaged-*", ".pruned-*", ".current-*")
ROOT = Path(__file__).resolve().parent.parent
TEXTS = {".txt", ".html", ".htm", ".pdf", ".docx"}


def data_version(data: Path) -> str:
    """The version of what is built from the inputs as they are now."""
    return version_of(inputs(data))


def version_of(inputs: Mapping[str, str]) -> str:
    """First 12 hex digits of SHA-256 over name and content of every input, and the versions of duckdb and pyarrow."""
    made_with = {package: installed(package) for package in ("duckdb", "pyarrow")}
    return hashlib.sha256(json.dumps([*inputs.items(), *made_with.items()]).encode()).hexdigest()[:12]


def inputs(data: Path) -> dict[str, str]:
    """The SHA-256 of every file that decides what is built, by the name it has in a checkout.

    That is every file under data/ (published/ and the article texts excepted: texts are never committed and never
    enter the warehouse, so who holds one must not get another version), and the code of etl/ and catalog/.
    """
    names = {f"data/{name}": f"{data}/{name}" for name in _files(data)}
    for package in ("etl", "catalog"):
        code = (path for path in (ROOT / package).rglob("*") if path.suffix in (".py", ".sql"))
        names |= {path.relative_to(ROOT).as_posix(): str(path) for path in code}
    found = {}
    for name, path in sorted(names.items()):
        with open(path, "rb", buffering=0) as file:
            found[name] = hashlib.sha256(file.read()).hexdigest()
    return found


def _files(data: Path) -> Iterator[str]:
    """Files under data/ without published/, where folders come and go while another refresh runs."""
    for folder, below, names in os.walk(data, onerror=_raise):
        at = Path(folder).relative_to(data)
        below[:] = [name for name in below if not _passed_over(name) and (at.parts or name != "published")]
        texts = TEXTS if at.parts[:1] == ("articles",) else ()
        for name in names:
            if not _passed_over(name) and os.path.splitext(name)[1] not in texts:
                yield (at / name).as_posix() if at.parts else name


def _raise(error: OSError) -> None:
    raise error


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name.endswith("~")


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
    with ThreadPoolExecutor() as pool:  # hashing lets other threads run
        digests = pool.map(_digest, (folder / name for name in names))
        lines = [f"{digest}  {name}\n" for name, digest in zip(names, digests, strict=True)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
