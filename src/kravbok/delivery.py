"""Finished files on their way to a folder: made in full beside it and moved there, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from kravbok.cache import NAME, Cache, read_summor
from kravbok.codes import Allvar
from kravbok.finding import Finding, Position, finding
from kravbok.manifest import write_manifest
from kravbok.settings import Byggval
from kravbok.swap import SwapFel, check_target, describe, staging, swap, write_whole
from kravbok.templates import MallFel

__all__ = ["deliver"]

Write = Callable[[Path], list[Finding]]


def deliver(val: Byggval, inside: str, till: Path | None, write: Write) -> tuple[list[str], list[Finding]]:
    """Return the names of the files that `write` made in the folder it is given, and what is wrong with them.

    They come into `till`, or else into the folder `inside` the build, which keeps what else it has. A fault leaves all
    as it was.
    """
    try:
        return _into_folder(till, write) if till is not None else _into_build(val, inside, write)
    except MallFel as error:
        return [], [error.fault]
    except (SwapFel, OSError) as error:
        said = str(error) if isinstance(error, SwapFel) else f"Det gick inte att skriva: {describe(error)}"
        hint = "Inget är ändrat. Kontrollera mappen och rättigheterna, eller välj en annan mapp med --till."
        return [], [finding("K708", Position((till or val.till).name), said, hint)]


def _into_folder(till: Path, write: Write) -> tuple[list[str], list[Finding]]:
    with TemporaryDirectory(prefix="kravbok-") as name:
        folder = Path(name)
        findings = write(folder)
        if _stops(findings):
            return [], findings
        made = _files(folder)
        for path in made:
            fault = write_whole(till / path, (folder / path).read_bytes())
            if fault is not None:
                return [], [*findings, fault]
        return made, findings


def _into_build(val: Byggval, inside: str, write: Write) -> tuple[list[str], list[Finding]]:
    check_target(val.till)
    with staging(val.till) as stage:
        folder = stage / inside
        folder.mkdir(parents=True)
        findings = write(folder)
        if _stops(findings):
            return [], findings
        made = [f"{inside}/{path}" for path in _files(folder)]
        known = read_summor(Cache(val.projekt / NAME), val.till)
        swap(stage, val.till, lambda: write_manifest(stage, val, known), whole=False)
    return made, findings


def _stops(findings: list[Finding]) -> bool:
    return any(item.severity is Allvar.FEL for item in findings)


def _files(folder: Path) -> list[str]:
    """Return the files of a folder by their paths in it, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
