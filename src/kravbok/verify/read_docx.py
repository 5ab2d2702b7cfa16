"""Read a Word document back: the words between one bookmarked heading and the next, without what no reader sees."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from lxml import etree

from kravbok.verify.bevis import FRONT

__all__ = ["is_heading", "read_docx", "read_root", "words_by_heading"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}


def read_docx(path: Path, names: Collection[str]) -> dict[str, str]:
    """Return the document's words by the bookmark of their heading; `names` are the bookmarks to heed."""
    return words_by_heading(read_root(path), names)


def read_root(path: Path) -> etree._Element:
    """Return the document's own part, parsed without a way to anything outside it."""
    with zipfile.ZipFile(path) as package:
        data = package.read("word/document.xml")
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def words_by_heading(root: etree._Element, names: Collection[str]) -> dict[str, str]:
    """Return a document's words by the bookmark of their heading; what is hidden is emptied, in place."""
    for hidden in list(root.iter(f"{_W}vanish")):
        for run in hidden.iterancestors(f"{_W}r"):
            run.clear()
    sections: dict[str, list[str]] = {FRONT: []}
    current = sections[FRONT]
    for paragraph in root.iter(f"{_W}p"):
        if is_heading(paragraph):
            for name in _marks(paragraph):
                if name in names:
                    current = sections.setdefault(name, [])
        current.append(_words(paragraph))
    return {name: " ".join(words) for name, words in sections.items()}


def _marks(paragraph: etree._Element) -> Iterator[str]:
    """Yield the bookmarks that begin in a paragraph or just before it."""
    for mark in paragraph.iter(f"{_W}bookmarkStart"):
        yield mark.get(f"{_W}name", "")
    before = paragraph.getprevious()
    while before is not None and before.tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
        if before.tag == f"{_W}bookmarkStart":
            yield before.get(f"{_W}name", "")
        before = before.getprevious()


def is_heading(paragraph: etree._Element) -> bool:
    """Whether a paragraph has a heading's style."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val", "").lower().startswith(("heading", "rubrik"))


def _words(paragraph: etree._Element) -> str:
    nodes = paragraph.iter(f"{_W}t", *_SIGNS)
    return "".join(_SIGNS.get(str(node.tag)) or node.text or "" for node in nodes)
