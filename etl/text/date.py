"""Reads a printed day (3月15日, 2020年2月17日) and whether it opens or closes a period.

A local report prints the year once, in its head; days after it take that year. 以来 opens a period, 截至 closes one,
and anything else is only the day of a sentence.
"""

import re
from datetime import date
from typing import NamedTuple

from etl.text.number import PLAIN

_DAY = re.compile(
    r"(?:(?P<year>[12０-９\d][\d０-９]{3})\s*[年\-./]\s*)?(?P<month>[\d０-９]{1,2})\s*[月\-./]\s*(?P<day>[\d０-９]{1,2})\s*[日号]?"
)
_YEAR = re.compile(r"(?<![\d０-９])([12１２][09０９][\d０-９]{2})\s*[年\-./]")
_OPENS_BEFORE = re.compile(r"(?:自|从|自从)(?:\d{4}年)?$")
_OPENS_AFTER = re.compile(r"\s*(?:[\d:：时分]*)(?:以来|起|至今|开始|始)")
_CLOSES_BEFORE = re.compile(r"(?:截至|截止|截止到|截至到|到|至)(?:\d{4}年)?$")
_TO = re.compile(r"\s*(?:[\d:：时分]*)(?:至|到|-|—|～|~)\s*$")


class Period(NamedTuple):
    """Days a statement holds for, as ISO dates; "" = not printed."""

    start: str = ""
    end: str = ""


def first_year(text: str) -> int | None:
    """The first year that a text prints as part of a date, or None.

    >>> first_year("(2020年2月17日)"), first_year("3月15日以来")
    (2020, None)
    """
    match = _YEAR.search(text, 0, 4000)
    return int(match[1].translate(PLAIN)) if match else None


def days(text: str) -> list[str]:
    """Every day that a text prints with its year, as ISO dates, in order.

    >>> days("2022年3月15日起,3月20日止,2022-03-24")
    ['2022-03-15', '2022-03-24']
    """
    found = []
    for match in _DAY.finditer(text):
        if match["year"]:
            try:
                day = date(*(int(match[part].translate(PLAIN)) for part in ("year", "month", "day")))
            except ValueError:
                continue
            found.append(day.isoformat())
    return found


def period_at(text: str, position: int, year: int | None) -> Period | None:
    """The period that the day printed at `position` opens or closes; None where it is no day, or has no year.

    >>> period_at("3月15日以来", 0, 2022), period_at("截至3月24日", 2, 2022)
    (Period(start='2022-03-15', end=''), Period(start='', end='2022-03-24'))
    """
    match = _DAY.match(text, position)
    if match is None:
        return None
    printed = match["year"]
    if printed is None and year is None:
        return None
    try:
        day = date(
            int(printed.translate(PLAIN)) if printed else year or 1,
            int(match["month"].translate(PLAIN)),
            int(match["day"].translate(PLAIN)),
        ).isoformat()
    except ValueError:
        return None
    if _OPENS_AFTER.match(text, match.end()):
        return Period(day, "")
    before = text[max(0, position - 8) : position]
    if _CLOSES_BEFORE.search(before):
        return Period("", day)
    if _OPENS_BEFORE.search(before):
        return Period(day, "")
    return Period(day, day)
