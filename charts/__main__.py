"""python -m charts list | export | render: every chart by name, as files, and a picture again from its recipe."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from catalog.versions import NotPublished, serving
from catalog.words import LANGUAGES, Say
from charts.catalogue import CHARTS
from charts.export.bundle import FORMATS, PICTURES, make
from charts.export.files import write_whole
from charts.export.recipe import BadRecipe, Recipe, code_version, read_recipe
from charts.export.render import Renderer
from charts.export.size import PRESETS, read_size


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 = all is well, 1 = something was not made, 2 = it was asked for wrongly."""
    options = _parser().parse_args(arguments)
    problems = Console(stderr=True, soft_wrap=True)
    try:
        return int(options.run(options, problems))
    except (NotPublished, BadRecipe, OSError) as error:
        problems.print(f"[red]{error}[/]")
        return 1


def _list(options: argparse.Namespace, problems: Console) -> int:
    say = Say(options.lang)
    for chart in CHARTS.values():
        sys.stdout.write(f"{chart.id}  {say(chart.name)}\n")
    return 0


def _export(options: argparse.Namespace, problems: Console) -> int:
    version = serving().version
    recipes = [
        Recipe(
            chart=chart,
            lang=lang,
            size=size,
            theme=options.theme,
            places=tuple(options.place),
            waves=tuple(options.wave),
            data_version=version,
            code_version=code_version(),
            address=os.environ.get("LIANFANG_URL", ""),
        )
        for chart in options.chart or CHARTS
        for lang in options.lang or LANGUAGES
        for size in options.size or PRESETS
    ]
    formats = tuple(options.format or PICTURES)
    failed = 0
    browser = Renderer(pages=options.jobs)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=problems) as progress, ThreadPoolExecutor(options.jobs) as pool:
            task = progress.add_task("export", total=len(recipes))
            work = [(recipe, pool.submit(_write, recipe, formats, options.to, browser)) for recipe in recipes]
            for recipe, made in work:
                failed += _named(recipe, made, problems)
                progress.update(task, advance=1, description=recipe.chart)
    finally:
        browser.close()
    problems.print(f"{len(recipes) - failed} of {len(recipes)} recipes, {', '.join(formats)}: {options.to}")
    return 1 if failed else 0


def _named(recipe: Recipe, made: Future[None], problems: Console) -> bool:
    """Whether a recipe failed; if so its name and the reason are printed, and the rest goes on."""
    error = made.exception()
    if error is not None:
        problems.print(f"[red]{recipe.stem}: {type(error).__name__}: {error}[/]", markup=True)
    return error is not None


def _write(recipe: Recipe, formats: Sequence[str], folder: Path, browser: Renderer) -> None:
    """Write what is not there yet. The recipe is written last: where it lies and is the same, its files are whole."""
    paths = {kind: folder / recipe.chart / f"{recipe.stem}.{kind}" for kind in formats}
    same = recipe.lies_in(folder)
    missing = [kind for kind, path in paths.items() if not (same and path.exists())]
    if not missing:
        return
    for name, content in make(recipe, missing, browser=browser).items():
        write_whole(folder / recipe.chart / name, content)
    write_whole(recipe.note(folder), recipe.to_json().encode("utf-8"))


def _render(options: argparse.Namespace, problems: Console) -> int:
    recipe = read_recipe(options.recipe.read_text(encoding="utf-8"))
    if recipe.code_version != code_version():
        problems.print("[yellow]the recipe was written by other code: the picture may differ[/]")
    browser = Renderer()
    try:
        for name, content in make(recipe, options.format, browser=browser).items():
            write_whole(options.to / name, content)
            sys.stdout.write(f"{options.to / name}\n")
    finally:
        browser.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m charts", description=__doc__)
    commands = parser.add_subparsers(required=True)

    listing = commands.add_parser("list", help="one chart a line: id, then its title")
    listing.add_argument("--lang", choices=LANGUAGES, default="en")
    listing.set_defaults(run=_list)

    export = commands.add_parser("export", help="charts as files; what is there already is not made again")
    export.add_argument("--chart", action="append", choices=list(CHARTS), metavar="ID", help="default: all")
    export.add_argument("--format", action="extend", type=_several(FORMATS), help=f"of {','.join(FORMATS)}")
    export.add_argument("--lang", action="extend", type=_several(LANGUAGES), help="zh,en")
    export.add_argument("--size", action="extend", type=_sizes, help="presets or e.g. 1200x675, 85x75mm, web@2x")
    export.add_argument("--theme", choices=("light", "dark"), default="light")
    export.add_argument("--place", action="append", default=[], help="only this place (repeatable)")
    export.add_argument("--wave", action="append", default=[], help="only this wave (repeatable)")
    export.add_argument("--to", type=Path, default=Path("exports"), help="folder (exports)")
    export.add_argument(
        "--jobs", type=int, default=2, choices=range(1, 9), metavar="N", help="pages of the browser (2)"
    )
    export.set_defaults(run=_export)

    render = commands.add_parser("render", help="a picture again from its recipe")
    render.add_argument("recipe", type=Path)
    render.add_argument("--format", type=_several(FORMATS), default=PICTURES)
    render.add_argument("--to", type=Path, default=Path(), help="folder (this one)")
    render.set_defaults(run=_render)
    return parser


def _several(known: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    """Reads a list with commas whose items are all known (`zh-CN` is `zh`)."""

    def read(text: str) -> tuple[str, ...]:
        items = tuple(item.strip().removesuffix("-CN") for item in text.split(","))
        if unknown := [item for item in items if item not in known]:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)} is none of {', '.join(known)}")
        return items

    return read


def _sizes(text: str) -> tuple[str, ...]:
    try:
        return tuple(read_size(item.strip()).name for item in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
