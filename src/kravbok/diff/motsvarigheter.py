"""Requirements of two books that say the same thing under different ids, by `motsvarar` of either of them."""

from __future__ import annotations

from collections import Counter

from kravbok.edition import Utgivning

__all__ = ["common_clauses", "match_clauses"]


def match_clauses(fore: Utgivning, efter: Utgivning) -> dict[str, str]:
    """Return by id of the one book the id of the other that it is compared with; nothing within one book.

    One that corresponds to several is compared with none of them: nobody has said which words answer to which.
    """
    if fore.bok.id == efter.bok.id:
        return {}
    links = _named(fore, efter) | {(old, new) for new, old in _named(efter, fore)}
    before, after = Counter(old for old, _ in links), Counter(new for _, new in links)
    return {old: new for old, new in sorted(links) if before[old] == after[new] == 1}


def common_clauses(fore: Utgivning, efter: Utgivning) -> dict[str, str]:
    """Return by id each requirement of one book that the other book has too, or has one that corresponds to.

    In the order of the second book, each with its id in the first one.
    """
    old_names = {new: old for old, new in match_clauses(fore, efter).items()}
    found = {name: old_names.get(name, name) for name in efter.klausuler}
    return {name: old for name, old in found.items() if old in fore.klausuler}


def _named(one: Utgivning, other: Utgivning) -> set[tuple[str, str]]:
    """Return each requirement that only one of the books has, with each that it says that it corresponds to."""
    return {
        (name, there)
        for name, clause in one.klausuler.items()
        for there in clause.lydelse.motsvarar
        if there in other.klausuler and there not in one.klausuler and name not in other.klausuler
    }
