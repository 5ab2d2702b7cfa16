"""What the program leans on: Python, the packages, and the programs and fonts that come with them."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from kravbok import __version__
from kravbok.diagnosis.lage import Lage
from kravbok.diagnosis.svar import Svar, fel, name_some, ok, se_over

__all__ = ["AGAIN", "ask_pagefind", "ask_paket", "ask_pandoc", "ask_python", "ask_typsnitt", "ask_typst"]

_SECONDS = 20
_FONTS = tuple(f"typsnitt/KravbokSans-{style}.ttf" for style in ("Regular", "Italic", "SemiBold", "SemiBoldItalic"))
AGAIN = "Installera kravbok på nytt: python -m pip install --force-reinstall, följt av filen den kom i."
_TRUETYPE = b"\x00\x01\x00\x00"


def ask_python(lage: Lage) -> Svar:  # noqa: ARG001 - a question
    """Whether Python is one that the program is made for."""
    from packaging.specifiers import SpecifierSet

    own = platform.python_version()
    asked = metadata.metadata("kravbok")["Requires-Python"]
    if own not in SpecifierSet(asked, prereleases=True):
        return fel(f"Python {own} passar inte: kravbok vill ha {asked}.", "Installera Python 3.11 eller senare.")
    return ok(f"Python {own}, kravbok {__version__}")


def ask_paket(lage: Lage) -> Svar:  # noqa: ARG001 - a question
    """Whether the packages are those that the program asks for."""
    wrong = list(_wrong_packages())
    if wrong:
        return fel(f"Paket som saknas eller har fel version: {name_some(wrong)}.", AGAIN)
    return ok("Alla paket finns, i versioner som passar.")


def _wrong_packages() -> Iterator[str]:
    """Yield each package that is not there, or in another version than the one asked for."""
    from packaging.requirements import Requirement

    for line in metadata.requires("kravbok") or []:
        asked = Requirement(line)
        if asked.marker is not None and not asked.marker.evaluate({"extra": ""}):
            continue
        try:
            own = metadata.version(asked.name)
        except metadata.PackageNotFoundError:
            yield f"{asked.name} (saknas)"
        else:
            if not asked.specifier.contains(own, prereleases=True):
                yield f"{asked.name} {own} (ska vara {asked.specifier})"


def ask_pandoc(lage: Lage) -> Svar:  # noqa: ARG001 - a question
    """Whether pandoc, which makes Word and Markdown, starts."""
    from kravbok.export.pandoc import pandoc_program

    return _start(pandoc_program(), "pandoc")


def ask_pagefind(lage: Lage) -> Svar:  # noqa: ARG001 - a question
    """Whether Pagefind, which makes the website's search, starts."""
    from kravbok.sok.pagefind import PagefindSaknas, pagefind_program

    try:
        return _start(pagefind_program(), "pagefind")
    except PagefindSaknas as missing:
        return fel(f"pagefind {missing}.", AGAIN)


def _start(program: Path, name: str) -> Svar:
    """Return the version that a program says; an answer of fel when it does not start."""
    try:
        done = subprocess.run(  # noqa: S603 - the program of our own dependency
            [program, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True
        )
    except OSError as error:
        reason = "filen saknas" if isinstance(error, FileNotFoundError) else error.strerror
        return fel(f"{name} går inte att starta: {reason}.", f"{AGAIN} Kan ett skydd på datorn ha stoppat det?")
    except subprocess.SubprocessError:
        return fel(f"{name} startar men svarar inte som det ska.", f"{AGAIN} Kan ett skydd på datorn ha stoppat det?")
    said = done.stdout.decode("utf-8", "replace").split("\n")[0].strip()
    return ok(said if said.startswith(name) else f"{name} {said}")


def ask_typst(lage: Lage) -> Svar:  # noqa: ARG001 - a question
    """Whether Typst, which sets the PDF, can be loaded."""
    try:
        import typst  # noqa: F401 - loading it is the question
    except ImportError:
        return fel("typst går inte att läsa in: inga PDF kan göras.", AGAIN)
    return ok(f"typst {metadata.version('typst')}")


def ask_typsnitt(lage: Lage) -> Svar:
    """Whether the fonts of the PDF are there, and whether the project has its own instead."""
    from kravbok.sources import read_folder
    from kravbok.templates import packaged_templates

    fonts = packaged_templates()
    missing = [name for name in _FONTS if not fonts.get(name, b"").startswith(_TRUETYPE)]
    if missing:
        return fel(f"Typsnitt som saknas eller inte går att läsa: {name_some(missing)}.", AGAIN)
    files, _ = read_folder(lage.projekt, "mallar/typsnitt")
    own = [file for file in files if file.path.endswith((".ttf", ".otf"))]
    damaged = [file.path for file in own if not file.data.startswith((_TRUETYPE, b"OTTO"))]
    if damaged:
        return se_over(
            f"Projektets typsnitt går inte att läsa: {name_some(damaged)}.",
            "Hämta filerna på nytt; är de i Git LFS, skriv git lfs pull.",
        )
    return ok(f"De {len(_FONTS)} typsnitten finns" + (f", och {len(own)} i projektet." if own else "."))
