"""Files read together say what each of them says when it is read row by row."""

import random

import pytest

from etl import separated
from etl.faults import Fault
from etl.separated import read_csv

COLUMNS = ("a", "b")
PLAIN = ("1,2\n", '"x, ""y""",\n', "志愿者,\n", " , \n", '"",""\n', "1,2", "a'b,\u2028\n")
OTHER = ("1,2\r\n", '"two\nlines",2\n', "\n1,2\n", "1,2\n\n3,4\n")
WRONG = ("1\n", "1,2,3\n", '"a"b,2\n', '"open,2\n')


def written(folder, bodies):
    folder.mkdir()
    for number, body in enumerate(bodies):
        (folder / f"f{number:03d}.csv").write_bytes(f"a,b\n{body}".encode())
    return sorted(folder.iterdir())


def read(paths):
    faults: list[Fault] = []
    sheet = read_csv(paths, "data", COLUMNS, faults)
    return list(sheet.rows("a", "b", "source_id", "file", "line")), sorted(faults)


def test_many_files_of_any_kind_are_read_as_one_by_one_and_strictly(tmp_path, monkeypatch):
    chance = random.Random(1)
    paths = written(
        tmp_path / "many",
        ["".join(chance.choices(PLAIN[:5], k=3)) + chance.choice(PLAIN + OTHER + WRONG) for _ in range(300)],
    )
    together = read(paths)
    assert len({fault.problem for fault in together[1]}) == 4
    monkeypatch.setattr(separated, "_together", lambda files, columns: None)
    assert read(paths) == together


@pytest.mark.parametrize("body", PLAIN)
def test_a_plain_file_needs_no_look_at_its_rows(tmp_path, monkeypatch, body):
    paths = written(tmp_path / "one", [body])
    expected = read(paths)
    monkeypatch.setattr(separated, "_strictly", None)
    assert read(paths) == expected


@pytest.mark.parametrize("body", OTHER + WRONG)
def test_what_arrow_would_count_otherwise_is_read_row_by_row(tmp_path, monkeypatch, body):
    monkeypatch.setattr(separated, "_strictly", None)
    with pytest.raises(TypeError):
        read(written(tmp_path / "one", [body]))


def test_the_line_of_a_fault_is_that_of_its_file_however_many_are_read_together(tmp_path):
    _, (fault,) = read(written(tmp_path / "many", ["1,2\n" * 5, "1,2\n1\n", "1,2\n" * 5]))
    assert (fault.file, fault.line, fault.problem) == ("data/f001.csv", 3, "1 cells")
