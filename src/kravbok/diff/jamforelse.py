"""Utgivning × Utgivning -> Jamforelse: everything that differs between two editions, in one function."""

from __future__ import annotations

from kravbok.diff.delar import compare_appendices, compare_book, compare_chapters
from kravbok.diff.harkomst import trace_lineage
from kravbok.diff.krav import Lage, compare_clause, ended_clause, new_clause
from kravbok.diff.motsvarigheter import common_clauses, match_clauses
from kravbok.diff.platser import moved_clauses, shown_order
from kravbok.diff.skillnad import Jamforelse, Skillnad
from kravbok.edition import Utgivning
from kravbok.model.inspel import Rattelseblad

__all__ = ["diff_gemensamma", "diff_utgivningar"]


def diff_utgivningar(fore: Utgivning, efter: Utgivning) -> Jamforelse:
    """Return how two editions differ: of one book, of one book as read at two times, or of two books.

    Requirements are matched by id. Of two books the shared ones match, and those that correspond to each other
    (`motsvarar`); their places are not compared.
    """
    moved = moved_clauses(fore, efter) if fore.bok.id == efter.bok.id else frozenset()
    lage = Lage(fore, efter, moved, trace_lineage(fore, efter), _corrections(fore, efter))
    same = match_clauses(fore, efter)
    order = shown_order((same.get(name, name) for name in fore.klausuler), efter.klausuler, moved)
    old_names = {new: old for old, new in same.items()}
    return Jamforelse(
        fore=fore,
        efter=efter,
        krav=tuple(item for name in order if (item := _compare(lage, old_names.get(name, name), name)) is not None),
        kapitel=compare_chapters(fore, efter),
        bilagor=compare_appendices(fore, efter),
        bok=compare_book(fore, efter),
    )


def diff_gemensamma(fore: Utgivning, efter: Utgivning) -> Jamforelse:
    """Return how two books differ in what they have in common: shared requirements, and those that correspond."""
    lage = Lage(fore, efter, frozenset(), trace_lineage(fore, efter), _corrections(fore, efter))
    found = (_compare(lage, old, new) for new, old in common_clauses(fore, efter).items())
    return Jamforelse(fore, efter, tuple(item for item in found if item is not None))


def _compare(lage: Lage, old_name: str, name: str) -> Skillnad | None:
    old, new = lage.fore.klausuler.get(old_name), lage.efter.klausuler.get(name)
    if old is not None and new is not None:
        return compare_clause(lage, old, new)
    return new_clause(lage, new) if new is not None else ended_clause(lage, old) if old is not None else None


def _corrections(fore: Utgivning, efter: Utgivning) -> dict[str, tuple[str, ...]]:
    """Return by requirement the corrections that concern one of the editions and not the other in the same words."""
    old, new = _concerning(fore), _concerning(efter)
    found: dict[str, tuple[str, ...]] = {}
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            krav_id, name = key
            found[krav_id] = (*found.get(krav_id, ()), name)
    return found


def _concerning(utgivning: Utgivning) -> dict[tuple[str, str], Rattelseblad]:
    """Return the corrections of an edition by requirement and id."""
    edition = f"{utgivning.bok.id}/{utgivning.upplaga.id}"
    records = utgivning.register.rattelseblad.items()
    return {(item.galler, name): item for name, item in records if item.upplaga == edition}
