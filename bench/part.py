"""One part of the harness in a process of its own: python -m bench.part MODULE FUNCTION, a line of JSON for each line.

A part that fails or hangs then takes nothing else with it, and what it had found before stays.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict

from bench.line import Line
from bench.server import ROOT

PARTS = {
    "read": ("read.lines", "corpus.lines"),
    "refresh": ("refresh.few", "refresh.growth"),
    "pages": ("pages.clicks", "pages.many", "browser.loads", "browser.clicks"),
    "export": ("export.lines",),
    "serve": ("serve.starts", "serve.crowd", "serve.two"),
}
LIMIT = 600  # seconds a part may take


def measured(section: str, part: str, limit: float = LIMIT) -> Iterator[Line]:
    """The lines of a part, and one that says so where it failed or did not finish."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        child = subprocess.Popen(
            [sys.executable, "-m", "bench.part", *part.split(".")], cwd=ROOT, stdout=out, stderr=err,
            start_new_session=True,
        )  # fmt: skip
        try:
            wrong = "" if child.wait(limit) == 0 else f"exit {child.returncode}"
        except subprocess.TimeoutExpired:
            wrong = f"not finished after {limit:.0f} s"
        finally:
            _end(child)
        out.seek(0)
        err.seek(0)
        yield from (Line(**json.loads(line)) for line in out)
        if wrong:
            told = err.read().strip().splitlines()
            failed = f"{wrong}: {told[-1][:200]}" if told else wrong
            yield Line(section=section, what=part, value=float("nan"), unit="", failed=failed)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a part with every server and browser it started: they share its session."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:  # all of them are gone
        return
    child.wait()


if __name__ == "__main__":
    module, function = sys.argv[1:]
    for found in getattr(importlib.import_module(f"bench.{module}"), function)():
        sys.stdout.write(json.dumps(asdict(found)) + "\n")
        sys.stdout.flush()
