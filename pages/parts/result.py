"""What a reader's own query came to: table, CSV, pictures of the published rows it names; or why there is nothing."""

import json
import re
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from catalog.caches import version_cache
from catalog.sandbox import pool
from catalog.versions import WAREHOUSE
from catalog.warehouse import edition
from catalog.words import Say
from charts import asked, lines
from charts.chart import Look, kept
from charts.export.tables import Sheet, to_csv
from pages.parts import html, links
from pages.parts.reader import Reader
from pages.parts.show import CONFIG, show

SHOWN = 200  # rows in the table; the CSV has all that came
CELL = 300  # characters of a cell in the table
REFUSED = "sql-refused"  # in the session: the query that got no answer, and why
Records = Sequence[Mapping[str, object]]


@version_cache(8)
def answered(version: str, sql: str) -> pool.Answer:
    """The answer to a query, kept by version: a reader who changes the language does not ask again.

    Raises:
        Refused: there is none.
    """
    return pool.sandbox().ask(edition(version).folder / WAREHOUSE, sql)


def show_result(reader: Reader, sql: str) -> None:
    """Ask, and show what came."""
    say, asked_for = reader.say, (reader.edition.version, sql)
    before = st.session_state.get(REFUSED)
    if before and before[0] == asked_for:  # a query that was stopped runs again when its reader presses the button
        refusal(say, before[1])
        return
    with st.spinner(say("Asking …")):
        try:
            answer = answered(*asked_for)
        except pool.Refused as refused:
            st.session_state[REFUSED] = asked_for, refused
            refusal(say, refused)
            return
    records = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    count = say.plural("{n} row.", "{n} rows.", len(records))
    if answer.more:
        count = say("Only the first {n} rows are here; the result has more. Filter or count.", n=say.number(pool.ROWS))
    html.note(count, "caveat" if answer.more else "note")
    if not records:
        return
    if len(records) > SHOWN:
        html.note(say("The table shows the first {n}; the CSV has all of them.", n=SHOWN))
    html.table(table(records[:SHOWN]), say("Result of the query"))
    st.download_button(
        say("Download CSV"), data=lambda: csv(records), file_name=f"lianfang-sql_{reader.edition.version}.csv",
        mime="text/csv", key="sql-csv", on_click="ignore", icon=":material/download:",
    )  # fmt: skip
    pictures(reader, records)


def refusal(say: Say, refused: pool.Refused) -> None:
    """Why there is no result; what DuckDB itself says stands under it as it is."""
    html.note(reason(say, refused), "refusal")
    if refused.code == "sql":
        st.code(refused.detail, language=None, wrap_lines=True)


def reason(say: Say, refused: pool.Refused) -> str:
    """Why there is no result, in one sentence."""
    name = "".join(c if c.isprintable() else "�" for c in refused.detail[:80])
    return {
        "empty": lambda: say("There is no query here."),
        "long": lambda: say("The query is longer than {n} characters.", n=say.number(pool.LONGEST)),
        "nul": lambda: say("The query contains the character U+0000."),
        "statements": lambda: say("One query at a time, please; this text holds {n}.", n=name),
        "statement": lambda: say("Only queries that read are answered, such as select; not {name}.", name=name),
        "table": lambda: say("There is no table {name} to ask. Those that can be asked are listed below.", name=name),
        "function": lambda: say("The function {name} is not available here.", name=name),
        "kind": lambda: say("This part of SQL is not available here: {name}.", name=name),
        "sql": lambda: say("The database cannot answer this query. It says:"),
        "time": lambda: say("The query took more than {n} seconds and was stopped.", n=say.number(pool.SECONDS)),
        "memory": lambda: say("The query needs more memory than it may take and was stopped."),
        "deep": lambda: say("The query is nested too deeply."),
        "size": lambda: say("The result is too large. Ask for fewer rows or columns."),
        "crash": lambda: say("The query ended the process it ran in. Nothing else was harmed; try a simpler one."),
        "busy": lambda: say("Others are asking just now. Try again in a moment."),
        "start": lambda: say("The process for queries could not start. Try again in a moment."),
    }[refused.code]()


def table(records: Records) -> list[dict[str, object]]:
    """The records as they are shown: text marked by its language, ids of figures as links."""
    return [
        {html.Safe(f"<code>{escape(name)}</code>"): _cell(name, value) for name, value in record.items()}
        for record in records
    ]


def _cell(name: str, value: object) -> html.Safe:
    text = _text(value)
    if len(text) > CELL:
        text = text[:CELL] + "…"
    if name == "figure_id" and re.fullmatch(r"[a-z]+-\d{3}", text):
        return links.a(text, links.to("figures", figure=text))
    if value is None or isinstance(value, bool):
        return html.Safe(f"<code>{text}</code>")
    lang = "zh-CN" if re.search(r"[\u3400-\u9fff]", text) else "en"
    return html.Safe(f'<span lang="{lang}">{escape(text)}</span>')


def _text(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def csv(records: Records) -> bytes:
    """The records as CSV; what is null stays empty, lists are joined with semicolons."""
    flat = [{k: _text(v) if isinstance(v, list | dict) else v for k, v in record.items()} for record in records]
    return to_csv(Sheet(name="result", records=tuple(flat)))


def pictures(reader: Reader, records: Records) -> None:
    """The published rows that the result names, each drawn as everywhere else; or why nothing is drawn."""
    say = reader.say
    if found := asked.figures(reader.edition, records):
        st.subheader(say("The figures that the rows name"), anchor="picture")
        if len(found.figures) > asked.MOST:
            html.note(say("Up to {n} figures are drawn; these are {k}.", n=asked.MOST, k=len(found.figures)), "refusal")
            return
        html.note(say("As printed, area by area; areas share no axis."))
        look = Look(lang=say.lang, theme=reader.theme)
        st.plotly_chart(
            kept(asked.FIGURES.draw(found, look)), theme=None, config=CONFIG, key="plot-asked",
            alt=asked.FIGURES.describe(found, say),
        )  # fmt: skip
        html.note(asked.left_out(say, records, found))
        html.note(lines.silence(found, say))
        for code in asked.FIGURES.caveats(found):
            html.note(say.label(reader.edition.caveat(code), "sentence"), "caveat")
        html.note(lines.qualifiers(asked.FIGURES.marked(found), say))
        html.note(lines.issued_by_itself(found, say))
        html.note(lines.source(found, say))
        return
    named = asked.indicators(reader.edition, records)
    if len(named) == 1:
        for indicator_id, filters in named.items():
            show(indicator_id.replace("_", "-"), filters)
        return
    html.note(
        say(
            "Drawn are only rows that say which published figure they are (a column figure_id), or which indicator "
            "of which place (columns indicator_id and locality, one indicator). A number worked out in a query "
            "no longer says what it counts, so nothing can tell whether bars of it would compare like with like."
        )
    )
