"""What an entry tells of a requirement, whether a wording of it begins or it ends, and the Handelse that it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kravbok.edition import place_in
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.lydelse import Lydelse
from kravbok.model.register import Beslut
from kravbok.model.tid import Tid
from kravbok.register import Register
from kravbok.view.webb.handelse import (
    RECONSTRUCTION,
    Handelse,
    Handelseslag,
    author_of,
    choose_day,
    known_days,
    make_id,
    tell_decision,
)

__all__ = ["Dagar", "Kravhandelse", "chapters_of", "tell"]

Dagar = tuple[tuple[str, Tid | None], ...]
"""Days that may stand for an event, each with what it is, the best first."""


@dataclass(frozen=True, slots=True)
class Kravhandelse:
    """What is told of a requirement: `nyckel` tells it from the requirement's others for ever.

    `vad` is what happened and where (”ändrat i Hälsoval 2022”), `meningar` all that is said but who decided, `med` the
    edition that it happened with (None between two), `upplaga` the first one that shows it (empty for none), and
    `dagar` what may stand for its day where none is known to have made it public.
    """

    krav: str
    nyckel: str
    slag: Handelseslag
    vad: str
    lydelse: Lydelse
    meningar: tuple[str, ...]
    adress: str
    beslut: Beslut | None
    med: Upplaga | None
    dagar: Dagar
    upplaga: str
    kapitel: tuple[str, ...]
    amnen: tuple[str, ...]
    foreslagen: bool


def tell(register: Register, bok: Bok, item: Kravhandelse) -> Handelse:
    """Return what happened to a requirement of a book as an event."""
    published = item.med.publicerad if item.med is not None else None
    return Handelse(
        id=make_id(bok.organisation, "lydelse", bok.id, item.krav, item.nyckel),
        slag=item.slag,
        titel=f"{item.krav} {item.vad}: {item.lydelse.rubrik}",
        text=" ".join(_sentences(register, bok, item)),
        adress=item.adress,
        dag=choose_day(known_days(item.beslut, published), item.dagar),
        av=author_of(bok, register.organisationer[bok.organisation]),
        bok=bok.id,
        upplaga=item.upplaga,
        krav=item.krav,
        kapitel=item.kapitel,
        amnen=item.amnen,
        foreslagen=item.foreslagen,
    )


def _sentences(register: Register, bok: Bok, item: Kravhandelse) -> Iterator[str]:
    yield from item.meningar
    yield tell_decision(register, item.beslut, foreslagen=item.foreslagen)
    if bok.aterger == "rekonstruktion ur rapport":
        yield RECONSTRUCTION


def chapters_of(bok: str, *wordings: Lydelse | None) -> tuple[str, ...]:
    """Return the chapters of a book that wordings have a place in."""
    places = (place_in(item, bok) for item in wordings if item is not None)
    return tuple(dict.fromkeys(place[0] for place in places if place is not None))
