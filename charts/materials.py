"""Materials: supplies, publicity, money by kind, deliveries; gifts, subsidies and purchases are never one amount."""

from catalog.figures import Figure
from catalog.words import Say, mark
from charts.chart import Chart, Rows
from charts.indicator import indicator
from charts.printed import printed

SUPPLY_METRICS = ("disinfection_drones", "disinfection_machines", "tents_supplied")
GOODS_METRICS = (
    "donated_masks", "donated_goggles", "donated_vehicles", "donation_batches", "donated_disinfectant_bottles",
    "bottle_volume_ml",
)  # fmt: skip
PUBLICITY_METRICS = (
    "publicity_copies_distributed", "letters_and_posters_issued", "slogan_sheets_posted", "slogans_and_ads_produced",
    "banners_hung", "loudspeakers", "publicity_vehicles", "online_publicity_items", "initiative_likes",
)  # fmt: skip
MONEY_METRICS = (
    "subsidy_to_communities", "cash_donations", "donated_goods_value", "goods_purchased_for_quarantined_value",
)  # fmt: skip
SERVICE_METRICS = (
    "home_deliveries", "disinfection_sessions", "shops_suspended", "designated_hospitals", "wechat_groups",
    "person_times_served",
)  # fmt: skip
PARTIES = {
    party: party
    for party in (
        mark("public body"), mark("communities"), mark("society"), mark("quarantined residents"), mark("firms"),
        mark("individual"), mark("community"), mark("residents' common revenue"), mark("community party committee"),
        mark("subdistrict"), mark("subdistrict headquarters"), mark("hospitals"), mark("village"),
    )
}  # fmt: skip


def _parties(rows: Rows, say: Say, figure: Figure) -> str:
    """From whom to whom, as far as the article says."""
    giver, recipient = (say(party) if party else say("not stated") for party in (figure.giver, figure.recipient))
    return say("from {giver}, to {recipient}", giver=giver, recipient=recipient)


def _supplies(rows: Rows, say: Say) -> str:
    return say("Equipment and supplies: a handful of counts, none of them in two places")


def _goods(rows: Rows, say: Say) -> str:
    return say("Donated goods, with giver and recipient")


def _money(rows: Rows, say: Say) -> str:
    return say("Subsidy, donation, purchase and donated goods are four different things")


def _publicity(rows: Rows, say: Say) -> str:
    return say("Publicity: sheets pasted are not banners hung, copies are not people reached")


def _services(rows: Rows, say: Say) -> str:
    return say("Deliveries, disinfection and closures")


CHARTS: tuple[Chart, ...] = (
    printed(
        id="equipment-and-supplies", name=mark("Equipment and supplies"), page="materials", metrics=SUPPLY_METRICS,
        headline=_supplies,
    ),
    printed(
        id="publicity", name=mark("Publicity by kind"), page="materials", metrics=PUBLICITY_METRICS,
        headline=_publicity,
    ),
    printed(
        id="money", name=mark("Money by kind"), page="materials", metrics=MONEY_METRICS, headline=_money,
        apart=True, more=_parties,
    ),
    printed(
        id="donated-goods", name=mark("Donated goods"), page="materials", metrics=GOODS_METRICS, headline=_goods,
        apart=True, more=_parties,
    ),
    printed(
        id="deliveries-and-disinfection", name=mark("Deliveries, disinfection, closures"), page="materials",
        metrics=SERVICE_METRICS, headline=_services,
    ),
    *(
        indicator(id=indicator_id.replace("_", "-"), name=name, page="materials", indicator_id=indicator_id)
        for indicator_id, name in (
            ("donated_goods_value_per_batch", mark("Value of a batch of donated goods")),
            ("goggles_value_per_pair", mark("Value of a pair of donated goggles")),
            ("loudspeakers_per_community_or_village", mark("Loudspeakers per community or village")),
        )
    ),
)  # fmt: skip
