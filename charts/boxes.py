"""The ladder on a screen: a table of tiers × places whose cells hold boxes, with their links named and drawn.

HTML, because its text breaks, scrolls, zooms and is read aloud; the printed picture of the same rows is in rungs.py.
"""

from catalog.words import Say
from charts import lines
from charts.chart import Look, Rows
from charts.markup import scroll, tag, text
from charts.tiers import BASIS, BOX, TIERS, Node, count, has_chain, mean, nodes, printed


def markup(rows: Rows, look: Look) -> str:
    """Key and table; one place alone also shows the coder's notes."""
    say = look.say
    places = rows.localities
    head = tag("th", text(say("Tier")), scope="col") + "".join(_head(rows, say, n) for n in range(len(places)))
    body = "".join(
        tag(
            "tr",
            tag("th", text(say(name)), scope="row"),
            *(_cell(rows, say, n, tier) for n in range(len(places))),
        )
        for tier, name in TIERS.items()
    )
    caption = say("Chains of command by tier and place")
    table = tag(
        "table",
        tag("caption", text(caption), cls="lf-hidden"),
        tag("thead", tag("tr", head)),
        tag("tbody", body),
        cls="lf-ladder lf-alone" if len(places) == 1 else "lf-ladder",
    )
    return key(say) + scroll(caption, table)


def key(say: Say) -> str:
    """What boxes and lines mean."""
    boxes = [tag("span", tag("i", cls=f"lf-swatch lf-{kind}"), text(say(word))) for kind, word in BOX.items()]
    links = [tag("span", tag("i", cls=f"lf-line lf-{basis}"), text(say(word))) for basis, word in BASIS.items()]
    return tag("p", *boxes, *links, cls="lf-key")


def gap(rows: Rows, n: int) -> str:
    """The class of a column that begins a new wave."""
    before, here = rows.localities[n - 1], rows.localities[n]
    return "lf-gap" if n and rows.edition.wave_of(before) != rows.edition.wave_of(here) else ""


def _head(rows: Rows, say: Say, n: int) -> str:
    edition, locality = rows.edition, rows.localities[n]
    wave = say.label(edition.waves[edition.wave_of(locality)])
    said = (
        ""
        if has_chain(rows, locality)
        else tag("small", text(say("no chain described; what it names in passing is in grey")))
    )
    return tag(
        "th",
        text(lines.place_name(edition, say, locality)),
        tag("small", text(wave)),
        said,
        scope="col",
        cls=gap(rows, n),
    )


def _cell(rows: Rows, say: Say, n: int, tier: str) -> str:
    locality = rows.localities[n]
    alone, chain = len(rows.localities) == 1, has_chain(rows, locality)
    here = [node for node in nodes(rows) if node.locality == locality and node.tier == tier]
    on = [_box(rows, say, node, alone=alone) for node in here if node.on_ladder]
    aside = [_box(rows, say, node, alone=alone) for node in here if not node.on_ladder]
    shown = list(on)
    if not on:
        silent = BOX["silent"]
        shown = [tag("div", text(say(silent)), cls="lf-box lf-silent")]
    elif not chain and not alone:
        shown = [_folded(say.plural("{n} named in passing", "{n} named in passing", len(on)), on)]
    if aside:
        shown.append(_folded(say.plural("{n} unit beside it", "{n} units beside it", len(aside)), aside))
    return tag("td", *shown, cls=gap(rows, n) + ("" if chain else " lf-grey"))


def _folded(summary: str, boxes: list[str]) -> str:
    """Boxes that open on demand."""
    return tag("details", tag("summary", text(summary)), *boxes, cls="lf-aside")


def _box(rows: Rows, say: Say, node: Node, *, alone: bool) -> str:
    """A box under the line it hangs on; alone it has room for scope, words of the link and note."""
    edition, link = rows.edition, node.link
    number = count(edition, say, link)
    if not link.figures and not alone:
        number_tag = tag("span", tag("span", text("?"), aria_hidden="true"), tag("span", text(number), cls="lf-hidden"),
                         cls="lf-count")  # fmt: skip
    else:
        number_tag = tag("span", text(number), cls="lf-count")
    parts = [number_tag, tag("b", text(say.label(link, "name")))]
    if link.figures and alone:
        scope = lines.scope_name(edition, say, edition.printed[link.figures[0]].scope_id)
        parts.append(tag("small", text(say("{expression} · {scope}", expression=printed(edition, link), scope=scope))))
    if node.mean:
        parts.append(tag("small", text(say("mean: {mean}", mean=mean(edition, say, node))), cls="lf-mean"))
    stub = ""
    if node.parent:
        basis = say(BASIS[link.link_basis])
        under = say("under {name}, {basis}", name=say.label(node.parent, "name"), basis=basis)
        parts.append(tag("small", text(under), cls="lf-under" if alone else "lf-hidden"))
        stub = tag("i", cls=f"lf-stub lf-{link.link_basis}", title=under)
    if alone and link.note_en:
        parts.append(tag("small", text(say.label(link, "note")), cls="lf-noted"))
    return stub + tag("div", *parts, cls=f"lf-box lf-{'counted' if link.figures else 'named'}")
