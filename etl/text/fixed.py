"""Lets the counted noun have its say about the measure word: 18个团队 are teams, 3个家庭 are households.

Generic measure words say little; the nouns that fix them stand in data/registry/lexicon.toml.
"""

import re

from etl.text.lexicon import lexicon
from etl.text.mention import Mention

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_TAIL_WORD = re.compile(r"(?:共|达|只有|仅|有|为|约|(?<![温度])计|共计|累计|已|近|超|总计|[:：]|只)+$")
_TAILS = frozenset("共达有仅为约计已近超:：只")
# For each measure word that a noun can fix: one pattern for all such nouns, a group for each unit.
FIXES = {
    measure: (re.compile("|".join(f"({rule.pattern})" for rule, _ in rules)), tuple(unit for _, unit in rules))
    for measure, rules in lexicon().fixes.items()
}


def unit_of(text: str, mention: Mention, start: int, stop: int) -> str:
    """The unit of a figure in the sentence text[start:stop] whose measure word is one of FIXES.

    >>> unit_of("组建18个团队", Mention(2, 5, 18, 18, 18, "exact", "个", "item"), 0, 7)
    'team'
    """
    pattern, units = FIXES[mention.measure]
    end = mention.end
    after = _HAN.match(text, end, min(stop, end + 8))
    following = after[0].partition("的")[0] if after else ""
    where = mention.head.rpartition("，")[2] or following
    if not where:
        where = text[max(start, mention.start - 8) : mention.start]
        if where[-1:] in _TAILS:
            where = _TAIL_WORD.sub("", where)
    if pattern.search(where) is None:
        return mention.unit
    found = list(pattern.finditer(where))
    if not (following or mention.head or found[-1].end() == len(where)):
        return mention.unit
    return units[(found[-1].lastindex or 1) - 1]
