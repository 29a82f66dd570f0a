"""Rows in, figure and words out; knows Plotly, never Streamlit."""
