"""What a reckoning says of its figures, in words for a reader: no key of a record, and its heading with an id."""

from __future__ import annotations

import re

from kravbok.register import Register
from kravbok.rules.kontroll import Dom
from kravbok.view.andringar.siffror import name_figure

__all__ = ["name_cost", "told_by", "with_figures", "with_given"]

_BEGINNING = re.compile(r"^([A-ZÅÄÖ0-9-]+): ")
_UNKNOWN = re.compile(r"^(?!värdet på )([^:]+) är okänt$")


def with_figures(register: Register, line: str) -> str:
    """Return a line of the working, ”ID: …”, with the words of its figures in place of their keys."""
    found = _BEGINNING.match(line)
    if found is None:
        return line
    said = line[found.end() :]
    for key in sorted(_keys(register, found[1]), key=len, reverse=True):
        word = name_cost(register, found[1], key).replace("\\", r"\\")
        said = re.sub(rf"(?:^|(?<=\()|(?<=värdet på )){re.escape(key)}(?= )", word, said)
    return found[0] + _UNKNOWN.sub(r"värdet på \1 är okänt", said)


def told_by(register: Register, line: str) -> str:
    """Return such a line with the record's heading, and with the id of a requirement."""
    found = _BEGINNING.match(line)
    if found is None:
        return line
    name, rest = found[1], line[found.end() :]
    if (krav := register.krav.get(name)) is not None:
        return f"{krav.lydelser[-1].rubrik} ({name}): {rest}"
    record = register.kontrollrakningar.get(name)
    return line if record is None else f"Kontrollräkningen ”{record.rubrik}”: {rest}"


def with_given(register: Register, dom: Dom, words: str) -> str:
    """Return a verdict or its working with the words of the given values in place of their keys."""
    keys = "|".join(map(re.escape, sorted(dom.rakning.givet, key=len, reverse=True)))
    return re.sub(rf"\b(?:{keys})\b", lambda found: name_cost(register, dom.rakning.id, found[0]), words)


def name_cost(register: Register, krav: str, key: str) -> str:
    """Return what a figure of a requirement, or a given value of a kontrollräkning, is called."""
    return name_figure(key, register.sifferord, _text(register, krav))


def _keys(register: Register, name: str) -> set[str]:
    if (krav := register.krav.get(name)) is not None:
        return {key for lydelse in krav.lydelser for key in lydelse.siffror}
    record = register.kontrollrakningar.get(name)
    return set(record.givet) if record is not None else set()


def _text(register: Register, name: str) -> str:
    """Return the words that the names of figures are spelt after."""
    if (krav := register.krav.get(name)) is not None:
        return " ".join(f"{item.rubrik} {item.text}" for item in krav.lydelser)
    record = register.kontrollrakningar.get(name)
    return f"{record.rubrik} {record.anmarkning or ''}" if record is not None else ""
