"""What a requirement asks of a provider, in the cells of a row: by when, what to hand in, what else, and the check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kravbok.diff.siffror import is_deadline
from kravbok.edition import Klausul
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import is_unknown
from kravbok.swedish import format_list
from kravbok.view.parts import Bit, Bitar, RegisterVy, Tabellrad, bits, plain
from kravbok.view.tabeller import in_table
from kravbok.view.webb.adress import krav_adress
from kravbok.view.webb.bruk import krav_cell
from kravbok.view.webb.sida import rot
from kravbok.view.webb.upplagor import Upplagevy

__all__ = ["CELLER", "Bunden", "binds"]

CELLER = ("Frist eller nivå", "Lämnas in", "Kan leda till", "Uppföljning")
"""What the cells of a requirement are called."""

_PARTIES = ("vårdgivaren", "båda parter", "endera parten", "leverantörens underbiträde")
_DASH = bits("–")
_SILENT = ("–", "anges inte")
"""How the table of penalties says that a rate or a cap is not there."""


def binds(lydelse: Lydelse | None) -> bool:
    """Whether a wording is a clause that the provider must obey."""
    if lydelse is None or lydelse.stallning != "klausul":
        return False
    return lydelse.kravniva == "ska" and lydelse.vem in _PARTIES


@dataclass(frozen=True)
class Bunden:
    """The cells of the requirements in one edition; its own tables are the source."""

    item: Upplagevy

    def cells(self, clause: Klausul) -> tuple[Bitar, ...]:
        """Return the cells of a requirement; what nothing is said about is a dash."""
        deadline, handed_in = self._deadline(clause), "; ".join(self._handed_in(clause))
        return (
            bits(deadline) if deadline else _DASH,
            bits(handed_in) if handed_in else _DASH,
            tuple(self._consequences(clause)) or _DASH,
            bits(_followup(clause.lydelse)) if clause.lydelse.uppfoljning is not None else _DASH,
        )

    def krav(self, clause: Klausul) -> Bitar:
        """Return the way to a requirement in the edition."""
        words = f"{clause.nummer} {clause.lydelse.rubrik}".strip()
        return krav_cell(clause.id, words, krav_adress(self.item.utgivning, clause.id))

    def _deadline(self, clause: Klausul) -> str:
        row = self._frister.get(clause.id)
        if row is None:
            return _said_deadlines(clause.lydelse)
        value, start = row.get("Frist eller nivå", ""), row.get("Räknas från", "–")
        return value if start == "–" or is_unknown(start) or is_unknown(value) or not value else f"{value} från {start}"

    def _handed_in(self, clause: Klausul) -> Iterator[str]:
        """Yield what a requirement asks to hand in: to whom, how often and by when."""
        for item in self.item.utgivning.register.leveranser.values():
            if item.krav == clause.id:
                often = f"hur ofta: {item.frist.varje}" if item.frist.varje == "okänt" else f"varje {item.frist.varje}"
                yield f"{item.namn} till {item.till}, {often}, senast: {item.frist.senast}"

    def _consequences(self, clause: Klausul) -> Iterator[Bit]:
        """Yield what breaking a requirement may lead to, with the rate and the cap where they are known."""
        utgivning = self.item.utgivning
        for at, name in enumerate(utgivning.pafoljder.get(clause.id, ())):
            rate, cap = (self._viten.get(name, {}).get(key, "–") for key in ("Sats", "Tak"))
            amounts = [*([rate] if rate not in _SILENT else []), *([f"högst {cap}"] if cap not in _SILENT else [])]
            yield Bit("; " if at else "")
            yield Bit(utgivning.klausuler[name].lydelse.rubrik, rot(krav_adress(utgivning, name)))
            yield Bit(f": {', '.join(amounts)}" if amounts else "")

    @cached_property
    def _frister(self) -> Mapping[str, Mapping[str, str]]:
        return _rows(self.item.bok.register, "frister")

    @cached_property
    def _viten(self) -> Mapping[str, Mapping[str, str]]:
        return _rows(self.item.bok.register, "viten")


def _said_deadlines(lydelse: Lydelse) -> str:
    """Return the figures that the text puts as deadlines, where no rule does."""
    return ", ".join(in_table(value) for name, value in lydelse.siffror.items() if is_deadline(lydelse, name))


def _followup(lydelse: Lydelse) -> str:
    """Return how a requirement is followed up, and when that is only our proposal."""
    follow = lydelse.uppfoljning
    if follow is None or not follow.metod:
        return "källan anger ingen metod"
    ours = " (redaktionens förslag)" if follow.angiven_av == "redaktionen" else ""
    return f"{format_list(list(follow.metod))}{ours}"


def _rows(parts: tuple[RegisterVy, ...], name: str) -> Mapping[str, Mapping[str, str]]:
    """Return the rows of a table of the book by the requirement that each is about, by its columns."""
    table = next((part.tabell for part in parts if part.id == name), None)
    if table is None:
        return {}
    return {_krav(row): dict(zip(table.kolumner, map(plain, row.celler), strict=True)) for row in table.rader}


def _krav(row: Tabellrad) -> str:
    """Return the id of the requirement that a row's first cell leads to."""
    return next((bit.href.removeprefix("#") for bit in row.celler[0] if bit.href), "")
