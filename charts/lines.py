"""Lines: the sentences that travel with every picture: who is silent, where it comes from, what the marks mean."""

from collections.abc import Iterable

from catalog.figures import Figure, Indicator
from catalog.nouns import Document
from catalog.warehouse import Edition
from catalog.words import Say
from charts.chart import Rows


def place_name(edition: Edition, say: Say, locality: str) -> str:
    """The short name of a locality: Quanzhou, 泉州."""
    return say.label(edition.localities[locality], "name")


def scope_name(edition: Edition, say: Say, scope_id: str | None) -> str:
    """The printed area or body a figure covers."""
    return say.label(edition.places[scope_id], "name") if scope_id else ""


def silence(rows: Rows, say: Say) -> str:
    """Who of the chosen places reports nothing here; empty where nobody is silent."""
    if not rows.silent:
        return ""
    names = say.join([place_name(rows.edition, say, locality) for locality in rows.silent])
    mentioned = [
        place_name(rows.edition, say, locality)
        for locality in rows.silent
        if any(f.locality == locality and f.status == "mentioned_without_number" for f in rows.figures)
    ]
    line = say("Not reported by: {places}. Silence is not zero.", places=names)
    if mentioned:
        line += say(" Mentioned without a number: {places}.", places=say.join(mentioned))
    return line


def reported_by(rows: Rows, say: Say) -> str:
    """`Reported by 2 of 5`."""
    return say("Reported by {k} of {n} articles.", k=len(rows.reporting), n=len(rows.localities))


def cite(document: Document, say: Say) -> str:
    """An article in short: claimant, publisher, issue, day."""
    names = [document.claimant] if document.claimant == document.publisher else [document.claimant, document.publisher]
    if document.issue:
        names.append(document.issue)
    day = say.date(document.as_of)
    comma = "，" if say.lang == "zh" else ", "
    return comma.join([*dict.fromkeys(names), day])


def source(rows: Rows, say: Say) -> str:
    """The source line: every article a row of the chart was read from, and the data version."""
    used = dict.fromkeys(rows.reporting)
    articles = [cite(rows.edition.document_of(locality), say) for locality in used]
    between = "；" if say.lang == "zh" else "; "
    return say(
        "Source: {articles}. Lianfang data version {version}.",
        articles=between.join(articles) or say("none of the articles"),
        version=rows.edition.version,
    )


def issued_by_itself(rows: Rows, say: Say) -> str:
    """Which of the reporting places were described by a body that issued the article itself."""
    names = [
        place_name(rows.edition, say, locality)
        for locality in rows.reporting
        if rows.edition.document_of(locality).self_reported
    ]
    return say("Issued by the body it describes: {places}.", places=say.join(names)) if names else ""


def as_of(edition: Edition, say: Say, figure: Figure) -> str:
    """The day or window a figure speaks of."""
    start, end = figure.period_start, figure.period_end
    if start and end and start == end:
        return say("on {day}", day=say.date(start))
    if start and end:
        return say("{start} to {end}", start=say.date(start), end=say.date(end))
    if start and figure.period_end_max:
        return say(
            "from {start}, no end printed (at most {end})",
            start=say.date(start),
            end=say.date(figure.period_end_max),
        )
    if start:
        return say("from {start}", start=say.date(start))
    if end:
        return say("up to {end}", end=say.date(end))
    return say("as of {day}", day=say.date(figure.as_of)) if figure.as_of else ""


def reading(edition: Edition, say: Say, figure: Figure) -> str:
    """How a printed expression reads: `at most 300 people`."""
    if figure.qualifier is None:
        return status_word(say, figure.status)
    unit = edition.units[figure.unit]
    one, many = (unit.label_zh, unit.label_zh) if say.lang == "zh" else (unit.label_en, unit.plural_en)
    return say.amount(figure, figure.qualifier, one, many)


def indicator_reading(edition: Edition, say: Say, indicator: Indicator) -> str:
    """How a quotient reads: `79.3 households per grid`."""
    top, _, bottom = indicator.unit.partition("/")
    above, below = edition.units[top], edition.units[bottom]
    amount = say.amount(indicator, indicator.quantity.qualifier)
    if say.lang == "zh":
        return say("{amount}{above} per {below}", amount=amount, above=above.label_zh, below=below.label_zh)
    counted = above.label_en if indicator.value == indicator.lower == indicator.upper == 1 else above.plural_en
    return say("{amount} {above} per {below}", amount=amount, above=counted, below=below.label_en)


def status_word(say: Say, status: str) -> str:
    """The word for a kind of silence."""
    return {
        "mentioned_without_number": say("mentioned, no number"),
        "not_applicable_in_wave": say("not in use in this wave"),
        "derivable": say("follows from an indicator"),
        "reported": say("reported"),
    }.get(status, say("not reported"))


def qualifiers(figures: Iterable[Figure | Indicator], say: Say) -> str:
    """What the marks mean, for the qualifiers that occur."""
    meaning = {
        "over": say("arrow: at least, no upper end printed (余, 多, 超)"),
        "nearly": say("hatched: at most, no lower end printed (近, 以内)"),
        "up_to": say("hatched: at most, no lower end printed (近, 以内)"),
        "about": say("pale: about, no ends printed (约)"),
        "range": say("capped: from … to …"),
        "several": say("capped: from … to … (几)"),
    }
    found = dict.fromkeys(
        meaning[row.quantity.qualifier]
        for row in figures
        if (isinstance(row, Indicator) or row.qualifier) and row.quantity.qualifier in meaning
    )
    return ("; " if say.lang == "en" else "；").join(found)


def indicator_name(edition: Edition, say: Say, indicator_id: str) -> str:
    """The registry's name of an indicator."""
    return say.label(edition.quotients[indicator_id])


def quotient(edition: Edition, indicator: Indicator) -> str:
    """The printed expressions an indicator divides: `16336户 ÷ 78个`, `42万户 ÷ (135个 + 52个)`."""

    def side(ids: tuple[str, ...]) -> str:
        added = " + ".join(edition.printed[figure].expression or "" for figure in ids)
        return f"({added})" if len(ids) > 1 and indicator.denominator_figures else added

    above, below = side(indicator.numerator_figures), side(indicator.denominator_figures)
    return f"{above} ÷ {below}" if below else above


def divided(edition: Edition, say: Say, indicator: Indicator) -> str:
    """The same where the divisor is no printed figure but the days of a window: `83599人次 ÷ 10 to 11 days`."""
    shown = quotient(edition, indicator)
    if indicator.denominator_figures:
        return shown
    figure = edition.printed[indicator.numerator_figures[0]]
    ends = [day for day in (figure.period_end, figure.period_end_min, figure.period_end_max) if day]
    if figure.period_start is None or not ends:
        return shown
    least, most = ((day - figure.period_start).days + 1 for day in (min(ends), max(ends)))
    if least == most:
        return say("{figure} ÷ {n} days", figure=shown, n=say.number(least))
    return say("{figure} ÷ {least} to {most} days", figure=shown, least=say.number(least), most=say.number(most))
