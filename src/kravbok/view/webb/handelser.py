"""Everything that has happened to the books, the newest first, and which of it a feed tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from kravbok.edition import Utgivning
from kravbok.model.inspel import Rattelseblad
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.seal.forsegling import read_forsegling
from kravbok.swedish import format_list, plural, sort_key
from kravbok.view.bok import is_reconstruction
from kravbok.view.rattelser import tell_fault
from kravbok.view.webb.adress import krav_adress, upplaga_adress
from kravbok.view.webb.handelse import (
    RECONSTRUCTION,
    Dag,
    Handelse,
    author_of,
    choose_day,
    document_days,
    known_days,
    make_id,
    say_beginning,
    tell_decision,
)
from kravbok.view.webb.handelser_krav import borjanden
from kravbok.view.webb.handelser_slut import slut

__all__ = ["handelser", "i_bok", "i_kapitel", "om_krav", "pa_platsen"]

_RANK = ("försegling", "rättelse", "upplaga", "förslag till upplaga")
"""What comes first of what happened on one day; the requirements follow in the order of their ids."""


def handelser(register: Register, utgivningar: Sequence[Utgivning]) -> tuple[Handelse, ...]:
    """Return all that has happened to the books of these editions, the newest first."""
    found: list[Handelse] = []
    for editions in _by_book(utgivningar).values():
        events = [*borjanden(register, editions), *slut(register, editions)]
        found += events
        for utgivning in editions:
            found.append(_edition(utgivning, [item for item in events if item.upplaga == utgivning.upplaga.id]))
            found += _corrections(utgivning)
            found += _seal(utgivning)
    return tuple(sorted(found, key=_order))


def _by_book(utgivningar: Sequence[Utgivning]) -> Mapping[str, list[Utgivning]]:
    """Return the editions by book, each book's in the order of the book."""
    books: dict[str, list[Utgivning]] = {}
    for utgivning in utgivningar:
        books.setdefault(utgivning.bok.id, []).append(utgivning)
    for editions in books.values():
        editions.sort(key=lambda item: [other.id for other in item.bok.upplagor].index(item.upplaga.id))
    return books


def _order(item: Handelse) -> tuple[object, ...]:
    rank = _RANK.index(item.slag) if item.slag in _RANK else len(_RANK)
    return -item.dag.datum.toordinal(), sort_key(item.bok), rank, sort_key(item.krav), item.upplaga, item.id


def pa_platsen(found: Iterable[Handelse]) -> tuple[Handelse, ...]:
    """Return what the feed of the whole site tells: all but what a book's first edition began with."""
    return tuple(item for item in found if item.slag != "i första upplagan")


def i_bok(found: Iterable[Handelse], bok: str) -> tuple[Handelse, ...]:
    """Return what the feed of a book tells."""
    return tuple(item for item in pa_platsen(found) if item.bok == bok)


def i_kapitel(found: Iterable[Handelse], bok: str, kapitel: str) -> tuple[Handelse, ...]:
    """Return what the feed of a chapter tells: what happened to its requirements, and to the editions that have it."""
    return tuple(item for item in i_bok(found, bok) if kapitel in item.kapitel)


def om_krav(found: Iterable[Handelse], krav: str) -> tuple[Handelse, ...]:
    """Return what the feed of a requirement tells: its whole life, in every book."""
    return tuple(item for item in found if item.krav == krav)


def _edition(utgivning: Utgivning, events: Sequence[Handelse]) -> Handelse:
    bok, upplaga = utgivning.bok, utgivning.upplaga
    proposed = upplaga.foreslagen
    name = f"förslag till upplaga {upplaga.id}" if proposed else f"upplaga {upplaga.id}"
    return Handelse(
        id=make_id(bok.organisation, "upplaga", bok.id, upplaga.id, "förslag" if proposed else "beslut"),
        slag="förslag till upplaga" if proposed else "upplaga",
        titel=f"{bok.titel}: {name}",
        text=" ".join(_edition_sentences(utgivning, events)),
        adress=upplaga_adress(bok, upplaga),
        dag=_edition_day(utgivning),
        av=author_of(bok, utgivning.organisation),
        bok=bok.id,
        upplaga=upplaga.id,
        kapitel=tuple(part.kapitel.id for part in utgivning.avsnitt),
        amnen=(upplaga.status,),
        foreslagen=proposed,
    )


