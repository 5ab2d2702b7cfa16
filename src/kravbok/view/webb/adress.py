"""The addresses of the website: the same for ever, whatever server or folder the files lie on."""

from __future__ import annotations

from kravbok.edition import Utgivning
from kravbok.expand import anchor
from kravbok.model.bok import Bok, Upplaga

__all__ = [
    "ANSLAG", "bilagor_adress", "bok_adress", "flode_adress", "id_adress", "json_adress", "kapitel_adress",
    "kapitelflode_adress", "krav_adress", "par_adress", "rattad_adress", "record_adress", "register_adress",
    "resolve_anchor", "upplaga_adress", "utanfor_adress",
]  # fmt: skip

ANSLAG = ("begrepp", "beslut", "dokument", "styrdokument")
"""The kinds of records that have a page for all books, by how their anchors begin; a source's page is kallor."""

_PAGES = {"dokument": "kallor"}


def bok_adress(bok: str) -> str:
    """Return a book's address."""
    return f"{bok}/"


def upplaga_adress(bok: Bok, upplaga: Upplaga) -> str:
    """Return an edition's address."""
    return f"{bok.id}/{upplaga.id}/"


def rattad_adress(bok: Bok, upplaga: Upplaga) -> str:
    """Return the folder of the files where a sealed edition reads with its corrections."""
    return f"{upplaga_adress(bok, upplaga)}rattad/"


def kapitel_adress(utgivning: Utgivning, kapitel: str) -> str:
    """Return a chapter's address in an edition."""
    return f"{upplaga_adress(utgivning.bok, utgivning.upplaga)}kapitel/{kapitel}/"


def krav_adress(utgivning: Utgivning, krav: str) -> str:
    """Return a requirement's address in an edition."""
    return f"{upplaga_adress(utgivning.bok, utgivning.upplaga)}{krav}/"


def id_adress(krav: str) -> str:
    """Return a requirement's own address, which shows the wording in force."""
    return f"id/{krav}/"


def bilagor_adress(utgivning: Utgivning) -> str:
    """Return the address of an edition's appendices."""
    return f"{upplaga_adress(utgivning.bok, utgivning.upplaga)}bilagor/"


def utanfor_adress(utgivning: Utgivning) -> str:
    """Return the address of what stands outside an edition's requirements."""
    return f"{upplaga_adress(utgivning.bok, utgivning.upplaga)}utanfor/"


def register_adress(utgivning: Utgivning) -> str:
    """Return the address of an edition's tables and registers."""
    return f"{upplaga_adress(utgivning.bok, utgivning.upplaga)}register/"


def par_adress(bok: Bok, fore: Upplaga, efter: Upplaga) -> str:
    """Return the address of what changed between two editions."""
    return f"{bok.id}/{fore.id}-{efter.id}/"


def flode_adress(adress: str) -> str:
    """Return the address of the feed about what is shown at an address; that of the whole site for the start page."""
    return f"{adress}atom.xml"


def kapitelflode_adress(bok: str, kapitel: str) -> str:
    """Return the folder of a chapter's feed: the same for all editions."""
    return f"{bok_adress(bok)}kapitel/{kapitel}/"


def json_adress(adress: str) -> str:
    """Return the address of the data behind a page."""
    return f"{adress.removesuffix('/')}.json" if adress else "index.json"


def resolve_anchor(utgivning: Utgivning, name: str) -> str:
    """Return where on the website what has an anchor in the book is shown."""
    if name in utgivning.klausuler:
        return krav_adress(utgivning, name)
    kind, _, rest = name.partition("-")
    if kind == "kap" and any(part.kapitel.id == rest for part in utgivning.avsnitt):
        return kapitel_adress(utgivning, rest)
    if kind == "bilaga":
        return f"{bilagor_adress(utgivning)}#{name}"
    if kind in ANSLAG:
        return f"{_PAGES.get(kind, kind)}/#{name}"
    return f"{register_adress(utgivning)}#{name}"


def record_adress(kind: str, name: str) -> str:
    """Return where a record of a register that all books share is shown."""
    return f"{_PAGES.get(kind, kind)}/#{anchor(kind, name)}"
