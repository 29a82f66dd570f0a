"""The door to the sandbox: a question goes to a process of its own, and an answer or a reason comes back in time.

Two processes at most, kept warm between questions; a third reader waits. What comes back is bounded in time and in
bytes whatever the process does, and a process that crashed, met a limit or did not answer is replaced.
"""

import json
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
START = f"import sys; sys.path.append({str(ROOT)!r}); from catalog.sandbox.child import main; main()"
LONGEST = 4_000  # characters of a query: a link that holds it stays inside what proxies take
SECONDS, ROWS, BYTES = 5.0, 10_000, 2 << 20
GRACE = 1.5  # seconds between the interrupt inside and the kill from outside
STARTING = 20.0


class Refused(Exception):
    """There is no result: `code` says why (see `pages/parts/result.py` for the words), `detail` names the thing."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The rows of a query. `more`: there would have been further rows than asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool


class Worker:
    """One process with one open database."""

    def __init__(self, database: Path, start: str) -> None:
        self.database = database
        # -I: no environment, no user packages, nothing from the current folder.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", start, str(database)], cwd="/", env={}, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._read = bytearray()
        try:
            ready = "ready" in self._line(STARTING)
        except Refused:
            ready = False
        if not ready:
            self.end()
            raise Refused("start")

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, sql: str, seconds: float, rows: int) -> dict[str, Any]:
        """What the process answers; `{"ended": true}` where it had ended before it was asked.

        Raises:
            Refused: it crashed, or did not answer in time.
        """
        question = json.dumps({"sql": sql, "seconds": seconds, "rows": rows, "bytes": BYTES}).encode("ascii") + b"\n"
        assert self._process.stdin
        try:
            self._process.stdin.write(question)
            self._process.stdin.flush()
        except BrokenPipeError:
            return {"ended": True}
        return self._line(seconds + GRACE)

    def _line(self, seconds: float) -> dict[str, Any]:
        """The next line that the process writes."""
        assert self._process.stdout
        pipe, end = self._process.stdout.fileno(), time.monotonic() + seconds
        while b"\n" not in self._read:
            if not select.select([pipe], [], [], max(0.0, end - time.monotonic()))[0]:
                raise Refused("time")
            portion = os.read(pipe, 1 << 16)
            if not portion:
                raise Refused("crash")
            self._read += portion
            if len(self._read) > 2 * BYTES:
                raise Refused("size")
        line, _, rest = bytes(self._read).partition(b"\n")
        self._read = bytearray(rest)
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError:
            raise Refused("crash") from None
        return answer

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self._process.kill()
        self._process.communicate()


class Sandbox:
    """The processes, and who waits for one."""

    def __init__(self, at_once: int = 2, patience: float = 15.0, start: str = START) -> None:
        self._free = threading.BoundedSemaphore(at_once)
        self._patience = patience
        self._start = start
        self._idle: list[Worker] = []

    def ask(self, database: Path, sql: str, *, seconds: float = SECONDS, rows: int = ROWS) -> Answer:
        """The rows of a query over a published warehouse.

        Raises:
            Refused: there are none; the code says why.
        """
        if not sql.strip():
            raise Refused("empty")
        if len(sql) > LONGEST:
            raise Refused("long", str(LONGEST))
        if "\0" in sql:
            raise Refused("nul")
        if not self._free.acquire(timeout=self._patience):
            raise Refused("busy")
        try:
            answer = self._asked(database, sql, seconds, rows)
        finally:
            self._free.release()
        if "refused" in answer:
            raise Refused(answer["refused"], answer["detail"])
        return Answer(columns=tuple(answer["columns"]), rows=tuple(map(tuple, answer["rows"])), more=answer["more"])

    def _asked(self, database: Path, sql: str, seconds: float, rows: int) -> dict[str, Any]:
        while True:
            worker = self._worker(database)
            try:
                answer = worker.ask(sql, seconds, rows)
            except Refused:
                worker.end()
                raise
            if answer.get("refused") in ("time", "memory", "size") or "ended" in answer:
                worker.end()
            else:
                self._idle.append(worker)
            if "ended" not in answer:
                return answer

    def _worker(self, database: Path) -> Worker:
        """A process that has this database open: an idle one, or a new one in the place of one that has another."""
        while True:
            try:
                worker = self._idle.pop()
            except IndexError:
                return Worker(database, self._start)
            if worker.database == database:
                return worker
            worker.end()


@cache
def sandbox() -> Sandbox:
    """The sandbox of this server."""
    return Sandbox()
