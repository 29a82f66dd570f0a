"""Places and measures in a browser: a row opens by keyboard to its evidence; a place prints on one sheet of paper."""

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.pages.browsing import settled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_measure_opens_by_keyboard_to_the_words_that_were_searched(page: Page, server: str) -> None:
    settled(page, f"{server}/measures?lang=en")
    row = page.locator("#m-disinfection_and_cleaning")
    row.wait_for(timeout=60_000)
    panji = row.locator("details > div > div").nth(4)
    assert not panji.is_visible()
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    panji.wait_for(timeout=10_000)
    assert "Panji" in panji.inner_text()
    assert "消杀" in panji.inner_text()
    assert "none found" in panji.inner_text()
    assert row.get_by_role("link", name="36次").get_attribute("href") == "figures?lang=en&figure=quanzhou-038"


def test_a_place_prints_on_one_page(page: Page, server: str) -> None:
    settled(page, f"{server}/places?lang=en&locality=quanzhou")
    page.locator(".lf-onepage").wait_for(state="attached", timeout=60_000)
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == 1
    said = printed.pages[0].extract_text()
    for words in ("Quanzhou", "83599", "not mentioned", "46 printed", "Silence in an article"):
        assert words.replace(" ", "") in said.replace(" ", "").replace("\n", "")


def test_five_ladders_scroll_inside_themselves_on_a_phone(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page, f"{server}/places?lang=en&locality=panji")
    page.get_by_text("All five chains side by side").click()
    page.get_by_text("Chains of command, tier by tier").wait_for(timeout=60_000)
    assert page.evaluate("document.querySelector('.lf-ladder').offsetWidth > 390")
    main = "document.querySelector('[data-testid=\"stMain\"]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 1
