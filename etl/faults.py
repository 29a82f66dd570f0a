"""Faults: what is wrong with the input, where, and what was expected; all of them at once, not the first one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


def plain(text: object, most: int = 300) -> str:
    """Foreign text as one line that a terminal shows and does not obey: control and direction marks made visible, cut.

    >>> plain("\\x1b[2Jred\\u202e"), plain("a" * 9, 4), plain("联防 \u3000ok")
    ('\\\\x1b[2Jred\\\\u202e', 'aaa…', '联防 \u3000ok')
    """
    found = str(text)
    cut = found if len(found) <= most else found[: most - 1] + "…"
    return "".join(c if c.isprintable() or c == "\u3000" else c.encode("unicode_escape").decode() for c in cut)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One fault; `column` is a column of a CSV, a key of a TOML, or empty where the whole line is meant."""

    file: str
    line: int
    column: str
    problem: str
    expected: str

    def __str__(self) -> str:
        """As an editor jumps to it.

        >>> str(Fault(file="a.csv", line=3, column="unit", problem="unknown unit 'x'", expected="a row of units.csv"))
        "a.csv:3: unit: unknown unit 'x', expected a row of units.csv"
        """
        place = f"{plain(self.file)}:{self.line}: " + (f"{plain(self.column)}: " if self.column else "")
        return f"{place}{plain(self.problem)}, expected {plain(self.expected, 1000)}"


class Refused(Exception):
    """The data was refused, for its faults or for one reason that stands in no line; nothing was published."""

    def __init__(self, faults: Iterable[Fault] = (), *, reason: str = "") -> None:
        self.faults = sorted(set(faults))
        self.lines = [str(fault) for fault in self.faults] + ([reason] if reason else [])
        super().__init__("\n".join(self.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check query: it holds when it returned no rows; `examples` are the first rows it did return."""

    check_id: str
    rule: str
    failing_rows: int
    examples: tuple[dict[str, Any], ...]

    @property
    def holds(self) -> bool:
        return self.failing_rows == 0


class CheckFailed(Exception):
    """Checks found rows that break their rule; nothing was published."""

    def __init__(self, failed: Iterable[CheckResult]) -> None:
        self.failed = tuple(failed)
        super().__init__(
            "\n".join(
                f"etl/sql/check/{check.check_id}.sql: {check.failing_rows} rows break the rule: {check.rule} "
                f"First: {plain(check.examples[0])}"
                for check in self.failed
            )
        )
