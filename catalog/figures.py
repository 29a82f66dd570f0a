"""A printed figure and an indicator worked out from figures: the two kinds of row that charts, pages and verdicts take.

Both carry all that a verdict asks about (area, wave, kind of time, unit), so that no chart needs a second source.
"""

from dataclasses import dataclass
from datetime import date

from catalog.quantity import Qualifier, Quantity


class Silent(LookupError):
    """A row without a printed figure was asked for its quantity: silence is not a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A row of mart.figures: one printed figure, or one metric of which a locality reports nothing.

    A silent row has metric, theme, locality, wave, unit and status, and None for the rest. `value` is None also where a
    range or 几 was printed: `status` alone says whether something was reported. Bounds of None are open ends.
    `definition` says what the metric's word means here, where it means another thing elsewhere; `giver` and
    `recipient` are kinds of body, for money and goods.
    """

    figure_id: str | None
    source_id: str | None
    span_start: int | None
    span_end: int | None
    expression: str | None
    metric_id: str
    theme: str
    locality: str
    scope_id: str | None
    scope_level: str | None
    value: float | None
    lower: float | None
    upper: float | None
    qualifier: str | None
    unit: str
    unit_class: str
    time_kind: str
    period_start: date | None
    period_end: date | None
    period_end_min: date | None
    period_end_max: date | None
    as_of: date | None
    wave_id: str
    part_of: str | None
    repeat_of: str | None
    claimant: str | None
    self_reported: bool | None
    confidence: str | None
    rule_version: str | None
    counted: str | None
    note: str | None
    status: str
    chartable: bool
    extensive: bool
    definition: str | None
    giver: str | None
    recipient: str | None

    @property
    def quantity(self) -> Quantity:
        """What was printed, with its bounds and unit.

        Raises:
            Silent: nothing was printed.
        """
        if self.qualifier is None:
            raise Silent(f"{self.locality} prints no figure for {self.metric_id} ({self.status})")
        return Quantity(
            value=self.value,
            lower=self.lower,
            upper=self.upper,
            qualifier=Qualifier(self.qualifier),
            unit=self.unit,
            unit_class=self.unit_class,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A row of mart.indicators: one quotient in one locality; its area is that of its denominator.

    `unit` and `unit_class` name both parts (household/grid, household/item). `value` is None where the window is
    assumed or a range was printed. `caveats` are codes of caveats.toml, in their order there.
    """

    indicator_id: str
    locality: str
    scope_id: str
    scope_level: str
    wave_id: str
    value: float | None
    lower: float | None
    upper: float | None
    unit: str
    unit_class: str
    numerator_figures: tuple[str, ...]
    denominator_figures: tuple[str, ...]
    caveats: tuple[str, ...]

    @property
    def quantity(self) -> Quantity:
        """The quotient with its bounds; its qualifier is the one the bounds spell."""
        return Quantity(
            value=self.value,
            lower=self.lower,
            upper=self.upper,
            qualifier=Qualifier.of(self.value, self.lower, self.upper),
            unit=self.unit,
            unit_class=self.unit_class,
        )
