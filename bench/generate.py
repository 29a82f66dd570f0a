"""Generate: many places that print many figures, from a seed, in the form of data/, beside the five real ones.

    python -m bench.generate FOLDER [--places 5000] [--figures 200] [--seed 1]

Names and numbers are drawn; nothing of them is a fact. The registry and the five articles stay as they are, so every
check of a refresh runs on all of it.
"""

import argparse
import csv
import random
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

from etl import schema

ROOT = Path(__file__).resolve().parent.parent
HEDGES = ("{n}{word}", "{n}多{word}", "近{n}{word}", "{n}余{word}", "约{n}{word}")
DOCUMENT = """locality = "{place}"
title = "Generated {place}"
publisher = "bench"
issue = ""
published = "2020-02-10"
published_basis = "printed"
as_of = "2020-02-10"
year_basis = "printed"
claimant = "bench"
claimant_kind = "newspaper"
self_reported = false
default_scope = "{place}_0"
characters = {characters}
sha256 = "{digest:064x}"
"""


def generate(folder: Path, places: int, figures: int, seed: int = 1) -> int:
    """Write data for `places` more places with `figures` figures each into a new folder; the number of figures."""
    chance = random.Random(seed)
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("published", "*.txt", "*.html"))
    kinds = list(_metrics(folder))
    scopes = -(-figures // len(kinds))
    with (folder / "registry/places.csv").open("a", encoding="utf-8", newline="") as sheet:
        writer = csv.writer(sheet, lineterminator="\n")
        for n in range(places):
            place = f"bench{n:05d}"
            writer.writerow([place, place, "locality", f"测试{n}", f"Bench {n}", "", "", f"{place}_0"])
            for m in range(scopes):
                name = (f"测试{n}第{m}区", f"Bench {n} district {m}")
                writer.writerow([f"{place}_{m}", place, "district", *name, f"{place}_0" if m else "", "", ""])
    for n in range(places):
        place = f"bench{n:05d}"
        document = DOCUMENT.format(place=place, characters=20 * figures, digest=chance.getrandbits(256))
        (folder / f"articles/{place}.toml").write_text(document, encoding="utf-8")
        with (folder / f"figures/{place}.csv").open("w", encoding="utf-8", newline="") as sheet:
            table = csv.DictWriter(sheet, schema.FIGURES, restval="", lineterminator="\n")
            table.writeheader()
            for m in range(figures):
                metric, word = kinds[m % len(kinds)]
                expression = chance.choice(HEDGES).format(n=chance.randint(1, 99) * 10, word=word)
                table.writerow(
                    {
                        "figure_id": f"{place}-{m:03d}", "start": 20 * m, "end": 20 * m + len(expression),
                        "expression": expression, "metric": metric, "scope": f"{place}_{m // len(kinds)}",
                        "as_of": "2020-02-10", "confidence": "high",
                    }
                )  # fmt: skip
    return places * figures


def _metrics(folder: Path) -> Iterator[tuple[str, str]]:
    """Metrics of stocks that a plain measure word can count, each with that word."""
    words: dict[str, str] = {}
    with (folder / "registry/measure_words.csv").open(encoding="utf-8", newline="") as sheet:
        for row in csv.DictReader(sheet):
            words.setdefault(row["unit"], row["word"])
    registry = tomllib.loads((folder / "registry/metrics.toml").read_text(encoding="utf-8"))
    for metric, block in registry.items():
        if block["unit"] in words and block["time_kind"] == "stock":
            yield metric, words[block["unit"]]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--places", type=int, default=5000)
    parser.add_argument("--figures", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    generate(asked.folder, asked.places, asked.figures, asked.seed)
