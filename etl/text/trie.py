"""Word lists as regular expressions: written as a tree, so that `re` tries each letter once.

`re` tries alternatives one after the other; three thousand words in a row would be tried at every character.
"""

import re
from collections.abc import Iterable
from typing import TypeAlias

Tree: TypeAlias = dict[str, "Tree"]
_FEW = 24


def trie(words: Iterable[str]) -> str:
    """A regular expression that matches the longest of `words`.

    First letters are grouped by their code points, three groups within three within three: a look ahead at a range
    skips a group at once. Ranges, because a set of Chinese letters takes kilobytes, and a pattern that does not fit the
    processor's cache is slow wherever it is used.

    >>> trie(["宣传", "宣传车", "横幅"])
    '(?:宣传(?:车)?|横幅)'
    """
    tree: Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    if len(tree) <= _FEW:
        return _branch(tree)
    return f"(?=[{re.escape(''.join(tree))}]){_grouped(sorted(tree), tree)}"


def any_of(words: Iterable[str]) -> str:
    """A regular expression that matches one of a few `words`, no matter which: for `search`.

    All alternatives begin with a letter, so that `re` skips to the first letters without trying anything.

    >>> any_of(["捐赠", "捐"])
    '捐赠|捐'
    """
    return "|".join(map(re.escape, words))


def _grouped(letters: list[str], tree: Tree) -> str:
    if len(letters) <= _FEW:
        return _branch({letter: tree[letter] for letter in letters})
    size = -(-len(letters) // 3)
    groups = [letters[at : at + size] for at in range(0, len(letters), size)]
    return "(?:" + "|".join(f"(?=[{re.escape(g[0])}-{re.escape(g[-1])}]){_grouped(g, tree)}" for g in groups) + ")"


def _branch(tree: Tree) -> str:
    ends = "" in tree
    parts = [
        re.escape(letter) + ("" if set(rest) == {""} else _branch(rest))
        for letter, rest in sorted(tree.items())
        if letter
    ]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return "(?:" + "|".join(parts) + ")" + ("?" if ends else "")
