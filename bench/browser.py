"""The browser's part: Chromium on the product, the stock reference and the stock hello page, in turn.

Visible is what the page itself sees: its clock starts with the navigation or the click and stops at the first animation
frame in which a chart is drawn, or when the first of the charts changes after a click.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

from bench.line import Line, interleaved, middle
from bench.pages import ALL
from bench.server import served
from bench.size import size

DRAWN = ".js-plotly-plot .cartesianlayer path, .js-plotly-plot .shapelayer path"
WATCH = """
window.firstChart = null; window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => {
  if (window.firstChart !== null && e.startTime > window.firstChart && !e.hadRecentInput) window.shift += e.value;
})).observe({type: 'layout-shift', buffered: true});
(function look() {
  if (document.querySelector('DRAWN')) window.firstChart = performance.now(); else requestAnimationFrame(look);
})();
""".replace("DRAWN", DRAWN)
CHANGED = """() => {
  window.changed = null;
  const inside = node => node.nodeType === 1 && node.closest('.main-svg');
  const brings = node => inside(node) || (node.nodeType === 1 && node.querySelector('.main-svg'));
  document.addEventListener('pointerdown', () => {
    const begun = performance.now();
    const seen = new MutationObserver(found => {
      if (found.some(each => inside(each.target) || [...each.addedNodes].some(brings))) {
        window.changed = performance.now() - begun; seen.disconnect();
      }
    });
    seen.observe(document.body, {subtree: true, childList: true, attributes: true});
  }, {once: true, capture: true});
}"""
FAST_ENOUGH = {"offline": False, "latency": 40, "downloadThroughput": 1.25e6, "uploadThroughput": 1.25e6}
PATHS = {"product": f"/grids?lang=en&{ALL}", "reference": "/", "hello": "/"}
# A click on the filter of each: a place is taken out of the product's, another series is chosen on the hello page.
CHOICES: dict[str, list[tuple[Literal["button", "radio"], str]]] = {
    "product": [("button", f"Remove {name}") for name in ("Weiyang", "Quanzhou", "Foshan")],
    "hello": [("radio", "2"), ("radio", "3")],
}


def loads() -> Iterator[Line]:
    """Cold and warm loads, bytes, and a slow line."""
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        pages = {
            name: stack.enter_context(served(name)).address + path for name, path in PATHS.items() if name != "hello"
        }
        kind = playwright.chromium
        shared = stack.enter_context(_launched(kind))
        context = shared.new_context(viewport={"width": 1440, "height": 900})
        weights: dict[str, list[float]] = {name: [] for name in pages}

        def cold(name: str) -> float:
            with _launched(kind) as browser:
                shown, weight = _cold(browser, pages[name], slow=False)
                weights[name].append(weight)
                return shown

        def slow(name: str) -> float:
            with _launched(kind) as browser:
                return _cold(browser, pages[name], slow=True)[0]

        def warm(name: str) -> float:
            return _opened(context.new_page(), pages[name], close=True)

        for name in pages:
            warm(name), warm(name)
        both = ("product", "reference")
        colds = interleaved(cold, both, size().rounds)
        slows = interleaved(slow, both, size().rounds)
        warms = interleaved(warm, both, size().rounds)
        ratios = (("cold load to the first chart", colds, 0.95), ("cold load at 10 Mbit/s, 40 ms", slows, 0.6),
                  ("warm load to the first chart", warms, 0.7))  # fmt: skip
        for what, times, limit in ratios:
            yield Line(section="pages", what=what, value=middle(times["product"]), unit="ms", against="reference page",
                       base=middle(times["reference"]), ratio_at_most=limit)  # fmt: skip
        yield Line(section="pages", what="bytes of a cold load", value=middle(weights["product"]) / 1e6, unit="MB",
                   against="reference page", base=middle(weights["reference"]) / 1e6, ratio_at_most=0.4)  # fmt: skip


def clicks() -> Iterator[Line]:
    """A click, and what shifts."""
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        pages = {name: stack.enter_context(served(name)).address + PATHS[name] for name in CHOICES}
        context = stack.enter_context(_launched(playwright.chromium)).new_context(
            viewport={"width": 1440, "height": 900}
        )
        open_ = {name: context.new_page() for name in CHOICES}
        turns = dict.fromkeys(CHOICES, 0)

        def click(name: str) -> float:
            turn = turns[name] % len(CHOICES[name])
            turns[name] += 1
            if turn == 0:
                _opened(open_[name], pages[name])
            return _click(open_[name], *CHOICES[name][turn])

        for name, choices in CHOICES.items():
            for _ in choices:
                click(name)
        clicks = interleaved(click, list(CHOICES), 2 * size().rounds)
        yield Line(section="pages", what="click to changed chart", value=middle(clicks["product"]), unit="ms",
                   against="stock hello page", base=middle(clicks["hello"]), ratio_at_most=1.3)  # fmt: skip
        page = context.new_page()
        _opened(page, pages["product"])
        page.wait_for_timeout(2000)
        yield Line(section="pages", what="layout shift after the first chart", value=page.evaluate("window.shift"),
                   unit="CLS", at_most=0.01)  # fmt: skip


def _launched(kind: BrowserType) -> Browser:
    return kind.launch(executable_path=shutil.which("chromium"))


def _cold(browser: Browser, address: str, *, slow: bool) -> tuple[float, float]:
    """ms to the first chart in an empty browser, and the bytes that came."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    if slow:
        wire.send("Network.emulateNetworkConditions", FAST_ENOUGH)
    weight = [0.0]

    def add(event: dict[str, Any]) -> None:
        weight[0] += event.get("encodedDataLength") or len(event.get("response", {}).get("payloadData", "")) * 0.75

    wire.on("Network.loadingFinished", add)
    wire.on("Network.webSocketFrameReceived", add)
    shown = _opened(page, address)
    page.wait_for_timeout(500)
    return shown, weight[0]


def _opened(page: Page, address: str, *, close: bool = False) -> float:
    page.add_init_script(WATCH)
    page.goto(address)
    _until(page, "window.firstChart !== null")
    shown = float(page.evaluate("window.firstChart"))
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=120_000)
    if close:
        page.close()
    return shown


def _click(page: Page, role: Literal["button", "radio"], name: str) -> float:
    page.bring_to_front()  # as a reader has the page that is clicked
    page.evaluate(CHANGED)
    page.get_by_role(role, name=name, exact=True).click()
    _until(page, "window.changed !== null")
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_timeout(300)
    return float(page.evaluate("window.changed"))


def _until(page: Page, condition: str) -> None:
    """Ask until it holds; Playwright's own waiting evaluates inside the page, which the product's policy forbids."""
    for _ in range(6000):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    raise TimeoutError(condition)
