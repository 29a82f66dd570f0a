"""Chains of command side by side: a ladder of fixed tiers, so that like stands beside like whatever the depth.

A tier an article does not mention is silence, drawn as silence is everywhere, and never an empty box.
"""

from collections.abc import Sequence

from catalog.words import Say, mark
from charts import boxes, lines, rungs
from charts.chart import Chart, Rows
from charts.tiers import BASIS, TIERS, Node, count, has_chain, mean, nodes, printed, select, silent_tiers


def headline(rows: Rows, say: Say) -> str:
    """One place by its name, several side by side."""
    if len(rows.localities) > 1:
        return say("Chains of command, tier by tier, as the articles describe them")
    place = lines.place_name(rows.edition, say, rows.localities[0])
    if has_chain(rows, rows.localities[0]):
        return say("The chain of command in the article on {place}", place=place)
    return say("The article on {place} describes no chain of command", place=place)


def subtitle(rows: Rows, say: Say) -> str:
    """How to read across and down."""
    said = say(
        "Tiers are fixed, so like stands beside like; depth is no rank. "
        "Means are those of printed totals; the articles give no range."
    )
    without = [lines.place_name(rows.edition, say, place) for place in rows.localities if not has_chain(rows, place)]
    if without and len(rows.localities) > 1:
        said += ("" if say.lang == "zh" else " ") + say("No chain described: {places}.", places=say.join(without))
    return said


def describe(rows: Rows, say: Say) -> str:
    """Every ladder in words, place by place, with the tiers that are not mentioned."""
    gap = "" if say.lang == "zh" else " "
    return gap.join(_described(rows, say, locality) for locality in rows.localities)


def _described(rows: Rows, say: Say, locality: str) -> str:
    edition, place = rows.edition, lines.place_name(rows.edition, say, locality)
    if not has_chain(rows, locality):
        return say("{place}: the article describes no chain of command, only the places it visits.", place=place)
    boxes = [
        say(
            "{tier}: {name} ({count})",
            tier=say(TIERS[tier]),
            name=say.label(node.link, "name"),
            count=count(edition, say, node.link),
        )
        for tier in TIERS
        for node in nodes(rows)
        if node.locality == locality and node.on_ladder and node.tier == tier
    ]
    between = "；" if say.lang == "zh" else "; "
    said = say("{place} names {boxes}.", place=place, boxes=between.join(boxes))
    silent = [say(TIERS[tier]) for tier in silent_tiers(rows, locality)]
    gap = "" if say.lang == "zh" else " "
    return said + gap + say("Tiers not mentioned: {tiers}.", tiers=say.join(silent)) if silent else said


def table(rows: Rows, say: Say) -> list[dict[str, str]]:
    """One row a box, ladder and what hangs beside it."""
    edition = rows.edition
    return [
        {
            say("Place"): lines.place_name(edition, say, node.locality),
            say("Tier"): say(TIERS[node.tier]),
            say("Name"): say.label(node.link, "name"),
            say("Count"): count(edition, say, node.link),
            say("Printed"): printed(edition, node.link),
            say("Hangs on"): say.label(node.parent, "name") if node.parent else "",
            say("Link"): say(BASIS[node.link.link_basis]),
            say("Mean"): mean(edition, say, node),
            say("Coder's note"): (say.label(node.link, "note") if node.link.note_en else ""),
        }
        for node in _in_order(rows)
    ]


def _in_order(rows: Rows) -> Sequence[Node]:
    places, tiers = list(rows.localities), list(TIERS)
    return sorted(nodes(rows), key=lambda n: (places.index(n.locality), tiers.index(n.tier), not n.on_ladder))


LADDERS = Chart(
    id="chain-of-command",
    name=mark("Chains of command"),
    page="places",
    mart="chain_of_command",
    select=select,
    draw=rungs.draw,
    headline=headline,
    subtitle=subtitle,
    describe=describe,
    height=rungs.height,
    markup=boxes.markup,
    table=table,
)
CHARTS: tuple[Chart, ...] = (LADDERS,)
