"""Every page in both languages, light and dark, at three widths: whole, in one language, accessible, inside its width.

On the way it asks nobody but the app, and the policy that its server sends stops nothing that it needs.

What must stand in one language is told apart by the markup, as a screen reader tells it apart: a passage of the other
language carries its own `lang`. Where no markup is possible (a heading, the text of a picture) the words that are the
articles' own, as the opened version holds them, are taken out first; nothing else is forgiven.
"""

import itertools
import os
import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from catalog.warehouse import Edition
from catalog.words import HTML_LANG
from charts.readings import HEDGES
from tests.pages.browsing import ARTEFACTS, at_rest, paths, settled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LANGUAGES, THEMES, WIDTHS = ("zh", "en"), ("light", "dark"), (1440, 1024, 390)
FULL = bool(os.environ.get("LIANFANG_FULL"))

# The same in both languages: formats, standards and the product's own name; the switch names each language in itself.
SHARED = re.compile(
    r"(?<![A-Za-z])(语言|Language|中文|English|Lianfang|UTC|CSV|PNG|SVG|PDF|HTML|XLSX|JSON|Parquet|DuckDB|SQL|Excel|APA|"
    r"BibTeX|PCR|RIS|CSL|Plotly|Streamlit|Python|pandas|duckdb|pyarrow|SHA-256|URL|LED|CC BY|ZIP|Frictionless)"
    r"(?![A-Za-z])"
)
POLICY = "Content Security Policy"  # what the console says when a page breaks it
STREAMLIT = {"Skip to main content"}  # its own words, which it cannot translate (docs/accessibility.md)
# Versions, figures, tables, addresses.
CODES = re.compile(r"(?<![a-z0-9])(?:[0-9a-f]{12}|[a-z]+-\d{3}|(?:core|mart)\.[a-z_]+)(?![a-z0-9])|https?://\S+")

TEXTS = """other => {
  const found = [];
  const walk = document.createTreeWalker(document.querySelector('[data-testid="stApp"]'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement, marked = at.closest('[lang]');
    if (marked && marked !== document.documentElement && marked.lang.startsWith(other)) continue;
    if (at.closest('style, script, code, pre, [data-testid="stIconMaterial"], .material-icons')) continue;
    found.push(walk.currentNode.textContent);
  }
  for (const at of document.querySelectorAll('[alt], [placeholder], [data-testid="stPlotlyChart"] [aria-label]'))
    found.push(at.getAttribute('alt') || at.getAttribute('placeholder') || at.getAttribute('aria-label'));
  return found.filter(text => text && text.trim());
}"""
OVERFLOW = """() => {
  const main = document.querySelector('[data-testid="stMain"]'), root = document.documentElement;
  return Math.max(main.scrollWidth - main.clientWidth, root.scrollWidth - root.clientWidth);
}"""


