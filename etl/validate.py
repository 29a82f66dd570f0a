"""Validate: what the files of data/ say against each other, before anything is built.

Each rule looks at the distinct cells of a column; a rule that fails names every line it fails on.
"""

import datetime as dt
import math
import re
from collections.abc import Collection, Iterable, Mapping, Set

import pyarrow as pa

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


def everything(registry: Sheets, documents: Sheets, coded: Mapping[str, Sheets]) -> tuple[pa.Table, list[Fault]]:
    """The readings of all printed expressions, and every fault."""
    faults = [*_registry(registry), *_documents(documents, registry), *_names({**registry, **documents}.values())]
    faults += _figures(coded["figures"], registry)
    faults += _measures(coded["measures"], coded["figures"], registry)
    faults += _chains(coded["chains"], coded["figures"])
    faults += _arithmetic(registry["arithmetic"], coded["figures"])
    faults += _particulars(registry["particulars"], coded["figures"])
    readings, unread = _readings(coded["figures"], registry)
    return readings, faults + unread


def known(sheet: Sheet, column: str, ids: Collection[str], where: str, *, blank: bool = False) -> list[Fault]:
    """Faults of cells that name nothing that is registered."""
    names = ids if isinstance(ids, Set) else set(ids)
    return sheet.faults(
        column, lambda cell: cell not in names and not (blank and not cell), f"unknown {column} {{}}", where
    )


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


def _ids(sheets: Iterable[Sheet], column: str) -> Iterable[Fault]:
    """Keys: each an id of its own that can be a file name, a URL parameter and an anchor, and nothing else."""
    sheets = list(sheets)
    yield from duplicates(sheets, column)
    for sheet in sheets:
        yield from sheet.faults(column, lambda cell: not ID.fullmatch(cell), "{} is no id", "a-z, 0-9, - and _")


def _whole(cell: str) -> bool:
    """Digits that fit the 32-bit columns of the warehouse."""
    return cell.isascii() and cell.isdigit() and len(cell) <= 9


def _spans(sheet: Sheet, *, blank: bool = False) -> Iterable[Fault]:
    for line, start, end in zip(sheet.lines, sheet.columns["start"], sheet.columns["end"], strict=True):
        if blank and not start and not end:
            continue
        if not (_whole(start) and _whole(end) and int(start) < int(end)):
            yield Fault(
                file=sheet.file,
                line=line,
                column="start,end",
                problem=f"span {start!r}, {end!r}",
                expected="two ordered integers, start < end",
            )


def _names(sheets: Iterable[Sheet]) -> Iterable[Fault]:
    """What stands as a name on every page and in every picture."""
    for sheet in sheets:
        for column in filter(NAME.fullmatch, sheet.columns):
            yield from sheet.faults(
                column, lambda cell: len(cell) > LONGEST_NAME, "{} is too long", f"at most {LONGEST_NAME} characters"
            )


def _registry(registry: Sheets) -> Iterable[Fault]:
    places, units, metrics = registry["places"], registry["units"], registry["metrics"]
    yield from duplicates([units], "unit")
    for name, key in (("places", "scope_id"), ("metrics", "metric_id"), ("measures", "measure_id"),
                      ("waves", "wave_id"), ("arithmetic", "check_id")):  # fmt: skip
        yield from _ids([registry[name]], key)
    scopes = places.columns["scope_id"]
    yield from known(places, "level", schema.LEVELS, "one of " + ", ".join(sorted(schema.LEVELS)))
    yield from known(places, "parent_scope_id", scopes, "a scope_id of places.csv, or nothing", blank=True)
    yield from known(places, "area", scopes, "a scope_id of places.csv, or nothing", blank=True)
    yield from known(metrics, "unit", units.columns["unit"], "a unit of data/registry/units.csv")
    yield from known(metrics, "theme", schema.THEMES, "one of " + ", ".join(sorted(schema.THEMES)))
    yield from known(metrics, "time_kind", schema.TIME_KINDS, "one of " + ", ".join(sorted(schema.TIME_KINDS)))
    measures = registry["measures"].columns["measure_id"]
    yield from known(metrics, "measure", measures, "a block of measures.toml, or nothing", blank=True)
    for column in ("scope_a", "scope_b"):
        yield from known(registry["scope_matches"], column, scopes, "a scope_id of places.csv")
    yield from _days(registry["waves"], "from", "to", blank=False)
    yield from _spans(registry["scope_matches"])


def _documents(documents: Sheets, registry: Sheets) -> Iterable[Fault]:
    places = registry["places"]
    scopes = {*places.columns["scope_id"]}
    localities = {
        scope for scope, level in zip(places.columns["scope_id"], places.columns["level"], strict=True)
        if level == "locality"
    }  # fmt: skip
    for sheet in documents.values():
        yield from known(sheet, "locality", localities, "a row of places.csv with level locality")
        yield from known(sheet, "default_scope", scopes, "a scope_id of places.csv")
        yield from _days(sheet, "as_of", blank=False)
        yield from sheet.faults(
            "characters", lambda cell: not _whole(cell), "{} is no length", "code points of the text"
        )
        yield from sheet.faults(
            "sha256",
            lambda cell: not re.fullmatch(r"[0-9a-f]{64}", cell),
            "{} is no SHA-256",
            "64 hexadecimal digits of the text's bytes",
        )


