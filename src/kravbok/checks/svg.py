"""What an SVG may be in a book: a still drawing that fetches nothing and runs nothing; all else is refused (K707)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

__all__ = ["SvgFel", "find_svg_faults"]

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "switch", "path", "rect", "circle",
    "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "image", "linearGradient",
    "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "filter", "feBlend", "feColorMatrix",
    "feComponentTransfer", "feComposite", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur",
    "feMerge", "feMergeNode", "feMorphology", "feOffset", "feDropShadow", "feTile",
})  # fmt: skip
_NOTES = (
    "http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/", "http://creativecommons.org/ns#", "http://web.resource.org/cc/",
)  # fmt: skip
"""Namespaces of notes that drawing programs leave; no reader of SVG does anything with them."""

_EMBEDDED = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*")
_OUTSIDE = re.compile(r"url\(\s*+['\"]?+\s*+(?!#)|@import|\\|javascript:|expression\(", re.IGNORECASE)
_MAX_ELEMENTS = 50_000
_DRAW = "Spara bilden som enkel SVG (”Plain SVG”) utan skript, länkar och animering."


@dataclass(frozen=True, slots=True)
class SvgFel:
    """What an SVG has that a book cannot take: code, line, message and remedy."""

    code: str
    line: int
    message: str
    hint: str = _DRAW


@dataclass
class _Reader:
    """Takes the events of a parser and notes what is refused."""

    parser: XMLParserType
    faults: list[SvgFel] = field(default_factory=list)
    elements: int = 0
    names: list[str] = field(default_factory=list)
    copied: set[str] = field(default_factory=set)
    copying: set[str] = field(default_factory=set)
    css: list[str] | None = None

    def refuse(self, message: str) -> None:
        """Note a fault on the line that is being read."""
        self.faults.append(SvgFel("K707", self.parser.CurrentLineNumber, message))

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        space, _, local = name.rpartition(" ")
        self.elements += 1
        if self.elements == 1 and (space, local) != (_SVG, "svg"):
            hint = 'Roten ska vara <svg xmlns="http://www.w3.org/2000/svg">.'
            self.faults.append(SvgFel("K213", self.parser.CurrentLineNumber, "filen är ingen SVG", hint))
        elif self.elements == _MAX_ELEMENTS:
            self.refuse(f"bilden har fler än {_MAX_ELEMENTS} delar")
        elif self.css is not None or not ((space == _SVG and local in _ELEMENTS) or space.startswith(_NOTES)):
            self.refuse(f"elementet <{local[:40]}> är inte tillåtet här")
        self.names.append(attributes.get("id", ""))
        if space == _SVG and local == "use":
            self.copied |= {value[1:] for key, value in attributes.items() if key.rpartition(" ")[2] == "href"}
            self.copying |= set(self.names) - {""}
        self.css = [] if space == _SVG and local == "style" else self.css
        for key, value in attributes.items():
            self.check_attribute(key.rpartition(" ")[2].lower(), key, value)

    def check_attribute(self, local: str, key: str, value: str) -> None:
        """Refuse event handlers and whatever points out of the file."""
        if local.startswith("on"):
            self.refuse(f"attributet {local[:40]} kör ett skript")
        elif local in ("href", "src", "base"):
            if not (key.startswith(_NOTES) or value.startswith("#") or _EMBEDDED.fullmatch(value)):
                self.refuse(f"attributet {local} pekar ut ur filen")
        elif _OUTSIDE.search(value) and not key.startswith(_NOTES):
            self.refuse(f"attributet {local[:40]} pekar ut ur filen")

    def close(self, name: str) -> None:
        """Take the end of an element; in a style sheet nothing may point out of the file."""
        self.names.pop()
        if self.css is not None and name == f"{_SVG} style":
            if _OUTSIDE.search("".join(self.css)):
                self.refuse("formatmallen pekar ut ur filen")
            self.css = None
        if not self.names and self.copied & self.copying:
            self.refuse("bilden har kopior av kopior (use i use)")

    def text(self, words: str) -> None:
        """Take text."""
        if self.css is not None:
            self.css.append(words)


def find_svg_faults(data: bytes) -> list[SvgFel]:
    """Return what an SVG has that a book cannot take, in order; entities are refused before any is expanded."""
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader(parser)
    parser.buffer_text = True
    parser.buffer_size = 1 << 20
    parser.StartElementHandler = reader.open
    parser.EndElementHandler = reader.close
    parser.CharacterDataHandler = reader.text
    parser.ProcessingInstructionHandler = lambda *_: reader.refuse("filen har en anvisning till ett annat program")
    parser.StartDoctypeDeclHandler = _stop
    try:
        parser.Parse(data, True)
    except _DoctypeFel:
        reader.refuse("filen har en DOCTYPE")
    except (expat.ExpatError, ValueError, LookupError):
        message = "filen är inte välformad XML"
        reader.faults.append(SvgFel("K213", parser.ErrorLineNumber, message, "Spara bilden på nytt."))
    return reader.faults


class _DoctypeFel(Exception):
    """Raised to stop reading at a DOCTYPE, before its entities mean anything."""


def _stop(*_: object) -> None:
    raise _DoctypeFel
