"""Line: one measured number, what it is held against, and whether its goals are met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`value` in `unit`, beside `base` (of `against`) in the same unit. Limits of None are no goal."""

    section: str
    what: str
    value: float
    unit: str
    against: str = ""
    base: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    ratio_at_most: float | None = None
    ratio_at_least: float | None = None
    failed: str = ""  # why there is no value

    @property
    def ratio(self) -> float | None:
        return self.value / self.base if self.base else None

    @property
    def goal(self) -> str:
        """The goals in words."""
        limits = (("≤", self.at_most, f" {self.unit}"), ("≥", self.at_least, f" {self.unit}"),
                  ("≤", self.ratio_at_most, " ×"), ("≥", self.ratio_at_least, " ×"))  # fmt: skip
        return " and ".join(f"{sign} {limit:g}{unit}" for sign, limit, unit in limits if limit is not None)

    @property
    def met(self) -> bool:
        """Whether every goal is met; a ratio without its base is not."""
        ratio = self.ratio
        return (
            not self.failed
            and (self.at_most is None or self.value <= self.at_most)
            and (self.at_least is None or self.value >= self.at_least)
            and (self.ratio_at_most is None or (ratio is not None and ratio <= self.ratio_at_most))
            and (self.ratio_at_least is None or (ratio is not None and ratio >= self.ratio_at_least))
        )

    def record(self) -> dict[str, object]:
        """The line for machines."""
        return {
            "section": self.section, "what": self.what, "unit": self.unit,
            "value": None if self.failed else round(self.value, 4),
            "against": self.against, "base": None if self.base is None else round(self.base, 4),
            "ratio": None if self.ratio is None else round(self.ratio, 3), "goal": self.goal, "met": self.met,
            "failed": self.failed,
        }  # fmt: skip


def interleaved(measure: Callable[[str], float], names: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Each name once a round, in an order that turns, so that what disturbs the machine disturbs all of them."""
    found: dict[str, list[float]] = {name: [] for name in names}
    for n in range(rounds):
        turn = n % len(names)
        for name in (*names[turn:], *names[:turn]):
            found[name].append(measure(name))
    return found


def middle(values: Sequence[float]) -> float:
    """The median."""
    return float(median(values))


def late(values: Sequence[float]) -> float:
    """The 95th of a hundred, by rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
