"""What a change rests on: its decisions, case, declared class and reason, for the book that is compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kravbok.edition import Klausul, Utgivning, place_books
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import is_unknown

__all__ = ["UNKNOWN", "Grund", "decision_of", "find_ground", "ground_of_end", "own_case", "own_decision"]

UNKNOWN = "okänt"


@dataclass(frozen=True, slots=True)
class Grund:
    """The decisions and the case behind a change, its declared class and its reason; empty for what is not said."""

    beslut: tuple[str, ...] = ()
    arende: str = ""
    typ: tuple[str, ...] = ()
    motiv: str = ""


def own_decision(utgivning: Utgivning, lydelse: Lydelse) -> str | None:
    """Return the decision that a wording names for this book, or okänt; one about another book does not count."""
    place = lydelse.i_bok.get(utgivning.bok.id)
    if place is not None and place.beslut is not None:
        return place.beslut
    record = utgivning.register.beslut.get(lydelse.beslut or "")
    shared = len(place_books(lydelse)) > 1
    if record is not None and shared and utgivning.bok.id not in (record.avser.bocker or (utgivning.bok.id,)):
        return None
    return lydelse.beslut


def own_case(utgivning: Utgivning, lydelse: Lydelse) -> str | None:
    """Return the case that a wording names for this book, or okänt."""
    place = lydelse.i_bok.get(utgivning.bok.id)
    return (place.arende if place is not None else None) or lydelse.arende


def decision_of(utgivning: Utgivning, lydelse: Lydelse) -> str | None:
    """Return the decision that carries a wording: its own or else the edition's; okänt only where neither is known."""
    return _first(own_decision(utgivning, lydelse), utgivning.upplaga.beslut)


def _first(*names: str | None) -> str | None:
    """Return the first known name; okänt when one says so and none is known."""
    said = [name for name in names if name]
    return next((name for name in said if not is_unknown(name)), UNKNOWN if said else None)


def find_ground(fore: Utgivning, efter: Utgivning, old: Klausul | None, new: Klausul) -> Grund:
    """Return what a change between two editions rests on: each wording that came between them, the last one's case."""
    if fore.bok.id == efter.bok.id and _is_later(fore, efter):
        if old is None:
            return ground_of_end(efter, fore, new)
        fore, efter, old, new = efter, fore, new, old
    wordings = list(_between(fore, efter, old, new))
    changes = [item.andring for item in wordings if item.andring is not None]
    names = [decision_of(efter, item) for item in wordings]
    return Grund(
        beslut=tuple(dict.fromkeys(name for name in names if name)),
        arende=_case(efter, new.lydelse, names[-1]),
        typ=tuple(dict.fromkeys(kind for change in changes for kind in change.typ)),
        motiv="\n\n".join(dict.fromkeys(change.motiv.strip() for change in changes)),
    )


def _is_later(fore: Utgivning, efter: Utgivning) -> bool:
    order = [item.id for item in efter.bok.upplagor]
    if fore.upplaga.id not in order:
        return False
    old, new = order.index(fore.upplaga.id), order.index(efter.upplaga.id)
    return (old, str(fore.dag or "")) > (new, str(efter.dag or ""))


def _between(fore: Utgivning, efter: Utgivning, old: Klausul | None, new: Klausul) -> Iterator[Lydelse]:
    """Yield the wordings that were in force after the old one, up to the new one."""
    if old is not None and fore.bok.id == efter.bok.id:
        yield from (item for item in new.krav.lydelser[old.index + 1 : new.index] if not item.foreslagen)
    yield new.lydelse


def _case(utgivning: Utgivning, lydelse: Lydelse, decision: str | None) -> str:
    record = utgivning.register.beslut.get(decision or "")
    found = _first(own_case(utgivning, lydelse), record.arende if record else None, utgivning.upplaga.arende)
    return found or ""


def ground_of_end(fore: Utgivning, efter: Utgivning, clause: Klausul) -> Grund:
    """Return what the end of a requirement rests on; read backwards, what its beginning rested on."""
    if fore.bok.id != efter.bok.id:
        return Grund()
    if _is_later(fore, efter):
        return find_ground(efter, fore, None, clause)
    krav = efter.register.krav.get(clause.id, clause.krav)
    if krav.upphor is None:
        later = [item for item in krav.lydelser[clause.index + 1 :] if item.andring is not None]
        last = replace(clause, krav=krav, index=krav.lydelser.index(later[-1])) if later else None
        return find_ground(fore, efter, clause, last) if last else Grund()
    name = _first(krav.upphor.beslut, efter.upplaga.beslut)
    record = efter.register.beslut.get(name or "")
    case = _first(record.arende if record else None, efter.upplaga.arende) or ""
    return Grund((name,) if name else (), case, (), krav.upphor.motiv.strip())
