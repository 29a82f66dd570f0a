"""`export`: the bulk export against a loop of `fig.write_image`, file by file, in turn.

The loop draws the bare picture; the export sets headline, caveats and source around it and embeds the face.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.line import Line, interleaved, middle
from bench.server import ROOT
from bench.size import size
from catalog.warehouse import edition
from charts.catalogue import CHARTS
from charts.chart import Filters, Look

LOOP = 4  # pictures of one loop (each starts a browser of its own)


def lines() -> Iterator[Line]:
    """Seconds a PNG, in bulk and in the loop."""
    found = list(CHARTS.values())[:LOOP]
    figures: list[Any] = []
    for chart in found:
        look = Look(lang="en", width=1200, height=675)
        figures.append(chart.draw(chart.select(edition(), Filters()), look))

    def run(what: str) -> float:
        with tempfile.TemporaryDirectory(prefix="lianfang-bench-") as folder:
            begun = time.perf_counter()
            if what == "loop":
                for n, figure in enumerate(figures):
                    figure.write_image(Path(folder) / f"{n}.png", width=1200, height=675)
                return (time.perf_counter() - begun) / len(figures)
            command = [sys.executable, "-m", "charts", "export", "--format", "png", "--size", "web", "--to", folder]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            return (time.perf_counter() - begun) / len(list(Path(folder).rglob("*.png")))

    times = interleaved(run, ("bulk", "loop"), min(3, size().rounds))
    yield Line(
        section="export", what="PNG in bulk, all charts, both languages", value=middle(times["bulk"]), unit="s/file",
        against="loop of fig.write_image", base=middle(times["loop"]), ratio_at_most=1 / 8,
    )  # fmt: skip
