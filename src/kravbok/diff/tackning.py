"""Changes and decisions held against each other: what no decision carries, and which approval changed nothing."""

from __future__ import annotations

from kravbok.diff.skillnad import Jamforelse, Skillnad
from kravbok.model.register import Beslut
from kravbok.model.tid import is_unknown

__all__ = ["approvals_without_effect", "changes_without_decision"]


def changes_without_decision(jamforelse: Jamforelse) -> tuple[Skillnad, ...]:
    """Return the changes of wording that no known decision carries and that do not declare it missing."""
    return tuple(item for item in jamforelse.krav if _is_change(item) and not _is_carried(item))


def _is_change(item: Skillnad) -> bool:
    """Whether the requirement's own wording came, went or is another."""
    if item.fore is None or item.efter is None:
        return True
    return not item.doljbar and item.fore.lydelse != item.efter.lydelse


def _is_carried(item: Skillnad) -> bool:
    clause = item.efter or item.fore
    gaps = (*clause.lydelse.saknas, *clause.krav.saknas) if clause is not None else ()
    return any(not is_unknown(name) for name in item.beslut) or any(gap.vad == "beslut" for gap in gaps)


def approvals_without_effect(jamforelse: Jamforelse) -> tuple[Beslut, ...]:
    """Return the approvals that name the new edition and none of whose requirements differ."""
    efter = jamforelse.efter
    changed = {item.id for item in jamforelse.krav if not item.doljbar}
    parts = bool(jamforelse.kapitel or jamforelse.bilagor)
    found = []
    for beslut in efter.register.beslut.values():
        if beslut.beslut not in ("bifall", "delvis bifall") or beslut.avser.upplaga != efter.upplaga.id:
            continue
        named = set(beslut.avser.krav)
        effect = bool(changed & named) if named else bool(changed) or parts
        if efter.bok.id in beslut.avser.bocker and not effect:
            found.append(beslut)
    return tuple(found)
