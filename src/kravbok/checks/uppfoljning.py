"""Follow-up: a ska-krav that does not say how it is followed up (K634), and one that says it by halves (K635).

Where the source says nothing, the record says so: `kan_foljas_upp: okänt` with `motivering` is an answer.
A book where most say nothing is told once, at its edition, and only when it is large enough to need a plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kravbok.edition import Klausul, Utgivning
from kravbok.finding import Finding, finding
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Uppfoljning
from kravbok.model.tid import is_unknown
from kravbok.register import Register

__all__ = ["check_uppfoljning", "check_uppfoljning_skal"]

LARGE = 20
"""So many ska-krav without a word of follow-up are a book that has no plan; fewer may be a draft, or a sample."""

_NONE = "Skriv uppfoljning, eller kan_foljas_upp: okänt med motivering om källan inget säger."
_BOUND = ("vårdgivaren", "båda parter", "leverantörens underbiträde")


def check_uppfoljning(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield K634 for each ska-krav of a book's last edition that says nothing of follow-up, where most others do."""
    latest = {utgivning.bok.id: utgivning for utgivning in utgivningar}
    told: set[tuple[str, int]] = set()
    for utgivning in latest.values():
        demands = [clause for part in utgivning.avsnitt for clause in part.klausuler if _is_demand(clause)]
        bare = [clause for clause in demands if clause.lydelse.uppfoljning is None]
        if 2 * len(bare) < len(demands):
            yield from (_bare(utgivning.register, clause) for clause in bare if (clause.id, clause.index) not in told)
            told |= {(clause.id, clause.index) for clause in bare}
        elif len(bare) >= LARGE:
            yield _no_plan(utgivning, len(bare), len(demands))


def _is_demand(clause: Klausul) -> bool:
    return clause.lydelse.kravniva == "ska" and clause.lydelse.vem in _BOUND


def _bare(register: Register, clause: Klausul) -> Finding:
    position = register.position(clause.krav, "lydelser", clause.index, "kravniva")
    return finding("K634", position, f"{clause.id} säger inte hur kravet följs upp", _NONE)


def _no_plan(utgivning: Utgivning, bare: int, demands: int) -> Finding:
    number = utgivning.bok.upplagor.index(utgivning.upplaga)
    position = utgivning.register.position(utgivning.bok, "upplagor", number, "id")
    message = f"{bare} av {demands} ska-krav i upplaga {utgivning.upplaga.id} säger inte hur de följs upp"
    return finding("K634", position, message, "Skriv uppfoljning i de krav där det är känt.")


def check_uppfoljning_skal(register: Register) -> Iterator[Finding]:
    """Yield K635 where a follow-up says that it cannot be done but not why, or that it can but not how."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if lydelse.uppfoljning is not None and "uppfoljning" not in lydelse.som_foregaende:
                yield from _halves(register, krav, index, lydelse.uppfoljning)


def _halves(register: Register, krav: Krav, index: int, uppfoljning: Uppfoljning) -> Iterator[Finding]:
    answer, indicator = uppfoljning.kan_foljas_upp, uppfoljning.indikator
    said = "kan_foljas_upp" in uppfoljning.model_fields_set or not (uppfoljning.metod or indicator)
    if said and answer != "ja" and not uppfoljning.motivering:
        message = f"kan_foljas_upp är {answer}, men skälet saknas"
        hint = "Skriv motivering: varför det inte är känt eller inte går."
    elif answer == "ja" and not uppfoljning.metod and (indicator is None or is_unknown(indicator)):
        message = "Kravet går att följa upp, men det står inte hur"
        hint = "Skriv metod eller indikator, eller ändra kan_foljas_upp."
    else:
        return
    yield finding("K635", register.position(krav, "lydelser", index, "uppfoljning", "kan_foljas_upp"), message, hint)
