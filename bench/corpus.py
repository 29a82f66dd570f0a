"""Corpus: a table of drawn documents read by one process, by two Dask workers, and twice as many by one process.

Each run is a command of its own with its start, as a researcher would type it. Memory is the highest that the kernel
counted for the process, so nothing that happens between two looks is missed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.line import Line
from bench.server import ROOT
from bench.size import size as sizes

DOCUMENT = 1000  # characters
GROUP = 2000  # documents, about 5.6 MB
RUN = """
import sys
from etl.__main__ import main
if __name__ == "__main__":
    status = main(sys.argv[1:])
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
    sys.exit(status)
"""


def lines() -> Iterator[Line]:
    """Two workers against this process, its memory, and its memory with twice the corpus."""
    with tempfile.TemporaryDirectory(prefix="bench-corpus-") as name:
        folder = Path(name)
        (folder / "once").mkdir()
        (folder / "twice").mkdir()
        (folder / "run.py").write_text(RUN, encoding="utf-8")
        written = write(folder / "once" / "a.parquet", sizes().megabytes * 1_000_000)
        os.link(folder / "once" / "a.parquet", folder / "twice" / "a.parquet")
        write(folder / "twice" / "b.parquet", sizes().megabytes * 1_000_000, seed=2)
        alone = _read(folder, "once")
        workers = _read(folder, "once", "--workers", "2")
        if alone["figures"] != workers["figures"]:
            raise AssertionError(f"one process read {alone['figures']} figures, two workers {workers['figures']}")
        twice = _read(folder, "twice")
    what = f"{written / 1e6:.0f} MB of documents"
    yield Line(section="read", what=f"{what} in this process, against two Dask workers", value=alone["seconds"],
               unit="s", against="2 workers", base=workers["seconds"], ratio_at_least=1.5)  # fmt: skip
    yield Line(section="read", what=f"{what}, most memory in this process", value=alone["peak"], unit="MB",
               at_most=500)  # fmt: skip
    yield Line(section="read", what="twice the documents, most memory", value=twice["peak"], unit="MB",
               against="once", base=alone["peak"], at_most=500, ratio_at_most=1.1)  # fmt: skip


def write(path: Path, size: int, seed: int = 1) -> int:
    """A table of at least `size` bytes of drawn text, chunk by chunk; the bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from bench.read import text

    schema = pa.schema({"document": pa.string(), "text": pa.string()})
    written = number = 0
    with pq.ParquetWriter(path, schema) as table:
        while written < size:
            whole = text(DOCUMENT * GROUP, seed * 100_000 + number)[: DOCUMENT * GROUP]
            texts = [whole[begin : begin + DOCUMENT] for begin in range(0, len(whole), DOCUMENT)]
            names = [f"{path.stem}{number:05d}-{index:04d}" for index in range(len(texts))]
            table.write_table(pa.table({"document": names, "text": texts}, schema))
            written += sum(len(one.encode()) for one in texts)
            number += 1
    return written


def _read(folder: Path, corpus: str, *options: str) -> dict[str, float]:
    """Seconds of the whole command, megabytes at its highest, and what it says it read."""
    out = folder / "out"
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, folder / "run.py", "read", folder / corpus, "--out", out, "--json", *options],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds = time.monotonic() - begun
    shutil.rmtree(out)
    told, peak = done.stdout.splitlines()
    return {"seconds": seconds, "peak": int(peak) / 1e3, "figures": json.loads(told)["figures"]}
