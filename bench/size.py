"""Sizes: how much is measured; small ones only show that a part runs to its end, and judge nothing."""

import os
from dataclasses import dataclass, replace

QUICK, CORPUS = "LIANFANG_BENCH_QUICK", "LIANFANG_BENCH_CORPUS"  # how a run tells its parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Rounds of two sides in turn, rounds of clicks on a page, sessions at once, generated places and figures each,
    megabytes of a corpus."""

    rounds: int
    clicks: int
    sessions: int
    seconds: float
    few: int
    many: int
    figures: int
    megabytes: int


FULL = Size(rounds=5, clicks=5, sessions=100, seconds=15, few=500, many=5000, figures=200, megabytes=200)
SMALL = Size(rounds=1, clicks=1, sessions=4, seconds=3, few=6, many=60, figures=50, megabytes=2)


def size() -> Size:
    """The sizes of this run."""
    found = SMALL if os.environ.get(QUICK) else FULL
    return replace(found, megabytes=int(os.environ.get(CORPUS) or found.megabytes))
