"""A requirement's page in an edition: its text there, its life, and the ways on from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kravbok.edition import Klausul, Utgivning
from kravbok.view.parts import Bit, KravVy, NotisVy
from kravbok.view.webb.adress import id_adress, kapitel_adress, krav_adress, utanfor_adress
from kravbok.view.webb.inom import clause_lage
from kravbok.view.webb.lagdata import krav_lagdata
from kravbok.view.webb.lage import LageVy, name_upplaga
from kravbok.view.webb.lankar import link_krav, linker
from kravbok.view.webb.sida import Sida, rot
from kravbok.view.webb.upplagor import (
    BokensUpplagor,
    LydelseradVy,
    Upplagevy,
    crumbs,
    edition_ways,
    kravflode,
    life,
    notices,
    report_fault,
    summary,
)

__all__ = ["KravsidaVy", "kravsida"]


@dataclass(frozen=True, slots=True)
class KravsidaVy:
    """A requirement as an edition holds it, with its life and the ways on from it."""

    krav: KravVy
    bok: str
    upplaga: str
    lage: LageVy
    kapitel: Bit
    notiser: tuple[NotisVy, ...]
    permalank: str
    fil: str
    rad: int
    felrapport: str
    upplagor: tuple[Bit, ...]
    lydelser: tuple[LydelseradVy, ...]
    andra: tuple[Bit, ...]
    motsvarande: tuple[Bit, ...]
    foregaende: Bit | None
    nasta: Bit | None


def kravsida(
    item: Upplagevy,
    clause: Klausul,
    bocker: Sequence[BokensUpplagor],
    grannar: tuple[Bit | None, Bit | None],
    motsvarande: tuple[Bit, ...] = (),
) -> Sida:
    """Return the page of a requirement in an edition, with the ways to what stands beside it and corresponds to it."""
    utgivning, krav = item.utgivning, item.krav[clause.id]
    bok, upplaga, chapter = utgivning.bok, utgivning.upplaga, _chapter(utgivning, clause)
    own = next(book for book in bocker if book.bok is bok)
    position = utgivning.register.position(clause.krav, "lydelser", clause.index)
    vy = KravsidaVy(
        krav=link_krav(krav, linker(utgivning)),
        bok=bok.titel,
        upplaga=upplaga.id,
        lage=clause_lage(utgivning, clause, own.per),
        kapitel=chapter,
        notiser=tuple(notices(utgivning, clause)),
        permalank=rot(id_adress(clause.id)),
        fil=position.path,
        rad=position.line,
        felrapport=report_fault(utgivning, clause),
        upplagor=tuple(edition_ways(own.holding(clause.id), upplaga, lambda other: krav_adress(other, clause.id))),
        lydelser=tuple(life(own, clause.id)),
        andra=tuple(_elsewhere(bocker, own, clause.id)),
        motsvarande=motsvarande,
        foregaende=grannar[0],
        nasta=grannar[1],
    )
    return Sida(
        adress=krav_adress(utgivning, clause.id),
        slag="krav",
        titel=f"{krav.rubrik} ({clause.id}), {bok.titel} {upplaga.id}",
        beskrivning=summary(krav),
        vy=vy,
        brodsmulor=(*crumbs(utgivning), chapter),
        organisation=bok.organisation,
        jsonld=krav_lagdata(utgivning, clause, own.per),
        floden=(kravflode(clause.id),),
    )


def _chapter(utgivning: Utgivning, clause: Klausul) -> Bit:
    """Return the chapter that a requirement stands in, or what stands outside the requirements."""
    for part in utgivning.avsnitt:
        if clause.nummer and part.kapitel.id == clause.kapitel:
            return Bit(f"{part.nummer} {part.lydelse.rubrik}", rot(kapitel_adress(utgivning, part.kapitel.id)))
    return Bit("Utanför kraven", rot(utanfor_adress(utgivning)))


def _elsewhere(bocker: Sequence[BokensUpplagor], own: BokensUpplagor, krav: str) -> Iterator[Bit]:
    """Yield the last edition of each other book that holds the same requirement."""
    for book in bocker:
        for item in book.holding(krav)[-1:] if book is not own else ():
            words = f"{item.utgivning.bok.titel} {name_upplaga(item.utgivning.upplaga)}"
            yield Bit(words, rot(krav_adress(item.utgivning, krav)))
