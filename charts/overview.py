"""Overview: what each article reports and what it is silent about, and when the five reports speak."""

import datetime as dt

import plotly.graph_objects as go

from catalog.warehouse import Edition
from catalog.words import Say, mark
from charts import lines, readings
from charts.canvas import Canvas
from charts.chart import Chart, Filters, Look, Rows, asked, chosen

THEMES = (
    "volunteers", "grids", "population", "organisation", "testing", "screening", "materials", "publicity", "donations",
    "services", "other",
)  # fmt: skip
ROW, TOP = 46, 44
AT_A_GLANCE = 8  # pictures of comparisons on the overview; the compare page lists every one
STEPS, PRINTED_STEPS = (30, 62, 40), (24, 42, 26)  # px of a wave's head, of an article, of a wave's foot
PRINTED_ROW = 21  # px of a row in a file: the theme stands beside its numbers and not above them


def _select(edition: Edition, filters: Filters) -> Rows:
    return Rows(edition=edition, filters=filters, figures=edition.figures(localities=chosen(edition, filters)))


def _cell(rows: Rows, theme: str, locality: str) -> tuple[int, bool]:
    """How many distinct figures of high confidence, and whether anything is mentioned without a number."""
    found = [f for f in rows.figures if f.theme == theme and f.locality == locality]
    return sum(f.chartable for f in found), any(f.status == "mentioned_without_number" for f in found)


def draw_coverage(rows: Rows, look: Look) -> go.Figure:
    """A mark and a word in every cell, never a colour scale: silence is not the low end of anything."""
    say, places, printed = look.say, rows.localities, look.purpose == "file"
    row, left, drop = (PRINTED_ROW, 0.26, 2) if printed else (ROW, 0.0, 16)
    canvas = Canvas(look=look, height=_coverage_height(rows, look))
    columns = {locality: left + (1 - left) * (n + 0.5) / len(places) for n, locality in enumerate(places)}
    for locality, x in columns.items():
        canvas.text(x, 0, lines.place_name(rows.edition, say, locality), anchor="center")
        canvas.text(x, 18, rows.edition.wave_of(locality), canvas.colours.muted, canvas.size - 1, "center")
    for n, theme in enumerate(THEMES):
        y = TOP + row * n
        canvas.line(0, y, 1, y)
        canvas.text(0, y + 2, readings.theme_word(say, theme), canvas.colours.muted, canvas.size - 1)
        for locality, x in columns.items():
            count, mentioned = _cell(rows, theme, locality)
            if count:
                canvas.text(x, y + drop, say.number(count), size=canvas.size + 3 * (not printed), anchor="center")
            else:
                word = say("mentioned") if mentioned else "—"
                canvas.text(x, y + drop + 2 * (not printed), word, canvas.colours.muted, canvas.size - 1, "center")
    return canvas.figure


def _coverage_height(rows: Rows, look: Look) -> int:
    return TOP + (PRINTED_ROW if look.purpose == "file" else ROW) * len(THEMES)


def _coverage_words(rows: Rows, say: Say) -> str:
    said = []
    for locality in rows.localities:
        cells = {theme: _cell(rows, theme, locality) for theme in THEMES}
        counted = [
            say("{theme} {count}", theme=readings.theme_word(say, theme), count=say.number(count))
            for theme, (count, _) in cells.items()
            if count
        ]
        silent = [readings.theme_word(say, theme) for theme, (count, _) in cells.items() if not count]
        place = lines.place_name(rows.edition, say, locality)
        said.append(say("{place} reports figures on {themes}.", place=place, themes=say.join(counted)))
        if silent:
            said.append(say("No figure on {themes}.", themes=say.join(silent)))
    return ("" if say.lang == "zh" else " ").join(said)


