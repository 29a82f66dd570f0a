"""Data that bites: markup, scripts, templates and marks of direction in every name, note, title and label of the data.

A refresh publishes them as they are, since an article may well print them. Every page shows them as text: no element of
theirs, no dialog, no request to anyone, nothing executed, in pictures as in tables; the same for the address bar.
"""

import csv
import io
import itertools
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from bench.client import reading
from tests.conftest import copy_data, own_copy
from tests.pages.browsing import apart, at_rest, paths, settled, start, stop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FULL = bool(os.environ.get("LIANFANG_FULL"))
OUTSIDE = "http://outside.invalid"
BITE = (
    '<script>window.bitten=1</script><img src=x onerror="window.bitten=1"><a href="javascript:window.bitten=1">a</a>'
    "\x1b[31m\x1b]0;owned\x07\x1b[2J"
    f"[l](javascript:window.bitten=1)![i]({OUTSIDE}/i.png)<b>b</b>**b**:red[r]$x^2${{place}}{{{{7*7}}}}${{7*7}}\u202er\u202c"
)
LITERAL = ("<script>window.bitten=1</script>", "[l](javascript:", "**b**:red[r]$x^2$", "{{7*7}}")
NAMES = (
    *("place", "wave", "figure", "q", "sort", "metric", "indicator", "locality", "question", "v", "chart"),
    *("table", "axis", "theme", "scope", "unit", "since", "sheet"),
)
TOML = re.compile(r'^(title|publisher|claimant|(?:label|plural|sentence|definition)_(?:en|zh)) = "(.*)"$', re.MULTILINE)
COLUMNS = re.compile(r"(name|label|plural|note|definition|giver|recipient)(_en|_zh)?|counted|disagreement")
MARKUP = """() => [...document.querySelectorAll('script, img, a, b, strong, .katex, [class*="stMarkdownColored"]')]
  .filter(e => e.closest('[data-testid="stApp"]') && (
    /bitten/.test(e.outerHTML.slice(0, 2000)) && ['SCRIPT', 'IMG'].includes(e.tagName)
    || /^(javascript:|http:..outside)/.test(e.getAttribute('href') || e.getAttribute('src') || '')
    || e.classList.contains('katex')
    || ['B', 'STRONG'].includes(e.tagName) && ['b'].includes(e.textContent)
    || e.textContent === 'r' && /Colored/.test(e.className)))
  .map(e => e.outerHTML.slice(0, 200))"""


def _bitten(found: re.Match[str]) -> str:
    escaped = json.dumps(BITE)[1:-1]  # TOML knows these escapes, too
    return f'{found[1]} = "{found[2]}{escaped}"'


def bite(data: Path) -> int:
    """Append the payload to every text of the data that people write; how many texts got it."""
    bitten = 0
    for file in (*data.glob("articles/*.toml"), *data.glob("registry/*.toml")):
        text, count = TOML.subn(_bitten, file.read_text("utf-8"))
        file.write_text(text, "utf-8")
        bitten += count
    for file in (*data.glob("figures/*.csv"), *data.glob("measures/*.csv"), *data.glob("chains/*.csv"),
                 *data.glob("registry/*.csv")):  # fmt: skip
        rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
        for row in rows:
            for name, value in row.items():
                one_sided = name == "note" and row.get("note_zh") == ""  # such a note must be one the code knows
                if value and COLUMNS.fullmatch(name) and not one_sided:
                    row[name] = value + BITE
                    bitten += 1
            if row.get("figure_id") == "quanzhou-019" and "note" in row:
                row["note"] += "长" * 333_333  # a megabyte
        if rows:
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            file.write_text(out.getvalue(), "utf-8")
    return bitten


def bitten(data: Path) -> None:
    from etl.refresh import refresh

    assert bite(copy_data(data)) > 1000
    refresh(data)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on data full of payloads."""
    data = own_copy(tmp_path_factory, "hostile", bitten)
    process, address = start("serve.py", data)
    yield address
    stop(process)


@pytest.fixture
def watched(page: Page) -> tuple[Page, list[str]]:
    """A page, and what happened on it that may not: dialogs, and requests to anyone else."""
    events: list[str] = []
    page.on("dialog", lambda dialog: (events.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: events.append(request.url) if OUTSIDE in request.url else None)
    return page, events


def harmless(page: Page, events: list[str]) -> None:
    assert page.evaluate("window.bitten") is None
    assert page.evaluate(MARKUP) == []
    assert events == []


def every_page() -> Iterator[tuple[str, str]]:
    """Every page in both languages; in the sample each in one of them, in turn."""
    for n, path in enumerate(paths()):
        yield from ((path, lang) for m, lang in enumerate(("en", "zh")) if FULL or n % 2 == m)


@pytest.mark.parametrize(("path", "lang"), every_page())
def test_text_of_the_data_stays_text_on_every_page(
    watched: tuple[Page, list[str]], hostile: str, path: str, lang: str
) -> None:
    page, events = watched
    settled(page, f"{hostile}/{path}?lang={lang}")
    for opener in page.query_selector_all('[data-testid="stExpander"] summary')[:2]:
        opener.click()
    at_rest(page)
    harmless(page, events)
    if path in ("", "figures", "places", "grids"):  # they show names of the data in headings, tables and pictures
        shown = page.inner_text('[data-testid="stApp"]')
        shown += " ".join(page.locator(".js-plotly-plot text").all_text_contents())
        assert [part for part in LITERAL if part not in shown] == []


def test_the_page_of_one_figure_shows_its_names_as_text(watched: tuple[Page, list[str]], hostile: str) -> None:
    page, events = watched
    for path in (
        "figures?figure=quanzhou-019",
        "compare?figure=quanzhou-019",
        "places?locality=foshan",
        "learn?sheet=print",
    ):
        settled(page, f"{hostile}/{path}&lang=en")
        at_rest(page)
        harmless(page, events)


async def size_of(server: str, path: str, query: str) -> int:
    """Bytes that a page sends to a reader who asks with this query."""
    async with reading(server) as reader:
        await reader.click(path, query)
        return reader.received


@pytest.mark.parametrize("path", paths())
def test_a_megabyte_in_every_parameter_neither_fails_nor_comes_back(server: str, path: str) -> None:
    plain = apart(size_of(server, path, "lang=en"))
    values = itertools.cycle(("a" * 1_000_000, quote("\x1b[2J" * 100_000), quote("长" * 100_000)))
    query = "lang=en&" + "&".join(f"{name}={value}" for name, value in zip(NAMES, values, strict=False))
    assert apart(size_of(server, path, query)) < plain + 200_000


@pytest.mark.parametrize("path", ["", "figures", "compare", "places", "learn", "export", "grids", "sql"])
def test_hostile_parameters_are_ignored_or_shown_as_text(
    watched: tuple[Page, list[str]], server: str, path: str
) -> None:
    page, events = watched
    value = quote(BITE)
    settled(page, f"{server}/{path}?lang=en&" + "&".join(f"{name}={value}" for name in NAMES))
    at_rest(page)
    harmless(page, events)
    assert not page.query_selector('[data-testid="stException"], [data-testid="stAlert"]')
    if not FULL and path not in ("", "compare"):  # the frame reads the language, for every page
        return
    settled(page, f"{server}/{path}?lang={value}&place={'a' * 20_000}")
    harmless(page, events)
    assert not page.query_selector('[data-testid="stException"]')
