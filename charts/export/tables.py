"""The rows of a chart as CSV, Excel workbook and Parquet: the same columns in all three.

A cell that a spreadsheet would take for a formula (it begins with = + - @) stays text, and what was not reported stays
empty: silence has no number, and `status` says why.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from catalog.words import Say

from ..chart import Chart, Rows
from ..tables import records
from .caption import caveats_of

Record = Mapping[str, object]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table: its name, and records that share their keys."""

    name: str
    records: tuple[Record, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.records[0]) if self.records else ()


def data(rows: Rows) -> Sheet:
    """The rows a chart shows, in the columns that never change with the language."""
    return Sheet(name="data", records=tuple(records(rows)))


def sources(rows: Rows) -> Sheet:
    """One record an article that the chart draws on, silent ones included: they were read, too."""
    used = [rows.edition.document_of(locality) for locality in rows.localities]
    return Sheet(name="sources", records=tuple({k: _cell(v) for k, v in asdict(document).items()} for document in used))


def codebook(chart: Chart, rows: Rows, say: Say) -> Sheet:
    """What the columns, metrics and caveats of these rows mean, from the version they belong to."""
    columns = rows.edition.rows("information_schema.columns", table_schema="mart", table_name=chart.mart)
    explained = [("column", row["column_name"], row["data_type"], row["COLUMN_COMMENT"] or "") for row in columns]
    metrics = {row.metric_id: rows.edition.metrics[row.metric_id] for row in rows.figures}
    explained += [
        ("metric", metric_id, say.label(metric), say.label(metric, "definition"))
        for metric_id, metric in metrics.items()
    ]
    explained += [
        ("caveat", caveat.code, say.label(caveat), say.label(caveat, "sentence")) for caveat in caveats_of(chart, rows)
    ]
    return Sheet(
        name="codebook",
        records=tuple(dict(zip(("kind", "id", "label", "meaning"), record, strict=True)) for record in explained),
    )


def to_csv(sheet: Sheet) -> bytes:
    """CSV with a byte order mark, so that Excel reads the Chinese as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    for record in sheet.records:
        writer.writerow([_plain(value) for value in record.values()])
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Iterable[Sheet], *, read_me: Iterable[str], title: str, made: dt.datetime) -> bytes:
    """A workbook with one sheet a table and the sheet `read me`."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "created": made})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for column, name in enumerate(sheet.columns):
                page.write_string(0, column, name, bold)
                page.set_column(column, column, _column_width([name, *(r[name] for r in sheet.records)]))
            for row, record in enumerate(sheet.records, 1):
                for column, value in enumerate(record.values()):
                    if isinstance(value, bool):
                        page.write_boolean(row, column, value)
                    elif isinstance(value, int | float):
                        page.write_number(row, column, value)
                    elif isinstance(value, dt.date):
                        page.write_datetime(row, column, dt.datetime.combine(value, dt.time()), day)
                    elif value is not None:
                        page.write_string(row, column, str(value))
            if sheet.records:
                page.autofilter(0, 0, len(sheet.records), len(sheet.columns) - 1)
        page = book.add_worksheet("read me")
        page.set_column(0, 0, 100, wrapped)
        for row, line in enumerate(read_me):
            page.write_string(row, 0, line)
    return file.getvalue()


def to_parquet(sheet: Sheet) -> bytes:
    """Parquet; a column that is empty throughout stays a column."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(record) for record in sheet.records]), file)
    return file.getvalue()


def _cell(value: object) -> object:
    return ";".join(str(item) for item in value) if isinstance(value, list | tuple) else value


def _plain(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _column_width(values: Iterable[object]) -> int:
    longest = max(sum(2 if ord(c) > 0x2E80 else 1 for c in str(value or "")) for value in values)
    return min(60, max(8, longest + 2))
