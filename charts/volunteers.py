"""Volunteers: people, person-times, teams and posts, never on one axis and never summed."""

from catalog.words import Say, mark
from charts.chart import Chart, Rows
from charts.printed import printed


def _people(rows: Rows, say: Say) -> str:
    return say("Who was mobilised: each article counts other people")


PEOPLE_METRICS = (
    "party_members_deployed_to_community",
    "party_members_reported_to_community",
    "party_members_engaged",
    "control_personnel",
    "control_force_members",
    "volunteer_team_members",
    "reserve_volunteers",
    "headquarters_personnel",
    "community_staff",
    "doctors_dispatched",
    "shift_personnel_per_day",
)

PEOPLE = printed(
    id="people-mobilised",
    name=mark("People mobilised"),
    page="volunteers",
    metrics=PEOPLE_METRICS,
    headline=_people,
)  # fmt: skip

CHARTS: tuple[Chart, ...] = (PEOPLE,)
