"""The questions readers ask first and the articles do not answer, each with its reason in one sentence."""

from catalog.figures import Figure
from catalog.warehouse import Edition
from catalog.words import Say
from charts import lines
from charts.chart import chosen
from pages.parts import html
from pages.parts.reader import here


def refused_questions() -> None:
    """Most tests, most volunteers, most money, most branches, longest chain: who reports what, and why not."""
    reader = here()
    say, edition = reader.say, reader.edition
    localities = chosen(edition, reader.filters)
    table = []
    for question, metrics, code in (
        (say("Who tested most?"), ("nucleic_acid_tests",), "reported_by_one"),
        (say("Who had most volunteers?"), ("volunteer_team_members", "reserve_volunteers", "control_personnel",
                                           "party_members_engaged"), "metric_differs"),
        (say("Who gave or received most money?"), ("cash_donations", "donated_goods_value", "subsidy_to_communities"),
         "giver_or_recipient_differs"),
        (say("Who set up most party branches?"), ("temporary_party_branches", "party_branches_engaged"),
         "definition_differs"),
        (say("Who had the longest chain of command?"), ("control_system_levels", "control_chain_links"),
         "metric_differs"),
    ):  # fmt: skip
        found = [f for f in edition.figures(metrics, localities) if f.chartable]
        between = "、" if say.lang == "zh" else ", "
        told = [
            say("{place}: {expression}", place=lines.place_name(edition, say, locality), expression=between.join(group))
            for locality in localities
            if (group := [_printed(say, edition, f) for f in found if f.locality == locality])
        ]
        why = say.label(edition.caveat(code), "sentence")
        table.append(
            {say("Question"): question, say("What is printed"): "\n".join(told) or say("not reported"),
             say("Why there is no answer"): why}
        )  # fmt: skip
    html.table(table, say("Five questions readers ask first. The articles answer none of them."))


def _printed(say: Say, edition: Edition, figure: Figure) -> str:
    """A printed expression, and in English how it reads."""
    reading = "" if say.lang == "zh" else f" ({lines.reading(edition, say, figure)})"
    return f"{figure.expression}{reading}"
