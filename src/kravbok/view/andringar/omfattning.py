"""The Omfattning line in the style of the SFS register: ändr. 4.2; ny 6.3; upph. 5.1; nuvarande 7.2 betecknas 7.3."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kravbok.diff.skillnad import Delskillnad, Jamforelse, Skillnad, Slag
from kravbok.edition import BilagaDel

__all__ = ["omfattning", "runs"]

CHANGED: frozenset[Slag] = frozenset(
    {
        "ändrad text", "ändrad siffra", "skärpt", "lindrad", "ändrad kravnivå", "ändrad frist", "ändrat ansvar",
        "ändrad uppgift", "rättad",
    }
)  # fmt: skip
"""Kinds that are a change of what a clause says: a new number or place, another decision or source are not."""

_PARTS = re.compile(r"(.*?)(\d+)$")


def omfattning(jamforelse: Jamforelse) -> str:
    """Return the line, empty when nothing of that kind differs."""
    krav = jamforelse.krav  # what stands outside the requirements has no number, and is no part of the line
    appendices = list(_appendices(jamforelse.bilagor))
    changed = runs(_new(item) for item in krav if item.fore and item.efter and CHANGED & set(item.slag))
    changed += [f"rubr. till kap. {part.efter.nummer}" for part in jamforelse.kapitel if part.efter and part.rubrik]
    groups = (
        ("ändr.", "ändr.", changed),
        ("ny", "nya", runs(_new(item) for item in krav if not item.fore)),
        ("upph.", "upph.", list(_ended(jamforelse))),
    )
    parts = [_group(one, many, names, appendices) for one, many, names in groups]
    return "; ".join([*filter(None, parts), *_renamed(krav)])


def _group(one: str, many: str, numbers: list[str], appendices: list[tuple[str, str]]) -> str:
    """Return what happened and to what: ”nya 6.3, 6.4, bil. 2”; empty for nothing."""
    names = [*numbers, *(name for kind, name in appendices if kind == one)]
    single = len(names) == 1 and "–" not in names[0]
    return f"{one if single else many} {', '.join(names)}" if names else ""


def _new(item: Skillnad) -> str:
    return item.efter.nummer if item.efter else ""


def _old(item: Skillnad) -> str:
    return item.fore.nummer if item.fore else ""


def _ended(jamforelse: Jamforelse) -> Iterator[str]:
    """Yield the ended numbers; the new edition may have given one of them to something else."""
    numbers = {_old(item) for item in jamforelse.krav if not item.efter} - {""}
    again = any(clause.nummer in numbers for clause in jamforelse.efter.klausuler.values())
    first, *rest = runs(numbers) or [""]
    yield from filter(None, (f"nuvarande {first}" if again else first, *rest))


def _appendices(parts: Iterable[Delskillnad]) -> Iterator[tuple[str, str]]:
    for part in parts:
        side = part.efter or part.fore
        if isinstance(side, BilagaDel):
            kind = "ny" if part.fore is None else "upph." if part.efter is None else "ändr."
            if kind != "ändr." or part.rubrik or part.text:
                yield kind, f"bil. {side.nummer}"


def _renamed(krav: Sequence[Skillnad]) -> Iterator[str]:
    """Yield what is numbered anew, runs of numbers that follow one another as one."""
    pairs = [(_old(item), _new(item)) for item in krav if _old(item) and _new(item) and _old(item) != _new(item)]
    pairs.sort(key=lambda pair: (_key(pair[0]), pair[1]))
    if pairs:
        rows = list(_joint(pairs))
        yield f"nuvarande {', '.join(old for old, _ in rows)} betecknas {', '.join(new for _, new in rows)}"


def _joint(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield pairs of runs that follow each other on both sides: (7.2–7.4, 7.3–7.5)."""
    start = 0
    for at in range(1, len(pairs) + 1):
        last = pairs[at - 1]
        if at == len(pairs) or not (_follows(last[0], pairs[at][0]) and _follows(last[1], pairs[at][1])):
            first = pairs[start]
            yield _span(first[0], last[0], at - start), _span(first[1], last[1], at - start)
            start = at


def runs(numbers: Iterable[str]) -> list[str]:
    """Return numbers in order with three or more that follow one another as one: 4.2, 6.1–6.4."""
    ordered = sorted(dict.fromkeys(filter(None, numbers)), key=_key)
    found: list[str] = []
    start = 0
    for at in range(1, len(ordered) + 1):
        if at == len(ordered) or not _follows(ordered[at - 1], ordered[at]):
            run = ordered[start:at]
            found += [_span(run[0], run[-1], len(run))] if len(run) > 2 else run
            start = at
    return found


def _span(first: str, last: str, count: int) -> str:
    return first if count == 1 else f"{first}, {last}" if count == 2 else f"{first}–{last}"


def _follows(one: str, two: str) -> bool:
    before, after = _PARTS.match(one), _PARTS.match(two)
    return before is not None and after is not None and before[1] == after[1] and int(after[2]) == int(before[2]) + 1


def _key(number: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts 4.9 before 4.10, and names after numbers."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"[.]", number))
