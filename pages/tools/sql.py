"""SQL: a reader's own query over the published tables, in a process of its own that can do nothing else."""

from functools import lru_cache
from html import escape
from urllib.parse import urlencode

import streamlit as st

from catalog.codebook import Table, tables
from catalog.sandbox import pool
from catalog.warehouse import edition
from pages.parts import choose, here, html, links
from pages.parts.result import show_result
from pages.parts.sql_examples import examples

reader = here()
say = reader.say


@lru_cache(maxsize=4)
def asked_tables(version: str) -> dict[str, Table]:
    """The tables that may be asked, those for reading first."""
    found = tables(edition(version))
    return {
        table.name: table
        for table in sorted(found, key=lambda table: (table.name != "mart.figures", table.name < "mart"))
    }


def columns() -> None:
    """What the tables and their columns mean, as the database says it: in English."""
    known = asked_tables(reader.edition.version)
    st.subheader(say("Tables and columns"), anchor="columns")
    name = choose.one(say("Table"), tuple(known), key="table", name=str)
    table = known[name]
    st.html(f'<p class="lf-note" lang="en">{escape(table.meaning)}</p>')
    rows = [
        {
            say("Column name"): html.Safe(f"<code>{escape(column.name)}</code>"),
            say("Type"): html.Safe(f"<code>{escape(column.type)}</code>"),
            say("Meaning"): html.Safe(f'<span lang="en">{escape(column.meaning)}</span>'),
        }
        for column in table.columns
    ]
    html.table(rows, say("Columns of {table}. Their meanings stand in the database, in English.", table=name))


def question() -> str:
    """The query in the address bar; the form writes it there, so that the address is the link to it."""
    given = st.query_params.get("q", "")
    if given != st.session_state.get("_url_sql"):
        st.session_state["_url_sql"] = st.session_state["sql"] = given[: pool.LONGEST + 1]
    with st.form("sql-form", border=False):
        sql = st.text_area(say("Query"), key="sql", height=160)
        sent = st.form_submit_button(say("Run"), icon=":material/play_arrow:")
    if sent:
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
columns()
html.note(
    say(
        "A query may take {seconds} seconds and return {rows} rows. It runs in a process without files, network or "
        "settings, which ends when a limit is met.",
        seconds=say.number(pool.SECONDS),
        rows=say.number(pool.ROWS),
    )
)
