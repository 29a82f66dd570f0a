"""Chains of command: fixed tiers, silence drawn as silence, and no mean that the articles do not support."""

from pathlib import Path
from typing import Literal

import pytest

from catalog.warehouse import Edition, edition
from catalog.words import Say
from charts import tiers
from charts.catalogue import CHARTS
from charts.chart import Filters, Look, Rows
from charts.export.errors import SizeTooSmall

CHAINS = CHARTS["chain-of-command"]
pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def opened(published: Path) -> Edition:
    return edition()


@pytest.fixture
def rows(opened: Edition) -> Rows:
    return CHAINS.select(opened, Filters())


def test_every_node_stands_on_a_tier_and_every_tier_is_boxed_or_silent(rows: Rows, opened: Edition) -> None:
    nodes = tiers.nodes(rows)
    assert len(nodes) == len(opened.links) == 99
    assert {node.tier for node in nodes} <= set(tiers.TIERS)
    for place in rows.localities:
        boxed = {node.tier for node in nodes if node.locality == place and node.on_ladder}
        assert boxed | set(tiers.silent_tiers(rows, place)) == set(tiers.TIERS)
        assert not boxed & set(tiers.silent_tiers(rows, place))


def test_teams_and_party_units_hang_beside_their_tier(rows: Rows) -> None:
    found = {node.link.node_id: node for node in tiers.nodes(rows)}
    assert not found["qf_tempbranches"].on_ladder
    assert found["qf_tempbranches"].tier == "grid"  # a party unit stands at the grid units that set it up
    assert found["qf_grids"].on_ladder


def test_means_are_the_quotients_that_the_marts_offer(rows: Rows, opened: Edition) -> None:
    means = {node.link.node_id: tiers.mean(opened, Say("en"), node) for node in tiers.nodes(rows) if node.mean}
    assert means["qf_grids"] == "13 grids per community"
    assert means["qz_grids"] == "14.5 grids per community"
    assert means["qz_households"] == "1,149.5 households per community"
    for node in tiers.nodes(rows):
        if node.mean:
            assert node.mean in opened.indicators([node.mean.indicator_id], [node.locality])
            assert node.mean.numerator_figures == node.link.figures
            assert node.link.count_kind == "total"
            assert node.link.link_basis != "coder"


@pytest.mark.parametrize(
    ("node_id", "why"),
    [
        ("qf_compounds", "2.36 compounds a grid is a cross-ratio: grids are territories, grid units offices"),
        ("qf_departments", "a composition is no span"),
        ("pj_branches", "party groups do not head branches in the text"),
        ("qz_communities", "two supported communities are a subset"),
        ("wy_checkpoints", "the link is the coder's own"),
        ("wy_hqstaff", "members are a size, not a span"),
        ("qz_floating", "no indicator is offered"),
    ],
)
def test_traps_have_no_mean(rows: Rows, node_id: str, why: str) -> None:
    node = next(node for node in tiers.nodes(rows) if node.link.node_id == node_id)
    assert node.mean is None, why


def test_counts_keep_their_qualifier(opened: Edition) -> None:
    counts = {link.node_id: tiers.count(opened, Say("en"), link) for link in opened.links}
    assert counts["qf_staff"] == "at least 5,000"
    assert counts["qz_fourlevel"] == "at most 300"
    assert counts["fs_xjhukou"] == "about 4,000"
    assert counts["wy_communities"] == "187"
    assert counts["qf_heads"] == "no number given"


@pytest.mark.parametrize(("lang", "words"), [("en", "describes no chain of command"), ("zh", "没有描述指挥链条")])
def test_foshan_has_no_chain_and_says_so(opened: Edition, lang: str, words: str) -> None:
    rows = CHAINS.select(opened, Filters(places=("foshan",)))
    assert not tiers.has_chain(rows, "foshan")
    assert words in CHAINS.headline(rows, Say(lang))
    assert words in CHAINS.describe(rows, Say(lang))
    assert "lf-grey" in (CHAINS.markup or pytest.fail)(rows, Look(lang=lang))
    assert all(
        tiers.has_chain(CHAINS.select(opened, Filters()), place) for place in opened.localities if place != "foshan"
    )


def test_words_table_and_boxes_hold_the_same_nodes(rows: Rows) -> None:
    table = (CHAINS.table or pytest.fail)(rows, Say("en"))
    html = (CHAINS.markup or pytest.fail)(rows, Look(lang="en"))
    assert (
        len(table)
        == len(tiers.nodes(rows))
        == html.count('class="lf-box lf-counted"') + html.count('class="lf-box lf-named"')
    )
    described = CHAINS.describe(rows, Say("en"))
    for node in tiers.nodes(rows):
        if node.on_ladder and tiers.has_chain(rows, node.locality):
            assert node.link.name_en in described


def test_silence_is_hatched_and_no_box_is_empty(rows: Rows) -> None:
    html = (CHAINS.markup or pytest.fail)(rows, Look(lang="en"))
    silent = sum(len(tiers.silent_tiers(rows, place)) for place in rows.localities)
    assert html.count('class="lf-box lf-silent">tier not mentioned<') == silent > 0


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_file_holds_the_ladder_or_is_refused(rows: Rows, lang: str, theme: Literal["light", "dark"]) -> None:
    drawn = CHAINS.draw(rows, Look(lang=lang, theme=theme, width=900, height=640, purpose="file"))
    assert all(0 <= note.y <= 640 and 0 <= note.x <= 900 for note in drawn.layout.annotations)
    with pytest.raises(SizeTooSmall):
        CHAINS.draw(rows, Look(lang=lang, width=300, height=150, purpose="file"))
