"""What differs from the last commit: the requirements that are not saved in git as they read now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from kravbok.edition import Utgivning, make_utgivning
from kravbok.git import head_commit
from kravbok.loader import load_register
from kravbok.preview.ogonblick import Ogonblick, changed_krav, changes_between, read_once
from kravbok.register import Register
from kravbok.underlag import gather
from kravbok.view.andringar.delar import AndringVy
from kravbok.view.webb.adress import id_adress, upplaga_adress

__all__ = ["Incheckat", "Sedan"]


class Incheckat:
    """The records as the last commit has them, read again when there is a new commit."""

    def __init__(self, projekt: Path) -> None:
        self._projekt, self._commit = projekt, ""
        self._register: Register | None = None

    def read(self) -> Register | None:
        """Return the records of the last commit; None where there is no commit."""
        commit = head_commit(self._projekt)
        if commit != self._commit:
            self._commit = commit
            self._register = load_register(gather(self._projekt, commit).krav, read_once)[0] if commit else None
        return self._register


class Sedan:
    """What differs between a moment and the last commit."""

    def __init__(self, nu: Ogonblick, incheckat: Register | None) -> None:
        self._nu, self.incheckat = nu, incheckat
        self._made: dict[str, Mapping[str, AndringVy]] = {}

    @cached_property
    def krav(self) -> frozenset[str]:
        """The requirements whose files differ from those of the commit."""
        return changed_krav(self.incheckat, self._nu.register) if self.incheckat is not None else frozenset()

    def on(self, adress: str) -> dict[str, AndringVy]:
        """Return what has changed in each requirement of the edition that a page belongs to, or of the page's own."""
        found: dict[str, AndringVy] = {}
        for utgivning in self._editions(adress) if self.krav else ():
            changes = self._changes(utgivning)
            mine = (name for name in sorted(self.krav) if name in utgivning.klausuler and name not in found)
            found |= {name: change for name in mine if (change := changes.get(name)) is not None}
        return found

    def _editions(self, adress: str) -> Iterator[Utgivning]:
        for item in reversed(self._nu.utgivningar):
            own = adress.startswith(upplaga_adress(item.bok, item.upplaga))
            if own or any(adress == id_adress(name) and name in item.klausuler for name in self.krav):
                yield item

    def _changes(self, utgivning: Utgivning) -> Mapping[str, AndringVy]:
        if utgivning.namn not in self._made:
            before = self._before(utgivning)
            self._made[utgivning.namn] = changes_between(before, utgivning) if before is not None else {}
        return self._made[utgivning.namn]

    def _before(self, utgivning: Utgivning) -> Utgivning | None:
        """Return the same edition as the commit has it."""
        register = self.incheckat
        bok = register.bocker.get(utgivning.bok.id) if register is not None else None
        if register is None or bok is None or bok.organisation not in register.organisationer:
            return None
        upplaga = next((item for item in bok.upplagor if item.id == utgivning.upplaga.id), None)
        return make_utgivning(register, bok, upplaga) if upplaga is not None else None
