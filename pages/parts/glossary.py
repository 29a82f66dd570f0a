"""Terms where they stand: a word of the glossary with its meaning at hand and a link to its entry."""

import re
from html import escape

import streamlit as st

from catalog.caches import version_cache
from catalog.nouns import Term
from catalog.warehouse import edition
from catalog.words import Say
from pages.parts import links
from pages.parts.html import Safe
from pages.parts.reader import Reader, here


def term(term_id: str, word: str = "") -> Safe:
    """A link to a term, its meaning as a tooltip; `word` where the text inflects it."""
    say = here().say
    known = here().edition.glossary[term_id]
    return _link(known, say, word or say.label(known), links.to("learn", f"term-{term_id}"))


def explained(text: str, reader: Reader | None = None) -> Safe:
    """A text, escaped, with the first mention of each term of the glossary linked to its entry."""
    reader = reader or here()
    return explained_at(
        text, version=reader.edition.version, lang=reader.say.lang, address=links.address(reader, "learn")
    )


def explained_at(text: str, *, version: str, lang: str, address: str) -> Safe:
    """The same where what is built is kept for every reader of a version and language; `address` is the glossary's."""
    return Safe(_explained(version, text, lang, address))


def intro(text: str) -> None:
    """The sentence under the title of a page, its terms explained."""
    st.html(f'<p class="lf-intro">{explained(text)}</p>')


@version_cache(16)
def entries(reader: Reader) -> str:
    """The glossary as a list of definitions, each term with an anchor of its own, the other language beside it."""
    say, other = reader.say, Say("en" if reader.say.lang == "zh" else "zh")
    tag = "zh-CN" if other.lang == "zh" else "en"
    terms = sorted(reader.edition.glossary.values(), key=lambda t: say.label(t).lower()) if say.lang == "en" else list(
        reader.edition.glossary.values()
    )  # fmt: skip
    return '<dl class="lf-glossary">' + "".join(
        f'<div id="term-{t.term_id}"><dt>{escape(say.label(t))} <span lang="{tag}">{escape(other.label(t))}</span></dt>'
        f"<dd>{escape(say.label(t, 'definition'))}</dd></div>"
        for t in terms
    ) + "</dl>"  # fmt: skip


def _link(known: Term, say: Say, word: str, address: str) -> Safe:
    meaning = escape(say.label(known, "definition"), quote=True)
    return Safe(f'<a class="lf-term" href="{escape(address)}" target="_self" title="{meaning}">{escape(word)}</a>')


@version_cache(2048)
def _explained(version: str, text: str, lang: str, address: str) -> str:
    pattern, terms = _pattern(version, lang)
    say, done, parts, position = Say(lang), set[str](), [], 0
    for match in pattern.finditer(text):
        known = terms[_key(match[0])]
        if known.term_id in done:
            continue
        done.add(known.term_id)
        parts += [
            escape(text[position : match.start()]),
            _link(known, say, match[0], f"{address}#term-{known.term_id}"),
        ]
        position = match.end()
    return "".join([*parts, escape(text[position:])])


@version_cache(8)
def _pattern(version: str, lang: str) -> tuple[re.Pattern[str], dict[str, Term]]:
    """What finds every term in a text, longest first, and the term of each spelling."""
    say = Say(lang)
    terms = {_key(say.label(t)): t for t in edition(version).glossary.values()}
    words = "|".join(re.escape(label) for label in sorted(terms, key=len, reverse=True))
    if lang == "zh":
        return re.compile(words), terms
    return re.compile(rf"\b(?:{words})(?:e?s)?\b", re.IGNORECASE), terms


def _key(word: str) -> str:
    """A word without case and plural.

    >>> _key("Grids"), _key("party branches"), _key("网格")
    ('grid', 'party branch', '网格')
    """
    plain = word.lower()
    return plain[:-2] if plain.endswith("ches") else plain.removesuffix("s")
