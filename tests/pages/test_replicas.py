"""Two replicas behind Debian's nginx, set up as in deploy/: a reader stays with one and survives its end."""

import asyncio
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPMessage
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from bench.client import reading
from tests.pages.browsing import ROOT, apart, start, stop

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = [
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not NGINX, reason="needs Debian's nginx (apt-get install nginx)"),
]


@dataclass(frozen=True, kw_only=True)
class Behind:
    """The proxy's address, and the replicas by theirs."""

    address: str
    replicas: dict[str, subprocess.Popen[bytes]]


def configured(folder: Path, port: int, upstream: list[str]) -> Path:
    """deploy/nginx.conf for these replicas, on this machine without a certificate; each answer names its replica."""
    site = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    site = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", site, flags=re.DOTALL)
    site = re.sub(r"^    ssl_.*\n", "", site, flags=re.MULTILINE)
    site = site.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    site = site.replace("lianfang.example.org", "127.0.0.1")
    for named, real in zip(("127.0.0.1:8501", "127.0.0.1:8502"), upstream, strict=True):
        assert f"server {named} " in site
        site = site.replace(named, real)
    site = site.replace("add_header Set-Cookie", "add_header X-Replica $upstream_addr always; add_header Set-Cookie")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    kept = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {kept}\n{site}}}\n",
        encoding="utf-8",
    )
    return whole


@pytest.fixture
def behind(published: Path, tmp_path: Path) -> Iterator[Behind]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = [start("serve.py", published) for _ in range(2)]
    replicas = {address.removeprefix("http://"): server for server, address in started}
    tmp_path.chmod(0o755)
    proxy = subprocess.Popen([str(NGINX), "-p", str(tmp_path), "-c", str(configured(tmp_path, port, list(replicas)))])
    try:
        yield Behind(address=f"http://127.0.0.1:{port}", replicas=replicas)
    finally:
        stop(proxy)
        for server in replicas.values():
            if server.poll() is None:
                stop(server)


def get(behind: Behind, path: str, cookie: str = "") -> tuple[HTTPMessage, bytes]:
    asked = urllib.request.Request(behind.address + path, headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return answer.headers, answer.read()


def newcomer(behind: Behind) -> str:
    """The cookie that a new reader gets."""
    for _ in range(100):
        try:
            return str(get(behind, "/")[0]["Set-Cookie"]).partition(";")[0]
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the proxy does not answer")


def replica_of(behind: Behind, cookie: str) -> str:
    headers, _ = get(behind, "/api/health", cookie)
    assert headers["Set-Cookie"] is None  # who has one keeps it
    return str(headers["X-Replica"]).split(", ")[-1]


async def read_and_save(behind: Behind, cookie: str, query: str) -> bytes:
    """A session that asks in SQL and fetches its CSV, as a browser with this cookie does."""
    async with reading(behind.address, {"Cookie": cookie}) as reader:
        await reader.click("grids", "lang=en")
        await reader.click("sql", f"lang=en&q={query}")
        address = await reader.address_of("sql-csv")
        return (await asyncio.to_thread(get, behind, address, cookie))[1]


def test_a_reader_stays_with_one_replica_and_goes_to_the_other_when_it_dies(behind: Behind) -> None:
    cookies = [newcomer(behind) for _ in range(12)]
    assert len(set(cookies)) == 12
    homes = {cookie: replica_of(behind, cookie) for cookie in cookies}
    assert set(homes.values()) == set(behind.replicas)  # both are used
    for cookie, home in homes.items():
        assert {replica_of(behind, cookie) for _ in range(3)} == {home}
    for cookie in cookies[:3]:
        content = apart(read_and_save(behind, cookie, "select+6*7+as+n")).decode("utf-8-sig")
        assert content.split() == ["n", "42"]

    lost = homes[cookies[0]]
    behind.replicas[lost].kill()
    behind.replicas[lost].wait()
    for cookie in cookies:
        assert replica_of(behind, cookie) != lost
    content = apart(read_and_save(behind, cookies[0], "select+6*7+as+n")).decode("utf-8-sig")
    assert content.split() == ["n", "42"]


def test_a_session_whose_replica_dies_is_closed_and_opens_anew_at_the_other(behind: Behind) -> None:
    cookie = newcomer(behind)
    home = replica_of(behind, cookie)

    async def session() -> None:
        async with reading(behind.address, {"Cookie": cookie}) as reader:
            await reader.click("grids", "lang=en")
            behind.replicas[home].kill()
            with pytest.raises(ConnectionClosed):
                await reader.click("grids", "lang=zh")
        async with reading(behind.address, {"Cookie": cookie}) as reader:
            await reader.click("grids", "lang=zh")

    apart(session())
