"""Sources made to do harm: an answer or a refusal in bounded time and memory, and nothing written halfway."""

import io
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from docx import Document

from etl import fetch as fetching
from etl.__main__ import main
from etl.faults import Refused
from etl.fetch import fetch
from etl.read import read
from tests.etl.test_corpus import PEAK
from tests.etl.test_read import PAGE, pdf

ROOT = Path(__file__).resolve().parents[2]
FULL = bool(os.environ.get("LIANFANG_FULL"))
DAMAGED = 3000 if FULL else 150
TIMES = 20 if FULL else 1
LINES = {  # with megabytes
    "prose": (5, "组织党员1260余名,在3个小区设卡值守,人人尽责毫不松懈,"),
    "digits": (5, "1234567890"),
    "numerals": (1, "一二三四五六七八九十百千万亿"),
    "a list": (1, "口罩5箱、"),
    "measure words": (1, "名户个"),
    "white space": (5, " "),
}


@pytest.mark.parametrize("kind", LINES)
def test_a_long_line_is_read_in_bounded_time_and_memory(kind, tmp_path):
    megabytes, one = LINES[kind]
    size = TIMES * megabytes * 1_000_000
    (tmp_path / "line.txt").write_bytes(one.encode() * (size // len(one.encode())))
    command = ["read", tmp_path / "line.txt", "--format", "parquet", "--out", tmp_path / "figures.parquet"]
    begun = os.times()
    done = subprocess.run([sys.executable, "-c", PEAK, *command], cwd=ROOT, capture_output=True, text=True, check=True)
    spent = os.times().children_user - begun.children_user
    assert spent < 5 + 4 * TIMES * megabytes
    assert int(done.stdout.split()[-1]) * 1024 < 200e6 + 5 * size
    assert (tmp_path / "figures.parquet").is_file()


def word(body: bytes, *, encrypted: bool = False) -> bytes:
    """A Word document with another body."""
    plain, out = io.BytesIO(), io.BytesIO()
    Document().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "word/document.xml":
                head = content[: content.index(b"<w:body>")] + b"<w:body>"
                content = head + body + b"</w:body></w:document>"
            target.writestr(info.filename, content)
    found = bytearray(out.getvalue())
    if encrypted:  # the flag of every entry, in its own head and in the directory
        for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = found.find(mark)
            while at >= 0:
                found[at + flag] |= 1
                at = found.find(mark, at + 4)
    return bytes(found)


CELL = b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="%d"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
HOSTILE = {
    "a cell over a hundred million columns": ("a.docx", lambda: word(CELL % 99_999_999), "more than 63 columns"),
    "a document of three million elements": ("a.docx", lambda: word(b"<w:p/>" * 3_000_000), "1000000 elements"),
    "a document with a password": ("a.docx", lambda: word(b"", encrypted=True), r"damaged docx \(RuntimeError\)"),
    "tables in tables without end": ("a.docx", lambda: word(b"<w:tbl><w:tr><w:tc>" * 50_000), "damaged docx"),
    "a page of tags": ("a.html", lambda: b"<html><body>" + b"<p>a" * 1_000_000, "1000000 tags|1000002 tags"),
    "a page too large": ("a.html", lambda: b"<html>" + b"a" * 25 * 1024 * 1024, "a page of"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_made_to_fill_the_machine_is_refused_at_once(kind, tmp_path, capsys):
    name, content, why = HOSTILE[kind]
    (tmp_path / name).write_bytes(content())
    begun = time.process_time()
    with pytest.raises(Refused, match=why):
        list(read(str(tmp_path / name)))
    assert time.process_time() - begun < 5
    assert main(["read", str(tmp_path / name), "--out", str(tmp_path / "f.csv")]) == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert capsys.readouterr().err.startswith(str(tmp_path / name))


def test_pages_that_unpack_to_hours_of_work_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.read.MOST_DRAWN", 1000)
    (tmp_path / "a.pdf").write_bytes(pdf("x" * 2000))
    with pytest.raises(Refused, match="pages unpack to more than 1000 bytes"):
        list(read(str(tmp_path / "a.pdf")))


@pytest.mark.parametrize("tag", ["div", "table", "ul", "b", "blockquote"])
def test_a_page_nested_without_end_ends(tag, tmp_path):
    (tmp_path / "a.html").write_text(f"<html><body>{f'<{tag}>' * 90_000}干部120名", encoding="utf-8")
    begun = time.process_time()
    with suppress(Refused):
        assert len(list(read(str(tmp_path / "a.html")))) == 1
    assert time.process_time() - begun < 20


def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path, capsys):
    """Some bytes changed, lost or doubled in files of every kind."""
    document = Document()
    document.add_paragraph("投入干部120名")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "街道"
    document.save(str(tmp_path / "a.docx"))
    kinds = {
        "a.pdf": pdf("checked 120 cars"),
        "a.docx": (tmp_path / "a.docx").read_bytes(),
        "a.html": PAGE.format(encoding="utf-8").encode(),
        "a.txt": "为做好防控,全县组织党员干部1260名".encode("gb18030") * 9,
    }
    chance = random.Random(4)
    refused = 0
    for number in range(DAMAGED):
        name = list(kinds)[number % len(kinds)]
        content = bytearray(kinds[name])
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(content))
            match chance.randrange(3):
                case 0:
                    content[at] = chance.randrange(256)
                case 1:
                    del content[at : at + chance.randint(1, 30)]
                case _:
                    content[at:at] = content[at : at + chance.randint(1, 50)]
        (tmp_path / name).write_bytes(content)
        try:
            assert len(list(read(str(tmp_path / name)))) == 1
        except Refused:
            refused += 1
    assert DAMAGED // 10 < refused < DAMAGED
    assert capsys.readouterr().err == ""


@contextmanager
def server(answer):
    """An address where `answer` is called with every connection."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=one, args=(connection,), daemon=True).start()

    def one(connection):
        with connection, suppress(OSError):
            connection.recv(4096)
            answer(connection)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()


def drip(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"1")
        time.sleep(0.02)


def drip_a_head(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X")
        time.sleep(0.02)


def silence(connection):
    time.sleep(5)


def flood(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        connection.sendall("口罩5箱、".encode() * 10_000)


def flood_in_chunks(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + b"1" * 0x10000 + b"\r\n")


def say_less_than_is_sent(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b")


def go_round(connection):
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")


def go_inside(connection):
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (drip, "took more than"),
        (drip_a_head, "took more than"),
        (silence, "took more than|ReadTimeout"),
        (flood, "more than 16777216 bytes"),
        (flood_in_chunks, "more than 16777216 bytes"),
        (say_less_than_is_sent, "not with a plain page"),
        (go_round, "more than 5 redirects"),
        (go_inside, "169.254.169.254 is not a public address"),
    ],
)
def test_a_page_that_never_ends_or_leads_astray_is_refused(answer, why, monkeypatch, tmp_path, capsys):
    """Only here this machine's own server counts as public; where it leads to is judged as always."""
    judge = fetching._public
    monkeypatch.setattr(fetching, "_public", lambda url: url.host if url.host == "127.0.0.1" else judge(url))
    monkeypatch.setattr(fetching, "SECONDS", 0.5 if answer in (drip, drip_a_head, silence) else 20.0)
    with server(answer) as url:
        begun = time.monotonic()
        with pytest.raises(Refused, match=why):
            fetch(f"{url}/a.html")
        assert time.monotonic() - begun < 25
        assert main(["read", f"{url}/a.html", "--out", str(tmp_path / "f.csv")]) == 1
    assert list(tmp_path.iterdir()) == []
    assert re.search(why, capsys.readouterr().err)
