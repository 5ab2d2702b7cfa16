"""What a finished document of changes must hold, section by section: every difference's words, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kravbok.diff.skillnad import Ordbit
from kravbok.verify.bevis import COLOPHON, FRONT, Bevis, Bevisrad, fact_words, register_bevis
from kravbok.view.andringar.delar import (
    AndringsVy,
    AndringVy,
    AvsnittVy,
    DelVy,
    InspelVy,
    ParVy,
    TabellandringVy,
    marked_words,
    words_of,
)

__all__ = ["proof_andringar"]

Say = Callable[[tuple[Ordbit, ...]], str]


def proof_andringar(vy: AndringsVy, *, spoken: bool) -> tuple[Bevis, ...]:
    """Return the sections of a document of changes in order of reading; `spoken` with what HTML says aloud."""
    return tuple(_sections(vy, marked_words if spoken else words_of))


def _sections(vy: AndringsVy, say: Say) -> Iterator[Bevis]:
    yield _front(vy)
    scope = (f"Omfattning: {vy.omfattning}",) if vy.omfattning else ()
    yield Bevis("sammanfattning", ("Sammanfattning", *vy.sammanfattning, *scope))
    yield from map(register_bevis, vy.fore_kraven)
    for avsnitt in vy.avsnitt:
        yield _chapter(vy, avsnitt, say)
        yield from (_change(vy, item, say) for item in avsnitt.andringar)
    for part in vy.bilagor:
        yield Bevis(part.id, (part.rubrik, *_own(vy, part, say)))
    yield from (_table(vy, part, say) for part in vy.tabeller)
    yield from map(register_bevis, vy.efter_kraven)
    if vy.inspel is not None:
        yield Bevis(vy.inspel.id, tuple(_inputs(vy.inspel)))
    if vy.dolda_tabell is not None:
        yield register_bevis(vy.dolda_tabell)
    yield Bevis(COLOPHON, tuple(words for faktum in vy.kolofon for words in fact_words(faktum)))


def _inputs(part: InspelVy) -> Iterator[str]:
    yield from (part.rubrik, part.inledning)
    for item in part.forslag:
        yield from (item.rubrik, item.text)
        yield from (words for faktum in item.fakta for words in fact_words(faktum))


def _front(vy: AndringsVy) -> Bevis:
    facts = [words for faktum in vy.uppgifter for words in fact_words(faktum)]
    notices = [words for notis in vy.notiser for words in (notis.rubrik, notis.text)]
    return Bevis(FRONT, (vy.organisation, vy.titel, f"{vy.bok}. {vy.status}", *facts, *notices))


def _chapter(vy: AndringsVy, avsnitt: AvsnittVy, say: Say) -> Bevis:
    own = _own(vy, avsnitt.egen, say) if avsnitt.egen else ()
    return Bevis(avsnitt.id, (f"{avsnitt.nummer} {avsnitt.rubrik}".strip(), *own))


def _own(vy: AndringsVy, part: DelVy, say: Say) -> tuple[str, ...]:
    return (part.mening, *_columns(vy, part.par, say))


def _change(vy: AndringsVy, item: AndringVy, say: Say) -> Bevis:
    heading = f"{item.nummer} {item.rubrik} {item.id}"
    facts = [words for faktum in item.fakta for words in fact_words(faktum)]
    columns = _columns(vy, item.par, say)
    return Bevis(item.id, (heading, " · ".join(item.markning), item.anmarkning, *columns, *facts), krav=True)


def _columns(vy: AndringsVy, parts: tuple[ParVy, ...], say: Say) -> tuple[str, ...]:
    cells = [cell for part in parts for cell in (_side(part, part.fore, say), _side(part, part.efter, say))]
    return (vy.fore.spalt, vy.efter.spalt, *cells) if cells else ()


def _side(part: ParVy, words: tuple[Ordbit, ...], say: Say) -> str:
    """Return what one of the columns says of a paragraph."""
    marker = part.punkt_fore if words is part.fore else part.punkt_efter
    return f"{marker} {say(words)}".strip() if words else part.i_stallet


def _table(vy: AndringsVy, part: TabellandringVy, say: Say) -> Bevis:
    head = Bevisrad("", ("Rad", "Kolumn", "Vad", vy.fore.spalt, vy.efter.spalt))
    rows = (Bevisrad("", (row.rad, row.kolumn, row.vad, say(row.par.fore), say(row.par.efter))) for row in part.rader)
    return Bevis(part.id, (part.rubrik,), rader=(head, *rows))
