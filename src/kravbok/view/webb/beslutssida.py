"""The page of the decisions, the newest first: who decided what, what it changed, and what came to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kravbok.edition import Utgivning
from kravbok.expand import anchor, name_beslut
from kravbok.model.inspel import Inspel
from kravbok.model.register import Arende, Avser, Beslut
from kravbok.model.tid import Tid, is_unknown
from kravbok.register import Register
from kravbok.swedish import sort_key
from kravbok.view.inspel import describe_sender
from kravbok.view.parts import Bit, Faktum
from kravbok.view.tidsord import since_value
from kravbok.view.webb.adress import record_adress
from kravbok.view.webb.bruk import BokbrukVy, Bruk, book_bit, record_bit, titled_bit
from kravbok.view.webb.gemensam import any_utgivning, fact, gap_facts, gemensam_sida, one_line, source_facts
from kravbok.view.webb.sida import Sida, rot
from kravbok.view.webb.upplagor import BokensUpplagor

__all__ = ["ArendeVy", "BeslutVy", "BeslutsarVy", "BeslutssidaVy", "ForslagVy", "beslutssida"]


@dataclass(frozen=True, slots=True)
class BeslutVy:
    """A decision: who and when, how it went, what it means, its facts, and the requirements that name it."""

    id: str
    rubrik: str
    utgang: str
    innebord: str
    fakta: tuple[Faktum, ...]
    bruk: tuple[BokbrukVy, ...]


@dataclass(frozen=True, slots=True)
class BeslutsarVy:
    """The decisions of a year; of an unknown one, last."""

    ar: str
    beslut: tuple[BeslutVy, ...]


@dataclass(frozen=True, slots=True)
class ForslagVy:
    """A proposal that came to nothing: what it was, from whom, why not, and its facts."""

    id: str
    rubrik: str
    avsandare: str
    skal: str
    fakta: tuple[Faktum, ...]


@dataclass(frozen=True, slots=True)
class ArendeVy:
    """A case: its number, what it is about, what is said of it, and its facts."""

    id: str
    nummer: str
    rubrik: str
    sagt: str
    fakta: tuple[Faktum, ...]


@dataclass(frozen=True, slots=True)
class BeslutssidaVy:
    """The decisions by year, the newest first; the cases; and the proposals that came to nothing."""

    ar: tuple[BeslutsarVy, ...]
    arenden: tuple[ArendeVy, ...]
    avvisade: tuple[ForslagVy, ...]


def beslutssida(register: Register, bocker: Sequence[BokensUpplagor], bruk: Bruk) -> Sida:
    """Return the page of the decisions."""
    utgivning = any_utgivning(bocker)
    records = sorted(register.beslut.values(), key=_newest_first)
    years = groupby(records, key=lambda item: _year(item.datum))
    vy = BeslutssidaVy(
        tuple(BeslutsarVy(year, tuple(_decision(utgivning, item, bruk) for item in items)) for year, items in years),
        tuple(_case(utgivning, item) for item in sorted(register.arenden.values(), key=lambda item: sort_key(item.id))),
        tuple(_proposal(utgivning, item) for item in _turned_down(register)),
    )
    about = "Besluten om böckerna, det senaste först: vem som beslutade vad och vilka krav och upplagor som ändrades."
    return gemensam_sida("beslut/", "Beslut", about, vy, bocker, sok=True)


def _newest_first(item: Beslut) -> tuple[int, object]:
    day = item.datum.latest or item.datum.dag
    return -day.toordinal() if day is not None else 0, sort_key(item.id)


def _year(tid: Tid) -> str:
    day = tid.latest or tid.dag
    return str(day.year) if day is not None else "Okänt år"


def _decision(utgivning: Utgivning, item: Beslut, bruk: Bruk) -> BeslutVy:
    return BeslutVy(
        id=anchor("beslut", item.id),
        rubrik=name_beslut(utgivning.register, item),
        utgang=item.beslut.capitalize(),
        innebord=one_line(item.avser.text),
        fakta=tuple(_facts(utgivning, item)),
        bruk=bruk.get(("beslut", item.id), ()),
    )


def _facts(utgivning: Utgivning, item: Beslut) -> Iterator[Faktum]:
    register = utgivning.register
    yield from fact("Organisation", _organisation(register, item.organisation))
    yield from fact("Punkt", "" if is_unknown(item.punkt) else item.punkt)
    yield from fact("Ärende", _to_case(register, item.arende))
    yield from fact("Böcker", *_books(register, item.avser))
    yield from fact("Krav", *_clauses(register, item.avser.krav))
    yield from fact("Upplagor med beslutet", *_editions(register, item.id))
    yield from fact("Krav som upphör genom beslutet", *_ended(register, item.id))
    yield from fact("Rättelser som beslutet visar", *_corrections(register, item.id))
    for term, day in (
        ("Publicerat", item.publicerad), ("Justerat", item.justerat), ("Laga kraft", item.laga_kraft),
        ("Gäller från", item.galler_fran and since_value(item.galler_fran)), ("Gäller till och med", item.galler_till),
    ):  # fmt: skip
        yield from fact(term, str(day) if day is not None else "")
    yield from source_facts(utgivning, item.ursprung)
    yield from gap_facts(item.saknas)


def _organisation(register: Register, name: str) -> str:
    record = register.organisationer.get(name)
    return record.namn if record is not None else name


def _to_case(register: Register, name: str) -> Bit:
    """Return a case, with the way to it where it is registered."""
    return Bit(name, f"#{anchor('arende', name)}" if name in register.arenden else "")


def _books(register: Register, avser: Avser) -> Iterator[Bit]:
    """Yield the books that a decision says that it is about; the edition that it names, where the book has it."""
    for bok in (register.bocker[name] for name in avser.bocker if name in register.bocker):
        upplaga = next((item for item in bok.upplagor if item.id == avser.upplaga), None)
        yield titled_bit(bok, upplaga) if upplaga is not None else book_bit(bok)


def _clauses(register: Register, names: Sequence[str]) -> Iterator[Bit]:
    for krav in (register.krav[name] for name in names if name in register.krav):
        yield record_bit(krav)


def _editions(register: Register, beslut: str) -> Iterator[Bit]:
    """Yield the editions that were decided by a decision."""
    for bok in register.bocker.values():
        for upplaga in bok.upplagor:
            if upplaga.beslut == beslut:
                yield titled_bit(bok, upplaga)


def _ended(register: Register, beslut: str) -> Iterator[Bit]:
    for krav in register.krav.values():
        if krav.upphor is not None and krav.upphor.beslut == beslut:
            yield record_bit(krav)


def _corrections(register: Register, beslut: str) -> Iterator[Bit]:
    for blad in register.rattelseblad.values():
        if blad.beslutat_innehall.get("beslut") == beslut and blad.galler in register.krav:
            yield Bit(f"{blad.id}: {blad.galler}", record_bit(register.krav[blad.galler]).href)


def _case(utgivning: Utgivning, item: Arende) -> ArendeVy:
    register = utgivning.register
    decisions = [record for record in register.beslut.values() if record.arende == item.id]
    facts = (
        *fact("Organisation", _organisation(register, item.organisation)),
        *fact("Öppnat", str(item.oppnat)),
        *fact("Beslut i ärendet", *(_to_decision(register, record) for record in sorted(decisions, key=_newest_first))),
        *fact("Hör ihop med", *(_to_case(register, name) for name in item.hor_ihop_med)),
        *source_facts(utgivning, item.ursprung),
        *gap_facts(item.saknas),
    )
    return ArendeVy(anchor("arende", item.id), item.id, item.rubrik, one_line(item.sagt), facts)


def _to_decision(register: Register, record: Beslut) -> Bit:
    return Bit(name_beslut(register, record), rot(record_adress("beslut", record.id)))


def _turned_down(register: Register) -> list[Inspel]:
    """Return the proposals that became nothing, as far as the records say why."""
    return sorted(
        (item for item in register.inspel.values() if item.blev.inget),
        key=lambda item: (sort_key(item.rubrik), item.id),
    )


def _proposal(utgivning: Utgivning, item: Inspel) -> ForslagVy:
    register = utgivning.register
    lawyer = item.jurist
    facts = (
        *fact("Böcker", *(book_bit(register.bocker[name]) for name in item.avser if name in register.bocker)),
        *fact("Inkom", str(item.inkom)),
        *fact("Juristens bedömning", f"{lawyer.bedomning}. {one_line(lawyer.grund_enligt_kallan)}" if lawyer else ""),
        *source_facts(utgivning, item.ursprung),
    )
    sender, reason = describe_sender(item.fran), one_line(item.blev.inget)
    return ForslagVy(anchor("inspel", item.id), item.rubrik, sender, reason, facts)
