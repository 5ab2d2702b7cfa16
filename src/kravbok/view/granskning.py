"""What a branch does to the books, as a comment tells it: each changed wording once, with the editions that have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kravbok.diff.grunder import decision_of
from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.diff.skillnad import Jamforelse, Skillnad
from kravbok.diff.tackning import declared_reason
from kravbok.edition import Utgivning, make_utgivning, previous_upplaga
from kravbok.expand import describe_beslut
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.rules.konsekvens import make_konsekvens
from kravbok.view.andringar.delar import AndringsVy, AndringVy, DelVy, all_andringar
from kravbok.view.andringar.vy import view_andringar
from kravbok.view.granskningsdelar import (
    Bockerna,
    GranskadDel,
    GranskadUpplaga,
    GranskatKrav,
    Kostnad,
    UtanBeslut,
)
from kravbok.view.konsekvens import make_konsekvensvy

__all__ = ["view_bockerna"]


@dataclass(frozen=True)
class _Par:
    """An edition on both sides, compared, and as it is shown."""

    rad: GranskadUpplaga
    jamforelse: Jamforelse
    vy: AndringsVy


def view_bockerna(fore: Register, efter: Register) -> Bockerna:
    """Return what differs between the books of two registers; tightened requirements come first."""
    rows: list[GranskadUpplaga] = []
    pairs: list[_Par] = []
    uncompared: list[str] = []
    for bok in efter.bocker.values():
        for upplaga in bok.upplagor:
            try:
                found = _edition(fore, efter, bok, upplaga)
            except (KeyError, ValueError):  # records that have not passed their checks can lack what they name
                uncompared.append(f"{bok.titel} {upplaga.id}")
                continue
            if isinstance(found, _Par):
                pairs.append(found)
                rows.append(found.rad)
            elif found is not None:
                rows.append(found)
    rows += _ended(fore, efter)
    return Bockerna(
        upplagor=tuple(rows),
        krav=_requirements(pairs),
        delar=_parts(pairs),
        utan_beslut=_undecided(pairs),
        kostnader=tuple(_costs(fore, efter, pairs)),
        ojamforda=tuple(uncompared),
    )


def _edition(fore: Register, efter: Register, bok: Bok, upplaga: Upplaga) -> _Par | GranskadUpplaga | None:
    """Return an edition's difference, from the one before it when it is new; None when nothing differs."""
    row = GranskadUpplaga(bok.titel, upplaga.id, "", "", adress=f"{bok.id}/{upplaga.id}/")
    old_book, previous = fore.bocker.get(bok.id), previous_upplaga(bok, upplaga)
    if previous is not None:
        span = f"{previous.id}-{upplaga.id}"
        row = replace(row, redline=f"{bok.id}/{span}/{bok.id}-{span}-redline.html")
    new = make_utgivning(efter, bok, upplaga)
    same = next((item for item in old_book.upplagor if item.id == upplaga.id), None) if old_book else None
    if old_book is not None and same is not None:
        return _compared(row, make_utgivning(fore, old_book, same), new)
    if previous is None:
        return replace(row, anmarkning="ny upplaga, den första i boken", nya=len(new.klausuler))
    compared = _compared(row, make_utgivning(efter, bok, previous), new)
    note = f"ny upplaga, jämförd med {previous.id}"
    if isinstance(compared, _Par):
        return replace(compared, rad=replace(compared.rad, anmarkning=note))
    return replace(row, anmarkning=f"{note}: lika")


def _compared(row: GranskadUpplaga, old: Utgivning, new: Utgivning) -> _Par | None:
    compared = diff_utgivningar(old, new)
    vy = view_andringar(compared, register=False)
    if vy.tom and not vy.dolda:
        return None
    signs = [item.tecken for item in all_andringar(vy)]
    counted = replace(
        row,
        omfattning=vy.omfattning,
        nya=signs.count("+"),
        andrade=signs.count("~"),
        upphavda=signs.count("-"),
        dolda=len(vy.dolda),
        delar=len(list(_own_parts(vy))),
    )
    return _Par(counted, compared, vy)


def _own_parts(vy: AndringsVy) -> Iterator[DelVy]:
    """Yield what differs in the book itself, its chapters and its appendices."""
    yield from (part.egen for part in vy.avsnitt if part.egen is not None)
    yield from vy.bilagor


def _ended(fore: Register, efter: Register) -> Iterator[GranskadUpplaga]:
    """Yield the editions and books that are no longer there; a book that cannot be read has not ended."""
    for bok in fore.bocker.values():
        left = efter.bocker.get(bok.id)
        if left is None and efter.is_unread(bok.id):
            continue
        kept = {item.id for item in left.upplagor} if left else set()
        for upplaga in bok.upplagor:
            if upplaga.id not in kept:
                yield GranskadUpplaga(
                    bok.titel, upplaga.id, "finns inte längre" if left else "boken finns inte längre", ""
                )


def _requirements(pairs: Iterable[_Par]) -> tuple[GranskatKrav, ...]:
    """Return each difference once with its editions, the tightened first and then in the order of the books."""
    found: dict[object, tuple[AndringVy, list[str]]] = {}
    for pair in pairs:
        for item in all_andringar(pair.vy):
            key = (item.id, item.slag, item.par, item.siffror, item.uppgifter)
            found.setdefault(key, (item, []))[1].append(pair.rad.namn)
    shown = [GranskatKrav(item, tuple(names)) for item, names in found.values()]
    return tuple(sorted(shown, key=lambda item: "skärpt" not in item.andring.slag))


def _parts(pairs: Iterable[_Par]) -> tuple[GranskadDel, ...]:
    found: dict[object, tuple[DelVy, list[str]]] = {}
    for pair in pairs:
        for part in _own_parts(pair.vy):
            found.setdefault((pair.rad.bok, part), (part, []))[1].append(pair.rad.namn)
    return tuple(GranskadDel(part, tuple(names)) for part, names in found.values())


def _undecided(pairs: Iterable[_Par]) -> tuple[UtanBeslut, ...]:
    """Return the changes of requirements' own wordings that no decision of their own carries."""
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for pair in pairs:
        for item in pair.jamforelse.krav:
            clause = item.efter or item.fore
            why = _lacks(pair.jamforelse, item)
            if clause is not None and why:
                found.setdefault((item.id, why), (clause.lydelse.rubrik, []))[1].append(pair.rad.namn)
    return tuple(UtanBeslut(name, rubrik, tuple(names), why) for (name, why), (rubrik, names) in found.items())


def _lacks(compared: Jamforelse, item: Skillnad) -> str:
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


def _costs(fore: Register, efter: Register, pairs: Iterable[_Par]) -> Iterator[Kostnad]:
    """Yield the editions whose cost, beside the edition before, is another than it was."""
    for pair in pairs:
        bok, upplaga = pair.jamforelse.efter.bok, pair.jamforelse.efter.upplaga
        previous = previous_upplaga(bok, upplaga)
        if previous is None:
            continue
        before, after = (_cost(side, bok.id, (previous.id, upplaga.id)) for side in (fore, efter))
        if after is not None and before != after:
            yield Kostnad(pair.rad.namn, previous.id, before[0] if before else "", *after)


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
