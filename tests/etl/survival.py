"""What the survival tests run in processes of their own: a refresh that may be killed, readers that never pause."""

import os
import threading
from pathlib import Path

from catalog import warehouse
from etl import refresh

ROOT = Path(__file__).resolve().parents[2]
MARK = "seen in round {}"


def write_round(data: Path, number: int) -> None:
    """Other content in a figure and in a word of the registry: numbers and words of two rounds cannot agree."""
    for name, column in (("figures/panji.csv", "leading party"), ("registry/glossary.toml", 'grid"\n')):
        text = (ROOT / "data" / name).read_text(encoding="utf-8")
        assert column in text
        (data / name).write_text(text.replace(column, f"{MARK.format(number)} {column}", 1), encoding="utf-8")


def rounds(edition: warehouse.Edition) -> set[str]:
    """The rounds one reading meets: in a figure, in a mart, in a word; its version is that of its report."""
    (core,) = edition.rows("core.figure", figure_id="panji-001")
    (mart,) = edition.rows("mart.figures", figure_id="panji-001")
    (term,) = edition.rows("core.term", term_id="grid")
    (built,) = edition.rows("ops.refresh")
    if not edition.version == built["version"] == edition.report["version"]:
        raise AssertionError(f"{edition.version} holds the tables or the report of {built['version']}")
    texts = core["counted"], mart["counted"], term["label_en"]
    return {text.removeprefix("seen in round ").split(" ")[0] if "round" in text else "0" for text in texts}


def refresh_once(data: Path, stages: str) -> None:
    """A refresh that leaves a trace of how far it came."""
    handle = os.open(stages, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    refresh.refresh(data, stage=lambda name: os.write(handle, f"{name}\n".encode()) and None)
    os.write(handle, b"done\n")


def read_without_pause(published: Path, readers: int, stop: str, result: str) -> None:
    """`readers` threads that open what is served and read it until the file `stop` is there; what they met, counted."""
    os.nice(10)  # eight of them on a small machine: the refreshes shall still come to their turn
    reads, errors, mixed, versions = [0], [], [0], set()
    count = threading.Lock()
    threading.excepthook = lambda failed: errors.append(repr(failed.exc_value))

    def reader() -> None:
        while not os.path.exists(stop):
            edition = warehouse.edition(folder=published)
            met = rounds(edition)
            with count:
                reads[0] += 1
                mixed[0] += len(met) > 1
                versions.add(edition.version)

    threads = [threading.Thread(target=reader) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    Path(result).write_text("\n".join([str(reads[0]), str(mixed[0]), str(len(versions)), *errors]))
