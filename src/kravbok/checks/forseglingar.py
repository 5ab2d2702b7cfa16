"""Sealed editions stand as they were sealed (K901-K904), and their seals as they were made (K905-K910, K913)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kravbok.edition import Utgivning, make_utgivning
from kravbok.finding import Finding, Position, Sammanhang, finding
from kravbok.model.bas import Modell
from kravbok.model.bok import Bok, Upplaga
from kravbok.register import Register
from kravbok.seal.avvikelse import Avvikelse, compare
from kravbok.seal.forsegling import (
    FOLDER,
    Foregaende,
    Forsegling,
    ForseglingFel,
    checksum,
    link_to,
    parse_forsegling,
    previous_forsegling,
    seal_path,
)
from kravbok.seal.historik import Minne, find_commits, read_minne
from kravbok.seal.innehall import read_innehall
from kravbok.seal.rattelser import uncorrected

__all__ = ["AVVIKELSER", "check_forseglingar"]

AVVIKELSER = ("K901", "K902", "K903", "K904")
"""What a sealed edition can deviate in; the records can be read, compared and shown all the same."""

_RESTORE = "Ta tillbaka filen ur git; en försegling skrivs bara av kravbok forsegla och ändras aldrig."
_CODES = {"ändrad": "K902", "tillkommen": "K903", "borttagen": "K903", "flyttad": "K904"}
_SHELVES = {
    "krav": "krav",
    "beslut": "beslut",
    "arende": "arenden",
    "dokument": "dokument",
    "styrdokument": "styrdokument",
    "begrepp": "begrepp",
    "indikator": "indikatorer",
    "leverans": "leveranser",
    "inspel": "inspel",
    "organisation": "organisationer",
}
"""The kinds of records in a seal, and the shelf of the register that each stands on."""

_WORDS = {
    "krav": "Kravet",
    "kapitel": "Kapitlet",
    "bilaga": "Bilagan",
    "bok": "Bokens post",
    "upplaga": "Upplagans post",
    "beslut": "Beslutet",
    "arende": "Ärendet",
    "dokument": "Dokumentet",
    "styrdokument": "Styrdokumentet",
    "begrepp": "Begreppet",
    "indikator": "Indikatorn",
    "leverans": "Leveransen",
    "inspel": "Inspelet",
    "organisation": "Organisationen",
}


@dataclass(frozen=True, slots=True)
class Forseglad:
    """A sealed edition: where its seal stands, the seal, and the edition's records."""

    path: str
    seal: Forsegling
    bok: Bok
    upplaga: Upplaga

    @property
    def namn(self) -> str:
        """The edition in words."""
        return f"{self.bok.id} upplaga {self.upplaga.id}"


def check_forseglingar(register: Register, projekt: Path | None = None, rev: str = "HEAD") -> list[Finding]:
    """Return what is wrong with the seals and with what they seal; git answers for the project up to a revision."""
    minne = read_minne(projekt, rev) if projekt is not None else Minne()
    findings = [*_history(register, minne), *_named(register)]
    first = {path: spar.data for path, spar in minne.spar.items()}
    register = replace(register, forseglingar={**register.forseglingar, **first})  # a seal is what it first was
    for path, data in register.forseglingar.items():
        sealed = _read(register, path, data)
        if isinstance(sealed, Finding):
            findings.append(sealed)
        elif sealed is not None:
            findings += _check(register, sealed, projekt, rev, minne)
    return sorted(findings)


def _read(register: Register, path: str, data: bytes) -> Forseglad | Finding | None:
    """Return a sealed edition, or why the file seals none; None where the book itself cannot be read."""
    try:
        seal = parse_forsegling(data)
    except ForseglingFel as error:
        return finding("K910", Position(path), str(error), _RESTORE)
    if path != seal_path(seal.bok, seal.upplaga):
        message = f"Filen är en försegling av {seal.bok[:60]} upplaga {seal.upplaga[:60]}, men heter något annat"
        return finding("K910", _line(data, path, '"bok"'), message, _RESTORE)
    bok = register.bocker.get(seal.bok)
    upplaga = next((item for item in bok.upplagor if item.id == seal.upplaga), None) if bok else None
    if bok is not None and upplaga is not None:
        return Forseglad(path, seal, bok, upplaga)
    if register.is_unread(seal.bok):
        return None
    message = f"{seal.bok[:60]} upplaga {seal.upplaga[:60]} är förseglad men finns inte"
    return finding("K910", _line(data, path, '"bok"'), message, "Ta tillbaka boken eller upplagan ur git.")


