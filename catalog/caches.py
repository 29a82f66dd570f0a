"""What is built from opened versions is kept for the next reader, and no longer than those versions are.

Every cache whose key or value speaks of a version is made by `version_cache`. When a version is let go
(`warehouse.edition` keeps a few), all of them are emptied: else each would keep versions of its own open, tens of
megabytes each. Readers who ask for the same at once wait for the first of them: after a refresh everybody does.
"""

from collections.abc import Callable, Hashable
from threading import Condition
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached

Given = ParamSpec("Given")
Built = TypeVar("Built")
EMPTY: list[Callable[[], None]] = []  # empties one cache each


def version_cache(most: int) -> Callable[[Callable[Given, Built]], Callable[Given, Built]]:
    """Keep the last `most` results of a function; its arguments are hashable, what it returns is never changed."""

    def keep(function: Callable[Given, Built]) -> Callable[Given, Built]:
        kept = cached(LRUCache[Hashable, Any](most), condition=Condition())(function)
        EMPTY.append(kept.cache_clear)
        return kept

    return keep


class Opened(LRUCache[Hashable, Any]):
    """The versions that are open; when one is let go, everything that was built goes, too."""

    def popitem(self) -> tuple[Hashable, Any]:
        for empty in EMPTY:
            empty()
        return super().popitem()
