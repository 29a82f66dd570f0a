"""The words that say what a figure is about, as numbers: which themes a word speaks for, and how loud.

A word may be a noun of one theme and a verb of another. Every word near a figure passes here, so they are tuples, and
themes are numbers: places in THEMES, whose order settles a tie.
"""

import re

from etl.text.lexicon import lexicon
from etl.text.trie import any_of, trie

THEMES = (
    "volunteers", "grids", "materials", "testing", "population", "organisation", "publicity", "screening", "services",
    "donations", "other",
)  # fmt: skip
NUMBER_OF = {theme: number for number, theme in enumerate(THEMES)}
(
    VOLUNTEERS, GRIDS, MATERIALS, TESTING, POPULATION, ORGANISATION, PUBLICITY, SCREENING, SERVICES, DONATIONS, OTHER,
) = range(len(THEMES))  # fmt: skip
# Noun's theme and weight, verb's theme and weight; weight 0 = is none.
Word = tuple[int, int, int, int]
STRONG = 8  # a verb of this weight speaks against the noun of its clause


def _words() -> dict[str, Word]:
    words = lexicon()
    known = {}
    for word in {**words.nouns, **words.verbs}:
        noun, verb = words.nouns.get(word, ("other", 0)), words.verbs.get(word, ("other", 0))
        known[word] = (NUMBER_OF[noun[0]], noun[1], NUMBER_OF[verb[0]], verb[1])
    return known


KNOWN = _words()
WORDS = re.compile(trie(KNOWN))
_STRONG_WORDS = [word for word, (_, _, _, weight) in KNOWN.items() if weight >= STRONG]
SPEAKS_UP = re.compile(any_of(sorted(_STRONG_WORDS)))
# The same with all words of giving: where none of them stands, no noun is outweighed.
LOUD = re.compile(any_of(sorted({*_STRONG_WORDS, *lexicon().groups["gives"]})))
