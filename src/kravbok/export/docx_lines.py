"""Mends the lines of a Word file: what they are kept with, how far in they stand, and ids that are not to be broken.

pandoc gives no way to say this of a single paragraph, so `docx_tree` puts the properties among its words, and they are
moved here to where Word wants them.
"""

import re

from lxml import etree
from lxml.etree import _Element

from kravbok.export.words import parts_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct"),
    *("topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind"),
)
"""The order in which Word wants the properties of a paragraph (ECMA-376, CT_PPr); others come after."""

PROPERTIES = ("keepNext", "ind")
"""The properties that stand among a paragraph's words."""

NARROW = ("Tabelltext", "Fakta")
"""Styles whose lines are so short that an id or a date would often be broken.

Elsewhere a hyphen stays a hyphen: Word finds and copies a hyphen that keeps words together as another letter.
"""

HYPHENS = re.compile("(-)")


def mend_lines(root: _Element) -> None:
    """Move stray properties to where they belong, and keep ids and dates whole in tables and lists of facts."""
    for line in root.iter(f"{W}p"):
        for stray in [part for part in line if str(part.tag).removeprefix(W) in PROPERTIES]:
            line.remove(stray)
            put_property(line, stray)
        if style_of(line) in NARROW:
            for text in list(line.iter(f"{W}t", f"{W}delText")):
                _keep_whole(text)


def style_of(line: _Element) -> str:
    """Return the id of a line's style, empty for none."""
    named = line.find(f"{W}pPr/{W}pStyle")
    return "" if named is None else named.get(f"{W}val") or ""


def put_property(line: _Element, wanted: _Element) -> None:
    """Give a paragraph a property in its place; one that it has already is replaced."""
    properties = first_child(line, "pPr")
    for old in properties.findall(str(wanted.tag)):
        properties.remove(old)
    before = [child for child in properties if _place(child) < _place(wanted)]
    properties.insert(len(before), wanted)


def first_child(parent: _Element, name: str) -> _Element:
    """Return the child of that name, put first where there is none."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0, found)
    return found


def _place(child: _Element) -> int:
    name = str(child.tag).removeprefix(W)
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _keep_whole(text: _Element) -> None:
    """Write the hyphens of ids and dates so that no line ends at them."""
    words = text.text or ""
    if "-" not in words:
        return
    kept = [HYPHENS.split(part) if whole else [part] for part, whole in parts_of(words)]
    if all(len(pieces) == 1 for pieces in kept):
        return
    at = text
    for whole, piece in ((len(pieces) > 1, piece) for pieces in kept for piece in pieces if piece):
        at.addnext(new := _hyphen() if whole and piece == "-" else _words(str(text.tag), piece))
        at = new
    run = text.getparent()
    if run is not None:
        run.remove(text)


def _hyphen() -> _Element:
    return etree.Element(f"{W}noBreakHyphen")


def _words(tag: str, text: str) -> _Element:
    made = etree.Element(tag)
    made.set(SPACE, "preserve")
    made.text = text
    return made
