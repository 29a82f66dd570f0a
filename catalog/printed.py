"""Printed: every printed figure of a version by its id; where there are many, read a place at a time.

Pages and charts ask for the places they show (`of`): iterating reads every figure there is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache, partial

from catalog.figures import Figure

AT_ONCE = 20_000  # so few figures are read at once and kept
Find = Callable[[Mapping[str, Iterable[str]]], list[Figure]]


class Printed(Mapping[str, Figure]):
    """Figures by id, repeats and low confidence included, in the order of the articles."""

    def __init__(self, find: Find, count: int) -> None:
        """`find` reads the figures whose columns are among the given values; `count` is how many there are."""
        self._find, self._count = find, count
        self._place = lru_cache(maxsize=64)(partial(_read, find))
        self._where = lru_cache(maxsize=16_384)(partial(_look, find))

    @cached_property
    def _all(self) -> dict[str, Figure] | None:
        few = self._count <= AT_ONCE
        return {figure.figure_id or "": figure for figure in self._find({})} if few else None

    def __getitem__(self, figure_id: str) -> Figure:
        return (self._place(self._where(figure_id)) if self._all is None else self._all)[figure_id]

    def __iter__(self) -> Iterator[str]:
        return iter([figure.figure_id or "" for figure in self._find({})] if self._all is None else self._all)

    def __len__(self) -> int:
        return self._count

    def of(self, localities: Iterable[str]) -> tuple[Figure, ...]:
        """The figures of some places, article by article."""
        wanted = set(localities)
        if self._all is not None:
            return tuple(figure for figure in self._all.values() if figure.locality in wanted)
        return tuple(figure for locality in sorted(wanted) for figure in self._place(locality).values())


def _read(find: Find, locality: str) -> dict[str, Figure]:
    return {figure.figure_id or "": figure for figure in find({"locality": [locality]})}


def _look(find: Find, figure_id: str) -> str:
    for figure in find({"figure_id": [figure_id]}):
        return figure.locality
    raise KeyError(figure_id)
