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
    sets = _shingles(texts)
    often = Counter(chain.from_iterable(sets))
    shared = sorted((shingle for shingle, times in often.items() if times > 1), key=often.__getitem__)
    rank = {shingle: place for place, shingle in enumerate(shared)}
    index: dict[int, list[int]] = {}
    for number, own in enumerate(sets):
        ranks = sorted([rank[shingle] for shingle in own if shingle in rank])
        allowed = len(own) - -(-len(own) * LIKE[0] // LIKE[1])  # so many of them can be missing in a text alike
        candidates: set[int] = set()
        for place in ranks[: max(0, allowed + 1 - (len(own) - len(ranks)))]:
            known = index.setdefault(place, [])
            candidates.update(known)
            if len(known) < _KEPT:
                known.append(number)
        yield from ((other, number) for other in sorted(candidates) if _is_like(sets[other], own))


def _shingles(texts: Sequence[Sequence[str]]) -> list[set[int]]:
    """Return the shingles of each text, each as one number made of those of its three words."""
    ids: dict[str, int] = {}
    numbered = [[ids.setdefault(word, len(ids)) for word in words] for words in texts]
    size = len(ids)
    return [
        {(one * size + two) * size + three for one, two, three in zip(words, words[1:], words[2:], strict=False)}
        for words in numbered
    ]


def _is_like(first: set[int], second: set[int]) -> bool:
    shared = len(first & second)
    return shared * LIKE[1] >= (len(first) + len(second) - shared) * LIKE[0]
