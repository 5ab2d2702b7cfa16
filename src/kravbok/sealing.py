"""An edition sealed: its record and its finished files, written whole or not at all (docs/forsegling.md).

The order: the content's checksum, then the files, which name it in their colophon, then the record, which lists them.
Until the record stands nothing is sealed; files that a stopped run left without one are replaced by the next.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from kravbok.arkiv.lasning import ARKIV, MOST, store_path
from kravbok.cache import NAME, Cache
from kravbok.edition import Utgivning, make_utgivning
from kravbok.finding import Finding, Position, finding
from kravbok.production import is_utkast, make_utgava, write_utgava
from kravbok.seal.forsegling import Forsegling, make_forsegling, read_forsegling, seal_path, to_bytes
from kravbok.seal.hinder import hinder
from kravbok.settings import BOOK_FORMATS, Byggval
from kravbok.swap import SwapFel, describe, staging, write_whole
from kravbok.templates import Mallar, MallFel, project_templates
from kravbok.underlag import Underlag

__all__ = ["seal_edition"]

Tell = Callable[[str, int, int], None]

_ATTRIBUTES = b"* binary\n"
"""What git is told of the store: its files are kept byte for byte, whatever their line endings."""


def seal_edition(
    utgivning: Utgivning, underlag: Underlag, projekt: Path, *, filer: bool, tell: Tell = lambda *_: None
) -> Forsegling | list[Finding]:
    """Seal an edition and return the seal that then stands, or what stands in the way; `filer`: with finished files."""
    seal = make_forsegling(utgivning)
    if faults := sorted(hinder(utgivning, seal)):
        return faults
    kept = read_forsegling(utgivning.register, seal.bok, seal.upplaga)
    if kept is not None:
        return kept
    if not filer:
        fault = write_whole(projekt / seal_path(seal.bok, seal.upplaga), to_bytes(seal))
        return [fault] if fault else seal
    return _seal_with_files(utgivning, seal, underlag, projekt, tell)


def _seal_with_files(
    utgivning: Utgivning, seal: Forsegling, underlag: Underlag, projekt: Path, tell: Tell
) -> Forsegling | list[Finding]:
    """Seal an edition with its files, from what is committed; what goes wrong leaves nothing behind."""
    if is_utkast(underlag, Byggval(projekt, projekt)):
        message = "Det finns ändringar i krav/ eller mallar/ som inte är incheckade"
        hint = "Kör git commit först: filerna nämner commiten som de är gjorda ur. Eller skriv --utan-filer."
        return [finding("K911", Position("krav"), message, hint)]
    try:
        with staging(projekt / ARKIV) as stage:
            mallar = Mallar(project_templates(list(underlag.mallar)))
            utgava = make_utgava(as_sealed(utgivning, seal), mallar, Byggval(projekt, projekt), utkast=False)
            formats = _told(utgava.namn, tell)
            faults = write_utgava(utgava, mallar, stage, Cache(projekt / NAME), formats)
            return faults or _store(seal, stage / utgava.folder, projekt)
    except MallFel as error:
        return [error.fault]
    except (SwapFel, OSError) as error:
        return [_unwritable(str(error) if isinstance(error, SwapFel) else describe(error))]


def as_sealed(utgivning: Utgivning, seal: Forsegling) -> Utgivning:
    """Return the edition as it stands once the seal is written and bok.yaml names it."""
    register, bok = utgivning.register, utgivning.bok
    number = bok.upplagor.index(utgivning.upplaga)
    upplaga = utgivning.upplaga.model_copy(update={"forsegling": seal.kontrollsumma})
    named = bok.model_copy(update={"upplagor": (*bok.upplagor[:number], upplaga, *bok.upplagor[number + 1 :])})
    known = replace(
        register,
        bocker={**register.bocker, bok.id: named},
        posts={**register.posts, id(named): register.post(bok)},
        forseglingar={**register.forseglingar, seal_path(seal.bok, seal.upplaga): to_bytes(seal)},
    )
    return make_utgivning(known, named, upplaga)


def _store(seal: Forsegling, made: Path, projekt: Path) -> Forsegling | list[Finding]:
    """Put the files that were made into the store and then write the record, which lists them."""
    files = {path.relative_to(made).as_posix(): path for path in sorted(made.rglob("*")) if path.is_file()}
    if faults := list(_too_large(files)):
        return faults
    whole = seal.model_copy(update={"filer": {name: _written(path) for name, path in files.items()}})
    place, attributes = projekt / store_path(seal.bok, seal.upplaga), projekt / ARKIV / ".gitattributes"
    fault = None if attributes.exists() else write_whole(attributes, _ATTRIBUTES)
    if fault is None:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        made.rename(place)
        fault = write_whole(projekt / seal_path(seal.bok, seal.upplaga), to_bytes(whole))
    if fault is None:
        return whole
    shutil.rmtree(place, ignore_errors=True)
    return [fault]


def _told(name: str, tell: Tell) -> Iterator[str]:
    """Yield each format, telling that the one before is done when the next is asked for."""
    for number, form in enumerate(BOOK_FORMATS):
        tell(f"{name}.{form}", number, len(BOOK_FORMATS))
        yield form
    tell(name, len(BOOK_FORMATS), len(BOOK_FORMATS))


def _too_large(files: dict[str, Path]) -> Iterator[Finding]:
    for name, path in files.items():
        if path.stat().st_size > MOST:
            message = f"{name} är större än {MOST // 1024 // 1024} MiB och ryms inte i arkivet"
            hint = "Minska bilderna i bokens bilagor, eller skriv --utan-filer."
            yield finding("K911", Position(ARKIV), message, hint)


def _written(path: Path) -> str:
    """Return the SHA-256 of a file that is then safely on the disk."""
    with path.open("rb+") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
    return digest


def _unwritable(reason: str) -> Finding:
    hint = "Inget är förseglat. Kontrollera mappen och rättigheterna."
    return finding("K708", Position(ARKIV), f"Det gick inte att skriva i {ARKIV}/: {reason}", hint)
