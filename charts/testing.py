"""Testing throughput, which only one article reports; the screening of the others stands beside it, never mixed in."""

import plotly.graph_objects as go

from catalog.warehouse import Edition
from catalog.words import Say, mark
from charts import lines
from charts.canvas import Canvas
from charts.chart import Chart, Filters, Look, Rows, chosen
from charts.indicator import indicator
from charts.marks import SCREEN_EMS, wrap
from charts.printed import printed

TESTING_METRICS = ("testing_rounds", "nucleic_acid_tests", "persons_tested_at_home")
SCREENING_METRICS = (
    "households_screened", "persons_screened", "checkpoints", "guarded_entrances", "households_in_home_quarantine",
    "residential_buildings_patrolled", "private_houses_patrolled",
)  # fmt: skip


def _tests(rows: Rows, say: Say) -> str:
    tests = [f for f in rows.figures if f.metric_id == "nucleic_acid_tests" and f.chartable]
    rounds = [f for f in rows.figures if f.metric_id == "testing_rounds" and f.chartable]
    if len(rows.reporting) != 1 or len(tests) != 1 or len(rounds) != 1:
        return say("Nucleic-acid testing")
    return say(
        "Only {place} reports testing with numbers: {tests} tests in {rounds} rounds",
        place=lines.place_name(rows.edition, say, rows.reporting[0]),
        tests=say.amount(tests[0], tests[0].qualifier or ""),
        rounds=say.amount(rounds[0], rounds[0].qualifier or ""),
    )


def _screening(rows: Rows, say: Say) -> str:
    return say("Screening and checkpoints: persons screened are not persons tested")


def select_doubt(edition: Edition, filters: Filters) -> Rows:
    """The arithmetic doubts of the chosen places, with the figures they are about."""
    localities = chosen(edition, filters)
    checks = [row for row in edition.sums if row.relation == "doubt" and row.locality in localities]
    named = {figure for row in checks for side in (row.left, row.right) for figure in side.replace("/", "+").split("+")}
    found = tuple(figure for figure in edition.printed.of(localities) if figure.figure_id in named)
    return Rows(edition=edition, filters=filters, figures=found, extra={"checks": checks})


def _doubt_words(rows: Rows, say: Say) -> list[str]:
    said = []
    for check in rows.extra["checks"]:
        expressions = {
            side: " ÷ ".join(
                " + ".join(rows.edition.printed[figure].expression or "" for figure in part.split("+"))
                for part in ids.split("/")
            )
            for side, ids in (("left", check.left), ("right", check.right))
        }
        said.append(
            say(
                "{place}: {left} = {left_value} tests a round; {right} = {right_value} residents.",
                place=lines.place_name(rows.edition, say, check.locality),
                left=expressions["left"],
                left_value=say.number(check.left_value),
                right=expressions["right"],
                right_value=say.number(check.right_value),
            )
        )
        said.append(say.label(check, "note"))
    return said


def _doubt_lines(rows: Rows, look: Look) -> list[str]:
    ems = SCREEN_EMS if look.purpose == "screen" else look.width / 14
    return [line for words in _doubt_words(rows, look.say) for line in wrap(words, ems)]


def draw_doubt(rows: Rows, look: Look) -> go.Figure:
    """Words and no bars: tests and residents are unlike units and share no axis."""
    text = _doubt_lines(rows, look)
    canvas = Canvas(look=look, height=22 * len(text) + 8)
    for n, line in enumerate(text):
        canvas.text(0, 22 * n, line, size=canvas.size + 1)
    return canvas.figure


def _doubt_headline(rows: Rows, say: Say) -> str:
    return say("A doubt: more tests a round than residents counted")


DOUBT = Chart(
    id="tests-and-residents", name=mark("Tests a round and residents counted"), page="testing", mart="arithmetic",
    select=select_doubt, draw=draw_doubt, headline=_doubt_headline,
    subtitle=lambda rows, say: say("The numbers of one article, set against each other: a doubt, not resolved here."),
    describe=lambda rows, say: ("" if say.lang == "zh" else " ").join(_doubt_words(rows, say)),
    height=lambda rows, look: 22 * len(_doubt_lines(rows, look)) + 8,
)  # fmt: skip

CHARTS: tuple[Chart, ...] = (
    printed(
        id="testing", name=mark("Testing rounds, tests and home tests"), page="testing", metrics=TESTING_METRICS,
        headline=_tests,
    ),
    indicator(id="tests-per-round", name=mark("Tests per round"), page="testing", indicator_id="tests_per_round"),
    indicator(id="tests-per-day", name=mark("Tests per day"), page="testing", indicator_id="tests_per_day"),
    DOUBT,
    printed(
        id="screening", name=mark("Screening, patrols, checkpoints"), page="testing", metrics=SCREENING_METRICS,
        headline=_screening,
    ),
    *(
        indicator(id=indicator_id.replace("_", "-"), name=name, page="testing", indicator_id=indicator_id)
        for indicator_id, name in (
            ("households_screened_per_community_or_village", mark("Households screened per community or village")),
            ("checkpoints_per_community_or_village", mark("Checkpoints per community or village")),
        )
    ),
)  # fmt: skip