def walks() -> Iterator[tuple[str, str, str, tuple[int, ...]]]:
    """(path, language, theme, widths): all of them, or every page once with the rest by rotation."""
    if FULL:
        for path, lang, theme in itertools.product(paths(), LANGUAGES, THEMES):
            yield path, lang, theme, WIDTHS
    else:
        for n, path in enumerate(paths()):
            yield path, LANGUAGES[n % 2], THEMES[n // 2 % 2], (WIDTHS[n % 3],)


def own_words(edition: Edition) -> list[str]:
    """The articles' own words and names, longest first: they are Chinese on an English page, too."""
    words: set[str | None] = {figure.expression for figure in edition.printed.values()}
    words |= {place.name_zh for place in edition.places.values()}
    words |= {text for d in edition.documents.values() for text in (d.title, d.publisher, d.claimant, d.issue)}
    words |= {word for m in edition.measures.values() for word in m.words}  # the searched words
    words |= {word for m in edition.mentions for word in (m.found_terms or "").split(";")}
    # what coders wrote down in English quotes the article
    words |= {note for f in edition.printed.values() for note in (f.note, f.counted)}
    words |= {m.note_en for m in edition.mentions} | {link.note_en for link in edition.links}
    # the printed words that the legend of the marks quotes
    words |= {*HEDGES, "千名", "网格"}
    return sorted((word for word in words if word), key=len, reverse=True)


def outside(url: str, server: str) -> bool:
    """Whether an address leads away from the app."""
    return not url.startswith((f"{server}/", "data:", "blob:", server.replace("http", "ws", 1) + "/"))


def strange(texts: list[str], lang: str, edition: Edition) -> list[str]:
    """The texts of the other language, and message fields that were never filled in."""
    found, own = [], own_words(edition)
    for text in texts:
        if re.search(r"\{\w*\}", text):
            found.append(text)
        if text in STREAMLIT:
            continue
        left = text
        if lang == "en":
            for word in own:
                left = left.replace(word, " ")
            if re.search(r"[\u3400-\u9fff]", SHARED.sub(" ", left)):
                found.append(text)
        elif re.search(r"[A-Za-z]{3,}", SHARED.sub(" ", CODES.sub(" ", left))):
            found.append(text)
    return found


@pytest.mark.parametrize(("path", "lang", "theme", "widths"), walks())
def test_a_page_is_whole_readable_and_inside_its_width(
    page: Page,
    server: str,
    opened: Edition,
    path: str,
    lang: str,
    theme: Literal["light", "dark"],
    widths: tuple[int, ...],
) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if POLICY in message.text else None)
    page.on("request", lambda request: problems.append(request.url) if outside(request.url, server) else None)
    page.emulate_media(color_scheme=theme)
    for n, width in enumerate(widths):
        page.set_viewport_size({"width": width, "height": 900})
        if n == 0:
            settled(page, f"{server}/{path}?lang={lang}")
            # The tag follows by a script once the page is built; on a busy machine that takes its time.
            page.wait_for_function("tag => document.documentElement.lang === tag", arg=HTML_LANG[lang], timeout=30_000)
        at_rest(page)  # pictures fit themselves to a new width
        name = f"{path or 'overview'}-{lang}-{theme}-{width}"
        _shot(page, name, width)
        if page.query_selector('[data-testid="stException"]'):
            problems.append(f"{name}: an exception")
        if (wider := page.evaluate(OVERFLOW)) > 1:
            problems.append(f"{name}: {wider} px wider than its window")
        texts = page.evaluate(TEXTS, "zh" if lang == "en" else "en")
        problems += [f"{name}: text {text[:120]!r}" for text in dict.fromkeys(strange(texts, lang, opened))]
        problems += [f"{name}: {fault}" for fault in faults(page)]
    assert not problems, "\n".join(problems)


def _shot(page: Page, name: str, width: int) -> None:
    """The whole page as a picture, to be looked at."""
    (ARTEFACTS / "sweep").mkdir(parents=True, exist_ok=True)
    tall = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(900, tall + 20), 9000)})
    at_rest(page)
    page.screenshot(path=ARTEFACTS / "sweep" / f"{name}.png")


def faults(page: Page) -> list[str]:
    """What axe finds serious or critical, each with the first place it stands at."""
    found = Axe().run(page).response["violations"]
    return [
        f"axe {v['id']} ({v['impact']}) × {len(v['nodes'])}: {v['nodes'][0]['target']} {v['nodes'][0]['html'][:160]}"
        f" {(v['nodes'][0]['any'] or [{}])[0].get('message', '')[:160]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def test_an_address_of_another_is_told_from_those_of_the_app() -> None:
    asked = ("http://127.0.0.1:80/static/a.js", "data:,a", "blob:http://127.0.0.1:80/a", "ws://127.0.0.1:80/_stcore")
    others = ("https://fonts.gstatic.com/a", "http://127.0.0.1:8080/a", "wss://example.org")
    assert [url for url in (*asked, *others) if outside(url, "http://127.0.0.1:80")] == list(others)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Households per grid 户", "en"),
        ("Households per grid", "zh"),
        ("{place} reports", "en"),
        ("每网格 household", "zh"),
    ],
)
def test_a_text_of_the_other_language_is_found(opened: Edition, text: str, lang: str) -> None:
    assert strange([text], lang, opened) == [text]


def test_printed_expressions_and_names_may_stand_on_an_english_page(opened: Edition) -> None:
    printed = max((figure.expression or "" for figure in opened.printed.values()), key=len)
    assert strange([f"{printed} · at most 300 people", "泉州 Quanzhou"], "en", opened) == []
