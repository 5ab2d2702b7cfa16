"""Canonical YAML: `canonical` makes a file's bytes, and proves that they mean what the file meant."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from kravbok.encoding import decode
from kravbok.finding import Finding, Position, finding
from kravbok.loader import kind_of
from kravbok.model.bas import Modell
from kravbok.reader import read_documents
from kravbok.writing.edit import Edit, apply
from kravbok.writing.layout import lay_out
from kravbok.writing.nodes import Collection, Page, Scalar, read_pages
from kravbok.writing.order import arrange_page

__all__ = ["canonical", "first_difference"]


def canonical(path: str, data: bytes) -> bytes | list[Finding]:
    """Return a file in canonical form, the same bytes when it is so already; the findings of one that cannot be read.

    What comes back has the same values, in the same order where that is the editor's, and the same comments.
    """
    slag = kind_of(path)
    documents, findings = read_documents(path, data)
    if findings or slag is None:
        return findings
    text = decode(path, data)[0]
    plain = text.replace("\r\n", "\n")
    made = _make(plain, slag.model)
    if made == plain:
        return data
    written = apply([Edit(path, 0, len(text), made)], {path: data}).get(path, data)
    after, _ = read_documents(path, written)
    same = [item.data for item in documents] == [item.data for item in after]
    if same and _kept(plain) == _kept(made) and _make(made, slag.model) == made:
        return written
    message = "Filen går inte att skriva om så att den betyder detsamma; den är orörd"
    hint = "Skriv varje nyckel på en rad, följd av kolon, och långa värden med |; försök sedan igen."
    return [finding("K861", Position(path), message, hint)]


def _make(text: str, model: type[Modell]) -> str:
    pages = read_pages(text)
    for page in pages:
        arrange_page(page, model)
    return lay_out(pages)


def _kept(text: str) -> Counter[str]:
    """Return what our own tree of a text holds besides order: every value and every comment, counted."""
    return Counter(item for page in read_pages(text) for item in _all_of(page))


def _all_of(page: Page) -> Iterator[str]:
    yield from (line for line in (*page.above, *page.start.lead, page.start.beside) if line)
    yield from _in(page.root)


def _in(value: Scalar | Collection | None) -> Iterator[str]:
    if isinstance(value, Scalar):
        yield json.dumps(value.value)
        head = value.raw.split("\n", 1)[0]
        if value.style in ("|", ">") and "#" in head:
            yield head[head.index("#") :].rstrip()
    elif value is not None:
        yield from filter(None, value.tail)
        for entry in value.entries:
            yield from (line for line in (*entry.lead, entry.beside) if line)
            yield from _in(entry.key)
            yield from _in(entry.value)


def first_difference(path: str, old: bytes, new: bytes) -> Finding:
    """Return the finding on a file that is not in canonical form (K860), at the first line that would be another."""
    before, after = (decode(path, data)[0].replace("\r\n", "\n").split("\n") for data in (old, new))
    pairs = enumerate(zip(before, after, strict=False), 1)
    line = next((number for number, (one, other) in pairs if one != other), min(len(before), len(after)))
    wanted = after[line - 1] if line <= len(after) else ""
    length = max(1, len(before[line - 1])) if line <= len(before) else 1
    shown = f"”{wanted.strip()[:60]}”" if wanted.strip() else "en rad mindre"
    message = f"Filen är inte skriven på det gemensamma sättet; här väntas {shown}"
    return finding("K860", Position(path, line, 1, length), message, f"Kör kravbok formatera {path}.")
