"""Report: what a refresh says while it runs and when it is done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.refresh import Summary

STAGES = ("hash", "read", "raw", "core", "derive", "mart", "check", "ops", "publish")


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A function to call at the start of each stage: a bar on a terminal, plain lines otherwise, nothing if quiet."""
    if quiet:
        yield lambda name: None
    elif not sys.stderr.isatty():

        def line(name: str) -> None:
            sys.stderr.write(f"{name}\n")

        yield line
    else:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description:>8}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True)) as bars:
            task = bars.add_task("", total=len(STAGES))

            def stage(name: str) -> None:
                bars.update(task, description=name, completed=STAGES.index(name))

            yield stage
            bars.update(task, completed=len(STAGES))


def summary_lines(summary: "Summary") -> Iterator[str]:
    """The summary for a person."""
    yield "place      figures"
    yield from (f"{place:<12}{count:>5}" for place, count in summary.per_place.items())
    yield "theme      figures"
    yield from (f"{theme:<12}{count:>5}" for theme, count in summary.per_theme.items())
    yield f"{summary.figures} figures, {summary.checks_passed} checks passed"
    state = "published" if summary.changed else "unchanged"
    yield f"{state}: data version {summary.version}, {summary.seconds:.2f} s"
