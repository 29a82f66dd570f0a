"""One warm Chromium that turns figures into SVG and SVG into PNG and PDF, for every thread of the process.

Starting a browser costs seconds and a picture costs tenths of one, so the browser stays. It lives in a thread with its
own event loop; callers from any thread wait for their own answer, so no one gets another one's picture. The page can
reach no network. What hangs is given up after a time limit, what crashes is named, and the next picture starts afresh.
"""

from __future__ import annotations

import asyncio
import atexit
import base64
import shutil
import threading
from collections.abc import Callable, Coroutine
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import ChromiumMissing, RenderFailed, RenderTimeout

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page, Playwright

T = TypeVar("T")

STARTING = 90.0  # seconds a browser may take to start: a small host that is busy is slow, not broken

ARGUMENTS = [
    "--font-render-hinting=none",  # letters stand where fontTools says they stand
    "--force-color-profile=srgb",
    "--disable-dev-shm-usage",  # /dev/shm is small in containers
    "--host-resolver-rules=MAP * ~NOTFOUND",
]

DRAW = """async ({figure, width, height}) => {
    const layout = {...figure.layout, width, height, autosize: false};
    const data = figure.data.map((trace, n) => ({...trace, uid: String(n)}));  // else a random one is in the SVG
    return Plotly.toImage({data, layout, config: {staticPlot: true}},
                          {format: "svg", width, height, imageDataOnly: true});
}"""

RASTER = """async ({svg, width, height}) => {
    const url = URL.createObjectURL(new Blob([svg], {type: "image/svg+xml"}));
    try {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), {width, height});
        canvas.getContext("2d").drawImage(image, 0, 0, width, height);
        return canvas.toDataURL("image/png").split(",")[1];  // toBlob waits a second for an idle page
    } finally {
        URL.revokeObjectURL(url);
    }
}"""

BOXES = """async (svg) => {
    const host = document.createElement("div");
    host.style.cssText = "position:absolute;left:0;top:0";
    host.innerHTML = svg;
    document.body.append(host);
    host.getBoundingClientRect();  // asks for the face inside the SVG, which then has to arrive
    await document.fonts.ready;
    const boxes = [...host.querySelectorAll("text")].filter(t => t.textContent.trim()).map(t => {
        const b = t.getBoundingClientRect();
        return [t.textContent, b.left, b.top, b.right, b.bottom];
    });
    host.remove();
    return boxes;
}"""

SHEET = """<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{title}</title>
<style>@page{{size:{width} {height};margin:0}}html,body{{margin:0}}svg{{display:block}}</style>{svg}</html>"""


class Renderer:
    """A browser and up to `pages` pages in it; all methods may be called from any thread.

    `seconds` is the time a picture may take; waiting for a free page or for the browser to start is not counted in.
    """

    def __init__(self, *, pages: int = 1, seconds: float = 30) -> None:
        self.seconds = seconds
        self._loop = asyncio.new_event_loop()
        self._places = asyncio.Semaphore(pages)
        self._opening = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._context: BrowserContext | None = None
        self._free: list[Page] = []
        threading.Thread(target=self._loop.run_forever, name="renderer", daemon=True).start()

    def svg(self, figure: dict[str, Any], *, width: float, height: float) -> str:
        """The figure (data and layout, as plotly.js reads them) as SVG text, `width` × `height` in px."""
        drawn: str = self._run(DRAW, {"figure": figure, "width": width, "height": height})
        return drawn

    def png(self, svg: str, *, width: int, height: int) -> bytes:
        """An SVG drawn on `width` × `height` pixels."""
        return base64.b64decode(self._run(RASTER, {"svg": svg, "width": width, "height": height}))

    def boxes(self, svg: str) -> list[tuple[str, float, float, float, float]]:
        """Each text of an SVG as the browser sets it: text, left, top, right, bottom in px."""
        return [tuple(box) for box in self._run(BOXES, svg)]

    def pdf(self, svg: str, *, width: str, height: str, lang: str, title: str) -> bytes:
        """An SVG as a page of exactly `width` × `height` (CSS lengths), text kept as text."""
        document = SHEET.format(svg=svg, width=width, height=height, lang=lang, title=escape(title))
        return self._wait(self._work(lambda page: _print(page, document)))

    def close(self) -> None:
        """Stop the browser; the next picture starts a new one."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)

    def _run(self, script: str, argument: object) -> Any:
        return self._wait(self._work(lambda page: page.evaluate(script, argument)))

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _work(self, use: Callable[[Page], Coroutine[Any, Any, T]]) -> T:
        """Use a page for one picture. It is used again only after good work: a bad one dies with its browser."""
        from playwright.async_api import Error

        async with self._places:
            page = None
            try:
                page = await asyncio.wait_for(self._page(), STARTING)
                answer = await asyncio.wait_for(use(page), self.seconds)
            except TimeoutError:
                await self._close(page)
                raise RenderTimeout(seconds=round(STARTING if page is None else self.seconds)) from None
            except Error as error:
                await self._close(page)
                raise RenderFailed(reason=error.message.splitlines()[0]) from error
            if page.context is self._context:
                self._free.append(page)
            return answer

    async def _page(self) -> Page:
        async with self._opening:
            if self._context is None or not _alive(self._context):
                self._free, self._context = [], await self._open()
            context = self._context
        if self._free:
            return self._free.pop()
        page = await context.new_page()
        script = files("plotly").joinpath("package_data", "plotly.min.js").read_text(encoding="utf-8")
        await page.add_script_tag(content=script)
        return page

    async def _open(self) -> BrowserContext:
        from playwright.async_api import async_playwright

        path = executable()
        if self._playwright is None:
            self._playwright = await async_playwright().start()
        browser = await self._playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        context = await browser.new_context(offline=True, color_scheme="light", service_workers="block")
        await context.route("**/*", lambda route: route.abort())
        return context

    async def _close(self, page: Page | None = None) -> None:
        """Stop the browser of `page`, or the one that is open."""
        context = page.context if page is not None else self._context
        if context is self._context:
            self._free, self._context = [], None
        if context is not None and context.browser is not None:
            await context.browser.close()


def executable() -> str:
    """Where Debian's chromium lies; ChromiumMissing where it does not."""
    path = shutil.which("chromium")
    if path is None:
        raise ChromiumMissing
    return path


def _alive(context: BrowserContext) -> bool:
    return context.browser is not None and context.browser.is_connected()


async def _print(page: Page, document: str) -> bytes:
    sheet = await page.context.new_page()
    await sheet.set_content(document)
    printed = await sheet.pdf(prefer_css_page_size=True, print_background=True, tagged=True)
    await sheet.close()
    return printed


@cache
def renderer() -> Renderer:
    """The one browser of this process, started with its first picture."""
    shared = Renderer()
    atexit.register(shared.close)
    return shared
