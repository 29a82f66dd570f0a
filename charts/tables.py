"""Tables: the rows of a chart for reading (in words) and for machines (columns that never change with the language)."""

from collections.abc import Mapping

from catalog.figures import Figure, Indicator
from catalog.words import Say
from charts import lines
from charts.chart import Rows

Record = Mapping[str, object]


def records(rows: Rows) -> list[dict[str, object]]:
    """One dict a figure or indicator, silent places included; a silent row has status and no numbers, never 0."""
    found = [_figure(rows, figure) for figure in rows.figures if figure.chartable or figure.status != "reported"]
    found += [_indicator(rows, indicator) for indicator in rows.indicators]
    return found + [cell.record(rows.edition) for cell in rows.cells]


def reading_table(rows: Rows, say: Say) -> list[dict[str, str]]:
    """One dict a row with headings and cells in the reader's language, in the order of the picture."""
    edition, table = rows.edition, []
    for figure in rows.figures:
        if not figure.chartable and figure.status == "reported":
            continue
        table.append(
            {
                say("Place"): lines.place_name(edition, say, figure.locality),
                say("Area or body"): lines.scope_name(edition, say, figure.scope_id),
                say("What"): say.label(edition.metrics[figure.metric_id]),
                say("Printed"): figure.expression or "",
                say("Reads"): lines.reading(edition, say, figure),
                say("When"): lines.as_of(edition, say, figure) if figure.figure_id else "",
            }
        )
    for indicator in rows.indicators:
        table.append(
            {
                say("Place"): lines.place_name(edition, say, indicator.locality),
                say("Area or body"): lines.scope_name(edition, say, indicator.scope_id),
                say("What"): lines.indicator_name(edition, say, indicator.indicator_id),
                say("Printed"): lines.divided(edition, say, indicator),
                say("Reads"): lines.indicator_reading(edition, say, indicator),
                say("When"): say.label(edition.waves[indicator.wave_id]),
            }
        )
    return table


def _figure(rows: Rows, figure: Figure) -> dict[str, object]:
    return {
        "place": figure.locality, "wave": figure.wave_id, "scope_id": figure.scope_id, "metric_id": figure.metric_id,
        "status": figure.status, "expression": figure.expression, "value": figure.value, "lower": figure.lower,
        "upper": figure.upper, "qualifier": figure.qualifier, "unit": figure.unit, "time_kind": figure.time_kind,
        "period_start": figure.period_start, "period_end": figure.period_end, "as_of": figure.as_of,
        "figure_ids": figure.figure_id, "source_id": figure.source_id, "span_start": figure.span_start,
        "span_end": figure.span_end, "caveats": None, "data_version": rows.edition.version,
    }  # fmt: skip


def _indicator(rows: Rows, indicator: Indicator) -> dict[str, object]:
    figures = (*indicator.numerator_figures, *indicator.denominator_figures)
    return {
        "place": indicator.locality, "wave": indicator.wave_id, "scope_id": indicator.scope_id,
        "metric_id": indicator.indicator_id, "status": "indicator",
        "expression": lines.quotient(rows.edition, indicator), "value": indicator.value, "lower": indicator.lower,
        "upper": indicator.upper, "qualifier": str(indicator.quantity.qualifier), "unit": indicator.unit,
        "time_kind": "rate", "period_start": None, "period_end": None,
        "as_of": rows.edition.document_of(indicator.locality).as_of, "figure_ids": ";".join(figures),
        "source_id": rows.edition.printed[figures[0]].source_id, "span_start": None, "span_end": None,
        "caveats": ";".join(indicator.caveats), "data_version": rows.edition.version,
    }  # fmt: skip
