"""A recipe: all that decides what a picture looks like, as JSON, so that it can be made again byte for byte.

The promise holds for one machine and one lock file: the browser and the face are the machine's.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from catalog.versions import NotPublished
from catalog.warehouse import Edition, edition
from catalog.words import LANGUAGES

from ..catalogue import find
from ..chart import Chart, Filters, Rows
from .size import read_size

ROOT = Path(__file__).resolve().parents[2]
Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One picture. `address` is where the data set is published, if it is: the link inside the picture."""

    chart: str
    lang: str
    size: str = "web"
    theme: Theme = "light"
    places: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    one_axis: bool = False
    data_version: str
    code_version: str
    address: str = ""

    @property
    def definition(self) -> Chart:
        return find(self.chart, self.edition)

    @property
    def edition(self) -> Edition:
        return edition(self.data_version)

    def rows(self) -> Rows:
        """The rows of the version the recipe names."""
        filters = Filters(places=self.places, waves=self.waves, one_axis=self.one_axis)
        return self.definition.select(self.edition, filters)

    @property
    def stem(self) -> str:
        """The file name without its ending: chart, wave, places, version, language, size."""
        waves = "-".join(self.waves or self.edition.waves)
        places = "-".join(self.places) or "all"
        size = self.size.replace("@", "-at-") + ("-dark" if self.theme == "dark" else "")
        return "_".join((self.chart, waves, places, self.data_version, self.lang, size))

    @property
    def link(self) -> str:
        """The deep link of this chart in this version, language and filter; relative where no address is known."""
        query = [("lang", self.lang), ("v", self.data_version)]
        query += [("place", place) for place in self.places] + [("wave", wave) for wave in self.waves]
        page = self.definition.page
        if self.one_axis or page == "compare":  # the page where any indicator is asked, and waves share an axis
            page = "compare"
            query += [("indicator", self.chart.replace("-", "_"))] + [("axis", "one")] * self.one_axis
        joined = "&".join(f"{name}={value}" for name, value in query)
        return f"{self.address.rstrip('/')}/{page}?{joined}#{self.chart}"

    @property
    def public_link(self) -> str:
        """The link, where the data set is published; else nothing."""
        return self.link if self.address else ""

    @property
    def built(self) -> dt.datetime:
        """When the data version was built (UTC): the date inside archives, workbooks and citations."""
        return dt.datetime.fromisoformat(self.edition.report["built_at"]).replace(tzinfo=None)

    def lies_in(self, folder: Path) -> bool:
        """Whether files of exactly this recipe were written there: it is written last, beside them."""
        note = self.note(folder)
        return note.is_file() and note.read_text(encoding="utf-8") == self.to_json()

    def note(self, folder: Path) -> Path:
        """Where the recipe lies beside its files."""
        return folder / self.chart / f"{self.stem}.recipe.json"

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


class BadRecipe(ValueError):
    """A recipe that names something that is not there; the message says what."""


def read_recipe(text: str) -> Recipe:
    """The recipe of a JSON text.

    Raises:
        BadRecipe: unknown or missing keys, chart, language, theme or size.
        NotPublished: the data version is not here.
    """
    try:
        fields: dict[str, Any] = json.loads(text)
        fields |= {name: tuple(fields[name]) for name in ("places", "waves") if name in fields}
        recipe = Recipe(**fields)
        read_size(recipe.size)
    except (TypeError, ValueError) as error:
        raise BadRecipe(f"this is no recipe: {error}") from error
    for what, value, known in (
        ("language", recipe.lang, LANGUAGES),
        ("theme", recipe.theme, ("light", "dark")),
    ):
        if value not in known:
            raise BadRecipe(f"no {what} {value!r}; there are {', '.join(known)}")
    try:
        find(recipe.chart, recipe.edition)
    except KeyError:
        raise BadRecipe(f"no chart {recipe.chart!r}; `python -m charts list` names them") from None
    return recipe


def _indicators(recipe: Recipe) -> tuple[str, ...]:
    """The charts of the indicators of the version the recipe names; none where it is not published here."""
    try:
        return tuple(indicator_id.replace("_", "-") for indicator_id in recipe.edition.quotients)
    except NotPublished:
        return ()


@cache
def code_version() -> str:
    """First 12 hex digits of SHA-256 over the code and words that draw, and the versions of what they draw with."""
    digest = hashlib.sha256()
    paths = [path for folder in ("charts", "catalog", "locale") for path in (ROOT / folder).rglob("*")]
    for path in sorted(path for path in paths if path.suffix in (".py", ".po")):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for package in ("plotly", "playwright", "fonttools"):
        digest.update(f"{package}=={version(package)}\0".encode())
    return digest.hexdigest()[:12]
