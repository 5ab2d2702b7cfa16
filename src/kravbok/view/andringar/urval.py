"""Which differences are asked for: by kind, type, subject, chapter, how binding they are, and whom they bind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import get_args

from kravbok.diff.skillnad import SLAG, Jamforelse, Skillnad
from kravbok.edition import Klausul, Utgivning
from kravbok.model.lydelse import Kravniva, Typ, Vem
from kravbok.swedish import closest, format_list

__all__ = ["Urval", "allowed_values", "select", "unknown_value"]


@dataclass(frozen=True, slots=True)
class Urval:
    """What is asked for; an empty choice asks for all. A requirement is shown when either side of it fits."""

    slag: tuple[str, ...] = ()
    typ: tuple[str, ...] = ()
    omrade: tuple[str, ...] = ()
    kapitel: tuple[str, ...] = ()
    kravniva: tuple[str, ...] = ()
    vem: tuple[str, ...] = ()

    @property
    def tomt(self) -> bool:
        """Whether everything is asked for."""
        return not any(getattr(self, field.name) for field in fields(self))

    def words(self) -> str:
        """Return the choice in words: ”typ ersättning; kapitel 4 eller 5”."""
        names = {"omrade": "område", "kravniva": "kravnivå"}
        chosen = ((names.get(field.name, field.name), getattr(self, field.name)) for field in fields(self))
        return "; ".join(f"{name} {format_list(list(values), 'eller')}" for name, values in chosen if values)


def select(jamforelse: Jamforelse, urval: Urval) -> Jamforelse:
    """Return the comparison with only the requirements that are asked for; all else belongs to the whole."""
    if urval.tomt:
        return jamforelse
    kept = tuple(item for item in jamforelse.krav if _fits(jamforelse, item, urval))
    return replace(jamforelse, krav=kept, kapitel=(), bilagor=(), bok=None)


def _fits(jamforelse: Jamforelse, item: Skillnad, urval: Urval) -> bool:
    if urval.slag and not set(urval.slag) & set(item.slag):
        return False
    sides = [(jamforelse.fore, item.fore), (jamforelse.efter, item.efter)]
    return any(_side_fits(utgivning, clause, urval) for utgivning, clause in sides if clause is not None)


def _side_fits(utgivning: Utgivning, clause: Klausul, urval: Urval) -> bool:
    lydelse = clause.lydelse
    asked = (
        (urval.typ, {lydelse.typ}),
        (urval.omrade, set(lydelse.omrade)),
        (urval.kravniva, {lydelse.kravniva}),
        (urval.vem, {lydelse.vem}),
        (urval.kapitel, {clause.kapitel, _chapter_number(utgivning, clause)}),
    )
    return all(not wanted or values & set(wanted) for wanted, values in asked)


def _chapter_number(utgivning: Utgivning, clause: Klausul) -> str:
    part = next((part for part in utgivning.avsnitt if part.kapitel.id == clause.kapitel), None)
    return part.nummer if part else ""


def allowed_values(fore: Utgivning, efter: Utgivning) -> dict[str, list[str]]:
    """Return the values that each choice can have for two editions."""
    chapters = [part for side in (fore, efter) for part in side.avsnitt]
    subjects = [item for side in (fore, efter) if side.register.kravbok for item in side.register.kravbok.omraden]
    return {
        "slag": list(SLAG),
        "typ": list(get_args(Typ)),
        "omrade": list(dict.fromkeys(subjects)),
        "kapitel": list(dict.fromkeys([*(part.kapitel.id for part in chapters), *(part.nummer for part in chapters)])),
        "kravniva": list(get_args(Kravniva)),
        "vem": list(get_args(Vem)),
    }


def unknown_value(urval: Urval, fore: Utgivning, efter: Utgivning) -> str:
    """Return what is wrong with the first value that no requirement can have, with the nearest one; empty for none."""
    return next(_unknown(urval, allowed_values(fore, efter)), "")


def _unknown(urval: Urval, allowed: dict[str, list[str]]) -> Iterator[str]:
    for name, known in allowed.items():
        for value in getattr(urval, name):
            if value not in known:
                near = closest(value, known)
                tip = f"Menade du {near}?" if near else f"Välj bland {', '.join(known)}."
                yield f"--{name} ”{value[:60]}” finns inte. {tip}"
