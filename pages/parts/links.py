"""Links between pages: relative, so that they hold under any address, and in the reader's language and version."""

from html import escape
from urllib.parse import urlencode

from pages.parts.html import Safe
from pages.parts.reader import Reader, here

Param = str | tuple[str, ...]


def to(page: str, anchor: str = "", /, **params: Param) -> str:
    """The address of a page, e.g. `figures?lang=en&figure=quanzhou-019`."""
    return address(here(), page, anchor, **params)


def address(reader: Reader, page: str, anchor: str = "", /, **params: Param) -> str:
    """The address of a page for a given reader."""
    always = {"lang": reader.say.lang} | ({"v": reader.edition.version} if reader.pinned else {})
    query = urlencode({**always, **{name: value for name, value in params.items() if value}}, doseq=True)
    return f"{page}?{query}" + (f"#{anchor}" if anchor else "")


def a(text: str, href: str, *, kind: str = "") -> Safe:
    """A link of our own, opened in the same tab."""
    style = f' class="{kind}"' if kind else ""
    return Safe(f'<a{style} href="{escape(href, quote=True)}" target="_self">{escape(text)}</a>')


def zh(text: str) -> Safe:
    """Words printed in an article: Chinese in either language of the page, and marked so for a screen reader."""
    return Safe(f'<span lang="zh-CN">{escape(text)}</span>')
