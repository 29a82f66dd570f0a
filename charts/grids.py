"""Grids: how areas nest, what a grid holds, and the party organisation laid over it."""

from catalog.words import Say, mark
from charts.chart import Chart, Rows
from charts.indicator import indicator
from charts.ladder import LADDER
from charts.printed import printed

PARTY_METRICS = (
    "temporary_party_branches", "temporary_party_branches_single_unit", "temporary_party_branches_joint",
    "party_branches_engaged", "party_groups_engaged", "party_member_posts", "party_member_responsibility_zones",
    "party_flags_displayed",
)  # fmt: skip
HEADQUARTERS_METRICS = (
    "headquarters_offices", "headquarters_working_groups", "departments_in_control_group", "county_war_zones",
    "control_chain_links", "control_system_levels", "work_team_subgroups", "civilisation_practice_sites",
    "volunteer_project_banks",
)  # fmt: skip
AREA_METRICS = (
    "districts", "communities", "administrative_villages", "communities_supported", "grids", "residential_compounds",
    "households", "resident_population", "registered_population", "floating_population",
)  # fmt: skip


def _party(rows: Rows, say: Say) -> str:
    return say("Branches, posts and zones: the same word counts different things")


def _headquarters(rows: Rows, say: Say) -> str:
    return say("Headquarters and chains: zones are territories, groups are functions")


CHARTS: tuple[Chart, ...] = (
    LADDER,
    *(
        indicator(id=indicator_id.replace("_", "-"), name=name, page="grids", indicator_id=indicator_id)
        for indicator_id, name in (
            ("households_per_grid", mark("Households per grid")),
            ("residents_per_grid", mark("Residents per grid")),
            ("grids_per_community", mark("Grids per community")),
            ("households_per_community", mark("Households per community")),
            ("residents_per_community", mark("Residents per community")),
            ("persons_per_household", mark("Persons per household")),
            ("party_posts_per_community", mark("Party-member posts per community")),
        )
    ),
    printed(
        id="party-organisation", name=mark("Party branches, posts and zones"), page="grids", metrics=PARTY_METRICS,
        headline=_party,
    ),
    printed(
        id="headquarters", name=mark("Headquarters and chains"), page="grids", metrics=HEADQUARTERS_METRICS,
        headline=_headquarters,
    ),
)  # fmt: skip
