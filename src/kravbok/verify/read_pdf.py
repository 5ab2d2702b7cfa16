"""Read a PDF back through its named destinations: the words on its pages from one heading to the next.

What is marked as an artefact (running header and footer, leaders, repeated table heads) is no part of the text and is
taken off the page before it is read, wherever a template puts it. What falls outside the page is not read either.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kravbok.verify.bevis import FRONT
from kravbok.verify.compare import clean

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

__all__ = ["read_pdf"]

_ONE_AT_A_TIME = Lock()
"""pdfium takes one thread at a time."""

_ARTEFACT = "Artifact".encode("utf-16-le")


def read_pdf(path: Path, names: Collection[str]) -> dict[str, str]:
    """Return the document's words by the named destination of the heading they stand under, in order of reading."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(path)
        try:
            return _read(document, names)
        finally:
            document.close()


def _read(document: PdfDocument, names: Collection[str]) -> dict[str, str]:
    """Return the sections of an open document: from each heading to the next."""
    tops: dict[int, list[tuple[str, float]]] = {}
    for name in names:
        if (place := _destination(document, name)) is not None:
            tops.setdefault(place[0], []).append((name, place[1]))
    words, cuts = "", [(0, FRONT)]
    for number, page in enumerate(document):
        text, found = _read_page(page, tops.get(number, []))
        cuts += [(len(words) + at, name) for at, name in sorted(found)]
        words += f"{text} "
    ends = [at for at, _ in cuts[1:]] + [len(words)]
    return {name: words[at:end] for (at, name), end in zip(cuts, ends, strict=True)}


def _destination(document: PdfDocument, name: str) -> tuple[int, float] | None:
    """Return the page that a named destination leads to, from 0, and the height on it; None when there is none."""
    from pypdfium2 import raw

    place = raw.FPDF_GetNamedDestByName(document, name.encode("ascii", "ignore"))
    page = raw.FPDFDest_GetDestPageIndex(document, place) if place else -1
    if page < 0:
        return None
    across, height, zoom = raw.FS_FLOAT(), raw.FS_FLOAT(), raw.FS_FLOAT()
    given = [raw.FPDF_BOOL() for _ in range(3)]
    raw.FPDFDest_GetLocationInPage(place, *given, across, height, zoom)
    return page, float(height.value) if given[1].value else float("inf")


def _read_page(page: PdfPage, tops: list[tuple[str, float]]) -> tuple[str, list[tuple[int, str]]]:
    """Return a page's words without artefacts, and where in them the words below each of the heights begin."""
    _drop_artefacts(page)
    width, height = page.get_size()
    text = page.get_textpage()
    words = clean(text.get_text_bounded(0, 0, width, height))
    below = {name: clean(text.get_text_bounded(0, 0, width, min(top, height))) for name, top in tops}
    return words, [(len(words) - len(rest), name) for name, rest in below.items()]


def _drop_artefacts(page: PdfPage) -> None:
    """Take the pieces of text that are marked as artefacts off a page; what has a place in the structure is none."""
    from pypdfium2 import raw

    name, length = ctypes.create_string_buffer(32), ctypes.c_ulong()
    buffer = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
    for number in range(raw.FPDFPage_CountObjects(page)):
        piece = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetMarkedContentID(piece) >= 0 or raw.FPDFPageObj_GetType(piece) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        for mark in range(raw.FPDFPageObj_CountMarks(piece)):
            raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(piece, mark), buffer, 32, length)
            if name.raw.startswith(_ARTEFACT):
                raw.FPDFPageObj_SetIsActive(piece, 0)
                break
