"""Corpora to be read: a table of documents, a folder of small files, and what came of reading them."""

import json
import time

import pyarrow as pa
import pyarrow.parquet as pq

from bench.read import text
from etl.__main__ import main

ORDER = [("document", "ascending"), ("start", "ascending")]
NOTICE = "青石县城区划分网格64个。志愿者{}余人参与值守,发放宣传单2.4万份。\n"


def table(path, characters, row_group=100, seed=1):
    """A table of documents of 1000 drawn characters; every row group becomes a part."""
    whole = text(characters, seed)[:characters]
    documents = [whole[begin : begin + 1000] for begin in range(0, len(whole), 1000)]
    names = [f"d{number:06d}" for number in range(len(documents))]
    pq.write_table(pa.table({"document": names, "text": documents}), path, row_group_size=row_group)
    return path


def folder(path, count=40):
    for number in range(count):
        below = path / f"district{number % 3}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"n{number:03d}.txt").write_text(NOTICE.format(number + 10) * 20, encoding="utf-8")
    return path


def content(out):
    return {path.name: path.read_bytes() for path in out.iterdir()}


def read(*args):
    return main(["read", *map(str, args)])


def said(capsys):
    return json.loads(capsys.readouterr().out)


def wait_for(condition, seconds=240):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.002)
