"""What each page must hold, by its address: the requirements as their edition has them, whatever the view says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kravbok.edition import Klausul, Utgivning, klausul_in, make_utgivning
from kravbok.export.webb.sida import way_to_root
from kravbok.finding import Finding, Position
from kravbok.production import record_position
from kravbok.skrift import file_fault
from kravbok.verify.bevis_webb import Sidbevis, prove_data, prove_fragment, prove_page
from kravbok.view.krav import view_krav
from kravbok.view.parts import KravVy
from kravbok.view.webb.adress import kapitel_adress, krav_adress, upplaga_adress, utanfor_adress
from kravbok.view.webb.idsida import IdsidaVy
from kravbok.view.webb.sida import INTERN, Sida
from kravbok.view.webb.upplagor import Upplagevy
from kravbok.webbplats.tree import Tree
from kravbok.webbplats.underlag import Webbunderlag

__all__ = ["Bevisning"]


@dataclass(frozen=True)
class Bevisning:
    """Proves the pages of a site that show requirements."""

    underlag: Webbunderlag

    def prove(self, sida: Sida, tree: Tree, files: list[str]) -> list[Finding]:
        """Return where the files of a page do not hold what they must: the page, its fragment, and its data."""
        wanted = self.wanted(sida)
        if not wanted:
            return []
        page, *others = files
        read = tree.read(page)
        found = [(page, item) for item in prove_page(read, wanted)]
        for name in others:
            data = tree.read(name)
            if name.endswith(".json"):
                found += [(name, item) for item in prove_data(data, wanted)]
            else:
                found += [(name, item) for item in prove_fragment(data, read, self._roots(sida), wanted)]
        return [
            file_fault(item.code, path, f"I {path}, {item.id or 'sidan'}: {item.message}", self._place(sida, item.post))
            for path, item in ((f"webbplats/{name}", item) for name, item in found)
        ]

    def _roots(self, sida: Sida) -> tuple[str, str]:
        own = way_to_root(sida.adress)
        return self.underlag.webb.adress or own, own

    def wanted(self, sida: Sida) -> tuple[Sidbevis, ...]:
        """Return the requirements that a page must hold, in order; none for one that shows no requirement whole.

        A requirement's own page has its heading once, before all its places.
        """
        if isinstance(sida.vy, IdsidaVy):
            now = [self._on_the_day(place.adress.removeprefix(INTERN)) for place in sida.vy.galler]
            rest = (*sida.vy.foreslas, *sida.vy.har_gallt)
            whole = [self._stallen.get(place.adress.removeprefix(INTERN), ()) for place in rest]
            own = [item for items in (*now, *whole) for item in items]
            return tuple(Sidbevis(item.krav, "" if at else sida.vy.rubrik) for at, item in enumerate(own))
        return self._stallen.get(sida.adress, ())

    def _on_the_day(self, adress: str) -> tuple[Sidbevis, ...]:
        """Return what a requirement's own page holds of an edition: its words on the day that the site is checked."""
        wanted, per = self._stallen.get(adress, ()), self.underlag.per
        for item in self.underlag.utgivningar if per is not None else ():
            clause = item.klausuler.get(wanted[0].krav.id) if wanted and adress.startswith(_folder(item)) else None
            now = clause and klausul_in(clause.krav, item.bok, item.upplaga, per)
            if clause and now and now.index != clause.index:
                dated = make_utgivning(item.register, item.bok, item.upplaga, per)
                return (_headed(view_krav(dated, dated.klausuler[clause.id])),)
        return wanted

    def _place(self, sida: Sida, krav: str) -> Position | None:
        """Return where the wording is written that a page shows; for a requirement's own page, the last one."""
        held = [item for book in self.underlag.bocker for item in book.upplagor if krav in item.utgivning.klausuler]
        stands = [item.utgivning for item in held]
        own = [item for item in stands if sida.adress.startswith(_folder(item))]
        return record_position((own or stands)[-1], krav) if held else None

    @cached_property
    def _stallen(self) -> dict[str, tuple[Sidbevis, ...]]:
        """The requirements on each requirement's, chapter's and other page of an edition."""
        found: dict[str, tuple[Sidbevis, ...]] = {}
        for book in self.underlag.bocker:
            for item in book.upplagor:
                utgivning = item.utgivning
                for krav in item.krav.values():
                    found[krav_adress(utgivning, krav.id)] = (_headed(krav),)
                for part in utgivning.avsnitt:
                    found[kapitel_adress(utgivning, part.kapitel.id)] = _all(item, part.klausuler)
                found[utanfor_adress(utgivning)] = _all(item, utgivning.utanfor)
        return found


def _folder(utgivning: Utgivning) -> str:
    return upplaga_adress(utgivning.bok, utgivning.upplaga)


def _all(item: Upplagevy, clauses: tuple[Klausul, ...]) -> tuple[Sidbevis, ...]:
    return tuple(_headed(item.krav[clause.id]) for clause in clauses)


def _headed(krav: KravVy) -> Sidbevis:
    return Sidbevis(krav, f"{krav.nummer} {krav.rubrik}")
