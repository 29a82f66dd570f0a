"""Whatever happened to the published files, the last good version is served, or the error says what to do."""

import shutil
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from catalog import warehouse
from catalog.versions import NotPublished, damage, hold, numbered, pointed, serving, whole
from charts.compare import open_questions
from etl.__main__ import main


def halved(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


POINTERS = {
    "half written": lambda path: path.write_text(path.read_text()[:5]),
    "empty": lambda path: path.write_text(""),
    "full of noise": lambda path: path.write_bytes(b"\xff\x00\x1b[2J" * 9),
    "naming a version that is not there": lambda path: path.write_text("0123456789ab\n"),
    "naming a folder elsewhere": lambda path: path.write_text("../../../../etc\n"),
    "gone": lambda path: path.unlink(),
}
WOUNDS = {
    "a truncated database": ("lianfang.duckdb", halved),
    "an empty database": ("lianfang.duckdb", lambda path: path.write_bytes(b"")),
    "a flipped bit in the database": ("lianfang.duckdb", flipped),
    "no database": ("lianfang.duckdb", lambda path: path.unlink()),
    "half a report": ("refresh.json", halved),
    "no report": ("refresh.json", lambda path: path.unlink()),
    "no sums": ("SHA256SUMS", lambda path: path.unlink()),
    "half the sums": ("SHA256SUMS", halved),
    "empty sums": ("SHA256SUMS", lambda path: path.write_text("")),
}
PARQUET = "parquet/mart.figures.parquet"


@pytest.fixture(scope="module")
def two_versions(published, tmp_path_factory):
    """Two versions; the newer one is current."""
    data = shutil.copytree(published, tmp_path_factory.mktemp("two") / "data")
    sheet = data / "figures" / "panji.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("835名", "836名"), encoding="utf-8")
    assert main(["refresh", "--data", str(data), "--json"]) == 0
    return data


@pytest.fixture
def folder(two_versions, tmp_path):
    return shutil.copytree(two_versions, tmp_path / "data") / "published"


def panji(edition):
    return edition.printed["panji-003"].value


def repaired(folder):
    assert main(["refresh", "--data", str(folder.parent), "--json"]) == 0
    version = pointed(folder)
    return serving(folder).trouble is None and not damage(folder / version) and panji(warehouse.edition(folder=folder))


def test_the_version_that_current_names_is_served(folder):
    newer, older = numbered(folder)
    assert serving(folder).version == newer == pointed(folder)
    assert serving(folder).trouble is None
    assert panji(warehouse.edition(folder=folder)) == 836
    assert panji(warehouse.edition(older, folder)) == 835


@pytest.mark.parametrize("kind", POINTERS)
def test_with_a_pointer_that_is_damaged_the_newest_version_is_served_and_the_next_refresh_repairs_it(kind, folder):
    newest = pointed(folder)
    POINTERS[kind](folder / "current")
    found = serving(folder)
    assert found.version == newest
    assert "`python -m etl refresh` repairs it" in found.trouble
    assert panji(warehouse.edition(folder=folder)) == 836
    assert repaired(folder) == 836


@pytest.mark.parametrize("kind", WOUNDS)
def test_with_a_version_that_is_damaged_the_one_before_is_served_and_the_next_refresh_repairs_it(kind, folder):
    newer, older = numbered(folder)
    name, wound = WOUNDS[kind]
    wound(folder / newer / name)
    found = serving(folder)
    assert found.version == older
    assert f"version {newer} is damaged ({name})" in found.trouble or "(SHA256SUMS)" in found.trouble
    assert panji(warehouse.edition(folder=folder)) == 835
    with pytest.raises(NotPublished, match=r"is (damaged|not published)"):
        warehouse.edition(newer, folder)
    assert whole(folder) == [older]
    assert repaired(folder) == 836


@pytest.mark.parametrize("kind", WOUNDS)
def test_without_another_version_the_error_says_what_to_do_and_doing_it_helps(kind, folder):
    newer, older = numbered(folder)
    shutil.rmtree(folder / older)
    name, wound = WOUNDS[kind]
    wound(folder / newer / name)
    with pytest.raises(NotPublished, match=r"no version in .* is whole: run `python -m etl refresh`"):
        serving(folder)
    assert repaired(folder) == 836


def test_a_missing_parquet_file_is_said_and_keeps_nobody_from_the_numbers(folder):
    version = pointed(folder)
    (folder / version / PARQUET).unlink()
    found = serving(folder)
    assert found.version == version
    assert found.trouble == f"version {version} lacks {PARQUET}: `python -m etl refresh` repairs it"
    assert panji(warehouse.edition(folder=folder)) == 836
    assert repaired(folder) == 836
    assert (folder / version / PARQUET).is_file()


def test_a_database_that_is_cut_while_it_is_open_is_opened_anew_after_the_repair(folder):
    opened = warehouse.edition(folder=folder)
    halved(folder / opened.version / "lianfang.duckdb")
    del opened
    assert panji(warehouse.edition(folder=folder)) == 835
    assert repaired(folder) == 836


def test_nothing_published_says_how_to_begin(tmp_path):
    with pytest.raises(NotPublished, match=r"nothing is published in .*: run `python -m etl refresh`"):
        serving(tmp_path)


@pytest.mark.parametrize("version", ["000000000000", "../../etc", "", "x" * 1_000_000, "af\x00"])
def test_a_version_that_nobody_published_cannot_be_opened(version, folder):
    with pytest.raises(NotPublished):
        warehouse.edition(version, folder)


def test_newest_is_a_matter_of_build_numbers_not_of_clocks(folder):
    newer, older = numbered(folder)
    for path in (folder / newer).rglob("*"):
        path.touch()
        shutil.copystat(folder / older / "lianfang.duckdb", path)
    (folder / "current").unlink()
    assert serving(folder).version == newer


def test_a_version_that_is_being_removed_cannot_be_held(folder):
    import fcntl

    version = pointed(folder)
    with (folder / version / "SHA256SUMS").open("rb") as prune:
        fcntl.flock(prune, fcntl.LOCK_EX)
        with pytest.raises(NotPublished, match="is being removed"):
            hold(folder / version)
    hold(folder / version).close()


def test_what_was_built_from_a_version_does_not_keep_it_when_it_is_let_go(published, tmp_path):
    of = published / "published"
    served = of / pointed(of)
    opened = []
    for n in range(warehouse.OPEN + 3):
        shutil.copytree(served, tmp_path / f"{n:012x}")
        edition = warehouse.edition(f"{n:012x}", tmp_path)
        assert open_questions(edition, ("qingfeng", "weiyang"))
        assert edition.figures()
        assert edition.printed["panji-003"]
        opened.append(weakref.ref(edition))
    assert warehouse.edition(f"{n:012x}", tmp_path) is edition
    del edition
    assert [seen() is not None for seen in opened] == [False] * 3 + [True] * warehouse.OPEN


def test_a_version_that_somebody_still_reads_is_not_opened_twice(published, tmp_path):
    of = published / "published"
    opened = []
    for n in range(warehouse.OPEN + 2):
        shutil.copytree(of / pointed(of), tmp_path / f"{n:012x}")
        opened.append(warehouse.edition(f"{n:012x}", tmp_path))
    assert all(warehouse.edition(f"{n:012x}", tmp_path) is edition for n, edition in enumerate(opened))


def test_many_readers_of_a_new_version_open_it_once(published, tmp_path):
    of = published / "published"
    shutil.copytree(of / pointed(of), tmp_path / "0123456789ab")
    with ThreadPoolExecutor(20) as readers:
        opened = list(readers.map(lambda _: warehouse.edition("0123456789ab", tmp_path), range(20)))
    assert len(set(map(id, opened))) == 1
