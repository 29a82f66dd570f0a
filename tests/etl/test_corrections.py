"""A correction overrides one coded cell for as long as that cell is what it was, and says why."""

import re
import shutil

import pytest

from catalog.warehouse import edition
from etl import normalise
from etl.__main__ import main
from etl.faults import Refused
from tests.conftest import copy_data

BLOCK = {
    "figure": "panji-003",
    "column": "scope",
    "expect": "panji_district_organs",
    "value": "panji_tianji_subdistrict",
    "reason": "the second coder's reading",
}


def written(data, **changed):
    block = "".join(f'{key} = "{value}"\n' for key, value in (BLOCK | changed).items())
    (data / "corrections.toml").write_text(f"[of-scope]\n{block}", encoding="utf-8")


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return copy_data(tmp_path_factory.mktemp("clean") / "data")


def test_a_corrected_cell_is_published_with_what_was_coded_and_why(data):
    written(data)
    assert main(["refresh", "--data", str(data)]) == 0
    opened = edition(folder=data / "published")
    assert opened.printed["panji-003"].scope_id == "panji_tianji_subdistrict"
    assert opened.rows("core.correction") == [
        {
            "correction_id": "of-scope",
            "figure_id": "panji-003",
            "column_name": "scope",
            "coded": "panji_district_organs",
            "corrected": "panji_tianji_subdistrict",
            "reason": "the second coder's reading",
        }
    ]


@pytest.mark.parametrize(
    ("changed", "printed"),
    [
        ({"expect": "nowhere"}, r"of-scope.expect: panji-003 scope is now 'panji_district_organs', expected 'nowhere'; "
                                r"if data/figures/panji.csv:4 is right, delete this correction"),
        ({"figure": "panji-999"}, r"of-scope.figure: unknown figure 'panji-999'"),
        ({"column": "colour"}, r"of-scope.column: unknown column 'colour'"),
        ({"column": "figure_id"}, r"of-scope.column: unknown column 'figure_id'"),
        ({"reason": " "}, r"of-scope.reason: no reason is given"),
        ({"value": "atlantis"}, r"data/figures/panji.csv:4: scope: unknown scope 'atlantis'"),
    ],
)  # fmt: skip
def test_a_correction_that_cannot_stand_is_refused(changed, printed, clean, tmp_path):
    data = shutil.copytree(clean, tmp_path / "data")
    written(data, **changed)
    with pytest.raises(Refused) as refused:
        normalise.load(data)
    assert re.search(printed, str(refused.value)), str(refused.value)


def test_one_cell_is_corrected_once(clean, tmp_path):
    data = shutil.copytree(clean, tmp_path / "data")
    written(data)
    block = (data / "corrections.toml").read_text(encoding="utf-8")
    (data / "corrections.toml").write_text(block + block.replace("of-scope", "again"), encoding="utf-8")
    with pytest.raises(Refused, match=r"again.figure: panji-003 scope is corrected twice"):
        normalise.load(data)
