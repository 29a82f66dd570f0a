"""A sentence of a text, in clauses, and the paragraph it stands in; read only as far as a figure asks.

Most figures are decided by the noun they count. What their clause says, what the clause before says, what the heading
says: each is looked for once, when the first figure asks, and kept for the others of the sentence.
"""

import re
from bisect import bisect

from etl.cues import GRIDS, KNOWN, LOUD, SPEAKS_UP, WORDS
from etl.gifts import GIVES

_COMMA = re.compile(r"[，,](?:(?<![0-9０-９][，,])|(?![0-9０-９]{3}))")
_HEADING = re.compile("[^，。：:；0-9０-９]{2,20}(?:[。：:]|方面，)")
# Start, end, noun's theme and weight, verb's theme and weight.
Cue = tuple[int, int, int, int, int, int]


class Paragraph:
    """Where a paragraph begins and its first figure stands: its heading lies between."""

    __slots__ = ("_theme", "first", "start", "text")

    def __init__(self, text: str, start: int, first: int) -> None:
        self.text, self.start, self.first = text, start, first
        self._theme: int | None = None

    @property
    def theme(self) -> int:
        """What its own heading or the line above says it is about; -1 where neither says.

        >>> Paragraph("（三）推进接种。设置23个", 0, 12).theme, Paragraph("记者昨日获悉，有3人", 0, 10).theme
        (8, -1)
        """
        if self._theme is None:
            self._theme = self._heading()
        return self._theme

    def _heading(self) -> int:
        text, start = self.text, self.start
        match = _HEADING.match(text, start, min(self.first, start + 24))
        if match is None:
            line = text.rfind("\n", max(0, start - 40), max(start - 1, 0)) + 1
            if start - line > 24 or not start:
                return -1
            first, last = line, start
        else:
            first, last = match.span()
        best, weight = -1, 3
        for cue in WORDS.findall(text, first, last):
            noun, heavy, verb, strong = KNOWN[cue]
            if max(heavy, strong) > weight and (noun if heavy >= strong else verb) != GRIDS:
                best, weight = (noun, heavy) if heavy >= strong else (verb, strong)
        return best


class Sentence:
    """text[start:end]. `loud`: whether something is given, or a verb outweighs its noun, anywhere in it."""

    __slots__ = ("_clauses", "_commas", "end", "last", "loud", "paragraph", "start", "text")

    def __init__(self, text: str, start: int, end: int, paragraph: Paragraph) -> None:
        self.text, self.start, self.end, self.paragraph = text, start, end, paragraph
        self.last = -1  # the theme of the figure before, in this sentence
        self.loud = LOUD.search(text, start, end) is not None
        self._commas: list[int] | None = None
        self._clauses: dict[int, list[Cue]] = {}

    def clause(self, position: int) -> tuple[int, int, int]:
        """The clause that holds `position`: its start, its end, and the start of the one before (its own: none)."""
        commas = self._commas
        if commas is None:
            inner = [match.start() for match in _COMMA.finditer(self.text, self.start, self.end)]
            self._commas = commas = [self.start - 1, *inner, self.end]
        number = bisect(commas, position, 1, len(commas) - 1)
        start = commas[number - 1] + 1
        return start, commas[number], commas[number - 2] + 1 if number > 1 else start

    def cues(self, start: int, end: int) -> list[Cue]:
        """The words of the clause text[start:end]."""
        found = self._clauses.get(start)
        if found is None:
            known = KNOWN
            found = [match.span() + known[match[0]] for match in WORDS.finditer(self.text, start, end)]
            self._clauses[start] = found
        return found

    def outweighs(self, position: int, *, given: bool) -> bool:
        """Whether a strong verb, or a gift where one may be `given`, speaks against the noun of a figure."""
        left, right, earlier = self.clause(position)
        if SPEAKS_UP.search(self.text, left, right):
            return True
        return given and GIVES.search(self.text, earlier, right) is not None
