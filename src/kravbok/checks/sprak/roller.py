"""Roles for personal data: what the text says is what `roller` says (K621), and a provider is no processor (K622)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kravbok.checks.sprak.listor import SIDOR
from kravbok.checks.sprak.prov import Prov, one_line
from kravbok.finding import Finding

__all__ = ["check_roller"]

_PARTIES = "|".join(sorted((word for word, side in SIDOR.items() if side in ("vårdgivaren", "regionen")), key=len))
_ROLE = r"personuppgiftsansvarig|personuppgiftsbiträde"
_IS = r"(?:är|blir|ska\s+vara|anses\s+som|anses\s+vara|agerar|agerar\s+som|uppträder\s+som|utgör)"
_CLAIM = re.compile(
    rf"\b(?:(?P<who>{_PARTIES})\s+{_IS}\s+(?:också\s+|även\s+|själv\s+)?|{_IS}\s+(?P<whom>{_PARTIES})\s+)"
    rf"(?P<role>{_ROLE})\b(?:\s+(?:åt|för|till)\s+(?P<to>{_PARTIES})\b)?"
    r"(?P<scope>\s+(?:för|när|i\s+fråga\s+om|beträffande)\s+(?:de\s+|den\s+|sådana\s+)?(?:person)?(?:uppgifter|behandling))?"
)
_KEYS = {"personuppgiftsansvarig": "personuppgiftsansvarig", "personuppgiftsbiträde": "personuppgiftsbitrade"}
_WORDS = frozenset(_KEYS)


class _Pastaende(NamedTuple):
    """That a party has a role: the key of the role, the party's side, and where the text says so."""

    roll: str
    sida: str
    start: int
    end: int
    begransat: bool


def check_roller(prov: Prov) -> Iterator[Finding]:
    """Yield K621 where text and `roller` name different parties, and K622 where the provider is the processor."""
    roles = {role: _side(who) for role, who in prov.lydelse.roller.items()}
    if not roles and prov.words.isdisjoint(_WORDS):
        return
    inherited = prov.lydelse.som_foregaende
    if "text" in inherited and "roller" in inherited:
        return
    claims = list(_claims(prov))
    for claim in claims:
        named = roles.get(claim.roll, "")
        if named and named != claim.sida:
            yield _found(prov, "K621", claim, f"Texten ger rollen åt {claim.sida}, men roller åt {named}")
    turned = [claim for claim in claims if _makes_provider_processor(claim)]
    for claim in turned:
        message = f"”{one_line(prov.text[claim.start : claim.end])}”, men en vårdgivare är själv personuppgiftsansvarig"
        yield _found(prov, "K622", claim, message)
    if not turned and roles.get("personuppgiftsbitrade") == "vårdgivaren" and not any(c.begransat for c in claims):
        message = "Vårdgivaren har rollen som biträde, men en vårdgivare är själv personuppgiftsansvarig"
        yield prov.at_key("K622", message, _HINTS["K622"], "roller", "personuppgiftsbitrade")


_HINTS = {
    "K621": "Rätta texten eller roller, så att de säger samma sak.",
    "K622": "Byt plats på rollerna, eller säg för vilka uppgifter vårdgivaren är biträde: ”för de uppgifter som …”.",
}


def _found(prov: Prov, code: str, claim: _Pastaende, message: str) -> Finding:
    if "text" in prov.lydelse.som_foregaende:
        return prov.at_key(code, message, _HINTS[code], "roller")
    return prov.found(code, claim.start, claim.end, message, _HINTS[code])


def _side(who: str) -> str:
    """Return the party that a free text names, or nothing."""
    sides = {SIDOR[word] for word in re.findall(r"\w+", who.lower()) if word in SIDOR}
    return sides.pop() if len(sides) == 1 else ""


def _claims(prov: Prov) -> Iterator[_Pastaende]:
    for match in _CLAIM.finditer(prov.lower):
        role = _KEYS[match["role"]]
        side = SIDOR[match["who"] or match["whom"]]
        scoped = match["scope"] is not None
        yield _Pastaende(role, side, match.start("who" if match["who"] else "whom"), match.end("role"), scoped)
        if match["to"] and role == "personuppgiftsbitrade":
            yield _Pastaende("personuppgiftsansvarig", SIDOR[match["to"]], *match.span("to"), scoped)


def _makes_provider_processor(claim: _Pastaende) -> bool:
    return claim.roll == "personuppgiftsbitrade" and claim.sida == "vårdgivaren" and not claim.begransat
