"""python -m etl: the command line of the verbs. Exit 0 done, 1 the data was refused, 2 wrong usage."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from etl.faults import Refused

ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str] | None = None) -> int:
    """Run one verb; its exit status."""
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    refresh = verbs.add_parser("refresh", help="rebuild the warehouse and publish it")
    refresh.add_argument("--data", type=Path, default=default_data(), help="folder with articles/, figures/, registry/")
    refresh.add_argument("--full", action="store_true", help="build even if nothing changed")
    refresh.add_argument("--json", action="store_true", help="print a JSON summary and nothing else")
    refresh.set_defaults(run=_refresh)
    args = parser.parse_args(argv)
    run: Callable[[argparse.Namespace], int] = args.run
    return run(args)


def default_data() -> Path:
    """LIANFANG_DATA, or data/ beside the code."""
    return Path(os.environ.get("LIANFANG_DATA") or ROOT / "data")


def _refresh(args: argparse.Namespace) -> int:
    if not args.data.is_dir():
        sys.stderr.write(f"{args.data}: no such folder; name the one that holds articles/, figures/ and registry/\n")
        return 2
    from etl.refresh import refresh
    from etl.report import progress, summary_lines

    try:
        with progress(quiet=args.json) as stage:
            summary = refresh(args.data, full=args.full, stage=stage)
    except Refused as refused:
        return _refused("input", [str(fault) for fault in refused.faults], args)
    except _check_failed() as failed:
        return _refused("checks", str(failed).splitlines(), args)
    if args.json:
        sys.stdout.write(json.dumps(asdict(summary), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(summary_lines(summary)) + "\n")
    return 0


def _check_failed() -> type[Exception]:
    from etl.build import CheckFailed

    return CheckFailed


def _refused(what: str, lines: list[str], args: argparse.Namespace) -> int:
    from etl.publish import current_version

    served = current_version(args.data / "published")
    if args.json:
        sys.stdout.write(json.dumps({"refused": what, "faults": lines, "served": served}, ensure_ascii=False) + "\n")
        return 1
    stays = f"version {served} stays published" if served else "no version is published yet"
    sys.stderr.write("\n".join([*lines, f"refused: {len(lines)} faults; nothing was written, {stays}"]) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
