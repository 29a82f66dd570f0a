"""Panels on a page of fixed height: one scale a panel however it is broken, every place kept, nothing outside."""

from typing import Any

import pytest

from charts.chart import Look
from charts.export import flow
from charts.export.errors import SizeTooSmall
from charts.export.fonts import width
from charts.marks import Mark, Panel


def mark(n: int, label: str = "Volunteer teams") -> Mark:
    return Mark(label=label, text=f"{n}支 · {n} teams", colour=0, value=n, lower=n, upper=n, hover="")


def drawn(panels: list[Panel], wide: int, high: int) -> dict[str, Any]:
    figure: dict[str, Any] = flow.figure(panels, Look(lang="en", width=wide, height=high, purpose="file")).to_dict()
    return figure


def test_a_panel_broken_over_columns_keeps_one_scale() -> None:
    figure = drawn([Panel(title="Quanzhou", note="city", marks=[mark(n) for n in range(1, 10)])], 760, 150)
    bars = next(trace for trace in figure["data"] if trace["type"] == "bar")
    assert len(bars["x"]) == 9
    assert len({round(start) for start in bars["base"]}) > 1, "the panel was not broken"
    assert [length / n for length, n in zip(bars["x"], range(1, 10), strict=True)] == pytest.approx([bars["x"][0]] * 9)


def test_where_not_all_rows_fit_every_place_keeps_its_first_ones() -> None:
    panels = [Panel(title=f"Place {n}", note="area", marks=[mark(k) for k in range(1, 9)]) for n in range(4)]
    figure = drawn(panels, 380, 190)
    notes, words = figure["layout"]["meta"], figure["data"][-1]["text"]
    assert 4 <= notes["shown"] < notes["of"] == 32
    assert notes["missing"] == []
    assert {word for word in words if word.startswith("Place")} == {f"Place {n}" for n in range(4)}
    assert sum(word.endswith("teams") and "·" in word for word in words) == notes["shown"]


@pytest.mark.parametrize(("wide", "high"), [(380, 190), (740, 270), (860, 330), (640, 480)])
def test_no_word_leaves_the_room(wide: int, high: int) -> None:
    long = "Community epidemic-control work team of the Civilisation Office of the CPC Quanzhou Municipal Committee"
    panels = [Panel(title="Quanzhou · Spring 2022", note=long, marks=[mark(n, long[:50]) for n in (1, 2)])] * 3
    words = drawn(panels, wide, high)["data"][-1]
    for text, x, y, size, side in zip(
        words["text"], words["x"], words["y"], words["textfont"]["size"], words["textposition"], strict=True
    ):
        left = x - width(text, size) if side == "middle left" else x
        assert left >= -0.5
        assert left + width(text, size) <= wide + 0.5
        assert size / 2 <= y <= high - size / 2


def test_a_room_too_small_for_one_row_is_an_error() -> None:
    with pytest.raises(SizeTooSmall, match="px is too small"):
        drawn([Panel(title="Quanzhou", note="", marks=[mark(1)])], 300, 12)
