"""Word differences as Swedish readers want them: whole words, exact, the same in both directions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, islice
from typing import Any, Literal, Protocol, TypeVar

from kravbok.diff.skillnad import Blockskillnad, Ordbit

__all__ = ["Op", "align", "diff_block", "diff_ord", "trim"]

Op = tuple[Literal["equal", "replace", "delete", "insert"], int, int, int, int]
Run = tuple[str, str, str]  # what stands in both texts (or nothing), then what stands only in the old, only in the new

MAX_PAIRS = 60_000
"""Equal pairs that an alignment looks at; real texts have far fewer, and what has more is shown as replaced."""

MAX_BLOCKS = 2_500
"""Pairs of paragraphs that are tried against each other when texts are paired by likeness."""

ISLAND = 2
"""Letters of an unchanged run between two changes that is always taken into them."""

_REMEMBERED = 4_096
"""Pairs of texts that are remembered: the same change stands between many pairs of editions."""

_RATIO = 4  # a run is also taken in when the smaller change beside it is so many times longer
_ALIKE = 0.5  # share of words that two paragraphs have in common to be one paragraph that changed

# A word keeps the hyphens, dots and colons inside it (e-post, SOSFS 2005:12), and a number its thousands. What is taken
# is never given back (++): no shorter word could be right.
_WORD = re.compile(
    r"(\d{1,3}+(?:[\u00a0\u202f]\d{3})++(?:,\d++)?|[\w\u0300-\u036f]++(?:[-\u2010\u2011–.,:/@'’][\w\u0300-\u036f]++)*+|[^\w\s])"
)
_END = frozenset(".!?:;")


class Ordnad(Hashable, Protocol):
    """What can be aligned: hashable, and ordered so that both directions are computed as one."""

    def __lt__(self, other: Any, /) -> bool: ...


T = TypeVar("T", bound=Ordnad)


def align(fore: Sequence[T], efter: Sequence[T]) -> Iterator[Op]:
    """Yield the steps from one sequence to the other, as difflib's opcodes; the other way is the exact inverse."""
    first, last = trim(fore, efter)
    if first:
        yield "equal", 0, first, 0, first
    old, new = fore[first : len(fore) - last], efter[first : len(efter) - last]
    for tag, i1, i2, j1, j2 in _middle(old, new):
        yield tag, i1 + first, i2 + first, j1 + first, j2 + first
    if last:
        yield "equal", len(fore) - last, len(fore), len(efter) - last, len(efter)


def trim(fore: Sequence[T], efter: Sequence[T]) -> tuple[int, int]:
    """Return how many elements are equal at the beginning, and how many of the others at the end."""
    short = min(len(fore), len(efter))
    first = next((number for number in range(short) if fore[number] != efter[number]), short)
    short -= first
    last = next((number for number in range(short) if fore[-1 - number] != efter[-1 - number]), short)
    return first, last


def _middle(fore: Sequence[T], efter: Sequence[T]) -> Iterator[Op]:
    """Yield the steps between sequences that have no common beginning or end."""
    if not fore and not efter:
        return
    if set(fore).isdisjoint(efter) or len(fore) * len(efter) > MAX_PAIRS < _pairs(fore, efter):
        yield _tag(len(fore), len(efter)), 0, len(fore), 0, len(efter)
        return
    turned = list(efter) < list(fore)  # difflib answers differently by direction: ask it one way only
    old, new = (efter, fore) if turned else (fore, efter)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield ("equal", j1, j2, i1, i2) if turned else ("equal", i1, i2, j1, j2)
        elif turned:
            yield _tag(j2 - j1, i2 - i1), j1, j2, i1, i2
        else:
            yield _tag(i2 - i1, j2 - j1), i1, i2, j1, j2


def _pairs(fore: Sequence[T], efter: Sequence[T]) -> int:
    new = Counter(efter)
    return sum(count * new[item] for item, count in Counter(fore).items())


def _tag(old: int, new: int) -> Literal["replace", "delete", "insert"]:
    return "replace" if old and new else "delete" if old else "insert"


@lru_cache(maxsize=_REMEMBERED)
def diff_ord(fore: str, efter: str) -> tuple[Ordbit, ...]:
    """Return the words of both texts: those of `=` and `-` joined are the old text, `=` and `+` the new one."""
    if fore == efter:
        return (Ordbit("=", fore),) if fore else ()
    old, new = _WORD.split(fore), _WORD.split(efter)  # a blank, a word, a blank, … and at last a blank
    steps = _slide(list(align(old[1::2], new[1::2])), old[1::2], new[1::2])
    return tuple(_bits(_without_islands(_joined(_runs(steps, old, new)))))


def _slide(steps: list[Op], fore: list[str], efter: list[str]) -> list[Op]:
    """Return the steps with each added or removed run moved to where a sentence begins, when it can be read so.

    ”A ska B. A ska C.” with a sentence put between reads as one whole new sentence, not as ”B. A ska” in the middle.
    """
    for number in range(1, len(steps) - 1):
        (tag, i1, i2, j1, j2), before, after = steps[number], steps[number - 1], steps[number + 1]
        if tag not in ("insert", "delete") or before[0] != "equal" or after[0] != "equal":
            continue
        words, start, end = (efter, j1, j2) if tag == "insert" else (fore, i1, i2)
        back = _best_start(words, start, end, before[2] - before[1])
        if back:
            steps[number - 1] = ("equal", before[1], before[2] - back, before[3], before[4] - back)
            steps[number] = (tag, i1 - back, i2 - back, j1 - back, j2 - back)
            steps[number + 1] = ("equal", after[1] - back, after[2], after[3] - back, after[4])
    return steps


