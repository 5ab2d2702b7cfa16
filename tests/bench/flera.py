"""The records in five editions, for timing a website: every year a twentieth of the requirements has a new wording.

One in a hundred is new each year and one in a hundred has ended, but none that others refer to.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterator

from bench.poster import Kapitel, Post
from bench.projekt import BOK, make_projekt

__all__ = ["AR", "make_ar", "make_flera"]

AR = ("2018", "2019", "2020", "2021", "2022")
"""The years of the editions, the first first."""

_ANDRAS, _BYTS = 20, 100
"""Every which requirement has a new wording, and every which one begins or ends, each year."""
_NY, _UPPHOR = 50, 60
_LAST = AR[-1]
_TILLAGG, _FRIST = "Det dokumenteras i journalen.", "6 veckor"
"""The sentence and the deadline of a changed requirement."""

_ANDRING = """  - galler_fran: {ar}-01-01
    som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva, uppfoljning{also}]
    text: |
      {text}
    siffror:
      frist: {frist}
    andring:
      typ: [ändrad frist]
      motiv: Fristen är ändrad efter uppföljningen.
    arende: {arende}
    beslut: {beslut}
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
  galler_till: {dag}
  beslut: {beslut}
  motiv: Kravet behövs inte längre.
"""


def make_flera(kapitel: list[Kapitel]) -> dict[str, str]:
    """Return the project's files: the path and text of each."""
    made = make_projekt(kapitel)
    book, beslut = f"krav/{BOK}/bok.yaml", f"krav/register/beslut/{_beslut(_LAST)}.yaml"
    arende = "krav/register/arenden/RS-1-2021.yaml"
    head, _, edition = made[book].partition("upplagor:\n")
    files = {path: text for path, text in made.items() if path not in (beslut, arende)}
    files[book] = f"{head}upplagor:\n" + "".join(_at(edition, ar) for ar in AR)
    for ar in AR:
        files[f"krav/register/beslut/{_beslut(ar)}.yaml"] = _at(made[beslut], ar)
        files[f"krav/register/arenden/RS-1-{int(ar) - 1}.yaml"] = _at(made[arende], ar)
    for part in kapitel:
        path = f"krav/{BOK}/kapitel/{part.id}.yaml"
        files[path] = _at(files[path], AR[0])
        for post in part.poster:
            path = f"krav/{BOK}/{part.id}/{post.id}.yaml"
            files[path] = "".join(_record(part, post, files[path]))
    return files


def make_ar(kapitel: list[Kapitel]) -> dict[str, list[Kapitel]]:
    """Return the records of each year, for tools that have no editions."""
    return {ar: [dc.replace(part, poster=tuple(_of_year(part, ar))) for part in kapitel] for ar in AR}


def _of_year(part: Kapitel, ar: str) -> Iterator[Post]:
    for post in part.poster:
        first = next((own for own in AR[1:] if _comes(part, post, own, _NY)), AR[0])
        last = next((own for own in AR[1:] if _comes(part, post, own, _UPPHOR)), "9999")
        changed = AR[post.nummer % _ANDRAS] if 0 < post.nummer % _ANDRAS < len(AR) else "9999"
        if first <= ar < last:
            new = changed > first and ar >= changed
            yield dc.replace(post, text=f"{post.text} {_TILLAGG}", frist=_FRIST) if new else post


def _record(part: Kapitel, post: Post, text: str) -> Iterator[str]:
    """Yield a record with its wordings, and what ended it."""
    first = next((ar for ar in AR[1:] if _comes(part, post, ar, _NY)), AR[0])
    own = _at(text, first)
    yield own.replace("    arende:", f"{_SKAL}    arende:") if first != AR[0] else own
    yield from (_changed(post, ar) for ar in AR[1:] if post.nummer % _ANDRAS == AR.index(ar) and ar > first)
    last = next((ar for ar in AR[1:] if _comes(part, post, ar, _UPPHOR)), None)
    if last is not None:
        yield _SLUT.format(dag=f"{int(last) - 1}-12-31", beslut=_beslut(last))


def _comes(part: Kapitel, post: Post, ar: str, first: int) -> bool:
    """Whether a requirement begins or ends in a year; those of the first chapter, which others refer to, do not."""
    return part.nummer > 1 and post.nummer % _BYTS == first + 5 + AR.index(ar)


def _changed(post: Post, ar: str) -> str:
    """Return the wording that a requirement has from a year."""
    return _ANDRING.format(
        ar=ar,
        text=f"{post.text.format(frist='{{ frist }}')} {_TILLAGG}",
        frist=_FRIST,
        nummer=post.nummer,
        also=", forutsatter" if post.forutsatter else "",
        arende=f"RS/1/{int(ar) - 1}",
        beslut=_beslut(ar),
    )


def _beslut(ar: str) -> str:
    return f"RS-{int(ar) - 1}-11-10-12"


def _at(text: str, ar: str) -> str:
    """Return a text of the last year as it is in another: that year, and the one before it when it was decided."""
    before = int(ar) - 1
    return text.replace(f"{int(_LAST) - 1}", "\0").replace(_LAST, ar).replace("\0", str(before))
