"""The records of the registers that an edition leans on: terms, decisions, cases, sources, deliveries and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kravbok.edition import Utgivning, begreppslydelse
from kravbok.model.bas import Modell
from kravbok.model.register import Begrepp, BegreppLydelse, Beslut
from kravbok.seal.form import canonical
from kravbok.text import parse_fragment

__all__ = ["read_begrepp", "records"]


def records(utgivning: Utgivning) -> Iterator[tuple[str, Mapping[str, Any], Modell]]:
    """Yield each record of a register that the edition leans on: its name in the seal, its value, and itself."""
    organisation = utgivning.organisation
    yield f"organisation/{organisation.id}", canonical(organisation), organisation
    for begrepp, lydelse in read_begrepp(utgivning):
        yield f"begrepp/{begrepp.id}", {"id": begrepp.id, "lydelse": lydelse}, begrepp
    decisions = {item.id: item for item in _decisions(utgivning)}
    for kind, found in (
        ("beslut", decisions),
        ("arende", _of(utgivning.register.arenden, _cases(utgivning, decisions.values()))),
        ("dokument", _of(utgivning.register.dokument, _documents(utgivning, decisions.values()))),
        ("styrdokument", _of(utgivning.register.styrdokument, _governing(utgivning))),
        ("indikator", _of(utgivning.register.indikatorer, _indicators(utgivning))),
        ("leverans", _of(utgivning.register.leveranser, _deliveries(utgivning))),
        ("inspel", _of(utgivning.register.inspel, _inputs(utgivning))),
    ):
        for name, record in found.items():
            yield f"{kind}/{name}", canonical(record), record


def _of(shelf: Mapping[str, Modell], names: Iterable[str | None]) -> dict[str, Modell]:
    return {name: shelf[name] for name in sorted({name for name in names if name}) if name in shelf}


def read_begrepp(utgivning: Utgivning) -> Iterator[tuple[Begrepp, BegreppLydelse]]:
    """Yield the terms of the book that the edition holds, and those that its texts name."""
    named = set(_named(utgivning, "begrepp"))
    for begrepp in utgivning.register.begrepp.values():
        lydelse = begreppslydelse(begrepp, utgivning.upplaga)
        if begrepp.id in named:
            yield begrepp, lydelse or begrepp.lydelser[0]
        elif lydelse is not None and utgivning.bok.id in (begrepp.bocker or (utgivning.bok.id,)):
            yield begrepp, lydelse


def _named(utgivning: Utgivning, function: str) -> Iterator[str]:
    """Yield the ids that the edition's texts name with a function."""
    texts = [clause.lydelse.text for clause in utgivning.klausuler.values()]
    texts += [part.lydelse.inledning or "" for part in utgivning.avsnitt]
    texts += [part.lydelse.text or "" for part in utgivning.bilagor] + [utgivning.bok.inledning or ""]
    for text in texts:
        if function in text:
            yield from (item.argument[0] for item in parse_fragment(text).uttryck if item.funktion == function)


def _decisions(utgivning: Utgivning) -> list[Beslut]:
    """Return the decisions that the edition or its clauses name, and those that say that they are about it."""
    bok, upplaga, mine = utgivning.bok.id, utgivning.upplaga, set(utgivning.klausuler)
    named = {upplaga.beslut, *_named(utgivning, "beslut")}
    for clause in utgivning.klausuler.values():
        named |= {clause.lydelse.beslut, clause.i_bok.beslut if clause.i_bok else None}
    return [
        item
        for name, item in sorted(utgivning.register.beslut.items())
        if name in named
        or (item.avser.upplaga in (None, upplaga.id) and (bok in item.avser.bocker or mine & set(item.avser.krav)))
    ]


def _cases(utgivning: Utgivning, decisions: Iterable[Beslut]) -> Iterator[str | None]:
    yield utgivning.upplaga.arende
    for clause in utgivning.klausuler.values():
        yield from (clause.lydelse.arende, clause.i_bok.arende if clause.i_bok else None)
    yield from (item.arende for item in decisions)


def _documents(utgivning: Utgivning, decisions: Iterable[Beslut]) -> Iterator[str]:
    """Yield the documents that the edition, its clauses, its appendices and its decisions come from."""
    holders: list[Any] = [utgivning.upplaga, *decisions]
    holders += [clause.lydelse for clause in utgivning.klausuler.values()]
    holders += [part.lydelse for part in utgivning.bilagor]
    yield from (source.dokument for holder in holders for source in holder.ursprung)


def _governing(utgivning: Utgivning) -> Iterator[str]:
    leaned = (clause.lydelse.bygger_pa for clause in utgivning.klausuler.values())
    yield from (item.styrdokument for item in leaned if item is not None)
    yield from _named(utgivning, "styrdokument")
    yield from (item.id for item in utgivning.register.styrdokument.values() if utgivning.bok.id in item.bocker)


def _indicators(utgivning: Utgivning) -> Iterator[str | None]:
    for clause in utgivning.klausuler.values():
        yield clause.lydelse.regel.indikator if clause.lydelse.regel else None
        yield clause.lydelse.uppfoljning.indikator if clause.lydelse.uppfoljning else None
    yield from (item.id for item in utgivning.register.indikatorer.values() if utgivning.bok.id in item.bocker)


def _deliveries(utgivning: Utgivning) -> Iterator[str]:
    """Yield what is handed in by the edition's clauses, and what the book asks for without naming a clause."""
    causes = (clause.lydelse.utloses_av for clause in utgivning.klausuler.values())
    yield from (name for cause in causes if cause is not None for name in cause.leveranser)
    for item in utgivning.register.leveranser.values():
        if item.krav in utgivning.klausuler or (item.krav is None and utgivning.bok.id in item.bocker):
            yield item.id


def _inputs(utgivning: Utgivning) -> Iterator[str]:
    """Yield the input that names the edition; what names none belongs to no edition of its own."""
    for item in utgivning.register.inspel.values():
        if item.upplaga == utgivning.upplaga.id and utgivning.bok.id in item.avser:
            yield item.id
