"""The life of one requirement as it is shown: its wordings with their legal dates, and what git remembers of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kravbok.edition import klausul_in, place_books
from kravbok.expand import name_beslut
from kravbok.finding import Finding
from kravbok.history.liv import Handelse, Kravliv
from kravbok.model.bok import Bok, Upplaga
from kravbok.model.inspel import Rattelseblad
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.swedish import format_date, format_list, uncapitalize
from kravbok.view.parts import Faktum, bits, plain
from kravbok.view.tidsord import name_lydelse, since_value

__all__ = ["HandelseVy", "HistorikVy", "LydelselivVy", "view_historik"]


@dataclass(frozen=True, slots=True)
class HandelseVy:
    """Something that happened in git: in words, and as the values that the words are made of.

    `rad` are the words where they stand under the heading ”I git”.
    """

    text: str
    rad: str
    slag: str
    dag: str
    commit: str
    roll: str
    nycklar: tuple[str, ...]
    fil: str


@dataclass(frozen=True, slots=True)
class LydelselivVy:
    """A wording: its heading, its life in one sentence, its legal facts, and what happened to it in git."""

    rubrik: str
    mening: str
    fakta: tuple[Faktum, ...]
    handelser: tuple[HandelseVy, ...]


@dataclass(frozen=True, slots=True)
class HistorikVy:
    """A requirement's life: its wordings in order, those that are gone, and what happened to the record as a whole."""

    id: str
    rubrik: str
    fil: str
    lydelser: tuple[LydelselivVy, ...]
    borttagna: tuple[LydelselivVy, ...]
    handelser: tuple[HandelseVy, ...]
    notiser: tuple[str, ...]
    findings: tuple[Finding, ...]


def view_historik(liv: Kravliv, register: Register) -> HistorikVy:
    """Return a requirement's life as it is shown; `register` holds its record as it is now, if it can be read."""
    krav = register.krav.get(liv.id)
    wordings = tuple(_wording(liv, register, krav, at) for at in range(len(krav.lydelser))) if krav is not None else ()
    here = () if krav is None else liv.lydelser
    gone = tuple(_gone(liv, number) for number in sorted(liv.dagar) if number not in here)
    whole = tuple(_event(item, "") for item in liv.handelser if item.lydelse is None) if liv.i_git else ()
    return HistorikVy(
        id=liv.id,
        rubrik=krav.lydelser[-1].rubrik if krav is not None else "",
        fil=register.post(krav).path if krav is not None else "",
        lydelser=wordings,
        borttagna=gone,
        handelser=whole,
        notiser=tuple(_notices(liv, register, krav)),
        findings=liv.findings,
    )


def _notices(liv: Kravliv, register: Register, krav: Krav | None) -> Iterator[str]:
    if not liv.i_git:
        yield "Mappen ligger inte i git: bara de rättsliga dagarna visas."
    if krav is None and register.is_unread(liv.id):
        yield "Posten går inte att läsa som den står nu; bara det som git minns visas."
    elif krav is None:
        yield "Kravet finns inte längre bland posterna; bara det som git minns visas."
    if krav is not None and krav.upphor is not None:
        end = krav.upphor
        when = f"Kravet gäller till och med {end.galler_till}." if end.galler_till else ""
        meant = f"Kravet är tänkt att upphöra {end.avses_upphora}." if end.avses_upphora else ""
        yield " ".join(filter(None, (when or meant or "Kravet upphör.", f"Skäl: {end.motiv.strip()}")))


def _wording(liv: Kravliv, register: Register, krav: Krav, at: int) -> LydelselivVy:
    lydelse = krav.lydelser[at]
    corrections = _corrections(register, krav, at)
    number = liv.lydelser[at] if at < len(liv.lydelser) else None
    mine = [item for item in liv.handelser if item.lydelse == number and number is not None and liv.i_git]
    events = tuple(_event(item, _kind(item, corrections)) for item in mine)
    held = [(bok, item) for bok, item in _editions(register, krav) if _index_in(krav, bok, item) == at]
    facts = tuple(_facts(register, krav, at, held, corrections))
    heading = name_lydelse(lydelse.fran, foreslagen=lydelse.foreslagen) + (" (förslag)" if lydelse.foreslagen else "")
    decision = next((plain(item.varden[0]) for item in facts if item.term == "Beslut"), "")
    words = [heading, f"beslut {uncapitalize(decision)}" if is_unknown(decision) else decision]
    return LydelselivVy(heading, ", ".join([*words, *(item.text for item in events)]) + ".", facts, events)


def _gone(liv: Kravliv, number: int) -> LydelselivVy:
    """Return a wording that only git remembers."""
    events = tuple(_event(item, "") for item in liv.handelser if item.lydelse == number)
    heading = f"Lydelse från {liv.dagar[number]} (finns inte i posten nu)"
    return LydelselivVy(heading, ", ".join([heading, *(item.text for item in events)]) + ".", (), events)


def _editions(register: Register, krav: Krav) -> Iterator[tuple[Bok, Upplaga]]:
    books = dict.fromkeys(book for lydelse in krav.lydelser for book in place_books(lydelse))
    for bok in (register.bocker[name] for name in books if name in register.bocker):
        yield from ((bok, upplaga) for upplaga in bok.upplagor)


