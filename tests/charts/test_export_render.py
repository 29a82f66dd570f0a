"""The browser that draws: reaches no network, gives each caller its own picture, and never hangs or dies for good."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import psutil
import pytest

from charts.export.errors import ChromiumMissing, RenderFailed, RenderTimeout
from charts.export.render import Renderer

pytestmark = pytest.mark.browser


def figure(name: str) -> dict[str, Any]:
    return {"data": [{"type": "bar", "x": [name], "y": [1]}], "layout": {}}


@pytest.fixture
def browser() -> Iterator[Renderer]:
    own = Renderer(seconds=60)
    yield own
    own.close()


def test_every_thread_gets_its_own_picture(browser: Renderer) -> None:
    names = [f"picture{n}" for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda name: browser.svg(figure(name), width=200, height=100), names))
    for name, svg in zip(names, drawn, strict=True):
        assert f">{name}</text>" in svg


def test_nothing_inside_can_reach_a_network(browser: Renderer) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/picture.png"
    linked = figure("a") | {"layout": {"images": [{"source": address, "sizex": 1, "sizey": 1}]}}
    try:
        with pytest.raises(RenderFailed):
            browser._run("(address) => fetch(address, {mode: 'no-cors'})", address)
        browser.svg(linked, width=200, height=100)
    except RenderFailed:
        pass  # plotly.js may refuse a figure whose image does not come
    finally:
        server.shutdown()
    assert asked == []


def test_a_picture_that_hangs_is_given_up_and_the_next_one_is_made() -> None:
    browser = Renderer(seconds=6)
    try:
        with pytest.raises(RenderTimeout, match="6 seconds"):
            browser._run("() => { while (true) {} }", None)
        assert "</text>" in browser.svg(figure("next"), width=200, height=100)
    finally:
        browser.close()


def test_a_crash_is_named_and_the_next_picture_is_made(browser: Renderer) -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    browser.svg(figure("first"), width=200, height=100)
    own = [child for child in psutil.Process().children(recursive=True) if child.pid not in before]
    # The browser itself, found by what only it has: no --type= of a helper process.
    main = [
        child for child in own if "chromium" in child.name() and not any("--type=" in part for part in child.cmdline())
    ]
    assert main
    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(browser._run, "() => new Promise(() => {})", None)
        threading.Event().wait(1)
        for child in main:
            child.kill()
        with pytest.raises(RenderFailed, match="browser that draws pictures failed"):
            hanging.result(30)
    assert "</text>" in browser.svg(figure("second"), width=200, height=100)


def test_without_chromium_the_reader_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(ChromiumMissing, match="apt-get install chromium"):
        Renderer().svg(figure("a"), width=200, height=100)
