"""Tried as an editor: from opening a page to a file that can be printed, and many of them as one ZIP."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from catalog.warehouse import Edition
from tests.pages.browsing import ROOT, settled, start, stop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CHART = "households-per-grid"


class Clicks:
    """Counts what the editor clicks."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, target: Locator) -> None:
        target.click(timeout=60_000)
        self.count += 1


def test_a_print_ready_pdf_in_chinese_takes_at_most_four_clicks(page: Page, server: str, opened: Edition) -> None:
    clicks = Clicks()
    settled(page, f"{server}/grids?lang=en")
    clicks.on(page.locator(f".st-key-export-{CHART} button"))
    dialog = page.locator('[role="dialog"]')
    clicks.on(dialog.get_by_text("中文", exact=True))
    name = f"{CHART}_2020-2022_all_{opened.version}_zh_page.pdf"
    dialog.get_by_text(name).wait_for()
    with page.expect_download(timeout=120_000) as download:
        clicks.on(dialog.locator(".st-key-export-save button"))
    assert clicks.count <= 4
    assert download.value.suggested_filename == name
    sheet = PdfReader(download.value.path())
    text = re.sub(r"\s", "", sheet.pages[0].extract_text())
    assert "来源" in text
    assert opened.version in text
    assert float(sheet.pages[0].mediabox.width) == pytest.approx(170 / 25.4 * 72, abs=0.75)


def test_the_dialog_shows_the_picture_only_when_asked_and_offers_text_to_copy(page: Page, server: str) -> None:
    settled(page, f"{server}/grids?lang=en")
    page.locator(f".st-key-export-{CHART} button").click(timeout=60_000)
    dialog = page.locator('[role="dialog"]')
    dialog.get_by_role("tab", name="Citation").wait_for()
    assert dialog.locator("img").count() == 0
    dialog.get_by_role("tabpanel").locator("code:visible").filter(has_text="[DS]").first.wait_for()
    dialog.get_by_role("tab", name="Link to this chart").click()
    link = dialog.get_by_role("tabpanel").locator("code:visible").filter(has_text="/grids").inner_text()
    assert link.startswith(f"{server}/grids?lang=en&v=")
    assert link.endswith(f"#{CHART}")
    dialog.get_by_role("tab", name="CSL-JSON").click()
    shown = dialog.get_by_role("tabpanel").locator("code:visible").filter(has_text='"dataset"')
    records = json.loads(shown.inner_text())
    assert records[0]["type"] == "dataset"
    dialog.locator(".st-key-export-look button").click()
    picture = dialog.locator("img")
    picture.wait_for(timeout=120_000)
    assert "Quanzhou" in str(picture.get_attribute("alt"))


def test_many_charts_come_as_one_zip(page: Page, server: str, opened: Edition) -> None:
    settled(page, f"{server}/export?lang=en")
    page.locator('.st-key-export-charts [data-baseweb="select"], .st-key-export-charts input').first.click()
    page.keyboard.type("Households per grid")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.locator(".st-key-export-make button").click()
    with page.expect_download(timeout=120_000) as download:
        page.locator(".st-key-export-zip-save button").click(timeout=120_000)
    archive = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    assert archive.namelist() == [f"{CHART}/{CHART}_2020-2022_all_{opened.version}_en_page.pdf"]


def test_the_data_package_comes_whole(page: Page, server: str) -> None:
    settled(page, f"{server}/export?lang=en")
    with page.expect_download() as download:
        page.locator(".st-key-data-package button").click()
    archive = zipfile.ZipFile(download.value.path())
    described = json.loads(archive.read("datapackage.json"))
    assert {resource["path"] for resource in described["resources"]} == set(archive.namelist()) - {"datapackage.json"}


@pytest.fixture
def small_host(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server that finds no Chromium; one picture was made beforehand, as `refresh --exports` does."""
    prepared = published / "published" / (published / "published" / "current").read_text().strip() / "exports"
    order = ["--chart", CHART, "--format", "png,svg,pdf", "--lang", "en", "--size", "page", "--to", str(prepared)]
    subprocess.run([sys.executable, "-m", "charts", "export", *order], cwd=ROOT, check=True, capture_output=True)
    monkeypatch.setenv("PATH", "/nonexistent")
    process, address = start("serve.py", published)
    yield address
    stop(process)


def test_without_chromium_prepared_pictures_and_the_readers_own_browser_serve(
    page: Page, small_host: str, opened: Edition
) -> None:
    settled(page, f"{small_host}/export?lang=en")
    page.locator(".st-key-export-make button").click()
    with page.expect_download(timeout=120_000) as download:
        page.locator(".st-key-export-zip-save button").click(timeout=120_000)
    archive = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    assert f"{CHART}/{CHART}_2020-2022_all_{opened.version}_en_page.pdf" in archive.namelist()
    assert "apt-get install chromium" in archive.read("not-made.txt").decode("utf-8"), "what was not prepared is named"

    settled(page, f"{small_host}/grids?lang=en")
    page.locator(f".st-key-export-{CHART} button").click(timeout=60_000)
    dialog = page.locator('[role="dialog"]')
    dialog.get_by_text("PNG", exact=True).click()
    dialog.get_by_text("Dark", exact=True).click()  # not prepared
    dialog.get_by_text("apt-get install chromium").wait_for()
    dialog.locator(".js-plotly-plot").hover()
    with page.expect_download(timeout=60_000) as download:
        dialog.locator('.modebar-btn[data-title^="Download"], .modebar-btn').first.click()
    saved = download.value
    assert saved.suggested_filename == f"{CHART}_2020-2022_all_{opened.version}_en_page-dark.png"
    wanted = (round(170 / 25.4 * 96) * 3.125, round(100 / 25.4 * 96) * 3.125)
    assert Image.open(saved.path()).size == pytest.approx(wanted, abs=4)
