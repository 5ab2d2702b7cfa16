"""Runs Typst in a folder of its own that holds nothing but what it is given: no system fonts, no packages, no clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from kravbok.export.failure import ExportFel
from kravbok.export.pandoc import epoch
from kravbok.templates import Mallar

FONTS = "typsnitt/"
SOURCE = "kravbok-sida.typ"
PACKAGES = "inga-paket"
UNKNOWN_LETTER = re.compile('the text `"?(.+?)"?` could not be displayed')


@dataclass(frozen=True)
class Sats:
    """What is to be set: its name for messages, its Typst text, the files that the text names, its only date."""

    name: str
    source: str
    files: Mapping[str, bytes]
    datum: date


def set_pdf(sats: Sats, mallar: Mallar) -> bytes:
    """Return a PDF that is both PDF/UA-1 and PDF/A-3a."""
    return _run(sats, mallar, "pdf", 0)


def set_png(sats: Sats, mallar: Mallar, points_per_inch: int) -> bytes:
    """Return the only page as a picture of points."""
    return _run(sats, mallar, "png", points_per_inch)


def _run(sats: Sats, mallar: Mallar, form: Literal["pdf", "png"], points_per_inch: int) -> bytes:
    import typst

    fonts = {name: data for name, data in mallar.files.items() if name.startswith(FONTS) and name.endswith(".ttf")}
    with TemporaryDirectory(prefix="kravbok-") as folder:
        root = Path(folder)
        _fill(root, {**sats.files, **fonts, SOURCE: sats.source.encode()})
        try:
            made: object = typst.compile(
                str(root / SOURCE),
                root=str(root),
                font_paths=[str(root / FONTS)],
                ignore_system_fonts=True,
                format=form,
                ppi=points_per_inch or None,
                pdf_standards=["ua-1", "a-3a"] if form == "pdf" else [],
                package_path=str(root / PACKAGES),
                package_cache_path=str(root / PACKAGES),
                timestamp=epoch(sats.datum),
            )
        except typst.TypstError as refused:
            raise ExportFel(_explain(sats.name, refused)) from refused
    if not isinstance(made, bytes):
        message = f"{sats.name} blev inte en enda fil"
        raise ExportFel(message)
    return made


def _fill(root: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into the folder, and none outside it."""
    for name, content in files.items():
        target = (root / name).resolve()
        if not target.is_relative_to(root.resolve()):
            message = f"bilden ”{name}” ligger utanför dokumentets egen mapp"
            raise ExportFel(message)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _explain(name: str, refused: Exception) -> str:
    said = str(getattr(refused, "message", refused))
    unknown = UNKNOWN_LETTER.search(said)
    if unknown:
        return f"{name}: tecknet {unknown[1]} finns inte i böckernas teckensnitt"
    return f"{name} kunde inte sättas av Typst: {'; '.join([said, *(getattr(refused, 'hints', None) or [])])}"
