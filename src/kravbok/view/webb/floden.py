"""Flode: a feed of the site, of a book, a chapter or a requirement, with what it tells and where it lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kravbok.edition import Utgivning, book_ids
from kravbok.model.organisation import Organisation
from kravbok.register import Register
from kravbok.swedish import sort_key
from kravbok.view.bok import is_reconstruction
from kravbok.view.webb.adress import bok_adress, flode_adress, id_adress, kapitel_adress, kapitelflode_adress
from kravbok.view.webb.handelse import RECONSTRUCTION, Handelse, author_of, make_id
from kravbok.view.webb.handelser import i_bok, i_kapitel, om_krav, pa_platsen

__all__ = ["Flode", "make_floden"]


@dataclass(frozen=True, slots=True)
class Flode:
    """A feed: its id for ever, the file that it is, the page that it is about, and its events, the newest first.

    `av` is who answers for it, `licens` what its words may be used for (empty when no one says).
    """

    id: str
    adress: str
    sida: str
    titel: str
    beskrivning: str
    av: str
    licens: str
    handelser: tuple[Handelse, ...]


def make_floden(
    register: Register, utgivningar: Sequence[Utgivning], found: Sequence[Handelse], namn: str
) -> tuple[Flode, ...]:
    """Return every feed of a site with that name, from all that has happened."""
    return (
        _site(register, utgivningar, found, namn),
        *_books(utgivningar, found),
        *_chapters(utgivningar, found),
        *_requirements(register, utgivningar, found),
    )


def _site(register: Register, utgivningar: Sequence[Utgivning], found: Sequence[Handelse], namn: str) -> Flode:
    owner = _owner(register, utgivningar)
    return Flode(
        id=make_id(owner.id if owner else "", "flöde"),
        adress=flode_adress(""),
        sida="",
        titel=f"{namn}: ändringar",
        beskrivning="Nya upplagor, förslag, ändringar och rättelser i alla böcker.",
        av=namn,
        licens=owner.licens if owner else "",
        handelser=pa_platsen(found),
    )


def _owner(register: Register, utgivningar: Sequence[Utgivning]) -> Organisation | None:
    """Return whose the site is: the one that says where it lies, else the one whose book began first."""
    named = [item for _, item in sorted(register.organisationer.items()) if item.webbplats]
    if named:
        return named[0]
    first = min(utgivningar, key=lambda item: (str(item.upplaga.fran.dag or "9999"), item.bok.id), default=None)
    return first.organisation if first is not None else None


def _latest(utgivningar: Sequence[Utgivning]) -> dict[str, Utgivning]:
    """Return each book's last edition."""
    order = sorted(utgivningar, key=lambda item: item.bok.upplagor.index(item.upplaga))
    latest = {item.bok.id: item for item in order}
    return {name: latest[name] for name in sorted(latest, key=sort_key)}


def _make(utgivning: Utgivning, key: Sequence[str], adress: str, titel: str, handelser: tuple[Handelse, ...]) -> Flode:
    """Return a feed of a book's; what is reconstructed says so."""
    told = f"Nya lydelser, förslag, upplagor och rättelser i {utgivning.bok.titel}."
    return Flode(
        id=make_id(utgivning.organisation.id, "flöde", *key),
        adress=flode_adress(adress),
        sida=adress,
        titel=titel,
        beskrivning=f"{told} {RECONSTRUCTION} Inte regionens eget dokument." if is_reconstruction(utgivning) else told,
        av=author_of(utgivning.bok, utgivning.organisation),
        licens=utgivning.organisation.licens,
        handelser=handelser,
    )


def _books(utgivningar: Sequence[Utgivning], found: Sequence[Handelse]) -> Iterator[Flode]:
    for name, last in _latest(utgivningar).items():
        yield _make(last, ("bok", name), bok_adress(name), f"{last.bok.titel}: ändringar", i_bok(found, name))


def _chapters(utgivningar: Sequence[Utgivning], found: Sequence[Handelse]) -> Iterator[Flode]:
    """Yield the feed of each chapter that any edition has, under its latest heading."""
    for book, last in _latest(utgivningar).items():
        editions = [item for item in utgivningar if item.bok.id == book]
        editions.sort(key=lambda item: item.bok.upplagor.index(item.upplaga))
        chapters = {part.kapitel.id: (item, part) for item in editions for part in item.avsnitt}
        for name in sorted(chapters):
            utgivning, part = chapters[name]
            titel = f"{part.lydelse.rubrik} i {last.bok.titel}: ändringar"
            told = i_kapitel(found, book, name)
            made = _make(utgivning, ("kapitel", book, name), kapitelflode_adress(book, name), titel, told)
            yield replace(made, sida=kapitel_adress(utgivning, name))


def _requirements(register: Register, utgivningar: Sequence[Utgivning], found: Sequence[Handelse]) -> Iterator[Flode]:
    """Yield the feed of each requirement that any edition holds, under its latest heading."""
    holders: dict[str, Utgivning] = {}
    for utgivning in sorted(utgivningar, key=lambda item: (item.bok.upplagor.index(item.upplaga), item.bok.id)):
        holders |= dict.fromkeys(utgivning.klausuler, utgivning)
    for name in sorted(holders, key=sort_key):
        home = register.bocker.get(book_ids(register.krav[name])[0], holders[name].bok)
        heading = holders[name].klausuler[name].lydelse.rubrik
        made = _make(holders[name], (), id_adress(name), f"{name} {heading}: ändringar", om_krav(found, name))
        yield replace(made, id=make_id(home.organisation, "flöde", "krav", name))
