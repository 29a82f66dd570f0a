"""Reads the head of a plain-text table, so that a bare cell gets its column's name and unit.

A ledger prints the unit once, in the head (捐款(万元)) or in a note above it (单位:人次), and then only numbers.
"""

import re
from typing import NamedTuple

from etl.text.unit import measure_words

SEPARATORS = ("\t", "|", "｜", "，", ",")
_UNIT = re.compile(r"[(（/／]\s*(?:单位[:：])?\s*([万亿萬千]?)([^\s()（）/／|]{1,4})\s*[)）]?\s*$")
# 单位：人、件 names no unit for all columns.
_NOTE = re.compile(r"单位\s*[:：]\s*([万亿萬千]?)([^\s()（）,，;；、|]{1,4}+)(?!\s*[、,，])")
_SPLIT = {s: re.compile(re.escape(s)) for s in SEPARATORS} | {" ": re.compile(r"[ \u3000]+")}
_NUMERIC = re.compile(r"\s*[0-9０-９][0-9０-９,.，．]*\s*[%％]?\s*")


_SPACED = re.compile(r"\s*(?:[^\s，。；,;]+[ \u3000]+)+[0-9０-９.,]+(?:[ \u3000]+[^\s，。；]+)*\s*")


# A column that only says when, or which way: what is counted stands at the head of the row.
_PERIOD = re.compile(
    r"(?:本|当|昨|今|上|截至目前|其中)?(?:日|周|月|期|年|旬)?(?:新增|累计|合计|小计|总计|数量|总数|数|金额|期初|期末|收入|支出|结存|库存|数值)?"
)
_GIFTS = re.compile("捐|赠|善款")
_LONGEST_LINE = 400  # characters; longer lines are prose


class Cell(NamedTuple):
    """What the head says about a cell: its column's words, the unit's factor and measure word ("" where none)."""

    length: int
    head: str
    factor: int
    measure: str


FACTORS = {"": 1, "千": 1000, "万": 10_000, "萬": 10_000, "亿": 100_000_000}


class Table:
    """The tables of one text, found line by line; asked for a cell by its position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._line = (-1, -1)
        self._cells: dict[int, Cell] = {}
        # Where the row before ended, its shape and its head: rows of one table ask for the head once.
        self._above: tuple[int, tuple[str, int]] = (-1, ("", 0))
        self._columns: tuple[list[str], str, str] = ([], "", "")

    def cell(self, position: int) -> Cell | None:
        """The cell that begins at `position`, if it stands in a line of a table whose head is known."""
        if not self._line[0] <= position < self._line[1]:
            self._read_line(position)
        return self._cells.get(position)

    def _read_line(self, position: int) -> None:
        text = self.text
        start = text.rfind("\n", max(0, position - _LONGEST_LINE), position) + 1
        end = text.find("\n", position, position + _LONGEST_LINE)
        end = min(len(text), position + _LONGEST_LINE) if end < 0 else end
        self._line, self._cells = (start, end), {}
        if end - start >= _LONGEST_LINE or (not start and position > _LONGEST_LINE):
            self._line = (position, end)
            return
        line = text[start:end]
        separator = _separator(line)
        if not separator:
            return
        cells = _split(line, separator)
        shape = (separator, len(cells))
        if self._above != (start - 1, shape):
            above = text[max(0, start - 2000) : start].split("\n")[:-1]
            self._columns = _head(above, separator, len(cells))
        self._above = (end, shape)
        columns, note, note_line = self._columns
        if not columns:
            return
        row_name = ""
        for column, (offset, cell) in enumerate(cells):
            stripped = cell.strip()
            if not row_name and not _NUMERIC.fullmatch(cell):
                row_name = stripped
            if _NUMERIC.fullmatch(cell) and column < len(columns):
                head = columns[column]
                match = _UNIT.search(head) or _UNIT.search(row_name) or (_UNIT.search(f"({note})") if note else None)
                factor, measure = (FACTORS[match[1]], match[2]) if match else (1, "")
                if measure not in measure_words():
                    measure = ""
                lead = len(cell) - len(cell.lstrip())
                head, row = _UNIT.sub("", head), _UNIT.sub("", row_name)
                words = f"{row}，{head}"
                if _PERIOD.fullmatch(head):
                    # Who gave stands at the head of the row, that it is a gift in the title.
                    words = row if _GIFTS.search(note_line) is None else f"{row}，{note_line}"
                self._cells[start + offset + lead] = Cell(len(cell.strip()), f"{note_line}，{words}", factor, measure)


def _separator(line: str) -> str:
    for separator in SEPARATORS:
        if line.count(separator) >= 1 and any(_NUMERIC.fullmatch(part) for part in line.split(separator)):
            return separator
    if _SPACED.fullmatch(line):
        return " "
    return ""


def _split(line: str, separator: str) -> list[tuple[int, str]]:
    cells, last = [], 0
    for match in _SPLIT[separator].finditer(line):
        cells.append((last, line[last : match.start()]))
        last = match.end()
    return [*cells, (last, line[last:])]


def _head(above: list[str], separator: str, width: int) -> tuple[list[str], str, str]:
    """The column names over a row of `width` cells, the unit named above the table, and the line that names it."""
    columns: list[str] = []
    note = title = ""
    for line in reversed(above):
        found = _NOTE.search(line)
        cells = [cell for _, cell in _split(line, separator)]
        if len(cells) == width and not columns:
            if not any(_NUMERIC.fullmatch(cell) for cell in cells):
                columns = cells
            continue
        if found:
            note = found[1] + found[2]
            title = line[: found.start()].strip("(（ ")
        elif columns and not title:
            title = line.strip()[:30]
        if columns or len(cells) != width:
            break
    return columns, note, title


def tables(text: str) -> Table:
    """A reader of the tables in `text`.

    >>> tables("街道\\t捐款(万元)\\n城南\\t23.5").cell(13)
    Cell(length=4, head='，城南，捐款', factor=10000, measure='元')
    """
    return Table(text)
