"""Normalise: the files of data/ as checked tables, with every printed expression read by the one grammar.

Nothing is guessed and nothing is dropped: what cannot be read is a fault with its file, line and column, and all faults
are reported together.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from etl import arrow, corrections, schema, validate
from etl.divisions import FILE as INDICATORS
from etl.divisions import Questions, questions
from etl.faults import Fault, Refused
from etl.separated import read_csv
from etl.sheets import Sheet, blocks, cell, keys, read_toml

REGISTRY_CSV = {
    "places": schema.PLACES,
    "units": schema.UNITS,
    "waves": schema.WAVES,
    "scope_matches": schema.MATCHES,
    "particulars": schema.PARTICULARS,
    "arithmetic": schema.ARITHMETIC,
    "agreement": schema.AGREEMENT,
}
REGISTRY_TOML = {
    "metrics": ("metric_id", schema.METRIC),
    "measures": ("measure_id", schema.MEASURE),
    "caveats": ("code", schema.CAVEAT),
    "glossary": ("term_id", schema.TERM),
}
PER_DOCUMENT = {"figures": schema.FIGURES, "measures": schema.MEASURES, "chains": schema.CHAINS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Checked tables, ready for `raw`: every cell a string (blank = not given), with the file and line it stands on."""

    tables: dict[str, pa.Table]
    questions: Questions


def load(data: Path) -> Inputs:
    """Read and check everything under `data`.

    Raises:
        Refused: with every fault that was found.
    """
    faults: list[Fault] = []
    registry = _registry(data, faults)
    documents = _documents(data, faults)
    coded = {kind: _per_document(data, kind, columns, documents, faults) for kind, columns in PER_DOCUMENT.items()}
    overrides = blocks(data / "corrections.toml", corrections.FILE, "correction_id", corrections.CORRECTION, faults)
    guided = blocks(
        data / "questions/guided.toml", "data/questions/guided.toml", "question_id", schema.QUESTION, faults
    )
    if faults or overrides is None or guided is None:
        raise Refused(faults)
    coded["figures"], faults = corrections.apply(overrides, coded["figures"])
    if faults:
        raise Refused(faults)
    asked, faults = _questions(data, registry["metrics"])
    if faults:
        raise Refused(faults)
    readings, faults = validate.everything(registry, documents, **coded)
    if faults:
        raise Refused(faults)
    tables = {name: sheet.table for name, sheet in registry.items()}
    tables["measures_codebook"] = tables.pop("measures")
    tables |= {kind: sheet.table for kind, sheet in coded.items()}
    tables |= {"corrections": overrides.table, "guided": guided.table, "documents": documents.table}
    tables["readings"] = readings
    tables["quotients"] = arrow.table(asked.quotients(), schema.QUOTIENT)
    tables["refusals"] = arrow.table(asked.refusals(), schema.REFUSAL)
    return Inputs(tables=tables, questions=asked)


def _questions(data: Path, metrics: Sheet) -> tuple[Questions, list[Fault]]:
    faults: list[Fault] = []
    document = read_toml(data / INDICATORS.removeprefix("data/"), INDICATORS, faults)
    if document is None:
        return Questions(offered={}, refused={}), faults
    return questions(document, metrics.pairs("metric_id", "unit"))


def _registry(data: Path, faults: list[Fault]) -> dict[str, Sheet]:
    sheets: dict[str, Sheet | None] = {}
    for name, columns in REGISTRY_CSV.items():
        sheets[name] = read_csv([data / f"registry/{name}.csv"], "data/registry", columns, faults)
    for name, (key, expected) in REGISTRY_TOML.items():
        file = f"registry/{name}.toml"
        sheets[name] = blocks(data / file, f"data/{file}", key, expected, faults)
    return {name: sheet for name, sheet in sheets.items() if sheet is not None}


def _documents(data: Path, faults: list[Fault]) -> Sheet:
    """A row for each sidecar; its source id is the name of the file."""
    paths = sorted((data / "articles").glob("[!.]*.toml"))
    found: dict[str, dict[str, Any]] = {}
    for path in paths:
        file = f"data/articles/{path.name}"
        if not validate.ID.fullmatch(path.stem):
            faults.append(
                Fault(file=file, line=1, column="", problem="file name is no id", expected="a to z, 0 to 9, - and _")
            )
        document = read_toml(path, file, faults)
        if document is None:
            continue
        if keys(file, document, schema.DOCUMENT, {}):
            faults += keys(file, document, schema.DOCUMENT, _key_lines(path))
        found[path.stem] = document
    if not found and not faults:
        faults.append(
            Fault(
                file="data/articles",
                line=1,
                column="",
                problem="no article is described here",
                expected="at least one <id>.toml",
            )
        )
    columns = {name: [cell(document.get(name, "")) for document in found.values()] for name in schema.DOCUMENT}
    return Sheet.of([*found], [f"data/articles/{name}.toml" for name in found], [1] * len(found), columns)


def _key_lines(path: Path) -> dict[str, int]:
    """The line on which each key stands."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.split("=")[0].strip(): n for n, line in enumerate(lines, 1) if "=" in line}


def _per_document(data: Path, kind: str, columns: list[str], documents: Sheet, faults: list[Fault]) -> Sheet:
    """The rows of data/<kind>/<id>.csv; an article without figures or measures simply has none."""
    known = {*documents.cells("source_id")}
    paths = sorted((data / kind).glob("[!.]*.csv"))
    for path in paths:
        if path.stem not in known:
            faults.append(
                Fault(
                    file=f"data/{kind}/{path.name}",
                    line=1,
                    column="",
                    problem="belongs to no article",
                    expected=f"data/articles/{path.stem}.toml beside it",
                )
            )
    return read_csv(paths, f"data/{kind}", columns, faults)
