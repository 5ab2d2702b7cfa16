"""Rules that can never be run (K343, K346), that say more than they count (K347), and faults of tables (K340–K342)."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.finding import Finding, Sammanhang, finding
from kravbok.model.krav import Krav
from kravbok.model.regel import ANVANDS, REGELSLAG, Regel
from kravbok.register import Register
from kravbok.rules.rakna import rule_fault
from kravbok.rules.tabell import Radfel, table_faults
from kravbok.swedish import format_list

__all__ = ["check_regler"]


def check_regler(register: Register) -> Iterator[Finding]:
    """Yield what is wrong with each rule that a wording writes itself or inherits against other figures."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if lydelse.regel is None:
                continue
            if fault := rule_fault(lydelse, krav.id):
                yield fault.at(register.position(krav, "lydelser", index, "regel"))
            if "regel" not in lydelse.som_foregaende:
                yield from _unused(register, krav, index, lydelse.regel)
            if lydelse.regel.slag == "tabell" and "regel" not in lydelse.som_foregaende:
                yield from (_row(register, krav, index, item) for item in table_faults(lydelse.regel))


def _unused(register: Register, krav: Krav, index: int, regel: Regel) -> Iterator[Finding]:
    """Yield K347 for each key that the rule would leave aside: a cap that caps nothing is a wrong answer."""
    keys = format_list([*REGELSLAG[regel.slag], *ANVANDS[regel.slag]])
    for key in regel.unused():
        message = f"Regeln ”{regel.slag}” räknar inte med {key}"
        hint = f"Ta bort {key}, eller välj ett annat slag. Slaget har {keys}."
        yield finding("K347", register.position(krav, "lydelser", index, "regel", key), message, hint)


def _row(register: Register, krav: Krav, index: int, fault: Radfel) -> Finding:
    """Return a fault of rows, at the later one and with the earlier one shown."""
    first, second = (
        register.position(krav, "lydelser", index, "regel", "rader", number) for number in (fault.first, fault.second)
    )
    related = (Sammanhang(first, "den andra raden"),) if fault.first != fault.second else ()
    return finding(fault.code, second, fault.message, fault.hint, related)
