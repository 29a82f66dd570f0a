"""By keyboard alone: from the overview to the file of a chart, without a pointer, and the way is visible."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages.browsing import settled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FOCUSED = """() => {
  const at = document.activeElement;
  return [at.getAttribute('aria-label') || at.innerText || '', at.closest('[class*="st-key-"]')?.className || ''];
}"""
# What shows where the focus is: a ring on the element, or on a box around it that Streamlit styles.
RING = """() => {
  for (let at = document.activeElement, n = 0; at && n < 4; at = at.parentElement, n++) {
    const style = getComputedStyle(at);
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none') return true;
  }
  return false;
}"""


def tab_to(page: Page, words: str, block: str = "") -> None:
    """Press Tab until what has the focus says `words` (inside the block of a chart), and see that it shows."""
    for _ in range(400):
        page.keyboard.press("Tab")
        label, inside = page.evaluate(FOCUSED)
        if words in label and block in inside:
            assert page.evaluate(RING), f"the focus on {label!r} is not visible"
            return
    raise AssertionError(f"400 Tabs did not reach {words!r}")


def test_from_the_overview_to_the_csv_of_households_per_grid(page: Page, server: str) -> None:
    settled(page, f"{server}/?lang=en")
    tab_to(page, "Grids")
    page.keyboard.press("Enter")
    page.wait_for_selector('h1:has-text("Grids")', timeout=60_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    tab_to(page, "In words, as a table", "households-per-grid")
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-csv-households-per-grid button", timeout=60_000)
    tab_to(page, "Download CSV")
    with page.expect_download(timeout=60_000) as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("households-per-grid_")
    content = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    assert "households_per_grid" in content
    assert "qingfeng" in content
