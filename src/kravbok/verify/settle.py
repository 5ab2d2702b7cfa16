"""Settle the tracked changes of a Word document: take away what one edition does not have, and keep the rest."""

from __future__ import annotations

from lxml.etree import _Element

from kravbok.verify.read_docx import is_heading

__all__ = ["settle"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BEFORE = "-fore"
"""Ends the bookmark of a heading at the place that it has moved from."""


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
        for mark in root.iter(f"{_W}bookmarkStart"):
            mark.set(f"{_W}name", (mark.get(f"{_W}name") or "").removesuffix(_BEFORE))


def _drop_line(line: _Element | None) -> None:
    """Take a paragraph away whose end is gone, when no words of it are left, and what marks it as a heading's place."""
    if line is None or any(True for _ in line.iter(f"{_W}t", f"{_W}delText")):
        return
    while is_heading(line) and (mark := line.getprevious()) is not None and mark.tag == f"{_W}bookmarkStart":
        _remove(mark)
    _remove(line)


def _parent(element: _Element | None) -> _Element | None:
    return None if element is None else element.getparent()


def _remove(element: _Element | None) -> None:
    parent = _parent(element)
    if element is not None and parent is not None:
        parent.remove(element)
