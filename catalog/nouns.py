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