def _line(data: bytes, path: str, needle: str) -> Position:
    """Return the line of a seal where something stands, or its first."""
    at = data.find(needle.encode())
    start = data.rfind(b"\n", 0, max(at, 0)) + 1
    if at < 0:
        return Position(path)
    return Position(path, data.count(b"\n", 0, at) + 1, len(data[start:at].decode("utf-8", "replace")) + 1, len(needle))


def _named(register: Register) -> Iterator[Finding]:
    """Yield a finding for each edition that names a checksum and has no seal (K906)."""
    for bok in register.bocker.values():
        for number, upplaga in enumerate(bok.upplagor):
            if upplaga.forsegling is None or seal_path(bok.id, upplaga.id) in register.forseglingar:
                continue
            message = f"{bok.id} upplaga {upplaga.id} är förseglad, men {seal_path(bok.id, upplaga.id)} saknas"
            yield finding("K906", register.position(bok, "upplagor", number, "forsegling"), message, _RESTORE)


def _check(register: Register, sealed: Forseglad, projekt: Path | None, rev: str, minne: Minne) -> Iterator[Finding]:
    """Yield what is wrong with one seal: itself, its line in bok.yaml, its chain, and the edition."""
    seal, data = sealed.seal, register.forseglingar[sealed.path]
    yield from _line_in_book(register, sealed)
    if checksum(seal) != seal.kontrollsumma:
        message = f"Förseglingen är ändrad: den har kontrollsumman {checksum(seal)}, inte {seal.kontrollsumma}"
        yield finding("K905", _line(data, sealed.path, '"kontrollsumma"'), message, _RESTORE)
        return
    before = previous_forsegling(register, sealed.bok, sealed.upplaga.id)
    if seal.foregaende != link_to(before):
        chained, found = (_link(item) for item in (seal.foregaende, link_to(before)))
        message = f"Kedjan är bruten: förseglingen bygger på {chained}, men före den står {found}"
        yield finding("K908", _line(data, sealed.path, '"foregaende"'), message, _RESTORE)
    yield from _content(register, sealed, projekt, rev, minne)


def _link(link: Foregaende | None) -> str:
    """Return what a seal says of the one before, in words."""
    if link is None:
        return "ingen"
    return f"{link.upplaga} {link.kontrollsumma}" + (f" med filerna {link.filer}" if link.filer else "")


def _line_in_book(register: Register, sealed: Forseglad) -> Iterator[Finding]:
    """Yield a finding when bok.yaml does not name the seal's checksum (K907)."""
    named, own = sealed.upplaga.forsegling, sealed.seal.kontrollsumma
    if named == own:
        return
    position = register.position(
        sealed.bok, "upplagor", sealed.bok.upplagor.index(sealed.upplaga), "forsegling" if named else "id"
    )
    what = f"nämner kontrollsumman {named}" if named else "nämner ingen kontrollsumma"
    message = f"Upplaga {sealed.upplaga.id} {what}, men förseglingen har {own}"
    where = (Sammanhang(Position(sealed.path), "förseglingen"),)
    yield finding("K907", position, message, f"Skriv raden under upplagan: forsegling: {own}", where)


def _content(register: Register, sealed: Forseglad, projekt: Path | None, rev: str, minne: Minne) -> Iterator[Finding]:
    """Yield each record that is not as it was sealed, with the commit that did it where git knows."""
    if sealed.bok.organisation not in register.organisationer:
        return
    utgivning = make_utgivning(register, sealed.bok, sealed.upplaga)
    found = compare(sealed.seal.innehall, read_innehall(utgivning))
    if found and (before := uncorrected(utgivning)) is not None:
        found = compare(sealed.seal.innehall, read_innehall(before))
    found = [item for item in found if not register.is_unread(item.post.partition("/")[2])]
    spar = minne.spar.get(sealed.path)
    posts = [item.post for item in found]
    commits = find_commits(projekt, rev, spar.commit, sealed.seal, posts) if projekt and spar and found else {}
    for item in found:
        yield _deviation(register, sealed, utgivning, item, commits.get(item.post, ""))


