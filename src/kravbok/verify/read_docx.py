"""Read a Word document back: the words between one bookmarked heading and the next."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(path: Path, names: frozenset[str]) -> dict[str, str]:
    """Return the document's words by the bookmark of the heading they stand under; `names` are the bookmarks to heed."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(
            package.read("word/document.xml"), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    sections: dict[str, list[str]] = {"": []}
    current = sections[""]
    for paragraph in root.iter(f"{_W}p"):
        opened = [mark.get(f"{_W}name", "") for mark in _marks(paragraph)]
        for name in opened:
            if name in names and _is_heading(paragraph):
                current = sections.setdefault(name, [])
        current.append(_words(paragraph))
    return {name: " ".join(words) for name, words in sections.items()}


def _marks(paragraph: etree._Element) -> list[etree._Element]:
    """Return the bookmarks that begin in a paragraph or just before it."""
    marks = list(paragraph.iter(f"{_W}bookmarkStart"))
    before = paragraph.getprevious()
    while before is not None and before.tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
        if before.tag == f"{_W}bookmarkStart":
            marks.append(before)
        before = before.getprevious()
    return marks


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val", "").lower().startswith(("heading", "rubrik"))


def _words(paragraph: etree._Element) -> str:
    parts = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        parts.append((node.text or "") if node.tag == f"{_W}t" else "-" if node.tag == f"{_W}noBreakHyphen" else " ")
    return "".join(parts)
