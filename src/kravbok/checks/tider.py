"""Time within a record: wordings in order and without holes, ends that are ends, proposals that name their edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kravbok.checks.saknas import declared
from kravbok.checks.texter import parts
from kravbok.edition import Daterad, edition_of, place_books
from kravbok.finding import Finding, Sammanhang, finding
from kravbok.model.bas import Modell
from kravbok.model.krav import Krav, Upphor
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import Tid
from kravbok.places import Path
from kravbok.register import Register
from kravbok.swedish import format_date

__all__ = ["check_bevakningar", "check_forslag", "check_luckor", "check_overlapp", "check_upphort", "check_utgangar"]


class Rad(NamedTuple):
    """Dated wordings that follow each other: of a record, in one book where that matters."""

    record: Modell
    lydelser: Sequence[tuple[int, Daterad, str | None]]


def check_overlapp(register: Register) -> Iterator[Finding]:
    """Yield a finding for each wording that does not begin after the one before it (K301)."""
    for row in _rows(register):
        for (before, first, named), (index, second, edition) in zip(row.lydelser, row.lydelser[1:], strict=False):
            if reason := _clash(first, named, second, edition):
                where = (Sammanhang(register.position(row.record, *_began(before, first)), "lydelsen före"),)
                hint = "Skriv lydelserna i tidsordning, den äldsta först, och ge var och en sin egen dag."
                position = register.position(row.record, *_began(index, second))
                yield finding("K301", position, reason, hint, where)


def _rows(register: Register) -> Iterator[Rad]:
    """Yield the wordings of each record, those of a shared requirement once for each book."""
    for krav in register.krav.values():
        if len(krav.lydelser) > 1:
            for book in dict.fromkeys(book for lydelse in krav.lydelser for book in place_books(lydelse)):
                mine = [(at, item) for at, item in enumerate(krav.lydelser) if book in place_books(item)]
                yield Rad(krav, [(at, item, edition_of(item, book)) for at, item in mine])
    for _, record, wordings in parts(register):
        dated = [(at, item, item.upplaga) for at, item in enumerate(wordings)]
        yield Rad(record, [row for row in dated if row[1].fran.known or row[2] is not None])
    for begrepp in register.begrepp.values():
        yield Rad(begrepp, [(at, item, None) for at, item in enumerate(begrepp.lydelser)])


def _clash(first: Daterad, named: str | None, second: Daterad, edition: str | None) -> str:
    """Return why the second wording cannot follow the first; empty when it can."""
    if first.foreslagen and second.foreslagen and named == edition and edition is not None:
        return f"Två förslag gäller samma upplaga, {edition}"
    end, start = second.fran.latest or second.fran.dag, first.fran.dag
    if end is None or start is None or (named is not None and edition is not None and named != edition):
        return ""
    if end < start:
        return f"Lydelsen gäller från {second.fran}, före lydelsen ovanför ({first.fran})"
    if end == start and not first.foreslagen and not second.foreslagen:
        return f"Två lydelser gäller från samma dag, {second.fran}"
    return ""


def _began(index: int, wording: Daterad) -> Path:
    return "lydelser", index, "avses_galla_fran" if wording.foreslagen else "galler_fran"


def check_luckor(register: Register) -> Iterator[Finding]:
    """Yield a warning where a shared requirement leaves a book without a word (K302)."""
    for krav in register.krav.values():
        for index in range(1, len(krav.lydelser)):
            before, after = krav.lydelser[index - 1], krav.lydelser[index]
            for book in before.i_bok if after.i_bok else ():
                if book not in after.i_bok:
                    message = f"Kravet står i {book} i lydelsen före men inte här"
                    where = register.position(krav, "lydelser", index - 1, "i_bok", book, key=True)
                    hint = f"Lägg till {book} med sin plats, eller skriv ”{book}: okänt”."
                    position = register.position(krav, "lydelser", index, "i_bok", key=True)
                    yield finding("K302", position, message, hint, (Sammanhang(where, f"här står {book}"),))


def check_upphort(register: Register) -> Iterator[Finding]:
    """Yield what is wrong with how a requirement ends: its day, its edition, a wording that begins after it (K304)."""
    for krav in register.krav.values():
        end = krav.upphor
        if end is None:
            continue
        key = "galler_till" if end.galler_till is not None else "avses_upphora"
        last = end.galler_till or end.avses_upphora
        if last is None:
            hint = "Skriv galler_till, eller avses_upphora och upplaga för ett förslag."
            yield finding("K102", register.position(krav, "upphor", key=True), "Upphörandet har ingen dag", hint)
        elif end.galler_till is None and end.upplaga is None:
            hint = "Lägg till raden ”upplaga: …” under upphor."
            message = "Förslaget att kravet ska upphöra säger inte vilken upplaga det gäller"
            yield finding("K305", register.position(krav, "upphor", "avses_upphora"), message, hint)
        yield from _decided_end(register, krav, end)
        for index, lydelse in enumerate(krav.lydelser):
            if _begins_after(lydelse, last, end.upplaga):
                message = f"Lydelsen gäller från {lydelse.fran} men kravet upphör {last}"
                where = (Sammanhang(register.position(krav, "upphor", key), "kravet upphör"),)
                hint = "Ta bort upphor, eller ge det nya kravet ett eget id."
                yield finding("K304", register.position(krav, *_began(index, lydelse)), message, hint, where)


def _decided_end(register: Register, krav: Krav, end: Upphor) -> Iterator[Finding]:
    """Yield a finding for an end that is still a proposal, in an edition that is decided in every book that has it."""
    own = [register.bocker[book] for book in place_books(krav.lydelser[-1]) if book in register.bocker]
    named = [(bok, item) for bok in own for item in bok.upplagor if item.id == end.upplaga]
    if end.avses_upphora is not None and named and not any(item.foreslagen for _, item in named):
        bok, upplaga = named[0]
        message = f"Att kravet upphör är ett förslag, men upplaga {upplaga.id} av {bok.id} är {upplaga.status}"
        hint = "Skriv galler_till i stället för avses_upphora när det är beslutat, och nämn beslutet."
        yield finding("K113", register.position(krav, "upphor", "avses_upphora", key=True), message, hint)


def _begins_after(lydelse: Lydelse, last: Tid | None, edition: str | None) -> bool:
    if edition is not None and lydelse.foreslagen and lydelse.upplaga == edition:
        return True
    start, end = lydelse.fran.earliest, last.latest if last is not None else None
    return start is not None and end is not None and start > end and (edition is None or not lydelse.foreslagen)


def check_forslag(register: Register) -> Iterator[Finding]:
    """Yield a finding for each proposal that names no edition (K305), or one that is already decided (K113)."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if lydelse.foreslagen:
                yield from _proposal(register, krav, index, lydelse)
    for _, record, wordings in parts(register):
        for index, wording in enumerate(wordings):
            if wording.foreslagen and wording.upplaga is None:
                yield _no_edition(register, record, index)


