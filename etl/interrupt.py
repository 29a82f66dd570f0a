"""Interrupt: Ctrl-C takes effect where the next stage begins, and leaves nothing half-done.

At any other moment it may fall into an import or into the database, which turn it into errors of their own. A second
Ctrl-C ends the process at once; that is safe too, since a refresh may be killed at any instant.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

STATUS = 130


@contextmanager
def between_stages(stage: Callable[[str], None]) -> Iterator[Callable[[str], None]]:
    """`stage`, raising KeyboardInterrupt where one was asked for since the last stage began."""
    if threading.current_thread() is not threading.main_thread():  # signals are the main thread's business
        yield stage
        return
    asked = threading.Event()

    def ask(*_: object) -> None:
        if asked.is_set():
            os._exit(STATUS)
        asked.set()

    def begin(name: str) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        stage(name)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield begin
    finally:
        signal.signal(signal.SIGINT, before)
