"""What a requirement asks of a provider, in the cells of a row: by when, what to hand in, what else, and the check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kravbok.diff.siffror import is_deadline
from kravbok.edition import Klausul
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import is_unknown
from kravbok.swedish import format_list
from kravbok.view.parts import Bit, Bitar, bits
from kravbok.view.tabeller import fristrad, in_table, vitesrad
from kravbok.view.webb.adress import krav_adress
from kravbok.view.webb.bruk import krav_cell
from kravbok.view.webb.sida import rot
from kravbok.view.webb.upplagor import Upplagevy

__all__ = ["CELLER", "Bunden", "binds"]

CELLER = ("Frist eller nivå", "Lämnas in", "Kan leda till", "Uppföljning")
"""What the cells of a requirement are called."""

_PARTIES = ("vårdgivaren", "båda parter", "endera parten", "leverantörens underbiträde")
_DASH = bits("–")


def binds(lydelse: Lydelse | None) -> bool:
    """Whether a wording is a clause that the provider must obey."""
    if lydelse is None or lydelse.stallning != "klausul":
        return False
    return lydelse.kravniva == "ska" and lydelse.vem in _PARTIES


@dataclass(frozen=True)
class Bunden:
    """The cells of the requirements in one edition, of the same rows as the tables of its book."""

    item: Upplagevy

    def cells(self, clause: Klausul) -> tuple[Bitar, ...]:
        """Return the cells of a requirement; what nothing is said about is a dash."""
        deadline, handed_in = _deadline(clause), "; ".join(self._handed_in(clause))
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
            consequence = utgivning.klausuler[name]
            amounts = _amounts(consequence)
            yield Bit("; " if at else "")
            yield Bit(consequence.lydelse.rubrik, rot(krav_adress(utgivning, name)))
            yield Bit(f": {amounts}" if amounts else "")


def _amounts(consequence: Klausul) -> str:
    """Return the rate and the cap of a consequence, those that are known."""
    row = vitesrad(consequence)
    if row is None:
        return ""
    return ", ".join(filter(None, (row.sats, row.tak and f"högst {row.tak}")))


def _deadline(clause: Klausul) -> str:
    """Return by when or how much, and what it is counted from, where that is known."""
    row = fristrad(clause)
    if row is None:
        return _said_deadlines(clause.lydelse)
    alone = not row.niva or not row.fran or is_unknown(row.fran) or is_unknown(row.niva)
    return row.niva if alone else f"{row.niva} från {row.fran}"


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
