"""One printed figure in full: its reading and why, where it stands, what it covers, what it may be compared with."""

from html import escape

from catalog import articles
from catalog.comparability import comparable_with
from catalog.figures import Figure, Indicator
from catalog.versions import published
from charts import lines, readings
from pages.parts import glossary, links
from pages.parts.html import Safe
from pages.parts.reader import Reader

Entry = tuple[str, str]


def card(reader: Reader, figure: Figure) -> str:
    """The card of a figure as HTML: groups of terms and descriptions."""
    say = reader.say
    groups = (
        (say("How it reads"), _reading(reader, figure)),
        (say("Where it stands"), _stands(reader, figure)),
        (say("What it covers"), _covers(reader, figure)),
        (say("Repeats and parts"), _relatives(reader, figure)),
        (say("What it may be compared with"), _comparable(reader, figure)),
        (say("Notes of the coders"), _notes(reader, figure)),
    )
    return "".join(_group(heading, entries) for heading, entries in groups if entries)


def _group(heading: str, entries: list[Entry]) -> str:
    body = "".join(f"<dt>{escape(term)}</dt><dd>{_safe(text)}</dd>" for term, text in entries)
    return f'<section class="lf-facts"><h2>{escape(heading)}</h2><dl>{body}</dl></section>'


def _safe(text: str) -> str:
    return text if isinstance(text, Safe) else escape(text)


def _reading(reader: Reader, figure: Figure) -> list[Entry]:
    say, known = reader.say, reader.edition
    open_end = say("open")
    bounds = say(
        "value {value}, lower {lower}, upper {upper}",
        value=say("none printed") if figure.value is None else say.number(figure.value),
        lower=open_end if figure.lower is None else say.number(figure.lower),
        upper=open_end if figure.upper is None else say.number(figure.upper),
    )
    kind = escape(say("kind of unit"))
    unit = Safe(f"{escape(say.label(known.units[figure.unit]))} · {kind} <code>{escape(figure.unit_class)}</code>")
    qualifier = readings.qualifier_word(say, figure.qualifier or "")
    return [
        (say("Printed"), links.zh(figure.expression or "")),
        (say("Reads"), lines.reading(known, say, figure)),
        (say("Why"), readings.why(known, say, figure)),
        (say("Bounds"), bounds),
        (say("Unit"), unit),
        (say("Rule"), say("{qualifier}, rules version {version}", qualifier=qualifier, version=figure.rule_version)),
    ]


def _stands(reader: Reader, figure: Figure) -> list[Entry]:
    say, document = reader.say, reader.edition.documents[figure.source_id or ""]
    title = links.zh(document.title) if document.title else escape(say("no title printed"))
    entries: list[Entry] = [
        (say("Article"), Safe(f"{title}<br>{escape(lines.cite(document, say))}")),
        (say("Position"), say("characters {start} to {end} of {total}", start=say.number(figure.span_start or 0),
                              end=say.number(figure.span_end or 0), total=say.number(document.characters))),
        (say("SHA-256 of the text"), Safe(f"<code>{document.sha256}</code>")),
    ]  # fmt: skip
    entries.append((say("Sentence"), _sentence(reader, figure)))
    if document.self_reported:
        entries.append((say("Claimed by"), say("{claimant}, the body described", claimant=document.claimant)))
    else:
        entries.append((say("Claimed by"), document.claimant))
    return entries


def _sentence(reader: Reader, figure: Figure) -> str:
    """The sentence with the figure marked, where the text is held and is the one that was coded."""
    say, source = reader.say, figure.source_id or ""
    held = articles.text_of(published().parent, source)
    if held is None:
        return say(
            "The text is not kept here: it belongs to its publisher. Whoever holds it puts it beside its record, "
            "as {file}, and the sentence appears.",
            file=f"data/articles/{source}.txt",
        )
    if held.sha256 != reader.edition.documents[source].sha256:
        return say(
            "The text kept here is not the one that was coded (its SHA-256 differs), so nothing is marked in it."
        )
    before, marked, after = articles.sentence(held.characters, figure.span_start or 0, figure.span_end or 0)
    return Safe(f'<span lang="zh-CN">{escape(before)}<mark>{escape(marked)}</mark>{escape(after)}</span>')


def _covers(reader: Reader, figure: Figure) -> list[Entry]:
    say, known = reader.say, reader.edition
    metric, path = known.metrics[figure.metric_id], readings.scope_path(known, say, figure.scope_id)
    definition = glossary.explained(say.label(metric, "definition"), reader)
    counted = f"<strong>{escape(say.label(metric))}</strong><br>{definition}"
    level = say(" ({level})", level=readings.level_word(say, figure.scope_level or ""))
    entries: list[Entry] = [
        (say("What is counted"), Safe(counted)),
        (say("Area or body"), " › ".join(path) + level),
        (say("When"), lines.as_of(known, say, figure)),
        (say("What the day rests on"), readings.rests_on(known, say, figure)),
        (say("Kind of time"), readings.time_word(say, figure.time_kind)),
    ]
    if readings.scope_doubtful(figure):
        entries.insert(2, (say("Doubt"), say.label(known.caveats["scope_doubtful"], "sentence")))
    return entries


