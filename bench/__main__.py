"""python -m bench [read|refresh|pages|export|serve] [--json] [--corpus MB]: every ratio beside its goal, met or not.

What is measured is the data version of this checkout, published first. Exit 1 where a goal is not met.
"""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version

from rich.console import Console
from rich.table import Table

from bench.line import Line
from bench.server import ROOT

SECTIONS = ("read", "refresh", "pages", "export", "serve")


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("section", nargs="*", choices=[*SECTIONS, []], help="all of them by default")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--corpus", type=int, default=200, metavar="MB", help="size of the corpus that `read` reads")
    asked = parser.parse_args()
    out, err = Console(), Console(stderr=True)
    found: list[Line] = []
    subprocess.run([sys.executable, "-m", "etl", "refresh"], cwd=ROOT, check=True, capture_output=True)
    for section in asked.section or SECTIONS:
        err.print(f"measuring {section} …", style="dim")
        module = importlib.import_module(f"bench.{section}")
        for line in module.lines(asked.corpus) if section == "read" else module.lines():
            found.append(line)
            err.print(f"  {line.what}: {line.value:.3g} {line.unit}", style="dim")
    if asked.json:
        sys.stdout.write(
            json.dumps({"machine": machine(), "lines": [line.record() for line in found]}, indent=1) + "\n"
        )
    else:
        out.print(table(found))
        out.print(", ".join(f"{name} {value}" for name, value in machine().items()))
    return 0 if all(line.met for line in found) else 1


def table(found: list[Line]) -> Table:
    """The lines as a table."""
    shown = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("", "what", "measured", "against", "ratio", "goal", ""):
        shown.add_column(name, justify="right" if name in ("measured", "ratio") else "left")
    for line in found:
        base = f"{line.against} {line.base:.3g}" if line.base is not None else line.against
        ratio = f"{line.ratio:.2f} ×" if line.ratio is not None else ""
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
