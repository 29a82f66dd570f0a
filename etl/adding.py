"""Adding a place: an article becomes a sidecar, proposed figures and rows of places.csv, for a person to check.

Nothing here decides: the proposal is what the reader thinks, and the next refresh refuses what a person left open. No
sentence is written; each is shown on the terminal beside its row.
"""

import argparse
import csv
import datetime as dt
import io
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from catalog.articles import sentence
from etl.faults import Refused, plain
from etl.read import Article, read
from etl.resolve import Proposal, read_text
from etl.schema import FIGURES, PLACES
from etl.text.date import days
from etl.validate import ID

LEVELS = {
    "省": ("province", "Province"),
    "市": ("city", "City"),
    "区": ("district", "District"),
    "县": ("county", "County"),
    "旗": ("county", "Banner"),
    "街道": ("subdistrict_or_town", "Subdistrict"),
    "镇": ("subdistrict_or_town", "Town"),
    "乡": ("subdistrict_or_town", "Township"),
    "社区": ("community", "Community"),
    "村": ("village", "Village"),
    "小区": ("compound", "Compound"),
}


def add(args: argparse.Namespace) -> int:
    """Write what a person then checks: the sidecar, the proposal, the places and, for this machine only, the text."""
    if not ID.fullmatch(args.id):
        raise Refused(reason=f"{plain(args.id)}: no id; use a-z, 0-9, - and _")
    sidecar = args.data / "articles" / f"{args.id}.toml"
    proposal = args.data / "figures" / f"{args.id}.csv"
    places = args.data / "registry" / "places.csv"
    for path in (sidecar, proposal):
        if path.exists():
            raise Refused(reason=f"{path} is there already; remove it first to start again")
    known = _known(places)
    if args.id in known:
        raise Refused(reason=f"{places} has a scope {args.id} already; choose another id")
    article = _single(args.source)
    as_of = args.as_of or _as_of(article.text)
    figures = read_text(article.text, args.id, year=int(as_of[:4]))
    rows, scopes = _places(args.id, article.text, figures, known)
    lines = list(_figures(args.id, as_of, figures, scopes))
    record = _sidecar(args.id, article, as_of, rows[1]["scope_id"])
    tomllib.loads(record)
    # The places first: a proposal without its places would be refused, places without a proposal are only unused.
    _write(places, places.read_text(encoding="utf-8").rstrip("\n") + "\n" + _csv(PLACES, rows, header=False))
    _write(sidecar.with_suffix(".txt"), article.text)
    _write(proposal, _csv(FIGURES, lines))
    _write(sidecar, record)
    for figure, line in zip(figures, lines, strict=True):
        before, printed, after = sentence(article.text, figure.start, figure.end, 60)
        sys.stdout.write(f"{line['figure_id']}  {line['metric'] or '(' + figure.theme + ')'}\n")
        sys.stdout.write(plain(f"    …{before}[{printed}]{after}", 400) + "\n")
    open_ = sum(not line["metric"] for line in lines)
    sys.stdout.write(
        f"{len(lines)} figures proposed, {open_} without a metric\n"
        f"check {proposal}, {sidecar} and the {len(rows)} new rows of {places}; then `python -m etl refresh`\n"
    )
    return 0


def _single(source: str) -> Article:
    articles = iter(read(source))
    article = next(articles, None)
    if article is None or not article.text.strip():
        raise Refused(reason=f"{plain(source)}: no text in it")
    if next(articles, None) is not None:
        raise Refused(reason=f"{plain(source)}: more than one article; add them one by one")
    return article


def _as_of(text: str) -> str:
    """The latest full day that the text prints near its head, else anywhere."""
    found = days(text[:600]) or days(text)
    if not found:
        raise Refused(reason="the text prints no day with a year: say it with --as-of YYYY-MM-DD")
    today = dt.date.today().isoformat()
    return max((day for day in found if day <= today), default=found[0])


