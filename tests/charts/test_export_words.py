"""Words on paper: lines break where they may, missing glyphs are named, citations invent nothing."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.warehouse import Edition
from charts.export import cite, fonts
from charts.export.errors import FontMissing, GlyphMissing, SizeTooSmall
from charts.export.sheet import Caption, Ink, Plot, compose
from charts.export.size import PRESETS, read_size
from charts.export.typeset import CLOSING, OPENING, wrap

MIXED = st.text(alphabet="网格户数泉州清丰，。、；：（）《》“”0123456789. abcdefg", min_size=1, max_size=120)


@given(MIXED, st.integers(min_value=60, max_value=400))
def test_lines_fit_lose_nothing_and_respect_punctuation(text: str, limit: int) -> None:
    lines = wrap(text, size=10, limit=limit)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(fonts.width(line, 10) <= limit for line in lines)


def test_no_line_begins_with_closing_or_ends_with_opening_punctuation() -> None:
    text = "泉州两个社区（共29个网格），平均每格79.3户；清丰县城区（六个社区）“一格一员”，平均每格209.4户。" * 3
    for limit in range(80, 300, 7):
        lines = wrap(text, size=10, limit=limit)
        assert not [line for line in lines if line[0] in CLOSING or line[-1] in OPENING]
        assert not [line for line in lines if line[0] == "户"], "a number keeps its measure word"


def test_a_headline_is_broken_into_even_lines() -> None:
    text = "Households in each grid, where an article prints both the households and the grids"
    greedy, even = wrap(text, size=20, limit=500), wrap(text, size=20, limit=500, even=True)
    assert len(even) == len(greedy)
    assert max(fonts.width(line, 20) for line in even) <= max(fonts.width(line, 20) for line in greedy)


def test_a_missing_glyph_is_named_before_anything_is_drawn() -> None:
    fonts.check_glyphs("近300名 · 10万余份 ≥ 20")
    with pytest.raises(GlyphMissing, match=r"U\+1F600"):
        fonts.check_glyphs("网格😀")


def test_a_missing_face_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FAMILY", "No Such Face")
    fonts._where.cache_clear()
    try:
        with pytest.raises(FontMissing, match="fonts-wqy-microhei"):
            fonts._where()
    finally:
        fonts._where.cache_clear()


def test_the_subset_of_the_same_letters_is_the_same_bytes() -> None:
    first = fonts.font_face("网格 abc")
    fonts._subset.cache_clear()
    assert fonts.font_face("cba格网") == first


@pytest.mark.parametrize(
    ("text", "pixels"), [("page", (2008, 1181)), ("640x480@2x", (1280, 960)), ("4x3in", (1200, 900))]
)
def test_a_size_is_read_from_its_name(text: str, pixels: tuple[int, int]) -> None:
    assert read_size(text).pixels == pixels


@pytest.mark.parametrize("text", ["huge", "10x", "12cmx4cm", "web@9x", "20000x20000"])
def test_a_size_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no size|is the limit"):
        read_size(text)


def test_words_that_leave_no_room_for_the_picture_are_an_error_and_not_a_cut() -> None:
    words = Caption(
        chart_id="c", lang="en", headline="word " * 160, scope="", short_scope="", silent="", reading="", caveats=(),
        short_caveat="", source="s", short_source="s", issued="", licence="", alt="",
    )  # fmt: skip
    ink = Ink(paper="#fff", text="#000", muted="#555", accent="#900", rule="#ccc")
    plot = Plot(svg='<svg><defs id="defs-0a1b2c"></defs></svg>', fit=1, notes={})
    with pytest.raises(SizeTooSmall, match="column"):
        compose(words, PRESETS["column"], ink, lambda width, height, zoom: plot)
    assert 'id="defs-c"' in compose(replace(words, headline="word"), PRESETS["column"], ink, lambda w, h, z: plot)


def test_an_article_without_a_title_is_cited_without_one(opened: Edition) -> None:
    quanzhou = cite.article(opened.document_of("quanzhou"))
    assert "title" not in quanzhou
    assert cite.gb_t_7714(quanzhou) == "中共泉州市委文明办. [无题名][Z]. 文明风, [2022-03-25]."
    assert cite.apa(quanzhou) == "中共泉州市委文明办. (ca. 2022, March 25). [无题名]. 文明风."
    panji = cite.article(opened.document_of("panji"))
    assert (
        cite.gb_t_7714(panji) == "市场星报, 安徽财经网, 掌中安徽. [无题名][N]. 市场星报、安徽财经网、掌中安徽, [2022]."
    )
    assert cite.apa(panji) == "市场星报, 安徽财经网, 掌中安徽. (ca. 2022). [无题名]."


def test_a_titled_article_is_cited_with_its_issue_and_day(opened: Edition) -> None:
    record = cite.article(opened.document_of("qingfeng"))
    title = opened.document_of("qingfeng").title
    assert cite.gb_t_7714(record) == f"清丰县委组织部. {title}[Z]. 濮阳组工信息, 第11期, 2020-02-17."
    assert "  number = {第11期}" in cite.bibtex(record)
    assert "  month = {2}" in cite.bibtex(record)


def test_the_compilation_is_cited_with_its_version(opened: Edition) -> None:
    import datetime as dt

    record = cite.compilation(version="0123456789ab", built=dt.date(2026, 11, 24), lang="en", address="https://x.org/g")
    assert cite.apa(record) == (
        "Lianfang 联防. (2026, November 24). "
        "Figures of local press reports on epidemic control "
        "(Version 0123456789ab) [Data set]. https://x.org/g"
    )
    assert json.loads(cite.csl_json([record]))[0]["version"] == "0123456789ab"


def test_a_caveat_that_an_older_version_does_not_know_is_said_and_not_skipped(opened: Edition) -> None:
    known = opened.caveat("extent_differs")
    assert known is opened.caveats["extent_differs"]
    strange = opened.caveat("found_later")
    assert "found_later" in strange.sentence_en
    assert "found_later" in strange.sentence_zh
