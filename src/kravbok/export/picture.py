"""Makes a picture that Word cannot show into one that it can."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kravbok.export.typesetter import Sats, set_png
from kravbok.templates import Mallar

DRAWN = (".svg", ".pdf")
"""Kinds of pictures that are drawn with lines and not stored as points; Word wants points."""

POINTS_PER_INCH = 220
MILLIMETRES_PER_INCH = 25.4


@dataclass(frozen=True)
class Picture:
    """A picture for Word: its bytes, its kind and, where it was drawn, how wide it is."""

    content: bytes
    kind: str
    width: str = ""


def word_picture(name: str, content: bytes, datum: date, mallar: Mallar) -> Picture:
    """Return the picture as Word shows it; raises ExportFel for a drawing that Typst cannot read."""
    suffix = Path(name).suffix.lower()
    if suffix not in DRAWN:
        return Picture(content, {".jpg": "image/jpeg"}.get(suffix, f"image/{suffix[1:]}"))
    page = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("bild{suffix}")\n'
    points = set_png(Sats(f"bilden ”{name}”", page, {f"bild{suffix}": content}, datum), mallar, POINTS_PER_INCH)
    wide = int.from_bytes(points[16:20], "big")
    return Picture(points, "image/png", f"{wide / POINTS_PER_INCH * MILLIMETRES_PER_INCH:.1f}mm")
