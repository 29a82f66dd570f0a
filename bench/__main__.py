"""python -m bench [read|refresh|pages|export|serve] [--json] [--corpus MB]: every ratio beside its goal, met or not.

What is measured is the data version of this checkout, published first. Every part runs in a process of its own: one
that fails or hangs is said so, and the rest goes on. Exit 1 where a goal is not met or a part failed.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version

from rich.console import Console
from rich.table import Table

from bench.line import Line
from bench.part import LIMIT, PARTS, measured
from bench.server import ROOT
from bench.size import CORPUS, QUICK


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("section", nargs="*", choices=[*PARTS, []], help="all of them by default")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--corpus", type=int, metavar="MB", help="size of the corpus that `read` reads")
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that every part runs, judges nothing")
    parser.add_argument("--limit", type=float, default=LIMIT, metavar="SECONDS", help="how long a part may take")
    asked = parser.parse_args()
    os.environ |= ({QUICK: "1"} if asked.quick else {}) | ({CORPUS: str(asked.corpus)} if asked.corpus else {})
    out, err = Console(width=None if sys.stdout.isatty() else 180), Console(stderr=True)
    found: list[Line] = []
    subprocess.run([sys.executable, "-m", "etl", "refresh"], cwd=ROOT, check=True, capture_output=True)
    for section in asked.section or PARTS:
        for part in PARTS[section]:
            begun = time.monotonic()
            lines = list(measured(section, part, asked.limit))
            found += lines
            err.print(f"{part}: {time.monotonic() - begun:.0f} s", style="dim")
            for line in lines:
                told = line.failed or f"{line.value:.3g} {line.unit}"
                err.print(f"  {line.what}: {told}", style="dim", markup=False)
    if asked.json:
        sys.stdout.write(
            json.dumps({"machine": machine(), "lines": [line.record() for line in found]}, indent=1) + "\n"
        )
    else:
        out.print(table(found))
        out.print(", ".join(f"{name} {value}" for name, value in machine().items()))
    return 0 if all(line.met or (asked.quick and not line.failed) for line in found) else 1


def table(found: list[Line]) -> Table:
    """The lines as a table."""
    shown = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("", "what", "measured", "against", "ratio", "goal", ""):
        shown.add_column(name, justify="right" if name in ("measured", "ratio") else "left")
    for line in found:
        base = f"{line.against} {line.base:.3g}" if line.base is not None else line.against
        ratio = f"{line.ratio:.2f} ×" if line.ratio is not None else ""
        if line.failed:
            shown.add_row(line.section, line.what, "", line.failed, "", line.goal, "[red]failed[/]")
            continue
        verdict = "" if not line.goal else "[green]met[/]" if line.met else "[red]not met[/]"
        shown.add_row(line.section, line.what, f"{line.value:.3g} {line.unit}", base, ratio, line.goal, verdict)
    return shown


def machine() -> dict[str, str]:
    """What it was measured on."""
    load = os.getloadavg()[0]
    packages = {name: version(name) for name in ("streamlit", "plotly", "duckdb", "pyarrow", "pandas")}
    return {"cores": str(os.cpu_count()), "load": f"{load:.1f}", "python": platform.python_version(), **packages}


if __name__ == "__main__":
    sys.exit(main())
