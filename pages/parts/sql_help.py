"""What stands beside the query: examples to begin with, and the tables that may be asked with their columns."""

from html import escape

import streamlit as st

from catalog.caches import version_cache
from catalog.codebook import Table, tables
from catalog.warehouse import edition
from catalog.words import Say
from pages.parts import choose, html
from pages.parts.reader import Reader


def examples(say: Say) -> tuple[tuple[str, str], ...]:
    """(question, SQL), from easy to less easy."""
    return (
        (
            say("How many figures does each article print, and on how many metrics?"),
            "select locality, count(*) as figures, count(distinct metric_id) as metrics\n"
            "from mart.figures\nwhere status = 'reported'\ngroup by all\norder by locality",
        ),
        (
            say("Which numbers are not exact, and between which bounds do they lie?"),
            "select figure_id, expression, qualifier, lower, upper\n"
            "from mart.figures\nwhere qualifier not in ('exact') and chartable\norder by figure_id",
        ),
        (
            say("What does Foshan print on volunteers? (with a picture)"),
            "select figure_id, metric_id, expression, value\n"
            "from mart.figures\nwhere locality = 'foshan' and theme = 'volunteers' and chartable\norder by span_start",
        ),
        (
            say("How many households has a grid, where an article lets it be worked out? (with a picture)"),
            "select indicator_id, locality, value, lower, upper, caveats\n"
            "from mart.indicators\nwhere indicator_id = 'households_per_grid'",
        ),
        (
            say("On which metrics is only one article not silent?"),
            "select metric_id, count(*) filter (status = 'reported') as reporting\n"
            "from mart.coverage\ngroup by all\nhaving reporting = 1\norder by metric_id",
        ),
        (
            say("Which comparisons of indicators are refused, and why?"),
            "select indicator_id, locality_a, locality_b, unnest(reasons) as reason\n"
            "from mart.comparisons\nwhere grade = 'not_comparable'\norder by all",
        ),
        (
            say("Who stands under whom in Quanzhou's chain of command?"),
            "select child.name_en as node, parent.name_en as under, child.link_basis, child.expression\n"
            "from (select c.*, f.expression\n"
            "      from mart.chain_of_command c left join core.figure f using (figure_id)) child\n"
            "left join mart.chain_of_command parent\n"
            "  on parent.locality = child.locality and parent.node_id = child.parent_node_id\n"
            "where child.locality = 'quanzhou'\norder by child.level_order, child.node_id",
        ),
        (
            say("How wide are the intervals of the figures that say “nearly”, “over” or “about”?"),
            "select qualifier, count(*) as figures, median((upper - lower) / value) as width\n"
            "from mart.figures\nwhere qualifier in ('nearly', 'over', 'about') and value > 0\n"
            "group by all\norder by all",
        ),
    )


@version_cache(4)
def tables_of(version: str) -> dict[str, Table]:
    """The tables that may be asked, those for reading first."""
    found = tables(edition(version))
    return {
        table.name: table
        for table in sorted(found, key=lambda table: (table.name != "mart.figures", table.name < "mart"))
    }


def columns(reader: Reader) -> None:
    """What the tables and their columns mean, as the database says it: in English."""
    say, known = reader.say, tables_of(reader.edition.version)
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
