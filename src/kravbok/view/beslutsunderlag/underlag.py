"""What all four drafts start from: two editions compared, and each change with how far it is decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kravbok.diff.skillnad import Jamforelse, Skillnad
from kravbok.edition import Utgivning
from kravbok.model.bok import Upplaga
from kravbok.model.lydelse import Lydelse
from kravbok.model.organisation import Organ
from kravbok.model.register import Beslut
from kravbok.model.tid import is_unknown
from kravbok.rules.konsekvens import make_konsekvens
from kravbok.swedish import capitalize, format_list, plural, uncapitalize
from kravbok.view.andringar.delar import AndringsVy, AndringVy, all_andringar
from kravbok.view.andringar.siffror import BELOPP
from kravbok.view.handling import rows
from kravbok.view.konsekvens import KonsekvensVy, make_konsekvensvy
from kravbok.view.parts import TabellVy, plain

__all__ = [
    "BESLUTAD", "FORESLAGEN", "OKANT_BESLUT", "SAKNAS", "Laget", "Underlag", "beslutslage", "figure_table", "known",
    "lage_i_ord",
    "proposed",
]  # fmt: skip

SAKNAS = "uppgift saknas"
FORESLAGEN, BESLUTAD, OKANT_BESLUT = "föreslagen, inte beslutad", "beslutad", "beslut okänt"

_APPROVED = ("bifall", "delvis bifall", "delegationsbeslut")
_AGAINST = ("avslag", "återremiss", "bordlagt")
_BOUND = ("vårdgivaren", "båda parter", "endera parten", "leverantörens underbiträde")


@dataclass(frozen=True, slots=True)
class Laget:
    """A change with what is known of it: as it is shown, as data, and how far it is decided."""

    vy: AndringVy
    skillnad: Skillnad
    beslut: str
    upplaga: Upplaga

    @property
    def lydelse(self) -> Lydelse | None:
        """The wording of the new edition; None for a requirement that ends."""
        return self.skillnad.efter.lydelse if self.skillnad.efter else None

    @property
    def namn(self) -> str:
        """The requirement in words, with its number in the new edition (or the old one) and its id."""
        before = f"Förut {self.vy.nummer_fore}" if self.vy.nummer_fore else ""
        return f"{self.vy.nummer_efter or before} {self.vy.rubrik} ({self.vy.id})".strip()

    @property
    def ar_krav(self) -> bool:
        """Whether it stands among the requirements of the book, not beside them."""
        clause = self.skillnad.efter or self.skillnad.fore
        return clause is not None and clause.lydelse.stallning == "klausul"

    @property
    def binder_vardgivaren(self) -> bool:
        """Whether it is about the provider, or about both parties."""
        return self.vy.vem in _BOUND

    @property
    def vad(self) -> str:
        """What happened, in words: the kinds of change, each figure and party that is another, what a new one costs."""
        shown = [item for item in self.vy.siffror if self.vy.tecken == "~" or item.grupp == BELOPP]
        told = [figure.mening for figure in shown]
        told += [f"{item.namn}: från {item.fore} till {item.efter}" for item in self.vy.uppgifter if item.falt == "vem"]
        marks = format_list([uncapitalize(mark) for mark in self.vy.markning])
        return ". ".join(capitalize(words) for words in (marks, *told))

    @property
    def fran(self) -> str:
        """From when the change holds or is meant to; for one that ends, until when the requirement holds."""
        if self.lydelse is not None:
            source = self.upplaga if _has_same_wording(self.skillnad) else self.lydelse
            return f"{'föreslås gälla' if source.foreslagen else 'gäller'} från {_day(str(source.fran))}"
        end = self.skillnad.fore.krav.upphor if self.skillnad.fore else None
        if end is not None and end.galler_till is not None:
            return f"gäller till och med {_day(str(end.galler_till))}"
        meant = end.avses_upphora if end is not None else None
        return f"föreslås upphöra {_day(str(meant))}" if meant is not None else f"slutdag: {SAKNAS}"


def _day(words: str) -> str:
    return "okänd dag" if is_unknown(words) else words


@dataclass(frozen=True)
class Underlag:
    """Two consecutive editions and what differs between them."""

    jamforelse: Jamforelse
    andringar: AndringsVy

    @property
    def fore(self) -> Utgivning:
        """The edition before."""
        return self.jamforelse.fore

    @property
    def efter(self) -> Utgivning:
        """The edition that the drafts are about."""
        return self.jamforelse.efter

    @cached_property
    def lagen(self) -> tuple[Laget, ...]:
        """Every change that means anything to anyone, in the order of the book."""
        found = {item.id: item for item in self.jamforelse.krav}
        return tuple(
            Laget(view, found[view.id], beslutslage(self.jamforelse, found[view.id]), self.efter.upplaga)
            for view in all_andringar(self.andringar)
        )

    @cached_property
    def gemensamt(self) -> str:
        """How far every change is decided, where that is the same for all; else nothing, and each must be told."""
        found = {item.beslut for item in self.lagen}
        return found.pop() if len(found) == 1 else ""

    def rows(
        self, heading: str, columns: tuple[str, ...], lines: Iterable[tuple[Laget, tuple[str, ...]]]
    ) -> TabellVy | None:
        """Return a table of changes; how far each is decided is its last column, unless it is the same for all."""
        if self.gemensamt:
            return rows(heading, columns, [cells for _, cells in lines])
        return rows(heading, (*columns, "Läge"), [(*cells, item.beslut) for item, cells in lines])

    @cached_property
    def konsekvens(self) -> KonsekvensVy:
        """What the changes come to for the book's budget."""
        register, bok = self.efter.register, self.efter.bok
        return make_konsekvensvy(register, make_konsekvens(register, bok, self.fore.upplaga, self.efter.upplaga))

    @property
    def arende(self) -> str:
        """The diary number of the edition's case, or that it is missing."""
        return known(self.efter.upplaga.arende)

    @cached_property
    def beslutande(self) -> Organ | None:
        """The body that decides last in the decision chain; None where the chain does not name just one."""
        return self._organ("beslut")

    @cached_property
    def foreslaende(self) -> Organ | None:
        """The body that lays the proposal before the one that decides; None where the chain does not name just one."""
        return self._organ("förslag till nästa instans")

    def _organ(self, art: str) -> Organ | None:
        organisation = self.efter.organisation
        steps = [step.namn for step in sorted(organisation.beslutsgang, key=lambda step: step.steg) if step.art == art]
        named = _named(organisation.organ, steps[-1]) if steps else []
        return named[0] if len(named) == 1 else None


