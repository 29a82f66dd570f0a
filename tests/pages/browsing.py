"""What the browser tests share: a server of their own, a page that has settled, the pages there are."""

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, TypeVar

from playwright.sync_api import Page

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "test-artefacts"
WATCH = """() => {
  window.watching ??= new MutationObserver(() => { window.changed = performance.now(); });
  window.watching.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  window.changed = performance.now();
}"""
AT_REST = """() => !document.querySelector('[data-testid="stPlotlyChart"]:not(:has(.main-svg))')
  && document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'
  && performance.now() - window.changed > 500"""


def paths() -> list[str]:
    """The address of every page, found as the files are: a new page is walked without being named here."""
    found = (path for path in ROOT.glob("pages/*/*.py") if path.parent.name != "parts")
    return sorted(path.stem if path.stem != "overview" else "" for path in found if path.name != "__init__.py")


def start(
    script: str, data: Path, *, root: Path = ROOT, log: IO[bytes] | None = None
) -> tuple[subprocess.Popen[bytes], str]:
    """A server of its own on a free port, answering on its health address; its log goes to `log`, or is shown."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)],
        cwd=root, env={**os.environ, "LIANFANG_DATA": str(data)}, stdout=subprocess.DEVNULL, stderr=log,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return server, address
        except OSError:
            time.sleep(0.25)
    server.kill()
    raise AssertionError(f"{script} did not answer on {address}")


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread of its own: Playwright keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a server and wait for it."""
    server.terminate()
    server.wait(20)


def settled(page: Page, address: str) -> str:
    """Open an address, wait until title and sidebar are there and the script has ended; the text of the page."""
    page.goto(address)
    page.wait_for_selector('[data-testid="stMain"] h1', timeout=60_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_selector("text=/Data version [0-9a-f]{12}|数据版本 ?[0-9a-f]{12}/", state="attached", timeout=60_000)
    return page.inner_text('[data-testid="stApp"]')


def at_rest(page: Page) -> None:
    """Wait until every picture is drawn and, from now on, nothing on the page has changed for half a second."""
    page.evaluate(WATCH)
    page.wait_for_function(AT_REST, timeout=60_000, polling=100)  # at every frame would make frames
