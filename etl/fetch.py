"""Fetches one page from a public address, within limits of size and time.

A URL is somebody else's word: it must not make this machine talk to its own network. Every hop is resolved first, all
its addresses must be public, and the connection goes to the address that was checked.
"""

import asyncio
import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath

import httpx

from etl.faults import Refused, plain

MOST_BYTES = 16 * 1024 * 1024
SECONDS = 20.0
HOPS = 5


def fetch(url: str) -> tuple[bytes, str, str]:
    """The body of a page, a name for it and the suffix its type stands for.

    Raises:
        Refused: a private address, too large, too slow, or not answered with a page.
    """
    try:
        with ThreadPoolExecutor(1) as own:  # a loop of its own, also where the caller runs inside another one
            return own.submit(asyncio.run, _within(url)).result()
    except TimeoutError:
        raise Refused(reason=f"{plain(url)}: took more than {SECONDS:.0f} s") from None
    except httpx.HTTPError as error:
        raise Refused(reason=f"{plain(url)}: {type(error).__name__} {plain(error)}") from None


async def _within(url: str) -> tuple[bytes, str, str]:
    async with asyncio.timeout(SECONDS), httpx.AsyncClient(timeout=SECONDS, trust_env=False) as client:
        here = httpx.URL(url)
        for _ in range(HOPS):
            request = client.build_request(
                "GET",
                here.copy_with(host=_public(here)),
                headers={"Host": here.netloc.decode(), "User-Agent": "lianfang", "Accept-Encoding": "identity"},
                extensions={"sni_hostname": here.host},
            )
            response = await client.send(request, stream=True)
            try:
                if response.is_redirect:
                    here = here.join(response.headers["location"])
                    continue
                if response.status_code != 200 or response.headers.get("content-encoding", "identity") != "identity":
                    raise Refused(reason=f"{plain(url)}: answered {response.status_code}, not with a plain page")
                body = bytearray()
                async for chunk in response.aiter_raw():
                    body += chunk
                    if len(body) > MOST_BYTES:
                        raise Refused(reason=f"{plain(url)}: more than {MOST_BYTES} bytes")
            finally:
                await response.aclose()
            kind = response.headers.get("content-type", "")
            return bytes(body), PurePosixPath(here.path).stem or here.host, ".html" if "html" in kind else ".txt"
    raise Refused(reason=f"{plain(url)}: more than {HOPS} redirects")


def _public(url: httpx.URL) -> str:
    """The address to connect to; every address the name stands for must be public."""
    if url.scheme not in ("http", "https") or not url.host:
        raise Refused(reason=f"{plain(url)}: only http and https")
    if url.host == "localhost" or url.host.endswith(".localhost"):  # this machine, also where no hosts file says so
        raise Refused(reason=f"{plain(url.host)}: this machine is not a public address")
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)}
    except (socket.gaierror, UnicodeError) as error:
        raise Refused(reason=f"{plain(url.host)}: {plain(error)}") from None
    for address in found:
        if not ipaddress.ip_address(address.partition("%")[0]).is_global:
            raise Refused(reason=f"{plain(url.host)}: {address} is not a public address")
    return sorted(found)[0]
