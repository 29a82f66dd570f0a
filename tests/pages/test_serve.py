"""The server around the frame: what it sends, what it says of its data, what a reader sees of a fault."""

import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import brotli
import psutil
import pytest
from playwright.sync_api import Page

from catalog.warehouse import Edition
from tests.pages.browsing import ROOT, start, stop

pytestmark = pytest.mark.xdist_group("browser")


def get(address: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    request = urllib.request.Request(address, headers={name.replace("_", "-"): v for name, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_every_answer_carries_the_security_headers(server: str) -> None:
    for path in ("/", "/grids?lang=zh", "/api/health", "/_stcore/health", "/static/none.js"):
        headers = get(server + path)[1]
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "object-src 'none'" in policy
        assert not re.search(r"script-src[^;]*'unsafe-(inline|eval)'", policy), path


def test_only_a_page_that_asks_to_be_embedded_may_be_framed_elsewhere(server: str) -> None:
    assert "frame-ancestors 'self'" in get(f"{server}/grids")[1]["Content-Security-Policy"]
    assert "frame-ancestors *" in get(f"{server}/grids?embed=true")[1]["Content-Security-Policy"]


def test_scripts_come_compressed_once_and_may_be_kept_for_good(server: str) -> None:
    page = get(server)[2].decode()
    script = re.search(r'src="\./(static/js/index[^"]+)"', page)
    assert script
    plain = get(f"{server}/{script[1]}", Accept_Encoding="identity")
    small = get(f"{server}/{script[1]}", Accept_Encoding="gzip, br")
    assert small[1]["Content-Encoding"] == "br"
    assert small[1]["Content-Type"] == plain[1]["Content-Type"]
    assert "immutable" in small[1]["Cache-Control"]
    assert brotli.decompress(small[2]) == plain[2]
    assert len(small[2]) < 0.5 * len(plain[2])


def test_no_file_outside_the_static_folder_is_sent(server: str) -> None:
    for path in ("/static/../../../serve.py", "/static/%2e%2e/%2e%2e/index.js", "/static/../../web/cli.js"):
        status, _, body = get(server + path, Accept_Encoding="br")
        assert status != 200 or b"<!DOCTYPE html>" in body, path


def test_health_names_the_data_version(server: str, opened: Edition) -> None:
    status, _, body = get(f"{server}/api/health")
    said = json.loads(body)
    assert status == 200
    assert said["data_version"] == opened.version
    assert said["figures"] == len(opened.printed)


def test_health_is_503_where_nothing_is_published(tmp_path: Path) -> None:
    process, address = start("serve.py", tmp_path)
    try:
        status, _, body = get(f"{address}/api/health")
        assert status == 503
        assert "python -m etl refresh" in json.loads(body)["trouble"]
    finally:
        stop(process)


@pytest.fixture
def broken(tmp_path: Path, published: Path) -> Iterator[tuple[str, Path]]:
    """The product with one page that fails, and its log."""
    copy = Path(shutil.copytree(
        ROOT, tmp_path / "copy", ignore=shutil.ignore_patterns(".git", ".venv", "tests", "published", "test-artefacts")
    ))  # fmt: skip
    (copy / "pages/themes/grids.py").write_text('raise RuntimeError("secret detail")\n', encoding="utf-8")
    with open(tmp_path / "log", "wb") as log:
        process, address = start("serve.py", published, root=copy, log=log)
        try:
            yield address, tmp_path / "log"
        finally:
            stop(process)


@pytest.mark.browser
def test_a_reader_gets_a_reference_and_the_log_gets_the_trace(page: Page, broken: tuple[str, Path]) -> None:
    address, log = broken
    page.goto(f"{address}/grids?lang=en")
    shown = page.wait_for_selector('[data-testid="stAlert"]', timeout=60_000)
    assert shown
    reference = re.search(r"Reference: ([0-9a-f]{8})", shown.inner_text())
    assert reference
    text = page.inner_text("body")
    assert "secret detail" not in text
    assert "Traceback" not in text
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    told = [line for line in lines if line.get("reference") == reference[1]]
    assert len(told) == 1
    assert told[0]["exception"][0]["exc_value"] == "secret detail"


def test_the_server_answers_only_on_this_machine_unless_told(server: str) -> None:
    port = int(server.rsplit(":", 1)[1])
    listening = [c.laddr.ip for c in psutil.net_connections("tcp") if c.status == "LISTEN" and c.laddr.port == port]
    assert set(listening) == {"127.0.0.1"}


@pytest.mark.parametrize(("host", "status"), [("localhost", 101), ("127.0.0.1", 101), ("attacker.example", 403)])
def test_a_page_of_another_name_for_this_machine_gets_no_data(server: str, host: str, status: int) -> None:
    port = server.rsplit(":", 1)[1]
    stream = HTTPConnection("127.0.0.1", int(port), timeout=20)
    stream.request("GET", "/_stcore/stream", headers={
        "Host": f"{host}:{port}", "Origin": f"http://{host}:{port}", "Connection": "Upgrade", "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    })  # fmt: skip
    assert stream.getresponse().status == status
    stream.close()
