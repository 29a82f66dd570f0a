"""The method in sections of HTML, from the opened version: sources and limits, reading, coding, comparing, checks."""

from collections.abc import Mapping
from html import escape

from catalog import codebook
from catalog.caches import version_cache
from catalog.difference import Change, between
from catalog.warehouse import edition
from charts import lines, readings
from pages.parts import html, links, profile
from pages.parts.html import Safe
from pages.parts.reader import Reader


@version_cache(16)
def body(reader: Reader) -> str:
    """The whole page but its last part, built once a version and language."""
    return "".join(part(reader) for part in (sources, reading, coding, comparing, checks, book))


@version_cache(16)
def changes(old: str, new: str) -> tuple[Change, ...]:
    """What changed between two published versions."""
    return between(edition(old), edition(new))


def section(anchor: str, heading: str, *parts: str) -> str:
    """A section with an anchor."""
    return f'<section class="lf-method" id="{anchor}"><h2>{escape(heading)}</h2>{"".join(parts)}</section>'


def text(*paragraphs: str) -> str:
    """Paragraphs of running text."""
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def points(*items: str) -> str:
    """A list of sentences."""
    return '<ul class="lf-list">' + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def sources(reader: Reader) -> str:
    """The articles, and what they cannot carry."""
    say, known = reader.say, reader.edition
    rows = [
        {
            say("Place"): lines.place_name(known, say, document.locality),
            say("Article"): links.zh(document.title) if document.title else say("no title printed"),
            say("Issued by"): links.zh(document.claimant),
            say("Speaks of"): say.date(document.as_of),
            say("Year"): readings.year_basis(say, document),
            say("Issued by the body it describes"): say("yes") if document.self_reported else say("no"),
        }
        for document in (known.document_of(locality) for locality in reader.asked)
    ]
    own = sum(document.self_reported for document in known.documents.values())
    return section(
        "limits", say("Sources and limits"),
        html.table_html(rows, say("The articles, by wave and by the day they speak of.")),
        points(
            say("{n} articles are not a sample. The owner of this product chose them; no other article was read.",
                n=len(known.documents)),
            say("{k} of {n} were issued by the body they describe. Nothing here checks what they claim.",
                k=own, n=len(known.documents)),
            say("Figures say what an article reports, never what was done. More figures are not more effort."),
            say("What an article leaves out may have been done. Silence is shown as silence and never as zero."),
            say("Two waves stand two years apart, with other tools. Nothing is ranked from one to the other."),
            say("The texts belong to their publishers and are not kept here: only printed expressions, their "
                "positions and the SHA-256 of each text."),
        ),
    )  # fmt: skip


def reading(reader: Reader) -> str:
    """How a printed expression becomes a quantity."""
    say = reader.say
    more = say("How to read a qualified number →")
    return section(
        "reading", say("How the articles are read"),
        points(
            say("Every numeral of a text is looked at. What counts something in the response or its setting is a "
                "figure; dates, ages, ordinals, names and phrases are not."),
            say("A figure is kept as printed, with its first and last character in the text."),
            say("Value and bounds are never typed: one grammar reads them from the printed words. 近 leaves the lower "
                "end open, 余, 多 and 超 the upper one, 约 both."),
            say("A person decides what is counted, over which area, for which time, and whether a number repeats or "
                "is part of another. Such decisions are open to dispute on the page of each figure."),
            say("A figure of low confidence (a name, a rule, an idiom, one person's case) is listed and never used."),
        ),
        f"<p>{links.a(more, links.address(reader, 'learn', 'qualified'))}</p>",
    )  # fmt: skip


def coding(reader: Reader) -> str:
    """Two coders, and why their agreement is an upper bound."""
    say, known = reader.say, reader.edition
    kinds = {"share": say("share of equal codes"), "kappa": say("kappa")}
    rows = [
        {
            say("Agreement on"): say.label(row),
            say("Measured by"): kinds[row.statistic],
            say("At most"): f"{row.value:.2f}",
        }
        for row in known.agreement
    ]
    why = say(
        "These are upper bounds. Both coders worked from one brief, and the second had seen notes of the first, so "
        "they agreed more often than two strangers would have. Figures of low confidence are not in the scores."
    )
    return section(
        "coders", say("Two coders"), text(say("The figures of all articles were coded twice.")),
        f'<p class="lf-caveat">{escape(why)}</p>', html.table_html(rows, say("Agreement, as upper bounds")),
    )  # fmt: skip


