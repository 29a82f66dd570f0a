"""Tiers: the boxes of a chain of command, the tier each stands on, and the mean it may be given.

What is on the ladder is the line of command with the premises and people under it; party units and teams hang beside
their tier. A mean is printed only where mart.indicators offers the quotient: no second rule decides it here.
"""

from dataclasses import dataclass

from catalog.figures import Indicator
from catalog.nouns import Link
from catalog.warehouse import Edition
from catalog.words import Say, mark
from charts import lines
from charts.chart import Filters, Rows, chosen

TIERS = {
    "city": mark("City"),
    "district_county": mark("District or county"),
    "command_unit": mark("Command unit"),
    "subdistrict_town": mark("Subdistrict or town"),
    "community_village": mark("Community or village"),
    "grid": mark("Grid"),
    "compound_building": mark("Compound or building"),
    "corridor_lane": mark("Corridor or lane"),
    "household": mark("Household"),
    "person": mark("Person"),
}
Quotient = tuple[tuple[str, ...], tuple[str, ...]]  # figure ids above and below the line
LADDER = ("line", "premises", "population", "visited")
BASIS = {
    "stated": mark("stated in the text"),
    "implied": mark("implied by the text"),
    "coder": mark("the coder's own link"),
}
BOX = {
    "counted": mark("counted"),
    "named": mark("named, not counted"),
    "silent": mark("tier not mentioned"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One box: a link of the chain, the tier it stands on, what it hangs on, and the mean it may be given."""

    link: Link
    tier: str
    parent: Link | None
    mean: Indicator | None

    @property
    def locality(self) -> str:
        return self.link.locality

    @property
    def reports(self) -> bool:
        return True

    @property
    def on_ladder(self) -> bool:
        """False for what hangs beside its tier."""
        return self.link.branch in LADDER and self.link.tier in TIERS

    def record(self, edition: Edition) -> dict[str, object]:
        """The row for machines; `mean` names the indicator that relates it to the box above, where one may."""
        link, figures = self.link, [edition.printed[figure] for figure in self.link.figures]
        alone = figures[0] if len(figures) == 1 else None
        return {
            "place": link.locality, "wave": edition.wave_of(link.locality), "node_id": link.node_id,
            "parent_node_id": link.parent_node_id, "tier": self.tier, "branch": link.branch,
            "name_en": link.name_en, "name_zh": link.name_zh, "status": "counted" if figures else "named_not_counted",
            "count": link.count, "count_kind": link.count_kind, "lower": alone and alone.lower,
            "upper": alone and alone.upper, "qualifier": alone and alone.qualifier,
            "expression": " + ".join(figure.expression or "" for figure in figures) or None,
            "link_basis": link.link_basis, "mean": self.mean and self.mean.indicator_id, "figure_ids": link.figure_id,
            "source_id": edition.document_of(link.locality).source_id, "span_start": link.span_start,
            "span_end": link.span_end, "note_en": link.note_en, "note_zh": link.note_zh,
            "data_version": edition.version,
        }  # fmt: skip


def select(edition: Edition, filters: Filters) -> Rows:
    """The nodes of the chosen places."""
    places = chosen(edition, filters)
    by_id = {link.node_id: link for link in edition.links}
    offered = {(i.numerator_figures, i.denominator_figures): i for i in edition.indicators(localities=places)}
    nodes = tuple(
        Node(link=link, tier=_tier(link, by_id), parent=_parent(link, by_id), mean=_mean(link, by_id, offered))
        for locality in places
        for link in edition.links
        if link.locality == locality
    )
    return Rows(edition=edition, filters=filters, cells=nodes, extra={"nodes": nodes})


def nodes(rows: Rows) -> tuple[Node, ...]:
    """The boxes of the chosen places, in the order of their coding."""
    found: tuple[Node, ...] = rows.extra["nodes"]
    return found


def has_chain(rows: Rows, locality: str) -> bool:
    """False where the article only goes from place to place: the boxes are then no chain and are drawn grey."""
    return any(node.link.branch == "line" for node in nodes(rows) if node.locality == locality)


def count(edition: Edition, say: Say, link: Link) -> str:
    """The count with its qualifier, `at least 5,000`, or that there is none."""
    if len(link.figures) == 1:
        figure = edition.printed[link.figures[0]]
        return say.amount(figure, figure.qualifier or "")
    return say.number(link.count) if link.count is not None else say("no number given")


def printed(edition: Edition, link: Link) -> str:
    """The printed expressions of the count; a plus where the count is our sum."""
    return " + ".join(edition.printed[figure].expression or "" for figure in link.figures)


def mean(edition: Edition, say: Say, node: Node) -> str:
    """The mean per unit of the box above, `13 grids per community`; empty where the articles support none."""
    if node.mean is None:
        return ""
    return lines.indicator_reading(edition, say, node.mean)


def silent_tiers(rows: Rows, locality: str) -> tuple[str, ...]:
    """The tiers on which an article puts no box of its ladder."""
    named = {node.tier for node in nodes(rows) if node.locality == locality and node.on_ladder}
    return tuple(tier for tier in TIERS if tier not in named)


def _tier(link: Link, by_id: dict[str, Link]) -> str:
    """Its own tier, or for teams and party units that of the nearest body above them."""
    while link.tier not in TIERS and link.parent_node_id:
        link = by_id[link.parent_node_id]
    return link.tier


def _parent(link: Link, by_id: dict[str, Link]) -> Link | None:
    return by_id[link.parent_node_id] if link.parent_node_id else None


def _mean(link: Link, by_id: dict[str, Link], offered: dict[Quotient, Indicator]) -> Indicator | None:
    """The indicator that divides a counted box by the nearest counted one above it, if there is such an indicator.

    A subset has units of its own below it and may be divided by, but is never the whole of what is above it. What
    hangs together only by the coder's own link was not allotted by the text.
    """
    if link.branch not in LADDER or link.link_basis == "coder":
        return None
    above = _parent(link, by_id)
    while above is not None and not above.figures:
        above = _parent(above, by_id)
    if above is None or link.count_kind != "total" or above.count_kind not in ("total", "subset"):
        return None
    return offered.get((link.figures, above.figures))
