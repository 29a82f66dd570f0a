"""What a reader sees in a real browser, on a server started on freshly published data."""

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages.browsing import settled, start, stop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


# All of them open in both languages without a browser in test_pages.py, and with one, in turn, in test_sweep.py.
THEMES = ["", "grids", "materials", "testing", "volunteers"]


@pytest.mark.parametrize("path", THEMES if os.environ.get("LIANFANG_FULL") else THEMES[:2])
def test_a_page_opens_in_chinese_and_english(page: Page, server: str, path: str) -> None:
    for lang, tag in (("en", "en"), ("zh", "zh-CN")):
        text = settled(page, f"{server}/{path}?lang={lang}")
        assert page.evaluate("document.documentElement.lang") == tag
        assert not page.query_selector('[data-testid="stException"]')
        assert ("Data version" if lang == "en" else "数据版本") in text


def test_the_numbers_on_the_screen_are_the_articles(page: Page, server: str) -> None:
    grids = settled(page, f"{server}/grids?lang=en")
    assert "79.3" in grids
    assert "209.4" in grids
    testing = settled(page, f"{server}/testing?lang=en")
    assert "83,599" in testing
    assert "Not reported by: Foshan, Weiyang, Qingfeng and Panji" in testing


@pytest.mark.parametrize("script", ["serve.py", "dashboard.py"])
def test_the_first_request_to_a_fresh_server_may_be_a_deep_link(page: Page, published: Path, script: str) -> None:
    process, address = start(script, published)
    try:
        text = settled(page, f"{address}/grids?lang=zh&place=foshan")
        assert page.inner_text('[data-testid="stMain"] h1') == "网格"
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
        assert "佛山" in text
        assert json.dumps(page.url).count("place=foshan") == 1
    finally:
        stop(process)
