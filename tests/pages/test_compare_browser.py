"""A policy student's way: from the overview to what may be compared on grids, and how, in at most three clicks."""

import pytest
from playwright.sync_api import Page

from tests.pages.browsing import settled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_two_clicks_lead_from_the_overview_to_households_per_grid_with_its_caveats(page: Page, server: str) -> None:
    settled(page, f"{server}/?lang=en")
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Compare").click()
    link = page.get_by_role("link", name="Households per grid")
    link.wait_for(timeout=60_000)
    listed = page.inner_text('[data-testid="stMain"]')
    assert "Qingfeng, Early 2020: 209.4 households per grid" in listed
    assert "Different waves; Areas of unlike level; Denominator in doubt" in listed
    link.click()
    picture = page.get_by_test_id("stPlotlyChart")
    picture.locator("svg.main-svg").first.wait_for(timeout=60_000)
    shown = page.inner_text('[data-testid="stMain"]')
    assert "they are not ranked" in shown
    assert "Nothing is ranked across the waves." in shown
    bottom = picture.bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] < 900  # the answer stands on one screen


def test_a_refused_pair_in_the_url_has_no_picture_and_links_that_answer(page: Page, server: str) -> None:
    settled(page, f"{server}/compare?lang=en&figure=quanzhou-043&figure=weiyang-016")
    page.get_by_text("people are not person-times").wait_for(timeout=60_000)
    assert page.get_by_test_id("stPlotlyChart").count() == 0
    page.get_by_role("link", name="Volunteer teams per community or village").click()
    page.get_by_test_id("stPlotlyChart").wait_for(timeout=60_000)
    assert "Only one place reports this" in page.inner_text('[data-testid="stMain"]')
