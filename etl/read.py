"""Reads a source, whatever holds it, as one text or many: txt, html, pdf, docx, a folder, a Parquet table, a URL, `-`.

Offsets count the code points of the decoded, extracted text, and that text is hashed: nothing is normalised away before
offsets are taken. What cannot be read says so; sizes are bounded before anything is unpacked.
"""

import io
import os
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.articles import digest
from etl.faults import Refused, plain

MOST_BYTES = 512 * 1024 * 1024
MOST_HTML = 24 * 1024 * 1024
MOST_UNPACKED = 128 * 1024 * 1024
MOST_TAGS = 100_000  # of a page: what takes a page apart needs a tenth of a millisecond for each
MOST_ELEMENTS = 1_000_000  # of a Word document
MOST_COLUMNS = 63  # Word's own limit; a cell that spans more is made to fill the memory
MOST_PAGES = 3000
MOST_DRAWN = 64 * 1024 * 1024  # bytes of what the pages of a PDF draw: a small file may unpack to hours of work
SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".pdf", ".docx", ".parquet"})
# What libraries raise, beside errors of their own, where a file is not what its format says. RuntimeError: a password.
BROKEN = (ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError, TypeError, ValueError,
          zlib.error)  # fmt: skip
# The order in which a guess is tried; a library decides between those that decode.
CHINESE_ENCODINGS = ["gb18030", "big5", "big5hkscs", "utf_16"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text to read: `document` names it in every figure."""

    document: str
    text: str
    title: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the text's UTF-8 bytes."""
        return digest(self.text)


def read(source: str) -> Iterator[Article]:
    """The articles of a source.

    Args:
        source: a path, `-` for standard input, or an http(s) URL.

    Raises:
        Refused: the source cannot be read, is no text, or is larger than the limits.
    """
    if source == "-":
        yield from _one("stdin", _limited(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input"), "")
    elif source.startswith(("http://", "https://")):
        from etl.fetch import fetch

        content, name, kind = fetch(source)
        yield from _one(name, content, kind)
    else:
        path = Path(source)
        if path.is_dir():
            for inner in files(path):
                yield from _file(inner)
        else:
            yield from _file(path)


def files(folder: Path) -> Iterator[Path]:
    """The files below a folder that can be read, in the order of their paths; only one folder's names are held."""
    with os.scandir(folder) as entries:
        names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    for name, is_folder in names:
        path = folder / name
        if is_folder:
            yield from files(path)
        elif path.suffix.lower() in SUFFIXES and path.is_file():
            yield path


def _file(path: Path) -> Iterator[Article]:
    if not path.exists():
        raise Refused(reason=f"{path}: no such file")
    if not path.is_file():
        raise Refused(reason=f"{path}: neither a file nor a folder")
    if path.suffix.lower() == ".parquet":
        yield from _parquet(path)
        return
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(reason=f"{path}: {size} bytes, at most {MOST_BYTES}")
    yield from _one(path.stem, path.read_bytes(), path.suffix.lower(), str(path))


def _limited(content: bytes, name: str) -> bytes:
    if len(content) > MOST_BYTES:
        raise Refused(reason=f"{name}: more than {MOST_BYTES} bytes")
    return content


def _one(name: str, content: bytes, suffix: str, where: str = "") -> Iterator[Article]:
    where = where or name
    if content.startswith(b"%PDF"):
        yield Article(document=name, text=_pdf(content, where))
    elif content.startswith(b"PK\x03\x04"):
        yield Article(document=name, text=_docx(content, where))
    elif suffix in (".pdf", ".docx"):
        raise Refused(reason=f"{where}: not a {suffix[1:]} file")
    elif suffix in (".html", ".htm") or content[:1024].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        title, text = _html(content, where)
        yield Article(document=name, text=text, title=title)
    else:
        yield Article(document=name, text=decode(content, where))


def decode(content: bytes, where: str = "text") -> str:
    """Bytes as text: UTF-8 if they are, else what charset-normalizer finds among the Chinese encodings.

    Raises:
        Refused: the bytes are no text in any of them.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\x00" in content and not wide:
        raise Refused(reason=f"{where}: binary, not a text")
    if wide:
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise Refused(reason=f"{where}: damaged UTF-16") from None
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000], cp_isolation=CHINESE_ENCODINGS, threshold=0.35).best()
    guesses = [best.encoding] if best is not None else []
    for encoding in [*guesses, *(name for name in CHINESE_ENCODINGS[:3] if name not in guesses)]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_like_text(text):
            return text
    raise Refused(reason=f"{where}: neither UTF-8, GB18030 nor Big5")


def _looks_like_text(text: str) -> bool:
    """Whether a decoding made sense: control and private characters are what a wrong one is full of."""
    sample = text[:20_000]
    odd = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f") or "\ue000" <= c <= "\uf8ff" or c == "\ufffd")
    return odd <= len(sample) // 100


def _html(content: bytes, where: str) -> tuple[str, str]:
    if len(content) > MOST_HTML:
        raise Refused(reason=f"{where}: a page of {len(content)} bytes, at most {MOST_HTML}")
    import re

    import trafilatura

    declared = re.search(rb"<meta[^>]{0,200}charset=[\"']?([A-Za-z0-9_-]{2,20})", content[:4096], re.I)
    page = ""
    if declared:
        name = declared[1].decode().lower()
        name = "gb18030" if name in ("gbk", "gb2312", "gb_2312-80") else name
        try:
            page = content.decode(name)
        except (LookupError, UnicodeDecodeError):
            page = ""
    page = page or decode(content, where)
    if (tags := page.count("<")) > MOST_TAGS:
        raise Refused(reason=f"{where}: {tags} tags, at most {MOST_TAGS}")
    try:
        text = trafilatura.extract(page, include_comments=False, include_tables=True, no_fallback=True) or ""
    except RecursionError:
        raise Refused(reason=f"{where}: nested too deeply") from None
    title = re.search(r"<title[^>]{0,200}>([^<]{1,300})</title>", page, re.I)
    return (title[1].strip() if title else ""), text


def _pdf(content: bytes, where: str) -> str:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it says every oddity of a stranger's file on the terminal
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(reason=f"{where}: encrypted")
        pages = len(reader.pages)
        if pages > MOST_PAGES:
            raise Refused(reason=f"{where}: {pages} pages, at most {MOST_PAGES}")
        texts, drawn = [], 0
        for page in reader.pages:
            contents = page.get_contents()
            drawn += len(contents.get_data()) if contents is not None else 0
            if drawn > MOST_DRAWN:
                raise Refused(reason=f"{where}: pages unpack to more than {MOST_DRAWN} bytes")
            texts.append(page.extract_text())
        return "\n".join(texts)
    except (PyPdfError, *BROKEN) as error:
        raise Refused(reason=f"{where}: damaged or unsupported PDF ({type(error).__name__})") from None


def _docx(content: bytes, where: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise Refused(reason=f"{where}: an archive, not a docx")
            size = sum(info.file_size for info in archive.infolist())
            if size > MOST_UNPACKED:
                raise Refused(reason=f"{where}: unpacks to {size} bytes, at most {MOST_UNPACKED}")
            for info in archive.infolist():
                # The directory may lie about sizes: read each part with a limit before anything else opens it.
                with archive.open(info) as part:
                    left, elements = info.file_size, 0
                    while chunk := part.read(1 << 20):
                        left -= len(chunk)
                        elements += chunk.count(b"<")
                        if left < 0:
                            raise Refused(reason=f"{where}: unpacks to more than it says")
                    if info.filename.endswith(".xml") and elements > 2 * MOST_ELEMENTS:
                        raise Refused(reason=f"{where}: more than {MOST_ELEMENTS} elements")
        from docx import Document

        document = Document(io.BytesIO(content))
        if any(int(span) > MOST_COLUMNS for span in document.element.xpath(".//w:gridSpan/@w:val")):
            raise Refused(reason=f"{where}: a cell over more than {MOST_COLUMNS} columns")
        lines = []
        for block in document.iter_inner_content():
            if hasattr(block, "rows"):
                lines += ["\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in block.rows]
            else:
                lines.append(block.text)
        return "\n".join(lines)
    except (zipfile.BadZipFile, SyntaxError, *BROKEN) as error:
        raise Refused(reason=f"{where}: damaged docx ({type(error).__name__})") from None


def _parquet(path: Path) -> Iterator[Article]:
    from etl.parquet import rows

    for document, text in rows(path):
        yield cell(path, document, text)


def cell(path: Path, document: str, text: bytes) -> Article:
    """A row of a table as an article.

    Raises:
        Refused: the text is not UTF-8, as its column says.
    """
    try:
        return Article(document=document, text=text.decode())
    except UnicodeDecodeError as error:
        raise Refused(reason=f"{path}: document {plain(document)}: byte {error.start} is not UTF-8") from None
