"""SQL: a reader's own query over the published tables, in a process of its own that can do nothing else."""

from urllib.parse import urlencode

import streamlit as st

from catalog.sandbox import pool
from pages.parts import here, html, links
from pages.parts.result import REFUSED, show_result
from pages.parts.sql_help import columns, examples

reader = here()
say = reader.say


def question() -> str:
    """The query in the address bar; the form writes it there, so that the address is the link to it."""
    given = st.query_params.get("q", "")
    if given != st.session_state.get("_url_sql"):
        st.session_state["_url_sql"] = st.session_state["sql"] = given[: pool.LONGEST + 1]
    with st.form("sql-form", border=False):
        sql = st.text_area(say("Query"), key="sql", height=160)
        sent = st.form_submit_button(say("Run"), icon=":material/play_arrow:")
    if sent:
        st.session_state.pop(REFUSED, None)
        given = st.session_state["_url_sql"] = sql
        if len(sql) <= pool.LONGEST:
            st.query_params["q"] = sql
    return given


st.title(say("Ask in SQL"))
st.markdown(
    say(
        "Your own query over the published tables, in DuckDB's SQL. It can read the tables below and nothing else. "
        "Silence is a row with a status and without a value, so a sum passes over it: count who reports, too. "
        "Places and waves of the side bar do not apply here."
    )
)
sql = question()
if sql.strip():
    show_result(reader, sql)
    if len(sql) <= pool.LONGEST:
        st.subheader(say("Link to this query"), anchor="link")
        query = urlencode({"lang": say.lang, "v": reader.edition.version, "q": sql})
        st.code(f"{st.context.url}?{query}", language=None, wrap_lines=True)
st.subheader(say("Examples"), anchor="examples")
for name, text in examples(say):
    st.html(str(links.a(name, links.to("sql", q=text))))
columns(reader)
html.note(
    say(
        "A query may take {seconds} seconds and return {rows} rows. It runs in a process without files, network or "
        "settings, which ends when a limit is met.",
        seconds=say.number(pool.SECONDS),
        rows=say.number(pool.ROWS),
    )
)
