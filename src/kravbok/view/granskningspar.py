"""The editions of two registers side by side: the same edition on both sides, a new one with the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.diff.skillnad import Jamforelse
from kravbok.edition import Utgivning, make_utgivning, previous_upplaga
from kravbok.model.bok import Bok, Upplaga
from kravbok.register import Register
from kravbok.view.andringar.delar import AndringsVy, DelVy, all_andringar
from kravbok.view.andringar.vy import view_andringar
from kravbok.view.granskningsdelar import GranskadUpplaga

__all__ = ["Jamford", "Jamforda", "compare_bockerna", "own_parts"]


@dataclass(frozen=True)
class Jamford:
    """An edition that came, differs or went, as data and as it is shown.

    `vy` is None where nothing is listed one by one: the whole edition came or went, or is new and like the one before.
    """

    rad: GranskadUpplaga
    jamforelse: Jamforelse
    vy: AndringsVy | None


@dataclass(frozen=True)
class Jamforda:
    """Every edition that differs, in the order of the books and last those that are gone; and those not compared."""

    par: tuple[Jamford, ...] = ()
    ojamforda: tuple[str, ...] = ()


def compare_bockerna(fore: Register, efter: Register) -> Jamforda:
    """Return how the books of two registers differ; records that fail their checks can lack what they name."""
    found: list[Jamford] = []
    uncompared: list[str] = []
    for bok in efter.bocker.values():
        for upplaga in bok.upplagor:
            try:
                pair = _edition(fore, efter, bok, upplaga)
            except (KeyError, ValueError):
                uncompared.append(f"{bok.titel} {upplaga.id}")
                continue
            found += [pair] if pair is not None else []
    for bok, upplaga, note in _gone(fore, efter):
        try:
            found.append(_ended(fore, bok, upplaga, note))
        except (KeyError, ValueError):
            uncompared.append(f"{bok.titel} {upplaga.id}")
    return Jamforda(tuple(found), tuple(uncompared))


def _edition(fore: Register, efter: Register, bok: Bok, upplaga: Upplaga) -> Jamford | None:
    """Return an edition's difference, from the one before it when it is new; None when nothing differs."""
    row = GranskadUpplaga(bok.titel, upplaga.id, "", "", adress=f"{bok.id}/{upplaga.id}/")
    old_book, previous = fore.bocker.get(bok.id), previous_upplaga(bok, upplaga)
    if previous is not None:
        span = f"{previous.id}-{upplaga.id}"
        row = replace(row, redline=f"{bok.id}/{span}/{bok.id}-{span}-redline.html")
    new = make_utgivning(efter, bok, upplaga)
    same = next((item for item in old_book.upplagor if item.id == upplaga.id), None) if old_book else None
    if old_book is not None and same is not None:
        row = row if same.foreslagen else replace(row, anmarkning="beslutad upplaga, ändras i efterhand")
        return _changed(row, make_utgivning(fore, old_book, same), new)
    if previous is None:
        first = "den första i boken" if upplaga == bok.upplagor[0] else "utan någon beslutad före sig"
        row = replace(
            row,
            anmarkning=f"ny upplaga, {first}; dess belopp och lydelser räknas inte upp här",
            vad="ny",
            nya=len(new.klausuler),
        )
        return Jamford(row, diff_utgivningar(_empty(new), new), None)
    old, note = make_utgivning(efter, bok, previous), f"ny upplaga, jämförd med {previous.id}"
    pair = _changed(row, old, new)
    if pair is None:
        return Jamford(replace(row, anmarkning=f"{note}: lika", vad="ny"), diff_utgivningar(old, new), None)
    return replace(pair, rad=replace(pair.rad, anmarkning=note, vad="ny"))


def _changed(row: GranskadUpplaga, old: Utgivning, new: Utgivning) -> Jamford | None:
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
        delar=len(list(own_parts(vy))),
    )
    return Jamford(counted, compared, vy)


def _gone(fore: Register, efter: Register) -> Iterator[tuple[Bok, Upplaga, str]]:
    """Yield the editions and books that are no longer there; a book that cannot be read has not ended."""
    for bok in fore.bocker.values():
        left = efter.bocker.get(bok.id)
        if left is None and efter.is_unread(bok.id):
            continue
        kept = {item.id for item in left.upplagor} if left else set()
        for upplaga in bok.upplagor:
            if upplaga.id not in kept:
                yield bok, upplaga, "finns inte längre" if left else "boken finns inte längre"


def _ended(fore: Register, bok: Bok, upplaga: Upplaga, note: str) -> Jamford:
    old = make_utgivning(fore, bok, upplaga)
    row = GranskadUpplaga(bok.titel, upplaga.id, note, "", vad="borttagen")
    return Jamford(row, diff_utgivningar(old, _empty(old)), None)


def _empty(utgivning: Utgivning) -> Utgivning:
    """Return an edition as it was before anything was in it."""
    return replace(utgivning, avsnitt=(), utanfor=(), bilagor=(), klausuler={})


def own_parts(vy: AndringsVy) -> Iterator[DelVy]:
    """Yield what differs in the book itself, its chapters and its appendices."""
    yield from (part.egen for part in vy.avsnitt if part.egen is not None)
    yield from vy.bilagor