def _known(places: Path) -> set[str]:
    with places.open(encoding="utf-8", newline="") as file:
        return {row["scope_id"] for row in csv.DictReader(file)}


def _level(name: str) -> tuple[str, str]:
    for ending in sorted(LEVELS, key=len, reverse=True):
        if name.endswith(ending):
            return LEVELS[ending]
    return "site", ""


def _places(
    article: str, text: str, figures: list[Proposal], known: set[str]
) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Rows of places.csv (locality, its area, every place a figure speaks of) and the scope id of each printed name."""
    area = _area(text)
    level, word = _level(area)
    english = article.replace("_", " ").replace("-", " ").title()
    area_id = f"{article}_{level.partition('_')[0]}"
    blank = dict.fromkeys(PLACES, "") | {"locality": article}
    rows = [
        blank | {"scope_id": article, "level": "locality", "name_zh": _bare(area), "name_en": english, "area": area_id},
        blank | {"scope_id": area_id, "level": level, "name_zh": area, "name_en": f"{english} {word}".strip()},
    ]
    scopes = {"": area_id, area: area_id}
    for figure in figures:
        name = figure.scope
        if name in scopes:
            continue
        if name.startswith("全"):
            scopes[name] = area_id
            continue
        scope_id = f"{article}_place_{len(rows) - 1}"
        if scope_id in known:
            raise Refused(reason=f"places.csv has a scope {scope_id} already; choose another id")
        scopes[name] = scope_id
        rows.append(
            blank
            | {"scope_id": scope_id, "level": _level(name)[0], "name_zh": name, "name_en": name}
            | {"parent_scope_id": area_id}
        )
    return rows, scopes


_AREA = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,6}?[市县区旗镇乡](?![\u4e00-\u9fff]?[民场委])|[\u4e00-\u9fff]{2,3}[市县区]"
)


def _area(text: str) -> str:
    """The area that the article is about, as its head names it."""
    match = _AREA.search(text, 0, 2000)
    if match is None:
        raise Refused(reason="the text names no city, district, county or town near its head")
    return match[0]


def _bare(area: str) -> str:
    return area[:-1] if len(area) > 2 else area


def _figures(article: str, as_of: str, figures: list[Proposal], scopes: dict[str, str]) -> Iterator[dict[str, str]]:
    for number, figure in enumerate(figures, 1):
        yield dict.fromkeys(FIGURES, "") | {
            "figure_id": f"{article}-{number:03d}",
            "start": str(figure.start),
            "end": str(figure.end),
            "expression": figure.expression,
            "metric": figure.metric,
            "scope": scopes[figure.scope],
            "period_start": figure.period_start,
            "period_end": figure.period_end,
            "as_of": as_of,
            "confidence": "high",
            "note": f"proposed: {figure.theme}, {figure.unit}, by {figure.rule}",
        }


def _sidecar(article: str, found: Article, as_of: str, scope: str) -> str:
    first = found.text.lstrip().split("\n", 1)[0].strip()
    title = found.title or (first if len(first) <= 40 and not first.endswith(("。", "！", "？")) else "")
    printed = {
        "locality": article,
        "title": title,
        "publisher": "",
        "issue": "",
        "published": as_of,
        "published_basis": "printed",
        "as_of": as_of,
        "year_basis": "printed",
        "claimant": "",
        "claimant_kind": "newspaper",
        "self_reported": False,
        "default_scope": scope,
        "characters": len(found.text),
        "sha256": found.sha256,
    }
    return "".join(f"{name} = {_toml(value)}\n" for name, value in printed.items())


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _csv(columns: list[str], rows: list[dict[str, str]], *, header: bool = True) -> str:
    out = io.StringIO()
    table = csv.DictWriter(out, columns, lineterminator="\n")
    if header:
        table.writeheader()
    table.writerows(rows)
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(text.encode("utf-8", "surrogatepass"))
    new.replace(path)
