"""Records of follow-up and deliveries: doubles, requirements elsewhere, persons, perspectives, days (K360–K364)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kravbok.edition import book_ids, place_books
from kravbok.finding import Finding, Sammanhang, finding
from kravbok.model.arsdag import PERIODER, parse_arsdag
from kravbok.model.krav import Krav
from kravbok.model.tid import is_unknown
from kravbok.model.uppfoljning import Kravuppfoljning
from kravbok.register import Register
from kravbok.swedish import closest, format_list

__all__ = ["check_leveranstider", "check_perspektiv", "check_uppfoljningar"]

_ADDRESS = re.compile(r"\S@\S|\d{6}[- ]?\d{4}|\d{2,4}[- ]\d{2,3} ?\d{2} ?\d{2}", re.ASCII)
"""An e-mail address, a personal number or a telephone number: none of them belongs to a role."""

_NAME = re.compile(
    r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäö]+)? (?:(?:von|af|de) )?[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ]\w+)?"
)
"""Two words with capitals and nothing else, as a person's names are written."""

_BODIES = re.compile(
    r"region|landsting|kommun|vård|sjuk|hälso|nämnd|styrelse|fullmäktige|område|kansli|enhet|avdelning|förvaltning|"
    r"sverige|svensk|direktör|chef|ansvarig|läkare|sköterska|controller|strateg|samordnare|utredare",
    re.IGNORECASE,
)
"""Words of organisations and of roles: names that hold one of them are no person's."""


def check_uppfoljningar(register: Register) -> Iterator[Finding]:
    """Yield K360 for a second record of the same, K361 for a requirement of other books, K362 for a person."""
    first: dict[tuple[str, int, str], Kravuppfoljning] = {}
    for item in register.uppfoljningar.values():
        earlier = first.setdefault((item.bok, item.ar, item.krav), item)
        if earlier is not item:
            yield _double(register, item, earlier)
        yield from _elsewhere(register, item)
        if item.ansvarig is not None and _is_person(register, item.ansvarig):
            message = f"”{item.ansvarig[:60]}” ser ut som en person"
            hint = "Skriv en roll, t.ex. hälsovalskansliet; personer byts, och deras namn hör inte hit."
            yield finding("K362", register.position(item, "ansvarig"), message, hint)


def _double(register: Register, item: Kravuppfoljning, first: Kravuppfoljning) -> Finding:
    message = f"{item.krav} har redan en kravuppföljning för {item.bok} {item.ar}"
    hint = "Behåll en av posterna; hur uppföljningen fortskrider syns i git."
    seen = (Sammanhang(register.position(first, "krav"), "den första står här"),)
    return finding("K360", register.position(item, "krav"), message, hint, seen)


def _elsewhere(register: Register, item: Kravuppfoljning) -> Iterator[Finding]:
    krav = register.krav.get(item.krav)
    if krav is None or item.bok not in register.bocker or item.bok in book_ids(krav):
        return
    books = format_list(book_ids(krav))
    message = f"{item.krav} hör inte till boken {item.bok}"
    yield finding("K361", register.position(item, "krav"), message, f"Kravet står i {books}. Ändra bok eller krav.")


def _is_person(register: Register, words: str) -> bool:
    """Whether the words seem to name a person: an address or number, or two names that are no body's."""
    if _ADDRESS.search(words):
        return True
    known = {organ.namn for item in register.organisationer.values() for organ in item.organ}
    return _NAME.fullmatch(words.strip()) is not None and words not in known and _BODIES.search(words) is None


def check_perspektiv(register: Register) -> Iterator[Finding]:
    """Yield K363 for each perspective that the organisation of the requirement's books does not list."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            follow = lydelse.uppfoljning
            if follow is None or follow.perspektiv is None or is_unknown(follow.perspektiv):
                continue
            if "uppfoljning" not in lydelse.som_foregaende:
                yield from _unlisted(register, krav, index, follow.perspektiv)


def _unlisted(register: Register, krav: Krav, index: int, name: str) -> Iterator[Finding]:
    books = (register.bocker.get(book) for book in place_books(krav.lydelser[index]))
    owners = {book.organisation: register.organisationer.get(book.organisation) for book in books if book is not None}
    for organisation in owners.values():
        if organisation is None or name in organisation.perspektiv:
            continue
        near = closest(name, organisation.perspektiv)
        listed = ", ".join(organisation.perspektiv)
        hint = (
            f"Menade du {near}?" if near else f"Där finns {listed}." if listed else "Lägg till listan perspektiv där."
        )
        message = f"Perspektivet ”{name[:60]}” finns inte hos {organisation.namn}"
        position = register.position(krav, "lydelser", index, "uppfoljning", "perspektiv")
        yield finding("K363", position, message, hint)


def check_leveranstider(register: Register) -> Iterator[Finding]:
    """Yield K364 for each delivery whose day or period no calendar can hold."""
    for item in register.leveranser.values():
        if not is_unknown(item.frist.senast) and parse_arsdag(item.frist.senast) is None:
            hint = "Skriv 1 mars (varje år), 1 mars 2022 eller 2022-03-01; annars okänt."
            message = f"”{item.frist.senast[:60]}” är ingen dag, så leveransen hamnar inte i kalendern"
            yield finding("K364", register.position(item, "frist", "senast"), message, hint)
        elif not is_unknown(item.frist.varje) and item.frist.varje not in PERIODER:
            hint = f"Skriv något av {format_list(list(PERIODER), 'eller')}; annars okänt."
            message = f"”{item.frist.varje[:60]}” är ingen period, så kalendern upprepar inte leveransen"
            yield finding("K364", register.position(item, "frist", "varje"), message, hint)
