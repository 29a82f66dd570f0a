"""Writes a text in simplified characters, one for one, so that every word list needs only one spelling.

Offsets hold: a character becomes one character. Expressions are always cut from the text as it was printed.
"""

import csv
import re
from functools import cache

from etl.text.registry import REGISTRY


@cache
def _table() -> tuple[dict[int, str], re.Pattern[str]]:
    with (REGISTRY / "traditional.csv").open(encoding="utf-8", newline="") as file:
        pairs = {row["traditional"]: row["simplified"] for row in csv.DictReader(file)}
    return str.maketrans(pairs), re.compile(f"[{''.join(pairs)}]")


def simplified(text: str) -> str:
    """`text` with the traditional characters that the word lists use written simplified; same length.

    >>> simplified("動員三百餘戶")
    '动员三百余户'
    """
    table, traditional = _table()
    return text.translate(table) if traditional.search(text) else text
