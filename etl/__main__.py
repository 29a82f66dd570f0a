"""python -m etl: the command line of the verbs.

Exit 0 done, 1 the data or the machine did not allow it, 2 wrong usage, 130 interrupted.
"""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable
from importlib import import_module
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
    _reading(verbs, shared)
    args = parser.parse_args(argv)
    return operate.guarded(args.run, args)


def default_data() -> Path:
    """LIANFANG_DATA, or data/ beside the code."""
    return Path(os.environ.get("LIANFANG_DATA") or ROOT / "data")


def _operate(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    refresh = verbs.add_parser("refresh", parents=[shared], help="rebuild the warehouse and publish it")
    refresh.add_argument("--full", action="store_true", help="build even if nothing changed")
    refresh.add_argument("--plan", action="store_true", help="say what would change, figure by figure; write nothing")
    refresh.add_argument("--articles", type=Path, metavar="DIR", help="prove every span against the texts there first")
    refresh.add_argument("--exports", action="store_true", help="then export every chart")
    refresh.set_defaults(run=operate.refresh)
    diff = verbs.add_parser("diff", parents=[shared], help="what changed between two published versions")
    diff.add_argument("a", metavar="A", help="the older version")
    diff.add_argument("b", metavar="B", help="the newer version")
    diff.set_defaults(run=operate.diff)
    prune = verbs.add_parser("prune", parents=[shared], help="remove old versions; one in use is never removed")
    prune.add_argument("--keep", type=_positive, required=True, metavar="N", help="how many of the newest stay")
    prune.set_defaults(run=operate.prune)
    codebook = verbs.add_parser(
        "codebook", parents=[shared], help="write docs/codebook.md from the published warehouse"
    )
    codebook.add_argument("--out", type=Path, metavar="FILE", default=ROOT / "docs" / "codebook.md")
    codebook.set_defaults(run=_verb("proving", "codebook"))
    doctor = verbs.add_parser("doctor", parents=[shared], help="look at everything a working installation needs")
    doctor.set_defaults(run=operate.doctor)


def _reading(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    read = verbs.add_parser("read", parents=[shared], help="the figures of any article, folder, table or page")
    read.add_argument("source", nargs="+", metavar="SOURCE", help="a path, a folder, a .parquet, a URL or -")
    read.add_argument("--format", choices=("csv", "jsonl", "parquet"), help="of a file or standard output; csv")
    read.add_argument("--out", type=Path, metavar="FILE|DIR", help="a file, or a folder for a data set of any size")
    read.add_argument("--ledger", action="store_true", help="every other numeral too, each with its reason")
    who = read.add_mutually_exclusive_group()
    who.add_argument("--workers", type=_positive, metavar="N", help="read into DIR with N processes (Dask)")
    who.add_argument("--scheduler", metavar="ADDRESS", help="read into DIR on the Dask cluster there")
    read.set_defaults(run=_verb("reading", "read_sources"))
    add = verbs.add_parser("add", parents=[shared], help="propose the figures of a new article, to be checked by hand")
    add.add_argument("source", metavar="SOURCE")
    add.add_argument("--id", required=True, help="a-z, 0-9, - and _: the place's name in files and links")
    add.add_argument("--as-of", metavar="DAY", type=_day, help="the day the figures speak of, where none is printed")
    add.set_defaults(run=_verb("adding", "add"))
    verify = verbs.add_parser("verify", parents=[shared], help="prove every span and hash against the texts")
    verify.add_argument("--articles", type=Path, metavar="DIR", help="folder with <id>.txt")
    verify.set_defaults(run=_verb("proving", "verify"))
    explain = verbs.add_parser("explain", parents=[shared], help="where a figure, metric or indicator comes from")
    explain.add_argument("name", metavar="FIGURE|METRIC|INDICATOR")
    explain.add_argument("--articles", type=Path, metavar="DIR", help="folder with <id>.txt")
    explain.set_defaults(run=_verb("proving", "explain"))
    evaluate = verbs.add_parser("evaluate", parents=[shared], help="the reader's scores against a coding")
    evaluate.add_argument("--gold", type=Path, required=True, metavar="CSV")
    evaluate.add_argument("--articles", type=Path, required=True, metavar="DIR")
    evaluate.set_defaults(run=_verb("reading", "evaluate"))


def _verb(module: str, name: str) -> Callable[[argparse.Namespace], int]:
    """A verb whose module is imported when it runs: a refresh that finds nothing new does not pay for the reader."""

    def run(args: argparse.Namespace) -> int:
        status: int = getattr(import_module(f"etl.{module}"), name)(args)
        return status

    return run


def _day(text: str) -> str:
    return dt.date.fromisoformat(text).isoformat()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
