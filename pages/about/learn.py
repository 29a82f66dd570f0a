"""Learn: guided questions that teach by refusal, how to read a qualified number, and the glossary."""

import streamlit as st

from pages.parts import glossary, here, html, links, qualified, quiz, scripts, sheet

reader = here()
say, edition = reader.say, reader.edition


def lesson() -> None:
    """The page."""
    st.title(say("Learn"))
    st.markdown(
        say(
            "The {articles} articles print {n} figures, and hardly one may be set against another. Twelve questions "
            "show which can, which cannot, and why. Answer first; then open the answer. The numbers in the answers are "
            "worked out from the data, not typed.",
            articles=say.spelled(len(edition.documents)),
            n=len(edition.printed),
        )
    )
    st.html(str(links.a(say("A sheet for a class to print →"), links.to("learn", sheet="print"))))
    asked = list(edition.questions.values())
    number = st.segmented_control(
        say("Question"), [str(n + 1) for n in range(len(asked))], key="question", bind="query-params", default="1",
        required=True,
    )  # fmt: skip
    n = int(number or 1)
    quiz.block(reader, asked[n - 1], n)
    st.header(say("How to read a qualified number"), anchor="qualified")
    st.html(qualified.table(reader))
    st.header(say("Glossary"), anchor="glossary")
    st.html(glossary.entries(reader))
    scripts.run(scripts.TO_FRAGMENT)


def printed() -> None:
    """The sheet alone."""
    st.html(str(links.a(say("← Learn"), links.to("learn"), kind="lf-back")))
    st.title(say("Which numbers may be compared?"))
    html.note(say("Print this page from the browser: menus and links stay off the paper."))
    st.html(sheet.sheet(reader))


if "sheet" in st.query_params:
    printed()
else:
    lesson()
