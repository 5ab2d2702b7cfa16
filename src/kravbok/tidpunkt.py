"""Which book at which time: a side as it is written (BOK, BOK@UPPLAGA, BOK@DATUM) found in a register.

Of a day the answer is what held that day, or that it is unknown: never the text of the year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kravbok.edition import Utgivning, make_utgivning, place_books
from kravbok.finding import Finding, Position, finding
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.fel import ModellFel
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import Tid, is_unknown, parse_day
from kravbok.register import Register
from kravbok.swedish import closest, format_date, format_list, plural

__all__ = ["Sida", "find_sida", "may_hold"]

_LIKE_A_DAY = re.compile(r"\d{4}-\d{1,2}(-\d{1,2})?|\d{8}", re.ASCII)
_MANY = 8
"""The ids that a notice names; the rest are counted."""


@dataclass(frozen=True)
class Sida:
    """One side of a comparison: the edition, its name in words, and what the reader must know about it."""

    utgivning: Utgivning
    namn: str
    notiser: tuple[str, ...] = ()


def find_sida(register: Register, text: str, sett: date | None = None) -> Sida | Finding:
    """Return the edition that a side means, or why there is none; `sett` is the day it is seen from, if one is known.

    A book alone is its last edition, proposed or decided.
    """
    name, at, moment = text.partition("@")
    bok = register.bocker.get(name)
    if bok is None:
        return _missing("K205", f"Boken ”{name[:60]}” finns inte", name, register.bocker, register, name)
    if bok.organisation not in register.organisationer:
        message = f"Organisationen {bok.organisation[:60]} som {bok.id} hör till finns inte eller går inte att läsa"
        return finding("K203", register.position(bok, "organisation"), message, "Rätta eller skriv dess post.")
    upplaga = bok.upplagor[-1] if not at else next((item for item in bok.upplagor if item.id == moment), None)
    if upplaga is not None:
        return _edition(register, bok, upplaga, sett)
    if _LIKE_A_DAY.fullmatch(moment) is None:
        editions = [item.id for item in bok.upplagor]
        return _missing("K206", f"Upplagan ”{moment[:60]}” finns inte i {bok.id}", moment, editions, register, "")
    try:
        day = parse_day(moment)
    except ModellFel as error:
        said = error.context or {}
        return finding(said["code"], _place(bok), f"{said['message']} (”{text[:80]}”)", said["hint"])
    return _day(register, bok, day)


def _missing(code: str, message: str, name: str, known: Iterable[str], register: Register, unread: str) -> Finding:
    """Return that a name means nothing, with the nearest one; a record that cannot be read is said to be there."""
    names = sorted(known)
    if unread and register.is_unread(unread):
        return finding(code, Position("krav"), f"{message}: dess post går inte att läsa", "Rätta felen i posten.")
    near = closest(name, names)
    hint = f"Menade du {near}?" if near else f"Här finns {format_list(names)}." if names else "Här finns inga böcker."
    return finding(code, Position("krav"), message, hint)


def _place(bok: Bok) -> Position:
    return Position(f"krav/{bok.id}/bok.yaml")


def _edition(register: Register, bok: Bok, upplaga: Upplaga, sett: date | None) -> Sida:
    """Return a whole edition, with what it is: a proposal, not yet in force, repealed, or in part unreadable."""
    utgivning = make_utgivning(register, bok, upplaga)
    notes = [*_standing(upplaga, sett), *_unread(register)]
    return Sida(utgivning, f"{bok.titel}, {_edition_name(upplaga)}", tuple(notes))


def _edition_name(upplaga: Upplaga) -> str:
    return f"förslag till upplaga {upplaga.id}" if upplaga.foreslagen else f"upplaga {upplaga.id}"


def _standing(upplaga: Upplaga, sett: date | None) -> Iterator[str]:
    """Yield what must be said of an edition that is not simply in force."""
    if upplaga.foreslagen:
        outcome = "hur det gick är okänt" if is_unknown(upplaga.utgang) else f"utgång: {upplaga.utgang}"
        ending = f"; {outcome}" if upplaga.utgang else ""
        word = "ett utkast" if upplaga.status == "utkast" else "ett förslag"
        yield f"Upplaga {upplaga.id} är {word}, inte beslutad; den är tänkt att gälla från {upplaga.fran}{ending}."
    elif sett is not None and (upplaga.fran.earliest or date.min) > sett:
        yield f"Upplaga {upplaga.id} är beslutad men ännu inte i kraft: den gäller från {upplaga.fran}."
    if upplaga.status == "upphävd":
        yield f"Upplaga {upplaga.id} är upphävd; från vilken dag står inte i posten."


def _unread(register: Register) -> Iterator[str]:
    if register.unread:
        yield f"{plural(len(register.unread), 'post', 'poster')} går inte att läsa och är inte med: " + _some(
            sorted(register.unread)
        )


def _day(register: Register, bok: Bok, day: date) -> Sida | Finding:
    """Return what held on a day, or that it is unknown."""
    upplaga = _in_force(bok, day)
    if isinstance(upplaga, Finding):
        return upplaga
    utgivning = make_utgivning(register, bok, upplaga, day)
    notes = [
        *_standing(upplaga, day),
        *_begun(utgivning),
        *_uncertain(utgivning, day),
        *_ahead(register, bok, day),
        *_unread(register),
    ]
    return Sida(utgivning, f"{bok.titel} den {format_date(day)} (upplaga {upplaga.id})", tuple(notes))


def _in_force(bok: Bok, day: date) -> Upplaga | Finding:
    """Return the edition in force on a day; a finding where that cannot be told."""
    decided = [item for item in bok.upplagor if not item.foreslagen]
    begun = [item for item in decided if item.fran.latest is not None and item.fran.latest <= day]
    if not begun:
        return _unknown(bok, day, "boken har ingen beslutad upplaga som säkert gällde då")
    latest = begun[-1]
    perhaps = [item for item in decided[decided.index(latest) + 1 :] if (item.fran.earliest or date.min) <= day]
    if perhaps:
        return _unknown(bok, day, f"upplaga {perhaps[0].id} kan ha börjat gälla (från: {perhaps[0].fran})")
    end = latest.kand_till
    last = None if end is None else end.latest or end.dag or latest.fran.latest
    if last is not None and day > last:
        known = f"upplaga {latest.id} är känd till och med {format_date(last)}"
        return _unknown(bok, day, known if end and end.known else f"hur länge upplaga {latest.id} är känd är okänt")
    return latest


def _unknown(bok: Bok, day: date, reason: str) -> Finding:
    """Return the answer ”okänt”, with the editions that can be asked for instead."""
    names = format_list([f"{bok.id}@{item.id}{' (förslag)' if item.foreslagen else ''}" for item in bok.upplagor])
    message = f"Okänt: vad som gällde i {bok.id} den {format_date(day)} går inte att säga; {reason}"
    return finding("K802", _place(bok), message, f"Fråga efter en upplaga i stället: {names}.")


def _begun(utgivning: Utgivning) -> Iterator[str]:
    """Yield which wordings have begun since the edition did, and which requirements have ended."""
    whole = make_utgivning(utgivning.register, utgivning.bok, utgivning.upplaga).klausuler
    held = utgivning.klausuler
    new = [
        f"{clause.id} (från {clause.lydelse.fran})"
        for clause in held.values()
        if clause.id not in whole or whole[clause.id].index != clause.index
    ]
    if new:
        yield f"Har börjat gälla under upplagans tid: {_some(new)}."
    if gone := [name for name in whole if name not in held]:
        yield f"Står i upplagan men gällde inte den dagen: {_some(gone)}."


def _uncertain(utgivning: Utgivning, day: date) -> Iterator[str]:
    """Yield which requirements have a decided wording that may or may not have held."""
    unsure = [
        krav.id
        for krav in utgivning.register.krav.values()
        if any(may_hold(item, utgivning.bok.id, day) for item in krav.lydelser)
    ]
    if unsure:
        yield f"Om en senare lydelse gällde den dagen är okänt för: {_some(sorted(unsure))}."


def may_hold(lydelse: Lydelse, bok: str, day: date) -> bool:
    """Whether a wording that names no edition may have begun by the day without it being certain."""
    named = lydelse.upplaga is not None or any(place and place.upplaga for place in lydelse.i_bok.values())
    if lydelse.foreslagen or named or bok not in place_books(lydelse):
        return False
    fran: Tid = lydelse.fran
    return (fran.earliest or date.min) <= day and not (fran.latest is not None and fran.latest <= day)


def _ahead(register: Register, bok: Bok, day: date) -> Iterator[str]:
    """Yield what was decided but not yet in force on the day, and what is proposed."""
    for item in bok.upplagor:
        if item.foreslagen:
            yield from _standing(item, None)
        elif (item.fran.earliest or date.min) > day:
            yield f"Upplaga {item.id} {_decided(register, item, day)} den gäller från {item.fran}."
    later = [
        f"{krav.id} (från {item.fran})"
        for krav in register.krav.values()
        for item in krav.lydelser
        if not item.foreslagen and bok.id in place_books(item) and (item.fran.earliest or date.min) > day
    ]
    if later:
        yield f"Har lydelser som är beslutade men ännu inte i kraft den dagen: {_some(later)}."


def _decided(register: Register, upplaga: Upplaga, day: date) -> str:
    """Return how far a later edition had come on the day, as the decision's own day tells."""
    record = register.beslut.get(upplaga.beslut or "")
    when = record.datum if record is not None else None
    if when is not None and when.latest is not None and when.latest <= day:
        return "är beslutad men ännu inte i kraft den dagen:"
    if when is not None and when.earliest is not None and when.earliest > day:
        return f"beslutades senare ({when}):"
    return "är beslutad (när är okänt) men ännu inte i kraft den dagen:"


def _some(words: Sequence[str]) -> str:
    """Return the first of many names, and how many more there are."""
    rest = len(words) - _MANY
    return format_list([*words[:_MANY], plural(rest, "till", "till")] if rest > 0 else list(words))
