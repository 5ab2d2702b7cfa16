"""What a branch does to the books, as a comment tells it: each changed wording once, with the editions that have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kravbok.diff.grunder import decision_of
from kravbok.diff.skillnad import Jamforelse, Skillnad
from kravbok.diff.tackning import declared_reason
from kravbok.edition import Utgivning, previous_upplaga
from kravbok.expand import describe_beslut
from kravbok.model.bok import Upplaga
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.rules.konsekvens import make_konsekvens
from kravbok.view.andringar.delar import AndringsVy, AndringVy, DelVy, all_andringar
from kravbok.view.granskningsdelar import Bockerna, GranskadDel, GranskatKrav, Kostnad, Upplagenamn, UtanBeslut
from kravbok.view.granskningspar import Jamford, Jamforda, own_parts
from kravbok.view.konsekvens import make_konsekvensvy

__all__ = ["lacks_decision", "view_bockerna"]


def view_bockerna(fore: Register, efter: Register, jamforda: Jamforda) -> Bockerna:
    """Return what differs between the books of two registers; tightened requirements come first."""
    shown = [(pair, pair.vy) for pair in jamforda.par if pair.vy is not None]
    return Bockerna(
        upplagor=tuple(pair.rad for pair in jamforda.par),
        krav=_requirements(shown),
        delar=_parts(shown),
        utan_beslut=_undecided(jamforda.par),
        kostnader=tuple(_costs(fore, efter, (pair for pair, _ in shown))),
        ojamforda=jamforda.ojamforda,
        synliga=frozenset(item.id for pair in jamforda.par for item in pair.jamforelse.krav),
    )


def _requirements(pairs: Iterable[tuple[Jamford, AndringsVy]]) -> tuple[GranskatKrav, ...]:
    """Return each difference once with its editions, the tightened first and then in the order of the books."""
    found: dict[object, tuple[AndringVy, tuple[str, ...], list[Upplagenamn]]] = {}
    for pair, vy in pairs:
        declared = {item.id: _declared(item) for item in pair.jamforelse.krav}
        for item in all_andringar(vy):
            said = declared.get(item.id, ())
            key = (item.id, item.slag, item.par, item.siffror, item.uppgifter, said)
            found.setdefault(key, (item, said, []))[2].append(pair.rad.namn)
    shown = [GranskatKrav(item, tuple(names), said) for item, said, names in found.values()]
    return tuple(sorted(shown, key=lambda item: not item.skarpt))


def _declared(item: Skillnad) -> tuple[str, ...]:
    """Return what the branch says of its change of a wording.

    What only prints another requirement's figure says nothing of its own. What a wording said before it was put right,
    or says when the one after it is taken away, is of an older change.
    """
    old, new = item.fore, item.efter
    if old is None or new is None:
        return item.typ if new is not None else ()
    if old.lydelse == new.lydelse or new.index < old.index:
        return ()
    known = old.lydelse.andring.typ if old.lydelse.andring and new.index == old.index else ()
    return tuple(kind for kind in item.typ if kind not in known)


def _parts(pairs: Iterable[tuple[Jamford, AndringsVy]]) -> tuple[GranskadDel, ...]:
    found: dict[object, tuple[DelVy, list[Upplagenamn]]] = {}
    for pair, vy in pairs:
        for part in own_parts(vy):
            found.setdefault((pair.rad.bok, part), (part, []))[1].append(pair.rad.namn)
    return tuple(GranskadDel(part, tuple(names)) for part, names in found.values())


def _undecided(pairs: Iterable[Jamford]) -> tuple[UtanBeslut, ...]:
    """Return the changes of requirements' own wordings that no decision of their own carries."""
    found: dict[str, tuple[str, dict[str, list[Upplagenamn]]]] = {}
    for pair in pairs:
        for item in pair.jamforelse.krav:
            clause = item.efter or item.fore
            why = lacks_decision(pair.jamforelse, item)
            if clause is not None and why:
                _, reasons = found.setdefault(item.id, (clause.lydelse.rubrik, {}))
                reasons.setdefault(why, []).append(pair.rad.namn)
    return tuple(
        UtanBeslut(name, rubrik, tuple((why, tuple(names)) for why, names in reasons.items()))
        for name, (rubrik, reasons) in found.items()
    )


def lacks_decision(compared: Jamforelse, item: Skillnad) -> str:
    """Return why a change lacks a decision of its own; empty when it has one, or needs none."""
    old, new = item.fore, item.efter
    outside = any(side is not None and side.lydelse.stallning != "klausul" for side in (old, new))
    if outside or item.doljbar or (old and new and old.lydelse == new.lydelse):
        return ""
    if new is None:
        known = any(not is_unknown(name) for name in item.beslut)
        return "" if known else "kravet tas bort, och inget beslut om det är känt"
    name = decision_of(compared.efter, new.lydelse)
    if name is None or is_unknown(name):
        reason = declared_reason(compared, item)
        return f"beslutet är okänt: {reason}" if reason else "inget beslut är känt"
    same = old and compared.fore.upplaga.id == compared.efter.upplaga.id
    if old is None or not same or decision_of(compared.fore, old.lydelse) != name:
        return ""
    return f"lydelsen är ändrad, men beslutet är detsamma som före ändringen: {_describe(compared.efter, name)}"


def _describe(utgivning: Utgivning, name: str) -> str:
    record = utgivning.register.beslut.get(name)
    return f"{describe_beslut(utgivning, record)} ({name})" if record is not None else name


def _costs(fore: Register, efter: Register, pairs: Iterable[Jamford]) -> Iterator[Kostnad]:
    """Yield the editions whose cost, beside the edition before, is another than it was."""
    for pair in pairs:
        bok, upplaga = pair.jamforelse.efter.bok, pair.jamforelse.efter.upplaga
        previous = previous_upplaga(bok, upplaga)
        if previous is None:
            continue
        before, after = (_cost(side, bok.id, (previous.id, upplaga.id)) for side in (fore, efter))
        if after is not None and before != after:
            words, gaps = before or ("", 0)
            yield Kostnad(pair.rad.namn, previous.id, words, after[0], gaps, after[1])


def _cost(register: Register, bok: str, names: tuple[str, str]) -> tuple[str, int] | None:
    """Return a sum with its span, and the number of gaps; None where a side is missing or nothing is about money."""
    book = register.bocker.get(bok)
    editions: Mapping[str, Upplaga] = {item.id: item for item in book.upplagor} if book else {}
    if book is None or not all(name in editions for name in names):
        return None
    try:
        vy = make_konsekvensvy(register, make_konsekvens(register, book, editions[names[0]], editions[names[1]]))
    except (KeyError, ValueError):
        return None
    words = f"{vy.summa} ({vy.spann})" if vy.spann else vy.summa
    return (words, len(vy.luckor)) if vy.has_money else None
