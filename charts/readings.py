"""Readings: one printed figure in words: why it reads as it does, what it covers, when, and what that rests on."""

from catalog.comparability import DOUBTFUL_SCOPE
from catalog.figures import Figure
from catalog.nouns import Document
from catalog.warehouse import Edition
from catalog.words import Say

# The words that decide a reading, longest first; the first one found in an expression is the one that is explained.
HEDGES = ("以内", "以上", "多", "余", "超", "近", "约", "几", "内")


def hedge(expression: str) -> str:
    """The word of a printed expression that says how sure its number is; empty where there is none.

    >>> hedge("近 300 名"), hedge("4天内"), hedge("835名")
    ('近', '内', '')
    """
    return next((word for word in HEDGES if word in expression), "")


def qualifier_word(say: Say, qualifier: str) -> str:
    """The name of a qualifier, with the printed words that make it."""
    return {
        "exact": say("exact"),
        "nearly": say("nearly (近)"),
        "over": say("over (余, 多, 超)"),
        "about": say("about (约, 千名)"),
        "up_to": say("up to (以内, 内)"),
        "range": say("from … to …"),
        "several": say("several (几)"),
    }[qualifier]


def why(edition: Edition, say: Say, figure: Figure) -> str:
    """The rule that made the bounds of a figure, in a sentence: why 近300名 is at most 300."""
    unit = edition.units[figure.unit]

    def bound(x: float | None) -> str:
        if x is None:
            return ""
        one = say.lang == "en" and x == 1
        word = unit.label_en if one else say.label(unit) if say.lang == "zh" else unit.plural_en
        return say.number(x) + ("" if say.lang == "zh" or not word else " ") + word

    fields = {
        "word": hedge(figure.expression or ""),
        "value": bound(figure.value),
        "lower": bound(figure.lower),
        "upper": bound(figure.upper),
    }
    return {
        "exact": say("No word before or after the number loosens it: it reads as {value}, no more and no less."),
        "nearly": say(
            "{word} says that the number is approached and not passed. {upper} is therefore the upper end; "
            "how far below it the true number lies is not printed, so there is no lower end."
        ),
        "over": say(
            "{word} says that there is more than the number. {lower} is therefore the lower end; "
            "how much more is not printed, so there is no upper end."
        ),
        "about": say(
            "The number is rounded and the true one may lie on either side of it. How far is not printed, so neither "
            "end is known: {value} is drawn pale and never decides which of two numbers is larger."
        ),
        "up_to": say("{word} sets a limit: {upper} is the upper end, and no lower end is printed."),
        "range": say("Two ends are printed, {lower} and {upper}, and no single number between them."),
        "several": say(
            "{word} stands for an unnamed digit. The words allow anything from {lower} to {upper}; "
            "no single number is printed, so none is made up."
        ),
    }[figure.qualifier or ""].format_map(fields)


def time_word(say: Say, time_kind: str) -> str:
    """What kind of time a metric speaks of."""
    return {
        "stock": say("a state at one moment"),
        "cumulative": say("a running total up to a day"),
        "flow": say("an amount within a period"),
        "rate": say("so much in each unit of time, or for each case"),
        "plan": say("planned or announced, not reported as done"),
    }[time_kind]


def scope_path(edition: Edition, say: Say, scope_id: str | None) -> tuple[str, ...]:
    """The area or body a figure covers, from the widest area down."""
    path: list[str] = []
    while scope_id:
        place = edition.places[scope_id]
        path.insert(0, say.label(place, "name"))
        scope_id = place.parent_scope_id
    return tuple(path)


def rests_on(edition: Edition, say: Say, figure: Figure) -> str:
    """What the day or window of a figure rests on: what is printed, and what was inferred."""
    document = edition.documents[figure.source_id or ""]
    if figure.period_end_min and figure.period_end_max:
        window = say(
            "The article prints when this began and not when it ended; the last possible day is {first} or {last}.",
            first=say.date(figure.period_end_min),
            last=say.date(figure.period_end_max),
        )
    elif figure.period_start and figure.period_end:
        window = say("Both days of the window follow from the article.")
    elif figure.period_start:
        window = say("The article prints when this began; no end is printed.")
    elif figure.period_end:
        window = say("The article prints the day; when it began is not printed.")
    else:
        window = say("The article prints no day for this figure; it stands for the day the article speaks of.")
    return window + ("" if say.lang == "zh" else " ") + year_basis(say, document)


def year_basis(say: Say, document: Document) -> str:
    """Whether the year of an article is printed, and if not what it was inferred from."""
    return {
        "printed": say("The year is printed."),
        "inferred_from_outbreak": say(
            "No year is printed: 2022 is inferred from the outbreak with mass testing that the article describes."
        ),
        "inferred_from_tiger_year": say("No year is printed: 2022 follows from the year of the tiger it names."),
    }[document.year_basis]


def level_word(say: Say, level: str) -> str:
    """The name of a level of area or body."""
    return {
        "locality": say("locality"),
        "province": say("province"),
        "city": say("city"),
        "district": say("district"),
        "county": say("county"),
        "county_seat": say("county seat"),
        "subdistrict_or_town": say("subdistrict or town"),
        "community": say("community"),
        "village": say("village"),
        "villager_group": say("villager group"),
        "compound": say("residential compound"),
        "site": say("site"),
        "post": say("guard post"),
        "organisation": say("organisation"),
        "individual": say("one person"),
    }[level]


def theme_word(say: Say, theme: str) -> str:
    """The name of a theme of the coding."""
    return {
        "volunteers": say("Volunteers"),
        "grids": say("Grids"),
        "materials": say("Materials"),
        "testing": say("Testing"),
        "population": say("Population"),
        "organisation": say("Organisation"),
        "publicity": say("Publicity"),
        "screening": say("Screening"),
        "services": say("Services"),
        "donations": say("Donations"),
        "other": say("Other"),
    }[theme]


def marks(edition: Edition, say: Say, figure: Figure) -> tuple[str, ...]:
    """What sets a figure apart in a list: a repeat, a part, low confidence."""
    found = []
    if figure.confidence == "low":
        found.append(say("low confidence"))
    if figure.repeat_of:
        found.append(say("repeat of {figure}", figure=figure.repeat_of))
    if figure.part_of:
        found.append(say("part of {figure}", figure=figure.part_of))
    if scope_doubtful(figure):
        found.append(say("area in doubt"))
    return tuple(found)


def scope_doubtful(figure: Figure) -> bool:
    """Whether the coding could not settle which area the figure covers."""
    return DOUBTFUL_SCOPE in (figure.note or "")
