"""Which requirements a book no longer holds: ended or moved out, decided or proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kravbok.edition import Klausul, Utgivning, place_in
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.krav import Krav, Upphor
from kravbok.model.tid import Tid
from kravbok.register import Register
from kravbok.view.webb.adress import id_adress
from kravbok.view.webb.handelse import Handelse, as_sentence, document_days
from kravbok.view.webb.kravhandelse import Dagar, Kravhandelse, chapters_of, tell

__all__ = ["slut"]


def slut(register: Register, utgivningar: Sequence[Utgivning]) -> Iterator[Handelse]:
    """Yield each requirement that a book stopped holding, or is proposed to; its editions are given in order."""
    bok = utgivningar[0].bok
    for krav in register.krav.values():
        held: Klausul | None = None
        without = ""
        for utgivning in utgivningar:
            clause, upplaga = utgivning.klausuler.get(krav.id), utgivning.upplaga
            if clause is None and held is not None:
                without = without or upplaga.id
                if not (upplaga.foreslagen and _has_end(krav)):
                    yield tell(register, bok, _entry(register, bok, held, upplaga, upplaga.id))
            held = held if upplaga.foreslagen else clause
        if held is not None and _end_of(bok, held) is not None and _has_end(krav):
            yield tell(register, bok, _entry(register, bok, held, None, without))


def _has_end(krav: Krav) -> bool:
    """Whether a day is decided for the end, without any edition being named for it."""
    end = krav.upphor
    return end is not None and end.upplaga is None and end.galler_till is not None and end.galler_till.known


def _end_of(bok: Bok, held: Klausul) -> Upphor | None:
    """Return how the requirement ends; None where it was moved out of the book instead."""
    return held.krav.upphor if place_in(held.krav.lydelser[-1], bok.id) is not None else None


def _entry(register: Register, bok: Bok, held: Klausul, upplaga: Upplaga | None, utan: str) -> Kravhandelse:
    """Return that a requirement ends, with an edition or between two; `utan` is the first one without it, if any."""
    end, proposed = _end_of(bok, held), upplaga is not None and upplaga.foreslagen
    when = None if end is None else end.avses_upphora if proposed else end.galler_till
    in_edition = upplaga.beslut if upplaga is not None else None
    key = "upphör" if end is not None and not proposed else f"upphör i upplaga {utan}"
    return Kravhandelse(
        krav=held.id,
        nyckel=f"förslag {key}" if proposed else key,
        slag="upphävt",
        vad=_what(bok, upplaga, when),
        lydelse=held.lydelse,
        meningar=tuple(_sentences(end, when, proposed=proposed)),
        adress=id_adress(held.id),
        beslut=register.beslut.get(end.beslut if end else "") or register.beslut.get(in_edition or ""),
        med=upplaga,
        dagar=_days(register, end, upplaga, when),
        upplaga=utan,
        kapitel=chapters_of(bok.id, held.lydelse),
        amnen=held.lydelse.omrade,
        foreslagen=proposed,
    )


def _what(bok: Bok, upplaga: Upplaga | None, when: Tid | None) -> str:
    """Return what happens and where: ”upphävt i Hälsoval 2022”, ”upphör i Hälsoval efter 1 mars 2022”."""
    if upplaga is None:
        return f"upphör i {bok.titel} efter {when}"
    word = "föreslås upphöra" if upplaga.foreslagen else "upphävt"
    return f"{word} i {bok.titel} {upplaga.id}"


def _sentences(end: Upphor | None, when: Tid | None, *, proposed: bool) -> Iterator[str]:
    yield as_sentence(end.motiv) if end is not None else "Kravet står inte längre i boken."
    if when is not None and when.known:
        yield f"Avses upphöra {when}." if proposed else f"Gäller till och med {when}."


def _days(register: Register, end: Upphor | None, upplaga: Upplaga | None, when: Tid | None) -> Dagar:
    """Return the days that may stand for the end, the best first."""
    documents = (end.ursprung if end is not None else ()) or (upplaga.ursprung if upplaga is not None else ())
    sources = ("underlagets dag", document_days(register, documents))
    ends = ("sista dagen det gäller", when)
    begins = ("dagen då upplagan börjar gälla", upplaga.fran if upplaga is not None else None)
    return (sources, begins, ends) if upplaga is not None and upplaga.foreslagen else (begins, ends, sources)
