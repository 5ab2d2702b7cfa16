"""The one table of what is put right without asking: each code with its remedy, as edits of the file.

A remedy gives no edits where the text has a form that it does not know: then the editor decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kravbok.finding import Finding, Position
from kravbok.swedish import MANADER, fold, misspelt
from kravbok.writing.edit import Edit, offset
from kravbok.writing.nodes import Scalar
from kravbok.writing.records import make_node

__all__ = ["ATGARDER", "Atgard"]

Remedy = Callable[[Finding, str], Iterator[Edit]]


@dataclass(frozen=True, slots=True)
class Atgard:
    """What is done about a finding, in Swedish, and the edits that do it; None where git has to be asked too."""

    vad: str
    make: Remedy | None


_UNSEEN = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")
"""Signs that no reader can see and that change no word; those that turn the order of letters are left to the editor."""

_TABS = re.compile(r"^(?= *\t)[ \t]+(?=\S)", re.MULTILINE)
_VALUE = re.compile(r"(?P<head> *(?:- +)*(?:[\w-]+: +)?)(?P<value>\S.*)")
_PAIR = re.compile(r"(?P<head> *(?:- +)*)(?P<key>[^\s:#]+): +(?P<value>[^\s|>].*)")
_INDENT = re.compile(r" *(?:- +)*")
_DAYS = (
    re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)", re.ASCII),
    re.compile(r"(?P<y>\d{4})(?P<sign>[-/.])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})[- ](?P<y>\d{4})", re.ASCII),
    re.compile(rf"(?:den )?(?P<d>\d{{1,2}})(?::?e)? (?P<name>{'|'.join(MANADER)}) (?P<y>\d{{4}})", re.ASCII),
)
"""The ways to write a day that have one meaning in Sweden; 1.2.2022 has two."""


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1].rstrip() if 0 < number <= len(lines) else ""


def _said(item: Finding, text: str) -> tuple[int, str]:
    """Return what stands at a finding, and where."""
    start = offset(text, item.position)
    return start, text[start : start + item.position.length]


def _remove_unseen(item: Finding, text: str) -> Iterator[Edit]:
    if _UNSEEN.match(text, offset(text, item.position)):
        yield from (Edit(item.position.path, *match.span(), "") for match in _UNSEEN.finditer(text))


def _indent_with_blanks(item: Finding, text: str) -> Iterator[Edit]:
    for match in _TABS.finditer(text):
        yield Edit(item.position.path, *match.span(), match[0].replace("\t", "  "))


def _quote(item: Finding, text: str) -> Iterator[Edit]:
    """Put a value that ends on its line within quotation marks; a comment after it could be meant as part of it."""
    found = _VALUE.fullmatch(_line(text, item.position.line))
    if found is None or item.position.column <= found.end("head") or found["value"][0] in "\"'[{|>&*!#":
        return
    node = make_node(found["value"])
    if isinstance(node, Scalar) and " #" not in found["value"]:
        start = offset(text, Position("", item.position.line)) + found.start("value")
        yield Edit(item.position.path, start, start + len(found["value"]), node.raw)


def _drop_repeated(item: Finding, text: str) -> Iterator[Edit]:
    """Take away a line whose key stands higher up in the same record, with the same value on its line."""
    number = item.position.line
    own = _PAIR.fullmatch(_line(text, number))
    if own is None or own.end("head") != item.position.column - 1 or _goes_on(text, number):
        return
    for above in range(number - 1, 0, -1):
        line = _line(text, above)
        depth = _depth(line)
        if not line or depth > own.end("head"):
            continue
        other = _PAIR.fullmatch(line)
        if other and depth == own.end("head") and (other["key"], other["value"]) == (own["key"], own["value"]):
            if not _goes_on(text, above):
                start = offset(text, Position("", number))
                yield Edit(item.position.path, start, text.find("\n", start) + 1 or len(text), "")
            return
        if depth < own.end("head") or "- " in line[:depth]:
            return


def _depth(line: str) -> int:
    """Return in which column a line's key or value begins, past the dashes of lists."""
    found = _INDENT.match(line)
    return found.end() if found else 0


def _goes_on(text: str, number: int) -> bool:
    """Whether the value of a key goes on below its line."""
    rest = (line for line in text.split("\n")[number:] if line.strip())
    following = next(rest, "")
    return len(following) - len(following.lstrip()) > _depth(_line(text, number))


def _put(item: Finding, text: str) -> Iterator[Edit]:
    """Write the very words that the finding carries, within the marks that were there."""
    start, said = _said(item, text)
    word, wanted = said.strip("\"'"), item.replacement
    if wanted and word and (fold(word) == fold(wanted) or misspelt(word, [wanted])):
        at = start + said.index(word)
        yield Edit(item.position.path, at, at + len(word), wanted)


def _write_day(item: Finding, text: str) -> Iterator[Edit]:
    start, said = _said(item, text)
    word = said.strip("\"'")
    for pattern in _DAYS:
        if found := pattern.fullmatch(word):
            named = found.groupdict()
            month = MANADER.index(named["name"]) + 1 if named.get("name") else int(named["m"])
            try:
                day = date(int(named["y"]), month, int(named["d"]))
            except ValueError:
                return
            at = start + said.index(word)
            yield Edit(item.position.path, at, at + len(word), day.isoformat())
            return


def _write_ska(item: Finding, text: str) -> Iterator[Edit]:
    start, said = _said(item, text)
    if said.lower() == "skall":
        yield Edit(item.position.path, start + 3, start + 5, "")


def _drop_second(item: Finding, text: str) -> Iterator[Edit]:
    """Take away a word that stands right after itself."""
    start, said = _said(item, text)
    before = text[:start].rstrip()
    if said.isalpha() and re.search(rf"(?<!\w){re.escape(said)}$", before, re.IGNORECASE):
        yield Edit(item.position.path, len(before), start + len(said), "")


ATGARDER: Mapping[str, Atgard] = {
    "K009": Atgard("mjuka bindestreck, nollbreda blanksteg och märken för byteordning tas bort", _remove_unseen),
    "K011": Atgard("värdet får citattecken, när det står på en rad", _quote),
    "K013": Atgard("varje tabb i indrag blir två blanksteg", _indent_with_blanks),
    "K016": Atgard("värdet får citattecken, när det står på en rad", _quote),
    "K017": Atgard("raden tas bort, när nyckeln redan har samma värde", _drop_repeated),
    "K029": Atgard("två nya krav med samma id i en konflikt blir två filer, och det senare får ett nytt id", None),
    "K101": Atgard("nyckeln rättas, när bara en bokstav skiljer den från en enda som finns", _put),
    "K104": Atgard("ordet rättas, när bara en bokstav skiljer det från ett enda som får stå där", _put),
    "K105": Atgard("20220131, 2022-1-31, 2022/1/31, 31/1-2022 och 31 januari 2022 blir 2022-01-31", _write_day),
    "K201": Atgard("det senare av två krav med samma id får ett nytt, om git vet vilket det är", None),
    "K204": Atgard("kapitlets id rättas, när bara en bokstav skiljer det från ett enda i boken", _put),
    "K205": Atgard("bokens id rättas, när bara en bokstav skiljer det från en enda bok", _put),
    "K211": Atgard("ämnet rättas, när bara en bokstav skiljer det från ett enda registrerat", _put),
    "K605": Atgard("skall blir ska; andra ord väljer du själv", _write_ska),
    "K606": Atgard("begreppet får registrets stora och små bokstäver, prickar och ringar", _put),
    "K629": Atgard("det andra av två likadana ord i följd tas bort", _drop_second),
}  # fmt: skip
