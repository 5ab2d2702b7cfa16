"""The canonical layout of a tree: two blanks for each step, a line for each entry, short lists kept on their line."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import dropwhile
from operator import not_

from kravbok.writing.nodes import Collection, Entry, Page, Scalar
from kravbok.writing.scalars import block_lines, inline

__all__ = ["WIDTH", "lay_out"]

WIDTH = 120
STEP = 2


def lay_out(pages: Iterable[Page]) -> str:
    """Return the text of documents."""
    lines: list[str] = []
    for page in pages:
        lines += dropwhile(not_, _comments(page.above, 0))
        if page.explicit:
            lines.append(_beside("---", page.start.beside))
        body = [*_comments(page.start.lead, 0), *([] if page.explicit else filter(None, [page.start.beside]))]
        if page.root is not None:
            body += _collection_lines(page.root, 0)
        lines += dropwhile(not_, body)
    return "\n".join(lines) + "\n"


def _collection_lines(box: Collection, indent: int) -> list[str]:
    margin = " " * indent
    lines: list[str] = []
    kept = False
    for entry in box.entries:
        if kept:
            entry.lead = list(dropwhile(not_, entry.lead))
        lines += _map_entry(entry, indent) if box.kind == "map" else _list_entry(entry, indent)
        kept = _keeps_blanks(entry.value)
    if not box.entries:
        lines = [f"{margin}{'{}' if box.kind == 'map' else '[]'}"]
    return lines + _comments(dropwhile(not_, box.tail) if kept else box.tail, indent)


def _keeps_blanks(value: Scalar | Collection | None) -> bool:
    """Whether a value ends with a block that would take blank lines after it as its own."""
    while isinstance(value, Collection):
        if value.tail or not value.entries:
            return False
        value = value.entries[-1].value
    return value is not None and value.style in ("|", ">") and "+" in value.raw.split("\n", 1)[0].partition("#")[0]


def _comments(lines: Iterable[str], indent: int) -> list[str]:
    """Return comments at their depth; of several blank lines one is left."""
    made: list[str] = []
    for line in lines:
        if line or not made or made[-1]:
            made.append(" " * indent + line if line else "")
    return made


def _beside(line: str, comment: str) -> str:
    return f"{line} {comment}" if comment else line


def _map_entry(entry: Entry, indent: int) -> list[str]:
    key = inline(entry.key) if entry.key is not None else None
    head = f"{' ' * indent}{key}:"
    return [*_comments(entry.lead, indent), *_value_lines(entry, head, indent)]


def _list_entry(entry: Entry, indent: int) -> list[str]:
    """Return an item; its mapping or list begins on the line of the dash, with its first comments above that."""
    value, margin = entry.value, " " * indent
    if isinstance(value, Scalar) or value is None or _on_a_line(value, indent + STEP) is not None:
        return [*_comments(entry.lead, indent), *_value_lines(entry, f"{margin}-", indent)]
    above = [*entry.lead, *filter(None, [entry.beside])]
    lines = _collection_lines(value, indent + STEP)
    first = next(number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    above += [line.strip() for line in lines[:first]]
    return [*_comments(above, indent), f"{margin}- {lines[first].lstrip()}", *lines[first + 1 :]]


def _value_lines(entry: Entry, head: str, indent: int) -> list[str]:
    """Return the lines of a value after its key or its dash."""
    value = entry.value
    if isinstance(value, Collection):
        flow = _on_a_line(value, len(head) + 1)
        if flow is not None:
            return [_beside(f"{head} {flow}", entry.beside)]
        return [_beside(head, entry.beside), *_collection_lines(value, indent + STEP)]
    if value is None:
        return [_beside(head, entry.beside)]
    line = inline(value) if "\n" not in value.raw else None
    if line is not None:
        return [_beside(f"{head} {line}", entry.beside)]
    lines = block_lines(value, indent + STEP)
    lines[0] = f"{head} {lines[0]}"
    lines[-1] = _beside(lines[-1], entry.beside)
    return lines


def _on_a_line(box: Collection, start: int) -> str | None:
    """Return a collection in braces, where it was written so, has no comments, and has room on its line."""
    flow = _flow(box) if box.flow or not box.entries else None
    return flow if flow is not None and start + len(flow) <= WIDTH else None


def _flow(value: Scalar | Collection | None) -> str | None:
    if value is None:
        return None
    if isinstance(value, Scalar):
        return inline(value)
    if value.tail and any(value.tail):
        return None
    parts = [_flow_entry(entry) for entry in value.entries]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return f"{{{', '.join(known)}}}" if value.kind == "map" else f"[{', '.join(known)}]"


def _flow_entry(entry: Entry) -> str | None:
    written = None if any(entry.lead) or entry.beside else _flow(entry.value)
    if entry.key is None or written is None:
        return written
    key = inline(entry.key)
    return None if key is None else f"{key}: {written}"
