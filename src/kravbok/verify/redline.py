"""The proof of a redline: what stays and what was added is the new edition, what stays and what was removed the old.

Each finished file is read twice, once for each edition, by its own marks: the elements of HTML, the words that a page
says aloud, Word's tracked changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kravbok.verify.bevis import COLOPHON, Bevis, on_paper
from kravbok.verify.compare import Avvikelse, clean, compare
from kravbok.verify.settle import AFTER, BEFORE, settle

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Sida", "prove_redline", "read_side"]

Sida = Literal["-", "+"]
"""The edition that is read: the old one, with what was removed, or the new one, with what was added."""

_DROPPED = {"-": "ins", "+": "del"}
_NAMES = {"-": "den äldre upplagan", "+": "den nyare upplagan"}
_LABEL = re.compile(r"‹\s*(tillagt|struket|anmärkning)\s*:|(?:slut\s+på\s+(?:tillägg|strykning)\s*)?‹\s*›")
_SPOKEN = {"tillagt": "+", "struket": "-", "anmärkning": ""}
_GONE = "\x03"
"""Stands where something was that the edition does not have."""

_BULLET = re.compile("[•‣◦] ?\x03")
_DANGLING = re.compile(r"([0-9]{1,3}\.) ?\x03")
"""The mark of a list's item that the edition does not have; a number may also be the last word of what is before."""

_MARKS = re.compile(r"(?:[•‣◦]|[0-9]{1,3}\.) ?")
"""What is left of a list whose words are gone."""

MAX_NUMBERS = 8
"""Numbers in a section that are each taken for one or the other; of more, all are taken for marks."""

_SILENT = "//*[contains(concat(' ', @class, ' '), ' {} ')]"


def prove_redline(
    path: Path, form: str, fore: Iterable[Bevis], efter: Iterable[Bevis], moved: Collection[str]
) -> Iterator[Avvikelse]:
    """Yield where a redline, read as either edition, differs from it; `moved` are headings at another place.

    The colophon is the redline's own.
    """
    sides: tuple[tuple[Sida, tuple[Bevis, ...]], ...] = (("-", tuple(fore)), ("+", tuple(efter)))
    names = {part.id for _, bevis in sides for part in bevis}
    names |= {f"{name}{ending}" for name in names for ending in (BEFORE, AFTER) if form == "docx"}
    for side, wanted in sides:
        sections = read_side(path, form, side, names)
        if sections is None:
            yield Avvikelse("", "", "filen går inte att läsa", "K706")
            return
        parts = [part for part in (wanted if form == "html" else on_paper(wanted)) if part.id != COLOPHON]
        for fault in _compare(parts, sections, form, moved if side == "-" and form != "docx" else ()):
            yield Avvikelse(fault.id, fault.post, f"läst som {_NAMES[side]}: {fault.message}", fault.code)
        for name in sorted(sections.keys() - {part.id for part in wanted}):
            if words := _MARKS.sub("", clean(sections[name].replace(_GONE, ""))):
                yield Avvikelse(name, name, f"läst som {_NAMES[side]}: där står ”{words[:50]}”, som inte hör dit")
    if form == "html":
        yield from _unsaid(path)


def _compare(parts: list[Bevis], sections: dict[str, str], form: str, moved: Collection[str]) -> Iterator[Avvikelse]:
    """Yield the faults; what has moved is looked for wherever it stands, and all the rest in order."""
    page = form == "pdf"
    read = {name: words.replace(_GONE, "") for name, words in sections.items()}
    faults = [*compare([part for part in parts if part.id not in moved], read, page=page)]
    faults += [fault for part in parts if part.id in moved for fault in compare([part], read, page=page)]
    by_name = {part.id: part for part in parts}
    for fault in faults:
        part = by_name[fault.id]
        if not page or fault.code != "K704" or not _holds(part, sections.get(part.id, "")):
            yield fault