def comparing(reader: Reader) -> str:
    """What may be compared: the reasons and their sentences."""
    say, known = reader.say, reader.edition
    grades = {
        "not_comparable": say("not comparable"),
        "with_caveat": say("with a caveat"),
        "comparable": say("lowers nothing"),
    }
    rows = [
        {
            say("Reason"): say.label(caveat),
            say("By itself"): grades[caveat.grade],
            say("What it says"): say.label(caveat, "sentence"),
        }
        for caveat in known.caveats.values()
    ]
    return section(
        "comparable", say("What may be compared"),
        text(
            say("One function judges every pair, for charts, tables, pages and files alike. No two printed figures of "
                "two places are comparable; every honest comparison is an indicator: a figure divided by another of "
                "its own area."),
        ),
        html.table_html(rows, say("Reasons, the most serious first")),
    )  # fmt: skip


def checks(reader: Reader) -> str:
    """The refresh report: what built this version, and every check that held."""
    say, known = reader.say, reader.edition
    report = known.report
    sums = [
        {
            say("Place"): lines.place_name(known, say, row.locality),
            say("Check"): say.label(row, "note"),
            say("Figures"): Safe(
                f"<code>{escape(row.left)}</code> {escape(say(profile.RELATIONS[row.relation]))} "
                f"<code>{escape(row.right)}</code>"
            ),
            say("Result"): say("a doubt, shown as one") if row.relation == "doubt" else say("holds") if row.holds
            else say("fails"),
        }
        for row in known.sums
    ]  # fmt: skip
    rules = "".join(f"<li><code>{escape(c['check_id'])}</code> {escape(c['rule'])}</li>" for c in report["checks"])
    counts = say.join(
        [f"{lines.place_name(known, say, p)} {say.number(report['per_place'].get(p, 0))}" for p in reader.asked]
    )
    made = ", ".join(f"{name} {version}" for name, version in report["packages"].items())
    summary = say(
        "Data version {version}, built {time} UTC with {made}, reading rules {rules}.", version=known.version,
        time=report["built_at"][:16].replace("T", " "), made=made, rules=report["rule_version"],
    )  # fmt: skip
    held = say("{n} checks ran before this version was published, and all of them held.", n=len(report["checks"]))
    return section(
        "checks", say("Refresh report and checks"),
        text(summary, say("Printed figures by place: {counts}.", counts=counts), held),
        _details(say("The checks, in the words of their SQL files"), f'<ul lang="en" class="lf-list">{rules}</ul>'),
        html.table_html(sums, say("What the figures of one article say about each other")),
    )  # fmt: skip


def book(reader: Reader) -> str:
    """The codebook: tables and columns, metrics, units."""
    say, known = reader.say, reader.edition
    tables = "".join(
        _details(
            Safe(f"<code>{table.name}</code>"),
            f'<div lang="en">{text(table.meaning)}'
            + html.table_html(
                [{"column": c.name, "type": c.type, "meaning": c.meaning} for c in table.columns], table.name
            )
            + "</div>",
        )
        for table in codebook.tables(known)
    )
    metrics = [
        {
            say("Metric"): say.label(metric),
            say("Unit"): say.label(known.units[metric.unit]),
            say("Kind of time"): readings.time_word(say, metric.time_kind),
            say("Definition"): say.label(metric, "definition"),
        }
        for metric in known.metrics.values()
    ]
    units = [
        {say("Unit"): say.label(unit), say("Class"): Safe(f"<code>{escape(unit.unit_class)}</code>")}
        for unit in codebook.used_units(known).values()
    ]
    caption = say("Metrics and what each counts")
    return section(
        "codebook", say("Codebook"),
        text(say("Generated from the warehouse. Names and meanings of columns are in English.")),
        _details(say("{n} metrics", n=len(metrics)), html.table_html(metrics, caption)),
        _details(say("{n} units", n=len(units)), html.table_html(units, say("Units and their classes"))),
        tables,
    )  # fmt: skip


def columns(values: Mapping[str, object]) -> Safe:
    """Columns and their values as code; an empty value is an open end or nothing printed."""
    said = (f"{name} = {'null' if value is None else value}" for name, value in values.items())
    return Safe("<br>".join(f"<code>{escape(line)}</code>" for line in said))


def _details(summary: str, body: str) -> str:
    head = summary if isinstance(summary, Safe) else escape(summary)
    return f'<details class="lf-more"><summary>{head}</summary>{body}</details>'
