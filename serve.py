"""The server around the frame (ASGI): compression, headers, health, faults. `make dashboard` starts it.

Without it (`streamlit run dashboard.py`) the dashboard is slower to load and says less when a page fails.
"""

import base64
import hashlib
import mimetypes
import re
import secrets
import sys
from functools import lru_cache
from pathlib import Path

import brotli
import streamlit as st
import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from catalog import warehouse
from pages.parts import fault, scripts

STATIC = Path(st.__file__).resolve().parent / "static"
TEXT = (".js", ".css", ".svg", ".json", ".wasm")
LOG = structlog.wrap_logger(
    structlog.WriteLogger(sys.stderr),
    processors=[
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.dict_tracebacks,
        structlog.processors.JSONRenderer(),
    ],
)


def policy(framed: str) -> str:
    """The content security policy: nothing but this server, and of inline scripts only those named by their hash.

    Streamlit styles by inline rules, and its tables and time zones are WebAssembly. `framed`: who may show the page.
    """
    shell = (STATIC / "index.html").read_text(encoding="utf-8")
    inline = [*re.findall(r"<script>(.*?)</script>", shell, re.DOTALL), *scripts.ALL]
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in inline)
    return (
        f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        f"frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {framed}"
    )


OWN, EMBEDDED = policy("'self'"), policy("*")


class Headers:
    """Security headers on every answer. Any site may frame a page that asks for it (`?embed=true`): the embed snippet.

    That is safe because nothing on a page changes anything: there is no account and nothing to click away.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        embedded = b"embed=true" in scope["query_string"]

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = EMBEDDED if embedded else OWN
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
            await send(message)

        await self.app(scope, receive, answered)


class Packed:
    """Streamlit's own scripts and styles, compressed once and kept: 7 MB become 2, and a second reader costs nothing.

    They carry their hash in their name, so a browser keeps them for good.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith("/static/") and path.endswith(TEXT):
            accepted = Request(scope).headers.get("accept-encoding", "")
            file = (STATIC / path.lstrip("/")).resolve()
            if "br" in accepted and file.is_relative_to(STATIC) and file.is_file():
                headers = {
                    "Content-Encoding": "br",
                    "Vary": "Accept-Encoding",
                    "Cache-Control": "public, immutable, max-age=31536000",
                }
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                content = await run_in_threadpool(packed, file)
                await Response(content, media_type=kind, headers=headers)(scope, receive, send)
                return
        await self.app(scope, receive, send)


@lru_cache(maxsize=512)
def packed(file: Path) -> bytes:
    """A file in Brotli, at the quality that a first reader does not wait for."""
    content: bytes = brotli.compress(file.read_bytes(), quality=5)
    return content


def failed(error: Exception) -> bool:
    """Put the trace into the log and its reference before the reader; True: Streamlit shows nothing of its own."""
    reference = secrets.token_hex(4)
    LOG.error("page_failed", reference=reference, exc_info=error)
    fault.tell(reference)
    return True


def health(_: Request) -> Response:
    """Whether readers get data, and which; 503 where they do not. `/_stcore/health` says only that the server runs."""
    try:
        opened, trouble = warehouse.served()
    except warehouse.NotPublished as missing:
        return JSONResponse({"status": "no data", "trouble": str(missing)}, status_code=503)
    return JSONResponse(
        {
            "status": "degraded" if trouble else "ok",
            "data_version": opened.version,
            "built_at": opened.report["built_at"],
            "figures": len(opened.printed),
            "trouble": trouble,
        },
        headers={"Cache-Control": "no-store"},
    )


# Without this the first request to a fresh server takes pages/ for pages of its own and runs them without the frame.
PagesManager.uses_pages_directory = False
app = st.App(
    "dashboard.py",
    routes=[Route("/api/health", health)],
    middleware=[Middleware(Headers), Middleware(Packed), Middleware(GZipMiddleware, minimum_size=1024)],
    on_script_error=failed,
)
