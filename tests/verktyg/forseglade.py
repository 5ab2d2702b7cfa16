"""The small valid project with its edition of 2021 sealed, as files and in git, and what makes each fault of seals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from kravbok.checks.forseglingar import check_forseglingar
from kravbok.edition import make_utgivning
from kravbok.finding import Finding
from kravbok.loader import load_register
from kravbok.seal.forsegling import make_forsegling, seal_path, to_bytes
from kravbok.seal.hinder import hinder
from kravbok.sources import File, read_folder
from verktyg.gitrepo import commit, git, write
from verktyg.grund import base

SEAL = "krav/forseglingar/provbok-2021.json"
BOK = "krav/provbok/bok.yaml"
LIST_1 = "krav/provbok/listning/PR-LIST-001.yaml"
PAF_2 = "krav/provbok/pafoljder/PR-PAF-002.yaml"

Files = dict[str, str | bytes]

BLAD = """
id: RB-1
upplaga: provbok/2021
galler: PR-PAF-002
art: skrivfel
fel: {siffra: tak, stod: 10 000 kr}
ratt: {siffra: tak, ska_sta: 100 000 kr}
beslutat_innehall: {beslut: RF-2020-11-24-190, sager: 100 000 kr}
galler_fran: 2021-01-01
upptackt: 2021-03-14
publicerad: 2021-03-15
beslutad_av: {organ: RS, delegation: okänd}
vardgivarna_underrattade: 2021-03-15
verkan: {utbetalt_fel: okänt}
"""
"""A rättelseblad for a ceiling that the book gave wrong."""


def seal(files: Mapping[str, str | bytes], bok: str, upplaga: str) -> Files:
    """The files with an edition sealed: its seal, and the line in the book's own record."""
    whole = {path: data if isinstance(data, bytes) else data.encode() for path, data in files.items()}
    register, findings = load_register([File(path, data) for path, data in sorted(whole.items())])
    assert not findings, findings
    book = register.bocker[bok]
    number = next(number for number, item in enumerate(book.upplagor) if item.id == upplaga)
    made = make_forsegling(make_utgivning(register, book, book.upplagor[number]))
    lines = whole[register.post(book).path].decode().split("\n")
    at = register.position(book, "upplagor", number, "id").line
    lines.insert(at, f"    forsegling: {made.kontrollsumma}")
    return {**whole, seal_path(bok, upplaga): to_bytes(made), register.post(book).path: "\n".join(lines)}


@cache
def _sealed() -> Files:
    return seal(base(), "provbok", "2021")


def sealed() -> Files:
    """The valid project with its edition of 2021 sealed."""
    return dict(_sealed())


def text(files: Mapping[str, str | bytes], path: str) -> str:
    """A file's text."""
    data = files[path]
    return data if isinstance(data, str) else data.decode()


def change(files: Mapping[str, str | bytes], path: str, old: str, new: str) -> Files:
    """The files with words exchanged in one of them; they must stand there."""
    assert old in text(files, path), (path, old)
    return {**files, path: text(files, path).replace(old, new, 1)}


def without(files: Mapping[str, str | bytes], path: str) -> Files:
    """The files but one."""
    return {name: data for name, data in files.items() if name != path}


