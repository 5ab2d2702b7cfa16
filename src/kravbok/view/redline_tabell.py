"""Lists of facts and tables as a redline: paired by term, by row and by column, and then word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from markupsafe import Markup

from kravbok.diff.ord import align
from kravbok.view.parts import Bit, Bitar, Faktum, Tabellrad, TabellVy, plain
from kravbok.view.redline_block import pair
from kravbok.view.redline_ord import Penna

__all__ = ["merge", "redline_fakta", "redline_tabeller"]

T = TypeVar("T")
Par = tuple[T | None, T | None]


def merge(fore: Sequence[T], efter: Sequence[T], key: Callable[[T], str]) -> list[Par[T]]:
    """Return what stands in both lists under one key, in the new order, and what stands in one of them where it stood.

    What has another place in the new list comes twice: at the old place and at the new one.
    """
    pairs: list[Par[T]] = []
    for tag, i1, i2, j1, j2 in align([key(part) for part in fore], [key(part) for part in efter]):
        if tag == "equal":
            pairs += zip(fore[i1:i2], efter[j1:j2], strict=True)
        else:
            pairs += [(part, None) for part in fore[i1:i2]]
            pairs += [(None, part) for part in efter[j1:j2]]
    return pairs


def redline_fakta(penna: Penna, fore: Sequence[Faktum], efter: Sequence[Faktum]) -> tuple[Faktum, ...]:
    """Return lists of facts as one: a fact is the same by its term, a value of it by its words."""
    return tuple(_fact(penna, old, new) for old, new in merge(fore, efter, lambda fact: fact.term))


def _fact(penna: Penna, old: Faktum | None, new: Faktum | None) -> Faktum:
    term = penna.words(old.term if old else None, new.term if new else None)
    values = pair(old.varden if old else (), new.varden if new else (), plain)
    return Faktum(term, tuple(_cell(penna, before, after) for before, after in values))


def _cell(penna: Penna, old: Bitar | None, new: Bitar | None) -> Bitar:
    return (Bit(penna.links(old, new)),)


def redline_tabeller(penna: Penna, fore: TabellVy | None, efter: TabellVy | None) -> tuple[TabellVy, ...]:
    """Return a table as a redline; as two tables where the pen must be exact and the columns are others."""
    if penna.exact and fore and efter and fore.kolumner != efter.kolumner:
        ids = {row.id for row in efter.rader}
        gone = replace(fore, rader=tuple(replace(row, id="") if row.id in ids else row for row in fore.rader))
        both = (*redline_tabeller(penna, gone, None), *redline_tabeller(penna, None, efter))
        return tuple(replace(table, rubrik=efter.rubrik) for table in both)
    columns = merge(_numbered(fore.kolumner if fore else ()), _numbered(efter.kolumner if efter else ()), lambda it: it)
    places = [(_place(fore, old), _place(efter, new)) for old, new in columns]
    heads = tuple(_head(penna, fore, efter, place) for place in places)
    rows = merge(_keyed(fore), _keyed(efter), lambda keyed: keyed[0])
    stays = {new[1].id for _, new in rows if new}
    built = tuple(_row(penna, old[1] if old else None, new[1] if new else None, places, stays) for old, new in rows)
    title = penna.words(fore.rubrik if fore else None, efter.rubrik if efter else None)
    return (TabellVy(title, heads, built),)


def _head(penna: Penna, fore: TabellVy | None, efter: TabellVy | None, place: Par[int]) -> Markup:
    old, new = place
    return penna.words(
        fore.kolumner[old] if fore and old is not None else None,
        efter.kolumner[new] if efter and new is not None else None,
    )


def _row(
    penna: Penna, old: Tabellrad | None, new: Tabellrad | None, places: Sequence[Par[int]], stays: Iterable[str]
) -> Tabellrad:
    """Return a row; one that is gone keeps its id, unless the row stands at another place."""
    cells = tuple(_cell(penna, _at(old, before), _at(new, after)) for before, after in places)
    name = new.id if new else old.id if old and old.id not in stays else ""
    return Tabellrad(cells, name)


def _at(row: Tabellrad | None, place: int | None) -> Bitar | None:
    return None if row is None or place is None else row.celler[place]


def _place(table: TabellVy | None, column: str | None) -> int | None:
    return None if table is None or column is None else _numbered(table.kolumner).index(column)


def _keyed(table: TabellVy | None) -> list[tuple[str, Tabellrad]]:
    """Return the rows with what each is known by: its id, what its first cell links to, or that cell's words."""
    rows = table.rader if table else ()
    names = _numbered(
        row.id or next((bit.href for bit in row.celler[0] if bit.href), plain(row.celler[0])) for row in rows
    )
    return list(zip(names, rows, strict=True))


def _numbered(names: Iterable[str]) -> list[str]:
    """Return the names, each with how many times it has come before, so that no two are alike."""
    seen: Counter[Hashable] = Counter()
    return list(_count(names, seen))


def _count(names: Iterable[str], seen: Counter[Hashable]) -> Iterator[str]:
    for name in names:
        yield f"{name}\x1f{seen[name]}"
        seen[name] += 1
