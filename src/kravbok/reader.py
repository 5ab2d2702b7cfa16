"""Read YAML bytes as plain text values: `read_documents` for the values, `read_places` for where each stands.

Every scalar stays the text that was written (YAML 1.2, no type guessing), so `no`, `0123` and `2026-13-41` reach
the model unchanged. What an editor cannot have meant (duplicate keys, anchors, tags, cut texts) is a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kravbok.encoding import decode, missing_letters, name_sign, unseen
from kravbok.finding import Finding, Position, finding
from kravbok.places import Data, Document, Path, Place
from kravbok.yaml_errors import explain_error, find_conflicts

__all__ = ["read_documents", "read_places"]

MAX_DEPTH = 24
MAX_VALUES = 20_000
_VALUES = frozenset({ScalarEvent, AliasEvent, MappingStartEvent, SequenceStartEvent})
_EMPTY = frozenset({"", "null", "Null", "NULL", "~"})
_CUTS = re.compile(r"(?<=[ \t])#(?=[^\s#!])")
_CUT = re.compile(r"[ \t]+#(?=[^\s#!])")


@dataclass(slots=True)
class _Level:
    """One open list or mapping while a document is being read."""

    box: Any
    flow: bool
    path: Path
    key: str | None = None
    key_event: Any = None
    skip: bool = False

    @property
    def key_mark(self) -> tuple[int, int, int] | None:
        """Where the key stands; None in a list."""
        return None if self.key_event is None else _mark(self.key_event)


@dataclass(slots=True)
class _Composer:
    """Builds values from the event stream; with `places` it also notes where each value stands."""

    path: str
    text: str
    places: list[dict[Path, Place]] | None = None
    documents: list[Document] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    stack: list[_Level] = field(default_factory=list)
    values: int = 0
    cuts: bool = False
    escapes: bool = False
    letters: bool = False

    def run(self) -> None:
        """Read to the end, or to the first fault after which the rest has no meaning."""
        self.cuts = "#" in self.text and _CUTS.search(self.text) is not None
        self.escapes = "\\" in self.text
        self.letters = self.escapes or bool(missing_letters(self.text))
        try:
            for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
                if not self.take(event):
                    return
        except yaml.YAMLError as error:
            self.findings.append(explain_error(self.path, self.text, error))

    def take(self, event: Any) -> bool:
        """Take one event; answer whether reading can go on."""
        kind = type(event)
        self.values += kind in _VALUES
        if kind is ScalarEvent:
            self.take_scalar(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self.open(event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self.stack.pop()
        elif kind is AliasEvent:
            self.report(event, "K018", f"Här står aliaset *{event.anchor}", "Skriv ut värdet på varje ställe.")
            self.add("", event)
        elif kind is DocumentStartEvent:
            self.start_document(event)
        return (len(self.stack) <= MAX_DEPTH and self.values <= MAX_VALUES) or self.give_up(event)

    def give_up(self, event: Any) -> bool:
        """Say why the rest of the file is not read."""
        if self.values > MAX_VALUES:
            self.report(event, "K028", f"Filen har fler än {MAX_VALUES} värden", "Dela upp posterna på flera filer.")
        else:
            self.report(event, "K021", f"Filen är nästlad i fler än {MAX_DEPTH} nivåer", "Ta bort onödiga klamrar.")
        return False

    def start_document(self, event: Any) -> None:
        """Note that a new document begins; refuse directives, which change how YAML is read."""
        if event.version or event.tags:
            self.report(event, "K020", "Filen inleds med ett YAML-direktiv (%)", "Ta bort raden som börjar med %.")
        self.documents.append(Document(len(self.documents), event.end_mark.line + 1, None))
        if self.places is not None:
            self.places.append({})

    def take_scalar(self, event: Any) -> None:
        """Take a text value, with the traps that editors fall into."""
        value, style = event.value, event.style
        if event.anchor or event.tag is not None:
            self.refuse_extras(event)
        if not style and value in _EMPTY:
            self.take_empty(event)
        if self.cuts and not style:
            self.check_cut(event)
        if self.escapes and style == '"' and (sign := unseen(value)):
            self.report(event, "K009", f"Texten innehåller tecknet {sign}", "Ta bort det omvända snedstrecket.")
        elif self.letters and (missing := missing_letters(value)):
            self.refuse_letter(event, missing[0])
        self.add(value, event)

    def take_empty(self, event: Any) -> None:
        """Report a key without a value; inside braces it is nearly always a comma that was meant as text."""
        if event.value:
            self.report(event, "K027", f"Här står {event.value}", "Skriv okänt, eller ta bort hela raden.")
            return
        level = self.stack[-1] if self.stack else None
        if level is None or (isinstance(level.box, dict) and level.key is None):
            return
        if level.flow:
            hint = "Skriv ett värde per rad, eller sätt värdet inom citattecken."
            self.report(event, "K024", f"”{level.key}” har blivit en egen nyckel utan värde", hint, level.key_mark)
        else:
            hint = "Skriv ett värde, skriv okänt, eller ta bort raden."
            self.report(event, "K023", f"”{level.key or '-'}” saknar värde", hint, level.key_mark)

    def check_cut(self, event: Any) -> None:
        """Report running text that a number sign cuts short; a real comment has a blank after the sign."""
        cut = _CUT.match(self.text, event.end_mark.index)
        if cut and event.value:
            mark = (event.end_mark.line + 1, event.end_mark.column + len(cut[0]), 1)
            rest = self.text[cut.end() - 1 :].split("\n", 1)[0].strip()[:30]
            message = f"Texten klipps av före ”{rest}”"
            self.report(event, "K025", message, "Sätt hela texten inom citattecken.", mark)

    def refuse_extras(self, event: Any) -> None:
        """Report an anchor or a tag; both change the meaning of a value without being seen in it."""
        if event.anchor:
            self.report(event, "K018", f"Här står ankaret &{event.anchor}", "Ta bort det och skriv ut värdet.")
        if event.tag is not None:
            self.report(event, "K019", f"Här står taggen {event.tag}", "Ta bort taggen: alla värden läses som text.")

    def refuse_letter(self, event: Any, letter: str) -> None:
        """Report a letter that no book can print, where it stands; an escape stands somewhere in its value."""
        at = self.text.find(letter, event.start_mark.index, event.end_mark.index)
        mark = (self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at), 1) if at >= 0 else None
        shown = f"”{letter}”, {name_sign(letter)}"
        self.report(
            event, "K613", f"Böckernas teckensnitt saknar {shown}", "Skriv med vanliga bokstäver och siffror.", mark
        )

    def open(self, event: Any) -> None:
        """Begin a list or a mapping."""
        if event.anchor or event.tag is not None:
            self.refuse_extras(event)
        box: Any = {} if type(event) is MappingStartEvent else []
        path = self.add(box, event)
        self.stack.append(_Level(box, bool(event.flow_style), path))

    def add(self, value: Data, event: Any) -> Path:
        """Put a value where it belongs and return its path; paths are only kept account of with `places`."""
        if not self.stack:
            return self.add_root(value, event)
        level = self.stack[-1]
        box: Any = level.box
        key: Any = level.key
        if type(box) is list:
            key = len(box)
            box.append(value)
        elif key is None:
            self.add_key(level, value, event)
            return level.path
        else:
            level.key = None
            if not level.skip:
                box[key] = value
        return level.path if self.places is None else self.note(level, key, event)

    def add_root(self, value: Data, event: Any) -> Path:
        """Begin the document's outermost value."""
        last = self.documents[-1]
        self.documents[-1] = Document(last.number, event.start_mark.line + 1, value)
        if self.places is not None:
            self.places[-1][()] = _place(event)
        return ()

    def add_key(self, level: _Level, value: Data, event: Any) -> None:
        """Take a mapping's key; a key that stands twice keeps its first value."""
        level.key, level.key_event, level.skip = value, event, False
        if not isinstance(value, str) or not value.strip():
            self.report(event, "K022", "Nyckeln är inte ett ord", "Skriv nyckeln som ett ord följt av kolon.")
            level.key, level.skip = "", True
        elif value in level.box:
            self.report(event, "K017", f"Nyckeln ”{value}” står två gånger", "Ta bort den ena, eller lägg ihop dem.")
            level.skip = True

    def note(self, level: _Level, key: str | int, event: Any) -> Path:
        """Remember where a value stands and return its path."""
        path = (*level.path, key)
        if self.places is not None and not level.skip:
            self.places[-1][path] = _place(event, level.key_mark)
        return path

    def report(self, event: Any, code: str, message: str, hint: str, mark: tuple[int, int, int] | None = None) -> None:
        """Add a finding at the event, or at `mark`."""
        self.findings.append(finding(code, Position(self.path, *(mark or _mark(event))), message, hint))