def _deviation(register: Register, sealed: Forseglad, utgivning: Utgivning, item: Avvikelse, commit: str) -> Finding:
    kind, _, name = item.post.partition("/")
    changed_krav = kind == "krav" and item.slag == "ändrad"
    message = f"{_name(kind, name)} i {sealed.namn}, som är förseglad, {_said(item)}{_by(commit)}"
    line = _line(register.forseglingar[sealed.path], sealed.path, f'"{item.post}"')
    hint = "Ta tillbaka det som stod; det nya skrivs som en egen lydelse, eller rättas med ett rättelseblad."
    if kind == "bilaga" and _has_crlf(utgivning, name):
        hint += " Raderna i bilagans fil slutar med CRLF: .gitattributes ska ha raden ”*.svg -text”."
    where = () if item.slag == "tillkommen" else (Sammanhang(line, f"så förseglades det: {item.forseglad}"),)
    position = _position(register, utgivning, kind, name, item.slag) or line
    return finding("K901" if changed_krav else _CODES[item.slag], position, message, hint, where)


def _has_crlf(utgivning: Utgivning, name: str) -> bool:
    """Whether an appendix has a file of text whose lines git may have ended otherwise than they were sealed."""
    names = (part.lydelse.fil for part in utgivning.bilagor if part.bilaga.id == name)
    found = (utgivning.register.filer.get(f"krav/{utgivning.bok.id}/filer/{file}", b"") for file in names)
    return any(b"\r\n" in data and b"\0" not in data for data in found)


def _name(kind: str, name: str) -> str:
    return f"{_WORDS.get(kind, 'Posten')} {name}".strip()


def _said(item: Avvikelse) -> str:
    """Return what has happened to a record, with both checksums or both places."""
    if item.slag == "ändrad":
        return f"har ändrats: {item.forseglad[:16]}… har blivit {item.nu[:16]}{'…' * (len(item.nu) > 16)}"
    if item.slag == "flyttad":
        return f"har flyttats: {item.forseglad} har blivit {item.nu}"
    if item.slag == "tillkommen":
        return f"har tillkommit efter förseglingen ({item.nu[:16]}…)"
    return f"saknas ({item.forseglad[:16]}…)"


def _by(commit: str) -> str:
    return f" av commit {commit[:10]}" if commit else ""


def _position(register: Register, utgivning: Utgivning, kind: str, name: str, slag: str) -> Position | None:
    """Return where a record stands now: the wording that the edition holds, for a clause; None when it is gone."""
    if (clause := utgivning.klausuler.get(name)) is not None and kind == "krav":
        path = ("lydelser", clause.index, *(("plats",) if slag == "flyttad" else ()))
        return register.position(clause.krav, *path)
    if kind == "upplaga":
        return register.position(utgivning.bok, "upplagor", utgivning.bok.upplagor.index(utgivning.upplaga))
    record = _record(register, utgivning.bok, kind, name)
    return register.position(record) if record is not None else None


def _record(register: Register, bok: Bok, kind: str, name: str) -> Modell | None:
    if kind == "bok":
        return bok
    if kind == "kapitel":
        return register.kapitel.get((bok.id, name))
    if kind == "bilaga":
        return register.bilagor.get((bok.id, name))
    shelf: Mapping[str, Modell] = getattr(register, _SHELVES[kind]) if kind in _SHELVES else {}
    return shelf.get(name)


def _history(register: Register, minne: Minne) -> Iterator[Finding]:
    """Yield a finding for each seal that git remembers and that is gone or another (K909), and what git cannot know."""
    for path, spar in minne.spar.items():
        data = register.forseglingar.get(path)
        if data is not None and _lines(data) == _lines(spar.data):
            continue
        what = "är borttagen" if data is None else "är en annan"
        message = f"Förseglingen som kom med commit {spar.commit[:10]} {what}{_by(spar.andrad)}"
        yield finding("K909", Position(path), message, _RESTORE)
    if not minne.helt and (minne.spar or register.forseglingar):
        message = "Hela historien finns inte här: om en försegling har ändrats tidigare går inte att veta"
        hint = "Hämta hela historiken: git fetch --unshallow."
        yield finding("K913", Position(FOLDER), message, hint)


def _lines(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")
