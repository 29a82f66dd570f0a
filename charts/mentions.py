"""Mentions: what an article says of a measure, in words: its status, extent, figures, and the reason of its silence.

Five statuses, and every one is a word. None is ever cast to a number: silence would become the low end of something.
"""

from catalog.nouns import Mention
from catalog.warehouse import Edition
from catalog.words import Say, mark
from charts import lines

STATUS = {
    "present_with_figure": mark("reported with a figure"),
    "present": mark("described without a figure"),
    "mentioned_as_plan": mark("called for, no result reported"),
    "not_mentioned": mark("not mentioned"),
    "not_coded": mark("not coded"),
}
SHORT = {
    "present_with_figure": mark("with a figure"),
    "present": mark("described"),
    "mentioned_as_plan": mark("called for"),
    "not_mentioned": mark("not mentioned"),
    "not_coded": mark("not coded"),
}
MENTIONED = ("present_with_figure", "present", "mentioned_as_plan")
EXTENT = {
    "whole": mark("the whole place"),
    "part": mark("part of it"),
    "body": mark("one body or post"),
}
GROUPS = {
    "organisation": mark("Organisation"),
    "personnel": mark("Personnel"),
    "screening": mark("Screening"),
    "testing": mark("Testing"),
    "movement_control": mark("Movement control"),
    "hygiene": mark("Hygiene"),
    "publicity": mark("Publicity"),
    "material_support": mark("Material support"),
    "care_services": mark("Care services"),
    "economic": mark("Economy and money"),
}
WIDE = ("city", "district", "county", "county_seat")


def extent(edition: Edition, mention: Mention) -> str | None:
    """`whole`, `part` or `body`: whether the passage speaks of the whole place; None where there is no passage."""
    if mention.scope_id is None:
        return None
    document = edition.documents[mention.source_id]
    wide = mention.scope_id == document.default_scope and mention.scope_level in WIDE
    if mention.scope_id == edition.localities[mention.locality].area or wide:
        return "whole"
    return "body" if mention.scope_level in ("organisation", "post") else "part"


def expressions(edition: Edition, mention: Mention) -> str:
    """The printed expressions that count the measure: `9.7万余份、3000余张`."""
    return "、".join(edition.printed[figure].expression or "" for figure in mention.figures)


def readings(edition: Edition, say: Say, mention: Mention) -> list[str]:
    """How each of those figures reads, with what it counts."""
    figures = [edition.printed[figure] for figure in mention.figures]
    return [
        say(
            "{metric}: {reading}",
            metric=say.label(edition.metrics[figure.metric_id]),
            reading=lines.reading(edition, say, figure),
        )
        for figure in figures
    ]


def silence(edition: Edition, say: Say, mention: Mention) -> str:
    """Why a slot is silent: how long the article is, which words were searched, which occur in another sense."""
    document, measure = edition.documents[mention.source_id], edition.measures[mention.measure_id]
    comma = "、" if say.lang == "zh" else ", "
    words = comma.join(measure.words)
    if mention.status == "not_coded":
        return say("Nobody has read the article for this yet.")
    said = [
        say(
            "Not mentioned in the article ({length} characters, as of {day}); it may have been done.",
            length=say.number(document.characters),
            day=say.date(document.as_of),
        )
    ]
    if mention.found:
        found = say(
            "Words searched: {words}. In another sense the article has: {found}.",
            words=words, found=comma.join(mention.found),
        )  # fmt: skip
        said.append(found)
    else:
        said.append(say("Words searched: {words}; none found.", words=words))
    said.append(note(say, mention))
    return ("" if say.lang == "zh" else " ").join(part for part in said if part)


def note(say: Say, mention: Mention) -> str:
    """The coder's note as a sentence; empty where there is none."""
    if mention.note_en is None:
        return ""
    return say("Coder's note: {note}.", note=say.label(mention, "note"))


def accessible(edition: Edition, say: Say, mention: Mention) -> str:
    """One cell in words: `Quanzhou, Mass nucleic-acid testing: reported with a figure, 8轮`."""
    said = say(
        "{place}, {measure}: {status}",
        place=lines.place_name(edition, say, mention.locality),
        measure=say.label(edition.measures[mention.measure_id]),
        status=say(STATUS[mention.status]),
    )
    if mention.status == "not_mentioned":
        return said + say("; it may have been done")
    if mention.status == "present_with_figure":
        return said + ("，" if say.lang == "zh" else ", ") + expressions(edition, mention)
    return said


def counted(edition: Edition, locality: str) -> tuple[int, int]:
    """In how many of the coded measures an article mentions, and how many were coded."""
    found = [m for m in edition.mentions_of([locality]) if m.evidence == "primary"]
    coded = [m for m in found if m.status != "not_coded"]
    return sum(m.status in MENTIONED for m in coded), len(coded)
