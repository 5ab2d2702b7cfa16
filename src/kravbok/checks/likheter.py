"""Which texts are alike: shingles of three words, compared exactly with the few others that share a rare one.

Each text looks up only its rarest shingles: two texts that are alike enough must have one of those in common (the
prefix filter of Bayardo, Ma and Srikant, 2007). Likeness is Jaccard's: shared shingles of all shingles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

__all__ = ["LIKE", "alike"]

LIKE = (3, 5)
"""So much of the shingles is shared by texts that are alike: one changed word in twelve, or two that stand together.

A changed word breaks three shingles. A clause of twenty words with one word changed keeps 15 of 21 (71 %); with two,
apart from each other, 12 of 24 (50 %), and is then more likely another duty in the same turn of phrase.
"""

_KEPT = 16  # texts that one shingle leads to; what is alike in more than so many is found by the first of them


def alike(texts: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield each two texts that are alike, the earlier first; texts without three words are never alike."""
    index: dict[int, list[int]] = {}
    sets: list[set[int]] = []
    for number, (own, alone) in enumerate(_ranked(texts)):
        candidates: set[int] = set()
        needed = -(-len(own) * LIKE[0] // LIKE[1])
        for shingle in sorted(own)[alone : len(own) - needed + 1]:
            known = index.setdefault(shingle, [])
            candidates.update(known)
            if len(known) < _KEPT:
                known.append(number)
        sets.append(own)
        yield from ((other, number) for other in sorted(candidates) if _is_like(sets[other], own))


def _ranked(texts: Sequence[Sequence[str]]) -> Iterator[tuple[set[int], int]]:
    """Yield the shingles of each text as numbers, the rarest lowest, and how many of them no other text has."""
    ids: dict[tuple[str, str, str], int] = {}
    numbered = [
        {ids.setdefault(shingle, len(ids)) for shingle in zip(words, words[1:], words[2:], strict=False)}
        for words in texts
    ]
    often = Counter(chain.from_iterable(numbered))
    rank = [0] * len(ids)
    for place, shingle in enumerate(sorted(range(len(ids)), key=often.__getitem__)):
        rank[shingle] = place
    single = sum(times == 1 for times in often.values())
    for own in numbered:
        ranks = {rank[shingle] for shingle in own}
        yield ranks, sum(place < single for place in ranks)


def _is_like(first: set[int], second: set[int]) -> bool:
    shared = len(first & second)
    return shared * LIKE[1] >= (len(first) + len(second) - shared) * LIKE[0]
