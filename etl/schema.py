"""What every file of data/ must look like: its columns, and the closed lists their cells are drawn from."""

import pyarrow as pa

THEMES = frozenset(
    [
        "volunteers",
        "grids",
        "materials",
        "testing",
        "population",
        "organisation",
        "publicity",
        "screening",
        "services",
        "donations",
        "other",
    ]
)
TIME_KINDS = frozenset(["stock", "cumulative", "flow", "rate", "plan"])
LEVELS = frozenset(
    [
        "locality",
        "province",
        "city",
        "district",
        "county",
        "county_seat",
        "subdistrict_or_town",
        "community",
        "village",
        "villager_group",
        "compound",
        "site",
        "post",
        "organisation",
        "individual",
    ]
)
CONFIDENCE = frozenset(("high", "low"))
MEASURE_STATUS = frozenset(["present_with_figure", "present", "mentioned_as_plan", "not_mentioned", "not_coded"])

PLACES = ["scope_id", "locality", "level", "name_zh", "name_en", "parent_scope_id", "gb_t_2260", "area"]
UNITS = ["unit", "unit_class", "label_en", "plural_en", "label_zh"]
WAVES = ["wave_id", "from", "to", "label_zh", "label_en", "note_zh", "note_en", "not_applicable_measures", "source"]
MATCHES = ["scope_a", "scope_b", "document", "start", "end", "note"]
PARTICULARS = [
    "figure_id", "definition_en", "definition_zh", "giver_en", "giver_zh", "recipient_en", "recipient_zh",
]  # fmt: skip
ARITHMETIC = ["check_id", "locality", "relation", "left", "right", "note_en", "note_zh"]
AGREEMENT = ["aspect", "statistic", "value", "label_en", "label_zh"]
FIGURES = [
    "figure_id",
    "start",
    "end",
    "expression",
    "metric",
    "scope",
    "period_start",
    "period_end",
    "period_end_min",
    "period_end_max",
    "as_of",
    "part_of",
    "repeat_of",
    "confidence",
    "counted",
    "override",
    "disagreement",
    "note",
]
MEASURES = [
    "measure_id",
    "status",
    "start",
    "end",
    "scope_id",
    "figure_ids",
    "evidence",
    "confidence",
    "note",
    "note_zh",
]
CHAINS = [
    "node_id",
    "parent_node_id",
    "level_order",
    "name_zh",
    "name_en",
    "count",
    "figure_id",
    "start",
    "end",
    "tier",
    "branch",
    "link_basis",
    "count_kind",
    "note",
    "note_zh",
]

_WORDS = [(name, pa.string()) for name in ("label_en", "label_zh")]
_CODES = pa.list_(pa.string())
READING = pa.schema(
    [(name, pa.string()) for name in ("qualifier", "measure_word")]
    + [(name, pa.float64()) for name in ("value", "lower", "upper")]
)
CHECK = pa.schema([("check_id", pa.string()), ("rule", pa.string()), ("holds", pa.bool_())])
QUOTIENT = pa.schema([("indicator_id", pa.string()), *_WORDS, ("quotients", _CODES)])
REFUSAL = pa.schema(
    [("indicator_id", pa.string()), ("locality", pa.string()), *_WORDS, ("quotients", _CODES), ("reasons", _CODES)]
)

LABELS: dict[str, type] = {"label_en": str, "label_zh": str}
WORDS: dict[str, type] = {**LABELS, "definition_en": str, "definition_zh": str}
METRIC: dict[str, type] = {"theme": str, "unit": str, "time_kind": str, "extensive": bool, "measure": str, **WORDS}
MEASURE: dict[str, type] = {"group": str, **WORDS, "coding_rule": str, "wave_note": str, "search_terms": list}
DOCUMENT: dict[str, type] = {
    "locality": str, "title": str, "publisher": str, "issue": str, "published": str, "published_basis": str,
    "as_of": str, "year_basis": str, "claimant": str, "claimant_kind": str, "self_reported": bool,
    "default_scope": str, "characters": int, "sha256": str,
}  # fmt: skip
CAVEAT: dict[str, type] = {"grade": str, **LABELS, "sentence_en": str, "sentence_zh": str}
TERM: dict[str, type] = {**WORDS}
QUESTION: dict[str, type] = {
    "level": str, "kind": str, "verdict": str, "may_rank": bool, "reasons": list, "figures": list, "leads_to": str,
    "question_en": str, "question_zh": str, "answer_en": str, "answer_zh": str, "instead_en": str, "instead_zh": str,
    "numbers": dict,
}  # fmt: skip
