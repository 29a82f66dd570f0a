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
from bench.size import size

IMPORTS = [sys.executable, "-c", "import duckdb, pyarrow, pandas"]


def few() -> Iterator[Line]:
    """Five places, and unchanged input."""
    with tempfile.TemporaryDirectory(prefix="lianfang-bench-") as scratch:
        data = Path(scratch) / "data"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("published", "*.txt", "*.html"))

        def run(what: str) -> float:
            if what == "five places":
                shutil.rmtree(data / "published", ignore_errors=True)
            return _run(IMPORTS if what == "imports" else _refresh(data))[0]

        run("imports"), run("five places")
        times = interleaved(run, ("imports", "five places"), size().rounds)
        again = interleaved(run, ("imports", "unchanged"), size().rounds)
        for what, found, limit in (("five places", times, 2.5), ("unchanged", again, 1.3)):
            yield Line(
                section="refresh", what=f"refresh, {what}", value=middle(found[what]), unit="s",
                against="import duckdb, pyarrow, pandas", base=middle(found["imports"]), ratio_at_most=limit,
            )  # fmt: skip


def growth() -> Iterator[Line]:
    """Ten times the figures."""
    few, many, figures = size().few, size().many, size().figures
    seconds: dict[int, float] = {}
    memory = 0.0
    for places in (few, many):
        with tempfile.TemporaryDirectory(prefix="lianfang-bench-") as scratch:
            data = Path(scratch) / "data"
            generate(data, places, figures)
            seconds[places], memory = _run(_refresh(data))
    yield Line(section="refresh", what=f"{many * figures:,} figures", value=seconds[many], unit="s",
               against=f"{few * figures:,} figures", base=seconds[few], ratio_at_most=12)  # fmt: skip
    yield Line(section="refresh", what="peak memory of that", value=memory, unit="MB", at_most=1500)
    # What both runs pay before the first figure is left out: the difference of the two is figures alone.
    rate = (many - few) * figures / (seconds[many] - seconds[few])
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
