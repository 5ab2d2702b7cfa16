"""The start page: every book with its editions, what has happened lately, and the ways in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from kravbok.settings import FALLBACK_DATE
from kravbok.swedish import format_date
from kravbok.view.parts import Bit
from kravbok.view.webb.adress import bok_adress, flode_adress
from kravbok.view.webb.bocker import UpplagekortVy, edition_cards
from kravbok.view.webb.gemensam import only_organisation
from kravbok.view.webb.handelse import Dag, Handelse
from kravbok.view.webb.handelser import pa_platsen
from kravbok.view.webb.sida import Sida, WebbVy, rot
from kravbok.view.webb.upplagor import BokensUpplagor

__all__ = ["BokkortVy", "HandelseradVy", "IngangVy", "StartVy", "startsida"]

_INGANGAR = (
    ("jamfor/", "Jämför", "Två upplagor eller två böcker bredvid varandra."),
    ("vardgivare/", "För vårdgivare", "Det som är nytt och allt som binder, med frister och påföljder."),
    ("belopp/", "Belopp över åren", "Viten, ersättningar och avgifter, upplaga för upplaga."),
    ("begrepp/", "Begrepp", "Vad orden betyder och var de används."),
    ("beslut/", "Beslut", "Vem som beslutade vad, och vad det ändrade."),
    ("styrdokument/", "Styrdokument", "Lagar, avtal och rutiner som kraven bygger på."),
    ("kallor/", "Källor", "Dokumenten som uppgifterna är hämtade ur."),
    ("luckor/", "Det som inte är känt", "Uppgifter som saknas, med skäl."),
)
_EDITIONS = ("upplaga", "förslag till upplaga")
_CHANGES = ("nytt", "ändrat", "upphävt")
_LATEST = 10
"""So many events stand on the start page; the feed has the rest."""


@dataclass(frozen=True, slots=True)
class BokkortVy:
    """A book in a list: its editions, the last first."""

    titel: str
    adress: str
    organisation: str
    dokumenttyp: str
    upplagor: tuple[UpplagekortVy, ...]


@dataclass(frozen=True, slots=True)
class HandelseradVy:
    """Something that happened: its day in words, and what it was, with the way to it."""

    dag: str
    handelse: Bit


@dataclass(frozen=True, slots=True)
class IngangVy:
    """A way in: where it leads, and what is there."""

    vag: Bit
    beskrivning: str


@dataclass(frozen=True, slots=True)
class StartVy:
    """The start page: every book, the newest events, and where else to go; the feed tells all that has happened."""

    bocker: tuple[BokkortVy, ...]
    handelser: tuple[HandelseradVy, ...]
    flode: str
    ingangar: tuple[IngangVy, ...]


def startsida(webb: WebbVy, bocker: Sequence[BokensUpplagor], handelser: Sequence[Handelse]) -> Sida:
    """Return the start page; the events come with the newest first."""
    vy = StartVy(
        bocker=tuple(_card(book) for book in bocker),
        handelser=tuple(_event(item) for item in _latest(handelser)),
        flode=rot(flode_adress("")),
        ingangar=tuple(IngangVy(Bit(words, rot(adress)), about) for adress, words, about in _INGANGAR),
    )
    return Sida(
        adress="",
        slag="start",
        titel=webb.namn,
        beskrivning="Krav- och kvalitetsböcker i alla upplagor: läs, sök, jämför och följ vad som ändras.",
        vy=vy,
        organisation=only_organisation(bocker),
        floden=(Bit("Alla ändringar", rot(flode_adress(""))),),
    )


def _card(book: BokensUpplagor) -> BokkortVy:
    utgivning, bok = book.upplagor[0].utgivning, book.bok
    cards = tuple(edition_cards(book))
    return BokkortVy(bok.titel, rot(bok_adress(bok.id)), utgivning.organisation.namn, bok.dokumenttyp, cards)


def _latest(handelser: Sequence[Handelse]) -> Sequence[Handelse]:
    """Return the newest events; what came with its edition is told by the edition alone."""
    told = {(item.bok, item.upplaga, item.dag.datum) for item in handelser if item.slag in _EDITIONS}
    shown = (
        item
        for item in pa_platsen(handelser)
        if item.slag not in _CHANGES or (item.bok, item.upplaga, item.dag.datum) not in told
    )
    return tuple(islice(shown, _LATEST))


def _event(item: Handelse) -> HandelseradVy:
    return HandelseradVy(_day(item.dag), Bit(item.titel, rot(item.adress)))


def _day(dag: Dag) -> str:
    """Return the day in words, and which day it is when it is not that of a decision or a publication."""
    if dag.datum == FALLBACK_DATE and not dag.publicerad:
        return "Okänd dag"
    return f"{format_date(dag.datum)}{'' if dag.publicerad else f' ({dag.grund})'}"
