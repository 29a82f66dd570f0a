"""One page: the profile of a place on one sheet of paper; hidden on the screen, and all that a printer gets.

Everything in it is on the page in full; here figures and measures are running lines, so that one sheet holds them.
"""

from catalog.caches import version_cache
from catalog.figures import Figure
from catalog.warehouse import Edition, edition
from catalog.words import Say
from charts import lines, mentions, readings, tiers
from charts.chart import Filters
from charts.markup import tag, text
from pages.parts import article, profile


@version_cache(64)
def sheet(version: str, locality: str, lang: str) -> str:
    """Head, chain, figures, checks and measures of a place as the HTML of one sheet."""
    of, say = edition(version), Say(lang)
    wave = say.label(of.waves[of.wave_of(locality)])
    title = say("{place} · {wave}", place=lines.place_name(of, say, locality), wave=wave)
    columns = [
        *_section(say("The chain of command, as described"), _chain(of, say, locality)),
        *_section(say("All its figures"), _figures(of, say, locality)),
        *_section(say("Do its numbers agree with each other?"), _checks(version, locality, say)),
        *_section(say("Measures the article mentions"), _measures(of, say, locality)),
    ]
    foot = say(
        "Source: {articles}. Lianfang data version {version}.",
        articles=lines.cite(of.document_of(locality), say),
        version=version,
    )
    silence = say("Silence in an article is not evidence of absence.")
    return tag(
        "div",
        tag("h2", text(title)),
        tag("p", text(profile.covers(of, say, locality))),
        article.facts(version, locality, lang),
        tag("div", *columns, cls="lf-columns"),
        tag("p", text(foot + ("" if lang == "zh" else " ") + silence)),
        cls="lf-onepage",
    )


def _section(heading: str, said: list[str]) -> list[str]:
    return [tag("h3", text(heading)), *said] if said else []


def _line(head: str, rest: str) -> str:
    return tag("p", tag("b", text(head)), " ", text(rest))


def _chain(of: Edition, say: Say, locality: str) -> list[str]:
    rows = tiers.select(of, Filters(places=(locality,)))
    if not tiers.has_chain(rows, locality):
        return [tag("p", text(say("{place}: the article describes no chain of command, only the places it visits.",
                                  place=lines.place_name(of, say, locality))))]  # fmt: skip
    between, said = "；" if say.lang == "zh" else "; ", []
    for tier, name in tiers.TIERS.items():
        boxes = [
            say("{name}: {count}", name=say.label(node.link, "name"), count=tiers.count(of, say, node.link))
            for node in tiers.nodes(rows)
            if node.tier == tier and node.on_ladder
        ]
        silent = tiers.BOX["silent"]
        said.append(_line(say(name), between.join(boxes) or say(silent)))
    return said


def _figures(of: Edition, say: Say, locality: str) -> list[str]:
    between, said = "；" if say.lang == "zh" else "; ", []
    for theme in profile.THEMES:
        found = [f for f in of.printed.of([locality]) if f.theme == theme and not f.repeat_of]
        if found:
            said.append(
                _line(readings.theme_word(say, theme), between.join(_figure(of, say, figure) for figure in found))
            )
    return said


def _figure(of: Edition, say: Say, figure: Figure) -> str:
    shown = say(
        "{metric}: {reading} ({expression})",
        metric=say.label(of.metrics[figure.metric_id]),
        reading=lines.reading(of, say, figure),
        expression=figure.expression,
    )
    return say("{figure}, low confidence", figure=shown) if figure.confidence == "low" else shown


def _checks(version: str, locality: str, say: Say) -> list[str]:
    return [
        tag(
            "p",
            tag("b", check[say("Left")], " · ", check[say("Right")]),
            text(say("{check}: {result}", check=check[say("Check")], result=check[say("Result")])),
        )
        for check in profile.checks(version, locality, say.lang)
    ]


def _measures(of: Edition, say: Say, locality: str) -> list[str]:
    between, said = "；" if say.lang == "zh" else "; ", []
    for status, name in mentions.STATUS.items():
        found = [
            say.label(of.measures[mention.measure_id])
            for mention in of.mentions_of([locality])
            if mention.evidence == "primary" and mention.status == status
        ]
        if found:
            said.append(_line(say(name), between.join(found)))
    return said
