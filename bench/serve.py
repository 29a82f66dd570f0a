"""`serve`: many readers at once on one server process, its memory, and its start; all on this machine's loopback."""

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack

from bench.client import Reader, reading
from bench.line import Line, interleaved, late, middle
from bench.pages import CLICKS
from bench.server import Server, served
from bench.size import size

READERS, PAUSE = 20, 2.0
PAGES = {"product": "grids", "reference": ""}


def starts() -> Iterator[Line]:
    """From the start of the process to the first page."""
    starts = interleaved(_start, list(PAGES), size().rounds)
    yield Line(section="serve", what="start to the first page served", value=middle(starts["product"]), unit="s",
               against="reference page", base=middle(starts["reference"]), ratio_at_most=1.5)  # fmt: skip


def crowd() -> Iterator[Line]:
    """A burst of all sessions, steady readers, memory."""
    with served("product") as product, served("reference") as reference:
        yield from asyncio.run(_crowd(product, reference))


def two() -> Iterator[Line]:
    """The same sessions on one server process, and shared between two."""
    with served("product") as one, served("product") as other:
        begun, used = time.perf_counter(), time.process_time()
        rates = asyncio.run(_shared(one, other))
        busy = (time.process_time() - used) / (time.perf_counter() - begun)
    yield Line(section="serve", what=f"{size().sessions} sessions on two processes", value=middle(rates["two"]),
               unit="reruns/s", against="one process", base=middle(rates["one"]), ratio_at_least=1.4)  # fmt: skip
    yield Line(section="serve", what="CPU of the client meanwhile", value=busy, unit="cores")


async def _shared(one: Server, other: Server) -> dict[str, list[float]]:
    async with AsyncExitStack() as stack:
        half = size().sessions // 2
        first, more, second = [
            [await stack.enter_async_context(reading(server.address)) for _ in range(half)]
            for server in (one, one, other)
        ]
        rates: dict[str, list[float]] = {"one": [], "two": []}
        for reader in (*first, *more, *second):
            for query in CLICKS:
                await reader.click(PAGES["product"], query)
        for n in range(size().rounds):
            for name, crowd in (("one", [*first, *more]), ("two", [*first, *second])):
                rates[name].append(await _burst(crowd, PAGES["product"], CLICKS[n % len(CLICKS)]))
    return rates


async def _burst(crowd: list[Reader], page: str, query: str) -> float:
    """Reruns a second while every reader clicks at once."""
    begun = time.perf_counter()
    await asyncio.gather(*(reader.click(page, query) for reader in crowd))
    return len(crowd) / (time.perf_counter() - begun)


def _start(name: str) -> float:
    """Seconds from starting the process to the end of the first page's script."""
    begun = time.perf_counter()
    with served(name) as server:
        asyncio.run(_once(server.address, PAGES[name]))
        return time.perf_counter() - begun


async def _once(address: str, page: str) -> None:
    async with reading(address) as reader:
        await reader.click(page, "lang=en")


async def _crowd(product: Server, reference: Server) -> list[Line]:
    rates: dict[str, list[float]] = {"product": [], "reference": []}
    sessions = size().sessions
    async with AsyncExitStack() as stack:
        crowds = {
            name: [await stack.enter_async_context(reading(server.address)) for _ in range(sessions)]
            for name, server in (("product", product), ("reference", reference))
        }
        for name, crowd in crowds.items():
            for reader in crowd:
                await reader.click(PAGES[name], "lang=en")
        for n in range(size().rounds):
            for name, crowd in crowds.items():
                rates[name].append(await _burst(crowd, PAGES[name], CLICKS[n % len(CLICKS)]))
        memory = product.memory, reference.memory
        waits = await _steady(crowds["product"][:READERS], PAGES["product"])
    return [
        Line(section="serve", what=f"{sessions} sessions at once", value=middle(rates["product"]), unit="reruns/s",
             against="reference page", base=middle(rates["reference"]), ratio_at_least=4),
        Line(section="serve", what=f"server memory with {sessions} sessions", value=memory[0], unit="MB",
             against="reference page", base=memory[1], at_most=350),
        Line(section="serve", what=f"95th of 100 clicks, {min(READERS, sessions)} readers", value=1000 * late(waits),
             unit="ms", at_most=300),
    ]  # fmt: skip


async def _steady(readers: list[Reader], page: str) -> list[float]:
    """Seconds of every click while each reader clicks about every two seconds."""
    waits: list[float] = []

    async def read(reader: Reader, seed: int) -> None:
        chance, end = random.Random(seed), time.perf_counter() + size().seconds
        while time.perf_counter() < end:
            await asyncio.sleep(chance.uniform(0.5, 1.5) * PAUSE)
            waits.append(await reader.click(page, chance.choice(CLICKS)))

    await asyncio.gather(*(read(reader, n) for n, reader in enumerate(readers)))
    return waits
