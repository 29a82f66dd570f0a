"""`pages`: what a click costs on every page: script time against the reference page, and the browser's part of it."""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

from bench.client import Reader, reading
from bench.generate import generate
from bench.line import Line, middle
from bench.server import ROOT, Server, served
from bench.size import size

ALL = "place=qingfeng&place=foshan&place=weiyang&place=quanzhou&place=panji"
# Each click changes something: the language, the places, both.
CLICKS = (f"lang=en&{ALL}", f"lang=zh&{ALL}", "lang=zh&place=foshan", "lang=en&place=foshan&place=qingfeng",
          "lang=en&place=panji")  # fmt: skip
GROWN = ("lang=en", "lang=zh&place=bench00003", "lang=en&place=bench00004&place=bench00005")


def paths() -> list[str]:
    """Every page by its address, found as the files are."""
    files = (file for file in ROOT.glob("pages/*/*.py") if file.parent.name != "parts" and file.name != "__init__.py")
    return sorted("" if file.stem == "overview" else file.stem for file in files)


def clicks() -> Iterator[Line]:
    """One line a page."""
    each = size().clicks * len(CLICKS)
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
                section="pages", what="CPU of a click, mean of all pages", value=1000 * sum(spent) / len(spent) / each,
                unit="ms", against="reference page", base=1000 * base, at_most=25, ratio_at_most=0.5,
            )  # fmt: skip
        finally:
            runner.run(stack.aclose())


def many() -> Iterator[Line]:
    """A click on every page with many generated places, with warm caches."""
    with tempfile.TemporaryDirectory(prefix="lianfang-bench-") as scratch:
        data = Path(scratch) / "data"
        generate(data, size().many, size().figures)
        command = [sys.executable, "-m", "etl", "refresh", "--data", str(data)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        with served("product", data=data) as server:
            found = asyncio.run(_grown(server))
    for page, seconds in found.items():
        yield Line(section="pages", what=f"click on /{page}, {size().many:,} places", value=1000 * middle(seconds),
                   unit="ms", at_most=100)  # fmt: skip


async def _grown(server: Server) -> dict[str, list[float]]:
    async with reading(server.address) as reader:
        for page in paths():
            for query in GROWN:
                await reader.click(page, query)
        return {page: [await reader.click(page, query) for query in GROWN * size().clicks] for page in paths()}


async def _script(ours: Reader, theirs: Reader, page: str) -> Line:
    """Clicks on a page whose caches are warm, one on the reference page after each round of them."""
    own, base = [], []
    for n in range(size().clicks * len(CLICKS)):
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
