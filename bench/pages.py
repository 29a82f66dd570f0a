"""`pages`: what a click costs on every page: script time against the reference page, and the browser's part of it."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack

from bench import browser
from bench.client import Reader, reading
from bench.line import Line, middle
from bench.server import ROOT, served

ROUNDS = 7
ALL = "place=qingfeng&place=foshan&place=weiyang&place=quanzhou&place=panji"
# Each click changes something: the language, the places, both.
CLICKS = (f"lang=en&{ALL}", f"lang=zh&{ALL}", "lang=zh&place=foshan", "lang=en&place=foshan&place=qingfeng",
          "lang=en&place=panji")  # fmt: skip

EACH = ROUNDS * len(CLICKS)  # clicks on a page


def paths() -> list[str]:
    """Every page by its address, found as the files are."""
    files = (file for file in ROOT.glob("pages/*/*.py") if file.parent.name != "parts" and file.name != "__init__.py")
    return sorted("" if file.stem == "overview" else file.stem for file in files)


def lines() -> Iterator[Line]:
    """One line a page, then the browser's."""
    with served("product") as product, served("reference") as reference, asyncio.Runner() as runner:
        stack, spent = AsyncExitStack(), list[float]()
        ours, theirs = (
            runner.run(stack.enter_async_context(reading(server.address))) for server in (product, reference)
        )
        try:
            runner.run(_warm(theirs, ""))
            for page in paths():
                runner.run(_warm(ours, page))
                before = product.cpu
                yield runner.run(_script(ours, theirs, page))
                spent.append(product.cpu - before)
            before = reference.cpu
            runner.run(_warm(theirs, ""))
            base = (reference.cpu - before) / (2 * len(CLICKS))
            yield Line(
                section="pages", what="CPU of a click, mean of all pages", value=1000 * sum(spent) / len(spent) / EACH,
                unit="ms", against="reference page", base=1000 * base, at_most=25, ratio_at_most=0.5,
            )  # fmt: skip
        finally:
            runner.run(stack.aclose())
    yield from browser.lines()


async def _script(ours: Reader, theirs: Reader, page: str) -> Line:
    """Clicks on a page whose caches are warm, one on the reference page after each round of them."""
    own, base = [], []
    for n in range(EACH):
        query = CLICKS[n % len(CLICKS)]
        own.append(await ours.click(page, query))
        if n % len(CLICKS) == 0:
            base.append(await theirs.click("", query))
    return Line(
        section="pages", what=f"click on /{page}", value=1000 * middle(own), unit="ms", against="reference page",
        base=1000 * middle(base), at_most=25, ratio_at_most=0.5,
    )  # fmt: skip


async def _warm(reader: Reader, page: str) -> None:
    for query in CLICKS * 2:
        await reader.click(page, query)
