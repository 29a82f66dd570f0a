"""Ctrl-C takes effect where the next stage begins; a second one at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from etl.interrupt import between_stages

ROOT = Path(__file__).resolve().parents[2]


def test_the_stage_that_runs_is_finished_and_the_next_one_never_begins():
    begun = []
    before = signal.getsignal(signal.SIGINT)

    def interrupted():
        with between_stages(begun.append) as stage:
            stage("read")
            os.kill(os.getpid(), signal.SIGINT)
            begun.append("read is done")
            stage("build")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert begun == ["read", "read is done"]
    assert signal.getsignal(signal.SIGINT) is before


def test_without_an_interrupt_every_stage_begins():
    begun = []
    with between_stages(begun.append) as stage:
        stage("read")
        stage("build")
    assert begun == ["read", "build"]


def test_a_second_interrupt_ends_the_process_at_once():
    script = (
        "import os, signal\nfrom etl.interrupt import between_stages\n"
        "with between_stages(print):\n"
        "    for _ in range(2): os.kill(os.getpid(), signal.SIGINT)\n"
        "    print('still here')"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
