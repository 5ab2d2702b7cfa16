"""Reads a regular document into the tree that pandoc would read it into, without starting pandoc.

pandoc takes a second for a book of 150 pages. Its rules for blanks and for loose text are followed here to the letter;
a test compares.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from lxml.html import HtmlElement

from kravbok.export.regular import PHRASES, STYLES, is_regular
from kravbok.export.tree import Node

__all__ = ["read_html_tree"]

BLANKS = re.compile("([ \t\n]+)")
SPACE: Node = {"t": "Space"}
SOFT_BREAK: Node = {"t": "SoftBreak"}
LINE_BREAK: Node = {"t": "LineBreak"}
STRENGTH = {"Space": 0, "SoftBreak": 1, "LineBreak": 2}
"""Of two blanks beside each other the stronger stays; two breaks of lines are two."""

TAKEN = frozenset(("id", "class", "href", "src", "alt"))
"""Values that have places of their own in the tree."""

NO_NAMES: list[Any] = ["", [], []]
MELDED = ("Emph", "Strong")
MAKES_PARAGRAPHS = ("Para", "Header", "BlockQuote", "DefinitionList")
"""Blocks that make paragraphs of the loose text beside them; outside a list item, lists do so too."""


def read_html_tree(body: HtmlElement) -> list[Node] | None:
    """Return the blocks of a narrowed body; None when something in it is best left to pandoc."""
    return _paragraphs(_flow(body)) if is_regular(body) else None


def _flow(element: HtmlElement) -> list[Node]:
    """Return the blocks inside an element; loose text between them is plain."""
    built: list[Node] = []
    loose: list[Node] = []
    _add_text(loose, element.text)
    for child in element:
        if child.tag in PHRASES:
            _add(loose, _phrase(child))
        else:
            built += [*_block("Plain", loose), *BLOCKS[child.tag](child)]
            loose = []
        _add_text(loose, child.tail)
    return [*built, *_block("Plain", loose)]


def _paragraphs(blocks: list[Node], *, lists: bool = True) -> list[Node]:
    """Return blocks whose loose text is made paragraphs when there are paragraphs or the like beside it."""
    makers = (*MAKES_PARAGRAPHS, "BulletList", "OrderedList") if lists else MAKES_PARAGRAPHS
    if all(block["t"] not in makers for block in blocks):
        return blocks
    return [{"t": "Para", "c": block["c"]} if block["t"] == "Plain" else block for block in blocks]


def _block(kind: str, inlines: list[Node]) -> list[Node]:
    words = _trim(inlines)
    return [{"t": kind, "c": words}] if words else []


def _inlines(element: HtmlElement) -> list[Node]:
    """Return the running text inside an element."""
    built: list[Node] = []
    _add_text(built, element.text)
    for child in element:
        _add(built, _phrase(child))
        _add_text(built, child.tail)
    return built


def _add_text(inlines: list[Node], text: str | None) -> None:
    """Put a text at the end: its words and the blanks between them."""
    if text:
        parts = BLANKS.split(text)
        kinds = [{"t": "Str", "c": part} if part.strip(" \t\n") else _blank(part) for part in parts if part]
        _add(inlines, kinds)


def _blank(text: str) -> Node:
    return SOFT_BREAK if "\n" in text else SPACE


def _add(inlines: list[Node], more: list[Node]) -> None:
    """Put running text at the end of other text; what meets is joined where it is of one kind."""
    if inlines and more and (met := _meet(inlines[-1], more[0])) is not None:
        inlines[-1:] = [met, *more[1:]]
    else:
        inlines += more


def _meet(one: Node, two: Node) -> Node | None:
    """Return what two pieces of text become where they meet; None when they stay two."""
    kinds = one["t"], two["t"]
    if kinds[0] in STRENGTH and kinds[1] in STRENGTH and kinds != ("LineBreak", "LineBreak"):
        return max(one, two, key=lambda blank: STRENGTH[blank["t"]])
    if kinds[0] == kinds[1] and (kinds[0] == "Str" or kinds[0] in MELDED):
        return {"t": kinds[0], "c": one["c"] + two["c"]}
    return None


def _is_blank(node: Node) -> bool:
    return node["t"] in ("Space", "SoftBreak")


def _trim(inlines: list[Node]) -> list[Node]:
    """Return running text without a blank at either end."""
    first = bool(inlines) and _is_blank(inlines[0])
    last = len(inlines) > first and _is_blank(inlines[-1])
    return inlines[first : len(inlines) - last]


def _phrase(element: HtmlElement) -> list[Node]:
    """Return an element of running text; blanks at its ends stand outside it, but those of a span inside."""
    if element.tag == "br":
        return [LINE_BREAK]
    if element.tag == "code":
        return [{"t": "Code", "c": [_names(element), BLANKS.sub(" ", element.text)]}] if element.text else []
    if element.tag == "img":
        words: list[Node] = []
        _add_text(words, element.get("alt"))
        return [{"t": "Image", "c": [_names(element), words, [element.get("src"), ""]]}]
    words = _inlines(element)
    if element.tag == "span":
        return [{"t": "Span", "c": [_names(element), words]}]
    before = words[:1] if words and _is_blank(words[0]) else []
    after = words[-1:] if words and _is_blank(words[-1]) else []
    return [*before, _marked(element, _trim(words)), *after]


def _marked(element: HtmlElement, words: list[Node]) -> Node:
    if element.tag == "a":
        return {"t": "Link", "c": [_names(element), words, [element.get("href"), ""]]}
    return {"t": "Emph" if element.tag == "em" else "Strong", "c": words}


def _names(element: HtmlElement) -> list[Any]:
    """Return an element's id, classes and other values as pandoc keeps them."""
    given = element.attrib
    if not given:
        return NO_NAMES
    others = [[name.removeprefix("data-"), value] for name, value in given.items() if name not in TAKEN]
    return [given.get("id", ""), given.get("class", "").split(), others]


