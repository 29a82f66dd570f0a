"""Profile: what is known of one place from its one article, block by block, as tables a reader can print.

The tables are made once for a version, a place and a language; a rerun of the page only hands them on.
"""

from collections import Counter
from collections.abc import Mapping

from catalog.caches import version_cache
from catalog.comparability import together
from catalog.figures import Figure, Indicator
from catalog.nouns import Mention
from catalog.warehouse import Edition, edition
from catalog.words import Say, mark
from charts import compare, lines, markup, mentions, readings, tiers
from charts.chart import Filters
from charts.markup import tag, text
from pages.parts.html import Safe

Table = list[dict[str, str]]
THEMES = (
    "volunteers", "organisation", "grids", "population", "materials", "donations", "testing", "screening", "services",
    "publicity", "other",
)  # fmt: skip
RELATIONS = {
    "=": mark("equals"),
    "<=": mark("lies inside"),
    "rounds": mark("is rounded by"),
    "doubt": mark("exceeds, a doubt"),
}


def contents(say: Say) -> str:
    """Links to the blocks of the page."""
    blocks = {
        "scopes": say("What it covers"),
        "chain-of-command": say("Chain of command"),
        "figures": say("Figures"),
        "measures": say("Measures"),
        "checks": say("Checks"),
        "silence": say("Silence"),
    }
    links = [tag("a", text(name), href=f"#{block}", target="_self") for block, name in blocks.items()]
    return tag("nav", *links, cls="lf-contents", aria_label=say("On this page"))


def covers(of: Edition, say: Say, locality: str) -> str:
    """What the name of a place stands for here and by whom it is told, in a sentence or two."""
    document, place = of.document_of(locality), of.localities[locality]
    area = lines.scope_name(of, say, place.area)
    told = say("Here {place} stands for {area}; what is known of it is one article.", place=say.label(place, "name"),
               area=area)  # fmt: skip
    if document.default_scope != place.area:
        told += ("" if say.lang == "zh" else " ") + say(
            "Most of its figures speak of {scope}.", scope=lines.scope_name(of, say, document.default_scope)
        )
    return told


@version_cache(64)
def scopes(version: str, locality: str, lang: str) -> str:
    """The areas and bodies the figures cover, as a tree with the number of figures each."""
    of, say = edition(version), Say(lang)
    below: dict[str | None, list[str]] = {}
    for row in of.rows("core.place", locality=locality):
        if row["level"] != "locality":
            below.setdefault(row["parent_scope_id"], []).append(row["scope_id"])
    counts = Counter(figure.scope_id for figure in of.printed.of([locality]))

    def counted(scope: str) -> str:
        return tag("small", text(say.plural("{n} figure", "{n} figures", counts[scope]))) if counts[scope] else ""

    def branch(parent: str | None) -> str:
        items = [
            tag("li", text(lines.scope_name(of, say, scope)), counted(scope), branch(scope))
            for scope in below.get(parent, [])
        ]
        return tag("ul", *items) if items else ""

    return tag("div", branch(None), cls="lf-tree")


@version_cache(64)
def figures(version: str, locality: str, lang: str) -> dict[str, Table]:
    """Every printed figure of a place by theme, repeats and low confidence included and marked."""
    of, say = edition(version), Say(lang)
    by_theme: dict[str, Table] = {}
    for theme in THEMES:
        found = [f for f in of.printed.of([locality]) if f.theme == theme]
        if found:
            by_theme[readings.theme_word(say, theme)] = [_figure(of, say, figure) for figure in found]
    return by_theme


def _figure(of: Edition, say: Say, figure: Figure) -> dict[str, str]:
    marks = []
    if figure.confidence == "low":
        marks.append(say("low confidence: listed, not used"))
    if figure.repeat_of:
        marks.append(say("repeats {figure}", figure=_expression(of, figure.repeat_of)))
    if figure.part_of:
        marks.append(say("part of {figure}", figure=_expression(of, figure.part_of)))
    if "SCOPE-AMBIGUOUS" in (figure.note or ""):
        marks.append(say("the area is ambiguous"))
    return {
        say("What"): say.label(of.metrics[figure.metric_id]),
        say("Printed"): Safe(markup.figure(of, say.lang, figure.figure_id or "")),
        say("Reads"): lines.reading(of, say, figure),
        say("Area or body"): lines.scope_name(of, say, figure.scope_id),
        say("When"): lines.as_of(of, say, figure),
        say("Mark"): Safe(text(("；" if say.lang == "zh" else "; ").join(marks))),
    }


def _expression(of: Edition, figure_id: str) -> str:
    return of.printed[figure_id].expression or figure_id


