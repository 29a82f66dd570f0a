"""The learn page: an answer opens only after one was given; terms lead to the glossary; the sheet holds all of it."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from catalog import questions
from catalog.warehouse import Edition
from catalog.words import Say
from charts import readings
from charts.chart import Filters
from pages.parts import glossary, qualified, quiz, sheet
from pages.parts.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
PAGES = {path.stem for path in ROOT.glob("pages/*/*.py") if path.parent.name != "parts"}
ASKED_FOR = (
    "grid sinking_down building_head person_time temporary_party_branch sealed_building joint_control "
    "civilisation_office report_in pioneer_post headquarters screening checkpoint compound family_yard "
    "nucleic_acid_test county_seat subdistrict"
)


@pytest.fixture(params=["zh", "en"])
def reader(request: pytest.FixtureRequest, opened: Edition) -> Reader:
    return Reader(edition=opened, say=Say(request.param), theme="light", filters=Filters())


def visit(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in {"lang": "en", **query}.items():
        app.query_params[key] = value
    return app.run().switch_page("pages/about/learn.py").run()


def bodies(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.main.get("html"))


def test_the_answer_opens_only_after_the_student_answered(published: Path) -> None:
    app = visit(question="5")
    answer = "sit in residential compounds"
    assert app.main.button[0].disabled
    assert answer not in bodies(app)
    app.main.radio[0].set_value("comparable").run()
    app.main.multiselect[0].set_value(["extent_differs", "overlap"]).run()
    assert answer not in bodies(app)
    app.main.button[0].click().run()
    shown = bodies(app)
    assert answer in shown
    assert "You said they may be compared. The articles support another answer: they may not be compared." in shown
    assert "Different areas</strong> (you named it)" in shown
    assert "Not a reason here: May overlap." in shown


def test_an_answer_that_was_opened_stays_closed_for_the_next_question(published: Path) -> None:
    app = visit(question="4")
    app.main.radio[0].set_value("not_comparable").run()
    app.main.button[0].click().run()
    assert "As you said: these numbers may not be compared." in bodies(app)
    app.session_state["question"] = "6"
    app.run()
    assert "overlap in ways the text does not state" not in bodies(app)


def test_every_question_leads_to_a_page_that_exists(reader: Reader) -> None:
    for question in reader.edition.questions.values():
        assert question.leads_to.split("?")[0] in PAGES, question.question_id
        assert f"lang={reader.say.lang}" in quiz.to(reader, question)


def test_the_sheet_holds_every_question_figure_box_and_answer(reader: Reader) -> None:
    printed = sheet.sheet(reader)
    known = list(reader.edition.questions.values())
    assert printed.count("☐") == 3 * len(known)
    plain = printed.replace("&#x27;", "'").replace("&gt;", ">")
    for question in known:
        assert questions.asked(reader.edition, reader.say, question) in plain
        assert questions.answer(reader.edition, reader.say, question) in plain
        assert all((reader.edition.printed[figure].expression or "") in plain for figure in question.figures)
    assert printed.index("lf-newpage") > printed.index("lf-asked")


def test_the_glossary_has_every_term_in_both_languages_with_an_anchor(reader: Reader) -> None:
    listed = glossary.entries(reader)
    assert set(ASKED_FOR.split()) <= set(reader.edition.glossary)
    assert len(reader.edition.glossary) >= 20
    for term in reader.edition.glossary.values():
        assert f'id="term-{term.term_id}"' in listed
        assert term.label_zh in listed
        assert re.search("[\u4e00-\u9fff]", term.definition_zh)
        assert not re.search("[\u4e00-\u9fff]", term.definition_en)


@pytest.mark.parametrize(
    ("lang", "text", "terms"),
    [
        ("en", "Households per grid; grids again", ["grid"]),
        ("en", "Temporary party branches", ["temporary_party_branch"]),
        ("en", "Migrids and gridded <b>", []),
        ("zh", "临时党支部与网格员", ["temporary_party_branch", "grid_worker"]),
        ("zh", "志愿服务人次", ["person_time"]),
    ],
)
def test_a_term_is_linked_once_where_it_stands(opened: Edition, lang: str, text: str, terms: list[str]) -> None:
    reader = Reader(edition=opened, say=Say(lang), theme="light", filters=Filters())
    explained = glossary.explained(text, reader)
    assert re.findall(r"#term-(\w+)", explained) == terms
    assert "<b>" not in explained
    for term in terms:
        assert f"learn?lang={lang}#term-{term}" in explained


def test_each_word_that_changes_a_reading_has_an_example_from_the_articles(reader: Reader) -> None:
    examples = list(qualified.examples(reader.edition, reader.asked))
    found = [readings.hedge(figure.expression or "") for figure in examples]
    assert set("近余多超约几内") < set("".join(found))
    assert {figure.qualifier for figure in examples} == {figure.qualifier for figure in reader.edition.printed.values()}
    assert all(figure.expression in qualified.table(reader) for figure in examples)
