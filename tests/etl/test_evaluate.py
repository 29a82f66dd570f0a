"""The reader against what was coded by hand: passages written for this, and the five articles where they are held."""

import os
import tomllib
from pathlib import Path

import pytest

from etl.evaluate import coded, evaluate

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
ARTICLES = Path(os.environ.get("LIANFANG_ARTICLES") or ROOT.parent / "shared" / "articles")


def texts(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_bytes().decode() for path in sorted(folder.glob("*.txt"))}


def floors(name: str) -> dict[str, float]:
    return tomllib.loads((CORPUS / "floors.toml").read_text(encoding="utf-8"))[name]


def below(name: str, scores: dict[str, float]) -> dict[str, tuple[float, float]]:
    return {score: (scores[score], floor) for score, floor in floors(name).items() if scores[score] < floor}


@pytest.mark.parametrize("name", ["passages", "held_out", "fresh"])
def test_the_reader_keeps_its_scores_on_written_passages(name):
    scores = evaluate(coded(CORPUS / name / "figures.csv"), texts(CORPUS / name))
    assert not below(name, scores.as_dict()), "\n".join(scores.misses)


def test_there_are_at_least_sixty_passages_and_the_coding_cites_them_exactly():
    passages = texts(CORPUS / "passages") | texts(CORPUS / "held_out") | texts(CORPUS / "fresh")
    assert len(passages) >= 60
    for name in ("passages", "held_out", "fresh"):
        for row, _ in coded(CORPUS / name / "figures.csv"):
            assert passages[row.document][row.start : row.end] == row.expression


@pytest.mark.articles
def test_the_reader_keeps_its_scores_on_the_five_articles():
    scores = evaluate(coded(ROOT / "tests" / "golden" / "figures.csv"), texts(ARTICLES))
    assert not below("articles", scores.as_dict()), "\n".join(scores.misses)
