"""Books, editions and chapters are addresses of the website for ever; a name that would collide is refused (K845-K847).

An edition's pages stand in BOK/UPPLAGA/, beside BOK/FÖRE-EFTER/ for the changes between two editions and
BOK/kapitel/ for the feeds; in an edition stand its chapters and some pages of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from kravbok.finding import Finding, finding
from kravbok.model.bok import Bok
from kravbok.model.webbplats import SIDOR
from kravbok.register import Register

__all__ = ["I_BOK", "I_UPPLAGA", "check_adresser"]

I_BOK = ("kapitel",)
"""The names in a book's folder that no edition can have."""

I_UPPLAGA = ("bilagor", "register", "utanfor")
"""The names in an edition's folder that no chapter can have."""


def check_adresser(register: Register) -> Iterator[Finding]:
    """Yield a finding for each book, edition and chapter whose address is taken."""
    for bok in register.bocker.values():
        if bok.id in SIDOR:
            message = f"Boken kan inte heta {bok.id}: webbplatsen har en sida där"
            yield finding("K845", register.position(bok, "id"), message, "Ge boken ett annat id och mappen samma namn.")
        yield from _editions(register, bok)
    for kapitel in register.kapitel.values():
        if kapitel.id in I_UPPLAGA:
            message = f"Kapitlet kan inte heta {kapitel.id}: varje upplaga har en sida där"
            yield finding("K847", register.position(kapitel, "id"), message, "Ge kapitlet ett annat id.")


def _editions(register: Register, bok: Bok) -> Iterator[Finding]:
    """Yield a finding for each edition that is named as a page of its book."""
    names = [item.id for item in bok.upplagor]
    pairs = {f"{one}-{other}": (one, other) for one, other in permutations(names, 2)}
    for number, name in enumerate(names):
        if name in I_BOK:
            reason = "boken har en mapp där"
        elif name in pairs:
            reason = f"där står ändringarna från {' till '.join(pairs[name])}"
        else:
            continue
        position = register.position(bok, "upplagor", number, "id")
        yield finding("K846", position, f"Upplagan kan inte heta {name}: {reason}", "Ge upplagan ett annat id.")
