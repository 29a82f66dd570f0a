"""Faults: what is wrong with the input, where, and what was expected; all of them at once, not the first one."""

from collections.abc import Iterable
from dataclasses import dataclass


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
        place = f"{self.file}:{self.line}: " + (f"{self.column}: " if self.column else "")
        return f"{place}{self.problem}, expected {self.expected}"


class Refused(Exception):
    """The data was refused; nothing was published."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
