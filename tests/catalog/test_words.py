"""Every message a reader can meet is in every catalogue, translated, with its fields, and approved by a person."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from catalog.words import LOCALE, Say

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = [path.name for path in LOCALE.iterdir() if path.is_dir()]


def spoken(source: str) -> Iterator[str]:
    """Messages of a module as Python sees them; the extractor does not look inside f-strings, this does."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("say", "mark", "plural") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def problems(catalogue: Catalog, messages: list[str]) -> list[str]:
    """What keeps a catalogue from speaking these messages."""
    found = []
    for message in messages:
        entry = catalogue.get(message)
        if entry is None:
            found.append(f"missing: {message}")
            continue
        said = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        if entry.fuzzy:
            found.append(f"fuzzy: {message}")
        elif not all(said):
            found.append(f"untranslated: {message}")
        elif any(fields(text) - fields(message) - {"n"} for text in said):
            found.append(f"unknown field: {message}")
        elif any(fields(message) - fields(text) - OPTIONAL for text in said):
            found.append(f"field left out: {message}")
    return found


OPTIONAL = {"gap"}  # the space between a number and its unit, which Chinese has not


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def messages() -> list[str]:
    paths = [ROOT / "dashboard.py", *(p for d in ("catalog", "charts", "pages") for p in (ROOT / d).rglob("*.py"))]
    return list(dict.fromkeys(m for path in paths for m in spoken(path.read_text(encoding="utf-8"))))


def opened(lang: str) -> Catalog:
    with (LOCALE / lang / "LC_MESSAGES" / "lianfang.po").open("rb") as file:
        return read_po(file, locale=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_is_missing_fuzzy_untranslated_or_lost_a_field(lang: str) -> None:
    asked = messages()
    assert len(asked) > 100
    assert problems(opened(lang), asked) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({}, "missing"),
        ({"string": "{place}有", "flags": ["fuzzy"]}, "fuzzy"),
        ({"string": ""}, "untranslated"),
        ({"string": "{site}有"}, "unknown field"),
        ({"string": "有"}, "field left out"),
    ],
)
def test_a_catalogue_with_a_fault_is_refused(entry: dict[str, object], problem: str) -> None:
    catalogue = Catalog(locale="zh")
    if entry:
        catalogue.add("{place} has", **entry)
    assert problems(catalogue, ["{place} has"]) == [f"{problem}: {{place}} has"]


def test_a_message_inside_an_f_string_is_found() -> None:
    assert list(spoken("f\"<p>{escape(say('Hidden'))}</p>\"")) == ["Hidden"]


def test_a_message_that_nobody_translated_is_said_in_english_rather_than_not_at_all() -> None:
    assert Say("zh")("a message of no catalogue {n}", n=1) == "a message of no catalogue 1"


def test_numbers_and_dates_speak_the_language() -> None:
    assert (Say("zh").compact(238_000), Say("en").compact(238_000)) == ("23.8万", "238K")
