"""What tests share: a published copy of the data."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


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


@pytest.fixture
def data(published: Path, tmp_path: Path) -> Path:
    """A published data folder that the test may break."""
    return Path(shutil.copytree(published, tmp_path / "data"))
