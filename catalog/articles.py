"""An article's text, where somebody holds it: found beside its sidecar, proved by its hash, cut by its offsets.

Texts belong to their publishers and are never committed. Everything else works without them; with them a figure can be
shown in its sentence.
"""

import hashlib
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

SENTENCE_ENDS = "。！？!?；\n"


class NoSuchArticle(LookupError):
    """No sidecar of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text as it was read: offsets everywhere count its code points."""

    article: str
    characters: str
    sha256: str


def digest(text: str) -> str:
    """SHA-256 over the text's UTF-8 bytes, as sidecars hold it.

    >>> digest("防控")[:12]
    '50b706acf1cb'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sidecar(data: Path, article: str) -> dict[str, object]:
    """The bibliographic record of an article.

    Raises:
        NoSuchArticle: there is no data/articles/<article>.toml.
    """
    path = data / "articles" / f"{article}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoSuchArticle(article) from None


def text_of(data: Path, article: str, folder: Path | None = None) -> Text | None:
    """The text of an article, or None where nobody put it: `folder`, LIANFANG_ARTICLES, then beside the sidecar."""
    named = os.environ.get("LIANFANG_ARTICLES")
    for place in (folder, Path(named) if named else None, data / "articles"):
        if place is not None and (path := place / f"{article}.txt").is_file():
            content = path.read_bytes()
            return Text(article=article, characters=content.decode("utf-8"), sha256=hashlib.sha256(content).hexdigest())
    return None


def sentence(text: str, start: int, end: int, most: int = 120) -> tuple[str, str, str]:
    """The sentence round text[start:end], as what stands before, the figure, and what stands after.

    >>> sentence("昨天下雨。全区有网格29个,已配齐。散会。", 10, 13)
    ('全区有网格', '29个', ',已配齐。')
    """
    left = max((text.rfind(mark, max(0, start - most), start) for mark in SENTENCE_ENDS), default=-1) + 1
    left = left or max(0, start - most)
    stops = [at for mark in SENTENCE_ENDS if (at := text.find(mark, end, end + most)) >= 0]
    right = min(stops) + 1 if stops else min(len(text), end + most)
    return text[left:start].lstrip(), text[start:end], text[end:right].rstrip("\n")
