"""Figures: what a text or a rule names is there (K209), and what is there is used (K210)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kravbok.checks.texter import Textuttryck, expressions, expressions_in
from kravbok.edition import book_ids
from kravbok.finding import Finding, finding
from kravbok.model.bas import Modell
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.swedish import closest, format_list
from kravbok.text import parse_fragment

__all__ = ["check_regelsiffror", "check_siffror", "check_siffror_anvands"]

_WORD = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def check_siffror(register: Register) -> Iterator[Finding]:
    """Yield a finding for each figure that an expression names and that does not exist (K209)."""
    for item in (*expressions(register), *_in_calculations(register)):
        if item.uttryck.funktion == "siffra":
            yield from _elsewhere(register, item)
        elif not item.uttryck.funktion:
            yield from _own(register, item)


def _in_calculations(register: Register) -> Iterator[Textuttryck]:
    """Yield the figures that the control calculations start from."""
    for record in register.kontrollrakningar.values():
        for name, given in record.givet.items():
            if given.varde.startswith("siffra("):
                for item in expressions_in(record, ("givet", name), "{{ " + given.varde + " }}"):
                    yield item._replace(uttryck=item.uttryck.__class__("siffra", item.uttryck.argument, given.varde))


def _own(register: Register, item: Textuttryck) -> Iterator[Finding]:
    """Yield a finding when a text names a figure that its wording does not have."""
    name = item.uttryck.argument[0]
    if not isinstance(item.record, Krav):
        hint = 'Hämta siffran ur ett krav: {{ siffra("HV-ERS-001", "ersattning") }}.'
        yield finding("K209", item.position(register), f"Texten har ingen siffra {name}", hint)
        return
    names = item.record.lydelser[int(item.path[1])].siffror
    if name not in names:
        yield finding("K209", item.position(register), f"Siffran {name} finns inte i lydelsen", _hint(name, names))


def _hint(name: str, names: Iterable[str]) -> str:
    near = closest(name, names)
    known = ", ".join(names)
    hint = f"Lydelsen har {known}." if known else f"Lägg till {name} under siffror."
    return f"Menade du {near}?" if near else hint


def _elsewhere(register: Register, item: Textuttryck) -> Iterator[Finding]:
    """Yield a finding when another requirement has no such figure, or its books no such edition."""
    krav_id, name, *edition = item.uttryck.argument
    krav = register.krav.get(krav_id)
    if krav is None:
        if isinstance(item.record, Krav) or register.is_unread(krav_id):
            return
        if item.path[0] == "givet":
            near = closest(krav_id, register.krav)
            hint = f"Menade du {near}?" if near else "Kontrollera kravets id."
            yield finding("K203", item.position(register), f"Kravet {krav_id[:60]} finns inte", hint)
        return
    names = {figure: None for lydelse in krav.lydelser for figure in lydelse.siffror}
    if name not in names:
        near = closest(name, names)
        hint = f"Menade du {near}?" if near else f"Kravets siffror: {', '.join(names) or 'inga'}."
        yield finding("K209", item.position(register), f"{krav_id} har ingen siffra {name[:40]}", hint)
    yield from (_no_edition(register, item, krav, name) for name in edition if not _has_edition(register, krav, name))


def _has_edition(register: Register, krav: Krav, name: str) -> bool:
    books = [register.bocker[book] for book in book_ids(krav) if book in register.bocker]
    return not books or any(upplaga.id == name for bok in books for upplaga in bok.upplagor)


def _no_edition(register: Register, item: Textuttryck, krav: Krav, name: str) -> Finding:
    books = [book for book in book_ids(krav) if book in register.bocker]
    names = [upplaga.id for book in books for upplaga in register.bocker[book].upplagor]
    message = f"{format_list(books)} har ingen upplaga {name[:40]}"
    return finding("K206", item.position(register), message, f"Här finns upplaga {format_list(names)}.")


def check_regelsiffror(register: Register) -> Iterator[Finding]:
    """Yield a finding for each figure that a rule or a calculation names and that does not exist (K209)."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if lydelse.regel is None:
                continue
            for key, name in lydelse.regel.siffror().items():
                if name not in lydelse.siffror and not is_unknown(name):
                    position = register.position(krav, "lydelser", index, "regel", key)
                    message = f"Regelns {key} är {name[:40]}, men den siffran finns inte"
                    yield finding("K209", position, message, _hint(name, lydelse.siffror))
    for record in register.kontrollrakningar.values():
        if record.los_ut is not None and record.los_ut not in record.givet:
            message = f"Värdet {record.los_ut[:40]} finns inte under givet"
            hint = f"Välj mellan {', '.join(record.givet)}."
            yield finding("K209", register.position(record, "los_ut"), message, hint)


def check_siffror_anvands(register: Register) -> Iterator[Finding]:
    """Yield a warning for each figure that nothing uses (K210)."""
    calls = (item.uttryck for item in (*expressions(register), *_in_calculations(register)))
    used = {uttryck.argument[:2] for uttryck in calls if uttryck.funktion == "siffra"}
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            idle = [name for name in lydelse.siffror if (krav.id, name) not in used]
            if not idle or parse_fragment(lydelse.text).faults:
                continue
            mine = _used_in(lydelse)
            yield from (_idle(register, krav, index, name) for name in idle if name not in mine)


def _used_in(lydelse: Lydelse) -> set[str]:
    """Return the words by which a wording uses its own figures: in its text, its rule and its examples."""
    used = {item.argument[0] for item in parse_fragment(lydelse.text).uttryck if not item.funktion}
    if lydelse.regel is not None:
        used |= {value for value in lydelse.regel.__dict__.values() if isinstance(value, str)}
        used |= set(lydelse.regel.delar)
    for example in lydelse.exempel:
        used |= set(_words(example.givet))
    return used


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (word for key in value for word in _words(key))
        yield from (word for item in value.values() for word in _words(item))
    elif isinstance(value, list):
        yield from (word for item in value for word in _words(item))
    else:
        yield from _WORD.findall(str(value))


def _idle(register: Register, krav: Modell, index: int, name: str) -> Finding:
    position = register.position(krav, "lydelser", index, "siffror", name, key=True)
    hint = f"Skriv {{{{ {name} }}}} i texten, använd den i regeln, eller ta bort den."
    return finding("K210", position, f"Siffran {name} används varken i texten eller i regeln", hint)
