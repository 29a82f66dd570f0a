"""Volunteers: people, person-times, teams and posts, never on one axis and never summed."""

from catalog.warehouse import Edition
from catalog.words import Say, mark
from charts import lines
from charts.chart import Chart, Rows
from charts.indicator import indicator
from charts.printed import printed

PEOPLE_METRICS = (
    "party_members_deployed_to_community", "party_members_reported_to_community", "party_members_engaged",
    "control_personnel", "control_force_members", "volunteer_team_members", "reserve_volunteers",
    "headquarters_personnel", "community_staff", "doctors_dispatched", "shift_personnel_per_day",
)  # fmt: skip
TEAM_METRICS = ("volunteer_teams", "control_force_teams", "teams_reported_to_community")
TIMES_METRICS = ("volunteer_service_participations", "person_times_served")
GROWTH_METRICS = ("volunteer_team_members", "team_growth_days")


def _people(rows: Rows, say: Say) -> str:
    return say("No two articles count the same people")


def _teams(rows: Rows, say: Say) -> str:
    return say("A team may be a squad or a city-wide service: the articles count unlike teams")


def _times(rows: Rows, say: Say) -> str:
    if len(rows.reporting) == 1:
        name = lines.place_name(rows.edition, say, rows.reporting[0])
        return say("Only {place} reports volunteering in person-times", place=name)
    return say("Volunteering in person-times")


def _where_growth_is_told(edition: Edition, rows: Rows) -> Rows:
    told = {f.scope_id for f in rows.figures if f.metric_id == "team_growth_days" and f.chartable}
    kept = tuple(f for f in rows.figures if f.scope_id in told or not f.figure_id)
    return Rows(edition=edition, filters=rows.filters, figures=kept)


def _growth(rows: Rows, say: Say) -> str:
    sizes = [f for f in rows.figures if f.metric_id == "volunteer_team_members" and f.chartable]
    days = [f for f in rows.figures if f.metric_id == "team_growth_days" and f.chartable]
    if len(sizes) != 2 or len(days) != 1:
        return say("How a volunteer team grew")
    first, last = sorted(sizes, key=lambda f: f.span_start or 0)
    return say(
        "{place} reports one team growing from {first} to {last} people within {days} days",
        place=lines.place_name(rows.edition, say, first.locality),
        first=say.amount(first, first.qualifier or ""),
        last=say.amount(last, last.qualifier or ""),
        days=say.number(days[0].upper or 0),
    )


GROWTH = printed(
    id="team-growth", name=mark("Growth of one team"), page="volunteers", metrics=GROWTH_METRICS, headline=_growth,
    narrow=_where_growth_is_told,
)  # fmt: skip

CHARTS: tuple[Chart, ...] = (
    printed(
        id="people-mobilised", name=mark("People mobilised"), page="volunteers", metrics=PEOPLE_METRICS,
        headline=_people,
    ),
    printed(
        id="volunteer-teams", name=mark("Teams"), page="volunteers", metrics=TEAM_METRICS, headline=_teams,
    ),
    GROWTH,
    printed(
        id="volunteer-person-times", name=mark("Volunteering in person-times"), page="volunteers",
        metrics=TIMES_METRICS, headline=_times,
    ),
    *(
        indicator(id=indicator_id.replace("_", "-"), name=name, page="volunteers", indicator_id=indicator_id)
        for indicator_id, name in (
            ("deployed_members_per_community", mark("Party members or cadres sent per community")),
            ("volunteer_teams_per_community_or_village", mark("Volunteer teams per community or village")),
            ("persons_per_control_force", mark("Persons per joint control force")),
            ("control_force_members_per_grid", mark("Members of the joint control forces per grid")),
        )
    ),
)  # fmt: skip
