"""The measures matrix: silence stays silence in every glyph, word and file, and nothing is counted that is not one."""

import ast
import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import cast

import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from catalog.nouns import Mention
from catalog.warehouse import Edition, edition
from catalog.words import Say
from charts import dots, mentions, spots
from charts.catalogue import CHARTS
from charts.chart import Filters, Look, Rows
from charts.export.errors import SizeTooSmall
from charts.export.tables import data, to_csv

ROOT = Path(__file__).resolve().parents[2]
MATRIX = CHARTS["measures-matrix"]
pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def opened(published: Path) -> Edition:
    return edition()


@pytest.fixture
def rows(opened: Edition) -> Rows:
    return MATRIX.select(opened, Filters())


def with_status(rows: Rows, *statuses: str) -> Rows:
    """The rows with made-up statuses, dealt out in turn."""
    dealt = tuple(
        spots.Spot(primary=replace(spot.primary, status=statuses[n % len(statuses)], figure_ids=None), further=())
        for n, spot in enumerate(spots.spots(rows))
    )
    return replace(rows, cells=dealt, extra={"spots": dealt})


def test_every_measure_stands_once_for_every_place(rows: Rows, opened: Edition) -> None:
    pairs = [(spot.primary.measure_id, spot.locality) for spot in spots.spots(rows)]
    assert len(pairs) == len(set(pairs)) == len(opened.measures) * len(opened.localities) == 250


def test_a_measure_without_its_row_for_a_place_fails(opened: Edition) -> None:
    class Lacking:
        measures, localities, wave_of = opened.measures, opened.localities, opened.wave_of
        rank = opened.rank

        def mentions_of(self, localities: tuple[str, ...]) -> tuple[Mention, ...]:
            lacking = ("grid_subdivision", "panji")
            return tuple(m for m in opened.mentions_of(localities) if (m.measure_id, m.locality) != lacking)

    with pytest.raises(LookupError, match="grid_subdivision has 0 primary rows in panji"):
        MATRIX.select(cast(Edition, Lacking()), Filters())


def test_extent_and_mentions_are_those_of_the_coding(opened: Edition) -> None:
    primary = [m for m in opened.mentions if m.evidence == "primary"]
    found = {
        place: tuple(
            sum(m.locality == place and mentions.extent(opened, m) == extent for m in primary)
            for extent in ("whole", "part", "body")
        )
        for place in opened.localities
    }
    # design of measures and chains, section 2, last row of its second table
    assert found == {
        "qingfeng": (35, 0, 0), "foshan": (2, 28, 0), "weiyang": (29, 3, 0), "quanzhou": (6, 30, 4),
        "panji": (3, 14, 6),
    }  # fmt: skip
    counted = {place: mentions.counted(opened, place) for place in opened.localities}
    assert counted == {place: (sum(found[place]), 50) for place in found}


def test_no_status_looks_like_another_in_greyscale(rows: Rows) -> None:
    assert len(set(dots.SYMBOL.values())) == len(dots.SYMBOL) == len(mentions.STATUS) == 5
    silent = with_status(rows, "not_mentioned")
    drawn = MATRIX.draw(silent, Look(lang="en", width=900, height=1200, purpose="file"))
    spots_drawn = drawn.data[0].marker.symbol[len(dots.SYMBOL) :]  # the key comes first
    assert set(spots_drawn) == {"line-ew-open"}
    assert len(spots_drawn) == 250
    table = (MATRIX.markup or pytest.fail)(silent, Look(lang="en")).split("</p>", 1)[1]
    marks = set(re.findall(r"lf-mark lf-(\w+)", table))
    assert marks == {"not_mentioned"}


@pytest.mark.parametrize(("lang", "words"), [("en", "not mentioned"), ("zh", "未提及")])
def test_every_silent_cell_says_so(rows: Rows, opened: Edition, lang: str, words: str) -> None:
    silent = [spot.primary for spot in spots.spots(rows) if spot.primary.status == "not_mentioned"]
    assert len(silent) == 90
    for mention in silent:
        assert words in mentions.accessible(opened, Say(lang), mention)
        reason = mentions.silence(opened, Say(lang), mention)
        assert all(word in reason for word in opened.measures[mention.measure_id].words)
        assert all(word in reason for word in mention.found)


def test_five_statuses_survive_csv_and_parquet(rows: Rows, tmp_path: Path) -> None:
    written = to_csv(data(with_status(rows, *mentions.STATUS)))
    table = pacsv.read_csv(io.BytesIO(written.removeprefix(b"\xef\xbb\xbf")))
    pq.write_table(table, tmp_path / "m.parquet")
    pacsv.write_csv(pq.read_table(tmp_path / "m.parquet"), tmp_path / "m.csv")
    with (tmp_path / "m.csv").open(encoding="utf-8", newline="") as file:
        again = [row["status"] for row in csv.DictReader(file)]
    assert set(again) == set(mentions.STATUS)
    assert again == [spot.primary.status for spot in spots.spots(with_status(rows, *mentions.STATUS))]