def _edition_day(utgivning: Utgivning) -> Dag:
    register, upplaga = utgivning.register, utgivning.upplaga
    proposed = (item.lydelse.ursprung for item in utgivning.klausuler.values() if item.lydelse.foreslagen)
    sources = ("underlagets dag", document_days(register, upplaga.ursprung or chain.from_iterable(proposed)))
    starts = "är tänkt att börja gälla" if upplaga.foreslagen else "börjar gälla"
    begins = (f"dagen då upplagan {starts}", upplaga.fran)
    last = ("sista dagen upplagan är känd", upplaga.kand_till)
    known = known_days(register.beslut.get(upplaga.beslut or ""), upplaga.publicerad)
    return choose_day(known, (sources, begins) if upplaga.foreslagen else (begins, sources, last))


def _edition_sentences(utgivning: Utgivning, events: Sequence[Handelse]) -> Iterator[str]:
    """Yield what an entry says of an edition: how many requirements changed, from when it holds, and who decided."""
    upplaga, inside = utgivning.upplaga, {item.id for part in utgivning.avsnitt for item in part.klausuler}
    counted = Counter[str](item.slag for item in events if item.krav in inside or item.krav not in utgivning.klausuler)
    words = [
        plural(counted[slag], one, many)
        for slag, one, many in (
            ("nytt", "nytt krav", "nya krav"), ("ändrat", "ändrat", "ändrade"), ("upphävt", "upphävt", "upphävda"),
        )
        if counted[slag]
    ]  # fmt: skip
    yield f"{plural(len(inside), 'krav', 'krav')}."
    if words:
        yield f"Sedan den upplaga som gällde före: {format_list(words)}."
    yield say_beginning(upplaga.fran, foreslagen=upplaga.foreslagen)
    if upplaga.foreslagen and is_unknown(upplaga.utgang):
        yield "Om förslaget antogs är okänt."
    yield tell_decision(
        utgivning.register, utgivning.register.beslut.get(upplaga.beslut or ""), foreslagen=upplaga.foreslagen
    )
    if is_reconstruction(utgivning):
        yield RECONSTRUCTION


def _corrections(utgivning: Utgivning) -> Iterator[Handelse]:
    """Yield each correction of an edition."""
    name = f"{utgivning.bok.id}/{utgivning.upplaga.id}"
    for blad in utgivning.register.rattelseblad.values():
        if blad.upplaga == name:
            yield _correction(utgivning, blad)


def _correction(utgivning: Utgivning, blad: Rattelseblad) -> Handelse:
    register, bok, clause = utgivning.register, utgivning.bok, utgivning.klausuler.get(blad.galler)
    adress = krav_adress(utgivning, blad.galler) if clause is not None else upplaga_adress(bok, utgivning.upplaga)
    fault, right = (tell_fault(register, blad, *side) for side in ((blad.fel, "stod"), (blad.ratt, "ska_sta")))
    return Handelse(
        id=make_id(bok.organisation, "rättelse", bok.id, blad.id),
        slag="rättelse",
        titel=f"Rättelse av {blad.galler} i {bok.titel} {utgivning.upplaga.id}",
        text=f"Stod: {fault}. Ska stå: {right}. Gäller från {blad.galler_fran}. Rättelseblad {blad.id} ({blad.art}).",
        adress=adress,
        dag=choose_day(
            (blad.publicerad,),
            (("dagen då felet upptäcktes", blad.upptackt), ("dagen då rättelsen börjar gälla", blad.galler_fran)),
        ),
        av=author_of(bok, utgivning.organisation),
        bok=bok.id,
        upplaga=utgivning.upplaga.id,
        krav=blad.galler,
        kapitel=(clause.kapitel,) if clause is not None else (),
        amnen=(blad.art,),
    )


def _seal(utgivning: Utgivning) -> Iterator[Handelse]:
    """Yield that an edition is sealed; a seal bears no day, so it has the edition's."""
    bok, upplaga = utgivning.bok, utgivning.upplaga
    seal = read_forsegling(utgivning.register, bok.id, upplaga.id)
    if seal is None:
        return
    day = _edition_day(utgivning)
    yield Handelse(
        id=make_id(bok.organisation, "försegling", bok.id, upplaga.id, seal.kontrollsumma),
        slag="försegling",
        titel=f"{bok.titel}: upplaga {upplaga.id} är förseglad",
        text=f"Kontrollsumma {seal.kontrollsumma}. Varje senare ändring av det som förseglades syns.",
        adress=upplaga_adress(bok, upplaga),
        dag=Dag(day.datum, grund="förseglingen har ingen dag; dagen är upplagans"),
        av=author_of(bok, utgivning.organisation),
        bok=bok.id,
        upplaga=upplaga.id,
        kapitel=tuple(part.kapitel.id for part in utgivning.avsnitt),
    )
