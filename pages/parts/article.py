"""Article: the one source of a place as its reader should know it: publisher, issuer, day, length, what it prints."""

from catalog.caches import version_cache
from catalog.nouns import Document
from catalog.warehouse import edition
from catalog.words import Say, mark
from charts import mentions
from charts.markup import tag, text

DATED = {
    "printed": mark("printed"),
    "day_printed_year_inferred": mark("day printed, year inferred"),
    "not_printed": mark("no date printed"),
}
YEAR = {
    "printed": mark("year printed"),
    "inferred_from_outbreak": mark("year inferred from the outbreak it describes"),
    "inferred_from_tiger_year": mark("year inferred from the Year of the Tiger it names"),
}


@version_cache(64)
def facts(version: str, locality: str, lang: str) -> str:
    """The article and its issuer as a list of terms and what they are."""
    of, say = edition(version), Say(lang)
    document, k_of_n = of.document_of(locality), mentions.counted(of, locality)
    figures = of.printed.of([locality])
    wave = of.waves[document.wave_id]
    told = {
        say("Article"): document.title or say("[no title printed]"),
        say("Published in"): lines_of(document),
        say("Who claims it"): claimant(say, document),
        say("Date"): dated(say, document),
        say("Wave"): say("{wave}: {note}", wave=say.label(wave), note=say.label(wave, "note")),
        say("Length"): say.plural("{n} character", "{n} characters", document.characters),
        say("Figures"): say(
            "{n} printed; {low} of low confidence (listed, never charted); {repeats} repeat another",
            n=len(figures),
            low=sum(figure.confidence == "low" for figure in figures),
            repeats=sum(figure.repeat_of is not None for figure in figures),
        ),
        say("Measures"): say("mentions {k} of {n} coded measures", k=k_of_n[0], n=k_of_n[1]),
    }
    rows = [tag("div", tag("dt", text(term)), tag("dd", text(said))) for term, said in told.items()]
    return tag("dl", *rows, cls="lf-ledger")


def lines_of(document: Document) -> str:
    """Publisher and issue as printed."""
    return " ".join(part for part in (document.publisher, document.issue) if part)


def claimant(say: Say, document: Document) -> str:
    """Who issued the article, and whether it describes itself."""
    if document.self_reported:
        return say("{name}, the body described: it reports on itself", name=document.claimant)
    return say("{name}, a newspaper", name=document.claimant)


def dated(say: Say, document: Document) -> str:
    """The day the figures speak of, and what that rests on."""
    parts = [say.date(document.as_of), say(DATED[document.published_basis])]
    if document.year_basis != "printed" and document.published_basis != "day_printed_year_inferred":
        parts.append(say(YEAR[document.year_basis]))
    return ("；" if say.lang == "zh" else "; ").join(parts)
