"""Which records differ between two registers, by what they say and not by which file they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kravbok.register import Post, Register

__all__ = ["Postandring", "changed_posts"]

Nyckel = tuple[str, str, str]
"""A record's kind, its book (for chapters and appendices) and its id."""


@dataclass(frozen=True, slots=True)
class Postandring:
    """A record that differs: its kind by the model's name, its id, what happened, and the file it stands in."""

    slag: str
    id: str
    vad: Literal["ny", "ändrad", "borttagen"]
    path: str


def changed_posts(fore: Register, efter: Register) -> tuple[Postandring, ...]:
    """Return the records that differ, in order; one in a file with faults is not known, so it has not ended."""
    return tuple(sorted(_changes(fore, efter), key=lambda item: (item.slag, item.id, item.path)))


def _changes(fore: Register, efter: Register) -> Iterator[Postandring]:
    old, new = _by_key(fore), _by_key(efter)
    for key, post in new.items():
        before = old.get(key)
        if before is None:
            if not fore.is_unread(key[2]):
                yield Postandring(key[0], key[2], "ny", post.path)
        elif not _same_bytes(fore, before, efter, post) and before.record != post.record:
            yield Postandring(key[0], key[2], "ändrad", post.path)
    for key, post in old.items():
        if key not in new and not efter.is_unread(key[2]):
            yield Postandring(key[0], key[2], "borttagen", post.path)


def _by_key(register: Register) -> Mapping[Nyckel, Post]:
    return {_key(post): post for post in register.posts.values()}


def _key(post: Post) -> Nyckel:
    """Return what a record is known by; one without an id is the only one of its kind in its file."""
    record = post.record
    own = getattr(record, "id", None)
    return type(record).__name__, str(getattr(record, "bok", "")), str(own) if own is not None else post.path


def _same_bytes(fore: Register, before: Post, efter: Register, after: Post) -> bool:
    """Whether both stand in files that are the same to the byte: then nothing has to be compared."""
    old, new = fore.sources.get(before.path), efter.sources.get(after.path)
    return old is not None and old == new and before.number == after.number
