"""Books, chapters and editions that records name, and the place of each clause (K204, K205, K206, K212)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kravbok.checks.texter import parts
from kravbok.edition import Klausul, Utgivning, book_ids, klausul_in, place_books, place_in
from kravbok.finding import Finding, Sammanhang, finding
from kravbok.model.bas import Modell
from kravbok.model.bok import Bok
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import is_unknown
from kravbok.places import Path
from kravbok.register import Register
from kravbok.swedish import closest, format_list, misspelt

__all__ = ["check_bocker", "check_kapitel", "check_ordning", "check_tomma_kapitel", "check_upplagor", "krav_by_book"]


class Plats(NamedTuple):
    """A book, and perhaps an edition of it, that a record names; where, and if a mapping's key says it."""

    bok: str
    record: Modell
    path: Path
    key: bool = False


def check_bocker(register: Register) -> Iterator[Finding]:
    """Yield a finding for each book that a record names and that does not exist (K205)."""
    folders = {register.post(bok).path.split("/")[1] for bok in register.bocker.values()}
    for item in _books(register):
        if item.bok not in register.bocker and item.bok not in folders and not register.is_unread(item.bok):
            near = closest(item.bok, register.bocker)
            hint = f"Menade du {near}?" if near else "Böcker: " + (", ".join(sorted(register.bocker)) or "inga") + "."
            position = register.position(item.record, *item.path, key=item.key)
            exact = misspelt(item.bok, register.bocker)
            yield finding("K205", position, f"Boken {item.bok[:60]} finns inte", hint, replacement=exact)
    yield from _folders(register, folders)


def _books(register: Register) -> Iterator[Plats]:
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if lydelse.plats is not None:
                yield Plats(lydelse.plats.bok, krav, ("lydelser", index, "plats", "bok"))
            for book in lydelse.i_bok:
                yield Plats(book, krav, ("lydelser", index, "i_bok", book), key=True)
    yield from _books_in_registers(register)


def _books_in_registers(register: Register) -> Iterator[Plats]:
    for beslut in register.beslut.values():
        yield from (Plats(book, beslut, ("avser", "bocker", at)) for at, book in enumerate(beslut.avser.bocker))
    for inspel in register.inspel.values():
        yield from (Plats(book, inspel, ("avser", at)) for at, book in enumerate(inspel.avser))
    for blad in register.rattelseblad.values():
        yield Plats(blad.upplaga.partition("/")[0], blad, ("upplaga",))
    for uppfoljning in register.uppfoljningar.values():
        yield Plats(uppfoljning.bok, uppfoljning, ("bok",))
    for shelf in (register.styrdokument, register.begrepp, register.leveranser, register.indikatorer,
                  register.kontrollrakningar):  # fmt: skip
        for record in shelf.values():
            yield from (Plats(book, record, ("bocker", at)) for at, book in enumerate(record.bocker))


def _folders(register: Register, known: set[str]) -> Iterator[Finding]:
    """Yield a finding for a book that is not named as its folder, and for chapters in a folder without a book."""
    for bok in register.bocker.values():
        folder = register.post(bok).path.split("/")[1]
        if folder != bok.id:
            message = f"Boken heter {bok.id} men mappen {folder}"
            hint = "Ge mappen och boken samma namn; kapitel och bilagor hör till mappens bok."
            yield finding("K205", register.position(bok, "id"), message, hint)
    for (folder, _), bilaga in register.bilagor.items():
        if bilaga.bok != folder:
            message = f"Bilagan säger att den hör till {bilaga.bok} men ligger i {folder}"
            yield finding("K205", register.position(bilaga, "bok"), message, "Ta bort raden bok, eller flytta filen.")
    known = set(known)
    for folder, record, _ in parts(register):
        if folder not in known and not register.is_unread(folder):
            known.add(folder)
            hint = f"Lägg till krav/{folder}/bok.yaml, eller flytta filen."
            yield finding("K205", register.position(record), f"Mappen {folder} har ingen bok", hint)


def check_upplagor(register: Register) -> Iterator[Finding]:
    """Yield a finding for each edition that a record names and that its book does not have (K206)."""
    for record, path, edition, books in _editions(register):
        known = [register.bocker[book] for book in books if book in register.bocker]
        names = {upplaga.id: None for bok in known for upplaga in bok.upplagor}
        if known and edition not in names and not is_unknown(edition):
            yield _no_edition(register, record, path, edition, known, list(names))


def _no_edition(
    register: Register, record: Modell, path: Path, edition: str, books: list[Bok], names: list[str]
) -> Finding:
    hint = f"Här finns upplaga {format_list(names)}."
    titles = format_list([bok.id for bok in books])
    return finding("K206", register.position(record, *path), f"{titles} har ingen upplaga {edition[:40]}", hint)


def _editions(register: Register) -> Iterator[tuple[Modell, Path, str, Sequence[str]]]:
    """Yield each edition that is named, with the books where it may be; every book of a shared wording must have it."""
    for krav in register.krav.values():
        yield from _of_krav(krav)
    for book, record, wordings in parts(register):
        for index, wording in enumerate(wordings):
            if wording.upplaga is not None:
                yield record, ("lydelser", index, "upplaga"), wording.upplaga, (book,)
    for bok in register.bocker.values():
        for index, upplaga in enumerate(bok.upplagor):
            if upplaga.jamfor_med is not None:
                yield bok, ("upplagor", index, "jamfor_med"), upplaga.jamfor_med, (bok.id,)
    yield from _in_registers(register)


