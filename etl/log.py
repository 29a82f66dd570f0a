"""Log: what happened to the published data, one JSON object a line; never the text of a cell or of an article.

It goes to `published/refresh.log`, or where LIANFANG_LOG says (`-` is stderr).
"""

import os
import sys
from contextlib import nullcontext, suppress
from pathlib import Path


def event(data: Path, name: str, **fields: object) -> None:
    """Append one line. Where the folder cannot be written to there is none: the command itself says what is wrong."""
    import structlog

    processors: list[structlog.typing.Processor] = [
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(),
    ]
    where = os.environ.get("LIANFANG_LOG") or str(data / "published" / "refresh.log")
    with suppress(OSError), nullcontext(sys.stderr) if where == "-" else open(where, "a", encoding="utf-8") as file:
        structlog.wrap_logger(structlog.WriteLogger(file), processors=processors).info(name, pid=os.getpid(), **fields)
