"""Materials: supplies, publicity, money by kind, deliveries."""

import streamlit as st

from charts.materials import GOODS_METRICS, MONEY_METRICS, PUBLICITY_METRICS, SERVICE_METRICS, SUPPLY_METRICS
from pages.parts import glossary, here, show, side_by_side

say = here().say
st.title(say("Materials"))
glossary.intro(
    say("A subsidy, a donation, a purchase and donated goods are kept apart, with who gave and who received.")
)
side_by_side((*SUPPLY_METRICS, *MONEY_METRICS, *GOODS_METRICS, *PUBLICITY_METRICS, *SERVICE_METRICS))
for chart in (
    "money",
    "donated-goods",
    "equipment-and-supplies",
    "publicity",
    "deliveries-and-disinfection",
    "donated-goods-value-per-batch",
    "goggles-value-per-pair",
    "loudspeakers-per-community-or-village",
):
    show(chart)
