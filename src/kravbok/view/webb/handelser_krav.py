"""What happened to the requirements of a book: each wording that began in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kravbok.diff.siffror import compare_values, is_same, pair_figures
from kravbok.edition import Klausul, Utgivning, edition_of, place_books, place_in
from kravbok.expand import expand_text
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.register import Register
from kravbok.swedish import NBSP, capitalize, format_list
from kravbok.view.andringar.siffror import view_siffra
from kravbok.view.krav import ANDRINGSORD
from kravbok.view.tidsord import say_since
from kravbok.view.webb.adress import bok_adress, id_adress, krav_adress
from kravbok.view.webb.handelse import Handelse, Handelseslag, as_sentence, document_days, say_beginning
from kravbok.view.webb.kravhandelse import Dagar, Kravhandelse, chapters_of, tell

__all__ = ["borjanden"]

_LONGEST = 300
_MOST_FIGURES = 6


@dataclass(frozen=True, slots=True)
class _Borjan:
    """A wording that begins in a book: which it is, the decided one before it, and the first edition that holds it.

    `i_upplaga` says whether any edition of the book holds any wording of the requirement.
    """

    krav: Krav
    index: int
    fore: Lydelse | None
    utgivning: Utgivning | None
    i_upplaga: bool

    @property
    def lydelse(self) -> Lydelse:
        """The wording."""
        return self.krav.lydelser[self.index]

    @property
    def nyckel(self) -> str:
        """What tells it from the requirement's others for ever: its number, since a new wording is added last."""
        return f"förslag {self.index + 1}" if self.lydelse.foreslagen else str(self.index + 1)

    @property
    def under_tiden(self) -> bool:
        """Whether it began between two editions rather than with one."""
        if self.utgivning is None:
            return True
        latest, begins = self.lydelse.fran.latest, self.utgivning.upplaga.fran.dag
        early = latest is not None and begins is not None and latest < begins
        return self.fore is not None and early and edition_of(self.lydelse, self.utgivning.bok.id) is None


def borjanden(register: Register, utgivningar: Sequence[Utgivning]) -> Iterator[Handelse]:
    """Yield each wording that began in a book; `utgivningar` are its editions in order of time."""
    bok = utgivningar[0].bok
    for krav in register.krav.values():
        for begun in _begun(krav, bok, utgivningar):
            yield tell(register, bok, _entry(register, bok, begun))


def _begun(krav: Krav, bok: Bok, utgivningar: Sequence[Utgivning]) -> Iterator[_Borjan]:
    """Yield each wording that an edition holds, and each that began between two or after the last one."""
    holders: dict[int, Utgivning] = {}
    for utgivning in utgivningar:
        if (clause := utgivning.klausuler.get(krav.id)) is not None:
            holders.setdefault(clause.index, utgivning)
    before: Lydelse | None = None
    for index, lydelse in enumerate(krav.lydelser):
        if bok.id not in place_books(lydelse):
            continue
        if index in holders or _begins_later(lydelse, bok):
            yield _Borjan(krav, index, before, holders.get(index), i_upplaga=bool(holders))
        before = before if lydelse.foreslagen else lydelse


def _begins_later(lydelse: Lydelse, bok: Bok) -> bool:
    """Whether a decided wording that names no edition surely began after the book's first one."""
    first, begins = bok.upplagor[0].fran.latest, lydelse.fran.earliest
    decided = not lydelse.foreslagen and edition_of(lydelse, bok.id) is None and lydelse.fran.latest is not None
    return decided and first is not None and begins is not None and begins > first


def _entry(register: Register, bok: Bok, begun: _Borjan) -> Kravhandelse:
    krav, lydelse, utgivning = begun.krav, begun.lydelse, begun.utgivning
    upplaga = None if utgivning is None or begun.under_tiden else utgivning.upplaga
    place = place_in(lydelse, bok.id)
    shared = place[2] if place is not None else None
    slag = _kind(bok, begun)
    return Kravhandelse(
        krav=krav.id,
        nyckel=begun.nyckel,
        slag=slag,
        vad=_where(slag, bok, lydelse, upplaga),
        lydelse=lydelse,
        meningar=tuple(_sentences(register, begun, slag)),
        adress=_shown_at(bok, begun),
        beslut=register.beslut.get((shared.beslut if shared else None) or lydelse.beslut or _decision(upplaga)),
        med=upplaga,
        dagar=_days(register, lydelse, upplaga),
        upplaga=utgivning.upplaga.id if utgivning is not None else "",
        kapitel=chapters_of(bok.id, lydelse, begun.fore),
        amnen=(*lydelse.omrade, *(lydelse.andring.typ if lydelse.andring and slag == "ändrat" else ())),
        foreslagen=lydelse.foreslagen,
    )


