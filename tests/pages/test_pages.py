"""Every page opens in both languages, every chart on it has words, and the URL holds the reader's choices."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from charts.catalogue import CHARTS
from charts.chart import Filters

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in ROOT.glob("pages/*/*.py")
    if path.name != "__init__.py" and path.parent.name != "parts"
)
pytestmark = pytest.mark.usefixtures("published")


def opened(page: str, **query: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run().switch_page(page).run()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_and_every_chart_on_it_speaks(page: str, lang: str) -> None:
    app = opened(page, lang=lang)
    assert not app.exception
    assert app.title[0].value
    assert all(plot.proto.alt for plot in app.get("plotly_chart"))


@pytest.mark.parametrize("page", [page for page in PAGES if "/themes/" in page])
def test_a_theme_page_shows_charts_and_begins_with_its_table(page: str) -> None:
    app = opened(page, lang="en")
    assert app.get("plotly_chart")
    html = " ".join(block.proto.body for block in app.get("html"))
    assert "<table" in html


def test_a_pasted_link_restores_filters_and_names_what_it_ignored() -> None:
    app = opened("pages/themes/grids.py", lang="en", place=["foshan", "nowhere"], wave="2020")
    html = " ".join(block.proto.body for block in app.get("html"))
    assert app.session_state["place"] == ["foshan"]
    assert app.session_state["wave"] == ["2020"]
    assert "place=nowhere" in html


def test_silence_is_said_and_never_drawn_as_zero(published: Path) -> None:
    from catalog.warehouse import edition

    for chart in CHARTS.values():
        rows = chart.select(edition(), Filters())
        for figure in rows.figures:
            if figure.status != "reported":
                assert figure.value is None
                assert figure.lower is None


def test_a_pinned_link_shows_its_version_on_every_page_and_says_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from etl.refresh import refresh

    monkeypatch.setenv("LIANFANG_DATA", str(data))
    old = (data / "published" / "current").read_text(encoding="utf-8").strip()
    sheet = data / "figures" / "qingfeng.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("78个", "79个"), encoding="utf-8")
    new = refresh(data).version
    assert new != old
    for version, number in ((old, "209.4"), (new, "206.8")):
        app = opened("pages/themes/grids.py", lang="en", v=version)
        html = " ".join(block.proto.body for block in app.get("html"))
        assert not app.exception
        assert f"Households per grid: Qingfeng {number}" in html
        assert ("A newer one is published" in html) == (version == old)
    app = opened("pages/themes/grids.py", lang="en", v="000000000000")
    html = " ".join(block.proto.body for block in app.get("html"))
    assert "000000000000 is not kept here" in html
    assert "206.8" in html


@pytest.mark.parametrize("page", PAGES)
def test_filters_that_leave_no_place_say_so(page: str) -> None:
    app = opened(page, lang="en", place="foshan", wave="2022")
    assert not app.exception
    assert "Loosen one of the two" in " ".join(block.proto.body for block in app.get("html"))
