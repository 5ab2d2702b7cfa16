"""A new requirement: its id, its file, and its place last in a chapter, with what is not known said to be so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from kravbok.edition import place_in
from kravbok.loader import kind_of
from kravbok.model.bok import Bok
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.register import Register
from kravbok.writing.records import Value, paragraphs, sentence

__all__ = ["Nytt", "choices", "find_folder", "find_serie", "in_chapter", "make_krav", "time_of"]


_DECIDED = ("bifall", "delvis bifall", "delegationsbeslut")


@dataclass(frozen=True, slots=True)
class Nytt:
    """What an editor has said of a new requirement."""

    bok: str
    kapitel: str
    rubrik: str
    typ: str
    vem: str
    kravniva: str
    text: str
    motiv: str
    dag: date
    arende: str
    beslut: str


def choices(field: str) -> tuple[str, ...]:
    """Return the words that a field of a wording may have."""
    return get_args(Lydelse.model_fields[field].annotation)


def in_chapter(register: Register, bok: str, kapitel: str) -> Iterator[tuple[Krav, int]]:
    """Yield each requirement that has stood in a chapter, with its order there."""
    for krav in register.krav.values():
        for lydelse in krav.lydelser:
            place = place_in(lydelse, bok)
            if place is not None and place[0] == kapitel:
                yield krav, place[1]


def find_serie(register: Register, bok: str, kapitel: str) -> str | None:
    """Return the series that most of the chapter's own requirements have, those shared between books not counted."""
    own = {krav.id for krav, _ in in_chapter(register, bok, kapitel) if krav.lydelser[-1].plats is not None}
    series = Counter(name.rpartition("-")[0] for name in sorted(own))
    return series.most_common(1)[0][0] if series else None


def find_folder(register: Register, bok: str, kapitel: str) -> str:
    """Return the folder where most of the chapter's requirements lie, or one named after the chapter."""
    paths = {register.post(krav).path for krav, _ in in_chapter(register, bok, kapitel)}
    folders = Counter(path.rpartition("/")[0] for path in sorted(paths) if path.startswith(f"krav/{bok}/"))
    folder = folders.most_common(1)[0][0] if folders else f"krav/{bok}/{kapitel}"
    slag = kind_of(f"{folder}/X.yaml")
    return folder if slag is not None and slag.model is Krav else f"krav/{bok}"


def time_of(register: Register, bok: Bok | None, dag: date, beslut: str) -> dict[str, Value]:
    """Return when a wording holds: decided where a decision says so, else as a proposal in the edition of that day."""
    record = register.beslut.get(beslut)
    if record is not None and record.beslut in _DECIDED:
        return {"galler_fran": dag}
    editions = [item.id for item in bok.upplagor if item.fran.dag == dag] if bok is not None else []
    return {"avses_galla_fran": dag, **({"upplaga": editions[0]} if len(editions) == 1 else {})}


def make_krav(register: Register, krav_id: str, nytt: Nytt) -> dict[str, Value]:
    """Return the record of a new requirement, last in its chapter."""
    order = max((order for _, order in in_chapter(register, nytt.bok, nytt.kapitel)), default=0) // 10 * 10 + 10
    lydelse: dict[str, Value] = {
        **time_of(register, register.bocker[nytt.bok], nytt.dag, nytt.beslut),
        "rubrik": sentence(nytt.rubrik),
        "typ": nytt.typ,
        "plats": {"bok": nytt.bok, "kapitel": nytt.kapitel, "ordning": order},
        "vem": nytt.vem,
        "kravniva": nytt.kravniva,
        "text": paragraphs(nytt.text),
        "andring": {"typ": ["ny"], "motiv": sentence(nytt.motiv)},
        "arende": nytt.arende,
        "beslut": nytt.beslut,
    }
    return {"id": krav_id, "lydelser": [lydelse]}
