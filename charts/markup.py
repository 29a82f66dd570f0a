"""Markup: HTML of charts that are tables on a screen; every text is escaped here, once."""

from html import escape


def tag(name: str, *content: str, cls: str = "", **attributes: str) -> str:
    """One element around markup; attribute names take `_` for `-` and a trailing `_` for Python's own words.

    >>> tag("th", text("a < b"), cls="x", scope="row"), tag("p", aria_label="y")
    ('<th class="x" scope="row">a &lt; b</th>', '<p aria-label="y"></p>')
    """
    given = {"class": cls} if cls else {}
    given |= {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    written = "".join(f' {key}="{escape(value, quote=True)}"' for key, value in given.items())
    return f"<{name}{written}>{''.join(content)}</{name}>"


def text(words: str) -> str:
    """Words as markup."""
    return escape(words)


def scroll(label: str, *content: str) -> str:
    """Content that scrolls inside itself where the page is narrow, reachable by keyboard."""
    return tag("div", *content, cls="lf-scroll", tabindex="0", role="region", aria_label=label)