def _mark(event: Any) -> tuple[int, int, int]:
    start, end = event.start_mark, event.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return start.line + 1, start.column + 1, max(1, length)


def _place(event: Any, key: tuple[int, int, int] | None = None) -> Place:
    return Place(*_mark(event), event.start_mark.index, event.end_mark.index, key)


def _is_blank(text: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") or line == "---" for line in text.splitlines())


def read_documents(path: str, data: bytes) -> tuple[list[Document], list[Finding]]:
    """Return the file's documents and every fault in how it is written; any bytes give an answer."""
    text, findings = decode(path, data)
    if findings:
        return [], findings
    if _is_blank(text):
        return [], [finding("K003", Position(path), "Filen är tom", "Skriv posten, eller ta bort filen.")]
    if conflicts := find_conflicts(path, text):
        return [], conflicts
    composer = _Composer(path, text)
    composer.run()
    return _with_mappings(composer)


def _with_mappings(composer: _Composer) -> tuple[list[Document], list[Finding]]:
    """Keep the documents that are records; once a file has a fault in its YAML none of it is used."""
    for document in composer.documents:
        if not isinstance(document.data, dict) and not composer.findings:
            position = Position(composer.path, max(1, document.line))
            hint = "Skriv nycklar och värden, t.ex. ”id: HV-LIST-001” på första raden."
            composer.findings.append(finding("K026", position, "Här står ingen post", hint))
    return ([] if composer.findings else composer.documents), composer.findings


def read_places(data: bytes) -> list[dict[Path, Place]]:
    """Return, per document, where each value of a readable file stands."""
    text, findings = decode("", data)
    places: list[dict[Path, Place]] = []
    if not findings:
        _Composer("", text, places).run()
    return places
