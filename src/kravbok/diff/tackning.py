"""Changes and decisions held against each other: what no decision carries, and which approval changed nothing."""

from __future__ import annotations

from collections.abc import Container, Iterable

from kravbok.diff.skillnad import Jamforelse, Skillnad
from kravbok.edition import Utgivning, previous_upplaga
from kravbok.model.bas import Saknas
from kravbok.model.register import Beslut
from kravbok.model.tid import is_unknown

__all__ = ["approvals_without_effect", "changes_of_wording", "changes_without_decision", "declared_reason"]

_APPROVED = ("bifall", "delvis bifall")
_NO_EFFECT = ("beslut-verkningslöst", "beslut-utan-verkan")
"""The findings of an approval without effect (K333, K406), as `saknas` declares them."""


def changes_of_wording(jamforelse: Jamforelse) -> tuple[Skillnad, ...]:
    """Return the changes that take a decision: a requirement's own wording came, went or is another.

    There are none between two books, in one edition read at two times, or read backwards: nobody decided those.
    """
    if not _is_forward(jamforelse.fore, jamforelse.efter):
        return ()
    return tuple(item for item in jamforelse.krav if _is_change(item))


def changes_without_decision(jamforelse: Jamforelse) -> tuple[Skillnad, ...]:
    """Return those of them that no known decision carries, whether or not that is declared."""
    found = changes_of_wording(jamforelse)
    return tuple(item for item in found if all(is_unknown(name) for name in item.beslut))


def _is_forward(fore: Utgivning, efter: Utgivning) -> bool:
    """Whether the second is a later edition of the same book than the first, or the same on a later day."""
    order = [item.id for item in efter.bok.upplagor]
    if fore.bok.id != efter.bok.id or fore.upplaga.id not in order:
        return False
    old, new = order.index(fore.upplaga.id), order.index(efter.upplaga.id)
    return (old, str(fore.dag or "")) < (new, str(efter.dag or ""))


def _is_change(item: Skillnad) -> bool:
    clause = item.efter or item.fore
    if clause is None or clause.lydelse.stallning != "klausul":
        return False
    if item.fore is None or item.efter is None:
        return True
    return not item.doljbar and item.fore.lydelse != item.efter.lydelse


def declared_reason(jamforelse: Jamforelse, item: Skillnad | Beslut) -> str:
    """Return why a change has no known decision, or an approval no effect, where that is declared; else nothing."""
    if isinstance(item, Beslut):
        return _reason(item.saknas, _NO_EFFECT)
    clause = item.efter or item.fore
    own = (*clause.lydelse.saknas, *clause.krav.saknas) if clause is not None else ()
    return _reason((*own, *jamforelse.efter.upplaga.saknas), ("beslut",))


def _reason(gaps: Iterable[Saknas], names: Container[str]) -> str:
    return next((gap.motivering.strip() for gap in gaps if gap.vad in names), "")


def approvals_without_effect(jamforelse: Jamforelse) -> tuple[Beslut, ...]:
    """Return the approvals that name the new edition, and none of whose requirements differ from the one before it."""
    efter = jamforelse.efter
    if not _follows(jamforelse.fore, efter):
        return ()
    changed = {item.id for item in jamforelse.krav if not item.doljbar}
    parts = bool(jamforelse.kapitel or jamforelse.bilagor)
    found = []
    for beslut in efter.register.beslut.values():
        if beslut.beslut not in _APPROVED or beslut.avser.upplaga != efter.upplaga.id:
            continue
        named = set(beslut.avser.krav)
        effect = bool(changed & named) if named else bool(changed) or parts
        if efter.bok.id in beslut.avser.bocker and not effect:
            found.append(beslut)
    return tuple(found)


def _follows(fore: Utgivning, efter: Utgivning) -> bool:
    """Whether two whole editions of one book are consecutive: an approval is about what the one before became."""
    before = previous_upplaga(efter.bok, efter.upplaga)
    whole = fore.dag is None and efter.dag is None
    return whole and fore.bok.id == efter.bok.id and before is not None and before.id == fore.upplaga.id
