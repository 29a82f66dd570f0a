"""The sheet for a class: questions with their printed figures, boxes to tick, answers on a page of their own."""

from html import escape
from string import ascii_uppercase

from catalog import questions
from catalog.nouns import Question
from charts import lines
from pages.parts import quiz
from pages.parts.reader import Reader


def sheet(reader: Reader) -> str:
    """The whole sheet as HTML made for paper."""
    say, known = reader.say, reader.edition
    asked = list(known.questions.values())
    letters = dict(zip(known.caveats, ascii_uppercase, strict=False))
    reasons = "".join(
        f"<li><b>{letters[code]}</b> {escape(say.label(caveat))}</li>" for code, caveat in known.caveats.items()
    )
    source = say(
        "Lianfang data version {version}. In {k} of its {n} articles the body described reports on itself.",
        version=known.version, k=say.spelled(sum(d.self_reported for d in known.documents.values())),
        n=say.spelled(len(known.documents)),
    )  # fmt: skip
    name = say("Name: ____________________   Date: ____________________")
    task = say("Tick an answer and write down up to two reasons by their letters.")
    answers = say("Answers")
    return (
        f'<div class="lf-sheet"><p>{escape(name)}</p><p>{escape(task)}</p>'
        f'<ul class="lf-reasons">{reasons}</ul>'
        f'<ol class="lf-asked">{"".join(_asked(reader, question) for question in asked)}</ol>'
        f'<div class="lf-newpage"><h2>{escape(answers)}</h2>'
        f'<ol class="lf-asked">{"".join(_answered(reader, question, letters) for question in asked)}</ol></div>'
        f'<p class="lf-note">{escape(source)}</p></div>'
    )


def _asked(reader: Reader, question: Question) -> str:
    say, known = reader.say, reader.edition
    figures = "".join(
        f'<li><span lang="zh-CN">{escape(figure.expression or "")}</span> · '
        f"{escape(lines.reading(known, say, figure))} · "
        f"{escape(lines.scope_name(known, say, figure.scope_id))}</li>"
        for figure in (known.printed[id_] for id_ in question.figures)
    )
    boxes = "".join(
        f"<span>☐ {escape(quiz.verdict_word(reader, verdict, question.kind))}</span>" for verdict in quiz.VERDICTS
    )
    reasons = say("Reasons: ____ ____")
    return (
        f"<li><strong>{escape(questions.asked(known, say, question))}</strong><ul>{figures}</ul>"
        f'<p class="lf-boxes">{boxes}<span>{escape(reasons)}</span></p></li>'
    )


def _answered(reader: Reader, question: Question, letters: dict[str, str]) -> str:
    say, known = reader.say, reader.edition
    why = " ".join(letters[code] for code in question.reasons)
    right = quiz.verdict_word(reader, question.verdict, question.kind)
    return f"<li><strong>{escape(right)} · {why}</strong> {escape(questions.answer(known, say, question))}</li>"
