"""No page lets a word past the catalogue; none speaks the other language but where something is printed or named."""

import json
import os
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from catalog.warehouse import Edition
from catalog.words import Say
from charts.readings import HEDGES

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in ROOT.glob("pages/*/*.py")
    if path.name != "__init__.py" and path.parent.name != "parts"
)
VIEWS = [
    *((page, {}) for page in PAGES),
    ("pages/tools/figures.py", {"figure": "quanzhou-019"}),
    ("pages/tools/figures.py", {"q": "nothing like this", "theme": "testing"}),
    ("pages/tools/sql.py", {"q": "select figure_id, expression from figures where locality = 'foshan' and chartable"}),
    ("pages/tools/sql.py", {"q": "select 1 as x"}),
    ("pages/about/learn.py", {"question": "7"}),
    ("pages/about/learn.py", {"sheet": "print"}),
]
NAMES = [f"{Path(page).stem} {' '.join(query)}".strip() for page, query in VIEWS]
# Every view in both languages; without LIANFANG_FULL in one of them, by rotation.
FULL = bool(os.environ.get("LIANFANG_FULL"))
SPOKEN = [(lang, view) for n, view in enumerate(VIEWS) for lang in (("zh", "en") if FULL else (("zh", "en")[n % 2],))]
OPEN, CLOSE = "⟦", "⟧"
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z-]{2,}")
# Formats, programs and standards have one name in every language.
PROPER = frozenset(
    [
        *("APA", "BibTeX", "CSL-JSON", "CSV", "DuckDB", "English", "Frictionless", "HTML", "JSON", "LED", "Language"),
        *("PCR", "PDF", "PNG", "Parquet", "SHA-", "SHA-256", "SQL", "SVG", "UTC", "XLSX", "ZIP", "arrow", "dplyr"),
        *("duckdb", "pandas", "pyarrow"),
    ]
)
# Data versions, figure ids, tables and what else a machine named.
IDS = re.compile(
    r"(?<![a-z0-9])(?:[0-9a-f]{12}|[a-z]+-\d{3}|[a-z0-9]*(?:_[a-z0-9]*)+|data/[\w./]+|(?:core|mart)\.[a-z_]+)(?![a-z0-9])"
)
pytestmark = pytest.mark.usefixtures("published")


class Words(HTMLParser):
    """The text of HTML of our own, without what is marked as of another language, code or style."""

    VOID = frozenset(("br", "img", "hr", "input", "meta", "col", "wbr"))

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in self.VOID:
            return
        if self.skipped or "lang" in given or tag in ("code", "script", "style", "pre"):
            self.skipped += 1
        elif given.get("title"):
            self.found.append(given["title"] or "")

    def handle_endtag(self, tag: str) -> None:
        if self.skipped and tag not in self.VOID:
            self.skipped -= 1

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.found.append(data)


def inside(body: str) -> str:
    words = Words()
    words.feed(body)
    return " ".join(words.found)


def run(page: str, lang: str, query: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in {"lang": lang, **query}.items():
        app.query_params[key] = value
    return app.run().switch_page(page).run()


def said(app: AppTest) -> Iterator[str]:
    """Every string a reader meets: running text, widgets with their options, pictures and their words."""
    for element in app.main:
        yield from _said(element)
    for element in app.sidebar:
        yield from _said(element)


def _said(element: Any) -> Iterator[str]:
    proto = element.proto
    if element.type == "html":
        yield inside(proto.body)
    elif element.type == "plotly_chart":
        yield proto.alt
        picture = json.loads(proto.spec)
        yield from _texts(picture.get("data"))
        yield from _texts(picture.get("layout", {}).get("annotations"))
    elif element.type != "code":
        for field in ("label", "body", "placeholder", "help"):
            text = getattr(proto, field, "")
            if isinstance(text, str):
                yield text
        yield from (str(option) for option in getattr(proto, "options", ()) if isinstance(option, str))


def _texts(part: Any) -> Iterator[str]:
    """Strings of a picture that are shown: texts and what opens under the pointer."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("text", "hovertext", "ticktext", "name", "customdata"):
                yield from _strings(value)
            else:
                yield from _texts(value)
    elif isinstance(part, list):
        for item in part:
            yield from _texts(item)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield re.sub(r"<[^>]*>", " ", value)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def printed(edition: Edition) -> str:
    """All that stays Chinese in either language: what is printed, who printed it, what places are called."""
    words: list[str | None] = [figure.expression for figure in edition.printed.values()]
    for document in edition.documents.values():
        words += [document.title, document.publisher, document.issue, document.claimant]
    words += [measure.search_terms for measure in edition.measures.values()]
    words += [mention.note_en for mention in edition.mentions] + [link.note_en for link in edition.links]
    words += [place.name_zh for place in edition.places.values()]
    return " ".join(word for word in words if word) + " ".join([*HEDGES, "千名", "中文", "语言", "联防"])


@pytest.mark.parametrize(("lang", "view"), SPOKEN)
def test_no_other_language_stands_on_a_page(lang: str, view: tuple[str, dict[str, str]], opened: Edition) -> None:
    text = " ".join(said(run(view[0], lang, view[1])))
    if lang == "en":
        allowed = printed(opened)
        strange = [word for word in CHINESE.findall(text) if word not in allowed]
    else:
        named = PROPER | {place.name_en for place in opened.localities.values()}
        strange = [word for word in LATIN.findall(IDS.sub(" ", text)) if word not in named]
    assert strange[:40] == []


def forget() -> None:
    """Empty every cache that keeps words."""
    st.cache_data.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith(("pages.", "charts.")):
            for kept in vars(module).values():
                if callable(getattr(kept, "cache_clear", None)):
                    kept.cache_clear()


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every word that goes through the catalogue or comes from the registry is put in brackets."""

    def bracketed(method: str) -> None:
        plain = getattr(Say, method)

        def spoken(self: Say, *args: Any, **fields: Any) -> str:
            return f"{OPEN}{plain(self, *args, **fields)}{CLOSE}"

        monkeypatch.setattr(Say, method, spoken)

    for method in ("__call__", "plural", "label", "number", "date", "compact", "join"):
        bracketed(method)
    forget()
    yield
    forget()


def unbracketed(text: str) -> str:
    """What is left of a text when every bracketed part is taken out, the inner ones first."""
    while True:
        less = re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", text)
        if less == text:
            return text
        text = less


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize(("page", "query"), VIEWS, ids=NAMES)
def test_no_word_bypasses_the_catalogue(page: str, query: dict[str, str], opened: Edition) -> None:
    app = run(page, "en", query)
    assert not app.exception
    texts = list(said(app))
    assert any(OPEN in text for text in texts)
    known = printed(opened)
    # Joined, because a picture breaks one sentence into lines.
    rest = IDS.sub(" ", unbracketed(" ".join(texts)))
    words = re.findall(r"[A-Za-z]{3,}|[\u4e00-\u9fff]+", rest)
    stray = [word for word in words if word not in PROPER and word not in known]
    assert stray[:40] == []


def test_a_word_outside_the_catalogue_would_be_found() -> None:
    assert unbracketed("⟦Figures ⟦3⟧⟧ stray").split() == ["stray"]
    assert inside('<p>seen<span lang="zh-CN">看<br>过</span><code>id</code> too</p>') == "seen  too"
