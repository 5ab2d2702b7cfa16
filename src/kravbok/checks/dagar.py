"""Days in order: decided ≤ published ≤ in force ≤ ends (K303), known until when (K307), age of sources (K310)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from kravbok.finding import Finding, Sammanhang, finding
from kravbok.model.bas import Modell
from kravbok.model.bok import Upplaga
from kravbok.model.krav import Krav
from kravbok.model.register import Beslut
from kravbok.model.tid import Tid
from kravbok.places import Path
from kravbok.register import Register

__all__ = ["check_dagar", "check_kallans_alder", "check_kand_till", "check_upplagornas_ordning"]


class Dag(NamedTuple):
    """A day with what happens on it, and where it is written."""

    vad: str
    tid: Tid
    record: Modell
    path: Path


def check_dagar(register: Register) -> Iterator[Finding]:
    """Yield a finding for each two days that stand in an impossible order (K303)."""
    for chain in _chains(register):
        for first, second in combinations(chain, 2):
            start, end = first.tid.earliest, second.tid.latest
            if start is not None and end is not None and start > end:
                yield _impossible(register, first, second)


def _impossible(register: Register, first: Dag, second: Dag) -> Finding:
    message = f"{first.vad} {first.tid} men {second.vad.lower()} {second.tid}"
    hint = "Kontrollera dagarna. Är de rätt, t.ex. vid ett retroaktivt beslut: anteckna ”tid-ordning” under saknas."
    where = (Sammanhang(register.position(first.record, *first.path), first.vad.lower()),)
    return finding("K303", register.position(second.record, *second.path), message, hint, where)


def _chains(register: Register) -> Iterator[list[Dag]]:
    """Yield the days of each record in the order that they must have."""
    for beslut in register.beslut.values():
        yield from _of_beslut(beslut)
    for bok in register.bocker.values():
        for index, upplaga in enumerate(bok.upplagor):
            yield [*_decided(register, upplaga.beslut), *_of_edition(bok, index, upplaga)]
    for krav in register.krav.values():
        yield from _of_krav(register, krav)
    yield from _in_registers(register)


def _of_beslut(beslut: Beslut) -> Iterator[list[Dag]]:
    decided = ("Beslutat", "datum", beslut.datum)
    yield _known(beslut, (), decided, ("Justerat", "justerat", beslut.justerat))
    yield _known(beslut, (), decided, ("Vann laga kraft", "laga_kraft", beslut.laga_kraft))
    force = (("Gäller från", "galler_fran", beslut.galler_fran), ("Gäller till", "galler_till", beslut.galler_till))
    yield _known(beslut, (), decided, ("Publicerat", "publicerad", beslut.publicerad), *force)


def _known(record: Modell, base: Path, *days: tuple[str, str, Tid | None]) -> list[Dag]:
    return [Dag(what, day, record, (*base, key)) for what, key, day in days if day is not None and day.known]


def _decided(register: Register, name: str | None) -> list[Dag]:
    beslut: Beslut | None = register.beslut.get(name or "")
    return _known(beslut, (), ("Beslutat", "datum", beslut.datum)) if beslut is not None else []


def _of_edition(bok: Modell, index: int, upplaga: Upplaga) -> list[Dag]:
    key = "avses_galla_fran" if upplaga.galler_fran is None else "galler_fran"
    return _known(
        bok, ("upplagor", index),
        ("Publicerad", "publicerad", upplaga.publicerad), ("Gäller från", key, upplaga.fran),
        ("Känd till", "kand_till", upplaga.kand_till),
    )  # fmt: skip


def _of_krav(register: Register, krav: Krav) -> Iterator[list[Dag]]:
    for index, lydelse in enumerate(krav.lydelser):
        names = {lydelse.beslut, *(place.beslut for place in lydelse.i_bok.values() if place is not None)}
        key = "avses_galla_fran" if lydelse.foreslagen else "galler_fran"
        for name in names - {None}:
            yield [*_decided(register, name), *_known(krav, ("lydelser", index), ("Gäller från", key, lydelse.fran))]
    if krav.upphor is not None and krav.upphor.galler_till is not None:
        end = _known(krav, ("upphor",), ("Gäller till", "galler_till", krav.upphor.galler_till))
        yield [*_decided(register, krav.upphor.beslut), *end]


def _in_registers(register: Register) -> Iterator[list[Dag]]:
    for organisation in register.organisationer.values():
        for index, organ in enumerate(organisation.organ):
            days = (("Fanns från", "fran", organ.fran), ("Fanns till", "till", organ.till))
            yield _known(organisation, ("organ", index), *days)
    for record in register.styrdokument.values():
        for index, version in enumerate(record.versioner):
            start = ("Gäller från", "galler_fran", version.galler_fran)
            yield _known(record, ("versioner", index), start, ("Gäller till", "galler_till", version.galler_till))
    for blad in register.rattelseblad.values():
        days = (("Upptäckt", "upptackt", blad.upptackt), ("Publicerad", "publicerad", blad.publicerad))
        yield _known(blad, (), *days)


def check_upplagornas_ordning(register: Register) -> Iterator[Finding]:
    """Yield a finding for each edition that does not begin after the one above it (K303)."""
    for bok in register.bocker.values():
        for index in range(1, len(bok.upplagor)):
            before, after = bok.upplagor[index - 1], bok.upplagor[index]
            if before.fran.dag is not None and after.fran.latest is not None and after.fran.latest < before.fran.dag:
                message = f"Upplaga {after.id} gäller från {after.fran}, före upplaga {before.id} ({before.fran})"
                hint = "Skriv upplagorna i tidsordning, den äldsta först."
                where = (Sammanhang(register.position(bok, "upplagor", index - 1), f"upplaga {before.id}"),)
                yield finding("K303", register.position(bok, "upplagor", index), message, hint, where)


def check_kand_till(register: Register) -> Iterator[Finding]:
    """Yield a finding for each edition of a reconstruction that does not say how long it is known (K307)."""
    for bok in register.bocker.values():
        for index, upplaga in enumerate(bok.upplagor):
            if bok.aterger == "rekonstruktion ur rapport" and upplaga.kand_till is None:
                message = f"Upplaga {upplaga.id} säger inte hur länge den är känd"
                hint = "Lägg till raden ”kand_till: 2021-12-31”, eller ”kand_till: okänt”."
                yield finding("K307", register.position(bok, "upplagor", index, "id"), message, hint)


def check_kallans_alder(register: Register) -> Iterator[Finding]:
    """Yield a warning for each source that is older than the decision or the outcome it is to prove (K310)."""
    for beslut in register.beslut.values():
        for at, source in enumerate(beslut.ursprung):
            yield from _too_old(register, beslut, ("ursprung", at), source.dokument, beslut.datum)
    for indikator in register.indikatorer.values():
        for row, outcome in enumerate(indikator.utfall):
            if re.fullmatch("[1-9][0-9]{3}", outcome.ar):
                year = Tid("år", date(int(outcome.ar), 1, 1))
                for at, source in enumerate(outcome.ursprung):
                    path: Path = ("utfall", row, "ursprung", at)
                    yield from _too_old(register, indikator, path, source.dokument, year)


def _too_old(register: Register, record: Modell, path: Path, name: str, day: Tid) -> Iterator[Finding]:
    dokument = register.dokument.get(name)
    if dokument is None:
        return
    printed, happened = dokument.datum.latest, day.earliest
    if printed is not None and happened is not None and printed < happened:
        message = f"Källan är från {dokument.datum} och kan inte belägga det som hände {day}"
        where = (Sammanhang(register.position(dokument, "datum"), "källans datum"),)
        hint = "Ange en senare källa, eller kontrollera datumen."
        yield finding("K310", register.position(record, *path, "dokument"), message, hint, where)
