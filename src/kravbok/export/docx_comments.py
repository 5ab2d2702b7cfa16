"""Puts the reasons for changes beside them in a Word file, as comments by the body that decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from lxml.etree import _Element

from kravbok.export.docx_changes import CHANGES, MOMENT
from kravbok.export.docx_lines import SPACE, WORD, W, style_of
from kravbok.view.redline_delar import Kommentar

__all__ = ["add_comments"]

BESIDE = ("Fakta", "Markning")
"""Styles of lines about a clause: the comment stands at its text, where that has changed."""


def add_comments(root: _Element, kommentarer: Sequence[Kommentar]) -> bytes:
    """Put the signs of the comments in the document, in place, and return the part that holds them."""
    part = etree.Element(f"{W}comments", nsmap={"w": WORD})
    lines = _lines_by_clause(root, {item.krav for item in kommentarer})
    for item in kommentarer:
        if place := lines.get(item.krav):
            number = str(len(part))
            _anchor(_changed_line(place), number)
            part.append(_comment(item, number))
    return etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)


def _lines_by_clause(root: _Element, names: set[str]) -> dict[str, list[_Element]]:
    """Return the paragraphs of each clause: from its bookmarked heading to the next heading."""
    found: dict[str, list[_Element]] = {}
    current: list[_Element] = []
    waiting = ""
    for part in root.iter(f"{W}bookmarkStart", f"{W}p"):
        if part.tag == f"{W}bookmarkStart":
            name = part.get(f"{W}name") or ""
            waiting = name if name in names else waiting
            continue
        if style_of(part).startswith("Heading"):
            current = found.setdefault(waiting, []) if waiting else []
            waiting = ""
        current.append(part)
    return found


def _changed_line(lines: Sequence[_Element]) -> _Element:
    """Return the line of a clause where a comment stands: the first of its text that changed, or the first at all."""
    changed = [line for line in lines if next(line.iter(*CHANGES), None) is not None]
    text = [line for line in changed if style_of(line) not in BESIDE and not style_of(line).startswith("Heading")]
    return [*text, *changed, *lines][0]


def _anchor(line: _Element, number: str) -> None:
    """Let the comment reach from the first change of a line to the last; over the whole line when it has none."""
    first, *_, last = _ends(line)
    start, end = (etree.Element(f"{W}commentRange{name}", {f"{W}id": number}) for name in ("Start", "End"))
    first.addprevious(start)
    last.addnext(end)
    reference = etree.Element(f"{W}r")
    etree.SubElement(reference, f"{W}commentReference", {f"{W}id": number})
    end.addnext(reference)


def _ends(line: _Element) -> list[_Element]:
    """Return the children of a line that hold its first and its last change."""
    children = [child for child in line if child.tag != f"{W}pPr"] or [etree.SubElement(line, f"{W}r")]
    changed = [child for child in children if child.tag in CHANGES or next(child.iter(*CHANGES), None) is not None]
    found = changed or children
    return [found[0], found[-1]]


def _comment(item: Kommentar, number: str) -> _Element:
    made = etree.Element(f"{W}comment", {f"{W}id": number, f"{W}author": item.vem, f"{W}initials": _initials(item.vem)})
    if item.nar:
        made.set(f"{W}date", item.nar + MOMENT)
    made.extend(_paragraphs(item.stycken, item.krav))
    return made


def _paragraphs(lines: Iterable[str], krav: str) -> Iterator[_Element]:
    for words in (f"{krav}:", *lines):
        line = etree.Element(f"{W}p")
        properties = etree.SubElement(line, f"{W}pPr")
        etree.SubElement(properties, f"{W}ind", {f"{W}left": "0"})
        text = etree.SubElement(etree.SubElement(line, f"{W}r"), f"{W}t")
        text.set(SPACE, "preserve")
        text.text = words
        yield line


def _initials(name: str) -> str:
    """Return the first letters of a name's words: RJ for Regionstyrelsen Jämtland."""
    return "".join(word[0] for word in name.split() if word[0].isalnum()).upper() or "?"
