"""Meanings: what every table and column says, kept in the database itself, so that a codebook can be read out of it.

A table's meaning is the first line of its SQL file. A column's own meaning stands in that file (`comment on column`);
columns that mean the same in every table are described once, here.
"""

from pathlib import Path

import duckdb

from etl.build import SQL

COLUMNS = {
    "answer_en": "Template of the answer; fields in braces are filled with the numbers declared in numbers.",
    "answer_zh": "Template of the answer in Chinese.",
    "as_of": "The day the figure, or the whole article, speaks of.",
    "check_id": "Id of the check.",
    "claimant": "Who claims it: the body or newspaper that issued the article.",
    "claimant_kind": "body_described or newspaper.",
    "code": "Id of the reason.",
    "coding_rule": "When a measure counts as present, planned or not mentioned.",
    "column_name": "The column that was corrected.",
    "corrected": "The corrected value.",
    "correction_id": "Id of the correction.",
    "counted": "What exactly the coder saw counted, in the coder's words.",
    "default_scope": "The area that figures cover where their sentence names none.",
    "definition_en": "What is meant, in English.",
    "definition_zh": "What is meant, in Chinese.",
    "denominator_figures": "Ids of the figures below the line; more than one are added.",
    "disagreement": "What the two coders left open.",
    "end": "Last day.",
    "evidence": "primary: the passage that decides the status; further: another passage about the same measure.",
    "figure_id": "Id of the figure: article and running number.",
    "giver_en": "Who gave, in English.",
    "giver_zh": "Who gave, in Chinese.",
    "indicator_id": "Id of the indicator; the same id is the same question in every place.",
    "instead_en": "The question that can be answered instead, in English.",
    "instead_zh": "The question that can be answered instead, in Chinese.",
    "issue": "Issue or number of the publication, as printed.",
    "kind": "comparison, sum or single_place.",
    "label_en": "Name in English.",
    "label_zh": "Name in Chinese.",
    "left": "The figures on the left of the relation.",
    "left_value": "What the left side comes to.",
    "level": "Of an area: how high it stands (city, county, community …). Of a question: easy, medium or hard.",
    "level_order": "Depth in this place's own tree, the root being 1; never compared between places.",
    "locality": "Id of the locality, which is also the id of its article's place.",
    "locality_a": "The first locality of the pair.",
    "locality_b": "The second locality of the pair.",
    "measure_group": "The group of measures it belongs to.",
    "measure_id": "Id of the control measure.",
    "metric_id": "Id of the metric: what is counted.",
    "name_en": "Name in English.",
    "name_zh": "Name in Chinese.",
    "node_id": "Id of the node.",
    "not_applicable_measures": "Measures that were not in use in the wave, separated by semicolons.",
    "note": "A coder's note.",
    "note_en": "A note in English.",
    "note_zh": "A note in Chinese.",
    "numerator_figures": "Ids of the figures above the line; more than one are added.",
    "override": "A reading set by hand, with its reason, where no grammar should read the expression as a count.",
    "parent_node_id": "The node above.",
    "parent_scope_id": "The area or body that contains this one.",
    "period_end": "Last day of the window; null where none follows from the text.",
    "period_start": "First day of the window; null where none follows from the text.",
    "plural_en": "Plural in English.",
    "published": "Day of publication, as printed.",
    "published_basis": "printed, day_printed_year_inferred or not_printed.",
    "publisher": "Who published the article, as printed.",
    "question_en": "The question in English.",
    "question_id": "Id of the question.",
    "question_zh": "The question in Chinese.",
    "reason": "Why it was corrected.",
    "right": "The figures on the right of the relation.",
    "right_lower": "Least value of the right side; null means unbounded.",
    "right_upper": "Greatest value of the right side; null means unbounded.",
    "right_value": "What the right side comes to.",
    "recipient_en": "Who received, in English.",
    "recipient_zh": "Who received, in Chinese.",
    "rule_version": "Version of the reading rules.",
    "scope_a": "One of the two areas.",
    "scope_b": "The other area.",
    "scope_id": "Id of the area or body that is covered.",
    "scope_level": "How high that area stands.",
    "sentence_en": "The reason as a reader meets it, in English.",
    "sentence_zh": "The reason as a reader meets it, in Chinese.",
    "source_id": "Id of the article.",
    "start": "First day.",
    "term_id": "Id of the term.",
    "theme": "The theme of the coding that the metric belongs to.",
    "tier": "The tier on which it stands, from city to person, the same for all places.",
    "title": "Title as printed; null where none is printed.",
    "unit": "Id of the unit.",
    "wave_id": "Id of the wave.",
    "year_basis": "printed, inferred_from_outbreak or inferred_from_tiger_year.",
}


def describe(db: duckdb.DuckDBPyConnection) -> None:
    """Write the meaning of every table and of every column that has none of its own yet."""
    for schema, table in db.execute(
        "select schema_name, table_name from duckdb_tables() where schema_name in ('core', 'mart', 'ops')"
    ).fetchall():
        path = SQL / schema / f"{table}.sql"
        if path.is_file():
            db.execute(f"comment on table {schema}.{table} is {_quoted(first_line(path))}")
    own = dict(
        db.execute(
            "select column_name, comment from duckdb_columns() where comment is not null order by all"
        ).fetchall()
    )
    for schema, table, column in db.execute(
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where comment is null and schema_name in ('core', 'mart')"
    ).fetchall():
        meaning = COLUMNS.get(column) or own.get(column)
        if meaning:
            db.execute(f'comment on column {schema}.{table}."{column}" is {_quoted(meaning)}')


def first_line(path: Path) -> str:
    """The comment on top of a SQL file: what one row is."""
    return path.read_text(encoding="utf-8").splitlines()[0].removeprefix("--").strip()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
