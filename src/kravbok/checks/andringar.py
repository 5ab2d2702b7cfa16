"""Why a wording came: a later wording, and a requirement that is new in a later edition, says so (K306)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kravbok.edition import Klausul, Utgivning, book_ids, klausul_in
from kravbok.finding import Finding, finding
from kravbok.register import Register

__all__ = ["check_motiv", "check_nya_krav"]

_HINT = "Lägg till andring med typ och motiv."


def check_motiv(register: Register) -> Iterator[Finding]:
    """Yield a finding for each later wording without a reason."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if index and lydelse.andring is None:
                position = register.position(krav, "lydelser", index)
                yield finding("K306", position, "Lydelsen säger inte vad som ändrades och varför", _HINT)


def check_nya_krav(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield a finding for each requirement that enters a book after its first edition without a reason."""
    found: dict[str, tuple[Utgivning, Klausul]] = {}
    opening = [item for item in utgivningar if item.upplaga is item.bok.upplagor[0]]
    old = {krav_id for utgivning in opening for krav_id in utgivning.klausuler}
    for utgivning in utgivningar:
        for clause in utgivning.klausuler.values():
            if clause.id in old or clause.index != 0 or clause.lydelse.andring is not None:
                continue
            if clause.lydelse.stallning == "klausul":
                found.setdefault(clause.id, (utgivning, clause))
    for krav_id, (utgivning, clause) in found.items():
        books = [utgivning.register.bocker[book] for book in book_ids(clause.krav) if book in utgivning.register.bocker]
        if not any(klausul_in(clause.krav, bok, bok.upplagor[0]) for bok in books):
            position = utgivning.register.position(clause.krav, "lydelser", 0)
            message = f"{krav_id} är nytt i {utgivning.bok.id} upplaga {utgivning.upplaga.id} utan motiv"
            yield finding("K306", position, message, "Lägg till andring med typ: [ny] och motiv.")
