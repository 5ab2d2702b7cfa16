"""The rättelseblad of one edition as notices in its book: what stood, what shall stand, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kravbok.edition import Utgivning
from kravbok.expand import describe_beslut
from kravbok.model.inspel import Rattelseblad
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.swedish import sort_key, uncapitalize
from kravbok.view.andringar.ord import FALT
from kravbok.view.andringar.siffror import name_figure
from kravbok.view.parts import NotisVy

__all__ = ["name_fault", "tell_fault", "view_rattelser"]

_WHY = {"skrivfel": "Det var ett skrivfel.", "felåtergivning": "Boken återgav inte beslutet rätt."}


def view_rattelser(utgivning: Utgivning, krav: str | None = None) -> Iterator[NotisVy]:
    """Yield a notice for each correction of the edition, or of one requirement in it, in order of publication."""
    name = f"{utgivning.bok.id}/{utgivning.upplaga.id}"
    records = utgivning.register.rattelseblad.values()
    mine = [item for item in records if item.upplaga == name and krav in (None, item.galler)]
    for blad in sorted(mine, key=lambda item: (item.publicerad.iso(), sort_key(item.id))):
        yield NotisVy(f"Rättelse {blad.id}", " ".join(_sentences(utgivning, blad)))


def _sentences(utgivning: Utgivning, blad: Rattelseblad) -> Iterator[str]:
    clause = utgivning.klausuler.get(blad.galler)
    number = f"avsnitt\u00a0{clause.nummer} ({blad.galler})" if clause is not None and clause.nummer else blad.galler
    name = name_fault(utgivning.register, blad)
    what = f" för {name}" if name else ""
    yield f"I {number} stod{what} {_said(blad.fel, 'stod')}; det ska stå {_said(blad.ratt, 'ska_sta')}."
    yield _WHY[blad.art]
    yield from _proof(utgivning, blad)
    yield f"Rättelsen gäller från {blad.galler_fran} och publicerades {blad.publicerad}."
    told = blad.vardgivarna_underrattade
    yield f"Vårdgivarna underrättades {told}." if told.known else "När vårdgivarna underrättades är okänt."


def name_fault(register: Register, blad: Rattelseblad) -> str:
    """Return in words which figure or fact was wrong; empty where the record names none."""
    key = blad.fel.get("siffra")
    if key is not None:
        krav = register.krav.get(blad.galler)
        return name_figure(key, register.sifferord, krav.lydelser[-1].text if krav is not None else "")
    fact = blad.fel.get("uppgift", "")
    return uncapitalize(FALT.get(fact, fact))


def tell_fault(register: Register, blad: Rattelseblad, values: Mapping[str, str], key: str) -> str:
    """Return one side of a correction for a cell: which figure or fact, and what is written under the key."""
    name, words = name_fault(register, blad), _said(values, key)
    return f"{name}: {words}" if name else words


def _said(values: Mapping[str, str], key: str) -> str:
    """Return what is written under a key in quotes, or all that is written where it is not there."""
    words = values.get(key)
    if words is None:
        return "; ".join(f"{key}: {value}" for key, value in values.items() if key not in ("siffra", "uppgift"))
    return words if is_unknown(words) else f"”{' '.join(words.split())}”"


def _proof(utgivning: Utgivning, blad: Rattelseblad) -> Iterator[str]:
    """Yield which decision shows that the book was wrong, and what it says."""
    name = blad.beslutat_innehall.get("beslut", "")
    record = utgivning.register.beslut.get(name)
    if record is not None:
        says = blad.beslutat_innehall.get("sager", "")
        ending = f" säger ”{' '.join(says.split())}”." if says else " visar det."
        yield f"Beslutet ({uncapitalize(describe_beslut(utgivning, record))}){ending}"
