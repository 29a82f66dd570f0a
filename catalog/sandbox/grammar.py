"""What a query may consist of: a walk over DuckDB's own parse of it, against lists of what is allowed.

DuckDB calls `enable_logging()`, `with d as (delete …)` and `from duckdb_settings()` a SELECT; a list of what is
forbidden is never complete. What is not named here is refused, whatever a later DuckDB brings.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

Node = Mapping[str, Any]

KINDS = frozenset(
    {
        *("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"),
        *("BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EMPTY", "EXPRESSION_LIST", "SHOW_REF", "PIVOT"),
        *("ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER"),
        *("ORDER_DEFAULT", "ASCENDING", "DESCENDING"),
    }
)
CLASSES = frozenset(
    {
        *("COLUMN_REF", "CONSTANT", "FUNCTION", "WINDOW", "CAST", "CASE", "SUBQUERY", "OPERATOR", "COMPARISON"),
        *("CONJUNCTION", "BETWEEN", "STAR", "LAMBDA", "LAMBDA_REF", "TYPE", "COLLATE", "POSITIONAL_REFERENCE"),
    }
)
SHOWN = frozenset(["DESCRIBE", "SUMMARY"])
TABLE_FUNCTIONS = frozenset(["range", "generate_series", "unnest"])
FUNCTIONS = frozenset(
    name
    for line in Path(__file__).with_name("functions.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
    for name in line.split()
)


class NotAllowed(Exception):
    """The query contains something that is not on the lists: `what` (table, function or kind) and its name."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(what, name)
        self.what, self.name = what, name


def check(tree: Node, tables: Collection[tuple[str, str]]) -> None:
    """Go through a parsed query; `tables` are the (schema, name) that may be read.

    Raises:
        NotAllowed: the first thing that is not on the lists.
    """
    bare = {name for _, name in tables}
    own = set()
    for name in _named(tree):
        if not re.fullmatch(r"\w+", name) or name.startswith(("duckdb_", "pragma_", "sqlite_", "pg_")):
            raise NotAllowed("table", name)
        own.add(name.lower())
    for node in _walk(tree):
        kind = node.get("type")
        if "class" in node:
            _expression(node)
        elif isinstance(kind, str) and kind not in KINDS:
            raise NotAllowed("kind", kind)
        elif kind == "BASE_TABLE":
            path = tuple(part.lower() for part in node["qualified_name"]["path"])
            if not (path in tables or (len(path) == 1 and (path[0] in bare or path[0] in own))):
                raise NotAllowed("table", ".".join(path))
        elif kind == "TABLE_FUNCTION":
            _function(node["function"], TABLE_FUNCTIONS)
        elif kind == "SHOW_REF" and (node["show_type"] not in SHOWN or node["query"] is None):
            raise NotAllowed("kind", node["show_type"])


def _expression(node: Node) -> None:
    if node["class"] not in CLASSES:
        raise NotAllowed("kind", node["class"])
    if node["class"] in ("FUNCTION", "WINDOW"):
        _function(node, FUNCTIONS)


def _function(node: Node, allowed: frozenset[str]) -> None:
    path = node["qualified_name"]["path"]
    if len(path) != 1 or path[0].lower() not in allowed:
        raise NotAllowed("function", ".".join(path))


def _named(tree: Node) -> Iterator[str]:
    """The names that the query gives to its own tables (`with name as …`)."""
    for node in _walk(tree):
        for entry in (node.get("cte_map") or {}).get("map", ()):
            yield entry["key"]
        if node.get("type") in ("RECURSIVE_CTE_NODE", "CTE_NODE"):
            yield node["cte_name"]


def _walk(tree: object) -> Iterator[Node]:
    """Every object of the parse, in any order; without recursion, since a reader chooses how deep it nests."""
    left = [tree]
    while left:
        node = left.pop()
        if isinstance(node, dict):
            yield node
            left.extend(node.values())
        elif isinstance(node, list):
            left.extend(node)
