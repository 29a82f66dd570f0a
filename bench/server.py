"""Servers under measurement: the product as `make dashboard` starts it, and the reference pages as Streamlit ships."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = Path(__file__).resolve().parent / "reference"
SCRIPTS = {"product": ROOT / "serve.py", "reference": REFERENCE / "app.py", "hello": REFERENCE / "hello.py"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server on this machine's loopback."""

    address: str
    process: psutil.Process

    @property
    def cpu(self) -> float:
        """CPU seconds the process has used; the clock behind it ticks every 10 ms."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    @property
    def memory(self) -> float:
        """Resident memory in MB, without the processes it started."""
        return float(self.process.memory_info().rss) / 1e6

    @property
    def helpers(self) -> float:
        """Resident memory in MB of the processes it started: the browser that draws, the sandbox."""
        total = 0.0
        for child in self.process.children(recursive=True):
            with suppress(psutil.Error):  # it has ended meanwhile
                total += child.memory_info().rss
        return total / 1e6


@contextmanager
def served(name: str, *, data: Path | None = None, log: int = subprocess.DEVNULL) -> Iterator[Server]:
    """Start one of the servers and wait for its health address; ended on the way out.

    `data` is a data folder instead of the checkout's, `log` a file for what the server says.
    The reference runs in its own folder, so that it does not find the product's configuration.
    """
    script = SCRIPTS[name]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script.name, "--server.port", str(port)]
    if name != "product":
        command += ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.address", "127.0.0.1"]
    environment = os.environ | ({"LIANFANG_DATA": str(data)} if data else {})
    child = subprocess.Popen(command, cwd=script.parent, env=environment, stdout=subprocess.DEVNULL, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/_stcore/health")
        yield Server(address=address, process=psutil.Process(child.pid))
    finally:
        child.terminate()
        child.wait(30)


def _wait(address: str) -> None:
    for _ in range(2400):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.025)
    raise TimeoutError(f"{address} does not answer")