def _heading(element: HtmlElement) -> list[Node]:
    return [{"t": "Header", "c": [int(element.tag[1]), _names(element), _trim(_inlines(element))]}]


def _list(element: HtmlElement) -> list[Node]:
    items = [_paragraphs(_flow(item), lists=False) for item in element]
    if element.tag == "ul":
        return [{"t": "BulletList", "c": items}]
    style = STYLES[element.get("type", "")] if "type" in element.attrib else "DefaultStyle"
    return [{"t": "OrderedList", "c": [[int(element.get("start", "1")), {"t": style}, {"t": "DefaultDelim"}], items]}]


def _definitions(element: HtmlElement) -> list[Node]:
    """Return a list of terms; several terms before one explanation stand on a line each."""
    items: list[tuple[list[Node], list[list[Node]]]] = []
    for part in element:
        if part.tag == "dd":
            items[-1][1].append(_paragraphs(_flow(part)))
        elif items and not items[-1][1]:
            items[-1][0].extend([LINE_BREAK, *_trim(_inlines(part))])
        else:
            items.append((_trim(_inlines(part)), []))
    return [{"t": "DefinitionList", "c": [list(item) for item in items]}]


def _table(element: HtmlElement) -> list[Node]:
    caption = [block for part in element.iterfind("caption") for block in _flow(part)]
    head = [_row(row) for row in element.iterfind("thead/tr")]
    bodies = [_body(part) for part in element.iterfind("tbody")]
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in next(element.iter("tr"))]
    parts = [NO_NAMES, [None, caption], columns, [NO_NAMES, head], bodies, [NO_NAMES, []]]
    return [{"t": "Table", "c": parts}]


def _body(element: HtmlElement) -> list[Any]:
    headed = len(element) > 0 and all(row[0].tag == "th" for row in element)
    return [_names(element), int(headed), [], [_row(row) for row in element]]


def _row(element: HtmlElement) -> list[Any]:
    return [_names(element), [[_names(cell), {"t": "AlignDefault"}, 1, 1, _flow(cell)] for cell in element]]


BLOCKS: Mapping[str, Callable[[HtmlElement], list[Node]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ol", "ul"), _list),
    "p": lambda element: _block("Para", _inlines(element)),
    "div": lambda element: [{"t": "Div", "c": [_names(element), _flow(element)]}],
    "blockquote": lambda element: [{"t": "BlockQuote", "c": _paragraphs(_flow(element))}],
    "dl": _definitions,
    "table": _table,
}
