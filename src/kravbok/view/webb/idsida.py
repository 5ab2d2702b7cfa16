"""A requirement's own page: its address never changes, and what it shows is what holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kravbok.edition import Klausul, klausul_in
from kravbok.model.bok import Upplaga
from kravbok.view.parts import Bit, KravVy, NotisVy
from kravbok.view.under_tiden import has_ended
from kravbok.view.webb.adress import id_adress, krav_adress
from kravbok.view.webb.inom import clause_lage
from kravbok.view.webb.lagdata import id_lagdata
from kravbok.view.webb.lage import LageVy, current_upplaga, name_upplaga, proposals
from kravbok.view.webb.lankar import link_krav, linker
from kravbok.view.webb.sida import Sida, Sokuppgifter, rot
from kravbok.view.webb.upplagor import (
    BokensUpplagor,
    LydelseradVy,
    Upplagevy,
    crumbs,
    kravflode,
    life,
    notices,
    report_fault,
    summary,
    within,
)

__all__ = ["IdsidaVy", "StalleVy", "idsida"]


@dataclass(frozen=True, slots=True)
class StalleVy:
    """A requirement in one edition of one book, as its own page shows it; `oforandrat` are later ones with its text."""

    bok: str
    upplaga: str
    adress: str
    lage: LageVy
    krav: KravVy
    notiser: tuple[NotisVy, ...]
    felrapport: str
    oforandrat: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class IdsidaVy:
    """A requirement's own page: the wording in force in each book, then what is proposed, then its life.

    `galler` and `foreslas` may be empty; `har_gallt` is where it stood last, when it stands nowhere now.
    """

    id: str
    rubrik: str
    permalank: str
    galler: tuple[StalleVy, ...]
    foreslas: tuple[StalleVy, ...]
    har_gallt: tuple[StalleVy, ...]
    lydelser: tuple[LydelseradVy, ...]


def idsida(krav: str, bocker: Sequence[BokensUpplagor]) -> Sida:
    """Return a requirement's own page: its address never changes, and what it shows is what holds."""
    now, ahead, gone = list(_in_force(krav, bocker)), list(_ahead(krav, bocker)), list(_last(krav, bocker))
    shown = [*now, *ahead] or gone
    first = shown[0]
    clause = first.utgivning.klausuler[krav]
    vy = IdsidaVy(
        id=krav,
        rubrik=clause.lydelse.rubrik,
        permalank=rot(id_adress(krav)),
        galler=tuple(_place(item, krav, bocker) for item in now),
        foreslas=tuple(_place(item, krav, bocker) for item in ahead),
        har_gallt=() if now or ahead else tuple(_place(item, krav, bocker) for item in gone),
        lydelser=tuple(row for book in bocker for row in life(book, krav)),
    )
    return Sida(
        adress=id_adress(krav),
        slag="id",
        titel=f"{clause.lydelse.rubrik} ({krav})",
        beskrivning=summary(first.krav[krav]),
        vy=vy,
        brodsmulor=crumbs(first.utgivning)[:2],
        organisation=first.utgivning.bok.organisation,
        sok=_found_by(shown, krav),
        jsonld=id_lagdata(
            krav, clause.lydelse.rubrik, [item.utgivning for book in bocker for item in book.holding(krav)]
        ),
        floden=(kravflode(krav),),
    )


def _place(item: Upplagevy, krav: str, bocker: Sequence[BokensUpplagor]) -> StalleVy:
    utgivning = item.utgivning
    clause = utgivning.klausuler[krav]
    book = next(book for book in bocker if book.bok is utgivning.bok)
    return StalleVy(
        bok=utgivning.bok.titel,
        upplaga=utgivning.upplaga.id,
        adress=rot(krav_adress(utgivning, krav)),
        lage=clause_lage(utgivning, clause, book.per),
        krav=link_krav(item.krav[krav], linker(utgivning)),
        notiser=tuple(notices(utgivning, clause)),
        felrapport=report_fault(utgivning, clause),
        oforandrat=tuple(_unchanged(book, clause, utgivning.upplaga)),
    )


def _unchanged(book: BokensUpplagor, held: Klausul, upplaga: Upplaga) -> Iterator[Bit]:
    """Yield the editions right after one that hold the same wording of a requirement."""
    for later in book.upplagor[book.bok.upplagor.index(upplaga) + 1 :]:
        clause, other = later.utgivning.klausuler.get(held.id), later.utgivning.upplaga
        if clause is None or clause.index != held.index:
            return
        yield Bit(f"upplaga {name_upplaga(other)}", rot(krav_adress(later.utgivning, held.id)))


def _in_force(krav: str, bocker: Sequence[BokensUpplagor]) -> Iterator[Upplagevy]:
    """Yield the edition in force of each book that holds the requirement, as it reads on the day of the site."""
    for book in bocker:
        now = current_upplaga(book.bok, book.per)
        for item in book.holding(krav):
            clause = item.utgivning.klausuler[krav]
            if item.utgivning.upplaga is now and not has_ended(clause, book.per):
                yield _today(item, clause, book.per)


def _today(item: Upplagevy, clause: Klausul, per: date | None) -> Upplagevy:
    """Return an edition as it reads on a day: with another wording where one has begun within its time."""
    utgivning = item.utgivning
    now = klausul_in(clause.krav, utgivning.bok, utgivning.upplaga, per) if per is not None else None
    return item if per is None or now is None or now.index == clause.index else within(item, clause.id, per)


def _ahead(krav: str, bocker: Sequence[BokensUpplagor]) -> Iterator[Upplagevy]:
    """Yield the editions to come and proposed that give the requirement another wording, or the first."""
    for book in bocker:
        ahead = proposals(book.bok, book.per)
        held = next((item.utgivning.klausuler[krav].index for item in _in_force(krav, (book,))), None)
        for item in book.holding(krav):
            index = item.utgivning.klausuler[krav].index
            if item.utgivning.upplaga in ahead and index != held:
                held = index
                yield item


def _last(krav: str, bocker: Sequence[BokensUpplagor]) -> Iterator[Upplagevy]:
    """Yield the last edition of each book that held the requirement."""
    for book in bocker:
        yield from book.holding(krav)[-1:]


def _found_by(shown: Sequence[Upplagevy], krav: str) -> Sokuppgifter:
    clauses = [item.utgivning.klausuler[krav].lydelse for item in shown]
    return Sokuppgifter(
        bok=tuple(dict.fromkeys(item.utgivning.bok.titel for item in shown)),
        upplaga=tuple(dict.fromkeys(item.utgivning.upplaga.id for item in shown)),
        typ=tuple(dict.fromkeys(lydelse.typ for lydelse in clauses)),
        omrade=tuple(dict.fromkeys(name for lydelse in clauses for name in lydelse.omrade)),
        kravniva=tuple(dict.fromkeys(lydelse.kravniva for lydelse in clauses)),
    )
