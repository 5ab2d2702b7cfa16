"""A book's editions on their way to the site, and the life of a requirement in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.edition import Klausul, Utgivning, make_utgivning
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.webbplats import fill_felrapport
from kravbok.swedish import format_list
from kravbok.view.andringar.delar import AndringVy, ParVy, SiffraVy, UppgiftVy, all_andringar
from kravbok.view.andringar.vy import view_andringar
from kravbok.view.bok import is_reconstruction
from kravbok.view.krav import view_krav
from kravbok.view.parts import Bit, BokVy, Faktum, KravVy, NotisVy, bits
from kravbok.view.rattelser import view_rattelser
from kravbok.view.tidsord import name_lydelse, since_value
from kravbok.view.under_tiden import begun_within
from kravbok.view.webb.adress import bok_adress, flode_adress, id_adress, krav_adress, upplaga_adress
from kravbok.view.webb.inom import change_notices
from kravbok.view.webb.lage import name_upplaga
from kravbok.view.webb.lankar import link_fakta, linker
from kravbok.view.webb.sida import START, rot

__all__ = [
    "UTANFOR",
    "BokensUpplagor",
    "LydelseradVy",
    "Upplagevy",
    "bokflode",
    "crumbs",
    "edition_ways",
    "kravflode",
    "life",
    "notices",
    "reconstruction",
    "report_fault",
    "summary",
    "within",
]


UTANFOR = "Åtaganden och rekommendationer utanför kraven"
"""What stands in a book without being a requirement of it."""

_SUMMARY = 155
"""So many letters of a description are shown by those who list pages."""


@dataclass(frozen=True)
class Upplagevy:
    """An edition on its way to the site: the edition, its requirements as they are shown, what changed since before.

    The whole book is made when a page first asks for it.
    """

    utgivning: Utgivning
    make_bok: Callable[[], BokVy]
    krav: Mapping[str, KravVy]
    andringar: Mapping[str, AndringVy]
    fore: Utgivning | None = None

    @cached_property
    def bok(self) -> BokVy:
        """The whole book as it is shown."""
        return self.make_bok()


@dataclass(frozen=True)
class BokensUpplagor:
    """All editions of a book, in their order; `per` is the day that the site is checked up to."""

    upplagor: tuple[Upplagevy, ...]
    per: date | None

    @property
    def bok(self) -> Bok:
        """The book."""
        return self.upplagor[0].utgivning.bok

    def holding(self, krav: str) -> list[Upplagevy]:
        """Return the editions that hold a requirement."""
        return [item for item in self.upplagor if krav in item.utgivning.klausuler]


@dataclass(frozen=True, slots=True)
class LydelseradVy:
    """A wording in a requirement's life: which editions hold it, how they stand, and what it changed.

    `par` and the rest are empty for a first wording, and where only the place changed.
    """

    rubrik: str
    bok: str
    upplagor: tuple[Bit, ...]
    foreslagen: bool
    fakta: tuple[Faktum, ...]
    markning: tuple[str, ...] = ()
    jamford_med: str = ""
    par: tuple[ParVy, ...] = ()
    siffror: tuple[SiffraVy, ...] = ()
    uppgifter: tuple[UppgiftVy, ...] = ()


def life(book: BokensUpplagor, krav: str) -> Iterator[LydelseradVy]:
    """Yield the wordings of a requirement in a book, the first first, with what each changed.

    They are those that its editions hold, and those that began in between and stand in no edition.
    """
    held = book.holding(krav)
    standing = {item.utgivning.klausuler[krav].index for item in held}
    shown: set[int] = set()
    for item in held:
        clause = item.utgivning.klausuler[krav]
        if clause.index not in shown:
            same = [other for other in held if other.utgivning.klausuler[krav].index == clause.index]
            yield _wording(item, clause, same)
        shown.add(clause.index)
        yield from _in_between(item, clause, standing)


def _in_between(item: Upplagevy, clause: Klausul, standing: Collection[int]) -> Iterator[LydelseradVy]:
    """Yield the wordings that begin within an edition's time and stand in no edition, each beside the one before it."""
    for day, lydelse in begun_within(item.utgivning, clause):
        if clause.krav.lydelser.index(lydelse) not in standing:
            item = within(item, clause.id, day)
            yield _wording(item, item.utgivning.klausuler[clause.id], ())


