"""Kontrollräkningar: faults in a formula (K350–K354), and what the recomputing says of each claim (K355–K359).

The verdicts are information: always printed, never stopping. None of them stands in a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kravbok.finding import Finding, Sammanhang, finding
from kravbok.model.inspel import Kontrollrakning
from kravbok.register import Register
from kravbok.rules.kontroll import Dom, PastaendeDom, Raknefel, Utslag, recompute
from kravbok.rules.kontrollvarden import show_figure

__all__ = ["check_kontrollrakningar"]

_CODES = {
    Utslag.STAMMER: "K355",
    Utslag.UNGEFAR: "K355",
    Utslag.FAKTOR_TIO: "K356",
    Utslag.SUMMA: "K357",
    Utslag.AVVIKER: "K358",
    Utslag.SAKNAS: "K359",
    Utslag.INGET: "K359",
}
_OFF = (Utslag.FAKTOR_TIO, Utslag.SUMMA, Utslag.AVVIKER)


def check_kontrollrakningar(register: Register) -> Iterator[Finding]:
    """Yield the faults of each kontrollräkning, or else its verdicts."""
    for record in register.kontrollrakningar.values():
        dom = recompute(register, record)
        yield from (_fault(register, record, fault) for fault in dom.fel)
        for index in range(len(dom.pastaenden)):
            yield _verdict(register, dom, index)


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
    off = claim.utslag in _OFF
    told = [row for row in dom.pastaende_rader(claim) if not (off and row.startswith("Påståendet stämmer om"))]
    hint = " ".join(told)
    related = tuple(_values(register, dom, claim)) if off else ()
    return finding(_CODES[claim.utslag], position, f"{dom.rakning.rubrik} – {claim.mening}", hint, related)


def _values(register: Register, dom: Dom, claim: PastaendeDom) -> Iterator[Sammanhang]:
    """Yield each given value at its place, with what it would have to be for the claim to be true."""
    would = {item.namn: show_figure(item.varde) for item in claim.skulle}
    for item in dom.varden:
        place = register.position(dom.rakning, "givet", item.namn, "varde")
        more = f"; påståendet stämmer om det är {would[item.namn]}" if item.namn in would else ""
        yield Sammanhang(place, f"{item.namn} är {item.skrivet}{more}")
