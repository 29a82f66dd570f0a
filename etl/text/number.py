"""Reads a printed expression (近300名, 十几户, 20余万份) as a value with the bounds that its words allow.

A local report says how sure it is in the words around the number, and those words decide what may be compared:
余 and 多 leave the top open, 近 the bottom, 约 both. No more is read into them than they say.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from catalog.quantity import Qualifier
from etl.text.plain import simplified
from etl.text.unit import measure_words, unit_classes

# One spelling for full-width digits, traditional characters and bankers' numerals. One character each: offsets hold.
_SPELLINGS = (
    "０0 １1 ２2 ３3 ４4 ５5 ６6 ７7 ８8 ９9 ，, ．. 萬万 億亿 餘余 兩两 幾几 數数 來来 ○零 〇零 ＋+ "
    "壹一 贰二 貳二 叁三 參三 肆四 伍五 陆六 陸六 柒七 捌八 玖九 拾十 佰百 仟千 約约 過过 達达 內内 間间 個个 戶户"
)
PLAIN = str.maketrans({pair[0]: pair[1] for pair in _SPELLINGS.split()})
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
CHINESE = "零〇○一二三四五六七八九十廿卅百千万亿两兩萬億几幾"
VAGUE = "数數"
FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"  # bankers' numerals; alone they are ordinary characters (队伍, 大陆)
HEDGES = {"余": "over", "多": "over", "来": "about", "+": "over"}
BEFORE = {
    "over": "超过 超 逾 不止 超出 不得少于 不能少于 不得低于 不少于 不低于 不下于 不下 至少 最少 多于 高于 大于 过 上",
    "nearly": "接近 将近 近 临近",
    "about": "大约 大概 约莫 约为 约 差不多 大致",
    "up_to": "不得超过 不能超过 不超过 不多于 不高于 最多 至多 最高 不到 不足 不满 少于 低于 小于 未满",
}
AFTER = {
    "over": "以上 有余 开外 之上 及以上 多",
    "about": "左右 上下",
    "up_to": "以内 之内 以下 内",
}
PREFIXES = {word: kind for kind, words in BEFORE.items() for word in words.split()}
SUFFIXES = {word: kind for kind, words in AFTER.items() for word in words.split()}


class UnreadableExpression(ValueError):
    """The words do not make a number that the grammar knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an expression says: bounds are None where open, value is None where no single number is printed."""

    value: float | None
    lower: float | None
    upper: float | None
    qualifier: Qualifier
    measure_word: str
    unit_class: str


Bounds = tuple[float | None, float | None, float | None, Qualifier]


def amount(number: str) -> tuple[float, float]:
    """Lowest and highest amount that a bare number stands for; equal unless it is 几, 数 or two neighbours (三四百).

    >>> amount("23.8万"), amount("三千五百"), amount("3万8千"), amount("十几"), amount("三四百")
    ((238000, 238000), (3500, 3500), (38000, 38000), (11, 19), (300, 400))
    >>> amount("数千"), amount("八十万"), amount("１２，３００"), amount("1 876"), amount("廿万")
    ((2000, 9999), (800000, 800000), (12300, 12300), (1876, 1876), (200000, 200000))
    """
    plain = number.translate(PLAIN).replace(",", "").translate(_SHORT)
    if plain.isascii() and plain.isdigit():
        return int(plain), int(plain)
    return _both(plain)


@lru_cache(maxsize=4096)
def _both(plain: str) -> tuple[float, float]:
    low = _total(plain, low=True)
    return low, _total(plain, low=False) if _VAGUE(plain) else low


# Digits are also grouped by a space (1 876家), and twenty and thirty have a short form (廿萬片).
SPACES = " \u00a0\u2009\u202f"
_SHORT = str.maketrans(dict.fromkeys(SPACES, "") | {"廿": "二十", "卅": "三十"})
_VAGUE = re.compile(r"[几数]|[一二两三四五六七八九]{2}").search
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[零一二两三四五六七八九几数]+(?:点[零一二三四五六七八九]+)?|[十百千万亿]")


def _total(plain: str, *, low: bool) -> float:
    """The amount, its vague digits taken low or high."""
    total = section = 0.0
    current: float | None = None
    unit = 1
    several = False
    position = 0
    for match in _TOKEN.finditer(plain):
        if match.start() != position:
            raise UnreadableExpression(plain)
        token, position = match[0], match.end()
        power = POWERS.get(token)
        if power is None:
            if current is not None:
                raise UnreadableExpression(plain)
            tail = position == len(plain)
            last = tail or plain[position] in "万亿"
            if token[-1] in "几数":
                if len(token) > 1 and token[0] != "零":
                    raise UnreadableExpression(plain)
                several = True
                current = (1 if last and unit == 10 and section else 2) if low else 10
            elif token[0].isdigit() and token[0].isascii():
                current = float(token)
            else:
                current = _digits(token, low=low)
            if tail and unit >= 100 and len(token) == 1 and token in DIGITS:
                current *= unit // 10  # 一百五 is 150, 三万八 is 38 000
        elif power < 10_000:
            section += (1 if current is None else current) * power
            current, unit = None, power
        else:
            here = section + (current or 0)
            if power == 10_000:
                total += (here or (0 if total else 1)) * power
            else:
                total = ((total + here) or 1) * power
            section, current, unit = 0.0, None, power
    if position != len(plain) or not plain:
        raise UnreadableExpression(plain)
    result = total + section + (current or 0)
    if several and not low:
        result -= 1  # 数千 ends before ten thousand
    result = round(result, 6)
    return int(result) if result == int(result) else result


def _digits(token: str, *, low: bool) -> float:
    """A run of Chinese digits: 三 is 3, 三四 is 3 or 4, 二〇二 is 202, 三点五 is 3.5."""
    whole, _, decimals = token.partition("点")
    digits = [DIGITS.get(c, -1) for c in whole]
    if -1 in digits:
        raise UnreadableExpression(token)  # 几 and 数 stand alone
    if len(digits) == 2 and digits[0] and 0 < digits[1] - digits[0] <= (2 if digits[0] == 3 else 1):
        return digits[0] if low else digits[1]
    value = float("".join(map(str, digits)) + "." + "".join(str(DIGITS[c]) for c in decimals))
    return int(value) if not decimals else value


def bounds(low: float, high: float, hedges: set[str], *, round_word: bool = False, several: bool = False) -> Bounds:
    """Value, lower, upper and qualifier that an amount and its hedges allow.

    Of two hedges the stricter side holds: 大概700多 is over 700. Two hedges never make an upper bound.
    """
    if low != high:
        kind = Qualifier.SEVERAL if several else Qualifier.RANGE
        return None, low, None if "over" in hedges else high, kind
    if "over" in hedges:
        return low, low, None, Qualifier.OVER
    if "about" in hedges or (round_word and not hedges):
        return low, None, None, Qualifier.ABOUT
    if "up_to" in hedges:
        return low, None, low, Qualifier.UP_TO
    if "nearly" in hedges:
        return low, None, low, Qualifier.NEARLY
    return low, low, low, Qualifier.EXACT


def is_round_word(number: str) -> bool:
    """千 and 百万 without a digit are round words; 十 is ten.

    >>> is_round_word("千"), is_round_word("2千"), is_round_word("十")
    (True, False, False)
    """
    plain = number.translate(PLAIN)
    return plain[-1:] in "百千万亿" and plain.strip("百千万亿") in ("", "上")


def _words(table: dict[str, str]) -> str:
    return "|".join(re.escape(w) for w in sorted(table, key=lambda w: (-len(w), w)))


DIGIT = "0-9０-９"
ARABIC = rf"[{DIGIT}]+(?:(?:,[{DIGIT}]{{3}})+(?![{DIGIT}])|(?:，[０-９]{{3}})+(?![{DIGIT}]))?(?:[.．][{DIGIT}]+)?"
_HAN = f"{CHINESE}{VAGUE}{FORMAL}"
_MIXED = (
    rf"(?:[余餘多来來几]?[十百千万亿萬億拾佰仟]+(?:(?:{ARABIC}|[一二三四五六七八九])[十百千万亿萬億])*"
    rf"(?:[一二三四五六七八九](?![十百千万亿萬億]))?)?"
)
_TAIL = r"(?:点[零一二三四五六七八九]+(?=[万亿萬億])|[余餘多来來](?=[万亿萬億]))?[万亿萬億]*"
NUMBER = rf"(?:{ARABIC}{_MIXED}|[{_HAN}]+{_TAIL})"
# The same, to search with: it begins with one set of characters, which `re` skips to without trying anything else.
CANDIDATE = (
    rf"[{DIGIT}{_HAN}半](?:(?<=[{DIGIT}]){ARABIC.replace(']+', ']*', 1)}{_MIXED}"
    rf"|(?<=[{CHINESE}])[{CHINESE}]*{_TAIL}"
    rf"|(?<=[{VAGUE}])(?:[十百千万亿萬億]+|(?=[名位个個家次天支台辆箱户戶场轮][^据字]))"
    rf"|(?<=[{FORMAL}])(?<!队伍)(?<!隊伍)(?=[拾佰仟万萬])[{FORMAL}{CHINESE}]+"
    rf"|(?<=半))"
)
FRACTION = rf"(?P<base>[{_HAN}]+)分之"


@cache
def _expression() -> re.Pattern[str]:
    measures = "|".join(re.escape(w) for w in sorted(measure_words(), key=lambda w: (-len(w), w)))
    noun = r"[\u4e00-\u9fff]{1,6}"
    return re.compile(
        rf"(?P<before>{_words(PREFIXES)})?\s*(?:{FRACTION})?(?P<number>{NUMBER})(?P<hedge>[余餘多来來+])?"
        rf"(?:\s*(?P<first>{measures})?\s*(?:[-－–—~～〜至到]+)\s*(?P<other>{NUMBER})(?P<otherhedge>[余餘多来來+])?)?"
        rf"\s*(?P<big>大)?(?P<measure>{measures})?(?P<half>半)?(?P<second>[(（][\u4e00-\u9fff]{{1,2}}[)）])?"
        rf"(?P<after>{_words(SUFFIXES)})?(?P<noun>{noun})?"
    )


def read_expression(expression: str) -> Reading:
    """A printed expression as a reading; raises UnreadableExpression where the grammar does not know the words.

    >>> r = read_expression("近 300 名"); r.value, r.lower, r.upper, r.qualifier.value, r.unit_class
    (300, None, 300, 'nearly', 'person')
    >>> r = read_expression("20余万份"); r.value, r.lower, r.upper, r.measure_word
    (200000, 200000, None, '份')
    """
    match = _expression().fullmatch(simplified(expression.strip()))
    if match is None:
        raise UnreadableExpression(expression)
    number, other, noun = match["number"], match["other"], match["noun"] or ""
    if noun.startswith("一"):
        raise UnreadableExpression(expression)  # 七位一体 is a name
    measure = match["measure"] or match["first"] or noun
    if noun and measure + noun in measure_words():
        measure += noun  # 1个半小时, 3个多月
    plain = number.translate(PLAIN)
    hedges = {HEDGES[c] for c in plain if c in "余多来"}
    bare = "".join(c for c in plain if c not in "余多来")
    low, high = amount(bare)
    several = "几" in bare or "数" in bare
    if other:
        high = amount("".join(c for c in other.translate(PLAIN) if c not in "余多来"))[1]
        last = bare[-1]
        if last not in POWERS and other[-1].translate(PLAIN) in "万亿" and low < high / 10_000:
            low *= POWERS[other[-1].translate(PLAIN)]  # 2至3万 shares its 万
        several = False
    for group in ("hedge", "otherhedge"):
        if match[group]:
            hedges.add(HEDGES[match[group].translate(PLAIN)])
    if match["before"]:
        hedges.add(PREFIXES[match["before"]])
    if match["after"]:
        hedges.add(SUFFIXES[match["after"]])
    unit = measure_words().get(measure)
    unit_class = unit_classes()[unit] if unit else "item"
    if match["base"]:
        base = amount(match["base"])[0]
        unit_class = "ratio"
        measure = measure or ("%" if base == 100 else "成")
        if base != 100:
            low, high = low / base, high / base
    elif measure == "成":
        low, high = low / 10, high / 10
    if match["half"]:
        low, high = low + 0.5, high + 0.5
    value, lower, upper, qualifier = bounds(
        low, high, hedges, round_word=is_round_word(bare) and not other, several=several
    )
    return Reading(
        value=value, lower=lower, upper=upper, qualifier=qualifier, measure_word=measure, unit_class=unit_class
    )
