"""The server around the frame (ASGI): compression and headers. `make dashboard` starts it."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

app = st.App("dashboard.py", middleware=[Middleware(GZipMiddleware, minimum_size=1024)])
