"""Says whether a narrowed document holds what the dialect and our own templates write, and nothing else.

Such a document is read by `html_tree.py`; any other is left to pandoc, which reads all of HTML.
"""

import re
from collections.abc import Callable, Mapping

from lxml.html import HtmlElement

__all__ = ["PHRASES", "STYLES", "is_regular"]

PHRASES = frozenset(("a", "br", "code", "em", "img", "span", "strong"))
FLOW = PHRASES | {"blockquote", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "table", "ul"}
CELLS = frozenset(("td", "th"))
INSIDE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("body", "div", "blockquote", "li", "dd"), FLOW),
    **dict.fromkeys(("p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption", *CELLS), PHRASES),
    **dict.fromkeys(("a", "em", "span", "strong"), PHRASES),
    **dict.fromkeys(("br", "code", "img"), frozenset()),
    **dict.fromkeys(("ol", "ul"), frozenset(("li",))),
    **dict.fromkeys(("thead", "tbody"), frozenset(("tr",))),
    "dl": frozenset(("dt", "dd")),
    "table": frozenset(("caption", "thead", "tbody")),
    "tr": CELLS,
}
"""What may stand right inside each element that is known."""

PARTED = frozenset(("dl", "ol", "table", "tbody", "thead", "tr", "ul"))
"""Elements that hold other elements and no text of their own."""

OWNERS = {"href": "a", "src": "img", "alt": "img", "start": "ol", "type": "ol", "colspan": "", "rowspan": ""}
"""Values that are read on one element, or on none."""

TABLE_PARTS = re.compile(r"(caption )?(thead )?(tbody )*")
TERMS = re.compile(r"((dt )+(dd )+)+")
OUR_CLASS = re.compile(r"kb-[a-z-]+|insertion|deletion")
"""Classes of a div or span that pandoc gives no meaning of its own."""

ODD_LETTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
ODD_ADDRESS = re.compile(r'[^!-~]|[<>|"{}\[\]^`]')
"""What pandoc reads as other letters, or writes in another way in an address."""

STYLES = {"1": "Decimal", "a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}


def is_regular(body: HtmlElement) -> bool:
    """Whether every element is known, stands where it may, and holds nothing that pandoc gives a meaning of its own."""
    return all(map(_is_known, body.iter()))


def _is_known(element: HtmlElement) -> bool:
    """Whether an element, its values and what stands right inside it are known."""
    inside = INSIDE.get(element.tag)
    if inside is None or not all(child.tag in inside for child in element):
        return False
    text = "".join([element.text or "", *(child.tail or "" for child in element)])
    if any(map(ODD_LETTERS.search, (text, *element.attrib.values()))) or (
        element.tag in PARTED and text.strip(" \t\n")
    ):
        return False
    check = CHECKS.get(element.tag)
    return all(OWNERS.get(name, element.tag) == element.tag for name in element.attrib) and (
        not check or check(element)
    )


def _has_our_classes(element: HtmlElement) -> bool:
    return all(map(OUR_CLASS.fullmatch, element.get("class", "").split()))


def _has_address(name: str) -> Callable[[HtmlElement], bool]:
    return lambda element: name in element.attrib and not ODD_ADDRESS.search(element.attrib[name])


def _is_numbered(element: HtmlElement) -> bool:
    return element.get("start", "1").isdecimal() and element.get("type", "1") in STYLES


def _is_in_order(parts: re.Pattern[str]) -> Callable[[HtmlElement], bool]:
    return lambda element: parts.fullmatch("".join(f"{child.tag} " for child in element)) is not None


def _is_even(table: HtmlElement) -> bool:
    """Whether a table's parts are in order, its rows equally long, only first cells headings, no cell on two lines."""
    rows = [[cell.tag for cell in row] for row in table.iter("tr")]
    under = [[cell.tag for cell in row] for row in table.iterfind("tbody/tr")]
    return (
        _is_in_order(TABLE_PARTS)(table)
        and len({len(row) for row in rows}) == 1
        and all("th" not in row[1:] and row != ["th"] for row in under)
        and next(table.iter("br"), None) is None
    )


def _is_whole(item: HtmlElement) -> bool:
    """Whether an item with an id has no list of its own: pandoc then leaves loose text that is else a paragraph."""
    marked = len(item) > 0 and item[0].tag == "span" and item[0].get("id") is not None
    return not (marked and any(child.tag in ("dl", "ol", "ul") for child in item))


CHECKS: Mapping[str, Callable[[HtmlElement], bool]] = {
    "div": _has_our_classes,
    "span": _has_our_classes,
    "a": _has_address("href"),
    "img": _has_address("src"),
    "ol": _is_numbered,
    "dl": _is_in_order(TERMS),
    "li": _is_whole,
    "dd": _is_whole,
    "table": _is_even,
}
