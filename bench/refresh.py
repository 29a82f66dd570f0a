"""`refresh`: five places against the imports it cannot do without; many places for growth, memory and rate."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.generate import generate
from bench.line import Line, interleaved, middle
from bench.server import ROOT

ROUNDS = 5
FEW, MANY, FIGURES = 500, 5000, 200
IMPORTS = [sys.executable, "-c", "import duckdb, pyarrow, pandas"]


def lines() -> Iterator[Line]:
    """Five places, unchanged input, and ten times the figures."""
    with tempfile.TemporaryDirectory(prefix="lianfang-bench-") as scratch:
        data = Path(scratch) / "data"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("published", "*.txt", "*.html"))

        def run(what: str) -> float:
            if what == "five places":
                shutil.rmtree(data / "published", ignore_errors=True)
            return _run(IMPORTS if what == "imports" else _refresh(data))[0]

        run("imports"), run("five places")
        times = interleaved(run, ("imports", "five places"), ROUNDS)
        again = interleaved(run, ("imports", "unchanged"), ROUNDS)
        for what, found, limit in (("five places", times, 2.5), ("unchanged", again, 1.3)):
            yield Line(
                section="refresh", what=f"refresh, {what}", value=middle(found[what]), unit="s",
                against="import duckdb, pyarrow, pandas", base=middle(found["imports"]), ratio_at_most=limit,
            )  # fmt: skip
        yield from _growth(Path(scratch))


def _growth(scratch: Path) -> Iterator[Line]:
    seconds: dict[int, float] = {}
    memory = 0.0
    for places in (FEW, MANY):
        data = scratch / f"places-{places}"
        generate(data, places, FIGURES)
        seconds[places], memory = _run(_refresh(data))
        shutil.rmtree(data)
    yield Line(section="refresh", what=f"{MANY * FIGURES:,} figures", value=seconds[MANY], unit="s",
               against=f"{FEW * FIGURES:,} figures", base=seconds[FEW], ratio_at_most=12)  # fmt: skip
    yield Line(section="refresh", what="peak memory of that", value=memory, unit="MB", at_most=1500)
    # What both runs pay before the first figure is left out: the difference of the two is figures alone.
    rate = (MANY - FEW) * FIGURES / (seconds[MANY] - seconds[FEW])
    yield Line(section="refresh", what="figures a second after start-up", value=rate, unit="figures/s", at_least=50_000)


def _refresh(data: Path) -> list[str]:
    return [sys.executable, "-m", "etl", "refresh", "--data", str(data)]


def _run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak memory (MB) of a process.

    Raises:
        RuntimeError: it failed.
    """
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}: {said.read()[-2000:].decode()}")
    return seconds, usage.ru_maxrss / 1000
