"""Operate: the verbs that publish and look after what is published; each returns an exit status.

Whatever goes wrong ends in one line that says what readers get now and what to do; a traceback is for the log only.
"""

import argparse
import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from dataclasses import asdict
from pathlib import Path

from catalog.versions import NotPublished, serving
from etl import log
from etl.faults import CheckFailed, Refused, plain
from etl.interrupt import STATUS, between_stages

MOST_LINES = 200
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def refresh(args: argparse.Namespace) -> int:
    """Rebuild and publish, or with `--plan` say what would change."""
    from etl import refresh as pipeline
    from etl.report import change_lines, progress, summary_lines

    if not args.data.is_dir():
        sys.stderr.write(f"{args.data}: no such folder; name the one that holds articles/, figures/ and registry/\n")
        return 2
    if args.articles is not None:
        _prove(args)
    with progress(quiet=args.json) as shown, between_stages(shown) as stage:
        if args.plan:
            changes = pipeline.plan(args.data, stage)
        else:
            summary = pipeline.refresh(args.data, full=args.full, stage=stage)
    if args.plan:
        return _say(args, [asdict(change) for change in changes], change_lines(changes))
    if summary.changed:
        log.event(args.data, "published", version=summary.version, figures=summary.figures, seconds=summary.seconds)
    _say(args, asdict(summary), summary_lines(summary))
    return _export(args.data) if args.exports else 0


def _prove(args: argparse.Namespace) -> None:
    """Refuse what the texts at hand do not bear out, before anything is built."""
    from etl import proving

    with redirect_stdout(sys.stderr):
        status = proving.verify(args)
    if status:
        raise Refused(reason=f"the texts in {args.articles} are not what was coded (see above)")


def _export(data: Path) -> int:
    """Every chart as files beside its version, by the charts' own command: etl and charts never meet in one process."""
    published = data / "published"
    folder = published / serving(published).version / "exports"
    command = [sys.executable, "-m", "charts", "export", "--to", str(folder)]
    return subprocess.run(
        command, env=os.environ | {"LIANFANG_DATA": str(data)}, stdout=sys.stderr, check=False
    ).returncode


def diff(args: argparse.Namespace) -> int:
    """Print every figure and indicator that differs between two published versions."""
    from catalog import warehouse
    from catalog.difference import between
    from etl.report import change_lines

    folder = args.data / "published"
    old, new = (warehouse.edition(version, folder) for version in (args.a, args.b))
    changes = between(old, new)
    return _say(args, [asdict(change) for change in changes], change_lines(changes))


def prune(args: argparse.Namespace) -> int:
    """Remove old versions that nobody reads."""
    from etl import publish

    removed, in_use = publish.prune(args.data / "published", args.keep)
    lines = [f"removed {version}" for version in removed] + [f"kept {version}: in use" for version in in_use]
    log.event(args.data, "pruned", removed=removed, in_use=in_use)
    return _say(args, {"removed": removed, "in_use": in_use}, [*lines, f"{len(removed)} versions removed"])


def doctor(args: argparse.Namespace) -> int:
    """Look at everything a working installation needs; 1 if something is wrong."""
    from etl import doctor as surgery

    found = list(surgery.examine(args.data))
    _say(args, [asdict(finding) for finding in found], surgery.lines(found))
    return 1 if any(finding.state == "wrong" for finding in found) else 0


def guarded(verb: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    """Run a verb; its exit status, with 1 for data or a machine that does not let it, and 130 when interrupted."""
    try:
        return verb(args)
    except KeyboardInterrupt:
        return _failed(args, "interrupted", [], status=STATUS)
    except Refused as refused:
        return _failed(args, "input", refused.lines, where=[f"{f.file}:{f.line}: {f.column}" for f in refused.faults])
    except CheckFailed as failed:
        return _failed(args, "checks", str(failed).splitlines(), where=[check.check_id for check in failed.failed])
    except NotPublished as error:
        return _failed(args, "version", [plain(error)])
    except OSError as error:
        return _failed(args, "machine", [plain(error), _advice(error.errno, args.data / "published")])
    except RuntimeError as error:
        if str(error) != "Query interrupted":  # how DuckDB passes on a KeyboardInterrupt
            raise
        return _failed(args, "interrupted", [], status=STATUS)
    except _database_error() as error:
        advice = _advice(_errno(str(error)), args.data / "published")
        return _failed(args, "machine", [plain(error, 1000), advice])


def _database_error() -> type[Exception]:
    import duckdb

    return duckdb.Error


def _errno(message: str) -> int | None:
    """The reason in the text of a DuckDB error, which carries no number."""
    return next((number for number in (*FULL, *CLOSED) if os.strerror(number) in message), None)


def _advice(number: int | None, published: Path) -> str:
    if number in FULL:
        free = shutil.disk_usage(published if published.exists() else published.parent).free
        return (
            f"make room for {published} ({free / 1e6:.0f} MB free): `python -m etl prune --keep 1` removes old "
            "versions; then refresh again"
        )
    if number in CLOSED:
        return f"give user id {os.geteuid()} the right to write to {published}, or name another folder with --data"
    return "run it again; `python -m etl doctor` says what is missing here"


def _failed(
    args: argparse.Namespace, what: str, lines: list[str], *, where: Iterable[str] = (), status: int = 1
) -> int:
    """Say what went wrong, what readers get now and what to do; log where, without the text of any cell."""
    try:
        found = serving(args.data / "published")
    except NotPublished:
        served, stays = None, "no version is published yet"
    else:
        served, stays = found.version, found.trouble or f"version {found.version} stays published"
    places = list(where)
    log.event(args.data, "failed", what=what, where=places[:MOST_LINES], served=served)
    if args.json:
        sys.stdout.write(json.dumps({"refused": what, "faults": lines, "served": served}, ensure_ascii=False) + "\n")
        return status
    more = [f"… and {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
    faults, checks = (f"{n} {noun}{'s' * (n != 1)}" for n, noun in ((len(lines), "fault"), (len(places), "check")))
    todo = {
        "input": f"refused: {faults}; nothing was written, {stays}; mend the lines above and refresh again",
        "checks": f"refused: {checks} failed; nothing was written, {stays}; mend the rows named above",
        "interrupted": f"interrupted; {stays}",
    }.get(what, f"failed; {stays}")
    if args.verb == "read" and what in ("input", "machine"):  # it has nothing to do with what is published
        todo = "refused; what is not complete was not written"
    sys.stderr.write("\n".join([*lines[:MOST_LINES], *more, todo]) + "\n")
    return status


def _say(args: argparse.Namespace, machine: object, person: Iterable[str]) -> int:
    if args.json:
        sys.stdout.write(json.dumps(machine, ensure_ascii=False, default=str) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in person))
    return 0
