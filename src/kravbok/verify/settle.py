"""Settle the tracked changes of a Word document: take away what one edition does not have, and keep the rest."""

from __future__ import annotations

from lxml.etree import _Element

from kravbok.verify.read_docx import is_heading

__all__ = ["AFTER", "BEFORE", "settle"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BEFORE, AFTER = "-fore", "-efter"
"""Ends of the bookmarks of a heading that has moved: at its old place in the new edition, at its new one in the old."""


def settle(root: _Element, dropped: str) -> None:
    """Take away the changes of one kind, in place: `ins` leaves the old edition, `del` the new one."""
    ends: list[_Element | None] = []
    for change in list(root.iter(f"{_W}{dropped}")):
        holder = _parent(change)
        kind = "" if holder is None else str(holder.tag).removeprefix(_W)
        if kind == "rPr":
            ends.append(_parent(_parent(holder)))
        else:
            _remove(_parent(holder) if kind == "trPr" else change)
    for line in ends:
        _drop_line(line)
    for text in root.iter(f"{_W}delText"):
        text.tag = f"{_W}t"
    if dropped == "ins":
        _turn_names(root)


def _turn_names(root: _Element) -> None:
    """Name the old places of headings that have moved as the headings are named, and their new places otherwise."""
    marks = {mark.get(f"{_W}name") or "": mark for mark in root.iter(f"{_W}bookmarkStart")}
    for name, mark in marks.items():
        after = marks.get(name.removesuffix(BEFORE)) if name.endswith(BEFORE) else None
        if after is not None:
            after.set(f"{_W}name", name.removesuffix(BEFORE) + AFTER)
            mark.set(f"{_W}name", name.removesuffix(BEFORE))


def _drop_line(line: _Element | None) -> None:
    """Take a paragraph away whose end is gone, when no words of it are left; a heading still parts what is round it."""
    if line is not None and not is_heading(line) and not any(True for _ in line.iter(f"{_W}t", f"{_W}delText")):
        _remove(line)


def _parent(element: _Element | None) -> _Element | None:
    return None if element is None else element.getparent()


def _remove(element: _Element | None) -> None:
    parent = _parent(element)
    if element is not None and parent is not None:
        parent.remove(element)
