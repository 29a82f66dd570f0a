"""What tests share: a published copy of the data, how many examples a property gets, where the article texts are."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from catalog.warehouse import Edition, edition

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = Path(os.environ.get("LIANFANG_ARTICLES") or ROOT.parent / "shared" / "articles")

full = os.environ.get("LIANFANG_FULL")
settings.register_profile("lianfang", max_examples=10_000 if full else 300, deadline=None)
settings.load_profile("lianfang")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests that read article texts where nobody holds them."""
    if not ARTICLES.is_dir():
        for item in items:
            if item.get_closest_marker("articles"):
                # the texts belong to their publishers and are in no clone
                item.add_marker(pytest.mark.skip(reason=f"no article texts in {ARTICLES}"))


def copy_data(target: Path) -> Path:
    """The committed data without what was published from it and without article texts."""
    return Path(shutil.copytree(ROOT / "data", target, ignore=shutil.ignore_patterns("published", "*.txt", "*.html")))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of its own, refreshed once; LIANFANG_DATA names it for the rest of the session."""
    from etl.refresh import refresh

    data = copy_data(tmp_path_factory.mktemp("published") / "data")
    refresh(data)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LIANFANG_DATA", str(data))
        yield data


@pytest.fixture(scope="session")
def opened(published: Path) -> Edition:
    """The published copy, opened."""
    return edition()


@pytest.fixture
def data(published: Path, tmp_path: Path) -> Path:
    """A published data folder that the test may break."""
    return Path(shutil.copytree(published, tmp_path / "data"))
