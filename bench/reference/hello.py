"""The floor: a stock Streamlit page with one chart of 120 points and one choice."""

import plotly.graph_objects as go
import streamlit as st

st.title("Hello")
series = st.segmented_control("Series", ["1", "2", "3"], default="1")
n = int(series or 1)
st.plotly_chart(go.Figure(go.Scatter(x=list(range(120)), y=[(x * n * 7) % 31 for x in range(120)])))
