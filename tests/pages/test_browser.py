"""What a reader sees in a real browser, on a server started on freshly published data."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not CHROMIUM, reason="needs Debian's chromium (make system)"),
]


def start(script: str, data: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A server of its own on a free port, answering on its health address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)],
        cwd=ROOT, env={**os.environ, "LIANFANG_DATA": str(data)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://localhost:{port}"
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return server, address
        except OSError:
            time.sleep(0.25)
    server.kill()
    raise AssertionError(f"{script} did not answer on {address}")


@pytest.fixture(scope="module")
def server(published: Path) -> Iterator[str]:
    process, address = start("serve.py", published)
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield context.new_page()
    context.close()


def settled(page: Page, address: str) -> str:
    """Open an address and wait until its title and its last picture are there; the text of the page."""
    page.goto(address)
    page.wait_for_selector('[data-testid="stMain"] h1', timeout=60_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    return page.inner_text('[data-testid="stApp"]')


@pytest.mark.parametrize("path", ["", "volunteers", "grids", "materials", "testing"])
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


def test_the_browser_asks_nobody_but_the_app(page: Page, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    settled(page, f"{server}/?lang=en")
    page.wait_for_timeout(1500)
    outside = [url for url in asked if not url.startswith((server, "data:", "blob:", server.replace("http", "ws", 1)))]
    assert asked
    assert outside == []


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
        process.terminate()
        process.wait(20)
