"""One warm Chromium that turns figures into SVG and SVG into PNG and PDF, for every thread of the process.

Starting a browser costs seconds and a picture costs tenths of one, so the browser stays. It lives in a thread with its
own event loop; callers from any thread wait for their own answer, so no one gets another one's picture. The page can
reach no network. What hangs is given up after a time limit, what crashes is named, and the next picture starts afresh.
"""

import asyncio
import atexit
import base64
import shutil
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import ChromiumMissing, RenderFailed, RenderTimeout

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, Playwright

T = TypeVar("T")

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
    """A browser and `pages` pages in it; all methods may be called from any thread."""

    def __init__(self, *, pages: int = 1, seconds: float = 30) -> None:
        self.pages, self.seconds = pages, seconds
        self._loop = asyncio.new_event_loop()
        self._opening = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._free: asyncio.Queue[Page] = asyncio.Queue()
        threading.Thread(target=self._loop.run_forever, name="renderer", daemon=True).start()

    def svg(self, figure: dict[str, Any], *, width: float, height: float) -> str:
        """The figure (data and layout, as plotly.js reads them) as SVG text, `width` × `height` in px."""
        result: str = self._run(DRAW, {"figure": figure, "width": width, "height": height})
        return result

    def png(self, svg: str, *, width: int, height: int) -> bytes:
        """An SVG drawn on `width` × `height` pixels."""
        return base64.b64decode(self._run(RASTER, {"svg": svg, "width": width, "height": height}))

    def boxes(self, svg: str) -> list[tuple[str, float, float, float, float]]:
        """Each text of an SVG as the browser sets it: text, left, top, right, bottom in px."""
        return [tuple(box) for box in self._run(BOXES, svg)]

    def pdf(self, svg: str, *, width: str, height: str, lang: str, title: str) -> bytes:
        """An SVG as a page of exactly `width` × `height` (CSS lengths), text kept as text."""
        return self._wait(self._pdf(SHEET.format(svg=svg, width=width, height=height, lang=lang, title=title)))

    def close(self) -> None:
        """Stop the browser; the next picture starts a new one."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)

    def _run(self, script: str, argument: object) -> Any:
        return self._wait(self._evaluate(script, argument))

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        answer: Future[T] = asyncio.run_coroutine_threadsafe(self._guarded(work), self._loop)
        return answer.result()

    async def _guarded(self, work: Coroutine[Any, Any, T]) -> T:
        from playwright.async_api import Error

        try:
            return await asyncio.wait_for(work, self.seconds)
        except TimeoutError:
            await self._close()
            raise RenderTimeout(seconds=round(self.seconds)) from None
        except Error as error:
            await self._close()
            raise RenderFailed(reason=error.message.splitlines()[0]) from error

    async def _evaluate(self, script: str, argument: object) -> Any:
        page = await self._page()
        answer = await page.evaluate(script, argument)
        self._free.put_nowait(page)
        return answer

    async def _pdf(self, document: str) -> bytes:
        page = await self._page()
        sheet = await page.context.new_page()
        await sheet.set_content(document)
        answer = await sheet.pdf(prefer_css_page_size=True, print_background=True, tagged=True)
        await sheet.close()
        self._free.put_nowait(page)
        return answer

    async def _page(self) -> "Page":
        """A page that nobody uses. It goes back to the queue only after good work: a bad one dies with its browser."""
        async with self._opening:
            if self._browser is None or not self._browser.is_connected():
                await self._open()
        return await self._free.get()

    async def _open(self) -> None:
        from playwright.async_api import async_playwright

        executable = shutil.which("chromium")
        if executable is None:
            raise ChromiumMissing
        if self._playwright is None:
            self._playwright = await async_playwright().start()
        self._free = asyncio.Queue()
        self._browser = await self._playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        context = await self._browser.new_context(offline=True, color_scheme="light", service_workers="block")
        await context.route("**/*", lambda route: route.abort())
        script = files("plotly").joinpath("package_data", "plotly.min.js").read_text(encoding="utf-8")
        for _ in range(self.pages):
            page = await context.new_page()
            await page.add_script_tag(content=script)
            self._free.put_nowait(page)

    async def _close(self) -> None:
        browser, self._browser = self._browser, None
        if browser is not None:
            await browser.close()


@cache
def renderer() -> Renderer:
    """The one browser of this process, started with its first picture."""
    shared = Renderer()
    atexit.register(shared.close)
    return shared
