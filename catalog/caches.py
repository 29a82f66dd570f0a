"""What is built from opened versions is kept for the next reader, and no longer than those versions are.

Every cache whose key or value speaks of a version is made by `version_cache`. When a version is let go
(`warehouse.edition` keeps a few), all of them are emptied: else each would keep versions of its own open, tens of
megabytes each.
"""

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import TypeVar

Built = TypeVar("Built")
CACHES: list[Callable[[], None]] = []


def version_cache(most: int) -> "Callable[[Callable[..., Built]], _lru_cache_wrapper[Built]]":
    """`lru_cache` for what is built from a version; the arguments are hashable, what is kept is never changed."""

    def keep(function: Callable[..., Built]) -> "_lru_cache_wrapper[Built]":
        cache = lru_cache(maxsize=most)(function)
        CACHES.append(cache.cache_clear)
        return cache

    return keep


def empty() -> None:
    """Let go of everything that is kept."""
    for clear in CACHES:
        clear()
