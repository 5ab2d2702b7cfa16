"""Makes the changes in a Word file whole, with the paragraph marks, rows and breaks that pandoc leaves out.

pandoc marks runs only. A paragraph whose words are all added is itself added, and a row whose cells are: otherwise
nothing but an empty line or row would be left when the change is rejected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.etree import _Element

from kravbok.export.docx_lines import W, first_child, style_of
from kravbok.export.docx_replaced import join_replaced

__all__ = ["CHANGES", "MOMENT", "finish_changes"]

CHANGES = (f"{W}ins", f"{W}del")
WORDS = (f"{W}t", f"{W}delText", f"{W}drawing", f"{W}noBreakHyphen")
"""What a reader sees of a run; tabs and breaks only part it."""

SIGHTS = (f"{W}drawing", f"{W}noBreakHyphen")
"""What is seen without being text."""

MOMENT = "T00:00:00Z"
MOMENT_AFTER = "T00:02:00Z"
LATER = "senare"
"""Marks a change that is to be set two minutes after the others; gone when they are numbered."""


def finish_changes(root: _Element) -> None:
    """Complete the tracked changes of a document, in place."""
    for change in list(root.iter(*CHANGES)):
        _free_links(change)
    for line in list(root.iter(f"{W}p")):
        _finish_line(line)
    for table in list(root.iter(f"{W}tbl")):
        _finish_table(table)
    for table in list(root.iter(f"{W}tbl")):
        join_replaced(table)
    for change in list(root.iter(*CHANGES)):
        if not len(change) and not _is_mark(change):
            _within(change).remove(change)
    _part_neighbours(root)
    _number(root)


def _is_mark(change: _Element) -> bool:
    """Whether a change is that of a paragraph mark or a row, which holds nothing."""
    return _within(change).tag in (f"{W}rPr", f"{W}trPr")


def _within(element: _Element) -> _Element:
    parent = element.getparent()
    if parent is None:
        message = f"{element.tag} holds the whole part"
        raise ValueError(message)
    return parent


def _free_links(change: _Element) -> None:
    """Put a changed link around its change: Word knows no link inside one."""
    links = change.findall(f"{W}hyperlink")
    if not links:
        return
    at = change
    for child in list(change):
        at.addnext(new := child if child.tag == f"{W}hyperlink" else _like(change, [child]))
        at = new
        if child.tag == f"{W}hyperlink":
            inner = _like(change, list(child))
            child.append(inner)
    _within(change).remove(change)


def _like(change: _Element, inside: Iterable[_Element]) -> _Element:
    """Return a change by the same hand around other content."""
    made = etree.Element(str(change.tag))
    for name, value in change.attrib.items():
        made.set(name, value)
    made.extend(list(inside))
    return made


def _finish_line(line: _Element) -> None:
    """Mark a paragraph, and what stands between its words, when all of its words are added or all removed."""
    change = whole_change(_shown(line))
    if change is None:
        return
    for run in [run for run in line.iter(f"{W}r") if _is_loose(run)]:
        _wrap(run, change)
    if not _is_last_of_cell(line):
        mark_line(line, change)


def _shown(part: _Element) -> Iterator[_Element]:
    return (word for word in part.iter(*WORDS) if word.tag in SIGHTS or (word.text or "").strip(" "))


def whole_change(words: Iterable[_Element]) -> _Element | None:
    """Return the change that the words stand in when all are added or all removed; None when they are not, or none."""
    changes = [next(word.iterancestors(*CHANGES), None) for word in words]
    kinds = {None if change is None else change.tag for change in changes}
    return changes[0] if len(kinds) == 1 else None


def _is_loose(run: _Element) -> bool:
    """Whether a run holds a blank, a tab, a break or the sign of a comment, outside any change; a field stays."""
    inside = next(run.iterancestors(*CHANGES), None) is not None
    return not inside and any(child.tag in LOOSE for child in run)


LOOSE = (f"{W}t", f"{W}tab", f"{W}br", f"{W}commentReference")


def _wrap(run: _Element, change: _Element) -> None:
    parent = _within(run)
    at = parent.index(run)
    parent.insert(at, _like(change, [run]))


def mark_line(line: _Element, change: _Element) -> None:
    """Mark a paragraph's own end as added or removed."""
    properties = first_child(line, "pPr")
    looks = properties.find(f"{W}rPr")
    if looks is None:
        looks = etree.SubElement(properties, f"{W}rPr")
    looks.insert(0, _like(change, []))


def _is_last_of_cell(line: _Element) -> bool:
    """Whether a paragraph ends a cell, which cannot be without one."""
    return _within(line).tag == f"{W}tc" and not any(True for _ in line.itersiblings(f"{W}p"))


def _finish_table(table: _Element) -> None:
    """Mark the rows whose words are all added or all removed, and the empty line after a table of such rows only."""
    rows = [_finish_row(row) for row in table.iterchildren(f"{W}tr")]
    kinds = {None if change is None else change.tag for change in rows}
    after = table.getnext()
    if not rows or rows[0] is None or len(kinds) > 1 or after is None or style_of(after) != "Tabellslut":
        return
    mark_line(after, rows[0])


def _finish_row(row: _Element) -> _Element | None:
    change = whole_change(_shown(row))
    if change is not None:
        first_child(row, "trPr").append(_like(change, []))
    return change


def _part_neighbours(root: _Element) -> None:
    """Set a changed paragraph two minutes after one before it that ends in a change of the same kind.

    LibreOffice takes two changes within a minute for one when they meet over the end of a paragraph, and would then
    accept or reject that end too. Of a decision the day is known and not the minute, so none is told apart by it.
    """
    before: _Element | None = None
    for line in root.iter(f"{W}p"):
        mark = line.find(f"{W}pPr/{W}rPr")
        own = next((child for child in mark if child.tag in CHANGES), None) if mark is not None else None
        if own is not None and before is not None and before.tag == own.tag:
            for change in line.iter(own.tag):
                change.set(LATER, "1")
        words = list(_shown(line))
        last = next(words[-1].iterancestors(*CHANGES), None) if words else None
        before = None if own is not None else last


def _number(root: _Element) -> None:
    """Give each change an id that nothing else has, and its day as Word writes it."""
    taken = [int(mark.get(f"{W}id") or 0) for mark in root.iter(f"{W}bookmarkStart")]
    for number, change in enumerate(root.iter(*CHANGES), start=max(taken, default=0) + 1):
        author, day = change.get(f"{W}author") or "", change.get(f"{W}date") or ""
        later = LATER in change.attrib
        change.attrib.clear()
        change.set(f"{W}id", str(number))
        change.set(f"{W}author", author)
        if day:
            change.set(f"{W}date", day + (MOMENT_AFTER if later else MOMENT))
