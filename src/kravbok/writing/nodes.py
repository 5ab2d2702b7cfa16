"""A YAML text as a tree that forgets nothing: each entry with its key, its value, and the comments that belong to it.

Comments and blank lines belong to the entry that they stand above or beside; a comment that stands deeper than what
follows it belongs to the end of what it is as deep as.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import yaml
from yaml.events import (
    CollectionEndEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

__all__ = ["Collection", "Entry", "Page", "Scalar", "read_pages"]


@dataclass(slots=True)
class Scalar:
    """A text value, and `raw` as it is written; `parent` is the column of the block around it, -1 at the top."""

    value: str
    style: str | None
    raw: str
    parent: int


@dataclass(slots=True)
class Collection:
    """A mapping or a list, in braces on a line (flow) or a line for each entry."""

    kind: Literal["map", "list"]
    flow: bool
    column: int
    entries: list[Entry] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list; `lead` is the comments and blank lines above it."""

    key: Scalar | None = None
    value: Scalar | Collection | None = None
    lead: list[str] = field(default_factory=list)
    beside: str = ""

    def add_beside(self, comment: str) -> None:
        """Take a comment at the end of the line; one that was there before goes above."""
        if self.beside:
            self.lead.append(self.beside)
        self.beside = comment


@dataclass(slots=True)
class Page:
    """One document of a file: its line of three dashes with what stands above and beside it, and its value."""

    explicit: bool = False
    above: list[str] = field(default_factory=list)
    start: Entry = field(default_factory=Entry)
    root: Collection | None = None


@dataclass(slots=True)
class _Builder:
    """Builds pages from events; the text between two of them has nothing but comments, blanks and signs."""

    text: str
    pages: list[Page] = field(default_factory=list)
    stack: list[tuple[Collection, Entry | None]] = field(default_factory=list)
    closed: list[Collection] = field(default_factory=list)
    begun: Entry | None = None
    last: Entry | None = None
    at: int = 0

    def take(self, event: Any) -> None:
        """Take one event."""
        if isinstance(event, ScalarEvent):
            self.take_scalar(event)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self.open(event)
        elif isinstance(event, DocumentStartEvent):
            self.start_page(event)
        elif isinstance(event, (DocumentEndEvent, StreamEndEvent)):
            self.end_page(event)
        elif isinstance(event, CollectionEndEvent):
            self.close(event)

    def start_page(self, event: Any) -> None:
        """Begin a document."""
        page = Page(bool(event.explicit) or bool(self.pages))
        self.pages.append(page)
        if event.explicit:
            self.take_gap(event.end_mark.index - 3, -1, page.above)
            self.at, self.last = event.end_mark.index, page.start

    def end_page(self, event: Any) -> None:
        """End a document where that is written, or the file."""
        ends = isinstance(event, StreamEndEvent)
        root = self.pages[-1].root if self.pages else None
        if root is None or not (ends or event.explicit):
            return
        self.take_gap(len(self.text) if ends else event.start_mark.index, -1, root.tail, ends=ends)
        self.at, self.last = event.end_mark.index, None
        while root.tail and not root.tail[-1]:
            root.tail.pop()

    def take_scalar(self, event: Any) -> None:
        """Take a key or a text value."""
        start, end = event.start_mark.index, event.end_mark.index
        column = self.column()
        if event.style in ("|", ">"):
            end = _block_end(self.text, start, end)
        scalar = Scalar(event.value, event.style, self.text[start:end], column)
        entry = self.put(scalar)
        self.take_gap(start, column, self.above(entry))
        self.at, self.last = end, entry

    def column(self) -> int:
        """Return where the entries of the innermost block stand."""
        return next((box.column for box, _ in reversed(self.stack) if not box.flow), -1)

    def above(self, entry: Entry) -> list[str]:
        """Return where comments above the next value belong: with the outermost entry that begins there."""
        begun, self.begun = self.begun, None
        return (begun or entry).lead

    def put(self, value: Scalar | Collection) -> Entry:
        """Put a key or a value where it belongs and return its entry."""
        box, entry = self.stack[-1]
        if box.kind == "list" or entry is None:
            entry = Entry()
            box.entries.append(entry)
            self.begun = self.begun or entry
            if box.kind == "map" and isinstance(value, Scalar):
                entry.key = value
                self.stack[-1] = (box, entry)
                return entry
        self.stack[-1] = (box, None)
        entry.value = value
        return entry

    def open(self, event: Any) -> None:
        """Begin a mapping or a list."""
        kind: Literal["map", "list"] = "map" if isinstance(event, MappingStartEvent) else "list"
        box = Collection(kind, bool(event.flow_style), event.start_mark.column)
        start, column = event.start_mark.index, self.column()
        if self.stack:
            entry = self.put(box)
        else:
            self.pages[-1].root = box
            entry = self.pages[-1].start
        if box.flow:
            self.take_gap(start, column, self.above(entry))
            self.at, self.last = start + (self.text[start] in "[{"), entry
        self.stack.append((box, None))

    def close(self, event: Any) -> None:
        """End a mapping or a list."""
        box, _ = self.stack.pop()
        if not box.flow:
            self.closed.append(box)
            return
        start = event.start_mark.index
        if self.text[start : start + 1] in ("]", "}") and event.end_mark.index > start:
            self.take_gap(start, self.column(), box.tail)
            self.at = start + 1
        self.last = self.stack[-1][0].entries[-1] if self.stack else self.pages[-1].start

    def take_gap(self, start: int, column: int, lead: list[str], *, ends: bool = False) -> None:
        """Give the comments and blank lines up to a value to what they belong to."""
        lines = self.text[self.at : start].split("\n")
        if self.at or self.last:
            self.take_beside(lines.pop(0), lead)
            lines = lines or [""]
        if not ends or not lines[-1].strip():
            lines = lines[:-1]
        inner = [box for box in self.closed if box.column >= column]
        blanks: list[str] = []
        for line in lines:
            before, sign, comment = line.partition("#")
            if not before.strip() and not sign:
                blanks.append("")
            elif sign:
                own = len(before) if not before.strip() else column
                deep = [box for box in inner if box.column <= own] if own > column else []
                inner = inner[inner.index(deep[0]) :] if deep else []
                (deep[0].tail if deep else lead).extend([*blanks, f"#{comment}".rstrip()])
                blanks = []
        lead.extend(blanks)
        self.closed = []

    def take_beside(self, line: str, lead: list[str]) -> None:
        """Give the comment at the end of a line to the entry on it."""
        _, sign, comment = line.partition("#")
        if sign and self.last is not None:
            self.last.add_beside(f"#{comment}".rstrip())
        elif sign:
            lead.append(f"#{comment}".rstrip())


def _block_end(text: str, start: int, end: int) -> int:
    """Return where a block text ends: the blank lines after it belong to what comes next, unless it keeps them."""
    head, *lines = text[start:end].split("\n")
    if "+" in head.partition("#")[0]:
        return end - (text[start:end].endswith("\n"))
    deep = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
    while lines and not lines[-1].strip() and len(lines[-1]) <= deep:
        lines.pop()
    return start + len("\n".join([head, *lines]))


def read_pages(text: str) -> list[Page]:
    """Return the documents of a text that our reader has found no fault in; its lines end with a line feed alone."""
    builder = _Builder(text)
    events: Any = yaml.parse(text, Loader=yaml.CSafeLoader)
    for event in events:
        builder.take(event)
    return builder.pages
