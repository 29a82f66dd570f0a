"""The nouns of the registry as a reader gets them: from the version that was opened, never from data/registry.

One frozen dataclass a table of `core`; a stray or missing column fails when the version is opened.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    unit: str
    unit_class: str
    label_en: str
    plural_en: str
    label_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    metric_id: str
    theme: str
    unit: str
    time_kind: str
    extensive: bool
    measure_id: str | None
    label_en: str
    label_zh: str
    definition_en: str
    definition_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A locality (level `locality`, with the area its name stands for) or a scope under it."""

    scope_id: str
    locality: str
    level: str
    name_en: str
    name_zh: str
    parent_scope_id: str | None
    gb_t_2260: str | None
    area: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    wave_id: str
    start: dt.date
    end: dt.date
    label_en: str
    label_zh: str
    note_en: str
    note_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article: what it prints of itself (None: it prints none) and what was inferred, with its basis."""

    source_id: str
    locality: str
    title: str | None
    publisher: str
    issue: str | None
    published: str | None
    published_basis: str
    as_of: dt.date
    year_basis: str
    claimant: str
    claimant_kind: str
    self_reported: bool
    default_scope: str
    characters: int
    sha256: str
    wave_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    code: str
    grade: str
    label_en: str
    label_zh: str
    sentence_en: str
    sentence_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A quotient that is not offered in a locality though its article prints both sides; reasons are caveat codes."""

    indicator_id: str
    locality: str
    label_en: str
    label_zh: str
    quotients: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry of the glossary."""

    term_id: str
    label_en: str
    label_zh: str
    definition_en: str
    definition_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotient:
    """An indicator that is offered: its name, and the quotients that answer it, in order of preference."""

    indicator_id: str
    label_en: str
    label_zh: str
    quotients: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One control measure of the codebook, with the words that were searched for it."""

    measure_id: str
    measure_group: str
    label_en: str
    label_zh: str
    definition_en: str
    definition_zh: str
    search_terms: str

    @property
    def words(self) -> tuple[str, ...]:
        """The searched words, in the order of the codebook."""
        return tuple(self.search_terms.split(";"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A row of mart.measures: what one article says of one measure, or that it says nothing (status not_mentioned).

    `status` is a word and stays one: silence is no number. `found` are searched words that occur in another sense.
    """

    measure_id: str
    locality: str
    status: str
    evidence: str
    source_id: str
    span_start: int | None
    span_end: int | None
    scope_id: str | None
    scope_level: str | None
    figure_ids: str | None
    confidence: str | None
    note_en: str | None
    note_zh: str | None
    found_terms: str | None

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of the figures that count the measure or its reach."""
        return tuple((self.figure_ids or "").split(";")) if self.figure_ids else ()

    @property
    def found(self) -> tuple[str, ...]:
        """Searched words that the article has, in another sense."""
        return tuple(self.found_terms.split(";")) if self.found_terms else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A row of mart.chain_of_command: one body, unit or group of people and what it hangs on.

    `count` is the printed stem: qualifier and bounds are those of its figures. Only `count_kind` total enters a mean.
    """

    locality: str
    node_id: str
    parent_node_id: str | None
    name_en: str
    name_zh: str
    count: float | None
    figure_id: str | None
    span_start: int | None
    span_end: int | None
    tier: str
    branch: str
    link_basis: str
    count_kind: str | None
    note_en: str | None
    note_zh: str | None

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of the figures that print the count; more than one where the count is our sum."""
        return tuple(self.figure_id.split(";")) if self.figure_id else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A row of mart.arithmetic: two sides of figure ids (joined by + or /), their relation and whether it holds."""

    check_id: str
    locality: str
    relation: str
    left: str
    right: str
    note_en: str
    note_zh: str
    left_value: float | None
    right_value: float | None
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A guided question: what is right to answer, why, and the template of the answer with what fills its fields."""

    question_id: str
    level: str
    kind: str
    verdict: str
    may_rank: bool
    reasons: tuple[str, ...]
    figures: tuple[str, ...]
    leads_to: str
    question_en: str
    question_zh: str
    answer_en: str
    answer_zh: str
    instead_en: str | None
    instead_zh: str | None
    numbers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two coders agreed on one aspect; an upper bound, and to be shown as one."""

    aspect: str
    statistic: str
    value: float
    label_en: str
    label_zh: str
