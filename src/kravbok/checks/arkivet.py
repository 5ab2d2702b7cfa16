"""The store holds just the files that the seals list, as they were sealed (K914-K917)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kravbok.arkiv.lasning import ARKIV, Arkivfil, store_path
from kravbok.finding import Finding, Position, Sammanhang, finding
from kravbok.git import last_commit
from kravbok.register import Register
from kravbok.seal.forsegling import ForseglingFel, parse_forsegling, seal_path

__all__ = ["check_arkivet"]

_RESTORE = "Ta tillbaka filen ur git, den commit där förseglingen kom till; en förseglad fil görs aldrig om."


@dataclass(frozen=True, slots=True)
class Vantad:
    """A file that a seal lists: its SHA-256, the seal's path, and where in the seal it is named."""

    hash: str
    seal: str
    rad: Position


def check_arkivet(
    register: Register, arkiv: Sequence[Arkivfil], projekt: Path | None = None, rev: str = "HEAD"
) -> list[Finding]:
    """Return how the store differs from what the seals list; git is asked which commit did it."""
    wanted = dict(_wanted(register))
    found = {file.path: file for file in arkiv}
    faults = [_missing(path, item, projekt, rev) for path, item in wanted.items() if path not in found]
    for path, item in wanted.items():
        if path in found and found[path].hash != item.hash:
            faults.append(_changed(found[path], item, projekt, rev))
    return sorted([*faults, *_extra(wanted, found)])


def _wanted(register: Register) -> Iterator[tuple[str, Vantad]]:
    """Yield every file that a seal lists, by its path in the project."""
    for path, data in register.forseglingar.items():
        try:
            seal = parse_forsegling(data)
        except ForseglingFel:
            continue
        if path != seal_path(seal.bok, seal.upplaga):
            continue
        for name, total in (seal.filer or {}).items():
            at = data.find(f'"{name}": "{total}"'.encode())
            line = data.count(b"\n", 0, max(at, 0)) + 1
            yield f"{store_path(seal.bok, seal.upplaga)}/{name}", Vantad(total, path, Position(path, line))


def _missing(path: str, item: Vantad, projekt: Path | None, rev: str) -> Finding:
    message = f"Filen förseglades och finns inte längre{_by(projekt, path, item, rev)}"
    return finding("K914", Position(path), message, _RESTORE, (_listed(item),))


def _changed(file: Arkivfil, item: Vantad, projekt: Path | None, rev: str) -> Finding:
    """Return that a file is another than the one that was sealed, or why it cannot be told."""
    if isinstance(file.hash, Finding):
        return file.hash
    data = file.read()
    if isinstance(data, Finding):
        return data
    if file.pointer == item.hash:
        hint = "Kör git lfs pull. Ett bygge med --rev läser bara git och kan inte nå filer i Git LFS."
        return finding("K917", Position(file.path), "Här ligger bara en pekare till Git LFS", hint, (_listed(item),))
    message = f"Filen är inte den som förseglades: den har SHA-256 {file.hash}{_by(projekt, file.path, item, rev)}"
    hint = _RESTORE
    if b"\r\n" in data and b"\0" not in data:
        hint += " Raderna slutar med CRLF: arkiv/.gitattributes ska ha raden ”* binary”."
    return finding("K915", Position(file.path), message, hint, (_listed(item),))


def _listed(item: Vantad) -> Sammanhang:
    return Sammanhang(item.rad, f"så förseglades den: {item.hash}")


def _by(projekt: Path | None, path: str, item: Vantad, rev: str) -> str:
    """Return which commit touched a file after the one that brought its seal; empty when git knows of none."""
    if projekt is None:
        return ""
    last, sealed = (last_commit(projekt, [name], rev) for name in (path, item.seal))
    return f" (senast ändrad av commit {last[:10]})" if last not in ("", sealed) else ""


def _extra(wanted: dict[str, Vantad], found: dict[str, Arkivfil]) -> Iterator[Finding]:
    """Yield each file that no seal lists; of an edition without stored files, its folder."""
    folders = {_folder(path) for path in wanted}
    for path in dict.fromkeys(path if _folder(path) in folders else _folder(path) for path in found.keys() - wanted):
        what = "Filen hör" if path in found else "Filerna här hör"
        hint = f"Ta bort det ur {ARKIV}/; dit skriver bara kravbok forsegla."
        yield finding("K916", Position(path), f"{what} inte till någon försegling", hint)


def _folder(path: str) -> str:
    """Return the folder of the edition that a file in the store is said to belong to, or the file beside them all."""
    return "/".join(path.split("/")[:3])