def _best_start(words: list[str], start: int, end: int, room: int) -> int:
    """Return how far back a run should move so that it begins after a sentence's end; 0 to stay."""
    for back in range(room + 1):
        if start == back or words[start - back - 1] in _END:
            return back
        if words[start - back - 1] != words[end - back - 1]:
            break
    return 0


def _runs(steps: list[Op], fore: list[str], efter: list[str]) -> Iterator[Run]:
    """Yield the texts of the steps; blanks belong to the word after them, and may differ where the word does not."""
    for tag, i1, i2, j1, j2 in steps:
        old, new = fore[2 * i1 : 2 * i2], efter[2 * j1 : 2 * j2]
        if old == new:
            yield "".join(old), "", ""
        elif tag == "equal":
            for number in range(len(old)):
                yield from _same(old[number], new[number])
        else:
            yield from _changed("".join(old), "".join(new))
    yield from _same(fore[-1], efter[-1])


def _same(old: str, new: str) -> Iterator[Run]:
    yield (old, "", "") if old == new else ("", old, new)


def _changed(old: str, new: str) -> Iterator[Run]:
    """Yield a change with the blank that both sides begin with outside it."""
    blank = old[: len(old) - len(old.lstrip())]
    if blank and blank == new[: len(new) - len(new.lstrip())]:
        yield blank, "", ""
        old, new = old[len(blank) :], new[len(blank) :]
    yield "", old, new


def _joined(runs: Iterator[Run]) -> list[Run]:
    """Return the runs with neighbours of one kind made one; kinds alternate in what comes back."""
    groups = (zip(*group, strict=True) for _, group in groupby(filter(any, runs), key=_is_changed))
    return [("".join(same), "".join(old), "".join(new)) for same, old, new in groups]


def _is_changed(run: Run) -> bool:
    return not run[0]


def _without_islands(runs: list[Run]) -> list[Run]:
    """Return the runs with each unchanged run that is too small to read between two changes taken into them."""
    kept: list[Run] = []
    for run in runs:
        if not run[0] and len(kept) > 1 and _is_island(kept[-2], kept[-1][0], run):
            same = kept.pop()[0]
            _, old, new = kept.pop()
            kept.append(("", old + same + run[1], new + same + run[2]))
        else:
            kept.append(run)
    return kept


def _is_island(before: Run, same: str, after: Run) -> bool:
    beside = min(max(len(run[1]), len(run[2])) for run in (before, after))
    most = max(ISLAND, beside // _RATIO)
    return len([*islice(filter(str.isalnum, same), most + 1)]) <= most


def _bits(runs: list[Run]) -> Iterator[Ordbit]:
    for same, old, new in runs:
        if same:
            yield Ordbit("=", same)
        if old:
            yield Ordbit("-", old)
        if new:
            yield Ordbit("+", new)


def diff_block(fore: Sequence[str], efter: Sequence[str]) -> tuple[Blockskillnad, ...]:
    """Return every paragraph of both texts in order, the unchanged ones too, each word by word."""
    if len(fore) == len(efter) == 1:
        return (Blockskillnad(diff_ord(fore[0], efter[0])),)
    blocks: list[Blockskillnad] = []
    for tag, i1, i2, j1, j2 in align(fore, efter):
        if tag == "equal":
            blocks += [Blockskillnad(diff_ord(text, text)) for text in fore[i1:i2]]
        else:
            blocks += _paired(fore[i1:i2], efter[j1:j2])
    return tuple(blocks)


def _paired(fore: Sequence[str], efter: Sequence[str]) -> Iterator[Blockskillnad]:
    """Yield changed paragraphs: the pairs that are alike, and between them what was removed and then what was added."""
    i = j = 0
    for old, new in [*_pairing(fore, efter), (len(fore), len(efter))]:
        yield from (Blockskillnad((Ordbit("-", text),)) for text in fore[i:old])
        yield from (Blockskillnad((Ordbit("+", text),)) for text in efter[j:new])
        if old < len(fore):
            yield Blockskillnad(diff_ord(fore[old], efter[new]))
        i, j = old + 1, new + 1


def _pairing(fore: Sequence[str], efter: Sequence[str]) -> list[tuple[int, int]]:
    """Return which paragraphs belong together, in order: the choice with the greatest likeness in all."""
    if len(fore) == len(efter) == 1:
        return [(0, 0)]
    if len(fore) * len(efter) > MAX_BLOCKS:
        return [(number, number) for number in range(min(len(fore), len(efter)))]
    if list(efter) < list(fore):
        return [(old, new) for new, old in _pairing(efter, fore)]
    old_words, new_words = (
        [Counter(_WORD.split(text)[1::2]) for text in fore],
        [Counter(_WORD.split(text)[1::2]) for text in efter],
    )
    best: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(efter) + 1)]
    for i, old in enumerate(old_words):
        row: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
        for j, new in enumerate(new_words):
            choices = [best[i][j + 1], row[j]]
            if (like := _likeness(old, new)) >= _ALIKE:
                choices.append((best[i][j][0] + like, [*best[i][j][1], (i, j)]))
            row.append(max(choices, key=lambda choice: choice[0]))
        best.append(row)
    return best[-1][-1][1]


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0
