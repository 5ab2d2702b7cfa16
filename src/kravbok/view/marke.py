"""What stands on every page of a document whose records are no saved version, or those of a day in git."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.settings import Ursprungsmarke
from kravbok.view.parts import NotisVy

__all__ = ["standing_notices"]


def standing_notices(marke: Ursprungsmarke) -> Iterator[NotisVy]:
    """Yield what the mark says of the records: its heading stands on every page, the whole of it on the first."""
    if marke.utkast:
        text = "Posterna eller mallarna skiljer sig från det som är sparat i git. Dokumentet är ett arbetsexemplar."
        yield NotisVy("Utkast, ej sparad ändring", text)
    if marke.stod:
        text = "Posterna är lästa som de stod i git den dagen. De kan ha rättats eller ändrats sedan dess."
        yield NotisVy(f"Som boken stod {marke.stod}", text)
