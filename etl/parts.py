"""Parts: a corpus cut into tasks, and the one call that reads a task and writes its figures.

A part is named by what it is made from: the reader's code and words, the files, their sizes and times, the rows. So a
second run sees by names alone what is missing, and a machine that holds other files or another reader refuses the task
instead of mixing its figures in. What the part was is noted in the file itself, which appears complete or not at all.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq

from etl.faults import Refused, plain
from etl.parquet import pieces, rows
from etl.read import Article, cell, files, read
from etl.reading import COLUMNS
from etl.reading import rows as figures
from etl.text.registry import REGISTRY
from etl.writing import writing

SIZE = 8 * 1024 * 1024  # bytes of sources: a second or two of work, which is what a killed worker costs
ANCHOR = 512  # one file in so many begins a part, by its name: a file more moves no cut but the nearest
HERE = Path(__file__).parent
READER = ("find", "parquet", "read", "resolve")
IMPORT = re.compile(r"^ *from etl\.([a-z_.]+) import", re.MULTILINE)
WORDS = re.compile(r'REGISTRY / "([a-z_]+\.[a-z]+)"')
NOTE = "lianfang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A task: a few files, or a run of rows in one row group of a table. `source` is what the command line named."""

    source: str
    files: tuple[str, ...]
    size: int
    row_group: int | None = None
    rows: tuple[int, int] = (0, 0)
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a finished part holds; `refused` are the documents that could not be read, each with its reason."""

    source: str
    documents: int
    figures: int
    refused: tuple[str, ...]


@cache
def reader() -> str:
    """8 hex digits over the code and the words that decide what is read."""
    digest = hashlib.sha256()
    for path in sorted(code() | words()):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:8]


def code() -> set[Path]:
    """The modules of this package that read: those named in READER and what they import."""
    found: set[Path] = set()
    todo = list(READER)
    while todo:
        path = HERE.joinpath(*todo.pop().split(".")).with_suffix(".py")
        if path not in found:
            found.add(path)
            todo += IMPORT.findall(path.read_text(encoding="utf-8"))
    return found


def words() -> set[Path]:
    """The files of the registry that those modules open."""
    return {REGISTRY / name for path in code() for name in WORDS.findall(path.read_text(encoding="utf-8"))}


def parts(source: Path) -> Iterator[Part]:
    """The parts of a folder or file, in the order of its files; the same ones as long as nothing changes.

    Raises:
        Refused: neither a file nor a folder.
    """
    if not source.exists():
        raise Refused(reason=f"{source}: no such file")
    held: list[str] = []
    size = 0
    for path in files(source) if source.is_dir() else [source]:
        table = path.suffix.lower() == ".parquet"
        more = path.stat().st_size
        if held and (table or size + more > SIZE or zlib.crc32(path.name.encode()) % ANCHOR == 0):
            yield named(Part(source=str(source), files=tuple(held), size=size))
            held, size = [], 0
        if table:
            yield from _pieces(source, path, more)
        else:
            held.append(str(path))
            size += more
    if held:
        yield named(Part(source=str(source), files=tuple(held), size=size))


def _pieces(source: Path, path: Path, size: int) -> Iterator[Part]:
    whole = Part(source=str(source), files=(str(path),), size=size)
    try:
        for row_group, first, last, portion in pieces(path, SIZE):
            yield named(replace(whole, size=portion, row_group=row_group, rows=(first, last)))
    except Refused:
        yield named(whole)  # read as a document, which says what is wrong with it


def named(part: Part) -> Part:
    """The part with the name that its reader, files and rows give it on this machine, now."""
    stats = [Path(name).stat() for name in part.files]
    stamps = [(stat.st_size, stat.st_mtime_ns) for stat in stats]
    key = json.dumps([part.source, part.files, stamps, part.row_group, part.rows])
    return replace(part, name=f"part-{reader()}-{hashlib.sha256(key.encode()).hexdigest()[:16]}.parquet")


def changed(part: Part) -> bool:
    """Whether this machine sees something else than what the part was named by."""
    try:
        return named(part).name != part.name
    except FileNotFoundError:
        return True


def read_part(part: Part, folder: str) -> None:
    """Read one part and write its figures under its name into `folder`; what every worker runs.

    Raises:
        Refused: the part is not what it was named by.
        OSError: the disk does not let it.
    """
    if changed(part):
        raise Refused(reason=f"{part.files[0]}: not as the run found it, or read by another version of Lianfang")
    documents = 0
    refused: list[str] = []
    notes: dict[str, str] = {}
    with writing(Path(folder) / part.name, "parquet", COLUMNS, notes) as write:
        for article in _articles(part):
            if isinstance(article, Refused):
                refused += article.lines
            else:
                documents += 1
                write(figures(article))
        notes[NOTE] = json.dumps({"source": part.source, "documents": documents, "refused": refused})


def _articles(part: Part) -> Iterator[Article | Refused]:
    for name in part.files:
        try:
            if part.row_group is None:
                yield from read(name)
                continue
            for document, text in rows(Path(name), part.row_group, *part.rows):
                yield _cell(name, document, text)
        except Refused as refused:
            yield refused
        except PermissionError as error:
            yield Refused(reason=f"{plain(name)}: {error.strerror}")


def _cell(name: str, document: str, text: bytes) -> Article | Refused:
    try:
        return cell(Path(name), document, text)
    except Refused as refused:
        return refused


def tally(path: Path) -> Tally:
    """What a finished part notes of itself."""
    found = pq.read_metadata(path)
    told = json.loads(found.metadata[NOTE.encode()])
    return Tally(
        source=told["source"], documents=told["documents"], figures=found.num_rows, refused=tuple(told["refused"])
    )
