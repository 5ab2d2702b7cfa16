"""Findings put right, as the whole project is read and checked again: only what made them go, and gave nothing new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kravbok.check import check_underlag
from kravbok.checks.forseglingar import AVVIKELSER
from kravbok.encoding import decode
from kravbok.finding import Allvar, Finding, finding, not_among
from kravbok.fixes.atgarder import ATGARDER
from kravbok.underlag import Underlag, with_files
from kravbok.writing.edit import Edit, apply

__all__ = ["Rattning", "put_right"]

_ROUNDS = 40
"""More than any project needs: each round puts something right, or learns that something cannot be."""

_MOST = 100
"""So many findings are put right at once."""

_FURTHER = 3
"""So many times may what is put right bring out a finding that is put right in its turn."""


@dataclass(frozen=True, slots=True)
class Rattning:
    """The project as it would be, how many findings are put right, which are not and why, and those that are left."""

    underlag: Underlag
    rattade: int
    nekade: tuple[Finding, ...]
    kvar: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Forslag:
    """A finding and the edits that should make it go."""

    item: Finding
    edits: tuple[Edit, ...]


def put_right(projekt: Path, underlag: Underlag, stigar: tuple[str, ...] = ()) -> Rattning:
    """Return the project with every finding below the paths put right that has a remedy and takes no harm of it."""
    _, found = check_underlag(underlag, projekt=projekt)
    refused: dict[Finding, Finding] = {}
    done = 0
    for _ in range(_ROUNDS):
        group = [item for item in _proposals(underlag, found, stigar) if item.item not in refused][:_MOST]
        if not group:
            break
        made = _try(projekt, underlag, group, found)
        if isinstance(made, Finding):
            more = _sift(projekt, underlag, group, found)
            refused |= more
            group = group[:1]
            if more or isinstance(made := _try(projekt, underlag, group, found), Finding):
                continue  # without those that cannot be done; else each can be done, but not all at once
        underlag, found, count = made
        done += count
    nekade = tuple(why for item, why in refused.items() if item in found)
    return Rattning(underlag, done, nekade, tuple(found))


def _sift(projekt: Path, underlag: Underlag, group: list[_Forslag], found: Sequence[Finding]) -> dict[Finding, Finding]:
    """Return the findings of a group that cannot be put right, each with the reason, by trying half of it at a time."""
    made = _try(projekt, underlag, group, found)
    if not isinstance(made, Finding):
        return {}
    if len(group) == 1:
        return {group[0].item: made}
    middle = len(group) // 2
    halves = (_sift(projekt, underlag, half, found) for half in (group[:middle], group[middle:]))
    return {item: why for half in halves for item, why in half.items()}


def _proposals(underlag: Underlag, found: Sequence[Finding], stigar: tuple[str, ...]) -> Iterator[_Forslag]:
    """Yield the remedies that can be tried together: no two touch the same place."""
    data = {file.path: file.data for file in underlag.krav}
    last: dict[str, list[Edit]] = {}
    for item in found:
        path, atgard = item.position.path, ATGARDER.get(item.code)
        if atgard is None or atgard.make is None or path not in data or not path.startswith(stigar or ""):
            continue
        edits = tuple(atgard.make(item, decode(path, data[path])[0]))
        others = last.setdefault(path, [])
        if edits and all(one in others or _apart(one, other) for one in edits for other in others):
            others += edits
            yield _Forslag(item, edits)


def _apart(one: Edit, other: Edit) -> bool:
    return one.end <= other.start or other.end <= one.start


def _try(
    projekt: Path, underlag: Underlag, group: Sequence[_Forslag], found: Sequence[Finding], further: int = _FURTHER
) -> tuple[Underlag, list[Finding], int] | Finding:
    """Return the project with the edits made, what is then found in it and how many are put right; else why not.

    What the edits bring out in the same files may be put right in its turn: it is the end that nothing new is in.
    """
    sources = {file.path: file.data for file in underlag.krav}
    after = with_files(underlag, apply((edit for item in group for edit in item.edits), sources))
    then = check_underlag(after, projekt=projekt)[1]
    new, stuck = _harm(underlag, after, group, found, then), _stuck(group, found, then)
    if not new and stuck is None:
        return after, then, len(group)
    paths = tuple(item.item.position.path for item in group)
    brought = [] if stuck or not further else list(_proposals(after, new, paths))
    if brought and len(brought) == len(new):
        made = _try(projekt, after, brought, then, further - 1)
        if not isinstance(made, Finding):
            return made[0], made[1], made[2] + len(group)
    return _refused(group, [*new, stuck or group[0].item][0])


def _harm(
    before: Underlag, after: Underlag, group: Sequence[_Forslag], found: Sequence[Finding], then: Sequence[Finding]
) -> list[Finding]:
    """Return what is found that was not, but for what could not be seen before the edits."""
    unread = {item.position.path for item in found if item.code < "K2"} & {item.item.position.path for item in group}
    stopped = {item.item.position.path for item in group if item.item.code < "K1"}
    touched = set(_lines(before, after, group))

    def harms(item: Finding) -> bool:
        shown = bool(unread) and (item.position.path not in unread or not _is_worse(item, touched, stopped))
        return item.severity is not Allvar.UPPLYSNING and (item.code in AVVIKELSER or not shown)

    return [item for item in not_among(then, found, _mark) if harms(item)]


def _stuck(group: Sequence[_Forslag], found: Sequence[Finding], then: Sequence[Finding]) -> Finding | None:
    """Return the first finding of a group that the edits do not make go."""
    left = Counter(map(_mark, then))
    wanted = Counter(map(_mark, found)) - Counter(_mark(item.item) for item in group)
    return next((item.item for item in group if left[_mark(item.item)] > wanted[_mark(item.item)]), None)


def _is_worse(item: Finding, touched: set[tuple[str, int]], stopped: set[str]) -> bool:
    """Whether something new in a file that could not be read before comes of the edits, and did not lie hidden there.

    Where YAML's reader stopped at a fault, a second one shows when that is gone, further down and with its own remedy.
    """
    if (item.position.path, item.position.line) in touched:
        return True
    hidden = all(item.position.line > line for path, line in touched if path == item.position.path)
    return item.code < "K1" and not (hidden and item.code in ATGARDER and item.position.path in stopped)


def _mark(item: Finding) -> tuple[str, str, str, int]:
    """Return what a finding is before and after; where the reader stops at the first fault, its line too."""
    return item.position.path, item.code, item.message, item.position.line if item.code < "K1" else 0


def _lines(before: Underlag, after: Underlag, group: Sequence[_Forslag]) -> Iterator[tuple[str, int]]:
    """Yield the lines that the edits stand on once they are made."""
    texts = {file.path: decode(file.path, file.data)[0] for file in before.krav}
    made = {file.path: decode(file.path, file.data)[0] for file in after.krav}
    edits = sorted({edit for item in group for edit in item.edits if edit.text})
    moved = Counter[str]()
    for edit in sorted({edit for item in group for edit in item.edits}):
        if edit in edits:
            start = edit.start + moved[edit.path]
            yield edit.path, made[edit.path].count("\n", 0, start) + 1
        ending = "\r\n" if "\r\n" in texts[edit.path] else "\n"
        moved[edit.path] += len(edit.text.replace("\n", ending)) - (edit.end - edit.start)


def _refused(group: Sequence[_Forslag], item: Finding) -> Finding:
    """Return that a finding is not put right, and which finding stands in the way."""
    own = group[0].item
    if item is own:
        message = f"{own.code} är inte rättad: åtgärden hjälper inte här"
        return finding("K862", own.position, message, "Läs raden, välj vad som ska stå där, och rätta för hand.")
    if item.code in AVVIKELSER:
        message = f"{own.code} är inte rättad: en förseglad upplaga skulle ändras"
        return finding("K863", own.position, message, "Skriv en ny lydelse, eller ett rättelseblad.")
    message = f"{own.code} är inte rättad: rättelsen skulle ge {item.code}, {item.message}"
    return finding("K862", own.position, message, "Läs raden, välj vad som ska stå där, och rätta för hand.")
