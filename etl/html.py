"""Html: the refresh report as a page that stands alone; every foreign character is escaped, nothing in it runs."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from etl.faults import plain

HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Refresh {version}</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}}
table{{border-collapse:collapse;margin:1rem 0}}td,th{{border-bottom:1px solid #ccc;padding:.2rem .8rem;text-align:left}}
</style></head><body><main>
"""


def page(summary: Mapping[str, Any]) -> str:
    """refresh.json for a person."""
    facts = {name: summary[name] for name in ("version", "number", "built_at", "seconds", "rule_version")}
    return "".join(
        [
            HEAD.format(version=_cell(summary["version"])),
            f"<h1>Data version {_cell(summary['version'])}</h1>",
            _table(("", ""), (facts | summary["packages"]).items()),
            "<h2>Figures</h2>",
            _table(("place", "figures"), summary["per_place"].items()),
            _table(("theme", "figures"), summary["per_theme"].items()),
            "<h2>Checks</h2>",
            _table(("check", "rule"), ((check["check_id"], check["rule"]) for check in summary["checks"])),
            "<h2>Tables</h2><p>",
            ", ".join(map(_cell, summary["tables"])),
            "</p></main></body></html>\n",
        ]
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return "<table><tr>" + "".join(f"<th>{_cell(name)}</th>" for name in head) + f"</tr>{body}</table>"


def _cell(value: object) -> str:
    return escape(plain(value))
