"""The sheet for a class on paper: questions first, answers on a page of their own, no menus."""

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from catalog import questions
from catalog.warehouse import Edition
from catalog.words import Say
from tests.pages.browsing import settled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_sheet_prints_questions_then_answers_and_no_menus(page: Page, server: str, opened: Edition) -> None:
    settled(page, f"{server}/learn?lang=en&sheet=print")
    page.wait_for_selector(".lf-sheet")
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    sheets = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in paper.pages]  # ligatures as letters
    (answers,) = [n for n, text in enumerate(sheets) if re.search(r"^\s*Answers", text, flags=re.MULTILINE)]
    asked = " ".join(" ".join(sheets[:answers]).split())
    for question in opened.questions.values():
        assert questions.asked(opened, Say("en"), question)[:40] in asked
        assert questions.answer(opened, Say("en"), question)[:40] not in asked
    assert 2 <= answers <= 4
    assert "Testing throughput" not in " ".join(sheets)  # a page in the menu
