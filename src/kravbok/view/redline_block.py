"""A text's paragraphs, lists and tables as a redline: block by block and item by item, each word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from markupsafe import Markup, escape

from kravbok.diff.ord import diff_block
from kravbok.view.redline_ord import LINE_BREAK, Lopp, Penna, Rad, text_of, trimmed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["pair", "redline_html"]

T = TypeVar("T")
Par = tuple[T | None, T | None]

_EMPTY = "∅"
"""What stands for a block without words where blocks are paired by their words."""

_LOOKS = ("strong", "em")


@dataclass(frozen=True, slots=True)
class Stycke:
    """A line of text: a paragraph, or the words of a tight list item (then `tag` is empty)."""

    tag: str
    line: Rad


@dataclass(frozen=True, slots=True)
class Lista:
    """A list, with the blocks of each item."""

    tag: str
    start: str
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Tabell:
    """A table: the cells of its head and of each row, and how each column is set."""

    head: tuple[Rad, ...]
    rows: tuple[tuple[Rad, ...], ...]
    looks: tuple[str, ...]


Block = Stycke | Lista | Tabell


def redline_html(penna: Penna, fore: str | None, efter: str | None) -> Markup:
    """Return a text of the clause dialect as a redline; None where an edition has no such text."""
    if fore == efter:
        return Markup(efter or "")  # noqa: S704 - the clause dialect's own HTML, made by kravbok.text
    pairs = pair(_read(fore or ""), _read(efter or ""), _words)
    return Markup("\n").join(_write(penna, pairs))


def pair(fore: Sequence[T], efter: Sequence[T], words: Callable[[T], str]) -> list[Par[T]]:
    """Return which parts belong together by their words, in order of reading; None for what has no counterpart."""
    old, new = iter(fore), iter(efter)
    pairs: list[Par[T]] = []
    for block in diff_block([words(part) or _EMPTY for part in fore], [words(part) or _EMPTY for part in efter]):
        signs = {bit.tecken for bit in block.ord}
        pairs.append((None if signs == {"+"} else next(old), None if signs == {"-"} else next(new)))
    return pairs


def _write(penna: Penna, pairs: Sequence[Par[Block]]) -> Iterator[Markup]:
    for old, new in pairs:
        if isinstance(old, Stycke | None) and isinstance(new, Stycke | None):
            yield _paragraph(penna, old, new)
        elif isinstance(old, Lista) and isinstance(new, Lista) and old.tag == new.tag:
            items = pair(old.items, new.items, _words_of_all)
            yield _list(penna, new, items)
        elif isinstance(old, Tabell) and isinstance(new, Tabell) and len(old.head) == len(new.head):
            rows = pair(old.rows, new.rows, _row_words)
            yield _table(penna, (old.head, new.head), rows, new.looks)
        else:
            yield from _alone(penna, old, None)
            yield from _alone(penna, None, new)


def _alone(penna: Penna, old: Block | None, new: Block | None) -> Iterator[Markup]:
    """Yield a block that one of the editions does not have."""
    block = old or new
    gone = new is None
    if isinstance(block, Stycke):
        yield _paragraph(penna, *_one_side(block, gone=gone))
    elif isinstance(block, Lista):
        yield _list(penna, block, [_one_side(item, gone=gone) for item in block.items])
    elif isinstance(block, Tabell):
        rows = [_one_side(row, gone=gone) for row in block.rows]
        yield _table(penna, _one_side(block.head, gone=gone), rows, block.looks)


def _one_side(part: T, *, gone: bool) -> Par[T]:
    return (part, None) if gone else (None, part)


def _paragraph(penna: Penna, old: Stycke | None, new: Stycke | None) -> Markup:
    html = penna.write(old.line if old else None, new.line if new else None)
    tag = (new or old or Stycke("", ())).tag
    return Markup("<{0}>{1}</{0}>").format(tag, html) if tag else html


def _list(penna: Penna, look: Lista, items: Sequence[Par[tuple[Block, ...]]]) -> Markup:
    built = Markup("").join(_item(penna, old, new) for old, new in items)
    start = Markup(' start="{}"').format(look.start) if look.start else ""
    return Markup("<{0}{1}>\n{2}</{0}>").format(look.tag, start, built)


def _item(penna: Penna, old: tuple[Block, ...] | None, new: tuple[Block, ...] | None) -> Markup:
    pairs = pair(old or (), new or (), _words)
    return Markup("<li>{}</li>\n").format(Markup("\n").join(_write(penna, pairs)))


def _table(
    penna: Penna, head: Par[tuple[Rad, ...]], rows: Sequence[Par[tuple[Rad, ...]]], looks: tuple[str, ...]
) -> Markup:
    top = _cells(penna, head, "th", tuple(f' scope="col"{look}' for look in looks))
    body = Markup("").join(_cells(penna, row, "td", looks) for row in rows)
    return Markup("<table>\n<thead>\n{}</thead>\n<tbody>\n{}</tbody>\n</table>").format(top, body)


def _cells(penna: Penna, row: Par[tuple[Rad, ...]], tag: str, looks: tuple[str, ...]) -> Markup:
    old, new = row
    cells = [
        Markup("<{0}{1}>{2}</{0}>").format(
            tag,
            Markup(look),  # noqa: S704 - an alignment that the dialect's own reader wrote
            penna.write(old[at] if old else None, new[at] if new else None),
        )
        for at, look in enumerate(looks)
    ]
    return Markup("<tr>\n{}</tr>\n").format(Markup("\n").join(cells))


def _words(block: Block) -> str:
    if isinstance(block, Stycke):
        return text_of(block.line)
    if isinstance(block, Lista):
        return " ".join(_words_of_all(item) for item in block.items)
    return " ".join(_row_words(row) for row in (block.head, *block.rows))


def _words_of_all(blocks: Sequence[Block]) -> str:
    return " ".join(_words(block) for block in blocks)


def _row_words(row: Sequence[Rad]) -> str:
    return " ".join(text_of(cell) for cell in row)


def _read(html: str) -> tuple[Block, ...]:
    """Return the blocks of a text."""
    from lxml.html import HTMLParser, fragment_fromstring

    if not html.strip():
        return ()
    return tuple(_blocks(fragment_fromstring(html, create_parent="div", parser=HTMLParser())))


def _blocks(parent: HtmlElement) -> Iterator[Block]:
    """Yield the blocks inside an element; running text between them is a line of its own."""
    line = list(_text(parent.text))
    for child in parent:
        if child.tag in ("p", "ul", "ol", "table"):
            yield from _line(line)
            yield _block(child)
            line = []
        else:
            line += _inline(child, (), "")
        line += _text(child.tail)
    yield from _line(line)


def _line(runs: Sequence[Lopp]) -> Iterator[Block]:
    if text_of(tuple(runs)).strip():
        yield Stycke("", trimmed(runs))


def _block(element: HtmlElement) -> Block:
    if element.tag == "p":
        return Stycke("p", trimmed(_runs(element, (), "")))
    if element.tag == "table":
        head, *rows = ([trimmed(_runs(cell, (), "")) for cell in row] for row in element.iter("tr"))
        looks = tuple(_alignment(cell) for cell in cast("HtmlElement", next(element.iter("tr"))))
        return Tabell(tuple(head), tuple(map(tuple, rows)), looks)
    return Lista(str(element.tag), element.get("start") or "", tuple(tuple(_blocks(item)) for item in element))


def _alignment(cell: HtmlElement) -> str:
    style = cell.get("style")
    return f' style="{escape(style)}"' if style else ""


def _runs(element: HtmlElement, looks: tuple[str, ...], href: str) -> Iterator[Lopp]:
    yield from _text(element.text, looks, href)
    for child in element:
        yield from _inline(child, looks, href)
        yield from _text(child.tail, looks, href)


def _inline(element: HtmlElement, looks: tuple[str, ...], href: str) -> Iterator[Lopp]:
    if element.tag == "br":
        yield Lopp(LINE_BREAK, looks, href)
    elif element.tag == "a":
        yield from _runs(element, looks, element.get("href") or "")
    else:
        yield from _runs(element, (*looks, str(element.tag)) if element.tag in _LOOKS else looks, href)


def _text(text: str | None, looks: tuple[str, ...] = (), href: str = "") -> Iterator[Lopp]:
    if text:
        yield Lopp(text.replace("\n", " "), looks, href)
