"""The process in which a reader's query runs: it opens one database, gives up everything else, and answers lines.

Started by `pool` with an empty environment and in the root folder. Once the database is open it can open no other file
and no socket (RLIMIT_NOFILE 0), write none, use little memory, and is the last to get the processor. A query that meets
a limit ends the process with its answer: nothing that it left behind is met by the next one.
"""

import datetime  # noqa: F401 - DuckDB imports these when the first such value is read: too late to open a file
import decimal  # noqa: F401 - as datetime: read values of that type when no file may be opened any more
import json
import math
import os
import resource
import select
import sys
import threading
import uuid  # noqa: F401 - as datetime: read values of that type when no file may be opened any more
from typing import Any, BinaryIO

import duckdb

from catalog.sandbox.grammar import NotAllowed, check

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": "1",
    "memory_limit": "128MB",
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_unsigned_extensions": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",
    "max_temp_directory_size": "0KB",
}
SPACE = 640 << 20  # bytes of address space on top of what the opened database takes
IDLE = 120.0  # seconds after which a process that nobody asks ends
CHUNK = 500
LIMITS = ("time", "memory", "size")  # a query that meets one of these is the last one of its process


def main() -> None:
    """Open the database named on the command line, close the doors, answer questions until nobody asks."""
    out = own_pipe()
    connection = duckdb.connect(sys.argv[1], read_only=True, config=CONFIG)
    tables = frozenset(
        connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in ('core', 'mart')"
        ).fetchall()
    )
    connection.execute("set search_path = 'mart,core'")
    connection.execute("select date '2020-02-05', 1.5::decimal(9, 2), uuid(), [1], {'a': 1}").fetchall()
    connection.execute("set lock_configuration = true")
    confine()
    reply(out, {"ready": True})
    while select.select([0], [], [], IDLE)[0]:
        line = sys.stdin.buffer.readline()
        if not line:
            return
        asked = json.loads(line)
        answer = ask(connection, tables, asked["sql"], asked["seconds"], asked["rows"], asked["bytes"])
        reply(out, answer)
        if answer.get("refused") in LIMITS:
            return
    reply(out, {"ended": True})


def own_pipe() -> BinaryIO:
    """The pipe, for answers alone: what anything else prints (DuckDB a progress bar, after two seconds) is lost."""
    out = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    return out


def confine() -> None:
    """Take away from this process, for good, what a query does not need."""
    os.nice(10)
    with open("/proc/self/statm", encoding="ascii") as file:
        space = int(file.read().split()[0]) * resource.getpagesize() + SPACE
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NOFILE):
        resource.setrlimit(limit, (0, 0))


def ask(
    connection: duckdb.DuckDBPyConnection,
    tables: frozenset[tuple[str, str]],
    sql: str,
    seconds: float,
    rows: int,
    size: int,
) -> dict[str, Any]:
    """The rows of one query, or why there are none: a code and its detail."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = math.ceil(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, resource.RLIM_INFINITY))
    clock = threading.Timer(seconds, connection.interrupt)
    clock.start()
    try:
        parsed = json.loads(connection.execute("select json_serialize_sql(?)", [sql]).fetchall()[0][0])
        if parsed["error"]:
            return _unread(sql, parsed)
        if len(parsed["statements"]) != 1:
            return {"refused": "statements", "detail": str(len(parsed["statements"]))}
        check(parsed, tables)
        return fetch(connection, sql, rows, size)
    except NotAllowed as found:
        return {"refused": found.what, "detail": found.name}
    except duckdb.InterruptException:
        return {"refused": "time", "detail": ""}
    except RecursionError:
        return {"refused": "deep", "detail": ""}
    except (duckdb.OutOfMemoryException, MemoryError):
        return {"refused": "memory", "detail": ""}
    except (duckdb.Error, ValueError, OverflowError) as error:
        return {"refused": "sql", "detail": str(error).partition("Traceback")[0].strip()[:2000]}
    finally:
        clock.cancel()


def _unread(sql: str, parsed: dict[str, Any]) -> dict[str, Any]:
    """Why DuckDB did not parse a query: another statement than SELECT, or an error that it can place."""
    if parsed["error_type"] == "not implemented":
        return {"refused": "statement", "detail": (sql.split() or [""])[0][:40]}
    return {"refused": "sql", "detail": parsed["error_message"][:2000]}


def fetch(connection: duckdb.DuckDBPyConnection, sql: str, rows: int, size: int) -> dict[str, Any]:
    """Up to so many rows, in portions, so that a result is never held whole before it is known to be small."""
    found = connection.execute(sql)
    columns = _apart(found)
    for column in found.description or []:
        if "TIME ZONE" in str(column[1]):  # DuckDB would look for pytz: a file
            return {"refused": "kind", "detail": str(column[1])}
    kept: list[list[Any]] = []
    weight = 0
    while chunk := found.fetchmany(min(CHUNK, rows + 1 - len(kept))):
        portion = [[plain(value) for value in row] for row in chunk]
        weight += len(json.dumps(portion))
        if weight > size:
            return {"refused": "size", "detail": str(len(kept))}
        kept += portion
        if len(kept) > rows:
            break
    return {"columns": columns, "rows": kept[:rows], "more": len(kept) > rows}


def _apart(found: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of the columns, none of them twice: a, a_2."""
    names: list[str] = []
    for name, *_ in found.description or []:
        n = 1
        while (told := name if n == 1 else f"{name}_{n}") in names:
            n += 1
        names.append(told)
    return names


def plain(value: object) -> Any:
    """A value as JSON knows it; what it does not know becomes text."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return str(value)


def reply(out: BinaryIO, answer: dict[str, Any]) -> None:
    """One line out."""
    out.write(json.dumps(answer).encode("ascii") + b"\n")
    out.flush()
