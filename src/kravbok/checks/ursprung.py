"""Where the records come from: registered documents, origin of wordings, proof of figures (K501–K503, K508, K510)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, NamedTuple

from kravbok.edition import book_ids
from kravbok.finding import Finding, finding
from kravbok.model.bas import Modell, Ursprung
from kravbok.model.inspel import Pastaende
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.model.storhet import Okand
from kravbok.places import Path
from kravbok.register import Register
from kravbok.swedish import closest, plural

__all__ = ["Kallhanvisning", "check_belagg", "check_citatlangd", "check_dokument", "kallhanvisningar", "leads_out"]

MAX_WORDS = 8
"""How long a quotation may be in a book that is a reconstruction: facts carry over, sentences do not."""

_SHELVES = (
    "organisationer", "bocker", "krav", "beslut", "arenden", "dokument", "styrdokument", "begrepp", "inspel",
    "leveranser", "indikatorer", "kontrollrakningar", "rattelseblad", "bilagor",
    "uppfoljningar",
)  # fmt: skip


class Kallhanvisning(NamedTuple):
    """A place where a record points at a document: the record, the way there, and what it says."""

    record: Modell
    path: Path
    kalla: Ursprung | Pastaende


def kallhanvisningar(register: Register) -> Iterator[Kallhanvisning]:
    """Yield every reference to a document in the records, however deep it stands."""
    for shelf in _SHELVES:
        for record in getattr(register, shelf).values():
            yield from _within(record, record, ())


def _within(record: Modell, part: Modell, path: Path) -> Iterator[Kallhanvisning]:
    if isinstance(part, (Ursprung, Pastaende)):
        yield Kallhanvisning(record, path, part)
        return
    for name, value in vars(part).items():
        if value is None or isinstance(value, str):  # most values; to ask whether something is a Modell is slow
            continue
        for key, item in _items(value):
            if isinstance(item, Modell):
                yield from _within(record, item, (*path, name, *key))


def _items(value: Any) -> list[tuple[Path, Any]]:
    """Return what a value holds, each with its own step of the path: a list's items, a mapping's values, or itself."""
    if isinstance(value, tuple):
        return [((number,), item) for number, item in enumerate(value)]
    if isinstance(value, Mapping):
        return [((key,), item) for key, item in value.items()]
    return [((), value)]


def check_dokument(register: Register) -> Iterator[Finding]:
    """Yield K501 for each document that is named but not registered, K510 for a file name that leads astray."""
    for record, path, kalla in kallhanvisningar(register):
        yield from _registered(register, record, (*path, "dokument"), kalla.dokument)
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if lydelse.bygger_pa is not None and lydelse.bygger_pa.via is not None:
                yield from _registered(register, krav, ("lydelser", index, "bygger_pa", "via"), lydelse.bygger_pa.via)
    for dokument in register.dokument.values():
        if dokument.fil is not None and leads_out(dokument.fil):
            hint = "Skriv bara filens namn, som den heter i mappen med källor."
            message = f"Filnamnet ”{dokument.fil[:60]}” leder ut ur mappen med källor"
            yield finding("K510", register.position(dokument, "fil"), message, hint)


def _registered(register: Register, record: Modell, path: Path, name: str) -> Iterator[Finding]:
    if name in register.dokument or register.is_unread(name):
        return
    near = closest(name, register.dokument)
    hint = f"Menade du {near}?" if near else "Lägg till dokumentet i krav/register/dokument/."
    yield finding("K501", register.position(record, *path), f"Dokumentet {name} är inte registrerat", hint)


def leads_out(name: str) -> bool:
    """Whether a file name is absolute, climbs upwards, or would be so on another system."""
    windows = PureWindowsPath(name)
    return bool(windows.drive or windows.root or "\\" in name or ".." in PurePosixPath(name).parts)


def check_belagg(register: Register) -> Iterator[Finding]:
    """Yield K502 for each wording without origin, and K503 for each figure that no origin proves."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if not lydelse.ursprung:
                position = register.position(krav, "lydelser", index)
                hint = "Lägg till ursprung med dokument och rader, eller saknas med vad: ursprung."
                yield finding("K502", position, "Lydelsen har inget ursprung", hint)
            else:
                yield from _unproven(register, krav, index, lydelse)


def _unproven(register: Register, krav: Krav, index: int, lydelse: Lydelse) -> Iterator[Finding]:
    named = {name for item in lydelse.ursprung for name in item.belagger}
    proven = {name for item in lydelse.ursprung if item.citat or item.harledning for name in item.belagger}
    for name, value in lydelse.siffror.items():
        if isinstance(value, Okand) or name in proven:
            continue
        position = register.position(krav, "lydelser", index, "siffror", name, key=True)
        if name in named:
            hint = "Skriv citat med de ord som bär siffran, eller harledning."
            yield finding("K503", position, f"Källan till {name} har varken citat eller härledning", hint)
        else:
            hint = f"Skriv belagger: [{name}] och citat i det ursprung där siffran står."
            yield finding("K503", position, f"Inget ursprung belägger {name}", hint)


def check_citatlangd(register: Register) -> Iterator[Finding]:
    """Yield K508 for each quotation of more than eight words in a book that is a reconstruction."""
    copies = {bok.id for bok in register.bocker.values() if bok.aterger == "rekonstruktion ur rapport"}
    if not copies:
        return
    for record, path, kalla in kallhanvisningar(register):
        words = sum(any(sign.isalnum() for sign in word) for word in (kalla.citat or "").split())
        if words > MAX_WORDS and not (isinstance(record, Krav) and copies.isdisjoint(book_ids(record))):
            message = f"Citatet har {plural(words, 'ord', 'ord')}; {MAX_WORDS} räcker"
            hint = "Korta det till de ord som bär uppgiften."
            yield finding("K508", register.position(record, *path, "citat"), message, hint)
