"""The document of an edition's indicators in all its formats: made, written, read back and proven."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from kravbok.cache import Cache
from kravbok.edition import Utgivning
from kravbok.export.handling_html import make_handlingsdokument
from kravbok.export.indikatorer_svg import make_stapeldiagram
from kravbok.finding import Finding
from kravbok.settings import FALLBACK_DATE, Ursprungsmarke
from kravbok.skrift import NO_CACHE, Skrift, write_skrift
from kravbok.templates import Mallar
from kravbok.verify.bevis import content_hash
from kravbok.verify.bevis_handling import proof_handling
from kravbok.verify.prove import prove
from kravbok.view.handling import HandlingVy
from kravbok.view.indikatorer import view_indikatorer, with_kolofon
from kravbok.view.matt import IndikatorVy, make_matt

__all__ = ["INDIKATORFORMAT", "Indikatordokument", "make_indikatorer", "write_indikatorer"]

INDIKATORFORMAT = ("html", "pdf", "docx", "xlsx")
"""The formats of the document, in the order they are written."""

Mark = Callable[[str], Ursprungsmarke]


@dataclass(frozen=True)
class Indikatordokument:
    """The document as it is shown, the indicators behind it, and the pictures that it names."""

    vy: HandlingVy
    matt: tuple[IndikatorVy, ...]
    filer: dict[str, bytes]


def make_indikatorer(utgivning: Utgivning, marke: Mark = Ursprungsmarke, dag: date | None = None) -> Indikatordokument:
    """Return the document; `marke` is given the hash of what it says, and deadlines are held to `dag`."""
    matt = make_matt(utgivning, dag)
    drawn = enumerate((item for item in matt if item.staplar), start=1)
    bilder = {item.id: f"filer/{utgivning.namn}-indikator-{number}.svg" for number, item in drawn}
    filer = {bilder[item.id]: make_stapeldiagram(item) for item in matt if item.staplar}
    vy = view_indikatorer(utgivning, matt, dag, bilder)
    return Indikatordokument(with_kolofon(vy, utgivning, marke(content_hash(proof_handling(vy)))), matt, filer)


def write_indikatorer(
    made: Indikatordokument,
    mallar: Mallar,
    stam: Path,
    *,
    datum: date | None,
    formats: tuple[str, ...] = INDIKATORFORMAT,
    cache: Cache = NO_CACHE,
) -> list[Finding]:
    """Write the document in each format as `stam`.format, and prove it; return what was found.

    `datum` is the day in the files' properties; MallFel for a template that cannot be filled in.
    """
    dokument = make_handlingsdokument(made.vy, mallar, datum or FALLBACK_DATE, made.filer)
    skrift = Skrift(dokument, mallar, cache, b"indikatorer", {"xlsx": partial(_xlsx, made)})
    return write_skrift(skrift, stam, formats, partial(prove, bevis=proof_handling(made.vy)))


def _xlsx(made: Indikatordokument, skrift: Skrift, path: Path) -> None:
    from kravbok.export.indikatorer_xlsx import indikatorer_xlsx

    path.write_bytes(indikatorer_xlsx(made.vy, made.matt, skrift.dokument.datum))
