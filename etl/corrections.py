"""Corrections: coded cells that are overridden, each with its reason, for as long as the cell is what it was.

A fix that outlives its cause would silently undo the better coding: so a correction names the cell it expects, and the
refresh refuses once that cell has changed.
"""

from collections.abc import Iterator, Mapping

from etl.faults import Fault
from etl.sheets import Sheet

FILE = "data/corrections.toml"
CORRECTION: dict[str, type] = {"figure": str, "column": str, "expect": str, "value": str, "reason": str}


def apply(corrections: Sheet, figures: Mapping[str, Sheet]) -> tuple[dict[str, Sheet], list[Fault]]:
    """The coded figures with every correction in place, and the faults of corrections that cannot be."""
    corrected = dict(figures)
    if not len(corrections):
        return corrected, []
    stands = {
        figure_id: (source_id, row)
        for source_id, sheet in figures.items()
        for row, figure_id in enumerate(sheet.columns["figure_id"])
    }
    faults: list[Fault] = []
    done: set[tuple[str, str]] = set()
    for line, correction in _rows(corrections):
        figure, column = correction["figure"], correction["column"]
        coded = stands.get(figure)
        sheet = corrected[coded[0]] if coded else None
        wrong = None
        if coded is None or sheet is None:
            wrong = ("figure", f"unknown figure {figure!r}", "a figure_id of data/figures/")
        elif column == "figure_id" or column not in sheet.columns:
            wrong = ("column", f"unknown column {column!r}", "a column of data/figures/*.csv other than figure_id")
        elif (figure, column) in done:
            wrong = ("figure", f"{figure} {column} is corrected twice", "one correction a cell")
        elif not correction["reason"].strip():
            wrong = ("reason", "no reason is given", "why the coded cell is overridden, and who says so")
        elif sheet.columns[column][coded[1]] != correction["expect"]:
            found = sheet.columns[column][coded[1]]
            at = f"{sheet.file}:{sheet.lines[coded[1]]}"
            wrong = ("expect", f"{figure} {column} is now {found!r}", f"{correction['expect']!r}; if {at} is right, "
                     "delete this correction")  # fmt: skip
        else:
            done.add((figure, column))
            cells = list(sheet.columns[column])
            cells[coded[1]] = correction["value"]
            corrected[coded[0]] = Sheet(file=sheet.file, lines=sheet.lines, columns={**sheet.columns, column: cells})
        if wrong:
            where, problem, expected = wrong
            name = f"{correction['correction_id']}.{where}"
            faults.append(Fault(file=FILE, line=line, column=name, problem=problem, expected=expected))
    return corrected, faults


def _rows(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    for line, *cells in zip(sheet.lines, *sheet.columns.values(), strict=True):
        yield line, dict(zip(sheet.columns, cells, strict=True))