def _figures(figures: Sheets, registry: Sheets) -> Iterable[Fault]:
    yield from _ids(figures.values(), "figure_id")
    ids = {figure for sheet in figures.values() for figure in sheet.columns["figure_id"]}
    scopes, metrics = {*registry["places"].columns["scope_id"]}, {*registry["metrics"].columns["metric_id"]}
    for sheet in figures.values():
        yield from _spans(sheet)
        yield from known(sheet, "metric", metrics, "a block of data/registry/metrics.toml")
        yield from known(sheet, "scope", scopes, "a scope_id of data/registry/places.csv")
        yield from known(sheet, "confidence", schema.CONFIDENCE, "high or low")
        yield from known(sheet, "part_of", ids, "the figure_id of the whole, or nothing", blank=True)
        yield from known(sheet, "repeat_of", ids, "the figure_id that is repeated, or nothing", blank=True)
        yield from _days(sheet, "period_start", "period_end", "period_end_min", "period_end_max", "as_of")


def _measures(measures: Sheets, figures: Sheets, registry: Sheets) -> Iterable[Fault]:
    ids = {figure for sheet in figures.values() for figure in sheet.columns["figure_id"]}
    codebook, scopes = {*registry["measures"].columns["measure_id"]}, {*registry["places"].columns["scope_id"]}
    for sheet in measures.values():
        yield from known(sheet, "measure_id", codebook, "a block of data/registry/measures.toml")
        yield from known(sheet, "status", schema.MEASURE_STATUS, "one of " + ", ".join(sorted(schema.MEASURE_STATUS)))
        yield from known(sheet, "scope_id", scopes, "a scope_id of places.csv, or nothing", blank=True)
        yield from _spans(sheet, blank=True)
        yield from _listed(sheet, "figure_ids", ids)


def _chains(chains: Sheets, figures: Sheets) -> Iterable[Fault]:
    ids = {figure for sheet in figures.values() for figure in sheet.columns["figure_id"]}
    for sheet in chains.values():
        yield from _ids([sheet], "node_id")
        yield from sheet.faults("level_order", lambda cell: not _whole(cell), "{} is no whole number", "0, 1, 2 …")
        yield from sheet.faults(
            "count", lambda cell: not (_whole(cell) or not cell), "{} is no number", "digits or nothing"
        )
        yield from known(sheet, "parent_node_id", sheet.columns["node_id"], "a node_id of this file", blank=True)
        yield from _spans(sheet, blank=True)
        yield from _listed(sheet, "figure_id", ids)


def _arithmetic(checks: Sheet, figures: Sheets) -> Iterable[Fault]:
    known_ids = {figure for sheet in figures.values() for figure in sheet.columns["figure_id"]}
    for column in ("left", "right"):
        yield from checks.faults(
            column, lambda cell: not known_ids.issuperset(ids(cell)), "{} names an unknown figure",
            "figure ids joined by + or one /"
        )  # fmt: skip
    yield from known(checks, "relation", RELATIONS, "one of " + ", ".join(RELATIONS))


def _particulars(particulars: Sheet, figures: Sheets) -> Iterable[Fault]:
    yield from duplicates([particulars], "figure_id")
    ids = {figure for sheet in figures.values() for figure in sheet.columns["figure_id"]}
    yield from known(particulars, "figure_id", ids, "a figure_id of data/figures")


def _listed(sheet: Sheet, column: str, ids: Collection[str]) -> list[Fault]:
    def wrong(cell: str) -> bool:
        return any(part not in ids for part in cell.split(";") if part)

    return sheet.faults(column, wrong, "{} names an unknown figure", "figure ids, separated by ;")


def _readings(figures: Sheets, registry: Sheets) -> tuple[pa.Table, list[Fault]]:
    """One reading for each pair of expression and override; a fault where there is none or its class does not fit."""
    unit_class = dict(zip(registry["units"].columns["unit"], registry["units"].columns["unit_class"], strict=True))
    metrics = registry["metrics"].columns
    unit_of = dict(zip(metrics["metric_id"], metrics["unit"], strict=True))
    readings: dict[tuple[str, str], Reading | Exception] = {}
    faults = []
    for sheet in figures.values():
        columns = sheet.columns
        for line, metric, *pair in zip(
            sheet.lines, columns["metric"], columns["expression"], columns["override"], strict=True
        ):
            expression, override = pair
            reading = readings.get((expression, override))
            if reading is None:
                reading = readings[expression, override] = _read(expression, override)
            column = "override" if override else "expression"
            if isinstance(reading, Exception):
                faults.append(
                    Fault(
                        file=sheet.file,
                        line=line,
                        column=column,
                        problem=str(reading),
                        expected="a printed quantity, or an override with its reason",
                    )
                )
            elif (
                metric in unit_of and not override and not fits(reading.unit_class, unit_class.get(unit_of[metric], ""))
            ):
                faults.append(Fault(
                    file=sheet.file, line=line, column="expression",
                    problem=f"{expression!r} counts {reading.unit_class} under metric {metric!r}",
                    expected=f"a measure word for {unit_of[metric]} ({unit_class.get(unit_of[metric])})",
                ))  # fmt: skip
    read = {pair: reading for pair, reading in readings.items() if not isinstance(reading, Exception)}
    table = arrow.table(read.values(), schema.READING, getattr)
    for position, name in enumerate(("expression", "override")):
        table = table.append_column(name, arrow.column([pair[position] for pair in read], pa.string()))
    return table, faults


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
