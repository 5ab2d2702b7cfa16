"""Diary numbers: they follow their organisation's pattern (K402), and a case is no younger than its decision (K403)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kravbok.edition import book_ids
from kravbok.finding import Finding, Position, Sammanhang, finding
from kravbok.model.bas import Modell
from kravbok.model.bok import Bok
from kravbok.model.inspel import Inspel
from kravbok.model.krav import Krav
from kravbok.model.organisation import Organisation, compile_diary
from kravbok.model.register import Arende, Beslut
from kravbok.model.tid import is_unknown
from kravbok.places import Path
from kravbok.register import Register

__all__ = ["check_diariear", "check_diarienummer", "fits_pattern"]


def fits_pattern(register: Register, record: Modell, number: str) -> bool | None:
    """Whether a diary number follows the pattern of the record's organisation; None when no pattern is known."""
    patterns = [item.diarienummer for item in _organisations(register, record) if item.diarienummer is not None]
    return any(compile_diary(pattern).fullmatch(number) for pattern in patterns) if patterns else None


def _organisations(register: Register, record: Modell) -> list[Organisation]:
    """Return the organisations whose diary a record's cases stand in."""
    if isinstance(record, (Beslut, Arende, Bok)):
        names = [record.organisation]
    else:
        books = book_ids(record) if isinstance(record, Krav) else record.avser if isinstance(record, Inspel) else ()
        names = [register.bocker[book].organisation for book in books if book in register.bocker]
    return [register.organisationer[name] for name in names if name in register.organisationer]


def check_diarienummer(register: Register) -> Iterator[Finding]:
    """Yield a finding for each diary number that does not follow the pattern, wherever one is written (K402)."""
    for record, path, number in _numbers(register):
        if number in register.arenden and not isinstance(record, Arende):
            continue
        if not is_unknown(number) and fits_pattern(register, record, number) is False:
            yield _malformed(register, record, number, register.position(record, *path))
    for dokument in register.dokument.values():
        yield from _of_document(register, dokument.utgivare, dokument.diarienummer, dokument)
    for arende in register.arenden.values():
        yield from _other_year(register, arende)


def _malformed(register: Register, record: Modell, number: str, position: Position) -> Finding:
    organisation = next(item for item in _organisations(register, record) if item.diarienummer is not None)
    hint = f"{organisation.namn} skriver diarienummer som {organisation.diarienummer}."
    return finding("K402", position, f"{number[:60]} följer inte mönstret för diarienummer", hint)


def _of_document(register: Register, publisher: str, number: str | None, record: Modell) -> Iterator[Finding]:
    """Yield a finding when a document is published by an organisation of ours under another form of number."""
    if number is None or is_unknown(number):
        return
    for organisation in register.organisationer.values():
        pattern = organisation.diarienummer
        if pattern and publisher.startswith(organisation.namn) and not compile_diary(pattern).fullmatch(number):
            position = register.position(record, "diarienummer")
            hint = f"{organisation.namn} skriver diarienummer som {pattern}."
            yield finding("K402", position, f"{number[:60]} följer inte mönstret för diarienummer", hint)


def _other_year(register: Register, arende: Arende) -> Iterator[Finding]:
    """Yield a finding when a case's number has another year than the day it was opened."""
    year = _year(register, arende)
    opened = arende.oppnat.dag.year if arende.oppnat.form in ("dag", "månad", "år") and arende.oppnat.dag else None
    if year is not None and opened is not None and year != opened:
        message = f"Numret säger {year} men ärendet öppnades {opened}"
        hint = "Rätta året i numret, eller i oppnat."
        where = (Sammanhang(register.position(arende, "id"), "numret"),)
        yield finding("K402", register.position(arende, "oppnat"), message, hint, where)


def _year(register: Register, arende: Arende) -> int | None:
    organisation = register.organisationer.get(arende.organisation)
    pattern = organisation.diarienummer if organisation else None
    match: re.Match[str] | None = compile_diary(pattern).fullmatch(arende.id) if pattern else None
    return int(match["ar"]) if match else None


def _numbers(register: Register) -> Iterator[tuple[Modell, Path, str]]:
    """Yield every diary number that the records write."""
    for arende in register.arenden.values():
        yield arende, ("id",), arende.id
        yield from ((arende, ("hor_ihop_med", at), name) for at, name in enumerate(arende.hor_ihop_med))
    yield from ((beslut, ("arende",), beslut.arende) for beslut in register.beslut.values())
    for bok in register.bocker.values():
        for index, upplaga in enumerate(bok.upplagor):
            yield bok, ("upplagor", index, "arende"), upplaga.arende or "okänt"
    for inspel in register.inspel.values():
        yield inspel, ("blev", "arende"), inspel.blev.arende or "okänt"
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if lydelse.arende is not None:
                yield krav, ("lydelser", index, "arende"), lydelse.arende
            for book, place in lydelse.i_bok.items():
                if place is not None and place.arende is not None:
                    yield krav, ("lydelser", index, "i_bok", book, "arende"), place.arende


def check_diariear(register: Register) -> Iterator[Finding]:
    """Yield a finding for each case that was opened after the decision it led to (K403)."""
    for record, path, number, name in _decided_cases(register):
        arende, beslut = register.arenden.get(number or ""), register.beslut.get(name or "")
        if arende is None or beslut is None:
            continue
        opened, decided = arende.oppnat.earliest, beslut.datum.latest
        if opened is not None and decided is not None and opened > decided:
            message = f"Ärendet {arende.id} öppnades {arende.oppnat} men beslutet är från {beslut.datum}"
            where = [Sammanhang(register.position(arende, "oppnat"), "ärendet öppnades")]
            if record is not beslut:
                where.append(Sammanhang(register.position(beslut, "datum"), "beslutet"))
            hint = "Kontrollera ärendets nummer och beslutets dag."
            yield finding("K403", register.position(record, *path, "arende"), message, hint, tuple(where))


def _decided_cases(register: Register) -> Iterator[tuple[Modell, Path, str | None, str | None]]:
    """Yield each pair of case and decision that a record names together."""
    for beslut in register.beslut.values():
        yield beslut, (), beslut.arende, beslut.id
    for bok in register.bocker.values():
        for index, upplaga in enumerate(bok.upplagor):
            yield bok, ("upplagor", index), upplaga.arende, upplaga.beslut
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if lydelse.arende is not None and lydelse.beslut is not None:
                yield krav, ("lydelser", index), lydelse.arende, lydelse.beslut
            for book, place in lydelse.i_bok.items():
                if place is not None and place.arende is not None and place.beslut is not None:
                    yield krav, ("lydelser", index, "i_bok", book), place.arende, place.beslut
