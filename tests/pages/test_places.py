"""The page of a place says what its article prints, marks what is doubtful, and gives a reason for every silence."""

from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from catalog.warehouse import edition
from catalog.words import Say
from charts import lines, markup, mentions
from pages.parts import article, profile

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("foshan", "weiyang", "qingfeng", "quanzhou", "panji")
pytestmark = pytest.mark.usefixtures("published")


def opened(locality: str, lang: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["lang"] = lang
    app.query_params["locality"] = locality
    return app.run().switch_page("pages/tools/places.py").run()


def html(app: AppTest) -> str:
    return unescape(" ".join(block.proto.body for block in app.get("html")))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("locality", PLACES)
def test_a_place_shows_its_article_its_figures_and_its_checks(locality: str, lang: str) -> None:
    app, known, say = opened(locality, lang), edition(), Say(lang)
    assert not app.exception
    assert app.title[0].value == lines.place_name(known, say, locality)
    said, document = html(app), known.document_of(locality)
    assert document.claimant in said
    assert (document.title or say("[no title printed]")) in said
    for figure in known.printed.values():
        if figure.locality == locality:
            assert f"figure={figure.figure_id}" in said
            assert (figure.expression or "") in said
    for check in known.sums:
        assert (say.label(check, "note") in said) == (check.locality == locality)


@pytest.mark.parametrize("locality", PLACES)
def test_low_confidence_is_listed_and_marked(locality: str) -> None:
    known = edition()
    rows = [row for group in profile.figures(known.version, locality, "en").values() for row in group]
    marked = sum("low confidence" in row["Mark"] for row in rows)
    coded = [figure for figure in known.printed.values() if figure.locality == locality]
    assert len(rows) == len(coded)
    assert marked == sum(figure.confidence == "low" for figure in coded)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("locality", PLACES)
def test_every_silent_metric_has_its_status_and_reason(locality: str, lang: str) -> None:
    known = edition()
    rows = [row for group in profile.silent(known.version, locality, lang).values() for row in group]
    silent = [row for row in known.rows("mart.coverage", locality=locality) if row["status"] != "reported"]
    assert len(rows) == len(silent) > 0
    assert all(all(row.values()) for row in rows)


def test_the_reason_of_a_silence_names_the_searched_words() -> None:
    known = edition()
    rows = {row["What"]: row for group in profile.silent(known.version, "panji", "en").values() for row in group}
    reason = rows[known.metrics["disinfection_sessions"].label_en]["Reason"]
    assert "消杀" in reason
    assert "none found" in reason
    assert "2,441 characters" in reason


@pytest.mark.parametrize("locality", PLACES)
def test_measures_shown_are_those_the_article_mentions(locality: str) -> None:
    known = edition()
    rows = [row for group in profile.measures(known.version, locality, "en").values() for row in group]
    assert len(rows) == mentions.counted(known, locality)[0]


def test_a_doubt_is_shown_as_a_doubt_and_a_check_with_its_result() -> None:
    known = edition()
    quanzhou = profile.checks(known.version, "quanzhou", "en")
    assert {row["Result"] for row in quanzhou} == {"holds", "a doubt, shown as one"}
    doubt = next(row for row in quanzhou if row["Result"] != "holds")
    assert doubt["Worked out"] == "10,450 and 8,490"
    qingfeng = profile.checks(known.version, "qingfeng", "en")
    assert {(row["Left"], row["Right"], row["Result"]) for row in qingfeng} >= {
        (markup.zh("93个"), markup.zh("90个 + 3个"), "holds")
    }


def test_who_claims_it_and_how_the_day_is_known() -> None:
    known = edition()
    assert "reports on itself" in article.facts(known.version, "quanzhou", "en")
    assert "a newspaper" in article.facts(known.version, "foshan", "en")
    assert "Year of the Tiger" in article.facts(known.version, "panji", "en")
    assert "year inferred" in article.facts(known.version, "quanzhou", "en")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_ladders_side_by_side_say_the_verdict_before_the_numbers(lang: str) -> None:
    known, say = edition(), Say(lang)
    rows = profile.spans(known.version, lang)
    assert [list(row).index(say("May it be compared?")) < list(row).index(say("Numbers")) for row in rows] == [True] * 2
    grids = next(row for row in rows if "indicator=grids_per_community" in row[say("Mean")])
    assert lines.place_name(known, say, "qingfeng") in grids[say("Numbers")]
    assert "14.5" in grids[say("Numbers")]
    assert say.label(known.caveats["wave_differs"]) in grids[say("Why")]


def test_the_toggle_puts_all_five_ladders_side_by_side() -> None:
    app = opened("panji", "en")
    assert "Chains of command, tier by tier" not in html(app)
    app.toggle(key="every-chain").set_value(True).run()
    assert not app.exception
    assert "Chains of command, tier by tier" in html(app)
    assert "Of true spans the articles share one" in html(app)
