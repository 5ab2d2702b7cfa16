"""Keys of the pages: the hash of all that a page is made from, so that one whose key is kept need not be made again.

A page depends on the program, the templates, every record that is no requirement, and the requirements it shows: their
files and their views in all editions (a view has in it what other records lend it: numbers, values, headings).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kravbok.cache import key_of
from kravbok.edition import Klausul, Utgivning
from kravbok.kontroll import program_mark
from kravbok.model.krav import Krav
from kravbok.register import Register
from kravbok.templates import Mallar
from kravbok.view.webb.upplagor import Upplagevy
from kravbok.webbplats.underlag import Webbunderlag

__all__ = ["Nycklar"]


@dataclass(frozen=True)
class Nycklar:
    """Gives the keys of the pages of a site."""

    underlag: Webbunderlag
    mallar: Mallar

    def krav(self, item: Upplagevy, krav: str, *around: object) -> str:
        """Return the key of a requirement's page in an edition, with the ways on from it."""
        return self._key("krav", item.utgivning.namn, self._klausuler[krav], *map(repr, around))

    def kapitel(self, item: Upplagevy, number: int) -> str:
        """Return the key of a chapter's page, by its place among the edition's chapters."""
        part, shown = item.utgivning.avsnitt[number], item.bok.kapitel[number]
        clauses = (self._klausuler[clause.id] for clause in part.klausuler)
        return self._key("kapitel", item.utgivning.namn, part.kapitel.id, shown.rubrik, shown.html, *clauses)

    def utanfor(self, item: Upplagevy) -> str:
        """Return the key of the page of what stands outside an edition's requirements."""
        clauses = (self._klausuler[clause.id] for clause in item.utgivning.utanfor)
        return self._key("utanfor", item.utgivning.namn, *clauses)

    def permanent(self, krav: str) -> str:
        """Return the key of a requirement's own page."""
        return self._key("id", krav, self._klausuler[krav])

    def jamforelse(self, utgivningar: Sequence[Utgivning]) -> str:
        """Return the key of editions compared: of a requirement that is the same in all, only that it is there."""
        names = [item.namn for item in utgivningar]
        headed = (
            (krav, item.krav[krav].nummer, item.krav[krav].rubrik) for item in self._upplagor for krav in item.krav
        )
        parts = [repr([*headed])]
        for krav, own in sorted(self._klausuler.items()):
            shown = [self._visade.get((name, krav), "") for name in names]
            parts.append(f"{krav} {shown[0]}" if len({*shown}) == 1 else f"{krav} {own}")
        return self._key("jamforelse", *names, *parts)

    def _key(self, *parts: str) -> str:
        return key_of(self._grund, *(part.encode("utf-8", "surrogatepass") for part in parts))

    @cached_property
    def _grund(self) -> bytes:
        """What every page depends on: the program, the templates, the shared records, and what the editions hold."""
        register, webb = self.underlag.register, self.underlag.webb
        templates = (part for name, data in sorted(self.mallar.files.items()) for part in (name.encode(), data))
        own = _clause_files(register)
        shared = (part for name, data in sorted(register.sources.items()) if name not in own for part in (name, data))
        records = (part.encode() if isinstance(part, str) else part for part in shared)
        sums = (
            *(_held(item.utgivning) for item in self._upplagor),
            repr(self.underlag.per),
            webb.namn,
            webb.adress,
            webb.per,
            webb.utkast,
        )
        frame = repr((webb.meny, webb.fot, webb.uppgifter))
        return key_of(
            program_mark(), *templates, b"", *records, b"", *(part.encode() for part in (*sums, frame))
        ).encode()

    @cached_property
    def _upplagor(self) -> list[Upplagevy]:
        return [item for book in self.underlag.bocker for item in book.upplagor]

    @cached_property
    def _visade(self) -> dict[tuple[str, str], str]:
        """How each edition holds and shows each requirement, but for its number there, as a hash."""
        return {
            (item.utgivning.namn, name): key_of(
                _words((clause.index, clause.i_bok, replace(item.krav[name], nummer="")))
            )
            for item in self._upplagor
            for name, clause in item.utgivning.klausuler.items()
        }

    @cached_property
    def _klausuler(self) -> dict[str, str]:
        """Every requirement's own key: its file, and how it is shown and changed in each edition that holds it."""
        found: dict[str, list[bytes]] = {}
        for item in self._upplagor:
            for clause in item.utgivning.klausuler.values():
                own = self._visade[item.utgivning.namn, clause.id]
                found.setdefault(clause.id, []).extend(_shown(item, clause, own))
        return {name: key_of(*parts) for name, parts in found.items()}


def _shown(item: Upplagevy, clause: Klausul, own: str) -> Iterator[bytes]:
    register = item.utgivning.register
    yield f"{item.utgivning.namn} {item.krav[clause.id].nummer} {own}".encode()
    yield register.sources[register.post(clause.krav).path]
    yield _words(item.andringar.get(clause.id))


def _words(value: object) -> bytes:
    """Return all that a frozen value holds, in its own order."""
    return repr(value).encode("utf-8", "surrogatepass")


def _held(utgivning: Utgivning) -> str:
    """Return what an edition holds and in which order, without the words of it."""
    parts = [(part.nummer, part.lydelse.rubrik, [item.id for item in part.klausuler]) for part in utgivning.avsnitt]
    return repr((utgivning.namn, parts, [item.id for item in utgivning.utanfor], sorted(utgivning.klausuler)))


def _clause_files(register: Register) -> set[str]:
    """Return the files that hold requirements and nothing else."""
    other = {post.path for post in register.posts.values() if not isinstance(post.record, Krav)}
    return {post.path for post in register.posts.values() if isinstance(post.record, Krav)} - other