def _shown_at(bok: Bok, begun: _Borjan) -> str:
    """Return where the wording is shown; a requirement that no edition holds yet has no page, and the book says it."""
    if begun.utgivning is not None:
        return krav_adress(begun.utgivning, begun.krav.id)
    return id_adress(begun.krav.id) if begun.i_upplaga else bok_adress(bok.id)


def _decision(upplaga: Upplaga | None) -> str:
    return (upplaga.beslut if upplaga is not None else None) or ""


def _kind(bok: Bok, begun: _Borjan) -> Handelseslag:
    if begun.fore is not None:
        return "ändrat"
    first = begun.utgivning is not None and begun.utgivning.upplaga.id == bok.upplagor[0].id
    return "i första upplagan" if first else "nytt"


def _where(slag: Handelseslag, bok: Bok, lydelse: Lydelse, upplaga: Upplaga | None) -> str:
    """Return what happened and where: ”ändrat i Hälsoval 2022”, ”nytt i Hälsoval från 1 mars 2022”."""
    said = {"nytt": ("nytt", "föreslås som nytt"), "ändrat": ("ändrat", "föreslås ändras")}
    word = said.get(slag, ("står", "föreslås"))[lydelse.foreslagen]
    return (
        f"{word} i {bok.titel} {upplaga.id}"
        if upplaga is not None
        else f"{word} i {bok.titel} {say_since(lydelse.fran)}"
    )


def _days(register: Register, lydelse: Lydelse, upplaga: Upplaga | None) -> Dagar:
    """Return the days that may stand for a wording's beginning, the best first."""
    sources = ("underlagets dag", document_days(register, lydelse.ursprung))
    begins = ("dagen då det börjar gälla", lydelse.fran)
    last = ("sista dagen upplagan är känd", upplaga.kand_till if upplaga is not None else None)
    return (sources, begins) if lydelse.foreslagen else (begins, sources, last)


def _sentences(register: Register, begun: _Borjan, slag: Handelseslag) -> Iterator[str]:
    """Yield what an entry says of a wording: what is new, its figures, and from when."""
    lydelse = begun.lydelse
    if slag == "ändrat":
        if (change := lydelse.andring) is not None:
            kinds = format_list([ANDRINGSORD.get(kind, kind) for kind in change.typ])
            yield f"{capitalize(kinds)}. {as_sentence(change.motiv)}"
        yield from _figures(register, begun)
    elif begun.utgivning is not None:
        yield _beginning(begun.utgivning, begun.utgivning.klausuler[begun.krav.id])
    yield say_beginning(lydelse.fran, foreslagen=lydelse.foreslagen)


def _figures(register: Register, begun: _Borjan) -> Iterator[str]:
    """Yield in one sentence the figures that changed, before and after."""
    if begun.fore is None:
        return
    pairs = [pair for pair in pair_figures(begun.fore, begun.lydelse) if not is_same(pair.fore, pair.efter)]
    shown = [
        view_siffra(compare_values(pair.namn, pair.fore, pair.efter), register.sifferord, begun.lydelse.text).mening
        for pair in pairs[:_MOST_FIGURES]
    ]
    rest = [f"och {len(pairs) - _MOST_FIGURES} till"] if len(pairs) > _MOST_FIGURES else []
    if shown:
        yield f"{capitalize('; '.join([*shown, *rest]))}."


def _beginning(utgivning: Utgivning, clause: Klausul) -> str:
    """Return the first words of a requirement's text."""
    blocks = [block for block in expand_text(utgivning, clause, clause.lydelse.text)[1] if block]
    words = " ".join(block if block.endswith((".", ":", "!", "?")) else f"{block};" for block in blocks).rstrip(";")
    return as_sentence(words) if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + f"{NBSP}…"
