"""Markup: HTML of charts that are tables on a screen; every text is escaped here, once."""

import re
from html import escape
from urllib.parse import urlencode

from catalog import articles
from catalog.versions import published, serving
from catalog.warehouse import Edition


def tag(name: str, *content: str, cls: str = "", **attributes: str) -> str:
    """One element around markup; attribute names take `_` for `-` and a trailing `_` for Python's own words.

    >>> tag("th", text("a < b"), cls="x", scope="row"), tag("p", aria_label="y")
    ('<th class="x" scope="row">a &lt; b</th>', '<p aria-label="y"></p>')
    """
    given = {"class": cls} if cls else {}
    given |= {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    written = "".join(f' {key}="{escape(value, quote=True)}"' for key, value in given.items())
    return f"<{name}{written}>{''.join(content)}</{name}>"


HAN = re.compile(r"[\u3000-\u9fff\uff00-\uffef“”]*[\u3400-\u9fff][\u3000-\u9fff\uff00-\uffef“”]*")


def text(words: str) -> str:
    """Words as markup; Chinese inside a sentence of another language is marked as Chinese.

    >>> text("the word 核酸 & more")
    'the word <span lang="zh-CN">核酸</span> &amp; more'
    """
    if not re.search(r"[A-Za-z]{2}", words):
        return escape(words)
    return HAN.sub(lambda found: zh(found[0]), escape(words))


def zh(words: str) -> str:
    """Words printed in an article: Chinese in either language of the page."""
    return f'<span lang="zh-CN">{escape(words)}</span>'


def scroll(label: str, *content: str) -> str:
    """Content that scrolls inside itself where the page is narrow, reachable by keyboard."""
    return tag("div", *content, cls="lf-scroll", tabindex="0", role="region", aria_label=label)


def link(words: str, page: str, edition: Edition, lang: str, **query: str) -> str:
    """A link to a page, in the same language and version."""
    version = {} if edition.version == serving().version else {"v": edition.version}
    address = f"{page}?" + urlencode({"lang": lang, **query, **version})
    return tag("a", text(words), href=address, target="_self")


def figure(edition: Edition, lang: str, figure_id: str) -> str:
    """A printed expression that leads to the page of its figure."""
    printed = edition.printed[figure_id].expression or figure_id
    return tag("span", link(printed, "figures", edition, lang, figure=figure_id), lang="zh-CN")


def quote(edition: Edition, source_id: str, start: int | None, end: int | None) -> str:
    """The sentence of a passage with the passage marked, where the coded text is held; else nothing."""
    held = articles.text_of(published().parent, source_id)
    if held is None or held.sha256 != edition.documents[source_id].sha256 or start is None or end is None:
        return ""
    before, here, after = articles.sentence(held.characters, start, end)
    return tag("q", text(before), tag("mark", text(here)), text(after), lang="zh-CN")
