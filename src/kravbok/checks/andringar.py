"""Why a wording came: a later wording, and a requirement that is new in a later edition, says so (K306)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kravbok.edition import Utgivning
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
    first: dict[str, Utgivning] = {}
    for utgivning in utgivningar:
        for clause in utgivning.klausuler.values():
            if clause.index == 0 and clause.lydelse.stallning == "klausul":
                opens = utgivning.upplaga is utgivning.bok.upplagor[0]
                if clause.id not in first or opens:
                    first[clause.id] = utgivning
    for krav_id, utgivning in first.items():
        clause = utgivning.klausuler[krav_id]
        if utgivning.upplaga is not utgivning.bok.upplagor[0] and clause.lydelse.andring is None:
            position = utgivning.register.position(clause.krav, "lydelser", 0)
            message = f"{krav_id} är nytt i {utgivning.bok.id} upplaga {utgivning.upplaga.id} utan motiv"
            yield finding("K306", position, message, "Lägg till andring med typ: [ny] och motiv.")
