"""Validate: what the files of data/ say against each other, before anything is built.

Each rule looks at the distinct cells of a column; a rule that fails names every line it fails on.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from catalog.quantity import Qualifier
from etl import arrow, schema
from etl.arithmetic import RELATIONS, ids
from etl.faults import Fault
from etl.sheets import Sheet, duplicates
from etl.text.number import Reading, UnreadableExpression, read_expression
from etl.text.unit import fits

ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
NAME = re.compile(r"title|publisher|claimant|issue|(label|name|plural)(_en|_zh)?")
LONGEST_NAME = 500  # characters; a label of a megabyte stands in every picture and stops a browser for minutes
Sheets = Mapping[str, Sheet]
_ZERO, _BLANK = arrow.column(["0", ""], pa.string())  # a scalar made from a Python string imports pandas
Ids: TypeAlias = "Collection[str] | pa.ChunkedArray"


def everything(
    registry: Sheets, documents: Sheet, figures: Sheet, measures: Sheet, chains: Sheet
) -> tuple[pa.Table, list[Fault]]:
    """The readings of all printed expressions, and every fault."""
    ids = figures.table["figure_id"]
    faults = [*_registry(registry), *_documents(documents, registry), *_names([*registry.values(), documents])]
    faults += _figures(figures, registry)
    faults += _measures(measures, ids, registry)
    faults += _chains(chains, ids)
    faults += _arithmetic(registry["arithmetic"], ids)
    faults += duplicates(registry["particulars"], "figure_id")
    faults += known(registry["particulars"], "figure_id", ids, "a figure_id of data/figures")
    readings, unread = _readings(figures, registry)
    return readings, faults + unread


def known(sheet: Sheet, column: str, ids: Ids, where: str, *, blank: bool = False) -> list[Fault]:
    """Faults of cells that name nothing that is registered."""
    strange = _strange({*sheet.table[column].unique().to_pylist()} - ({""} if blank else set()), ids)
    return sheet.faults(column, strange.__contains__, f"unknown {column} {{}}", where) if strange else []


def _strange(names: Set[str], ids: Ids) -> set[str]:
    """Names that are not among the ids, of which there may be many more."""
    if names and isinstance(ids, pa.ChunkedArray):
        ids = ids.filter(pc.is_in(ids, value_set=arrow.column([*names], pa.string()))).to_pylist()
    return {*names}.difference(ids if names else ())


def _is_day(cell: str) -> bool:
    try:
        dt.date.fromisoformat(cell)
    except ValueError:
        return False
    return len(cell) == 10


def _days(sheet: Sheet, *columns: str, blank: bool = True) -> Iterable[Fault]:
    expected = "YYYY-MM-DD or nothing" if blank else "YYYY-MM-DD"
    for column in columns:
        yield from sheet.faults(
            column, lambda cell: not (_is_day(cell) or (blank and not cell)), "{} is no day", expected
        )


def _ids(sheet: Sheet, column: str) -> Iterable[Fault]:
    """Keys: each an id of its own that can be a file name, a URL parameter and an anchor, and nothing else."""
    yield from duplicates(sheet, column)
    good = pc.match_substring_regex(sheet.table[column], rf"\A(?:{ID.pattern})\z")
    if not pc.all(good).as_py():
        yield from sheet.where(pc.invert(good)).all_at_fault(column, "{} is no id", "a-z, 0-9, - and _")


def _whole(cell: str) -> bool:
    """Digits that fit the 32-bit columns of the warehouse."""
    return cell.isascii() and cell.isdigit() and len(cell) <= 9


def _spans(sheet: Sheet, *, blank: bool = False) -> Iterable[Fault]:
    start, end = (sheet.table[name] for name in ("start", "end"))
    whole = pc.and_(*(pc.match_substring_regex(cells, r"\A[0-9]{1,9}\z") for cells in (start, end)))
    a, b = (pc.if_else(whole, cells, _ZERO).cast(pa.int32()) for cells in (start, end))
    good = pc.less(a, b)
    if blank:
        good = pc.or_(good, pc.and_(*(pc.equal(cells, _BLANK) for cells in (start, end))))
    for file, line, *span in sheet.where(pc.invert(good)).rows("file", "line", "start", "end"):
        yield Fault(
            file=file,
            line=line,
            column="start,end",
            problem=f"span {span[0]!r}, {span[1]!r}",
            expected="two ordered integers, start < end",
        )


def _names(sheets: Iterable[Sheet]) -> Iterable[Fault]:
    """What stands as a name on every page and in every picture."""
    for sheet in sheets:
        for column in filter(NAME.fullmatch, sheet.table.column_names):
            yield from sheet.faults(
                column, lambda cell: len(cell) > LONGEST_NAME, "{} is too long", f"at most {LONGEST_NAME} characters"
            )


def _registry(registry: Sheets) -> Iterable[Fault]:
    places, units, metrics = registry["places"], registry["units"], registry["metrics"]
    yield from duplicates(units, "unit")
    for name, key in (("places", "scope_id"), ("metrics", "metric_id"), ("measures", "measure_id"),
                      ("waves", "wave_id"), ("arithmetic", "check_id")):  # fmt: skip
        yield from _ids(registry[name], key)
    scopes = places.table["scope_id"]
    yield from known(places, "level", schema.LEVELS, "one of " + ", ".join(sorted(schema.LEVELS)))
    yield from known(places, "parent_scope_id", scopes, "a scope_id of places.csv, or nothing", blank=True)
    yield from known(places, "area", scopes, "a scope_id of places.csv, or nothing", blank=True)
    yield from known(metrics, "unit", units.table["unit"], "a unit of data/registry/units.csv")
    yield from known(metrics, "theme", schema.THEMES, "one of " + ", ".join(sorted(schema.THEMES)))
    yield from known(metrics, "time_kind", schema.TIME_KINDS, "one of " + ", ".join(sorted(schema.TIME_KINDS)))
    measures = registry["measures"].table["measure_id"]
    yield from known(metrics, "measure", measures, "a block of measures.toml, or nothing", blank=True)
    for column in ("scope_a", "scope_b"):
        yield from known(registry["scope_matches"], column, scopes, "a scope_id of places.csv")
    yield from _days(registry["waves"], "from", "to", blank=False)
    yield from _spans(registry["scope_matches"])


def _documents(sheet: Sheet, registry: Sheets) -> Iterable[Fault]:
    places = registry["places"]
    localities = [scope for scope, level in places.rows("scope_id", "level") if level == "locality"]
    yield from known(sheet, "locality", localities, "a row of places.csv with level locality")
    yield from known(sheet, "default_scope", places.table["scope_id"], "a scope_id of places.csv")
    yield from _days(sheet, "as_of", blank=False)
    yield from sheet.faults("characters", lambda cell: not _whole(cell), "{} is no length", "code points of the text")
    yield from sheet.faults(
        "sha256",
        lambda cell: not re.fullmatch(r"[0-9a-f]{64}", cell),
        "{} is no SHA-256",
        "64 hexadecimal digits of the text's bytes",
    )


def _figures(sheet: Sheet, registry: Sheets) -> Iterable[Fault]:
    ids = sheet.table["figure_id"]
    scopes, metrics = registry["places"].table["scope_id"], registry["metrics"].table["metric_id"]
    yield from _ids(sheet, "figure_id")
    yield from _spans(sheet)
    yield from known(sheet, "metric", metrics, "a block of data/registry/metrics.toml")
    yield from known(sheet, "scope", scopes, "a scope_id of data/registry/places.csv")
    yield from known(sheet, "confidence", schema.CONFIDENCE, "high or low")
    yield from known(sheet, "part_of", ids, "the figure_id of the whole, or nothing", blank=True)
    yield from known(sheet, "repeat_of", ids, "the figure_id that is repeated, or nothing", blank=True)
    yield from _days(sheet, "period_start", "period_end", "period_end_min", "period_end_max", "as_of")


def _measures(sheet: Sheet, figures: Ids, registry: Sheets) -> Iterable[Fault]:
    codebook, scopes = registry["measures"].table["measure_id"], registry["places"].table["scope_id"]
    yield from known(sheet, "measure_id", codebook, "a block of data/registry/measures.toml")
    yield from known(sheet, "status", schema.MEASURE_STATUS, "one of " + ", ".join(sorted(schema.MEASURE_STATUS)))
    yield from known(sheet, "scope_id", scopes, "a scope_id of places.csv, or nothing", blank=True)
    yield from _spans(sheet, blank=True)
    yield from _listed(sheet, "figure_ids", figures)


def _chains(chains: Sheet, figures: Ids) -> Iterable[Fault]:
    for file in chains.table["file"].unique():
        sheet = chains.where(pc.equal(chains.table["file"], file))
        yield from _ids(sheet, "node_id")
        parents = sheet.table["node_id"]
        yield from known(sheet, "parent_node_id", parents, "a node_id of this file", blank=True)
    yield from chains.faults("level_order", lambda cell: not _whole(cell), "{} is no whole number", "0, 1, 2 …")
    yield from chains.faults(
        "count", lambda cell: not (_whole(cell) or not cell), "{} is no number", "digits or nothing"
    )
    yield from _spans(chains, blank=True)
    yield from _listed(chains, "figure_id", figures)


def _arithmetic(checks: Sheet, figures: Ids) -> Iterable[Fault]:
    for column in ("left", "right"):
        yield from _listed(checks, column, figures, ids, "figure ids joined by + or one /")
    yield from known(checks, "relation", RELATIONS, "one of " + ", ".join(RELATIONS))


def _split(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def _listed(
    sheet: Sheet, column: str, figures: Ids, split: Callable[[str], list[str]] = _split,
    expected: str = "figure ids, separated by ;",
) -> list[Fault]:  # fmt: skip
    """Faults of cells of which a part is no figure."""
    strange = _strange({part for cell in sheet.table[column].unique().to_pylist() for part in split(cell)}, figures)
    return sheet.faults(
        column, lambda cell: not strange.isdisjoint(split(cell)), "{} names an unknown figure", expected
    )


def _readings(figures: Sheet, registry: Sheets) -> tuple[pa.Table, list[Fault]]:
    """One reading for each pair of expression and override; a fault where there is none or its class does not fit."""
    unit_class = registry["units"].pairs("unit", "unit_class")
    unit_of = registry["metrics"].pairs("metric_id", "unit")
    told = ("expression", "override", "metric")
    readings: dict[tuple[str, str], Reading | Exception] = {}
    wrong: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for expression, override, metric in zip(*_distinct(figures.table, told), strict=True):
        reading = readings.get((expression, override))
        if reading is None:
            reading = readings[expression, override] = _read(expression, override)
        column = "override" if override else "expression"
        unit = unit_of.get(metric)
        if isinstance(reading, Exception):
            expected = "a printed quantity, or an override with its reason"
            wrong[expression, override, metric] = (column, str(reading), expected)
        elif unit is not None and not override and not fits(reading.unit_class, unit_class.get(unit, "")):
            problem = f"{expression!r} counts {reading.unit_class} under metric {metric!r}"
            expected = f"a measure word for {unit} ({unit_class.get(unit)})"
            wrong[expression, override, metric] = (column, problem, expected)
    faults = [
        Fault(file=file, line=line, column=column, problem=problem, expected=expected)
        for file, line, *cells in (figures.rows("file", "line", *told) if wrong else ())
        if tuple(cells) in wrong
        for column, problem, expected in [wrong[tuple(cells)]]
    ]
    read = {pair: reading for pair, reading in readings.items() if not isinstance(reading, Exception)}
    table = arrow.table(read.values(), schema.READING, getattr)
    for position, name in enumerate(("expression", "override")):
        table = table.append_column(name, arrow.column([pair[position] for pair in read], pa.string()))
    return table, faults


def _distinct(table: pa.Table, columns: Sequence[str]) -> list[list[str]]:
    """Some columns of the rows that differ in them, in the order in which they first appear."""
    codes = np.zeros(len(table), dtype=np.int64)
    for name in columns:
        found = table[name].combine_chunks().dictionary_encode()
        codes = codes * max(len(found.dictionary), 1) + arrow.integers(found.indices)
    rows = table.select(columns).take(arrow.rows(np.sort(np.unique(codes, return_index=True)[1])))
    return [rows[name].to_pylist() for name in columns]


def _read(expression: str, override: str) -> Reading | Exception:
    try:
        return _overridden(override) if override else read_expression(expression)
    except (UnreadableExpression, ValueError) as error:
        return error


def _overridden(override: str) -> Reading:
    """A reading that a person fixed: `value=1 lower=1 upper=1 qualifier=exact; why no grammar should read it`."""
    fields, _, reason = override.partition(";")
    given = dict(part.split("=", 1) for part in fields.split() if "=" in part)
    if given.keys() != {"value", "lower", "upper", "qualifier"} or not reason.strip():
        raise ValueError(f"override {override!r} is not `value=… lower=… upper=… qualifier=…; reason`")
    number = {name: float(given[name]) if given[name] else None for name in ("value", "lower", "upper")}
    if not all(math.isfinite(value) for value in number.values() if value is not None):
        raise ValueError(f"override {override!r}: a bound is finite, or blank where it is open")
    return Reading(**number, qualifier=Qualifier(given["qualifier"]), measure_word="", unit_class="")