@version_cache(64)
def measures(version: str, locality: str, lang: str) -> dict[str, Table]:
    """The measures an article mentions, by group; silence stands in the block on silence."""
    of, say = edition(version), Say(lang)
    by_group: dict[str, Table] = {}
    for mention in of.mentions_of([locality]):
        if mention.evidence == "primary" and mention.status in mentions.MENTIONED:
            group = say(mentions.GROUPS[of.measures[mention.measure_id].measure_group])
            by_group.setdefault(group, []).append(_measure(of, say, mention))
    return by_group


def _measure(of: Edition, say: Say, mention: Mention) -> dict[str, str]:
    status = say(mentions.STATUS[mention.status])
    return {
        say("Measure"): say.label(of.measures[mention.measure_id]),
        say("The article"): say("{status} (low confidence)", status=status) if mention.confidence == "low" else status,
        say("Figures"): "\n".join(mentions.readings(of, say, mention)),
        say("Area or body"): lines.scope_name(of, say, mention.scope_id),
        say("Coder's note"): Safe(text(say.label(mention, "note"))) if mention.note_en else "",
    }


@version_cache(64)
def checks(version: str, locality: str, lang: str) -> Table:
    """What the figures of the article say about each other, worked out."""
    of, say = edition(version), Say(lang)
    return [
        {
            say("Check"): say.label(check, "note"),
            say("Left"): Safe(markup.zh(_side(of, check.left))),
            say("Relation"): say(RELATIONS[check.relation]),
            say("Right"): Safe(markup.zh(_side(of, check.right))),
            say("Worked out"): say(
                "{left} and {right}", left=_number(say, check.left_value), right=_number(say, check.right_value)
            ),
            say("Result"): _result(say, check.relation, holds=check.holds),
        }
        for check in of.sums
        if check.locality == locality
    ]


def _side(of: Edition, side: str) -> str:
    for sign, shown in (("/", " ÷ "), ("+", " + ")):
        if sign in side:
            return shown.join(_expression(of, figure) for figure in side.split(sign))
    return _expression(of, side)


def _number(say: Say, value: float | None) -> str:
    return say("no single number") if value is None else say.number(value)


def _result(say: Say, relation: str, *, holds: bool) -> str:
    if relation == "doubt":
        return say("a doubt, shown as one") if holds else say("no doubt")
    return say("holds") if holds else say("does not hold")


@version_cache(64)
def silent(version: str, locality: str, lang: str) -> dict[str, Table]:
    """Metrics of which a place prints no figure, by theme, each with its status and the reason."""
    of, say = edition(version), Say(lang)
    primary = {m.measure_id: m for m in of.mentions_of([locality]) if m.evidence == "primary"}
    by_theme: dict[str, Table] = {}
    for theme in THEMES:
        rows = [row for row in of.rows("mart.coverage", locality=locality, theme=theme) if row["status"] != "reported"]
        if rows:
            by_theme[readings.theme_word(say, theme)] = [
                {
                    say("What"): say.label(of.metrics[row["metric_id"]]),
                    say("Status"): lines.status_word(say, row["status"]),
                    say("Reason"): Safe(text(_reason(of, say, row["metric_id"], primary))),
                }
                for row in rows
            ]
    return by_theme


def _reason(of: Edition, say: Say, metric_id: str, primary: Mapping[str, Mention]) -> str:
    measure_id = of.metrics[metric_id].measure_id
    if measure_id is None:
        return say("The whole article was read for figures; none counts this.")
    mention = primary[measure_id]
    if mention.status in mentions.MENTIONED:
        return say(
            "The article mentions the measure ({measure}: {status}), and prints no figure of this kind.",
            measure=say.label(of.measures[measure_id]),
            status=say(mentions.STATUS[mention.status]),
        )
    return mentions.silence(of, say, mention)


@version_cache(8)
def spans(version: str, lang: str) -> Table:
    """Means that ladders of two or more places share: whether they may be compared first, the numbers second."""
    of, say = edition(version), Say(lang)
    shared: dict[str, list[Indicator]] = {}
    for node in tiers.nodes(tiers.select(of, Filters())):
        if node.mean:
            shared.setdefault(node.mean.indicator_id, []).append(node.mean)
    between = "；" if lang == "zh" else "; "
    return [
        {
            say("Mean"): Safe(markup.link(lines.indicator_name(of, say, id_), "compare", of, lang, indicator=id_)),
            say("May it be compared?"): compare.verdict_line(together(rows), say),
            say("Why"): compare.reasons(of, say, together(rows).reasons),
            say("Numbers"): between.join(
                say(
                    "{place}: {reading}",
                    place=lines.place_name(of, say, row.locality),
                    reading=lines.indicator_reading(of, say, row),
                )
                for row in rows
            ),
        }
        for id_, rows in shared.items()
        if len(rows) > 1
    ]
