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

SESSIONS, BURSTS = 100, 5
READERS, SECONDS, PAUSE = 20, 15.0, 2.0
PAGES = {"product": "grids", "reference": ""}


def lines() -> Iterator[Line]:
    """Start, a burst of all sessions, steady readers, memory."""
    starts = interleaved(_start, list(PAGES), 5)
    yield Line(section="serve", what="start to the first page served", value=middle(starts["product"]), unit="s",
               against="reference page", base=middle(starts["reference"]), ratio_at_most=1.5)  # fmt: skip
    with served("product") as product, served("reference") as reference:
        yield from asyncio.run(_crowd(product, reference))


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
    async with AsyncExitStack() as stack:
        crowds = {
            name: [await stack.enter_async_context(reading(server.address)) for _ in range(SESSIONS)]
            for name, server in (("product", product), ("reference", reference))
        }
        for name, crowd in crowds.items():
            for reader in crowd:
                await reader.click(PAGES[name], "lang=en")
        for n in range(BURSTS):
            for name, crowd in crowds.items():
                begun = time.perf_counter()
                await asyncio.gather(*(reader.click(PAGES[name], CLICKS[n % len(CLICKS)]) for reader in crowd))
                rates[name].append(SESSIONS / (time.perf_counter() - begun))
        memory = product.memory, reference.memory
        waits = await _steady(crowds["product"][:READERS], PAGES["product"])
    return [
        Line(section="serve", what=f"{SESSIONS} sessions at once", value=middle(rates["product"]), unit="reruns/s",
             against="reference page", base=middle(rates["reference"]), ratio_at_least=4),
        Line(section="serve", what=f"server memory with {SESSIONS} sessions", value=memory[0], unit="MB",
             against="reference page", base=memory[1], at_most=350),
        Line(section="serve", what=f"95th of 100 clicks, {READERS} readers", value=1000 * late(waits), unit="ms",
             at_most=300),
    ]  # fmt: skip


async def _steady(readers: list[Reader], page: str) -> list[float]:
    """Seconds of every click while each reader clicks about every two seconds."""
    waits: list[float] = []

    async def read(reader: Reader, seed: int) -> None:
        chance, end = random.Random(seed), time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            await asyncio.sleep(chance.uniform(0.5, 1.5) * PAUSE)
            waits.append(await reader.click(page, chance.choice(CLICKS)))

    await asyncio.gather(*(read(reader, n) for n, reader in enumerate(readers)))
    return waits
