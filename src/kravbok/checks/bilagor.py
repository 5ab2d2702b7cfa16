"""Files of appendices: they are there and are what their names say (K213); a picture does nothing but show (K707)."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.checks.svg import find_svg_faults
from kravbok.finding import Brist, Finding, finding
from kravbok.model.bok import Bilaga
from kravbok.register import Register
from kravbok.swedish import closest

__all__ = ["check_bilagor", "find_unusable"]

_KINDS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "svg": "SVG", "pdf": "PDF"}
_MAGIC = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"%PDF-", "PDF"))
_PNG_END = b"IEND\xaeB`\x82"
_MAX_PIXELS = 50_000_000


def check_bilagor(register: Register) -> Iterator[Finding]:
    """Yield a finding for each file of an appendix that is not there or cannot be used."""
    for (book, _), bilaga in register.bilagor.items():
        for index, wording in enumerate(bilaga.lydelser):
            if wording.fil is None:
                continue
            data = register.filer.get(f"krav/{book}/filer/{wording.fil}")
            if data is None:
                yield _absent(register, bilaga, index, book, wording.fil)
            elif fault := find_unusable(wording.fil, data):
                yield fault.at(register.position(bilaga, "lydelser", index, "fil"))


def _absent(register: Register, bilaga: Bilaga, index: int, book: str, name: str) -> Finding:
    folder = f"krav/{book}/filer/"
    near = closest(name, [path.removeprefix(folder) for path in register.filer if path.startswith(folder)])
    hint = f"Menade du {near}?" if near else f"Lägg filen i {folder}."
    return finding("K213", register.position(bilaga, "lydelser", index, "fil"), f"Filen {name[:60]} finns inte", hint)


def find_unusable(name: str, data: bytes) -> Brist | None:
    """Return what is wrong with a file that cannot stand in a book."""
    wanted = _KINDS.get(name.rpartition(".")[2].lower())
    if wanted is None:
        return Brist("K213", f"{name[:60]} är varken PNG, JPEG, SVG eller PDF", "Spara filen i ett av de formaten.")
    if data.startswith(b"version https://git-lfs"):
        return Brist(
            "K213", f"{name[:60]} är en hänvisning till Git LFS, inte filen själv", "Hämta filen med git lfs pull."
        )
    actual = _kind(data)
    if actual != wanted:
        what = f"är en {actual}-fil" if actual else f"har inte innehållet i en {wanted}-fil"
        return Brist("K213", f"{name[:60]} {what}", "Spara filen på nytt och ge den rätt filändelse.")
    if wanted == "PNG":
        return _check_png(name, data)
    if wanted == "SVG" and (faults := find_svg_faults(data)):
        return Brist(faults[0].code, f"{name[:60]}, rad {faults[0].line}: {faults[0].message}", faults[0].hint)
    return None


def _kind(data: bytes) -> str:
    """Return what kind of file the bytes are; empty for none that a book can have."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "SVG" if head.startswith((b"<?xml", b"<svg", b"<!--", b"<!DOCTYPE svg")) else ""


def _check_png(name: str, data: bytes) -> Brist | None:
    if not data.rstrip(b"\x00").endswith(_PNG_END):
        return Brist("K213", f"{name[:60]} är avklippt", "Spara bilden på nytt.")
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if not 0 < width * height <= _MAX_PIXELS:
        return Brist(
            "K707", f"{name[:60]} är {width} × {height} bildpunkter", "Minska bilden till högst 5 000 × 5 000."
        )
    return None