def test_an_export_carries_the_sentence_and_the_searched_words(rows: Rows) -> None:
    records = data(rows).records
    assert all(record["reading"] and record["searched_words"] for record in records)
    assert {record["status"] for record in records} == set(mentions.STATUS) - {"not_coded"}


FORBIDDEN = [
    "adopted", "does not have", "lacks", "coverage rate", "most comprehensive",
    "采取了", "未采取", "缺乏", "覆盖率", "最全面",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_word_of_the_matrix_says_did(rows: Rows, opened: Edition, lang: str) -> None:
    say = Say(lang)
    said = " ".join([MATRIX.headline(rows, say), MATRIX.subtitle(rows, say), MATRIX.describe(rows, say)])
    said += (MATRIX.markup or pytest.fail)(rows, Look(lang=lang))
    for measure in opened.measures.values():  # names and definitions are those of the codebook, not of a template
        said = said.replace(say.label(measure, "definition"), "")
    assert not [word for word in FORBIDDEN if word in said]


def test_places_stand_by_date_whatever_they_mention(rows: Rows) -> None:
    def labels(found: Rows) -> dict[tuple[str, str], str]:
        return {
            (spot.primary.measure_id, spot.locality): mentions.accessible(found.edition, Say("en"), spot.primary)
            for spot in spots.spots(found)
        }

    backwards = MATRIX.select(rows.edition, Filters(places=tuple(reversed(rows.localities))))
    assert backwards.localities == rows.localities == ("foshan", "weiyang", "qingfeng", "quanzhou", "panji")
    assert labels(backwards) == labels(rows)
    assert with_status(rows, "not_mentioned", "present").localities == rows.localities


def test_no_code_makes_a_number_of_a_status() -> None:
    for name in ("mentions", "spots", "measures", "matrix", "dots"):
        tree = ast.parse((ROOT / f"charts/{name}.py").read_text(encoding="utf-8"))
        for call in [node for node in ast.walk(tree) if isinstance(node, ast.Call)]:
            called = ast.unparse(call.func)
            assert not called.endswith((".fillna", ".sum", ".mean", ".astype")), (name, called)
            if called in ("int", "float", "bool"):
                assert "status" not in ast.unparse(call), (name, ast.unparse(call))
    for path in (ROOT / "etl/sql").rglob("*.sql"):
        assert not re.search(r"\bstatus\s*::|cast\s*\(\s*\w*\.?status\b", path.read_text(encoding="utf-8")), path


def test_the_row_end_says_how_many_articles_mention_a_measure(rows: Rows) -> None:
    table = {row["Measure"]: row for row in (MATRIX.table or pytest.fail)(rows, Say("en"))}
    assert table["Visible party identity"]["Mentioned by"] == "5 of 5 articles"
    assert table["Commendation"]["Mentioned by"] == "1 of 5 articles"
    assert table["Mass nucleic-acid testing"]["Quanzhou"].startswith("reported with a figure\n8轮")


def test_a_row_opens_to_spans_and_linked_figures(rows: Rows) -> None:
    html = (MATRIX.markup or pytest.fail)(rows, Look(lang="en"))
    opened = html.split('id="m-grid_subdivision"')[1].split("</tbody>")[0]
    assert 'href="figures?lang=en&amp;figure=qingfeng-002"' in opened
    assert "characters 58–65 of the article" in opened


@pytest.mark.parametrize(("width", "height"), [(834, 330), (660, 420), (1200, 900)])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_file_holds_every_mark_inside_its_edges(rows: Rows, lang: str, width: int, height: int) -> None:
    drawn = MATRIX.draw(rows, Look(lang=lang, width=width, height=height, purpose="file"))
    assert len(drawn.data[0].x) == 250 + 5
    assert drawn.layout.meta["shown"] == drawn.layout.meta["of"] == 50
    assert all(0 <= x <= width for x in drawn.data[0].x)
    assert all(0 <= y <= height for y in drawn.data[0].y)


def test_a_newspaper_column_says_how_many_measures_it_leaves_out(rows: Rows) -> None:
    drawn = MATRIX.draw(rows, Look(lang="en", width=395, height=226, purpose="file"))
    assert 0 < drawn.layout.meta["shown"] < drawn.layout.meta["of"] == 50
    with pytest.raises(SizeTooSmall):
        MATRIX.draw(rows, Look(lang="en", width=90, height=40, purpose="file"))
