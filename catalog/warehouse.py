"""Edition: an opened version of the published warehouse, and everything readers get from it.

A version is immutable and has a file name of its own, so a reader who opened one keeps it whatever is published
meanwhile, and everything read from it (numbers, labels, caveats) belongs together.
"""

import gc
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import fields
from functools import cached_property, partial
from pathlib import Path
from threading import Condition
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakValueDictionary

from cachetools import LRUCache, cached

from catalog.caches import keep_only, version_cache
from catalog.database import Database
from catalog.figures import Figure, Indicator
from catalog.nouns import (
    Agreement,
    Caveat,
    Document,
    Link,
    Measure,
    Mention,
    Metric,
    Place,
    Question,
    Quotient,
    Refusal,
    Sum,
    Term,
    Unit,
    Wave,
)
from catalog.printed import Printed
from catalog.versions import (
    VERSION,
    WAREHOUSE,
    NotPublished,
    published,
    report,
    serving,
    stamp,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Noun = TypeVar("Noun", bound="DataclassInstance")
Ids = tuple[str, ...] | None
OPEN = 6  # the current version and a few that pinned links ask for: 20 to 40 MB each


def edition(version: str | None = None, folder: Path | None = None) -> "Edition":
    """The opened version, the one to serve by default; opened once a process.

    Raises:
        NotPublished: there is no such version.
    """
    if version is None:
        return served(folder)[0]
    if not VERSION.fullmatch(version):
        raise NotPublished(f"version {version!r} is not published here")
    return _opened((folder or published()) / version)


def served(folder: Path | None = None) -> tuple["Edition", str | None]:
    """The opened version that readers get, and what is wrong if it is not the one they should.

    Raises:
        NotPublished: nothing that can be served is there.
    """
    folder = folder or published()
    for _ in range(3):  # the current version may be replaced and pruned between the look and the opening
        found = serving(folder)
        try:
            return _opened(folder / found.version), found.trouble
        except NotPublished:
            continue
    found = serving(folder)
    return _opened(folder / found.version), found.trouble


class _Open(LRUCache[Hashable, "Edition"]):
    """The last versions that were opened."""

    def popitem(self) -> tuple[Hashable, "Edition"]:
        last = super().popitem()
        keep_only({edition.version for edition in self.values()})
        return last


_living: WeakValueDictionary[Hashable, "Edition"] = WeakValueDictionary()


def _opened(folder: Path) -> "Edition":
    return _open(folder, stamp(folder / WAREHOUSE))  # a file that was repaired is opened anew


@cached(_Open(OPEN), condition=Condition())  # one reader opens a version, the others wait for it
def _open(folder: Path, state: object) -> "Edition":
    edition = _living.get((folder, state))  # some reader may still have it
    if edition is None:
        gc.collect()  # the scripts of past clicks are rings of references, and each holds the version of its reader
        edition = _living[folder, state] = Edition(folder)
    return edition


class Edition:
    """One opened version. Nothing that it keeps points back at it, so it goes with its last reader."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.version = folder.name
        self._database = Database(folder)
        self.rows = self._database.rows

    @cached_property
    def report(self) -> dict[str, Any]:
        """refresh.json of this version: when and with what it was built, and its checks."""
        return report(self.folder)

    def figures(
        self,
        metrics: Iterable[str] | None = None,
        localities: Iterable[str] | None = None,
        waves: Iterable[str] | None = None,
    ) -> tuple[Figure, ...]:
        """Rows of mart.figures, silent ones included, in order of wave, locality and span."""
        return _figures(self, _ids(metrics), _ids(localities), _ids(waves))

    @cached_property
    def printed(self) -> Printed:
        """Every printed figure by id, repeats and low confidence included."""
        find = partial(_printed, self._database, self.metrics, self.documents)
        return Printed(find, sum(self.report["per_place"].values()))

    def indicators(
        self, ids: Iterable[str] | None = None, localities: Iterable[str] | None = None
    ) -> tuple[Indicator, ...]:
        """Rows of mart.indicators in order of indicator, wave and locality."""
        return _indicators(self, _ids(ids), _ids(localities))

    @cached_property
    def localities(self) -> dict[str, Place]:
        """The localities, by wave and then by the day their articles speak of; never by any amount."""
        documents = sorted(self.documents.values(), key=lambda document: (document.wave_id, document.as_of))
        return {document.locality: self.places[document.locality] for document in documents}

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each locality in that order."""
        return {locality: n for n, locality in enumerate(self.localities)}

    @cached_property
    def _articles(self) -> dict[str, Document]:
        return {document.locality: document for document in reversed(self.documents.values())}

    def wave_of(self, locality: str) -> str:
        """The wave of a locality's article."""
        return self._articles[locality].wave_id

    def document_of(self, locality: str) -> Document:
        """The article of a locality."""
        return self._articles[locality]

    @cached_property
    def units(self) -> dict[str, Unit]:
        return {row["unit"]: _noun(Unit, row) for row in self.rows("core.unit")}

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        return {row["metric_id"]: _noun(Metric, row) for row in self.rows("core.metric")}

    @cached_property
    def places(self) -> dict[str, Place]:
        return {row["scope_id"]: _noun(Place, row) for row in self.rows("core.place")}

    @cached_property
    def waves(self) -> dict[str, Wave]:
        return {row["wave_id"]: _noun(Wave, row) for row in self.rows("core.wave")}

    @cached_property
    def documents(self) -> dict[str, Document]:
        return {row["source_id"]: _noun(Document, row) for row in self.rows("core.document")}

    @cached_property
    def caveats(self) -> dict[str, Caveat]:
        return {row["code"]: _noun(Caveat, row) for row in self.rows("core.caveat")}

    def caveat(self, code: str) -> Caveat:
        """The caveat of a code. Where this version is older than the code, that is what its sentence says."""
        return self.caveats.get(code) or Caveat(
            code=code, grade="with_caveat", label_en=code, label_zh=code,
            sentence_en=f"This version has no words for the caveat {code}; a newer one has.",
            sentence_zh=f"此版本没有“{code}”这一说明的文字，较新的版本才有。",
        )  # fmt: skip

    @cached_property
    def quotients(self) -> dict[str, Quotient]:
        return {row["indicator_id"]: _noun(Quotient, row) for row in self.rows("core.indicator")}

    @cached_property
    def refusals(self) -> tuple[Refusal, ...]:
        return tuple(_noun(Refusal, row) for row in self.rows("core.refusal"))

    @cached_property
    def glossary(self) -> dict[str, Term]:
        return {row["term_id"]: _noun(Term, row) for row in self.rows("core.term")}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The guided questions of the learn page, in their order."""
        return {row["question_id"]: _noun(Question, row) for row in self.rows("core.question")}

    @cached_property
    def agreement(self) -> tuple[Agreement, ...]:
        """How far the two coders agreed."""
        return tuple(_noun(Agreement, row) for row in self.rows("core.agreement"))

    @cached_property
    def measures(self) -> dict[str, Measure]:
        return {row["measure_id"]: _noun(Measure, row) for row in self.rows("core.measure")}

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """What each article says of each measure: by measure and locality, the primary passage first."""
        return self.mentions_of()

    def mentions_of(self, localities: Iterable[str] | None = None) -> tuple[Mention, ...]:
        return _mentions(self, _ids(localities))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The chains of command, in the order of their coding."""
        return tuple(_noun(Link, row) for row in self.rows("mart.chain_of_command"))

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """The arithmetic checks of printed figures."""
        return tuple(_noun(Sum, row) for row in self.rows("mart.arithmetic"))


# A version never changes, so what was read once is kept: a query costs more than the page it is for.
@version_cache(1024)
def _figures(of: Edition, metrics: Ids, localities: Ids, waves: Ids) -> tuple[Figure, ...]:
    found = of.rows("mart.figures", metric_id=metrics, locality=localities, wave_id=waves)
    found.sort(key=lambda row: (of.rank[row["locality"]], row["metric_id"], row["span_start"] or 0))
    return tuple(_noun(Figure, row) for row in found)


@version_cache(1024)
def _indicators(of: Edition, ids: Ids, localities: Ids) -> tuple[Indicator, ...]:
    found = of.rows("mart.indicators", indicator_id=ids, locality=localities)
    found.sort(key=lambda row: (row["indicator_id"], of.rank[row["locality"]]))
    return tuple(_noun(Indicator, row) for row in found)


@version_cache(1024)
def _mentions(of: Edition, localities: Ids) -> tuple[Mention, ...]:
    order = {measure: n for n, measure in enumerate(of.measures)}
    found = [_noun(Mention, row) for row in of.rows("mart.measures", locality=localities)]
    found.sort(key=lambda m: (order[m.measure_id], of.rank[m.locality], m.evidence != "primary"))
    return tuple(found)


def _printed(
    database: Database,
    metrics: Mapping[str, Metric],
    documents: Mapping[str, Document],
    equals: Mapping[str, Iterable[str]],
) -> list[Figure]:
    return [
        _noun(
            Figure,
            row
            | {
                "extensive": metrics[row["metric_id"]].extensive,
                "self_reported": documents[row["source_id"]].self_reported,
                "status": "reported",
                "chartable": row["confidence"] == "high" and row["repeat_of"] is None,
            },
        )
        for row in database.rows("core.figure", **equals)
    ]


def _ids(values: Iterable[str] | None) -> Ids:
    return None if values is None else (values,) if isinstance(values, str) else tuple(values)


def _noun(kind: type[Noun], row: dict[str, Any]) -> Noun:
    """A row as its dataclass; columns that the dataclass does not know stay behind."""
    values = {field.name: row[field.name] for field in fields(kind)}
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})
