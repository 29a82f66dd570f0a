"""What tests share: a published copy of the data, how many examples a property gets, where the article texts are."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from catalog.warehouse import Edition, edition

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = Path(os.environ.get("LIANFANG_ARTICLES") or ROOT.parent / "shared" / "articles")

full = os.environ.get("LIANFANG_FULL")
settings.register_profile("lianfang", max_examples=10_000 if full else 300, deadline=None)
settings.load_profile("lianfang")


# A worker begins with its share of the list and takes from the ends of others': what takes long comes first, so that no
# worker is left alone with it at the end.
def _long(item: pytest.Item) -> bool:
    return item.path.name == "test_survival.py" or item.get_closest_marker("browser") is not None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests that read article texts where nobody holds them; deal out what takes long before the rest."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1))
    long, rest = [item for item in items if _long(item)], [item for item in items if not _long(item)]
    items[:] = [item for n in range(workers) for part in (long, rest) for item in _share(part, n, workers)]
    if not ARTICLES.is_dir():
        for item in items:
            if item.get_closest_marker("articles"):
                # the texts belong to their publishers and are in no clone
                item.add_marker(pytest.mark.skip(reason=f"no article texts in {ARTICLES}"))


def _share(items: list[pytest.Item], n: int, of: int) -> list[pytest.Item]:
    """The n-th of so many shares, neighbours together: they share what is made for a module."""
    return items[len(items) * n // of : len(items) * (n + 1) // of]


def copy_data(target: Path) -> Path:
    """The committed data without what was published from it and without article texts."""
    return Path(shutil.copytree(ROOT / "data", target, ignore=shutil.ignore_patterns("published", "*.txt", "*.html")))


def own_copy(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of this worker's own, made by the first that asks and copied by the others."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    made = shared / f"made-{name}"
    with open(shared / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            half = shared / f"half-{name}"
            shutil.rmtree(half, ignore_errors=True)  # the one who began may have failed
            make(half)
            half.rename(made)
    return Path(shutil.copytree(made, factory.mktemp(name) / "data"))


def _refreshed(data: Path) -> None:
    from etl.refresh import refresh

    refresh(copy_data(data))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of its own, refreshed once; LIANFANG_DATA names it for the rest of the session."""
    data = own_copy(tmp_path_factory, "published", _refreshed)
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
