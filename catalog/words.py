"""Say: every word a reader sees, in the reader's language.

English text is the message id; other languages are gettext catalogues in locale/. The catalogue is compiled from its
.po in memory, so there is no compiled file that could be older than its source.
"""

import datetime as dt
import gettext
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal

from catalog.quantity import Qualifier

LOCALE = Path(__file__).resolve().parent.parent / "locale"
LANGUAGES = ("zh", "en")
# parsed once: by its name each number would parse it again
BABEL = {"zh": Locale.parse("zh_CN"), "en": Locale.parse("en_GB")}
HTML_LANG = {"zh": "zh-CN", "en": "en"}


class Printed(Protocol):
    """Anything with a value, bounds and a qualifier: a Figure, an Indicator, a Quantity."""

    @property
    def value(self) -> float | None: ...
    @property
    def lower(self) -> float | None: ...
    @property
    def upper(self) -> float | None: ...


def mark(message: str) -> str:
    """Mark a message for extraction where it stands as data; it is said later."""
    return message


def language(wanted: str | None) -> str:
    """The language of the product for a tag such as `zh-CN`, `en-GB` or nothing; English where it has none of its own.

    >>> language("zh-Hans-CN"), language("de"), language(None)
    ('zh', 'en', 'en')
    """
    tag = (wanted or "").replace("_", "-").split("-")[0].lower()
    return tag if tag in LANGUAGES else "en"


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    path = LOCALE / lang / "LC_MESSAGES" / "lianfang.po"
    if not path.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@dataclass(frozen=True, slots=True)
class Say:
    """The words of one language; passed in, never a global.

    >>> Say("en")("{place} reports {n} households", place="Quanzhou", n=3)
    'Quanzhou reports 3 households'
    """

    lang: str

    def __call__(self, message: str, /, **fields: object) -> str:
        """The message in this language with its named fields filled in."""
        said = _catalogue(self.lang).gettext(message)
        return said.format_map(fields) if fields else said

    def plural(self, one: str, many: str, n: float, /, **fields: object) -> str:
        """The singular or plural message for `n`, with `{n}` printed in this language."""
        count = int(n) if float(n).is_integer() else 2
        return _catalogue(self.lang).ngettext(one, many, count).format_map({"n": self.number(n), **fields})

    def label(self, noun: object, field: str = "label") -> str:
        """A registry word (`label_en`, `label_zh`, `name_en` …) of this language."""
        return str(getattr(noun, f"{field}_{self.lang}"))

    def number(self, x: float) -> str:
        """A number as it is read: whole numbers in full, quotients to about four significant digits.

        >>> Say("en").number(83599), Say("en").number(79.2758621), Say("zh").number(0.0959271), Say("en").number(3.25)
        ('83,599', '79.3', '0.0959', '3.25')
        """
        size = abs(x)
        decimals = 0 if float(x).is_integer() or size >= 10_000 else 1 if size >= 10 else 2 if size >= 1 else 4
        return str(format_decimal(round(x, decimals), format="#,##0." + "#" * decimals, locale=BABEL[self.lang]))

    def spelled(self, n: int) -> str:
        """A count of places or articles inside a sentence: a word up to ten, then digits.

        >>> Say("en").spelled(5), Say("zh").spelled(5), Say("en").spelled(5000)
        ('five', '五', '5,000')
        """
        words = (
            "零一两三四五六七八九十"
            if self.lang == "zh"
            else ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        )
        return words[n] if 0 <= n < len(words) else self.number(n)

    def compact(self, x: float) -> str:
        """A short number for axes.

        >>> Say("zh").compact(238000), Say("en").compact(238000)
        ('23.8万', '238K')
        """
        return str(format_compact_decimal(x, fraction_digits=1, locale=BABEL[self.lang]))

    def date(self, day: dt.date) -> str:
        """A day in words.

        >>> Say("zh").date(dt.date(2022, 3, 24)), Say("en").date(dt.date(2022, 3, 24))
        ('2022年3月24日', '24 March 2022')
        """
        return str(format_date(day, format="long", locale=BABEL[self.lang]))

    def join(self, parts: list[str] | tuple[str, ...]) -> str:
        """A list in words: a, b and c."""
        if self.lang == "zh":
            return "、".join(parts)
        return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""

    def amount(self, printed: Printed, qualifier: str, unit_one: str = "", unit_many: str = "") -> str:
        """How a printed quantity reads: its bounds in words, with its unit.

        >>> from catalog.quantity import Quantity
        >>> near = Quantity(value=300, lower=None, upper=300, qualifier="nearly", unit="person", unit_class="person")
        >>> Say("en").amount(near, "nearly", "person", "people")
        'at most 300 people'
        """
        say = self  # the extractor looks for this name
        if printed.value is None and printed.lower is None and printed.upper is None:
            return say("not reported")
        sharp = printed.value if printed.value is not None else printed.upper or printed.lower
        unit = unit_one if sharp == 1 else unit_many or unit_one
        gap = "" if self.lang == "zh" or not unit else " "
        low, high, value = (
            None if x is None else self.number(x) for x in (printed.lower, printed.upper, printed.value)
        )
        if qualifier == Qualifier.ABOUT and value:
            return say("about {value}{gap}{unit}", value=value, gap=gap, unit=unit)
        if low and high and low != high:
            return say("{low} to {high}{gap}{unit}", low=low, high=high, gap=gap, unit=unit)
        if low and high:
            return say("{value}{gap}{unit}", value=low, gap=gap, unit=unit)
        if low:
            return say("at least {value}{gap}{unit}", value=low, gap=gap, unit=unit)
        if high:
            return say("at most {value}{gap}{unit}", value=high, gap=gap, unit=unit)
        return say("about {value}{gap}{unit}", value=value, gap=gap, unit=unit)
