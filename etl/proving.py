"""Proving: what is coded against the texts, and what one figure, metric or indicator says and why."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalog.articles import sentence, sidecar, text_of
from catalog.figures import Indicator
from catalog.quantity import Quantity
from catalog.warehouse import edition
from etl.faults import Fault, Refused, plain
from etl.schema import FIGURES
from etl.separated import read_csv
from etl.text.number import UnreadableExpression, read_expression


def verify(args: argparse.Namespace) -> int:
    """Prove every hash and span where a text is held, and name each that moved; 1 if anything is not as coded."""
    if args.articles is not None and not args.articles.is_dir():
        raise Refused(reason=f"{args.articles}: no such folder")
    proved, wrong, absent = 0, [], []
    for path in sorted((args.data / "articles").glob("*.toml")):
        text = text_of(args.data, path.stem, args.articles)
        if text is None:
            absent.append(path.stem)
            continue
        record = sidecar(args.data, path.stem)
        if record.get("sha256") != text.sha256:
            wrong.append(f"data/articles/{path.name}: the text's SHA-256 is {text.sha256}, not {record.get('sha256')}")
        if record.get("characters") != len(text.characters):
            found = len(text.characters)
            wrong.append(f"data/articles/{path.name}: {found} characters, not {record.get('characters')}")
        good, moved = _spans(args.data, path.stem, text.characters)
        proved, wrong = proved + good, wrong + moved
    if args.json:
        report = {"proved": proved, "wrong": wrong, "without_text": absent}
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{plain(line)}\n" for line in wrong)
        sys.stdout.writelines(f"{name}: no text at hand, nothing proved\n" for name in absent)
        sys.stdout.write(f"{proved} spans proved, {len(wrong)} wrong, {len(absent)} articles without text\n")
    return 1 if wrong else 0


def _spans(data: Path, article: str, text: str) -> tuple[int, list[str]]:
    """How many spans hold, and a line for each that does not, with where its expression stands now."""
    path = data / "figures" / f"{article}.csv"
    if not path.is_file():
        return 0, []
    faults: list[Fault] = []
    sheet = read_csv([path], "data/figures", FIGURES, faults)
    if faults:
        raise Refused(faults)
    proved, wrong = 0, []
    for line, figure, start, end, expression in sheet.rows("line", "figure_id", "start", "end", "expression"):
        a, b = int(start), int(end)
        if text[a:b] == expression:
            proved += 1
            continue
        after, before = text.find(expression, a), text.rfind(expression, 0, a)
        places = [at for at in (before, after) if at >= 0]
        moved = min(places, key=lambda at: abs(at - a), default=None)
        now = f"now at {moved}–{moved + len(expression)}" if moved is not None else "no longer in the text"
        wrong.append(f"data/figures/{path.name}:{line}: {figure} {expression} is not at {a}–{b}, {now}")
    return proved, wrong


def explain(args: argparse.Namespace) -> int:
    """Say where one figure, metric or indicator comes from, step by step."""
    opened = edition(folder=args.data / "published")
    if args.name in opened.printed:
        facts = dict(_figure(opened.printed[args.name], args))
    elif args.name in opened.metrics:
        metric = opened.metrics[args.name]
        under = [f for f in opened.printed.values() if f.metric_id == args.name]
        facts = {
            "metric": f"{metric.label_en} ({metric.label_zh})",
            "definition": metric.definition_en,
            "unit": metric.unit,
            "theme": metric.theme,
            "figures": [f"{f.figure_id} {f.expression} {_shown(f.quantity)}" for f in under],
        }
    elif found := [i for i in opened.indicators() if i.indicator_id == args.name]:
        facts = {
            "indicator": found[0].indicator_id,
            "quotients": [_quotient(one) for one in found],
        }
    else:
        raise Refused(reason=f"{plain(args.name)}: no figure, metric or indicator of version {opened.version}")
    if args.json:
        sys.stdout.write(json.dumps(facts, ensure_ascii=False, default=str) + "\n")
        return 0
    for name, fact in facts.items():
        lines = fact if isinstance(fact, list) else [fact]
        for index, line in enumerate(lines):
            sys.stdout.write(f"{name if not index else '':<12} {plain(line, 1000)}\n")
    return 0


def codebook(args: argparse.Namespace) -> int:
    """Write the codebook of the current version."""
    from catalog.codebook import markdown

    args.out.write_text(markdown(edition(folder=args.data / "published")), encoding="utf-8")
    sys.stdout.write(f"{args.out}\n")
    return 0


def _figure(figure: Any, args: argparse.Namespace) -> Iterator[tuple[str, object]]:
    yield "figure", figure.figure_id
    yield "printed", f"{figure.expression} at {figure.span_start}–{figure.span_end} of {figure.source_id}"
    text = text_of(args.data, figure.source_id, args.articles)
    if text is not None and not args.json:
        before, found, after = sentence(text.characters, figure.span_start, figure.span_end)
        yield "sentence", f"{before}[{found}]{after}"
    try:
        reading = read_expression(figure.expression)
        yield "read as", f"{reading.qualifier.value}, measure word {reading.measure_word or '-'} ({reading.unit_class})"
    except UnreadableExpression:
        yield "read as", "set by hand: no grammar reads these words (column override)"
    yield "quantity", _shown(figure.quantity)
    yield "metric", figure.metric_id
    yield "theme", figure.theme
    yield "scope", figure.scope_id
    yield "period", f"{figure.period_start or '…'} to {figure.period_end or '…'}, as of {figure.as_of}"
    if figure.repeat_of:
        yield "repeats", figure.repeat_of
    if figure.part_of:
        yield "part of", figure.part_of


def _quotient(found: Indicator) -> str:
    above, below = "+".join(found.numerator_figures), "+".join(found.denominator_figures)
    return f"{found.locality}: {above} / {below} = {_shown(found.quantity)}"


def _shown(quantity: Quantity) -> str:
    def end(bound: float | None) -> str:
        return "open" if bound is None else f"{bound:.12g}"

    value = "" if quantity.value is None else f"{quantity.value:.12g} "
    return f"{value}{quantity.unit}, {end(quantity.lower)} to {end(quantity.upper)} ({quantity.qualifier.value})"