def _in_registers(register: Register) -> Iterator[tuple[Modell, Path, str, Sequence[str]]]:
    for beslut in register.beslut.values():
        if beslut.avser.upplaga is not None:
            yield beslut, ("avser", "upplaga"), beslut.avser.upplaga, beslut.avser.bocker or tuple(register.bocker)
    for inspel in register.inspel.values():
        if inspel.blev.upplaga is not None:
            yield inspel, ("blev", "upplaga"), inspel.blev.upplaga, inspel.avser
    for blad in register.rattelseblad.values():
        book, _, edition = blad.upplaga.partition("/")
        yield blad, ("upplaga",), edition, (book,)


def _of_krav(krav: Krav) -> Iterator[tuple[Modell, Path, str, Sequence[str]]]:
    for index, lydelse in enumerate(krav.lydelser):
        yield from _of_lydelse(krav, index, lydelse)
    if krav.upphor is not None and krav.upphor.upplaga is not None:
        yield krav, ("upphor", "upplaga"), krav.upphor.upplaga, place_books(krav.lydelser[-1])


def _of_lydelse(krav: Krav, index: int, lydelse: Lydelse) -> Iterator[tuple[Modell, Path, str, Sequence[str]]]:
    for book, place in lydelse.i_bok.items():
        if place is not None and place.upplaga is not None:
            yield krav, ("lydelser", index, "i_bok", book, "upplaga"), place.upplaga, (book,)
        elif place is not None and lydelse.upplaga is not None:
            yield krav, ("lydelser", index, "upplaga"), lydelse.upplaga, (book,)
    if lydelse.plats is not None and lydelse.upplaga is not None:
        yield krav, ("lydelser", index, "upplaga"), lydelse.upplaga, (lydelse.plats.bok,)


def place_path(klausul: Klausul, bok: str, key: str) -> Path:
    """Return where a clause's chapter or order is written."""
    middle: Path = ("plats",) if klausul.i_bok is None else ("i_bok", bok)
    return ("lydelser", klausul.index, *middle, key)


def check_kapitel(register: Register) -> Iterator[Finding]:
    """Yield a finding for each chapter that a wording names and that its book does not have (K204)."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            for book in place_books(lydelse):
                chapter, _, shared = place_in(lydelse, book) or ("", 0, None)
                if book in register.bocker and (book, chapter) not in register.kapitel:
                    middle: Path = ("plats",) if shared is None else ("i_bok", book)
                    yield from _no_chapter(register, krav, ("lydelser", index, *middle, "kapitel"), book, chapter)


def _no_chapter(register: Register, krav: Krav, path: Path, book: str, chapter: str) -> Iterator[Finding]:
    folder = register.post(register.bocker[book]).path.split("/")[1]
    if folder != book or register.is_unread(chapter):
        return
    names = [name for owner, name in register.kapitel if owner == book]
    near = closest(chapter, names)
    hint = f"Menade du {near}?" if near else f"Lägg till krav/{book}/kapitel/{chapter[:60]}.yaml."
    message = f"{book} har inget kapitel {chapter[:60]}"
    exact = misspelt(chapter, names)
    yield finding("K204", register.position(krav, *path), message, hint, replacement=exact)


def krav_by_book(register: Register) -> dict[str, list[Krav]]:
    """Return the requirements of each book."""
    found: dict[str, list[Krav]] = {}
    for krav in register.krav.values():
        for book in book_ids(krav):
            found.setdefault(book, []).append(krav)
    return found


def check_tomma_kapitel(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield a finding for each clause that an edition loses because its chapter has no wording there (K204)."""
    lost: dict[tuple[str, int, str], tuple[Klausul, list[str]]] = {}
    by_book = krav_by_book(utgivningar[0].register) if utgivningar else {}
    for utgivning in utgivningar:
        for krav in by_book.get(utgivning.bok.id, ()):
            if krav.id not in utgivning.klausuler:
                clause = klausul_in(krav, utgivning.bok, utgivning.upplaga)
                if clause is not None and (utgivning.bok.id, clause.kapitel) in utgivning.register.kapitel:
                    key = (krav.id, clause.index, utgivning.bok.id)
                    lost.setdefault(key, (clause, []))[1].append(utgivning.upplaga.id)
    for (_, _, book), (clause, editions) in lost.items():
        register = utgivningar[0].register
        kapitel = register.kapitel[book, clause.kapitel]
        names = format_list(editions)
        message = f"Kapitlet {clause.kapitel} har ingen lydelse i upplaga {names} av {book}"
        where = (Sammanhang(register.position(kapitel, "lydelser"), "kapitlets lydelser"),)
        hint = "Ge kapitlet en lydelse som gäller från samma dag, eller byt kapitel."
        path = place_path(clause, book, "kapitel")
        yield finding("K204", register.position(clause.krav, *path), message, hint, where)


def check_ordning(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield a finding for each two clauses with the same place in a chapter of an edition (K212)."""
    for utgivning in utgivningar:
        register, book = utgivning.register, utgivning.bok.id
        for avsnitt in utgivning.avsnitt:
            for first, second in zip(avsnitt.klausuler, avsnitt.klausuler[1:], strict=False):
                if first.ordning == second.ordning:
                    message = f"{second.id} har samma ordning som {first.id} i kapitlet {avsnitt.kapitel.id}"
                    where = register.position(first.krav, *place_path(first, book, "ordning"))
                    position = register.position(second.krav, *place_path(second, book, "ordning"))
                    hint = "Ge det ena kravet en annan ordning."
                    yield finding("K212", position, message, hint, (Sammanhang(where, f"{first.id} står här"),))
