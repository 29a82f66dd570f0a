"""python -m bench.soak --minutes 30: readers, refreshes, exports and SQL for a long time; no error, memory flat.

Twenty sessions walk over the pages of a server on a copy of the data, change language and places, follow pinned links,
ask in SQL (some of it hostile), save CSV files, data packages and printed pictures. Every minute a refresh publishes
other content under them. Memory is judged by thirds: the first is warm-up, the last may not lie above the second.
Exit 1 where a click failed, a refresh failed, the server logged a fault or memory grew.
"""

import argparse
import asyncio
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from rich.console import Console

from bench.client import Reader, reading
from bench.line import Line, late, middle
from bench.pages import CLICKS, paths
from bench.server import ROOT, Server, served

SESSIONS = 20
PAUSE = 3.0  # seconds between the clicks of one reader, on average
EACH = 60.0  # seconds from one refresh to the next
GROWTH = 1.05  # the last third of the time against the second
QUERIES = (
    "select locality, count(*) as figures from mart.figures where status = 'reported' group by all",
    "select figure_id, expression, value from mart.figures where locality = 'foshan' and chartable",
    "select indicator_id, locality, value from mart.indicators where indicator_id = 'households_per_grid'",
    "from mart.coverage limit 300",
    "select vallue from mart.figures",
    "select * from read_text('/etc/passwd')",
    "select repeat('x', 3000000000)",
    "select count(*) from range(100000000000)",
)


@dataclass(slots=True, kw_only=True)
class Seen:
    """What happened so far."""

    clicks: list[float] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    helpers: list[float] = field(default_factory=list)  # MB of the processes that the server started
    versions: list[str] = field(default_factory=list)


