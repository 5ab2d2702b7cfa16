"""References by id: every record that another record names must exist (K203, K214)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kravbok.checks.diarier import fits_pattern
from kravbok.checks.texter import Textuttryck, expressions, is_anchor, links
from kravbok.finding import Finding, Position, finding
from kravbok.model.bas import KRAV_ID, Modell
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import is_unknown
from kravbok.places import Path
from kravbok.register import Register
from kravbok.swedish import closest

__all__ = ["Hanvisning", "check_organ", "check_referenser", "check_textreferenser"]

NOUNS = {
    "krav": "Kravet",
    "beslut": "Beslutet",
    "arenden": "Ärendet",
    "styrdokument": "Styrdokumentet",
    "begrepp": "Begreppet",
    "leveranser": "Leveransen",
    "indikatorer": "Indikatorn",
    "organisationer": "Organisationen",
}
"""The shelves that other records refer to, each with the noun of its records."""

MAX_HINTS = 100
"""How many findings of a run look for the nearest name: the search is slow where there are thousands of names."""


class Hanvisning(NamedTuple):
    """A name that points at a record: on which shelf it should stand, the name, and where it is written."""

    shelf: str
    namn: str
    record: Modell
    path: Path


def check_referenser(register: Register) -> Iterator[Finding]:
    """Yield a finding for each name that leads nowhere; a case number of the wrong form is for `diarier` to tell."""
    hints = iter(range(MAX_HINTS))
    for item in _references(register):
        if not exists(register, item.shelf, item.namn):
            if item.shelf == "arenden" and fits_pattern(register, item.record, item.namn) is False:
                continue
            position = register.position(item.record, *item.path)
            yield missing(register, item.shelf, item.namn, position, hints)


def check_textreferenser(register: Register) -> Iterator[Finding]:
    """Yield a finding for each function call or link in a text that leads nowhere."""
    hints = iter(range(MAX_HINTS))
    for item in expressions(register):
        shelf = "krav" if item.uttryck.funktion == "siffra" else item.uttryck.funktion
        if shelf and not exists(register, shelf, item.uttryck.argument[0]):
            yield missing(register, shelf, item.uttryck.argument[0], item.position(register), hints)
    for item in links(register):
        yield from _dead_link(register, item, hints)


def _dead_link(register: Register, item: Textuttryck, hints: Iterator[int]) -> Iterator[Finding]:
    name = item.uttryck.argument[0]
    if KRAV_ID.fullmatch(name):
        if not exists(register, "krav", name):
            yield missing(register, "krav", name, item.position(register), hints)
    elif not is_anchor(register, name):
        hint = _suggest(register, "krav", name, hints) or "Länka till ett krav med dess id, t.ex. #HV-LIST-001."
        yield finding("K203", item.position(register), f"Länken #{name} leder ingenstans", hint)


def exists(register: Register, shelf: str, name: str) -> bool:
    """Whether a record is there, is said to be unknown, or stands in a file with faults."""
    names = getattr(register, shelf)
    if shelf == "organisationer" and not names:
        return True  # K215 has told that there is none
    return name in names or is_unknown(name) or register.is_unread(name)


def missing(register: Register, shelf: str, name: str, position: Position, hints: Iterator[int]) -> Finding:
    """Return the finding of a name that is on no shelf, with the nearest name or the shelf where it does stand."""
    noun = NOUNS[shelf]
    hint = _suggest(register, shelf, name, hints)
    hint = hint or f"Kontrollera id:t, eller lägg till posten i krav/{_folder(shelf)}."
    return finding("K203", position, f"{noun} {name[:60]} finns inte", hint)


def _suggest(register: Register, shelf: str, name: str, hints: Iterator[int]) -> str:
    near = closest(name, getattr(register, shelf)) if next(hints, None) is not None else None
    if near:
        return f"Menade du {near}?"
    other = next((NOUNS[kind] for kind in NOUNS if name in getattr(register, kind)), None)
    return f"Id:t hör till en annan sorts post ({other.lower()}); här ska {NOUNS[shelf].lower()} stå." if other else ""


def _folder(shelf: str) -> str:
    return {"krav": "<bok>/", "organisationer": "organisationer/"}.get(shelf, f"register/{shelf}/")


def _references(register: Register) -> Iterator[Hanvisning]:
    """Yield every reference by id that the records make outside running text."""
    for krav in register.krav.values():
        yield from _in_krav(krav)
    for bok in register.bocker.values():
        yield Hanvisning("organisationer", bok.organisation, bok, ("organisation",))
        for index, upplaga in enumerate(bok.upplagor):
            yield from _case(bok, upplaga.arende, upplaga.beslut, ("upplagor", index))
    yield from _in_registers(register)


def _in_krav(krav: Krav) -> Iterator[Hanvisning]:
    for index, lydelse in enumerate(krav.lydelser):
        base: Path = ("lydelser", index)
        yield from _case(krav, lydelse.arende, lydelse.beslut, base)
        for bok, place in lydelse.i_bok.items():
            if place is not None:
                yield from _case(krav, place.arende, place.beslut, (*base, "i_bok", bok))
        yield from _to_krav(krav, lydelse, base)
        yield from _to_registers(krav, lydelse, base)
    if krav.upphor is not None:
        yield Hanvisning("beslut", krav.upphor.beslut, krav, ("upphor", "beslut"))


def _case(record: Modell, arende: str | None, beslut: str | None, base: Path) -> Iterator[Hanvisning]:
    if arende is not None:
        yield Hanvisning("arenden", arende, record, (*base, "arende"))
    if beslut is not None:
        yield Hanvisning("beslut", beslut, record, (*base, "beslut"))


def _to_krav(krav: Krav, lydelse: Lydelse, base: Path) -> Iterator[Hanvisning]:
    """Yield what a wording says about other requirements."""
    if lydelse.forutsatter:
        yield from _each("krav", lydelse.forutsatter, krav, (*base, "forutsatter"))
    if lydelse.ersatter:
        yield from _each("krav", lydelse.ersatter, krav, (*base, "ersatter"))
    if lydelse.motsvarar:
        yield from _each("krav", lydelse.motsvarar, krav, (*base, "motsvarar"))
    if lydelse.andring is not None:
        yield from _each("krav", lydelse.andring.hor_ihop_med, krav, (*base, "andring", "hor_ihop_med"))
    if lydelse.utloses_av is not None:
        yield from _each("krav", lydelse.utloses_av.krav, krav, (*base, "utloses_av", "krav"))
    if lydelse.regel is not None and lydelse.regel.delar:
        for number, name in enumerate(lydelse.regel.delar):
            if KRAV_ID.fullmatch(name):
                yield Hanvisning("krav", name, krav, (*base, "regel", "delar", number))


def _to_registers(krav: Krav, lydelse: Lydelse, base: Path) -> Iterator[Hanvisning]:
    """Yield what a wording says about deliveries, indicators and governing documents."""
    if lydelse.utloses_av is not None:
        yield from _each("leveranser", lydelse.utloses_av.leveranser, krav, (*base, "utloses_av", "leveranser"))
    if lydelse.uppfoljning is not None and lydelse.uppfoljning.indikator is not None:
        yield Hanvisning("indikatorer", lydelse.uppfoljning.indikator, krav, (*base, "uppfoljning", "indikator"))
    if lydelse.regel is not None and lydelse.regel.indikator is not None:
        yield Hanvisning("indikatorer", lydelse.regel.indikator, krav, (*base, "regel", "indikator"))
    if lydelse.bygger_pa is not None:
        yield Hanvisning("styrdokument", lydelse.bygger_pa.styrdokument, krav, (*base, "bygger_pa", "styrdokument"))


def _each(shelf: str, names: tuple[str, ...], record: Modell, path: Path) -> Iterator[Hanvisning]:
    for number, name in enumerate(names):
        yield Hanvisning(shelf, name, record, (*path, number))


def _in_registers(register: Register) -> Iterator[Hanvisning]:
    for beslut in register.beslut.values():
        yield Hanvisning("organisationer", beslut.organisation, beslut, ("organisation",))
        yield Hanvisning("arenden", beslut.arende, beslut, ("arende",))
        yield from _each("krav", beslut.avser.krav, beslut, ("avser", "krav"))
    for arende in register.arenden.values():
        yield Hanvisning("organisationer", arende.organisation, arende, ("organisation",))
        yield from _each("arenden", arende.hor_ihop_med, arende, ("hor_ihop_med",))
    for leverans in register.leveranser.values():
        if leverans.krav is not None:
            yield Hanvisning("krav", leverans.krav, leverans, ("krav",))
    for uppfoljning in register.uppfoljningar.values():
        yield Hanvisning("krav", uppfoljning.krav, uppfoljning, ("krav",))
    for inspel in register.inspel.values():
        yield from _each("krav", inspel.blev.krav, inspel, ("blev", "krav"))
        if inspel.blev.arende is not None:
            yield Hanvisning("arenden", inspel.blev.arende, inspel, ("blev", "arende"))
    for blad in register.rattelseblad.values():
        yield Hanvisning("krav", blad.galler, blad, ("galler",))
        yield from _case(blad, None, blad.beslutat_innehall.get("beslut"), ("beslutat_innehall",))


def check_organ(register: Register) -> Iterator[Finding]:
    """Yield a finding for each decision by a body that its organisation does not list (K214)."""
    for beslut in register.beslut.values():
        organisation = register.organisationer.get(beslut.organisation)
        names = [organ.id for organ in organisation.organ] if organisation else []
        if organisation is not None and beslut.organ not in names and not is_unknown(beslut.organ):
            near = closest(beslut.organ, names)
            hint = f"Menade du {near}?" if near else f"{organisation.namn} har {', '.join(names)}."
            message = f"Organet {beslut.organ[:60]} finns inte hos {organisation.namn}"
            yield finding("K214", register.position(beslut, "organ"), message, hint)