def _relatives(reader: Reader, figure: Figure) -> list[Entry]:
    say, printed = reader.say, reader.edition.printed
    id_, here = figure.figure_id, printed.of([figure.locality])
    related = (
        (say("Repeats"), [figure.repeat_of]),
        (say("Repeated by"), [f.figure_id for f in here if f.repeat_of == id_]),
        (say("Part of"), [figure.part_of]),
        (say("Its parts"), [f.figure_id for f in here if f.part_of == id_]),
    )
    entries: list[Entry] = []
    for term, ids in related:
        found = [printed[other] for other in ids if other]
        if found:
            entries.append((term, Safe("<br>".join(_link(reader, other) for other in found))))
    if entries:
        rule = say("Shown once; a repeat is never counted again, and parts are never added to their whole.")
        entries.append((say("Rule"), rule))
    return entries


def _link(reader: Reader, figure: Figure) -> str:
    id_ = figure.figure_id or ""
    what = escape(reader.say.label(reader.edition.metrics[figure.metric_id]))
    return f"{links.a(figure.expression or '', links.address(reader, 'figures', figure=id_))} · {what} · {id_}"


def _comparable(reader: Reader, figure: Figure) -> list[Entry]:
    say, known = reader.say, reader.edition
    if figure.confidence == "low":
        return [
            (say("By itself"), say("Low confidence: listed here, and never charted, counted, divided or compared."))
        ]
    alone = say("With no figure of another place: two printed figures never count the same thing over like areas.")
    ask = links.a(say("Compare this figure →"), links.address(reader, "compare", figure=figure.figure_id or ""))
    entries: list[Entry] = [(say("By itself"), Safe(f"{escape(alone)}<br>{ask}"))]
    for own, others in comparable_with(figure, known.indicators(localities=sorted({*reader.asked, figure.locality}))):
        name = lines.indicator_name(known, say, own.indicator_id)
        address = links.address(reader, "compare", indicator=own.indicator_id)
        shown = [f"{links.a(name, address)}: {escape(_value(reader, own))}"]
        for other, verdict in others:
            grade = say("comparable") if verdict.grade == "comparable" else say("with caveats")
            shown.append(escape(say("{value}, {grade}", value=_value(reader, other), grade=grade)))
        if not others:
            shown.append(escape(say("no other place has this")))
        entries.append((say("Divided"), Safe("<br>".join(shown))))
    if len(entries) == 1:
        entries.append((say("Divided"), say("It enters no indicator that is offered.")))
    return entries


def _value(reader: Reader, indicator: Indicator) -> str:
    say, known = reader.say, reader.edition
    place = lines.place_name(known, say, indicator.locality)
    return say("{place} {reading}", place=place, reading=lines.indicator_reading(known, say, indicator))


def _notes(reader: Reader, figure: Figure) -> list[Entry]:
    """What the coders wrote down, in English as they wrote it."""
    say = reader.say
    row = reader.edition.rows("core.figure", figure_id=figure.figure_id)[0]
    named = (
        (say("Counted"), row["counted"]),
        (say("Note"), row["note"]),
        (say("Open between the two coders"), row["disagreement"]),
        (say("Reading set by hand"), row["override"]),
    )
    entries = [(term, Safe(f'<span lang="en">{escape(text)}</span>')) for term, text in named if text]
    confidence = say("low: a name, rule, idiom or anecdote") if figure.confidence == "low" else say("high")
    return [(say("Confidence"), confidence), *entries]


def dispute(reader: Reader, figure: Figure, address: str) -> str:
    """A text to copy for whoever thinks that the figure was read or coded wrongly."""
    say, known = reader.say, reader.edition
    return "\n".join(
        (
            say("I dispute figure {figure} (data version {version}).", figure=figure.figure_id, version=known.version),
            address,
            say("Printed: {expression}, characters {start} to {end} of {source}", expression=figure.expression,
                start=figure.span_start, end=figure.span_end, source=figure.source_id),
            say("Read as: {reading}", reading=lines.reading(known, say, figure)),
            say("Counted as: {metric}", metric=say.label(known.metrics[figure.metric_id])),
            say("Area: {scope}", scope=lines.scope_name(known, say, figure.scope_id)),
            say("When: {when}", when=lines.as_of(known, say, figure)),
            "",
            say("What is wrong (reading, metric, area, time, repeat or part):"),
            say("What the article says instead, and where:"),
        )
    )  # fmt: skip