def _no_edition(register: Register, record: Modell, index: int) -> Finding:
    position = register.position(record, "lydelser", index, "avses_galla_fran", key=True)
    hint = "Lägg till raden ”upplaga: …” med den upplaga som förslaget hör till."
    return finding("K305", position, "Förslaget säger inte vilken upplaga det gäller", hint)


def _proposal(register: Register, krav: Krav, index: int, lydelse: Lydelse) -> Iterator[Finding]:
    books = place_books(lydelse)
    if lydelse.upplaga is None and any(edition_of(lydelse, book) is None for book in books):
        yield _no_edition(register, krav, index)
    for book in books if lydelse.stallning == "klausul" else ():
        bok, name = register.bocker.get(book), edition_of(lydelse, book)
        upplaga = next((item for item in bok.upplagor if item.id == name), None) if bok else None
        if upplaga is not None and not upplaga.foreslagen:
            message = f"Lydelsen är ett förslag, men upplaga {upplaga.id} av {book} är {upplaga.status}"
            hint = "Skriv galler_fran i stället för avses_galla_fran när förslaget är beslutat."
            position = register.position(krav, "lydelser", index, "avses_galla_fran", key=True)
            yield finding("K113", position, message, hint)


def check_utgangar(register: Register, datum: date) -> Iterator[Finding]:
    """Yield a warning for each proposed edition whose day has passed without an outcome (K308)."""
    for bok in register.bocker.values():
        for index, upplaga in enumerate(bok.upplagor):
            day = upplaga.fran.latest
            if upplaga.status == "förslag" and upplaga.utgang is None and day is not None and day < datum:
                message = (
                    f"Förslaget till upplaga {upplaga.id} skulle gälla från {upplaga.fran}; utgången är inte antecknad"
                )
                hint = "Lägg till raden ”utgang: okänd”, eller skriv hur det gick."
                yield finding("K308", register.position(bok, "upplagor", index, "status"), message, hint)


def check_bevakningar(register: Register, datum: date) -> Iterator[Finding]:
    """Yield a warning for each declared gap that was to be looked at again before the day (K309)."""
    for record, path, gap in declared(register):
        if gap.bevakas is not None and gap.bevakas < datum:
            message = f"Bristen skulle ses över {format_date(gap.bevakas)}: {gap.motivering[:80]}"
            hint = "Fyll i uppgiften, eller flytta fram dagen."
            yield finding("K309", register.position(record, *path, "bevakas"), message, hint)
