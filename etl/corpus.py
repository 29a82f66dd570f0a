"""Corpus: millions of documents become a data set of figures, part by part; in this process or on Dask workers.

Whoever works runs the same call (`etl.parts.read_part`) and writes its part itself: nothing but names travels, memory
stays flat everywhere, and what is finished stays finished, so that a second run does what is missing. Only this module
knows Dask, and only where workers are asked for.
"""

import argparse
import json
import logging
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Set
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from etl.faults import Refused, plain
from etl.parts import Part, changed, parts, read_part, reader, tally
from etl.report import pace
from etl.writing import writing

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

MOST_NAMED = 20
REFUSED = "_refused.csv"  # an underscore: readers of data sets pass over it
INSTALL = (
    "Dask is not installed: run `.venv/bin/uv pip install --python .venv/bin/python --require-hashes "
    "-r requirements-scale.txt`, or leave out --workers and --scheduler"
)


def read_corpus(args: argparse.Namespace) -> int:
    """Read what is missing of every source into the folder `args.out`; 1 if a document or a part could not be read."""
    begun = time.monotonic()
    out = args.out.resolve()
    sources = [_source(source, out) for source in args.source]
    wanted = {part.name: part.size for part in _planned(sources)}
    if not wanted:
        raise Refused(reason=f"{', '.join(map(plain, sources))}: nothing that can be read")
    out.mkdir(parents=True, exist_ok=True)
    there = _standing(out, wanted.keys(), {str(source) for source in sources})
    failed: list[str] = []
    with pace(sum(wanted.values()), sum(wanted[name] for name in there), quiet=args.json) as read:
        if len(there) < len(wanted):
            missing = (part for part in _planned(sources) if part.name not in there)
            try:
                for part, trouble in _run(missing, out, args.workers, args.scheduler):
                    read(part.size)
                    failed += [trouble] if trouble else []
            except (OSError, Refused) as error:
                raise Refused(reason=f"{plain(error)}; finished parts stay, the same command reads the rest") from None
    for left in out.glob(".part-*"):
        if left.name[1:].rsplit(".", 1)[0] in wanted:
            left.unlink(missing_ok=True)  # of an attempt that was killed
    return _summary(args, out, failed, len(wanted) - len(there) - len(failed), time.monotonic() - begun)


def _source(name: str, out: Path) -> Path:
    if name == "-" or name.startswith(("http://", "https://")):
        raise Refused(reason=f"{plain(name)}: a data set is read from files and folders; name a file after --out")
    path = Path(name).resolve()
    if out == path or path in out.parents:
        raise Refused(reason=f"{out}: lies inside {path}, and would be read as part of it")
    return path


def _planned(sources: list[Path]) -> Iterator[Part]:
    """Every part of every source. Listed anew for each use: a list of a million files is never held."""
    for source in sources:
        yield from parts(source)


def _standing(out: Path, wanted: Set[str], sources: set[str]) -> set[str]:
    """The wanted parts that are finished; those of files that changed since are removed, so nothing stands twice."""
    standing = set()
    for path in out.glob("part-*.parquet"):
        if not path.name.startswith(f"part-{reader()}-"):
            raise Refused(reason=f"{out}: holds figures of another version of the reader; name another folder")
        if path.name in wanted:
            standing.add(path.name)
        elif tally(path).source in sources:
            path.unlink()
    return standing


def _run(missing: Iterator[Part], out: Path, workers: int | None, scheduler: str | None) -> Iterator[tuple[Part, str]]:
    """Each part when it is read, with what kept it from being read; few are on their way at any time.

    Raises:
        Refused: the workers do not see the files or the folder, or the cluster is gone.
        OSError: the disk does not let a part be read or written.
    """
    with _workers(workers, scheduler) as (executor, width):
        doing: dict[Future[None], Part] = {}
        for part in missing:
            doing[executor.submit(read_part, part, str(out))] = part
            while len(doing) >= width():
                yield from _finished(doing, out)
        while doing:
            yield from _finished(doing, out)