def _named(bodies: Iterable[Organ], step: str) -> list[Organ]:
    """Return the bodies that a step names, by name or by abbreviation in brackets."""
    words = f" {step.casefold()} "
    return [item for item in bodies if f" {item.namn.casefold()} " in words or f"({item.id.casefold()})" in words]


def _has_same_wording(item: Skillnad) -> bool:
    """Whether both editions hold one and the same wording of the requirement."""
    return item.fore is not None and item.efter is not None and item.fore.index == item.efter.index


def beslutslage(jamforelse: Jamforelse, item: Skillnad) -> str:
    """Return how far a change is decided; only one that is no proposal, and that a known approval carries, is decided.

    A requirement that is another only through what it takes from others rests on the edition's own decision.
    """
    upplaga = jamforelse.efter.upplaga
    names = (upplaga.beslut or "",) if _has_same_wording(item) else item.beslut
    records = [jamforelse.efter.register.beslut.get(name) for name in names]
    outcomes = [record.beslut for record in records if record is not None]
    approved = any(name in _APPROVED for name in outcomes) and not any(name in _AGAINST for name in outcomes)
    if _is_proposal(upplaga, item, approved=approved):
        return FORESLAGEN
    return BESLUTAD if approved else OKANT_BESLUT


def _is_proposal(upplaga: Upplaga, item: Skillnad, *, approved: bool) -> bool:
    """Whether a change is no more than proposed: by its own wording, by how it ends, or by its edition."""
    if _has_same_wording(item):
        return upplaga.foreslagen
    if item.efter is not None:
        return item.efter.lydelse.foreslagen
    end = item.fore.krav.upphor if item.fore is not None else None
    return (upplaga.foreslagen and not approved) or (end is not None and end.galler_till is None)


def lage_i_ord(underlag: Underlag) -> str:
    """Return in a sentence or two what is decided of the changes and what is not."""
    total = len(underlag.lagen)
    if not total:
        return "Inget ändras i sak."
    counts = {name: sum(item.beslut == name for item in underlag.lagen) for name in (FORESLAGEN, BESLUTAD)}
    if counts[FORESLAGEN] == total:
        return "Alla ändringar är förslag. De är inte beslutade, och de kan ändras eller utebli."
    silent = total - counts[FORESLAGEN] - counts[BESLUTAD]
    told = (
        (counts[BESLUTAD], "{} på ett känt beslut.", ("ändring vilar", "ändringar vilar")),
        (counts[FORESLAGEN], "{}.", ("ändring är ett förslag", "ändringar är förslag")),
        (silent, "För {} är beslutet inte känt.", ("ändring", "ändringar")),
    )
    return " ".join(words.format(plural(count, *noun)) for count, words, noun in told if count)


def proposed(utgivning: Utgivning) -> str:
    """Return how the edition is called in a sentence."""
    name = utgivning.upplaga.id
    return f"förslaget till upplaga {name}" if utgivning.upplaga.foreslagen else f"upplaga {name}"


def known(text: str | None) -> str:
    """Return a text, or that it is missing."""
    return SAKNAS if text is None or not text.strip() or is_unknown(text) else text.strip()


def figure_table(heading: str, table: TabellVy) -> TabellVy | None:
    """Return a table of figures without its links, which lead into another document."""
    lines = [tuple(plain(cell) for cell in row.celler) for row in table.rader]
    return rows(heading, table.kolumner, lines)


def is_decided(beslut: Beslut | None) -> bool:
    """Whether a decision is an approval."""
    return beslut is not None and beslut.beslut in _APPROVED
