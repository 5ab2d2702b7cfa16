"""The follow-up documents of one edition in all their formats: made, written, read back and proven."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from kravbok.cache import Cache
from kravbok.edition import Utgivning
from kravbok.export.handling_html import make_handlingsdokument
from kravbok.finding import Finding
from kravbok.indikatorer import INDIKATORFORMAT, make_indikatorer, write_indikatorer
from kravbok.settings import FALLBACK_DATE, Ursprungsmarke
from kravbok.skrift import NO_CACHE, Skrift, write_skrift
from kravbok.templates import Mallar
from kravbok.verify.bevis import content_hash
from kravbok.verify.bevis_handling import proof_handling
from kravbok.verify.bevis_uppfoljning import words_of
from kravbok.verify.compare import Avvikelse
from kravbok.verify.prove import prove
from kravbok.view.uppfoljning.delar import UppfoljningsVy
from kravbok.view.uppfoljning.grund import with_kolofon
from kravbok.view.uppfoljning.kravlista import view_kravlista
from kravbok.view.uppfoljning.leveranser import view_leveranser
from kravbok.view.uppfoljning.plan import view_plan
from kravbok.view.uppfoljning.svarsmall import view_svarsmall
from kravbok.view.uppfoljning.tackning import view_tackning

__all__ = ["DOKUMENT", "UPPFOLJNINGSFORMAT", "Uppfoljningsval", "make_uppfoljning", "write_uppfoljning"]

UPPFOLJNINGSFORMAT = ("html", "pdf", "docx", "xlsx", "ics")
"""The formats of the follow-up documents, in the order they are written."""

DOKUMENT: dict[str, tuple[str, ...]] = {
    "uppfoljningsplan": ("html", "pdf", "docx", "xlsx"),
    "kravlista": ("pdf", "docx", "xlsx"),
    "svarsmall": ("docx", "xlsx"),
    "leveranskalender": ("html", "pdf", "docx", "xlsx", "ics"),
    "tackning": ("html", "pdf", "docx", "xlsx"),
}
"""The documents, each with its formats."""

Mark = Callable[[str], Ursprungsmarke]

_VIEWS: dict[str, Callable[[Utgivning, date | None], UppfoljningsVy]] = {
    "uppfoljningsplan": view_plan,
    "kravlista": lambda utgivning, _: view_kravlista(utgivning),
    "svarsmall": view_svarsmall,
    "leveranskalender": view_leveranser,
    "tackning": lambda utgivning, _: view_tackning(utgivning),
}


def make_uppfoljning(
    utgivning: Utgivning, marke: Mark = Ursprungsmarke, *, slag: str, datum: date | None = None
) -> UppfoljningsVy:
    """Return one of the documents as it is shown; `marke` is given the hash of what the document says.

    `datum` is the day that the follow-up is seen from: the plan is that year's; without it, the edition's first day.
    """
    vy = _VIEWS[slag](utgivning, datum)
    return with_kolofon(vy, utgivning, marke(content_hash(words_of(vy))))


@dataclass(frozen=True, slots=True)
class Uppfoljningsval:
    """How the documents are made: in which formats, seen from which day, and where finished files are kept."""

    format: tuple[str, ...] = UPPFOLJNINGSFORMAT
    datum: date | None = None
    cache: Cache = NO_CACHE


def write_uppfoljning(
    utgivning: Utgivning, mallar: Mallar, folder: Path, marke: Mark = Ursprungsmarke, val: Uppfoljningsval | None = None
) -> list[Finding]:
    """Write the follow-up documents of an edition in a folder, as BOK-UPPLAGA-SLAG.format, and prove them.

    Return what was found; MallFel for a template that cannot be filled in. The edition's first day is the only day
    that reaches the files' properties.
    """
    val = val or Uppfoljningsval()
    stamp = utgivning.upplaga.fran.dag or FALLBACK_DATE
    findings: list[Finding] = []
    for slag, own in DOKUMENT.items():
        wanted = [form for form in own if form in val.format]
        if wanted:
            vy = make_uppfoljning(utgivning, marke, slag=slag, datum=val.datum)
            skrift = _skrift(vy, mallar, stamp, val.cache)
            stem = folder / f"{utgivning.namn}-{slag}"
            findings += write_skrift(skrift, stem, wanted, partial(_prove, vy), folder=folder.name)
    return [*findings, *_write_indicators(utgivning, mallar, folder, marke, val)]


def _write_indicators(
    utgivning: Utgivning, mallar: Mallar, folder: Path, marke: Mark, val: Uppfoljningsval
) -> list[Finding]:
    """Write the indicators beside them, for an edition that has any."""
    wanted = tuple(form for form in INDIKATORFORMAT if form in val.format)
    made = make_indikatorer(utgivning, marke, val.datum) if wanted else None
    if made is None or not made.matt:
        return []
    stem, stamp = folder / f"{utgivning.namn}-{made.vy.slag}", utgivning.upplaga.fran.dag
    return write_indikatorer(made, mallar, stem, datum=stamp, formats=wanted, cache=val.cache)


def _skrift(vy: UppfoljningsVy, mallar: Mallar, stamp: date, cache: Cache) -> Skrift:
    own = {"xlsx": partial(_xlsx, vy), "ics": partial(_ics, vy)}
    if vy.handling.slag in _FORMS:
        own["docx"] = partial(_form, vy)
    slag = f"uppfoljning {content_hash(words_of(vy))}".encode()
    return Skrift(make_handlingsdokument(vy.handling, mallar, stamp), mallar, cache, slag, own)


def _prove(vy: UppfoljningsVy, path: Path, form: str) -> Iterator[Avvikelse]:
    """Yield where a file differs from the view; a form has controls of its own, which the tests read."""
    if form == "docx" and vy.handling.slag in _FORMS:
        return
    yield from prove(path, form, proof_handling(vy.handling))


def _xlsx(vy: UppfoljningsVy, skrift: Skrift, path: Path) -> None:
    from kravbok.export.uppfoljning.xlsx import uppfoljning_xlsx

    path.write_bytes(uppfoljning_xlsx(vy, skrift.dokument.datum))


def _ics(vy: UppfoljningsVy, skrift: Skrift, path: Path) -> None:
    from kravbok.export.uppfoljning.ics import uppfoljning_ics

    path.write_bytes(uppfoljning_ics(vy, skrift.dokument.datum))


def _form(vy: UppfoljningsVy, skrift: Skrift, path: Path) -> None:
    from kravbok.export.uppfoljning import formular

    make = formular.kravlista_docx if vy.handling.slag == "kravlista" else formular.svarsmall_docx
    path.write_bytes(make(vy, skrift.mallar, skrift.dokument))


_FORMS = ("kravlista", "svarsmall")
"""The documents whose Word file is a form."""
