"""The peer: a stock Streamlit dashboard as people write it: four metrics, two px charts, one table, one filter."""

import pandas as pd
import plotly.express as px
import streamlit as st

st.title("Reference")
months = pd.date_range("2010-01-01", periods=120, freq="MS")
data = pd.DataFrame(
    {
        "month": list(months) * 3,
        "region": [region for region in "abc" for _ in months],
        "value": [(n * 37) % 101 + n % 12 for n in range(360)],
    }
)
asked = st.query_params.get("place", "a")
region = st.selectbox("Region", ["a", "b", "c"], index=len(asked) % 3)
shown = data[data["region"] == region]
for column, (name, value) in zip(
    st.columns(4),
    [
        ("Mean", shown["value"].mean()),
        ("Max", shown["value"].max()),
        ("Min", shown["value"].min()),
        ("Rows", len(shown)),
    ],
    strict=True,
):
    column.metric(name, f"{value:.1f}")
st.plotly_chart(px.line(data, x="month", y="value", color="region"))
st.plotly_chart(px.bar(shown.groupby(shown["month"].dt.year)["value"].sum().reset_index(), x="month", y="value"))
st.dataframe(shown)
