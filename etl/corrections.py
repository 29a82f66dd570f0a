"""Corrections: coded cells that are overridden, each with its reason, for as long as the cell is what it was.

A fix that outlives its cause would silently undo the better coding: so a correction names the cell it expects, and the
refresh refuses once that cell has changed.
"""

import pyarrow.compute as pc

from etl.faults import Fault
from etl.schema import FIGURES
from etl.sheets import Sheet

FILE = "data/corrections.toml"
CORRECTION: dict[str, type] = {"figure": str, "column": str, "expect": str, "value": str, "reason": str}


def apply(corrections: Sheet, figures: Sheet) -> tuple[Sheet, list[Fault]]:
    """The coded figures with every correction in place, and the faults of corrections that cannot be."""
    corrected = figures
    if not len(corrections):
        return corrected, []
    faults: list[Fault] = []
    done: set[tuple[str, str]] = set()
    stands = pc.index_in(corrections.table["figure"], value_set=figures.table["figure_id"]).to_pylist()
    names = ("line", "correction_id", *CORRECTION)
    for row, (line, correction_id, figure, column, expect, value, reason) in zip(
        stands, corrections.rows(*names), strict=True
    ):
        wrong = None
        if row is None:
            wrong = ("figure", f"unknown figure {figure!r}", "a figure_id of data/figures/")
        elif column not in FIGURES or column == "figure_id":
            wrong = ("column", f"unknown column {column!r}", "a column of data/figures/*.csv other than figure_id")
        elif (figure, column) in done:
            wrong = ("figure", f"{figure} {column} is corrected twice", "one correction a cell")
        elif not reason.strip():
            wrong = ("reason", "no reason is given", "why the coded cell is overridden, and who says so")
        elif (found := figures.table[column][row].as_py()) != expect:
            at = ":".join(str(figures.table[name][row]) for name in ("file", "line"))
            wrong = ("expect", f"{figure} {column} is now {found!r}", f"{expect!r}; if {at} is right, "
                     "delete this correction")  # fmt: skip
        else:
            done.add((figure, column))
            corrected = corrected.with_cell(column, row, value)
        if wrong:
            where, problem, expected = wrong
            name = f"{correction_id}.{where}"
            faults.append(Fault(file=FILE, line=line, column=name, problem=problem, expected=expected))
    return corrected, faults
