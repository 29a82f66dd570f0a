"""`pages`: what a click costs on every page: script time against the reference page, and the browser's part of it."""

import asyncio
from collections.abc import Iterator

from bench import browser
from bench.client import Reader, reading
from bench.line import Line, middle
from bench.server import ROOT, served

ROUNDS = 7
ALL = "place=qingfeng&place=foshan&place=weiyang&place=quanzhou&place=panji"
# Each click changes something: the language, the places, both.
CLICKS = (f"lang=en&{ALL}", f"lang=zh&{ALL}", "lang=zh&place=foshan", "lang=en&place=foshan&place=qingfeng",
          "lang=en&place=panji")  # fmt: skip


def paths() -> list[str]:
    """Every page by its address, found as the files are."""
    files = (file for file in ROOT.glob("pages/*/*.py") if file.parent.name != "parts" and file.name != "__init__.py")
    return sorted("" if file.stem == "overview" else file.stem for file in files)


def lines() -> Iterator[Line]:
    """One line a page, then the browser's."""
    with served("product") as product, served("reference") as reference:
        yield from asyncio.run(_script(product.address, reference.address))
    yield from browser.lines()


async def _script(product: str, reference: str) -> list[Line]:
    """Reruns with warm caches, product and reference in turn."""
    found = []
    async with reading(product) as ours, reading(reference) as theirs:
        await _warm(theirs, "")
        for page in paths():
            await _warm(ours, page)
            own, base = [], []
            for n in range(ROUNDS * len(CLICKS)):
                query = CLICKS[n % len(CLICKS)]
                own.append(await ours.click(page, query))
                if n % len(CLICKS) == 0:
                    base.append(await theirs.click("", query))
            found.append(
                Line(section="pages", what=f"click on /{page}", value=1000 * middle(own), unit="ms",
                     against="reference page", base=1000 * middle(base), at_most=25, ratio_at_most=0.5)
            )  # fmt: skip
    return found


async def _warm(reader: Reader, page: str) -> None:
    for query in CLICKS * 2:
        await reader.click(page, query)
