"""Read an HTML document back: the words between one heading with an id and the next."""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement

__all__ = ["read_html"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_SILENT = frozenset({"style", "script", "head", "title"})


def read_html(data: bytes) -> dict[str, str]:
    """Return the document's words by the id of the heading they stand under."""
    sections: dict[str, list[str]] = {"": []}
    _walk(html.document_fromstring(data.decode("utf-8")), sections)
    return {name: " ".join(words) for name, words in sections.items()}


def _walk(root: HtmlElement, sections: dict[str, list[str]]) -> None:
    """Gather words in document order; a heading with an id opens a new section."""
    current = sections[""]
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done:
            current.append(element.tail or "")
            continue
        stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            continue
        if element.tag in _HEADINGS and element.get("id"):
            current = sections.setdefault(element.get("id", ""), [])
        current.append(element.text or "")
        stack.extend((child, False) for child in reversed(element))
