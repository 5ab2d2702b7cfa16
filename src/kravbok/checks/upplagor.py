"""What an edition holds: what its texts refer to is in it too (K207), also other figures (K209) and terms (K203)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kravbok.checks.texter import Textuttryck, expressions, links
from kravbok.edition import Utgivning, book_ids, klausul_in
from kravbok.expand import wording_in
from kravbok.finding import Brist, Finding, Position
from kravbok.model.bas import Modell
from kravbok.model.krav import Krav
from kravbok.places import Path
from kravbok.register import Register
from kravbok.swedish import format_list

__all__ = ["check_texter_i_upplagor", "check_villkor_i_upplagor"]

Stalle = tuple[int, Path]
"""A value of a record: the record's identity and the path to the value."""


def check_texter_i_upplagor(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield a finding for each expression or link that does not work in the editions that print it."""
    if not utgivningar:
        return
    register = utgivningar[0].register
    by_text: dict[Stalle, list[Textuttryck]] = defaultdict(list)
    for item in (*expressions(register), *links(register)):
        if item.uttryck.funktion:
            by_text[id(item.record), item.path].append(item)
    gaps = _Gaps()
    for utgivning in utgivningar:
        for record, path in _printed(utgivning):
            for item in by_text.get((id(record), path), ()):
                if (gap := _gap(utgivning, item)) is not None:
                    gaps.add((*item.path, item.uttryck.kalla, item.nth), record, gap, utgivning, item.position)
    yield from gaps.findings(register)


class _Gaps:
    """Gaps by the place that needs what is missing; one finding tells of all editions that miss it."""

    def __init__(self) -> None:
        self.found: dict[tuple[Stalle, Brist], tuple[Callable[[Register], Position], list[str]]] = {}

    def add(
        self, path: Path, record: Modell, gap: Brist, utgivning: Utgivning, place: Callable[[Register], Position]
    ) -> None:
        """Note that an edition misses something."""
        self.found.setdefault(((id(record), path), gap), (place, []))[1].append(utgivning.namn)

    def findings(self, register: Register) -> Iterator[Finding]:
        """Yield one finding for each gap."""
        for (_, gap), (place, editions) in self.found.items():
            yield replace(gap, message=f"{gap.message} i {format_list(editions)}").at(place(register))


def _printed(utgivning: Utgivning) -> Iterator[tuple[Modell, Path]]:
    """Yield every text that the edition prints."""
    for klausul in utgivning.klausuler.values():
        yield klausul.krav, ("lydelser", klausul.index, "text")
    yield utgivning.bok, ("inledning",)
    for avsnitt in utgivning.avsnitt:
        yield avsnitt.kapitel, ("lydelser", _index(avsnitt.kapitel.lydelser, avsnitt.lydelse), "inledning")
    for bilaga in utgivning.bilagor:
        yield bilaga.bilaga, ("lydelser", _index(bilaga.bilaga.lydelser, bilaga.lydelse), "text")


def _index(wordings: Sequence[Modell], wording: Modell) -> int:
    return next(index for index, item in enumerate(wordings) if item is wording)


def _gap(utgivning: Utgivning, item: Textuttryck) -> Brist | None:
    """Return what an expression does not find in the edition; what exists nowhere is told by other rules."""
    name, *rest = item.uttryck.argument
    match item.uttryck.funktion:
        case "krav":
            return _no_clause(utgivning, name)
        case "siffra":
            return _no_figure(utgivning, name, *rest)
        case "begrepp":
            begrepp = utgivning.register.begrepp.get(name)
            if begrepp is not None and begrepp.bocker and utgivning.bok.id not in begrepp.bocker:
                hint = f"Lägg till {utgivning.bok.id} under bocker i begreppet."
                return Brist("K203", f"Begreppet {name} förklaras inte", hint)
    return None


def _no_clause(utgivning: Utgivning, name: str) -> Brist | None:
    krav = utgivning.register.krav.get(name)
    if name in utgivning.klausuler or krav is None or _is_misplaced(utgivning, krav):
        return None
    return Brist("K207", f"Kravet {name} ingår inte", "Ta bort hänvisningen, eller ge upplagan en egen lydelse.")


def _is_misplaced(utgivning: Utgivning, krav: Krav) -> bool:
    """Whether the requirement is missing because its own chapter or book is: that is told where it stands."""
    if klausul_in(krav, utgivning.bok, utgivning.upplaga) is not None:
        return True
    return not utgivning.register.bocker.keys() >= set(book_ids(krav))


def _no_figure(utgivning: Utgivning, krav_id: str, name: str, edition: str | None = None) -> Brist | None:
    """Return what is wrong with a figure of another requirement: it has no wording then, or not that figure."""
    krav = utgivning.register.krav.get(krav_id)
    if krav is None or not any(name in lydelse.siffror for lydelse in krav.lydelser):
        return None
    if edition is not None and not _has_edition(utgivning, krav, edition):
        return None
    hint = f'Skriv vilken upplaga siffran hämtas ur: siffra("{krav_id}", "{name}", "…").'
    try:
        wording = wording_in(utgivning, krav_id, edition)
    except (KeyError, IndexError):
        return Brist("K207", f"Kravet {krav_id} har ingen lydelse att hämta siffran ur", hint)
    missing = Brist("K209", f"Siffran {name} i {krav_id} finns inte i den lydelse som gäller", hint)
    return None if name in wording.siffror else missing


def _has_edition(utgivning: Utgivning, krav: Krav, name: str) -> bool:
    books = [utgivning.register.bocker.get(book) for book in book_ids(krav)]
    return any(upplaga.id == name for bok in books if bok is not None for upplaga in bok.upplagor)


def check_villkor_i_upplagor(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield a finding for each condition of a clause that is a requirement outside the edition (K207)."""
    if not utgivningar:
        return
    gaps = _Gaps()
    for utgivning in utgivningar:
        for klausul in utgivning.klausuler.values():
            for path, name in _conditions(klausul.krav, klausul.index):
                if (gap := _no_clause(utgivning, name)) is not None:
                    gap = replace(gap, hint="Anteckna ”referens-utanför” under saknas om det är meningen.")
                    gaps.add(path, klausul.krav, gap, utgivning, _place(klausul.krav, path))
    yield from gaps.findings(utgivningar[0].register)


def _place(record: Modell, path: Path) -> Callable[[Register], Position]:
    return lambda register: register.position(record, *path)


def _conditions(krav: Krav, index: int) -> Iterator[tuple[Path, str]]:
    lydelse = krav.lydelser[index]
    base: Path = ("lydelser", index)
    for at, name in enumerate(lydelse.forutsatter):
        yield (*base, "forutsatter", at), name
    if lydelse.utloses_av is not None:
        for at, name in enumerate(lydelse.utloses_av.krav):
            yield (*base, "utloses_av", "krav", at), name