def within(item: Upplagevy, krav: str, day: date) -> Upplagevy:
    """Return an edition as it reads on a day within its time, with one requirement and what has changed in it."""
    before = item.utgivning
    utgivning = make_utgivning(before.register, before.bok, before.upplaga, day)
    changed = view_andringar(diff_utgivningar(before, utgivning), register=False)
    return Upplagevy(
        utgivning=utgivning,
        make_bok=item.make_bok,
        krav={krav: view_krav(utgivning, utgivning.klausuler[krav])},
        andringar={found.id: found for found in all_andringar(changed) if found.id == krav},
        fore=before,
    )


def _wording(item: Upplagevy, clause: Klausul, same: Sequence[Upplagevy]) -> LydelseradVy:
    lydelse, utgivning, change = clause.lydelse, item.utgivning, item.andringar.get(clause.id)
    begun = "Föreslås gälla från" if lydelse.foreslagen else "Gäller från"
    changed = change is not None and change.tecken == "~"
    facts = item.krav[clause.id].fakta
    kept = tuple(fact for fact in facts if fact.term in ("Ändring", "Beslut", "Ärende", "Källa"))
    return LydelseradVy(
        rubrik=name_lydelse(lydelse.fran, foreslagen=lydelse.foreslagen),
        bok=utgivning.bok.titel,
        upplagor=tuple(
            Bit(f"upplaga {name_upplaga(other.utgivning.upplaga)}", rot(krav_adress(other.utgivning, clause.id)))
            for other in same
        ),
        foreslagen=lydelse.foreslagen,
        fakta=(
            Faktum(begun, (bits(since_value(lydelse.fran, foreslagen=lydelse.foreslagen)),)),
            *link_fakta(kept, linker(utgivning)),
        ),
        markning=change.markning if change is not None and changed else (),
        jamford_med=f"upplaga {item.fore.upplaga.id}" if changed and item.fore is not None else "",
        par=change.par if change is not None and changed else (),
        siffror=change.siffror if change is not None and changed else (),
        uppgifter=change.uppgifter if change is not None and changed else (),
    )


def notices(utgivning: Utgivning, clause: Klausul) -> Iterator[NotisVy]:
    """Yield what a reader of a single requirement must not miss: what the book is, what changes, what is corrected."""
    yield from reconstruction(utgivning)
    yield from change_notices(utgivning, clause)
    yield from view_rattelser(utgivning, clause.id)


def reconstruction(utgivning: Utgivning) -> Iterator[NotisVy]:
    """Yield in short that a book is made from reports, where it is: every page of it says so."""
    if is_reconstruction(utgivning):
        text = "Texten är omskriven ur offentliga rapporter. Den är inte regionens förfrågningsunderlag."
        yield NotisVy("Rekonstruktion", text)


def report_fault(utgivning: Utgivning, clause: Klausul) -> str:
    """Return where a fault in the requirement is reported; empty where the organisation names no place."""
    pattern = utgivning.organisation.felrapport
    if pattern is None:
        return ""
    position = utgivning.register.position(clause.krav, "lydelser", clause.index)
    return fill_felrapport(pattern, fil=position.path, rad=str(position.line), krav=clause.id)


def edition_ways(items: Iterable[Upplagevy], mine: Upplaga, adress: Callable[[Utgivning], str]) -> Iterator[Bit]:
    """Yield the name of each edition with the way to its page; that of the page itself without a way."""
    for item in items:
        upplaga = item.utgivning.upplaga
        yield Bit(name_upplaga(upplaga), "" if upplaga is mine else rot(adress(item.utgivning)))


def crumbs(utgivning: Utgivning) -> tuple[Bit, ...]:
    """Return the way from the start page to an edition."""
    bok, upplaga = utgivning.bok, utgivning.upplaga
    return (
        START,
        Bit(bok.titel, rot(bok_adress(bok.id))),
        Bit(f"Upplaga {upplaga.id}", rot(upplaga_adress(bok, upplaga))),
    )


def bokflode(bok: Bok) -> Bit:
    """Return the feed about a book."""
    return Bit(f"Ändringar i {bok.titel}", rot(flode_adress(bok_adress(bok.id))))


def kravflode(krav: str) -> Bit:
    """Return the feed about a requirement."""
    return Bit(f"Ändringar av {krav}", rot(flode_adress(id_adress(krav))))


def summary(krav: KravVy) -> str:
    """Return the beginning of a requirement, for a list of pages."""
    words = " ".join((*krav.block, format_list(list(krav.regel))) if krav.regel else krav.block)
    return words if len(words) <= _SUMMARY else words[:_SUMMARY].rsplit(" ", 1)[0] + " …"
