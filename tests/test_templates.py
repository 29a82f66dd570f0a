"""Every sentence the product generates says that an article *reports*; none says that a place did more, or lacks."""

import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
# design of measures and chains, section 3; comparability, rule 7: reporting is not effort.
FORBIDDEN = {
    "en": [
        r"adopted by",
        r"does not have",
        r"\black(s|ed|ing)?\b",
        r"\bgaps?\b",
        r"coverage rate",
        r"most comprehensive",
        r"\bdid (more|most|less|least|best|better|not)\b",
        r"\b(tested|mobilised|donated|organised) (more|most|less|least)\b",
        r"\bonly place that did\b",
        r"\b(best[- ]performing|worst|outperform\w*)\b",
        r"\bfailed to\b",
    ],
    "zh": [
        r"采取了几项",
        r"未采取",
        r"缺乏",
        r"覆盖率",
        r"最全面",
        r"(做|干|表现|效果|成效|力度|防控)得?(更|最)(好|差|强|弱|大)",
        r"没有(开展|进行|组织|实施)",
        r"领先|落后",
    ],
}
REGISTRIES = ("caveats", "indicators")
FIELD = re.compile(r"\{\w*\}")  # the name of a field is no word a reader sees


def sentences(document: object, lang: str) -> list[str]:
    """All texts of one language in a TOML document: values of keys that end in its suffix."""
    if not isinstance(document, dict):
        return []
    own = [value for key, value in document.items() if key.endswith(f"_{lang}") and isinstance(value, str)]
    return own + [text for value in document.values() for text in sentences(value, lang)]


def templates(lang: str) -> list[str]:
    """Every template of a language: registry sentences, and the messages of the pages."""
    texts: list[str] = []
    for name in REGISTRIES:
        texts += sentences(tomllib.loads((ROOT / f"data/registry/{name}.toml").read_text(encoding="utf-8")), lang)
    for path in sorted((ROOT / "locale").glob("zh/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                said = message.id if lang == "en" else message.string
                texts += said if isinstance(said, list | tuple) else [said]
    # A question is a reader's own words, told in order to be refused: it claims nothing.
    return [FIELD.sub("", text) for text in texts if text and not text.endswith(("?", "?"))]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_template_says_did_where_an_article_reports(lang: str) -> None:
    found = templates(lang)
    assert len(found) > 100
    for pattern in FORBIDDEN[lang]:
        for text in found:
            assert not re.search(pattern, text, flags=re.IGNORECASE), (pattern, text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Quanzhou did more than Panji"),
        ("en", "adopted by 3 places"),
        ("en", "Panji lacks testing"),
        ("zh", "潘集未采取该措施"),
        ("zh", "泉州做得更好"),
    ],
)
def test_the_forbidden_phrases_are_found(lang: str, text: str) -> None:
    assert any(re.search(pattern, text, flags=re.IGNORECASE) for pattern in FORBIDDEN[lang])


def test_every_message_has_its_chinese() -> None:
    with (ROOT / "locale/zh/LC_MESSAGES/lianfang.po").open("rb") as file:
        said = {message.id: message.string for message in read_po(file)}
    modules = [path for name in ("catalog", "charts", "pages") for path in ROOT.glob(f"{name}/**/*.py")]
    missing = []
    for path in [ROOT / "dashboard.py", *modules]:
        with path.open("rb") as source:
            for _, message, _, _ in extract("python", source, keywords={"mark": None, "say": None, "plural": (1, 2)}):
                texts = said.get(message) or ""
                if not (texts[0] if isinstance(texts, tuple) else texts):  # Chinese has one form for all numbers
                    missing.append((path.name, message))
    assert missing == []
