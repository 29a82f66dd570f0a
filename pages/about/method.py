"""Method: where the figures come from, how they were read and coded, what may be compared, and what was checked."""

import streamlit as st

from catalog.versions import whole
from charts import lines
from pages.parts import choose, here, html, method

reader = here()
say, edition = reader.say, reader.edition


def differences() -> None:
    """The difference between this version and another."""
    st.header(say("What changed between two versions"), anchor="difference")
    others = [version for version in whole() if version != edition.version]
    if not others:
        html.note(say("Only one data version is published here."))
        return
    old = choose.one(
        say("Compare this version with"), ["", *others], key="since",
        name=lambda version: version or say("choose a version"),
    )  # fmt: skip
    if not old:
        return
    found = method.changes(old, edition.version)
    html.note(
        say.plural("{n} change from {old} to {new}.", "{n} changes from {old} to {new}.", len(found), old=old,
                   new=edition.version)
    )  # fmt: skip
    kinds = {
        "added": say("added"), "removed": say("removed"), "value": say("value"), "bounds": say("bounds"),
        "scope": say("area"), "period": say("time"), "metric": say("metric"), "relation": say("repeat or part"),
        "confidence": say("confidence or caveats"), "span": say("position"), "note": say("note"),
    }  # fmt: skip
    html.table(
        [
            {
                say("Figure or indicator"): change.row_id,
                say("Place"): lines.place_name(edition, say, change.locality),
                say("What changed"): kinds[change.kind],
                say("Before"): method.columns(change.before),
                say("After"): method.columns(change.after),
            }
            for change in found
        ],
        say("Changes, figure by figure"),
    )


st.title(say("Method"))
st.html(method.body(reader))
differences()