def _holds(part: Bevis, words: str) -> bool:
    """Whether a section is what it must be without some of the numbers of items that the edition does not have."""
    pieces = _DANGLING.split(words)
    count = len(pieces) // 2
    choices = product((False, True), repeat=count) if count <= MAX_NUMBERS else [(False,) * count]
    for kept in choices:
        numbers = [number if keep else "" for number, keep in zip(pieces[1::2], kept, strict=True)]
        text = "".join(chain.from_iterable(zip(pieces[::2], [*numbers, ""], strict=True)))
        if not any(compare([part], {part.id: text.replace(_GONE, "")}, page=True)):
            return True
    return False


def read_side(path: Path, form: str, side: Sida, names: Collection[str]) -> dict[str, str] | None:
    """Return the words of one edition in a redline, by section; None when the file is none of its format."""
    return _READERS[form](path, side, names)


def _html(path: Path, side: Sida, names: Collection[str]) -> dict[str, str] | None:
    from lxml import html
    from lxml.etree import LxmlError

    from kravbok.verify.read_html import read_html

    try:
        root = html.document_fromstring(path.read_text(encoding="utf-8"), parser=html.HTMLParser())
        gone = [*root.iter(_DROPPED[side]), *_of_class(root, "kb-dolt"), *_of_class(root, "kb-anmarkning")]
        for element in gone:
            if element.getparent() is not None:
                element.drop_tree()
        return read_html(html.tostring(root, encoding="utf-8"), names)
    except (LxmlError, UnicodeDecodeError):
        return None


def _of_class(root: HtmlElement, name: str) -> list[HtmlElement]:
    found: list[HtmlElement] = root.xpath(_SILENT.format(name))
    return found


def _unsaid(path: Path) -> Iterator[Avvikelse]:
    """Yield the changes of a page that nothing says aloud: colour and line alone are not for everyone."""
    from lxml import html

    root = html.document_fromstring(path.read_text(encoding="utf-8"), parser=html.HTMLParser())
    for change in root.iter("ins", "del"):
        said = ["".join(map(str, part.itertext())) for part in change if part.get("class") == "kb-dolt"]
        begins = {"ins": "‹tillagt:", "del": "‹struket:"}[str(change.tag)]
        if len(said) < 2 or not said[0].startswith(begins) or not said[-1].endswith("‹›"):
            words = "".join(map(str, change.itertext()))[:50]
            yield Avvikelse("", "", f"ändringen ”{words}” saknar ord för den som lyssnar")


def _pdf(path: Path, side: Sida, names: Collection[str]) -> dict[str, str] | None:
    from pypdfium2 import PdfiumError

    from kravbok.verify.read_pdf import read_pdf

    try:
        return {name: side_of(words, side) for name, words in read_pdf(path, names).items()}
    except PdfiumError:
        return None


def side_of(words: str, side: Sida) -> str:
    """Return one edition's words of a text in which every change is said aloud, with marks where others stood."""
    kept: list[str] = []
    signs: list[str] = []
    at = 0
    for label in _LABEL.finditer(words):
        if all(sign == side for sign in signs):
            kept.append(words[at : label.start()])
        if label[1]:
            signs.append(_SPOKEN[label[1]])
            kept.append("" if signs[-1] == side else _GONE)
        elif signs:
            signs.pop()
        at = label.end()
    return _BULLET.sub("", "".join([*kept, words[at:]]))


def _docx(path: Path, side: Sida, names: Collection[str]) -> dict[str, str] | None:
    from zipfile import BadZipFile

    from lxml.etree import LxmlError

    from kravbok.verify.read_docx import read_root, words_by_heading

    try:
        root = read_root(path)
    except (LxmlError, BadZipFile, KeyError):
        return None
    settle(root, _DROPPED[side])
    return words_by_heading(root, names)


_READERS: dict[str, Callable[[Path, Sida, Collection[str]], dict[str, str] | None]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
}
