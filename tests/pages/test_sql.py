"""The SQL page: its examples answer, its pictures are those of published rows, its refusals are sentences."""

import re

import pytest
from playwright.sync_api import Page
from streamlit.testing.v1 import AppTest

from catalog.sandbox import pool
from catalog.versions import WAREHOUSE
from catalog.warehouse import Edition
from catalog.words import LANGUAGES, Say
from charts import asked
from pages.parts import result
from pages.parts.sql_help import examples
from tests.pages.browsing import ROOT, settled

EXAMPLES = examples(Say("en"))


def opened_page(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in {"lang": "en", **query}.items():
        app.query_params[key] = value
    return app.run().switch_page("pages/tools/sql.py").run()


def text(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


@pytest.mark.parametrize(("name", "sql"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_every_example_answers_and_is_drawn_where_it_says_so(published: object, name: str, sql: str) -> None:
    app = opened_page(q=sql)
    assert not app.exception
    assert re.search(r"\d+ rows?\.", text(app))
    assert 'class="lf-refusal"' not in text(app)
    if "picture" in name:
        pictures = app.get("plotly_chart")
        assert len(pictures) == 1
        assert pictures[0].proto.alt


def test_nothing_is_started_until_somebody_asks(published: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("asked without a question")

    monkeypatch.setattr(pool.Sandbox, "ask", never)
    assert not opened_page().exception


def test_a_form_writes_its_query_into_the_address(published: object) -> None:
    app = opened_page()
    app.text_area[0].set_value("select 41 + 1 as answer")
    app.button[0].click().run()
    assert app.query_params["q"] == "select 41 + 1 as answer"
    assert ">42<" in text(app)
    assert any("q=select+41" in code.value and "&v=" in code.value for code in app.code)


def test_a_query_that_was_stopped_runs_again_only_when_its_reader_says_so(
    published: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[str] = []

    def slow(_box: object, _path: object, sql: str) -> pool.Answer:
        asked_for.append(sql)
        raise pool.Refused("time")

    monkeypatch.setattr(pool.Sandbox, "ask", slow)
    app = opened_page(q="select 1 as slow")
    app.segmented_control[0].set_value("zh").run()
    assert asked_for == ["select 1 as slow"]
    assert 'class="lf-refusal"' in text(app)
    app.button[0].click().run()
    assert asked_for == ["select 1 as slow"] * 2


def test_numbers_of_a_query_are_never_drawn(published: object) -> None:
    for sql in (
        "select locality, sum(value) as value from mart.figures group by all",
        "select locality, value from mart.figures where chartable",
        "select indicator_id, locality, value * 2 from mart.indicators",  # more than one indicator
        "select 'made-up' as figure_id, 7 as value",
    ):
        app = opened_page(q=sql)
        assert not app.get("plotly_chart")
        assert "like with like" in text(app)


def test_a_picture_is_of_the_published_row_whatever_number_stands_beside_its_id(opened: Edition) -> None:
    named = [{"figure_id": "quanzhou-019", "value": 10**9}, {"figure_id": "quanzhou-019", "value": 2}]
    rows = asked.figures(opened, named)
    assert rows
    assert [figure.figure_id for figure in rows.figures] == ["quanzhou-019"]
    assert rows.figures[0].value == opened.printed["quanzhou-019"].value


def test_repeats_and_low_confidence_are_counted_instead_of_drawn(opened: Edition) -> None:
    low = [id_ for id_, figure in opened.printed.items() if not figure.chartable]
    high = next(id_ for id_, figure in opened.printed.items() if figure.chartable)
    records = [{"figure_id": id_} for id_ in (*low, high)]
    rows = asked.figures(opened, records)
    assert rows
    assert len(rows.figures) == 1
    assert str(len(low)) in asked.left_out(Say("en"), records, rows)
    assert asked.left_out(Say("en"), [{"figure_id": high}], rows) == ""


def test_a_mistake_is_shown_without_a_trace(published: object) -> None:
    app = opened_page(q="select vallue from mart.figures")
    assert not app.exception
    assert "The database cannot answer this query" in text(app)
    said = " ".join(code.value for code in app.code)
    assert '"value"' in said
    assert "Traceback" not in said + text(app)


CODES = [
    *("empty", "long", "nul", "statements", "statement", "table", "function", "kind", "sql"),
    *("time", "memory", "size", "deep", "crash", "busy", "start"),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_refusal_is_a_sentence(code: str, lang: str) -> None:
    told = result.reason(Say(lang), pool.Refused(code, "\x1b[31mname"))
    assert len(told) > 8
    assert "\x1b" not in told


def test_the_table_links_figures_marks_silence_and_escapes_text(published: object, opened: Edition) -> None:
    sql = "select 'quanzhou-019' as figure_id, null as silent, '<b>x</b>' as a, '近300' as b, repeat('y', 999) as c"
    app = opened_page(q=sql)
    html = text(app)
    assert "figures?lang=en&amp;figure=quanzhou-019" in html
    assert "<code>null</code>" in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert '<span lang="zh-CN">近300</span>' in html
    assert "y" * result.CELL + "…" in html


def test_the_csv_has_every_row_and_no_formula(opened: Edition) -> None:
    answer = pool.sandbox().ask(
        opened.folder / WAREHOUSE, "select range as n, '=1+1' as f, [1, 2] as l, null as e from range(300)"
    )
    saved = result.csv([dict(zip(answer.columns, row, strict=True)) for row in answer.rows]).decode("utf-8-sig")
    lines = saved.splitlines()
    assert len(lines) == 301
    assert lines[1] == "0,'=1+1,1; 2,"


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_query_is_typed_run_drawn_and_saved(page: Page, server: str, opened: Edition) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    settled(page, f"{server}/sql?lang=en")
    page.get_by_label("Query").fill("select figure_id from mart.figures where locality = 'foshan' and chartable")
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector(".js-plotly-plot", timeout=60_000)
    with page.expect_download(timeout=60_000) as download:
        page.locator(".st-key-sql-csv button").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "figure_id"
    assert set(lines[1:]) <= set(opened.printed)
    again = page.url
    assert "q=select" in again
    settled(page, again)
    page.wait_for_selector(".js-plotly-plot", timeout=60_000)
    assert page.get_by_role("textbox", name="Query").input_value().startswith("select figure_id")
    wider = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth - innerWidth")
    assert wider <= 0


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_query_that_brings_its_process_down_leaves_the_server_as_it_was(page: Page, server: str) -> None:
    settled(page, f"{server}/sql?lang=en&q=select+range(100000000)+from+range(50)")
    page.wait_for_selector("text=more memory than it may take", timeout=60_000)
    settled(page, f"{server}/sql?lang=en&q=select+6*7+as+n")
    page.wait_for_selector("text=/^42$/", timeout=60_000)
