"""The reader's words, loaded from data/registry/lexicon.toml and laid out for quick look-up.

A numeral is looked up with its neighbour (一线 by 一 and 线), so that ordinary words cost one dictionary miss.
"""

import re
import tomllib
from functools import cache
from typing import NamedTuple, TypedDict

from etl.text.number import CHINESE
from etl.text.registry import REGISTRY
from etl.text.trie import trie


class _Negative(TypedDict):
    reason: str
    why: str
    words: str


class _Cue(TypedDict):
    theme: str
    kind: str
    weight: int
    why: str
    words: str


class _Counted(TypedDict, total=False):
    why: str
    words: str
    after: str
    outside: bool


class _Fix(TypedDict, total=False):
    unit: str
    measures: str
    why: str
    words: str
    unless: str


class Lexicon(NamedTuple):
    """Word lists by what they decide; offsets say where in a word its numeral stands."""

    negative: dict[str, tuple[tuple[int, str, str], ...]]
    counted: dict[str, str]
    counted_after_big: dict[str, str]
    counted_outside: dict[str, str]
    fixes: dict[str, tuple[tuple[re.Pattern[str], str], ...]]
    nouns: dict[str, tuple[str, int]]
    verbs: dict[str, tuple[str, int]]
    next: dict[str, str]
    broken: dict[str, str]
    single_digit: dict[str, str]
    metrics: tuple[dict[str, str], ...]
    groups: dict[str, tuple[str, ...]]
    leanings: dict[str, dict[str, tuple[str, float]]]


@cache
def lexicon() -> Lexicon:
    """The lexicon of this checkout; raises KeyError or tomllib.TOMLDecodeError where the file is damaged."""
    with (REGISTRY / "lexicon.toml").open("rb") as file:
        data = tomllib.load(file)
    negative: dict[str, list[tuple[int, str, str]]] = {}
    block: _Negative
    for block in data["negative"]:
        for word in block["words"].split():
            for offset, character in enumerate(word):
                if character in CHINESE or character == "半":
                    # Keyed by the numeral and its right neighbour, or by its left one at the end of a word.
                    key = word[offset : offset + 2]
                    negative.setdefault(
                        key if len(key) == 2 else word[offset - 1 : offset] + "<" + character, []
                    ).append((offset, word, block["reason"]))
    counted: dict[str, dict[str, str]] = {"": {}, "大": {}, "outside": {}}
    part: _Counted
    for part in data["counted"]:
        table = counted["outside" if part.get("outside") else part.get("after", "")]
        for pair in part["words"].split():
            word, _, unit = pair.partition(":")
            table[word] = unit
    fixes: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    fix: _Fix
    for fix in data["fixes"]:
        unless = fix.get("unless", "")
        pattern = re.compile(trie(fix["words"].split()) + (f"(?!{unless})" if unless else ""))
        for measure in fix["measures"].split():
            fixes.setdefault(measure, []).append((pattern, fix["unit"]))
    cues: dict[str, dict[str, tuple[str, int]]] = {"noun": {}, "verb": {}}
    cue: _Cue
    for cue in data["cue"]:
        for word in cue["words"].split():
            known = cues[cue["kind"]].get(word)
            if known is None or known[1] < cue["weight"]:
                cues[cue["kind"]][word] = (cue["theme"], cue["weight"])
    return Lexicon(
        negative={key: tuple(sorted(words, key=lambda w: -len(w[1]))) for key, words in negative.items()},
        counted=counted[""],
        counted_after_big=counted["大"],
        counted_outside=counted["outside"],
        fixes={measure: tuple(rules) for measure, rules in fixes.items()},
        nouns=cues["noun"],
        verbs=cues["verb"],
        next={word: reason for reason, words in data["next"].items() for word in words.split()},
        broken=data["broken"],
        single_digit=data["single_digit"],
        metrics=tuple(data["metric"]),
        groups={group["name"]: tuple(group["words"].split()) for group in data["group"]},
        leanings={
            of: {unit: (theme, float(weight)) for unit, (theme, weight) in leanings.items()}
            for of, leanings in data["leaning"].items()
        },
    )


def lexical(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """The set phrase in which the numeral text[start:end] stands, as (start, end, reason), or None.

    >>> lexical("奋战在一线的", 3, 4), lexical("万众一心", 0, 1), lexical("三名党员", 0, 1)
    ((3, 5, 'idiom'), (0, 4, 'idiom'), None)
    """
    found = _NEGATIVE.get(text[start : start + 2])
    if found is not None:
        for offset, word, reason in found:
            begin = start - offset
            if begin >= 0 and text.startswith(word, begin) and begin + len(word) >= end:
                return begin, begin + len(word), reason
    last = end - 1
    if last > start:
        found = _NEGATIVE.get(text[last : last + 2])
        if found is not None:
            for offset, word, reason in found:
                begin = last - offset
                if begin >= 0 and text.startswith(word, begin) and begin <= start and begin + len(word) >= end:
                    return begin, begin + len(word), reason
    found = _NEGATIVE.get(text[start - 1 : start] + "<" + text[last])
    if found is not None:
        for offset, word, reason in found:
            begin = start - offset
            if begin >= 0 and text.startswith(word, begin) and begin + len(word) >= end:
                return begin, begin + len(word), reason
    return None


_NEGATIVE = lexicon().negative
