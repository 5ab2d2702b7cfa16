"""The records in two editions, for timing what differs between them: as a project, and for tools without editions.

Of fifty requirements ten have a new wording and a new deadline in the second edition, one is new and one has ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from bench.poster import Kapitel, Post
from bench.projekt import BOK, make_projekt

__all__ = ["EFTER", "FORE", "Andring", "Slag", "make_facit", "make_sidor", "make_upplagor"]

Slag = Literal["ny", "upphävd", "ändrad"]
Andring = tuple[str, Slag]
"""The id of a requirement that differs, and how."""

FORE, EFTER = "2021", "2022"
_BESLUT = {FORE: "RS-2020-11-11-9", EFTER: "RS-2021-11-10-12"}
_NY, _UPPHOR, _ANDRAS = 1, 2, 5
"""Which of fifty are new and ended, and every which one is changed."""
_TILLAGG, _FRIST = "Det dokumenteras i journalen.", "6 veckor"
"""The sentence and the deadline of a changed requirement."""

_ANDRING = """  - galler_fran: 2022-01-01
    som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva, uppfoljning{also}]
    text: |
      {text}
    siffror:
      frist: {frist}
    andring:
      typ: [ändrad frist]
      motiv: Fristen är ändrad efter uppföljningen.
    arende: RS/1/2021
    beslut: RS-2021-11-10-12
    ursprung:
      - dokument: underlag
        rader: {nummer}
        belagger: [frist]
        citat: inom {frist}
"""
_SKAL = """    andring:
      typ: [ny]
      motiv: Kravet behövs efter uppföljningen.
"""
_SLUT = """upphor:
  galler_till: 2021-12-31
  beslut: RS-2021-11-10-12
  motiv: Kravet behövs inte längre.
"""
_ARENDE = """id: RS/9/2020
organisation: prov
rubrik: Provbok 2021
oppnat: 2020
ursprung:
  - dokument: underlag
    rader: 1
"""


def make_facit(kapitel: list[Kapitel]) -> frozenset[Andring]:
    """Return every difference between the two editions."""
    found = ((post.id, _kind(part, post)) for part in kapitel for post in part.poster)
    return frozenset((name, kind) for name, kind in found if kind)


def make_sidor(kapitel: list[Kapitel]) -> tuple[list[Kapitel], list[Kapitel]]:
    """Return the records of the first edition and those of the second."""
    fore = [replace(part, poster=tuple(_before(part))) for part in kapitel]
    efter = [replace(part, poster=tuple(_after(part))) for part in kapitel]
    return fore, efter


def _before(part: Kapitel) -> Iterator[Post]:
    return (post for post in part.poster if _kind(part, post) != "ny")


def _after(part: Kapitel) -> Iterator[Post]:
    for post in part.poster:
        kind = _kind(part, post)
        if kind == "ändrad":
            yield replace(post, text=f"{post.text} {_TILLAGG}", frist=_FRIST)
        elif kind != "upphävd":
            yield post


def _kind(part: Kapitel, post: Post) -> Slag | None:
    """Return how a requirement differs between the editions; what others refer to neither begins nor ends."""
    if part.nummer > 1 and post.nummer % 50 == _NY:
        return "ny"
    if part.nummer > 1 and post.nummer % 50 == _UPPHOR:
        return "upphävd"
    return "ändrad" if post.nummer % _ANDRAS == 0 else None


def make_upplagor(kapitel: list[Kapitel]) -> dict[str, str]:
    """Return the project's files: the path and text of each."""
    files = {path: _first(text) for path, text in make_projekt(kapitel).items()}
    files[f"krav/{BOK}/bok.yaml"] = _book(make_projekt([])[f"krav/{BOK}/bok.yaml"])
    beslut = make_projekt([])["krav/register/beslut/RS-2021-11-10-12.yaml"]
    files["krav/register/beslut/RS-2021-11-10-12.yaml"] = beslut
    files[f"krav/register/beslut/{_BESLUT[FORE]}.yaml"] = _earlier(beslut)
    files["krav/register/arenden/RS-9-2020.yaml"] = _ARENDE
    for part in kapitel:
        for post in part.poster:
            path = f"krav/{BOK}/{part.id}/{post.id}.yaml"
            files[path] = _edit(part, post, files[path])
    return files


def _first(text: str) -> str:
    """Return a record whose only wording holds from the first edition."""
    text = text.replace("galler_fran: 2022-01-01", "galler_fran: 2021-01-01")
    return text.replace("arende: RS/1/2021", "arende: RS/9/2020").replace(_BESLUT[EFTER], _BESLUT[FORE])


def _earlier(beslut: str) -> str:
    text = beslut.replace(_BESLUT[EFTER], _BESLUT[FORE]).replace("2021-11-10", "2020-11-11").replace('"12"', '"9"')
    return (
        text.replace('"2022"', '"2021"')
        .replace("från och med 2022", "från och med 2021")
        .replace("RS/1/2021", "RS/9/2020")
    )


def _book(text: str) -> str:
    """Return the book with an edition before the one it has."""
    head, _, edition = text.partition("upplagor:\n")
    first = edition.replace("2022", "2021").replace("publicerad: 2021", "publicerad: 2020")
    first = first.replace("arende: RS/1/2021", "arende: RS/9/2020").replace(_BESLUT[EFTER], _BESLUT[FORE])
    return f"{head}upplagor:\n{first.replace('2021-12-01', '2020-12-01')}{edition}"


def _edit(part: Kapitel, post: Post, text: str) -> str:
    """Return a record as the second edition changes it."""
    kind = _kind(part, post)
    if kind == "ny":
        text = text.replace("galler_fran: 2021-01-01", "galler_fran: 2022-01-01").replace("RS/9/2020", "RS/1/2021")
        return text.replace(_BESLUT[FORE], _BESLUT[EFTER]).replace("    arende:", _SKAL + "    arende:")
    if kind == "upphävd":
        return text + _SLUT
    return text + _changed(post) if kind else text


def _changed(post: Post) -> str:
    """Return the wording that a changed requirement has in the second edition."""
    return _ANDRING.format(
        text=f"{post.text.format(frist='{{ frist }}')} {_TILLAGG}",
        frist=_FRIST,
        nummer=post.nummer,
        also=", forutsatter" if post.forutsatter else "",
    )
