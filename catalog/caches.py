"""What is built from an opened version is kept for the next reader, and no longer than the version is.

Every cache whose values speak of a version is made by `version_cache`; the function's first argument says of which.
When a version is let go (`warehouse.edition` keeps a few), what was built from it goes: else each cache would keep
versions of its own open, tens of megabytes each. Readers who ask for the same at once wait for the first of them.
"""

from collections.abc import Callable, Collection, Hashable
from threading import Condition
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

Given = ParamSpec("Given")
Built = TypeVar("Built")
CACHES: list[tuple[LRUCache[tuple[Hashable, ...], Any], Condition]] = []


def version_cache(most: int) -> Callable[[Callable[Given, Built]], Callable[Given, Built]]:
    """Keep the last `most` results of a function of a version, an edition or a reader and more.

    Its arguments are hashable, what it returns is never changed.
    """

    def keep(function: Callable[Given, Built]) -> Callable[Given, Built]:
        cache, condition = LRUCache[tuple[Hashable, ...], Any](most), Condition()
        CACHES.append((cache, condition))
        return cached(cache, key=_key, condition=condition)(function)

    return keep


def _key(speaks_of: Any, *more: Hashable, **named: Hashable) -> tuple[Hashable, ...]:
    version = speaks_of if isinstance(speaks_of, str) else getattr(speaks_of, "edition", speaks_of).version
    return hashkey(version, speaks_of, *more, **named)


def keep_only(versions: Collection[str]) -> None:
    """Forget what was built from any other version."""
    for cache, condition in CACHES:
        with condition:
            for key in [key for key in cache if key[0] not in versions]:
                cache.pop(key)
