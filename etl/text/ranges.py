"""Reads two numbers as one figure: 300-500名, 3至5天, 20名至30名."""

from etl.text.figure import NUMBER_AT, WORDS, figure, prefix, suffix, unhedged, whole_measure_at
from etl.text.lexicon import lexicon
from etl.text.mention import Mention, Rejected
from etl.text.negative import address
from etl.text.number import PLAIN, UnreadableExpression, amount, bounds

RANGE_MARKS = frozenset("-－–—~～〜至到")


def range_of(text: str, start: int, end: int, covered: int, separator: int, measure: str) -> Mention | Rejected | None:
    """300-500名, 3至5天, 20名至30名: one figure of two numbers; None where the second number does not follow."""
    at = separator + 1
    while text[at : at + 1] and text[at] in " —-近约":
        at += 1
    match = NUMBER_AT.match(text, at)
    if match is None:
        return None
    stop = match.end()
    if text[stop : stop + 1] and text[stop] in "余餘多":
        stop += 1
    p = stop
    while text[p : p + 1] == " ":
        p += 1
    other = whole_measure_at(text, p)
    if not other and not measure:
        reason = lexicon().next.get(text[p : p + 1], "code")
        if text[separator] in "到至" and reason == "code":
            return None
        return Rejected(start, match.end(), reason)
    if text[separator] != "到" and (other in ("班", "级") or address(text, start, other, p + len(other))):
        return Rejected(start, match.end(), "address")
    if not other or (measure and WORDS[measure] != WORDS[other] and measure not in other):
        return figure(text, start, end, covered, measure, separator) if measure else None
    try:
        low, high = amount(unhedged(text[start:end]))[0], amount(unhedged(match[0]))[1]
    except UnreadableExpression:
        return None
    last = match[0].translate(PLAIN)[-1]
    if last in "万亿" and text[end - 1].translate(PLAIN) not in "百千万亿" and not measure:
        low *= 10_000 if last == "万" else 100_000_000
    if other == "成":
        low, high = low / 10, high / 10
    hedges: set[str] = {"over"} if text[stop - 1] in "余餘多" or set(match[0]) & {"余", "多", "餘"} else set()
    begin, before = prefix(text, start, covered)
    if text[begin - 1 : begin] == "每":
        return Rejected(start, match.end(), "per-unit base")
    p = suffix(text, p + len(other), WORDS[other], hedges | before)
    if low >= high:
        return (
            figure(text, start, end, covered, measure, separator) if measure else Rejected(start, match.end(), "code")
        )
    return Mention(begin, p, *bounds(low, high, hedges), other, WORDS[other])
