"""Read a finished file back and say where it does not hold what it must."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from kravbok.verify.bevis import Bevis, on_paper
from kravbok.verify.compare import Avvikelse, compare

__all__ = ["prove", "read_file"]


def prove(path: Path, form: str, bevis: tuple[Bevis, ...]) -> Iterator[Avvikelse]:
    """Yield where a file differs from what it must hold; nothing for a format that is not read back."""
    if form not in _READERS:
        return
    sections = read_file(path, form, bevis)
    if sections is None:
        yield Avvikelse("", "", "filen går inte att läsa", "K706")
    else:
        yield from compare(bevis if form == "html" else on_paper(bevis), sections, page=form == "pdf")


def read_file(path: Path, form: str, bevis: tuple[Bevis, ...]) -> dict[str, str] | None:
    """Return the words of a file by section, in order of reading; None when it is no file of its format."""
    return _READERS[form](path, frozenset(part.id for part in bevis))


def _html(path: Path, names: Collection[str]) -> dict[str, str] | None:
    from lxml.etree import LxmlError

    from kravbok.verify.read_html import read_html

    try:
        return read_html(path.read_bytes(), names)
    except (LxmlError, UnicodeDecodeError):
        return None


def _docx(path: Path, names: Collection[str]) -> dict[str, str] | None:
    from zipfile import BadZipFile

    from lxml.etree import LxmlError

    from kravbok.verify.read_docx import read_docx

    try:
        return read_docx(path, names)
    except (LxmlError, BadZipFile, KeyError):
        return None


def _pdf(path: Path, names: Collection[str]) -> dict[str, str] | None:
    from pypdfium2 import PdfiumError

    from kravbok.verify.read_pdf import read_pdf

    try:
        return read_pdf(path, names)
    except PdfiumError:
        return None


_READERS: dict[str, Callable[[Path, Collection[str]], dict[str, str] | None]] = {
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
}