def save(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Make the folder hold just these files."""
    for path in root.rglob("krav/**/*"):
        if path.is_file() and path.relative_to(root).as_posix() not in files:
            path.unlink()
    write(root, dict(files))


def save_commit(root: Path, files: Mapping[str, str | bytes], message: str = "prov") -> str:
    """Make the folder hold just these files, commit that, and return the commit."""
    root.mkdir(parents=True, exist_ok=True)
    save(root, files)
    return commit(root, {}, message)


def found(files: Mapping[str, str | bytes], root: Path | None = None) -> list[Finding]:
    """What is found about seals in these files; `root` is a repository that remembers."""
    whole = [File(path, data if isinstance(data, bytes) else data.encode()) for path, data in sorted(files.items())]
    return check_forseglingar(load_register(whole)[0], root)


def found_in(root: Path) -> list[Finding]:
    """What is found about seals in a folder as it stands."""
    return check_forseglingar(load_register(read_folder(root, "krav")[0])[0], root)


def refused(files: Mapping[str, str | bytes], upplaga: str) -> list[Finding]:
    """What stands in the way of sealing an edition of the book."""
    whole = [File(path, data if isinstance(data, bytes) else data.encode()) for path, data in sorted(files.items())]
    register = load_register(whole)[0]
    bok = register.bocker["provbok"]
    utgivning = make_utgivning(register, bok, next(item for item in bok.upplagor if item.id == upplaga))
    return sorted(hinder(utgivning, make_forsegling(utgivning)))


def _chain_broken(_folder: Path) -> list[Finding]:
    """An edition of 2022 sealed on top of 2021, whose seal is then another, with its line."""
    decided = decide_2022(base())
    both = seal(seal(decided, "provbok", "2021"), "provbok", "2022")
    alone = seal(change(decided, LIST_1, "4 veckor", "5 veckor"), "provbok", "2021")
    line = next(row for row in text(both, BOK).split("\n") if "forsegling" in row)
    other = next(row for row in text(alone, BOK).split("\n") if "forsegling" in row)
    mixed = change({**both, SEAL: alone[SEAL]}, LIST_1, "4 veckor", "5 veckor")
    return [item for item in found(change(mixed, BOK, line, other)) if item.code == "K908"]


def decide_2022(files: Mapping[str, str | bytes]) -> Files:
    """The files with the proposal for 2022 decided, by an unknown decision that is declared missing."""
    whole = dict(files)
    gap = "    saknas:\n      - vad: beslut\n        motivering: Beslutet finns inte bland dokumenten.\n"
    for path in whole:
        if path.startswith("krav/provbok/") and path.endswith(".yaml"):
            whole[path] = text(whole, path).replace("avses_galla_fran: 2022", "galler_fran: 2022")
            whole[path] = text(whole, path).replace("    beslut: okänt\n", "")
    whole = change(whole, BOK, "status: förslag\n    utgang: okänd\n", "status: beslutad\n")
    return {**whole, BOK: text(whole, BOK).rstrip("\n") + "\n" + gap}


def _replaced(folder: Path) -> list[Finding]:
    """A seal that was made anew after an edit."""
    save_commit(folder, sealed())
    save_commit(folder, seal(change(base(), LIST_1, "4 veckor", "5 veckor"), "provbok", "2021"))
    return [item for item in found_in(folder) if item.code == "K909"]


def _shallow(folder: Path) -> list[Finding]:
    save_commit(folder / "hel", sealed())
    save_commit(folder / "hel", {**sealed(), "README.md": "x"})
    git(folder, "clone", "-q", "--depth", "1", (folder / "hel").as_uri(), "grund")
    return found_in(folder / "grund")


FORSEGLADE: dict[str, Callable[[Path], list[Finding]]] = {
    "K901": lambda _: found(change(sealed(), LIST_1, "4 veckor", "5 veckor")),
    "K902": lambda _: found(change(sealed(), "krav/provbok/kapitel/pafoljder.yaml", "Påföljder", "Viten")),
    "K903": lambda _: found(without(sealed(), "krav/provbok/listning/PR-LIST-003.yaml"))[:1],
    "K904": lambda _: found(change(sealed(), LIST_1, "ordning: 10", "ordning: 40")),
    "K905": lambda _: found(change(sealed(), SEAL, '"organ": "RF"', '"organ": "RS"')),
    "K906": lambda _: found(without(sealed(), SEAL)),
    "K907": lambda _: found({**sealed(), BOK: base()[BOK]}),
    "K908": _chain_broken,
    "K909": _replaced,
    "K910": lambda _: found({**base(), SEAL: "{}\n"}),
    "K911": lambda _: refused(base(), "2022"),
    "K912": lambda _: refused(change(sealed(), LIST_1, "4 veckor", "5 veckor"), "2021"),
    "K913": _shallow,
}
"""What makes each finding about seals."""
