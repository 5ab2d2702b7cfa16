"""The small project with its edition of 2021 sealed and two files of it stored, and what makes each fault of the store.

The stored files are words, not books: what the checks and the build do with them is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from kravbok.checks.arkivet import check_arkivet
from kravbok.finding import Finding
from kravbok.loader import load_register
from kravbok.seal.forsegling import parse_forsegling, to_bytes
from kravbok.underlag import gather
from verktyg.forseglade import SEAL, Files, save_commit, sealed, text
from verktyg.gitrepo import write

FOLDER = "arkiv/provbok/2021"
HTML = f"{FOLDER}/provbok-2021.html"
BILD = f"{FOLDER}/filer/kedja.svg"
STORED: dict[str, bytes] = {"filer/kedja.svg": b"<svg/>\n", "provbok-2021.html": b"<p>Boken\n"}


def list_files(files: Mapping[str, str | bytes], path: str, made: Mapping[str, bytes]) -> Files:
    """The files with a seal that lists these, which are stored."""
    seal = parse_forsegling(text(files, path).encode())
    listed = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    folder = f"arkiv/{seal.bok}/{seal.upplaga}"
    return {
        **files,
        path: to_bytes(seal.model_copy(update={"filer": listed})),
        **{f"{folder}/{name}": data for name, data in made.items()},
    }


@cache
def _stored() -> Files:
    return list_files(sealed(), SEAL, STORED)


def stored() -> Files:
    """The project with its edition of 2021 sealed and stored."""
    return dict(_stored())


def in_store(root: Path, rev: str | None = None) -> list[Finding]:
    """What is found in the store of a folder, or of a commit of it."""
    underlag = gather(root, rev)
    register = load_register(underlag.krav)[0]
    return [*underlag.findings, *check_arkivet(register, underlag.arkiv, root, rev or "HEAD")]


def changed(folder: Path, path: str, data: bytes | None) -> list[Finding]:
    """What is found when a file of the store is another than was committed, or none."""
    save_commit(folder, stored())
    if data is None:
        (folder / path).unlink()
    else:
        write(folder, {path: data})
    return in_store(folder)


def pointer(data: bytes) -> bytes:
    """What Git LFS puts in place of a file."""
    digest = hashlib.sha256(data).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(data)}\n".encode()


ARKIVFEL: dict[str, Callable[[Path], list[Finding]]] = {
    "K914": lambda folder: changed(folder, HTML, None),
    "K915": lambda folder: changed(folder, HTML, b"<p>En annan bok\n"),
    "K916": lambda folder: changed(folder, f"{FOLDER}/mer.pdf", b"x"),
    "K917": lambda folder: changed(folder, HTML, pointer(STORED["provbok-2021.html"])),
}
"""What makes each finding about the store."""