def _index_in(krav: Krav, bok: Bok, upplaga: Upplaga) -> int | None:
    clause = klausul_in(krav, bok, upplaga)
    return clause.index if clause is not None else None


def _corrections(register: Register, krav: Krav, at: int) -> list[Rattelseblad]:
    """Return the corrections of the requirement in editions that hold the wording."""
    names = {f"{bok.id}/{item.id}" for bok, item in _editions(register, krav) if _index_in(krav, bok, item) == at}
    return [item for item in register.rattelseblad.values() if item.galler == krav.id and item.upplaga in names]


def _kind(item: Handelse, corrections: list[Rattelseblad]) -> str:
    """Return ”rättad” for a change of what already held, made after a rättelseblad found the fault; else nothing."""
    found = [blad.upptackt.earliest or date.min for blad in corrections]
    is_correction = item.slag == "ändrad i efterhand" and item.dag is not None and any(day <= item.dag for day in found)
    return "rättad" if is_correction else ""


def _event(item: Handelse, kind: str) -> HandelseVy:
    slag = kind or item.slag
    keys = f": {format_list(item.nycklar)}" if item.nycklar else ""
    if not item.commit:
        word = "ny" if slag == "först i git" else slag
        text = f"{word}, ännu inte sparad i git{keys}"
        return HandelseVy(text, f"{word}, ännu inte sparad{keys}", slag, "", "", "", item.nycklar, item.fil)
    day = format_date(item.dag) if item.dag is not None else ""
    where = ", ".join(filter(None, (f"commit {item.commit[:10]}", item.roll)))
    to = f" till {item.fil}" if item.slag == "flyttad" else ""
    before = "senast " if item.slag == "fanns i git" else ""
    iso = item.dag.isoformat() if item.dag is not None else ""
    rest = f"{before}{day} ({where}){to}{keys}"
    text, rad = f"{slag} {rest}", f"{slag.removesuffix(' i git')} {rest}"
    return HandelseVy(text, rad, slag, iso, item.commit, item.roll, item.nycklar, item.fil)


def _facts(
    register: Register, krav: Krav, at: int, held: list[tuple[Bok, Upplaga]], corrections: list[Rattelseblad]
) -> Iterator[Faktum]:
    """Yield the legal facts of a wording; what the record leaves to the edition is taken from there."""
    lydelse = krav.lydelser[at]
    begins = since_value(lydelse.fran, foreslagen=lydelse.foreslagen)
    yield Faktum("Avses gälla från" if lydelse.foreslagen else "Gäller från", (bits(begins),))
    later = next((item for item in krav.lydelser[at + 1 :] if not item.foreslagen), None)
    if later is not None and not lydelse.foreslagen:
        yield Faktum("Ersätts från", (bits(since_value(later.fran)),))
    if held:
        names = [f"{bok.id} {item.id}{' (förslag)' if item.foreslagen else ''}" for bok, item in held]
        yield Faktum("Står i", (bits(format_list(names)),))
    yield Faktum("Beslut", tuple(bits(words) for words in _decisions(register, lydelse, held)) or (bits("okänt"),))
    cases: list[str | None] = [lydelse.arende, *(place.arende for place in lydelse.i_bok.values() if place)]
    found = list(dict.fromkeys(item for item in cases if item is not None)) or [(held and held[0][1].arende) or "okänt"]
    yield Faktum("Ärende", tuple(bits(item) for item in found))
    if lydelse.andring is not None:
        yield Faktum("Ändring", (bits(f"{format_list(lydelse.andring.typ)}. {lydelse.andring.motiv.strip()}"),))
    if lydelse.ursprung:
        yield Faktum("Källa", tuple(bits(words) for words in _sources(register, lydelse)))
    if corrections:
        rows = (f"{blad.id}, {blad.art}, publicerat {blad.publicerad}" for blad in corrections)
        yield Faktum("Rättelseblad", tuple(bits(words) for words in rows))


def _decisions(register: Register, lydelse: Lydelse, held: list[tuple[Bok, Upplaga]]) -> Iterator[str]:
    """Yield the decisions behind a wording: its own, those of its books, or that of the first edition that holds it."""
    own = [lydelse.beslut, *(place.beslut for place in lydelse.i_bok.values() if place)]
    named: list[str | None] = list(dict.fromkeys(item for item in own if item))
    through = "" if named or not held else f" (upplaga {held[0][1].id})"
    for name in named or [held[0][1].beslut if held else None]:
        record = register.beslut.get(name or "")
        yield f"{name_beslut(register, record)}{through}" if record is not None else name or "okänt"


def _sources(register: Register, lydelse: Lydelse) -> Iterator[str]:
    """Yield each source with its sections and lines."""
    found: dict[str, list[str]] = {}
    for item in lydelse.ursprung:
        lines = f"rad {item.rader[0]}–{item.rader[1]}" if item.rader else ""
        lines = f"rad {item.rader[0]}" if item.rader and item.rader[0] == item.rader[1] else lines
        where = ", ".join(filter(None, (f"avsnitt {item.avsnitt}" if item.avsnitt else "", lines)))
        found.setdefault(item.dokument, []).append(where)
    for name, places in found.items():
        record = register.dokument.get(name)
        yield ", ".join(
            filter(None, (record.titel if record else name, "; ".join(dict.fromkeys(filter(None, places)))))
        )
