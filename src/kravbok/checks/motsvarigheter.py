"""Requirements that correspond to each other stand in books of their own: within a book nothing is compared (K850)."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.edition import book_ids
from kravbok.finding import Finding, finding
from kravbok.register import Register

__all__ = ["check_motsvarigheter"]


def check_motsvarigheter(register: Register) -> Iterator[Finding]:
    """Yield a finding for each name in `motsvarar` of a requirement that stands in the same book."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            for number, name in enumerate(lydelse.motsvarar):
                other = register.krav.get(name)
                shared = sorted({*book_ids(krav)} & {*book_ids(other)}) if other is not None else []
                if shared:
                    yield finding(
                        "K850",
                        register.position(krav, "lydelser", index, "motsvarar", number),
                        f"{name} står också i boken {shared[0]}",
                        "Nämn bara krav i andra böcker, eller skriv ersatter om kravet ersätter det.",
                    )
