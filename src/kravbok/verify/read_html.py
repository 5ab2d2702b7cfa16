"""Read an HTML document back: the words between one heading and the next, without what no reader sees."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import cast

from lxml import etree, html
from lxml.html import HtmlElement

from kravbok.verify.bevis import FRONT

__all__ = ["read_html"]

_EDGE = re.compile(
    "<(?!!|/?(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|img|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u"
    r"|var|wbr)\b)"
)
"""Where a tag stands that parts words: all but those that stand inside running text."""

_UNSEEN = ("head", "noscript", "script", "style", "template")
_HEADINGS = ("h1", "h2", "h3", "h4")
_HIDDEN = "//@hidden/.. | //@aria-hidden[. = 'true']/.."
_OPEN, _CLOSE = "\ue000", "\ue001"


def read_html(data: bytes, names: Collection[str]) -> dict[str, str]:
    """Return the document's words by the id of the heading they stand under; `names` are the ids to heed."""
    root = html.document_fromstring(_EDGE.sub(" <", data.decode("utf-8")), parser=html.HTMLParser())
    for element in cast("list[HtmlElement]", root.xpath(_HIDDEN)):
        element.drop_tree()
    etree.strip_elements(root, etree.Comment, *_UNSEEN, with_tail=False)
    for heading in root.iter(*_HEADINGS):
        if (name := heading.get("id", "")) in names:
            heading.text = f"{_OPEN}{name}{_CLOSE}{heading.text or ''}"
    return _split(str(etree.tostring(root, method="text", encoding="unicode")))


def _split(text: str) -> dict[str, str]:
    """Return the text by the marks in it; words under a mark that comes again are added to what it has."""
    front, *rest = text.split(_OPEN)
    sections = {FRONT: front}
    for part in rest:
        name, _, words = part.partition(_CLOSE)
        sections[name] = f"{sections[name]} {words}" if name in sections else words
    return sections