def _finished(doing: dict[Future[None], Part], out: Path) -> Iterator[tuple[Part, str]]:
    for future in wait(doing, return_when=FIRST_COMPLETED).done:
        part = doing.pop(future)
        try:
            error = future.exception()
        except CancelledError:
            raise Refused(reason="the Dask cluster is gone") from None
        if isinstance(error, OSError):
            raise error
        if isinstance(error, Refused) and not changed(part):
            raise Refused(reason=f"a worker finds {error}; code and sources have to be the same everywhere")
        if error is None and not (out / part.name).is_file():
            raise Refused(reason=f"a worker wrote to a {out} that is not this one; it has to be shared storage")
        where = part.files[0] if part.row_group is None else f"{part.files[0]}, row group {part.row_group}"
        yield part, f"{plain(where)}: {type(error).__name__} {plain(error)}" if error else ""


@contextmanager
def _workers(workers: int | None, scheduler: str | None) -> Iterator[tuple[Executor, Callable[[], int]]]:
    """Who runs the parts, and how many of them to hand out at a time."""
    if workers is None and scheduler is None:
        here = ThreadPoolExecutor(1)
        try:
            yield here, lambda: 2
        finally:
            here.shutdown(cancel_futures=True)
        return
    try:
        from distributed import Client
    except ImportError:
        raise Refused(reason=INSTALL) from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it would log is said in a sentence
    if scheduler is None:
        with (
            tempfile.TemporaryDirectory(prefix="lianfang-") as scratch,
            _cluster(workers or 1, scratch) as cluster,
            Client(cluster) as client,
        ):
            yield client.get_executor(pure=False), lambda: 2 * (workers or 1)
        return
    try:
        client = Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise Refused(reason=f"no Dask scheduler at {plain(scheduler)}: {plain(error)}") from None
    with client:
        if not client.nthreads():
            raise Refused(reason=f"the scheduler has no workers: start some with `dask worker {plain(scheduler)}`")
        _check_readers(client)
        yield client.get_executor(pure=False), lambda: 2 * max(1, sum(client.nthreads().values()))


def _cluster(workers: int, scratch: str) -> "LocalCluster":
    """Processes on this machine, reached through 127.0.0.1. Ctrl-C is for this process alone, which ends them."""
    from distributed import LocalCluster

    mine = threading.current_thread() is threading.main_thread()  # signals are its business
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if mine else None  # inherited by what is started meanwhile
    try:
        return LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1",
            dashboard_address="127.0.0.1:0", local_directory=scratch, silence_logs=logging.CRITICAL,
        )  # fmt: skip
    finally:
        if mine:
            signal.signal(signal.SIGINT, before)


def _check_readers(client: "Client") -> None:
    """Whether the scheduler and its workers, as far as they are there yet, read as this machine does."""
    found: dict[str, object] = dict(client.run(reader, on_error="return"))
    try:
        found["the scheduler"] = client.run_on_scheduler(reader)
    except ImportError as error:
        found["the scheduler"] = error
    root = Path(__file__).resolve().parents[1]
    for where, version in found.items():
        if version != reader():
            raise Refused(
                reason=f"{where} has another Lianfang, or none ({plain(version)}): start it with PYTHONPATH={root}"
            )


def _summary(args: argparse.Namespace, out: Path, failed: list[str], read: int, seconds: float) -> int:
    """Say what the folder holds now and what could not be read; all of the latter stands in a file beside the parts."""
    told = dict.fromkeys(("parts", "documents", "figures", "refused"), 0)
    named = failed[:MOST_NAMED]
    with writing(out / REFUSED, "csv", ["reason"]) as write:
        for path in out.glob("part-*.parquet"):
            found = tally(path)
            told["parts"] += 1
            told["documents"] += found.documents
            told["figures"] += found.figures
            told["refused"] += len(found.refused)
            named += found.refused[: MOST_NAMED - len(named)]
            write({"reason": reason} for reason in found.refused)
    if not told["refused"]:
        (out / REFUSED).unlink()
    if args.json:
        rest = {"parts_read": read, "failed": failed, "seconds": round(seconds, 3)}
        sys.stdout.write(json.dumps(told | rest, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write("".join(f"{plain(line)}\n" for line in named))
        sys.stdout.write(
            f"{told['documents']} documents, {told['figures']} figures in {told['parts']} parts, "
            f"{read} of them read now in {seconds:.1f} s\n"
        )
        if told["refused"]:
            sys.stdout.write(f"{told['refused']} documents could not be read: {out / REFUSED}\n")
        if failed:
            sys.stdout.write(f"{len(failed)} parts are missing: the same command reads them\n")
    return 1 if failed or told["refused"] else 0
