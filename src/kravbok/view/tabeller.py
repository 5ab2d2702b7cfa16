"""The tables that are computed from the clauses: consequences, fees, deadlines and deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kravbok.edition import Klausul, Utgivning
from kravbok.model.lydelse import Lydelse
from kravbok.model.register import Leverans
from kravbok.model.storhet import Siffervarde, format_tabell, format_text
from kravbok.model.tid import is_unknown
from kravbok.swedish import sort_key
from kravbok.view.parts import Bit, Bitar, RegisterVy, Tabellrad, TabellVy, bits, informative

__all__ = ["Fristrad", "Vitesrad", "clause_tables", "fristrad", "in_table", "is_asked_for", "vitesrad"]

_MONEY = ("belopp per tid", "bedömning", "fast belopp", "förbehåll", "tabell")
"""Rules whose rate and cap are money: a rate that is not there is one that the source does not give."""

_DEADLINES = {"frist": "Senast", "återkommande": "Återkommande", "målvärde": "Mål", "omfattning": "Nivå"}


@dataclass(frozen=True, slots=True)
class Vitesrad:
    """A consequence of breaking a requirement: rate and cap in words, empty where the wording has none.

    `anges_inte` says that the rule is about money, so that what is not there is what the source does not give.
    """

    klausul: Klausul
    sats: str
    tak: str
    anges_inte: bool

    def in_cell(self, value: str) -> str:
        """Return the rate or the cap as the table says it."""
        return value or ("anges inte" if self.anges_inte else "–")


@dataclass(frozen=True, slots=True)
class Fristrad:
    """A deadline, a goal or a level in words, and what it is counted from, empty where the rule does not say."""

    klausul: Klausul
    slag: str
    niva: str
    fran: str


def clause_tables(utgivning: Utgivning) -> Iterator[RegisterVy]:
    """Yield the computed tables that have any rows, in their fixed order."""
    clauses = list(utgivning.klausuler.values())
    yield from _part(
        "viten",
        "Viten och andra påföljder",
        "Tabellen är sammanställd av programmet ur kraven. Kravet gäller, inte tabellen.",
        ("Avsnitt", "Påföljd", "Nivå", "Sats", "Tak"),
        (_penalty(vite) for clause in clauses if (vite := vitesrad(clause)) is not None),
    )
    yield from _part(
        "ersattningar",
        "Ersättningar",
        "Tabellen är sammanställd av programmet ur kraven. Kravet gäller, inte tabellen.",
        ("Avsnitt", "Ersättning", "Tidigare", "Belopp"),
        (_fee(clause) for clause in clauses if clause.lydelse.typ == "ersättning"),
    )
    yield from _part(
        "frister",
        "Frister, mål och återkommande uppgifter",
        "Tabellen är sammanställd av programmet ur kraven. Kravet gäller, inte tabellen.",
        ("Avsnitt", "Krav", "Slag", "Frist eller nivå", "Räknas från"),
        (_deadline(frist) for clause in clauses if (frist := fristrad(clause)) is not None),
    )
    yield from _part(
        "leveranser",
        "Vad vårdgivaren lämnar in",
        "Leveranser som kraven nämner, till vem och när.",
        ("Leverans", "Till", "Hur ofta", "Senast", "Krav"),
        _deliveries(utgivning),
    )


def _part(
    name: str, heading: str, intro: str, columns: tuple[str, ...], rows: Iterable[Tabellrad]
) -> Iterator[RegisterVy]:
    found = tuple(rows)
    if found:
        yield RegisterVy(name, heading, intro, informative(TabellVy(heading, columns, found)))


def link_to(clause: Klausul) -> Bitar:
    """Return a cell that names a clause: its number, or its id where it has none."""
    return bits(Bit(clause.nummer or clause.id, f"#{clause.id}"))


def vitesrad(clause: Klausul) -> Vitesrad | None:
    """Return what a clause says as a consequence; None when it is none."""
    lydelse = clause.lydelse
    if lydelse.typ != "påföljd":
        return None
    money = bool(lydelse.siffror) and lydelse.regel is not None and lydelse.regel.slag in _MONEY
    return Vitesrad(clause, _named(lydelse, "sats", "belopp"), _named(lydelse, "tak"), money)


def _penalty(row: Vitesrad) -> Tabellrad:
    words = row.klausul.lydelse.rubrik, row.klausul.lydelse.kravniva, row.in_cell(row.sats), row.in_cell(row.tak)
    return Tabellrad((link_to(row.klausul), *map(bits, words)))


def _named(lydelse: Lydelse, *keys: str) -> str:
    """Return the figure that the rule points out under one of the keys, in its short form; empty when there is none."""
    pointed = lydelse.regel.siffror() if lydelse.regel else {}
    names = [pointed[key] for key in keys if pointed.get(key) in lydelse.siffror]
    return ", ".join(in_table(lydelse.siffror[name]) for name in names)


def _fee(clause: Klausul) -> Tabellrad:
    before = clause.foregaende
    unchanged = before is clause.lydelse
    earlier = "oförändrad" if unchanged else _figures(before) if before else "fanns inte i föregående upplaga"
    if before is None and clause.lydelse.andring is None:
        earlier = "okänd"
    return Tabellrad((link_to(clause), bits(clause.lydelse.rubrik), bits(earlier), bits(_figures(clause.lydelse))))


def _figures(lydelse: Lydelse) -> str:
    """Return the figure that the rule names, or all that the wording has."""
    if pointed := _named(lydelse, "belopp", "sats", "andel"):
        return pointed
    return ", ".join(in_table(value) for value in lydelse.siffror.values()) or "anges inte"


def in_table(value: Siffervarde) -> str:
    """Return a figure as a table shows it; a day is written out, as in the text."""
    return format_text(value) if isinstance(value, date) else format_tabell(value)


def fristrad(clause: Klausul) -> Fristrad | None:
    """Return what a clause says as a deadline, a goal or a level; None when its rule is no such thing."""
    regel = clause.lydelse.regel
    if regel is None or regel.slag not in _DEADLINES:
        return None
    value = _bounded(clause.lydelse)
    if not value:
        value = "tal anges inte," if regel.slag == "målvärde" else _figures(clause.lydelse)
    if regel.slag == "målvärde" and (day := _named(clause.lydelse, "nar")):
        value += f" senast {day}"
    return Fristrad(clause, _DEADLINES[regel.slag], value, regel.fran or "")


def _deadline(row: Fristrad) -> Tabellrad:
    words = row.klausul.lydelse.rubrik, row.slag, row.niva, row.fran or "–"
    return Tabellrad((link_to(row.klausul), *map(bits, words)))


def _bounded(lydelse: Lydelse) -> str:
    """Return the figure of a deadline or a level, with the bound that the rule gives it."""
    if least := _named(lydelse, "minst"):
        return least if lydelse.regel is None or least.startswith(("minst", "högst")) else f"minst {least}"
    return _named(lydelse, "inom", "hogst")


def _deliveries(utgivning: Utgivning) -> Iterator[Tabellrad]:
    """Yield what the edition's clauses ask for, and what the book asks for without naming a clause."""
    mine = [item for item in utgivning.register.leveranser.values() if is_asked_for(item, utgivning)]
    for item in sorted(mine, key=lambda record: sort_key(record.namn)):
        clause = utgivning.klausuler.get(item.krav or "")
        cells = (bits(item.namn), bits(item.till), bits(_how_often(item.frist.varje)), bits(item.frist.senast))
        yield Tabellrad((*cells, link_to(clause) if clause else bits("–")))


def is_asked_for(item: Leverans, utgivning: Utgivning) -> bool:
    """Whether an edition's clauses ask for a delivery, or the book does without naming a clause."""
    return utgivning.bok.id in item.bocker if item.krav is None else item.krav in utgivning.klausuler


def _how_often(period: str) -> str:
    return "okänt" if is_unknown(period) else f"varje {period}"
