"""python -m etl: the command line of the verbs.

Exit 0 done, 1 the data or the machine did not allow it, 2 wrong usage, 130 interrupted.
"""

import argparse
import os
import sys
from pathlib import Path

from etl import operate

ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str] | None = None) -> int:
    """Run one verb; its exit status."""
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=Path, default=default_data(), help="folder with articles/, figures/, registry/")
    shared.add_argument("--json", action="store_true", help="print one JSON value and nothing else")
    _operate(verbs, shared)
    args = parser.parse_args(argv)
    return operate.guarded(args.run, args)


def default_data() -> Path:
    """LIANFANG_DATA, or data/ beside the code."""
    return Path(os.environ.get("LIANFANG_DATA") or ROOT / "data")


def _operate(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    refresh = verbs.add_parser("refresh", parents=[shared], help="rebuild the warehouse and publish it")
    refresh.add_argument("--full", action="store_true", help="build even if nothing changed")
    refresh.add_argument("--plan", action="store_true", help="say what would change, figure by figure; write nothing")
    refresh.set_defaults(run=operate.refresh)
    diff = verbs.add_parser("diff", parents=[shared], help="what changed between two published versions")
    diff.add_argument("a", metavar="A", help="the older version")
    diff.add_argument("b", metavar="B", help="the newer version")
    diff.set_defaults(run=operate.diff)
    prune = verbs.add_parser("prune", parents=[shared], help="remove old versions; one in use is never removed")
    prune.add_argument("--keep", type=_positive, required=True, metavar="N", help="how many of the newest stay")
    prune.set_defaults(run=operate.prune)
    doctor = verbs.add_parser("doctor", parents=[shared], help="look at everything a working installation needs")
    doctor.set_defaults(run=operate.doctor)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1: the current version always stays")
    return number


if __name__ == "__main__":
    sys.exit(main())
