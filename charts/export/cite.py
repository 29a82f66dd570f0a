"""Citations of the compilation and of every article, in four forms from one CSL record.

Nothing is invented: an article without a printed title is [无题名], a date that was inferred carries brackets, and no
address is given that no article prints. The record says once what is known; GB/T 7714, APA and BibTeX only spell it.
"""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

from catalog.nouns import Document

Csl = dict[str, Any]

UNTITLED = "[无题名]"
NAME = {"literal": "Lianfang 联防"}
TITLES = {
    "zh": "地方疫情防控报道的数据汇编",
    "en": "Figures of local press reports on epidemic control",
}


def compilation(*, version: str, built: dt.date, lang: str, address: str = "") -> Csl:
    """The CSL record of one data version; `address` is its pinned link, where it is published."""
    record: Csl = {
        "id": f"lianfang-{version}",
        "type": "dataset",
        "title": TITLES[lang],
        "author": [NAME],
        "version": version,
        "issued": {"date-parts": [[built.year, built.month, built.day]]},
        "language": "zh-CN" if lang == "zh" else "en",
    }
    return record | ({"URL": address} if address else {})


def article(document: Document) -> Csl:
    """The CSL record of one article. `circa`: the day or the year was inferred, not printed."""
    record: Csl = {
        "id": f"{document.source_id}-{document.as_of.year}",
        "type": "article-newspaper" if document.claimant_kind == "newspaper" else "document",
        "author": [{"literal": name} for name in re.split("[、；]", document.claimant)],
        "container-title": document.publisher,
        "issued": _issued(document),
        "language": "zh-CN",
    }
    if document.title:
        record["title"] = document.title
    if document.issue:
        record["issue"] = document.issue
    return record


def _issued(document: Document) -> dict[str, Any]:
    if not document.published:
        return {"date-parts": [[document.as_of.year]], "circa": True}
    day = dt.date.fromisoformat(document.published[:10])
    circa = {} if document.published_basis == "printed" else {"circa": True}
    return {"date-parts": [[day.year, day.month, day.day]], **circa}


def gb_t_7714(record: Csl) -> str:
    """GB/T 7714-2015: [N] newspaper, [DS] data set, [Z] anything else; an inferred date in brackets."""
    kind = {"article-newspaper": "N", "dataset": "DS"}.get(record["type"], "Z")
    if "URL" in record:
        kind += "/OL"
    day = "-".join(f"{part:02d}" for part in record["issued"]["date-parts"][0])
    day = f"[{day}]" if record["issued"].get("circa") else day
    authors = ", ".join(name["literal"] for name in record["author"])
    where = ", ".join(part for part in (record.get("container-title"), record.get("issue"), day) if part)
    version = f"版本 {record['version']}. " if "version" in record else ""
    return f"{authors}. {record.get('title', UNTITLED)}[{kind}]. {version}{where}." + _behind(record)


def apa(record: Csl) -> str:
    """APA 7: the translated month in the date, a data set named as one."""
    year, *rest = record["issued"]["date-parts"][0]
    day = f", {dt.date(year, *rest):%B} {rest[1]}" if len(rest) == 2 else ""
    circa = "ca. " if record["issued"].get("circa") else ""
    authors = ", ".join(name["literal"] for name in record["author"])
    version = f" (Version {record['version']}) [Data set]" if "version" in record else ""
    container = record.get("container-title", "")
    where = ", ".join(part for part in (container, record.get("issue")) if part)
    said = f"{authors}. ({circa}{year}{day}). {record.get('title', UNTITLED)}{version}."
    repeated = container.replace("、", ", ") == authors
    return said + (f" {where}." if where and not repeated else "") + _behind(record)


def bibtex(record: Csl) -> str:
    """One BibTeX entry; double braces keep names and titles as they are."""
    year, *rest = record["issued"]["date-parts"][0]
    circa = "year inferred, not printed" if record["issued"].get("circa") else ""
    fields = {
        "author": " and ".join(f"{{{_tex(name['literal'])}}}" for name in record["author"]),
        "title": f"{{{_tex(record.get('title', UNTITLED))}}}",
        "howpublished": _tex(record.get("container-title", "")),
        "number": _tex(record.get("issue", "")),
        "year": str(year),
        "month": str(rest[0]) if rest else "",
        "version": record.get("version", ""),
        "url": record.get("URL", ""),
        "note": circa,
        "language": record["language"],
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{record['id']},\n{body}\n}}"


def csl_json(records: list[Csl]) -> str:
    """CSL-JSON as Zotero, Pandoc and citeproc read it."""
    return json.dumps(records, ensure_ascii=False, indent=2)


def _behind(record: Csl) -> str:
    return f" {record['URL']}" if "URL" in record else ""


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text)


FORMS: dict[str, Callable[[Csl], str]] = {"GB/T 7714": gb_t_7714, "APA": apa, "BibTeX": bibtex}
