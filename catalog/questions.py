"""Guided questions: the numbers of their answers, worked out from the opened version and never typed.

A field of an answer is declared in one line of data/questions/guided.toml. Such a line may say:

    figure ID               the printed value of a figure
    sum ID ID               the sum of figures of a declared union
    indicator ID LOCALITY   an indicator of a locality
    places METRIC           how many places report a metric
    articles                how many articles there are
    characters LOCALITY     how long the article of a locality is
    measures [LOCALITY]     how many measures are coded, or mentioned in one article
    measures_everywhere     how many measures all articles mention
    steps NODE NODE         how many levels a chain of command has from one node to another, both counted
"""

import json
from collections import Counter
from collections.abc import Callable

from catalog.nouns import Question
from catalog.warehouse import Edition
from catalog.words import Say

MENTIONED = frozenset(("present", "present_with_figure", "mentioned_as_plan"))


class NoNumber(LookupError):
    """A line names something that has no single number in this version."""


def answer(edition: Edition, say: Say, question: Question) -> str:
    """The answer in the reader's language, with its numbers."""
    return _fill(edition, say, question, say.label(question, "answer"))


def asked(edition: Edition, say: Say, question: Question) -> str:
    """The question, with the numbers it mentions."""
    return _fill(edition, say, question, say.label(question, "question"))


def instead(edition: Edition, say: Say, question: Question) -> str:
    """The better question to ask; empty where the question is good as it is."""
    return _fill(edition, say, question, getattr(question, f"instead_{say.lang}") or "")


def numbers(edition: Edition, question: Question) -> dict[str, float]:
    """Every declared number of a question.

    Raises:
        NoNumber: a line names what has no single number.
    """
    return {name: _number(edition, line) for name, line in json.loads(question.numbers).items()}


def _fill(edition: Edition, say: Say, question: Question, template: str) -> str:
    return template.format_map({name: _said(say, x) for name, x in numbers(edition, question).items()})


def _said(say: Say, x: float) -> str:
    """A number in running text: two decimals below one, round Chinese amounts in 万.

    >>> _said(Say("en"), 0.505434), _said(Say("zh"), 12_000_000), _said(Say("zh"), 83599)
    ('0.51', '1,200万', '83,599')
    """
    if say.lang == "zh" and x >= 10_000 and x % 1000 == 0:
        return say.number(x / 10_000) + "万"
    return say.number(round(x, 2) if x < 1 else x)


def _number(edition: Edition, line: str) -> float:
    kind, *names = line.split()
    return KINDS[kind](edition, *names)


def _figure(edition: Edition, figure_id: str) -> float:
    return _known(edition.printed[figure_id].value, figure_id)


def _sum(edition: Edition, *figure_ids: str) -> float:
    return sum(_figure(edition, figure_id) for figure_id in figure_ids)


def _indicator(edition: Edition, indicator_id: str, locality: str) -> float:
    (found,) = edition.indicators([indicator_id], [locality])
    return _known(found.value, f"{indicator_id} {locality}")


def _places(edition: Edition, metric_id: str) -> float:
    return len({figure.locality for figure in edition.figures([metric_id]) if figure.chartable})


def _articles(edition: Edition) -> float:
    return len(edition.documents)


def _characters(edition: Edition, locality: str) -> float:
    return edition.document_of(locality).characters


def _measures(edition: Edition, locality: str | None = None) -> float:
    return len(_mentioned(edition, locality)) if locality else len(edition.measures)


def _everywhere(edition: Edition) -> float:
    counted: Counter[str] = Counter()
    for measure, _ in {(row["measure_id"], row["locality"]) for row in edition.rows("mart.measures", status=MENTIONED)}:
        counted[measure] += 1
    return sum(places == len(edition.localities) for places in counted.values())


def _mentioned(edition: Edition, locality: str) -> set[str]:
    return {m.measure_id for m in edition.mentions_of([locality]) if m.status in MENTIONED}


def _steps(edition: Edition, top: str, bottom: str) -> float:
    parent = {link.node_id: link.parent_node_id for link in edition.links}
    path: list[str | None] = [bottom]
    while path[-1] not in (top, None):
        path.append(parent[path[-1]])
    if path[-1] is None:
        raise NoNumber(f"{bottom} does not stand under {top}")
    return len(path)


def _known(value: float | None, what: str) -> float:
    if value is None:
        raise NoNumber(f"{what} has no single number")
    return value


KINDS: dict[str, Callable[..., float]] = {
    "figure": _figure,
    "sum": _sum,
    "indicator": _indicator,
    "places": _places,
    "articles": _articles,
    "characters": _characters,
    "measures": _measures,
    "measures_everywhere": _everywhere,
    "steps": _steps,
}
