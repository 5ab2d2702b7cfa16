"""Read an HTML document back: the words between one heading and the next, without what no reader sees."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from lxml import etree, html
from lxml.html import HtmlElement

from kravbok.verify.bevis import FRONT

__all__ = ["read_html"]

_BLOCKS = (
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
)  # fmt: skip
_UNSEEN = ("head", "noscript", "script", "style", "template")
_HEADINGS = ("h1", "h2", "h3", "h4")
_HIDDEN = etree.XPath("//@hidden/.. | //@aria-hidden[. = 'true']/..")
_OPEN, _CLOSE = "\ue000", "\ue001"


def read_html(data: bytes, names: Collection[str]) -> dict[str, str]:
    """Return the document's words by the id of the heading they stand under; `names` are the ids to heed."""
    root = html.document_fromstring(data.decode("utf-8"))
    for element in cast("list[HtmlElement]", _HIDDEN(root)):
        element.drop_tree()
    etree.strip_elements(root, etree.Comment, *_UNSEEN, with_tail=False)
    for element in root.iter(*_BLOCKS):
        element.text = f" {element.text or ''}"
        element.tail = f" {element.tail or ''}"
    for heading in root.iter(*_HEADINGS):
        if (name := heading.get("id", "")) in names:
            heading.text = f"{_OPEN}{name}{_CLOSE}{heading.text}"
    return _split(str(etree.tostring(root, method="text", encoding="unicode")))


def _split(text: str) -> dict[str, str]:
    """Return the text by the marks in it; words under a mark that comes again are added to what it has."""
    front, *rest = text.split(_OPEN)
    sections = {FRONT: front}
    for part in rest:
        name, _, words = part.partition(_CLOSE)
        sections[name] = f"{sections[name]} {words}" if name in sections else words
    return sections
