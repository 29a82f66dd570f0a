"""Reading: the verbs that take articles in and account for them; each returns an exit status.

Sentences are shown on the terminal only. What is written holds facts: spans, expressions, readings.
"""

import argparse
import json
import sys
from collections.abc import Iterator

from catalog.articles import text_of
from etl.faults import Refused
from etl.find import find
from etl.read import Article, read
from etl.resolve import Proposal, read_parts
from etl.text.mention import NUMERALS
from etl.writing import writing

COLUMNS = Proposal._fields
LEDGER = (*COLUMNS, "reason")


def read_sources(args: argparse.Namespace) -> int:
    """Print or write the figures of every source; with --ledger also every other numeral and why it is none.

    Where --out is a folder they become a data set, which a second run completes.
    """
    if _data_set(args):
        from etl.corpus import read_corpus

        return read_corpus(args)
    numerals = unaccounted = 0
    with writing(args.out, args.format or "csv", LEDGER if args.ledger else COLUMNS) as write:
        for source in args.source:
            for article in read(source):
                write(rows(article, ledger=args.ledger))
                if args.ledger:
                    seen, left = account(article.text)
                    numerals, unaccounted = numerals + seen, unaccounted + left
    if args.ledger:
        sys.stderr.write(f"{numerals} numerals, {unaccounted} unaccounted\n")
    return 0


def _data_set(args: argparse.Namespace) -> bool:
    """Whether a folder of Parquet parts is asked for: by workers, or by a name that is no file's."""
    asked = args.workers is not None or args.scheduler is not None
    if args.out is None:
        if asked:
            raise Refused(reason="workers write a data set: name its folder with --out")
        return False
    folder = asked or args.out.is_dir() or (not args.out.suffix and args.format in (None, "parquet"))
    if folder and args.out.exists() and not args.out.is_dir():
        raise Refused(reason=f"{args.out}: a file; a data set is a folder")
    if folder and (args.ledger or args.format not in (None, "parquet")):
        raise Refused(
            reason=f"{args.out}: a data set is Parquet and holds figures; name a file for CSV, JSON or a ledger"
        )
    return folder


def rows(article: Article, *, ledger: bool = False) -> Iterator[dict[str, object]]:
    """The figures of an article as dicts in reading order; with `ledger` the rejected numerals between them."""
    for part in read_parts(article.text, article.document):
        if not ledger:
            yield from (figure._asdict() for figure in part.figures)
            continue
        lines: list[tuple[int, dict[str, object]]] = [(f.start, f._asdict() | {"reason": ""}) for f in part.figures]
        for start, end, reason in part.rejected:
            row: dict[str, object] = dict.fromkeys(COLUMNS)
            row |= {"document": article.document, "start": start, "end": end, "expression": article.text[start:end]}
            lines.append((start, row | {"reason": reason}))
        yield from (row for _, row in sorted(lines, key=lambda line: line[0]))


def account(text: str) -> tuple[int, int]:
    """How many characters of `text` are numerals, and how many of them no span covers (always none)."""
    covered = bytearray(len(text))
    for item in find(text):
        covered[item.start : item.end] = b"\x01" * (item.end - item.start)
    numerals = unaccounted = 0
    for index, character in enumerate(text):
        if character in NUMERALS:
            numerals += 1
            unaccounted += not covered[index]
    return numerals, unaccounted


def evaluate(args: argparse.Namespace) -> int:
    """Print the reader's scores against a coding, and every miss; the texts are <document>.txt in one folder."""
    from etl.evaluate import coded
    from etl.evaluate import evaluate as measure

    if not args.gold.is_file():
        raise Refused(reason=f"{args.gold}: no such file")
    try:
        gold = coded(args.gold)
    except (KeyError, ValueError) as error:
        raise Refused(reason=f"{args.gold}: not a coding of figures ({error!r})") from None
    texts = {}
    for name in sorted({row.figure.document for row in gold}):
        text = text_of(args.data, name, args.articles)
        if text is None:
            raise Refused(reason=f"{args.articles}: no text {name}.txt")
        texts[name] = text.characters
    scores = measure(gold, texts)
    if args.json:
        sys.stdout.write(json.dumps(scores.as_dict() | {"misses": scores.misses}, ensure_ascii=False) + "\n")
        return 0
    for miss in scores.misses:
        sys.stdout.write(miss.replace("\n", "⏎") + "\n")
    for name, score in scores.as_dict().items():
        sys.stdout.write(f"{name:<8} {score:.4f}\n")
    sys.stdout.write(f"{scores.found} found, {scores.extra} not figures, {scores.missed} missed\n")
    return 0
