"""Names have a length that pages and pictures can bear; notes, which stand on one page, have none."""

import re

import pytest

from etl.__main__ import main
from etl.validate import LONGEST_NAME


@pytest.mark.parametrize(
    ("file", "column"),
    [("articles/panji.toml", "title"), ("registry/metrics.toml", "label_zh"), ("registry/places.csv", "name_en")],
)
def test_a_name_longer_than_a_line_or_two_is_refused_with_its_place(data, capsys, file, column):
    path = data / file
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        names, first, *rest = text.splitlines()
        cells = first.split(",")
        cells[names.split(",").index(column)] = "n" * (LONGEST_NAME + 1)
        path.write_text("\n".join((names, ",".join(cells), *rest)) + "\n", encoding="utf-8")
    else:
        path.write_text(
            re.sub(rf'^({column} = ")', rf"\1{'n' * (LONGEST_NAME + 1)}", text, count=1, flags=re.M), "utf-8"
        )
    assert main(["refresh", "--data", str(data)]) == 1
    told = capsys.readouterr().err
    assert re.search(rf"data/{file}:\d+: {column}: 'nnn.*… is too long|{column}: 'nnn.*' is too long", told)
    assert len(told) < 2000
