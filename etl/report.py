"""Report: what a refresh says while it runs and when it is done, and how far a long reading is."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from etl.faults import plain

if TYPE_CHECKING:
    from catalog.difference import Change
    from etl.refresh import Summary

EVERY = 10.0  # seconds between two lines of a log
STAGES = ("hash", "wait", "read", "raw", "core", "derive", "mart", "check", "ops", "publish")


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A function to call at the start of each stage: a bar on a terminal, plain lines otherwise, nothing if quiet."""
    if quiet:
        yield lambda name: None
    elif not sys.stderr.isatty():
        last = ""

        def line(name: str) -> None:
            nonlocal last
            if name != last:  # a wait may be long
                sys.stderr.write(f"{name}\n")
            last = name

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


@contextmanager
def pace(total: int, done: int, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A function to call with the bytes that are read now: rate and time left, as a bar or as a line every 10 s."""
    if quiet:
        yield lambda more: None
    elif not sys.stderr.isatty():
        begun = said = time.monotonic()
        read = 0

        def line(more: int) -> None:
            nonlocal read, said
            read += more
            now = time.monotonic()
            if now - said < EVERY and done + read < total:
                return
            said = now
            rate = read / max(now - begun, 1e-6)
            left = timedelta(seconds=round((total - done - read) / rate)) if read else "unknown time"
            sys.stderr.write(f"{(done + read) / 1e6:.1f} of {total / 1e6:.1f} MB, {rate / 1e6:.1f} MB/s, {left} left\n")

        yield line
    else:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

        columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn(), "left")
        with Progress(*columns, console=Console(stderr=True), speed_estimate_period=120) as bars:
            task = bars.add_task("", total=total, completed=done)
            yield lambda more: bars.update(task, advance=more)


def summary_lines(summary: "Summary") -> Iterator[str]:
    """The summary for a person."""
    yield "place      figures"
    yield from (f"{place:<12}{count:>5}" for place, count in summary.per_place.items())
    yield "theme      figures"
    yield from (f"{theme:<12}{count:>5}" for theme, count in summary.per_theme.items())
    yield f"{summary.figures} figures, {summary.checks_passed} checks passed"
    state = "published" if summary.changed else "unchanged"
    yield f"{state}: data version {summary.version}, {summary.seconds:.2f} s"


def change_lines(changes: "Sequence[Change]") -> Iterator[str]:
    """Changes for a person, one a line."""
    for change in changes:
        before, after = _pairs(change.before), _pairs(change.after)
        what = f"{before} → {after}" if change.kind not in ("added", "removed") else before or after
        yield f"{plain(change.row_id):<32} {change.kind:<10} {what}"
    touched = {(change.table, change.row_id) for change in changes}
    yield f"{len(changes)} changes in {len(touched)} figures and indicators"


def _pairs(columns: Mapping[str, Any]) -> str:
    return " ".join(f"{name}={'' if value is None else plain(value, 60)}" for name, value in columns.items())
