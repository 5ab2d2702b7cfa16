"""Kontrollräkningar: faults in a formula (K350–K354), and what the recomputing says of each claim (K355–K359).

The verdicts are information: always printed, never stopping. None of them stands in a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kravbok.finding import Finding, Sammanhang, finding
from kravbok.model.inspel import Kontrollrakning
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Finansiering, Lydelse
from kravbok.model.storhet import Storhet
from kravbok.register import Register
from kravbok.swedish import closest, format_list

if TYPE_CHECKING:  # most registers recompute nothing, and what recomputes is then not even imported
    from kravbok.rules.kontroll import Dom, PastaendeDom, Raknefel

__all__ = ["check_finansieringar", "check_kontrollrakningar"]

_CODES = {
    "STAMMER": "K355",
    "UNGEFAR": "K355",
    "FAKTOR_TIO": "K356",
    "SUMMA": "K357",
    "AVVIKER": "K358",
    "SAKNAS": "K359",
    "INGET": "K359",
}
"""The finding for each verdict, by its name."""

_OFF = ("FAKTOR_TIO", "SUMMA", "AVVIKER")


def check_kontrollrakningar(register: Register) -> Iterator[Finding]:
    """Yield the faults of each kontrollräkning, or else its verdicts."""
    if not register.kontrollrakningar:
        return
    from kravbok.rules.kontroll import recompute

    for record in register.kontrollrakningar.values():
        dom = recompute(register, record)
        yield from (_fault(register, record, fault) for fault in dom.fel)
        for index in range(len(dom.pastaenden)):
            yield _verdict(register, dom, index)


def check_finansieringar(register: Register) -> Iterator[Finding]:
    """Yield a finding for each funding that leads nowhere (K203, K205) or whose volume gives no kronor (K375)."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if (fund := lydelse.finansiering) is not None:
                yield from _funding(register, krav, index, fund)


def _funding(register: Register, krav: Krav, index: int, fund: Finansiering) -> Iterator[Finding]:
    """Yield what is wrong with one funding."""
    path = ("lydelser", index, "finansiering")
    if fund.budget is not None and fund.budget not in register.bocker and not register.is_unread(fund.budget):
        near = closest(fund.budget, register.bocker)
        hint = f"Menade du {near}?" if near else f"Böckerna är {format_list(list(register.bocker))}."
        yield finding("K205", register.position(krav, *path, "budget"), f"Boken {fund.budget} finns inte", hint)
    name = fund.rakning
    if name is not None and name not in register.kontrollrakningar and not register.is_unread(name):
        near = closest(name, register.kontrollrakningar)
        hint = f"Menade du {near}?" if near else "Kontrollera kontrollräkningens id."
        yield finding("K203", register.position(krav, *path, "rakning"), f"Kontrollräkningen {name} finns inte", hint)
    if isinstance(fund.volym, Storhet) and not any(_goes_with(fund.volym, krav.lydelser[index])):
        hint = "Volymen gånger ersättningen ska bli kronor: 1 600 platser till 5 000 kr/plats/år."
        message = f"Ingen av lydelsens ersättningar blir kronor med volymen {fund.volym}"
        yield finding("K375", register.position(krav, *path, "volym"), message, hint)


def _goes_with(volume: Storhet, lydelse: Lydelse) -> Iterator[bool]:
    """Yield for each fee of a wording whether it gives kronor with a volume; one that is unknown may do so."""
    from kravbok.rules.konsekvenspost import gives_kronor

    for figure in lydelse.siffror.values():
        yield not isinstance(figure, Storhet) or gives_kronor(figure, volume)


def _fault(register: Register, record: Kontrollrakning, fault: Raknefel) -> Finding:
    """Return a fault at the very letters of the formula or the value."""
    if fault.code == "K352":
        return finding(fault.code, register.position(record, *fault.path, key=True), fault.message, fault.hint)
    text = record.formel if fault.path == ("formel",) else record.givet[fault.path[1]].varde
    needle = text[fault.offset : fault.offset + fault.length]
    if needle:
        at = register.position_in(record, needle, *fault.path, nth=_before(text, needle, fault.offset))
        return finding(fault.code, at, fault.message, fault.hint)
    whole = register.position(record, *fault.path)
    at = replace(whole, column=whole.column + max(0, whole.length - 1), length=1)
    return finding(fault.code, at, fault.message, fault.hint)


def _before(text: str, needle: str, offset: int) -> int:
    """Return how many times a piece begins in a text before the place."""
    return sum(text.startswith(needle, at) for at in range(offset))


def _verdict(register: Register, dom: Dom, index: int) -> Finding:
    """Return the verdict on one claim with its working; where it is off, with every value and its place."""
    claim = dom.pastaenden[index]
    position = register.position(dom.rakning, "pastaende", index, "varde")
    off = claim.utslag.name in _OFF
    told = [row for row in dom.pastaende_rader(claim) if not (off and row.startswith("Påståendet stämmer om"))]
    hint = " ".join(told)
    related = tuple(_values(register, dom, claim)) if off else ()
    return finding(_CODES[claim.utslag.name], position, f"{dom.rakning.rubrik} – {claim.mening}", hint, related)


def _values(register: Register, dom: Dom, claim: PastaendeDom) -> Iterator[Sammanhang]:
    """Yield each given value at its place, with what it would have to be for the claim to be true."""
    from kravbok.rules.kontrollvarden import show_figure

    would = {item.namn: show_figure(item.varde) for item in claim.skulle}
    for item in dom.varden:
        place = register.position(dom.rakning, "givet", item.namn, "varde")
        more = f"; påståendet stämmer om det är {would[item.namn]}" if item.namn in would else ""
        yield Sammanhang(place, f"{item.namn} är {item.skrivet}{more}")
