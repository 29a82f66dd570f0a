"""The reader's words, loaded from data/registry/lexicon.toml and laid out for quick look-up.

A numeral is looked up with its neighbour (一线 by 一 and 线), so that ordinary words cost one dictionary miss.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, TypedDict

from etl.text.number import CHINESE
from etl.text.registry import REGISTRY


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
    metrics: dict[tuple[str, str], str]


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
        metrics={
            (unit_class, word): metric
            for metric, words in data["metrics"].items()
            for unit_class, word in ((words.split()[0], word) for word in words.split()[1:])
        },
    )


def trie(words: Iterable[str]) -> str:
    """A regular expression that matches the longest of `words`, written as a tree: it tries each letter once.

    First letters are grouped, three groups within three within three: `re` tries alternatives one after the other, and
    a look ahead at a set of letters skips a group at once.

    >>> trie(["宣传", "宣传车", "横幅"])
    '(?:宣传(?:车)?|横幅)'
    """
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})  # type: ignore[assignment]
        node[""] = {}
    if len(tree) <= _FEW:
        return _branch(tree)
    return f"(?=[{re.escape(''.join(tree))}]){_grouped(sorted(tree), tree)}"


_FEW = 24


def _grouped(letters: list[str], tree: dict[str, dict[str, object]]) -> str:
    if len(letters) <= _FEW:
        return _branch({letter: tree[letter] for letter in letters})
    size = -(-len(letters) // 3)
    groups = [letters[at : at + size] for at in range(0, len(letters), size)]
    return "(?:" + "|".join(f"(?=[{re.escape(''.join(g))}]){_grouped(g, tree)}" for g in groups) + ")"


def _branch(tree: dict[str, dict[str, object]]) -> str:
    ends = "" in tree
    parts = []
    for letter, rest in sorted(tree.items()):
        if letter:
            parts.append(re.escape(letter) + ("" if set(rest) == {""} else _branch(rest)))  # type: ignore[arg-type]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return "(?:" + "|".join(parts) + ")" + ("?" if ends else "")


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
