"""The project as its files stood at a moment: its records, and every page by its address before it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import groupby
from pathlib import Path
from threading import RLock
from typing import TypeVar

from kravbok.diff.jamforelse import diff_utgivningar
from kravbok.diff.skillnad import Jamforelse
from kravbok.edition import Utgivning, make_utgivning, previous_upplaga
from kravbok.model.krav import Krav
from kravbok.production import make_utgava
from kravbok.reading import Last, read_file
from kravbok.register import Register
from kravbok.settings import Byggval
from kravbok.sources import File
from kravbok.swedish import sort_key
from kravbok.templates import Mallar
from kravbok.view.andringar.andring import make_seende, view_andring
from kravbok.view.andringar.delar import AndringVy
from kravbok.view.krav import view_krav
from kravbok.view.parts import BokVy
from kravbok.view.webb.upplagor import BokensUpplagor, Upplagevy
from kravbok.webbplats.plan import Sidplan
from kravbok.webbplats.sidor import plan_sidor
from kravbok.webbplats.underlag import Webbunderlag, make_webb

__all__ = ["Ogonblick", "changed_krav", "changes_between", "read_once"]

T = TypeVar("T")


class _Efterhand(Mapping[str, T]):
    """What is made when it is first asked for, by its key; a key that makes nothing is not there."""

    def __init__(self, keys: Callable[[], Sequence[str]], make: Callable[[str], T | None]) -> None:
        self._keys, self._make, self._made = keys, make, dict[str, T | None]()

    def __getitem__(self, key: str) -> T:
        if key not in self._made:
            self._made[key] = self._make(key)
        made = self._made[key]
        if made is None:
            raise KeyError(key)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys())

    def __len__(self) -> int:
        return len(self._keys())


@lru_cache(maxsize=20_000)
def read_once(file: File) -> Last:
    """Return a file's documents and faults; the same bytes at the same place are read once."""
    return read_file(file)


class Ogonblick:
    """The records at a moment, and the pages of them; nothing is shown or compared until a page asks for it."""

    def __init__(self, projekt: Path, register: Register, mallar: Mallar) -> None:
        self.register, self.mallar = register, mallar
        self._val = Byggval(projekt, projekt / "build", format=())
        self._lock = RLock()
        self._known: dict[str, Sidplan] = {}

    @cached_property
    def utgivningar(self) -> list[Utgivning]:
        """Every edition of every book whose organisation is known, in order of book and time."""
        books = sorted(self.register.bocker.values(), key=lambda bok: sort_key(bok.titel))
        mine = [bok for bok in books if bok.organisation in self.register.organisationer]
        return [make_utgivning(self.register, bok, upplaga) for bok in mine for upplaga in bok.upplagor]

    @cached_property
    def underlag(self) -> Webbunderlag:
        """What the pages are made of."""
        by_book = [list(own) for _, own in groupby(self.utgivningar, key=lambda item: item.bok.id)]
        books = tuple(BokensUpplagor(tuple(self._edition(item, own) for item in own), None) for own in by_book)
        mine = [
            self.register.organisationer[name] for name in dict.fromkeys(own[0].bok.organisation for own in by_book)
        ]
        return Webbunderlag(self.register, books, (), make_webb(mine, None, utkast=False), None, {})

    def find(self, adress: str) -> Sidplan | None:
        """Return the page that stands at an address; pages before it in the list are only planned."""
        with self._lock:
            while adress not in self._known:
                plan = next(self._rest, None)
                if plan is None:
                    return None
                self._known[plan.adress] = plan
            return self._known[adress]

    @cached_property
    def _rest(self) -> Iterator[Sidplan]:
        return plan_sidor(self.underlag, None) if self.utgivningar else iter(())

    def _edition(self, utgivning: Utgivning, own: Sequence[Utgivning]) -> Upplagevy:
        before = previous_upplaga(utgivning.bok, utgivning.upplaga)
        fore = next((item for item in own if item.upplaga is before), None)
        clauses = utgivning.klausuler
        return Upplagevy(
            utgivning,
            partial(self._book, utgivning),
            _Efterhand(
                lambda: [*clauses], lambda name: view_krav(utgivning, clauses[name]) if name in clauses else None
            ),
            changes_between(fore, utgivning) if fore is not None else {},
            fore,
        )

    def _book(self, utgivning: Utgivning) -> BokVy:
        return make_utgava(utgivning, self.mallar, self._val, utkast=False).vy


def changed_krav(before: Register, now: Register) -> frozenset[str]:
    """Return the ids of the requirements whose files are other than before."""
    posts = (post for post in now.posts.values() if before.sources.get(post.path) != now.sources[post.path])
    return frozenset(post.record.id for post in posts if isinstance(post.record, Krav))


def changes_between(fore: Utgivning, efter: Utgivning) -> Mapping[str, AndringVy]:
    """Return what has changed in each requirement; the editions are compared when the first is asked for."""

    @lru_cache(maxsize=1)
    def compared() -> Jamforelse:
        return diff_utgivningar(fore, efter)

    def make(name: str) -> AndringVy | None:
        found = next((item for item in compared().krav if item.id == name), None)
        return view_andring(make_seende(fore, efter), found) if found is not None else None

    return _Efterhand(lambda: [item.id for item in compared().krav], make)
