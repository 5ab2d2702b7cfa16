"""What an edition holds, for its seal: a checksum for each record, the order, and lists that may grow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from kravbok.edition import Avsnitt, BilagaDel, Klausul, Utgivning, edition_of
from kravbok.expand import figure_from
from kravbok.model.bas import Modell
from kravbok.model.bok import Upplaga
from kravbok.seal.form import canonical, digest, digests
from kravbok.seal.register import records
from kravbok.seal.undantag import VAXER
from kravbok.text import parse_fragment

__all__ = ["Innehall", "read_innehall"]

_DECIDED = ("beslutad", "ersatt", "upphävd")


@dataclass(frozen=True, slots=True)
class Innehall:
    """An edition's content: chapters with their clauses in order, checksums by record, and those of growing lists."""

    kapitel: tuple[tuple[str, tuple[str, ...]], ...]
    utanfor: tuple[str, ...]
    bilagor: tuple[str, ...]
    poster: Mapping[str, str]
    vaxer: Mapping[str, Sequence[str]]


def read_innehall(utgivning: Utgivning) -> Innehall:
    """Return the content of an edition in form 1."""
    poster: dict[str, str] = {}
    vaxer: dict[str, Sequence[str]] = {}
    for name, value, holders in _parts(utgivning):
        poster[name] = digest(canonical(value))
        vaxer.update(_growing(name, holders))
    return Innehall(
        kapitel=tuple((part.kapitel.id, tuple(clause.id for clause in part.klausuler)) for part in utgivning.avsnitt),
        utanfor=tuple(clause.id for clause in utgivning.utanfor),
        bilagor=tuple(part.bilaga.id for part in utgivning.bilagor),
        poster=dict(sorted(poster.items())),
        vaxer=dict(sorted(vaxer.items())),
    )


def _parts(utgivning: Utgivning) -> Iterator[tuple[str, Mapping[str, Any], Sequence[Modell]]]:
    """Yield each record that is sealed: its name, its value, and what of it has lists that may grow."""
    yield "bok", _book(utgivning), ()
    yield "upplaga", _edition(utgivning.upplaga), (utgivning.upplaga,)
    for part in utgivning.avsnitt:
        yield f"kapitel/{part.kapitel.id}", _chapter(utgivning, part), ()
    for clause in utgivning.klausuler.values():
        yield f"krav/{clause.id}", _clause(utgivning, clause), (clause.krav, clause.lydelse)
    for appendix in utgivning.bilagor:
        yield f"bilaga/{appendix.bilaga.id}", _appendix(utgivning, appendix), ()
    for name, value, holder in records(utgivning):
        yield name, value, (holder,)


def _growing(name: str, holders: Sequence[Modell]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the checksums of each growing list, by the record's name and the key; a list in two parts is one."""
    found: dict[str, list[Any]] = {}
    for holder in holders:
        for key in type(holder).model_fields:
            if f"{type(holder).__name__}.{key}" in VAXER:
                found.setdefault(f"{name}/{key}", []).extend(getattr(holder, key))
    yield from ((key, digests(values)) for key, values in found.items() if values)


def _book(utgivning: Utgivning) -> Mapping[str, Any]:
    bok = utgivning.bok
    own = {key: getattr(bok, key) for key in ("id", "titel", "dokumenttyp", "organisation", "aterger", "inledning")}
    return {**own, "hamtat": _fetched(utgivning, bok.inledning)}


def _edition(upplaga: Upplaga) -> Mapping[str, Any]:
    """Return an edition's facts; that a decided one has been replaced since is no change of it."""
    status = "beslutad" if upplaga.status in _DECIDED else upplaga.status
    return {**canonical(upplaga), "status": status}


def _chapter(utgivning: Utgivning, part: Avsnitt) -> Mapping[str, Any]:
    lydelse = part.lydelse
    return {"id": part.kapitel.id, "lydelse": lydelse, "hamtat": _fetched(utgivning, lydelse.inledning)}


def _appendix(utgivning: Utgivning, part: BilagaDel) -> Mapping[str, Any]:
    """Return an appendix; its file is the checksum of its bytes, whatever it is called."""
    lydelse = canonical(part.lydelse)
    if part.lydelse.fil is not None:
        data = utgivning.register.filer.get(f"krav/{utgivning.bok.id}/filer/{part.lydelse.fil}", b"")
        lydelse["fil"] = sha256(data).hexdigest()
    return {"id": part.bilaga.id, "lydelse": lydelse, "hamtat": _fetched(utgivning, part.lydelse.text)}


def _clause(utgivning: Utgivning, clause: Klausul) -> Mapping[str, Any]:
    """Return a clause as this book sees it: of a shared one, only its place, case and decision here."""
    lydelse, place = canonical(clause.lydelse), clause.i_bok
    for key in ("plats", "i_bok"):
        lydelse.pop(key, None)
    own = {
        "upplaga": edition_of(clause.lydelse, utgivning.bok.id),
        "arende": (place.arende if place else None) or clause.lydelse.arende,
        "beslut": (place.beslut if place else None) or clause.lydelse.beslut,
        "avvikelse": place.avvikelse if place else None,
    }
    return {
        "id": clause.id,
        "kapitel": clause.kapitel,
        "lydelse": {**lydelse, **own},
        "hamtat": _fetched(utgivning, clause.lydelse.text),
        "fore": _before(clause),
    }


def _before(clause: Klausul) -> Mapping[str, Any] | str:
    """Return how the clause stood in the edition before, as far as this one prints it: if at all, and its fee."""
    if clause.foregaende is None:
        return "fanns inte"
    if clause.foregaende is clause.lydelse:
        return "oförändrat"
    if clause.lydelse.typ != "ersättning":
        return "annan lydelse"
    return {"siffror": clause.foregaende.siffror, "regel": clause.foregaende.regel}


def _fetched(utgivning: Utgivning, text: str | None) -> Mapping[str, Any]:
    """Return the figures that a text fetches from other requirements, which may stand in another book or edition."""
    if text is None or "siffra" not in text:
        return {}
    fetched = [item.argument for item in parse_fragment(text).uttryck if item.funktion == "siffra"]
    return {" ".join(argument): _figure(utgivning, *argument) for argument in fetched}


def _figure(utgivning: Utgivning, *argument: str) -> object:
    try:
        return figure_from(utgivning, *argument)
    except (KeyError, IndexError):
        return None