COVERAGE = Chart(
    id="coverage", name=mark("What each article reports"), page="overview", mart="figures", select=_select,
    draw=draw_coverage,
    headline=lambda rows, say: say("Every article is silent on something the others report"),
    subtitle=lambda rows, say: say(
        "Distinct figures by theme, repeats and low confidence left out. A dash: not reported, which is not zero."
    ),
    describe=_coverage_words, height=_coverage_height,
)  # fmt: skip


def draw_timeline(rows: Rows, look: Look) -> go.Figure:
    """Two panels, a wave each, with a gap between: nothing spans two years."""
    say, edition = look.say, rows.edition
    waves = sorted({edition.wave_of(locality) for locality in rows.localities})
    canvas = Canvas(look=look, height=_timeline_height(rows, look))
    printed = look.purpose == "file"  # the sheet names the articles below
    head, row, foot = PRINTED_STEPS if printed else STEPS
    y = 0.0
    for wave in waves:
        documents = [edition.document_of(p) for p in rows.localities if edition.wave_of(p) == wave]
        first = min(d.as_of for d in documents).replace(day=1)
        last = max(d.as_of for d in documents) + dt.timedelta(days=3)
        canvas.text(0, y, say.label(edition.waves[wave]), size=canvas.size + 2)
        y += head
        for document in documents:
            place = lines.place_name(edition, say, document.locality)
            colour = canvas.colours.places[edition.rank[document.locality] % len(canvas.colours.places)]
            x = 0.02 + 0.94 * ((document.as_of - first).days / (last - first).days)
            canvas.text(0, y, say("{place} · {day}", place=place, day=say.date(document.as_of)))
            if not printed:
                canvas.text(0, y + 17, lines.cite(document, say), canvas.colours.muted, canvas.size - 1)
            canvas.line(0.02, y + row - 18, 0.98, y + row - 18)
            symbol = "circle" if document.published_basis == "printed" else "circle-open"
            canvas.mark(x, y + row - 18, symbol, colour, lines.cite(document, say))
            y += row
        canvas.text(0, y, say.date(first), canvas.colours.muted, canvas.size - 1)
        canvas.text(1, y, say.date(last), canvas.colours.muted, canvas.size - 1, "right")
        y += foot
    return canvas.figure


def _timeline_height(rows: Rows, look: Look) -> int:
    head, row, foot = PRINTED_STEPS if look.purpose == "file" else STEPS
    return (head + foot) * len({rows.edition.wave_of(p) for p in rows.localities}) + row * len(rows.localities)


TIMELINE = Chart(
    id="report-timeline", name=mark("When the reports speak"), page="overview", mart="figures", select=_select,
    draw=draw_timeline,
    headline=lambda rows, say: say("The reports speak of two waves, two years apart"),
    subtitle=lambda rows, say: say(
        "The day each article speaks of. Open circle: the year or the day was inferred, not printed."
    ),
    describe=lambda rows, say: ("" if say.lang == "zh" else " ").join(
        say("{place}: {article}.", place=lines.place_name(rows.edition, say, p),
            article=lines.cite(rows.edition.document_of(p), say))
        for p in rows.localities
    ),
    height=_timeline_height,
)  # fmt: skip

CHARTS: tuple[Chart, ...] = (COVERAGE, TIMELINE)


def pairs_of_comparisons(edition: Edition, charts: dict[str, Chart], filters: Filters) -> list[tuple[str, str | None]]:
    """Charts of the indicators that two or more places report, two a row; what a grid holds comes first."""
    reported: dict[str, set[str]] = {}
    for row in edition.indicators(localities=asked(edition, filters)):
        reported.setdefault(row.indicator_id.replace("_", "-"), set()).add(row.locality)
    ids = [chart for chart in charts if len(reported.get(chart, ())) > 1]
    ids.sort(key=lambda chart: charts[chart].page != "grids")
    del ids[AT_A_GLANCE:]
    return [(ids[n], ids[n + 1] if n + 1 < len(ids) else None) for n in range(0, len(ids), 2)]
