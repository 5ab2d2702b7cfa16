"""Makes the handbooks' pictures anew from a build: `PYTHONPATH=tests python -m verktyg.handboksbilder`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pypdfium2
from PIL import Image
from playwright.sync_api import FloatRect, Page

from verktyg import redaktorsbilder
from verktyg.browser import close, in_page
from verktyg.bygge import ROOT, kravbok
from verktyg.ovning import make_ovning
from verktyg.webbserver import serve, visit

FOLDER = ROOT / "docs" / "bilder"
WIDTH = 860
"""CSS pixels of the window that pages are seen in."""
COLOURS = 48


@dataclass(frozen=True)
class Bild:
    """A picture of a page of the website: so much of it from the top, or one part of it."""

    namn: str
    adress: str
    hojd: int = 0
    del_: str = ""


PAKET = "revisor-paket"
REDLINE = "revisor-redline"
SIDOR = (
    Bild("revisor-upplaga", "halsoval/2021/", hojd=675),
    Bild("revisor-krav", "halsoval/2021/HV-PAF-004/", hojd=703),
    Bild("revisor-jamfor", "halsoval/2021-2022/", del_="#HV-ERS-001"),
    Bild("revisor-luckor", "luckor/", hojd=608),
    Bild("revisor-kolofon", "kolofon/", hojd=774),
)
REDLINE_PDF = "halsoval/2021-2022/halsoval-2021-2022-redline.pdf"
REDLINE_ORD = "Ersättning för SÄBO-plats"
SCALE = 1.6
"""Pixels for each point of a PDF."""


def make_pictures(folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Every picture by its name, from the practice repositories, which are made in the folder."""
    projekt = make_ovning(folder / "revisor")
    _done(projekt, "bygg")
    with serve(projekt / "build" / "webbplats") as root:
        for bild in SIDOR:
            yield bild.namn, _open(visit(root, bild.adress, partial(_take, bild=bild), width=WIDTH))
    yield PAKET, _pack(projekt)
    yield REDLINE, _redline(projekt / "build" / REDLINE_PDF)
    yield from redaktorsbilder.make_pictures(folder)


def list_names(handbok: str) -> list[str]:
    """The names of a handbook's pictures."""
    names = (*(bild.namn for bild in SIDOR), PAKET, REDLINE, *redaktorsbilder.NAMN)
    return [name for name in names if name.startswith(f"{handbok}-")]


def _done(projekt: Path, *arguments: str) -> None:
    done = kravbok(*arguments, folder=projekt)
    assert done.returncode == 0, done.stdout + done.stderr


def _open(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def _take(page: Page, bild: Bild) -> bytes:
    top, height = 0.0, float(bild.hojd)
    if bild.del_:
        box = page.locator(bild.del_).bounding_box()
        assert box is not None, bild
        top, height = box["y"], box["height"]
    clip: FloatRect = {"x": 0, "y": top, "width": WIDTH, "height": height}
    return page.screenshot(clip=clip, full_page=True, animations="disabled")


def _pack(projekt: Path) -> Image.Image:
    """The first page of the auditor's pack, as it opens when it has been unpacked."""
    _done(projekt, "revision", "halsoval", "2021", "--till", "paket.zip")
    with ZipFile(projekt / "paket.zip") as paket:
        paket.extractall(projekt / "paket")
    take: Callable[[Page], bytes] = partial(_take, bild=Bild("", "", hojd=800))
    return _open(in_page((projekt / "paket" / "LAS-MIG.html").as_uri(), take, width=WIDTH))


def _redline(path: Path) -> Image.Image:
    """The part of a page of the redline where a compensation is changed."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        found = text.search(REDLINE_ORD).get_next()
        if found and "5 000" in text.get_text_range().replace("\u00a0", " "):
            top = text.get_charbox(found[0])[3]
            image: Image.Image = page.render(scale=SCALE).to_pil().convert("RGB")
            up = int((page.get_height() - top) * SCALE) - 20
            return image.crop((0, up, image.width, min(up + 200, image.height)))
    message = f"{REDLINE_ORD} finns inte i {path.name}"
    raise LookupError(message)


if __name__ == "__main__":
    with TemporaryDirectory(prefix="kravbok-bilder-") as made:
        for namn, image in make_pictures(Path(made)):
            image.quantize(COLOURS).save(FOLDER / f"{namn}.png", optimize=True)
    close()