def main() -> int:
    """Let it run, print what happened, judge."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30.0)
    minutes = parser.parse_args().minutes
    out, seen = Console(), Seen()
    with tempfile.TemporaryDirectory() as folder, open(Path(folder) / "log", "w+b") as log:
        data = Path(shutil.copytree(
            ROOT / "data", Path(folder) / "data", ignore=shutil.ignore_patterns("published", "*.txt", "*.html")
        ))  # fmt: skip
        refresh(data, 0, seen)
        with served("product", data=data, log=log.fileno()) as server:
            asyncio.run(soak(server, data, 60 * minutes, seen))
        log.seek(0)
        faults = [line for line in log.read().decode(errors="replace").splitlines() if "rror" in line]
    for text in (*seen.failed[:10], *faults[:10]):
        out.print(text[:300], markup=False, style="red")
    lines = judged(seen, faults)
    for line in lines:
        base = f" ({line.against} {line.base:.4g})" if line.base is not None else ""
        verdict = "" if not line.goal else f"  [{line.goal}: {'met' if line.met else 'NOT MET'}]"
        out.print(f"{line.what}: {line.value:.4g} {line.unit}{base}{verdict}", markup=False, highlight=False)
    return 0 if all(line.met for line in lines) else 1


def judged(seen: Seen, faults: list[str]) -> list[Line]:
    """The figures of a run."""
    third = len(seen.memory) // 3

    def line(what: str, value: float, unit: str = "", **goals: float | str) -> Line:
        return Line(section="soak", what=what, value=value, unit=unit, **goals)  # type: ignore[arg-type] # mypy reads ** as any field

    return [
        line("errors of readers", len(seen.failed), at_most=0),
        line("faults in the server's log", len(faults), at_most=0),
        line("versions published", len(set(seen.versions))),
        *(line(what, count) for what, count in sorted(seen.done.items())),
        line("median click", 1000 * middle(seen.clicks), "ms"),
        line("95th of 100 clicks", 1000 * late(seen.clicks), "ms"),
        line("memory of the server, last third", middle(seen.memory[2 * third :]), "MB",
             against="second third", base=middle(seen.memory[third : 2 * third]), ratio_at_most=GROWTH),
        line("memory of the server, first minute", middle(seen.memory[:12]), "MB"),
        line("largest memory of the server", max(seen.memory), "MB"),
        line("largest memory of its browser and sandbox (shared pages counted each time)", max(seen.helpers), "MB"),
    ]  # fmt: skip


async def soak(server: Server, data: Path, seconds: float, seen: Seen) -> None:
    """Everything at once until the time is over."""
    end = time.monotonic() + seconds
    tasks = [read(server, end, seen, random.Random(n)) for n in range(SESSIONS)]
    await asyncio.gather(*tasks, watch(server, end, seen), renew(data, end, seen))


async def read(server: Server, end: float, seen: Seen, chance: random.Random) -> None:
    """One reader: clicks, pauses, now and then a file; whoever meets an error comes back with a new session."""
    while time.monotonic() < end:
        try:
            async with reading(server.address) as reader:
                stay = min(end, time.monotonic() + chance.uniform(60, 600))
                while time.monotonic() < stay:
                    await asyncio.sleep(chance.uniform(0.5, 1.5) * PAUSE)
                    await act(reader, server, seen, chance)
        except (OSError, RuntimeError, KeyError) as error:
            seen.failed.append(f"{type(error).__name__}: {error}")


async def act(reader: Reader, server: Server, seen: Seen, chance: random.Random) -> None:
    """One thing that a reader does."""
    query = chance.choice(CLICKS)
    if chance.random() < 0.1:
        query += f"&v={chance.choice(seen.versions)}"
    what = chance.choices(("page", "SQL", "package", "picture"), (85, 12, 2, 1))[0]
    if what == "page":
        seen.clicks.append(await reader.click(chance.choice(paths()), query))
    elif what == "SQL":
        await reader.click("sql", f"{query}&q={quote(chance.choice(QUERIES))}")
        if "sql-csv" in reader.widgets:
            await save(reader, server, "sql-csv", b"\xef\xbb\xbf")
            seen.done["CSV of a query"] += 1
    elif what == "package":
        await reader.click("export", query)
        await save(reader, server, "data-package", b"PK")
    else:
        await reader.click("export", query)
        one = {"export-charts": chance.choice(list(reader.widgets["export-charts"].options))}
        await reader.click("export", query, one)
        await reader.click("export", query, one | {"export-make": True})
        if "export-zip-save" in reader.widgets:  # a chart that a verdict refuses has no file, and the page says so
            await save(reader, server, "export-zip-save", b"PK")
    seen.done[what] += 1


async def save(reader: Reader, server: Server, key: str, begins: bytes) -> None:
    """Save the file of a button.

    Raises:
        RuntimeError: it is not what was asked for.
    """
    address = server.address + await reader.address_of(key)
    content = await asyncio.to_thread(lambda: urllib.request.urlopen(address, timeout=60).read())
    if not content.startswith(begins):
        raise RuntimeError(f"{key}: {content[:80]!r}")


async def watch(server: Server, end: float, seen: Seen) -> None:
    """Memory, every five seconds."""
    while time.monotonic() < end:
        seen.memory.append(server.memory)
        seen.helpers.append(server.helpers)
        await asyncio.sleep(5)


async def renew(data: Path, end: float, seen: Seen) -> None:
    """Publish other content every minute, and remove what nobody has open."""
    number = 0
    while (left := end - time.monotonic()) > 0:
        await asyncio.sleep(min(EACH, left))
        if time.monotonic() < end:
            number += 1
            await asyncio.to_thread(refresh, data, number, seen)


def refresh(data: Path, number: int, seen: Seen) -> None:
    """Change a word of the glossary, refresh, prune."""
    name = "registry/glossary.toml"
    text = (ROOT / "data" / name).read_text(encoding="utf-8")
    (data / name).write_text(text.replace('grid"\n', f'grid (soak {number})"\n', 1), encoding="utf-8")
    for command in (["refresh"], ["prune", "--keep", "5"]):
        done = subprocess.run(
            ["nice", "-n", "10", sys.executable, "-m", "etl", *command, "--data", str(data)],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            seen.failed.append(f"{command[0]}: {done.stdout[-200:]}{done.stderr[-200:]}")
    version = (data / "published" / "current").read_text(encoding="utf-8").strip()
    seen.versions = [*seen.versions[-3:], version]
    seen.done["refresh"] += 1


if __name__ == "__main__":
    sys.exit(main())
