"""One server and one browser for all browser tests of a process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.pages.browsing import start, stop

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def server(published: Path) -> Iterator[str]:
    process, address = start("serve.py", published)
    yield address
    stop(process)


@pytest.fixture(scope="session")
def browser() -> Iterator[BrowserContext]:
    """A browser that keeps the scripts of the product from one test to the next, as a reader's does."""
    if not CHROMIUM:
        pytest.skip("needs Debian's chromium (make system)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        yield chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        chromium.close()


@pytest.fixture
def page(browser: BrowserContext) -> Iterator[Page]:
    """A page on which nothing is remembered of the pages before."""
    browser.clear_cookies()
    opened = browser.new_page()
    opened.add_init_script("if (!sessionStorage.begun) { localStorage.clear(); sessionStorage.begun = 1; }")
    yield opened
    opened.close()
