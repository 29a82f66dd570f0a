"""The codebook, generated from the opened warehouse: tables, columns, metrics, units, reasons, indicators.

Meanings live in the database and in the registry it was built from; here they are only put in order, so a codebook
can say nothing that the data do not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalog.nouns import Unit
from catalog.warehouse import Edition

SERVED = ("core", "mart")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a served table."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One served table: what one row is, and its columns in order."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


def tables(edition: Edition) -> tuple[Table, ...]:
    """The served tables in order of their names."""
    columns: dict[str, list[tuple[int, Column]]] = {}
    for row in edition.rows("information_schema.columns", table_schema=SERVED):
        column = Column(name=row["column_name"], type=row["data_type"].lower(), meaning=row["COLUMN_COMMENT"] or "")
        columns.setdefault(f"{row['table_schema']}.{row['table_name']}", []).append((row["ordinal_position"], column))
    found = [
        Table(
            name=(name := f"{row['table_schema']}.{row['table_name']}"),
            meaning=row["TABLE_COMMENT"] or "",
            columns=tuple(column for _, column in sorted(columns[name], key=lambda pair: pair[0])),
        )
        for row in edition.rows("information_schema.tables", table_schema=SERVED)
    ]
    return tuple(sorted(found, key=lambda table: table.name))


def markdown(edition: Edition) -> str:
    """The codebook as a Markdown document; the same data give the same text, whenever it is built."""
    return "\n".join(_document(edition)).rstrip() + "\n"


def _document(edition: Edition) -> Iterator[str]:
    yield "# Codebook\n"
    yield "Generated from the warehouse by `python -m etl codebook`. Do not edit: change the registry or the SQL.\n"
    yield "## Tables\n"
    for table in tables(edition):
        yield f"### {table.name}\n"
        yield f"{table.meaning}\n"
        yield from _grid(("column", "type", "meaning"), ((f"`{c.name}`", c.type, c.meaning) for c in table.columns))
    yield "## Metrics\n"
    yield from _grid(
        ("metric", "theme", "unit", "time", "grows with its area", "name", "definition", "名称", "定义"),
        (
            (f"`{m.metric_id}`", m.theme, m.unit, m.time_kind, "yes" if m.extensive else "no", m.label_en,
             m.definition_en, m.label_zh, m.definition_zh)
            for m in edition.metrics.values()
        ),
    )  # fmt: skip
    yield "## Indicators\n"
    yield from _grid(
        ("indicator", "name", "名称", "quotients, in order of preference"),
        ((f"`{q.indicator_id}`", q.label_en, q.label_zh, "; ".join(q.quotients)) for q in edition.quotients.values()),
    )
    yield "## Reasons\n"
    yield from _grid(
        ("reason", "grade", "name", "sentence", "名称", "说明"),
        (
            (f"`{c.code}`", c.grade, c.label_en, c.sentence_en, c.label_zh, c.sentence_zh)
            for c in edition.caveats.values()
        ),
    )
    yield "## Units\n"
    yield from _grid(
        ("unit", "class", "singular", "plural", "中文"),
        ((f"`{u.unit}`", u.unit_class, u.label_en, u.plural_en, u.label_zh) for u in used_units(edition).values()),
    )


def used_units(edition: Edition) -> Mapping[str, Unit]:
    """The units of the metrics; the registry knows more, for articles still to come."""
    used = {metric.unit for metric in edition.metrics.values()}
    return {name: unit for name, unit in edition.units.items() if name in used}


def _grid(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""
