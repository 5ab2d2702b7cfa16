"""Who is to approve a branch: the base's rules held against what the branch does, and the branch's own new ones too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kravbok.model.godkannande import FOR_BOCKER, UTAN_AVGRANSNING, Godkannanderegel, Godkannandevillkor
from kravbok.model.organisation import Organisation
from kravbok.review.lage import Lage
from kravbok.review.poster import Postandring
from kravbok.review.villkor import OM_KRAV, Kravandring, describe, is_met
from kravbok.swedish import sort_key
from kravbok.view.granskning import lacks_decision
from kravbok.view.granskningsdelar import GodkannandeVy, GodkannareVy, SkalVy, TraffVy
from kravbok.view.granskningspar import Jamford, Jamforda
from kravbok.view.webb.adress import krav_adress

__all__ = ["make_godkannande"]


@dataclass(frozen=True)
class _Regel:
    """A rule, whose it is, and whether only the branch has it."""

    organisation: str
    regel: Godkannanderegel
    enligt_grenen: bool


@dataclass(frozen=True)
class _Handelse:
    """An edition that differs, the organisations that the book has had, and its requirements that differ."""

    par: Jamford
    bok: str
    organisationer: frozenset[str]
    krav: tuple[Kravandring, ...]


@dataclass(frozen=True)
class _Andrat:
    """Everything that the branch does: to the books, to records, and to which organisations' rules."""

    lage: Lage
    bocker: Sequence[_Handelse]
    poster: Sequence[Postandring]
    regler: Sequence[str]


def make_godkannande(lage: Lage, jamforda: Jamforda, poster: Sequence[Postandring]) -> GodkannandeVy:
    """Return each role that a rule asks for, with what caused it, in the order of the rules."""
    changed = tuple(_changed_rules(lage))
    rules = list(_rules(lage, changed))
    andrat = _Andrat(lage, [_event(lage, par) for par in jamforda.par], poster, changed)
    owners = {item.organisation for item in rules} or lage.efter.register.organisationer.keys()
    return GodkannandeVy(
        roller=_merge(_asked(item, andrat) for item in rules),
        filer=tuple(f"krav/organisationer/{name}.yaml" for name in sorted(owners, key=sort_key)),
        regler=bool(rules),
        andrade=changed,
        olasta=lage.regler.olasta,
    )


def _rules_of(organisationer: Mapping[str, Organisation], name: str) -> tuple[Godkannanderegel, ...]:
    return organisationer[name].godkanns_av if name in organisationer else ()


def _changed_rules(lage: Lage) -> Iterator[str]:
    """Yield the organisations whose rules the branch changes; of one that cannot be read nothing is known."""
    fore, efter = lage.fore.register, lage.efter.register
    for name in sorted({*fore.organisationer, *efter.organisationer}, key=sort_key):
        known = not (fore.is_unread(name) or efter.is_unread(name))
        if known and _rules_of(fore.organisationer, name) != _rules_of(efter.organisationer, name):
            yield name


def _rules(lage: Lage, changed: Sequence[str]) -> Iterator[_Regel]:
    """Yield the base's rules, and after them all that the branch adds, which can then crowd none of them out."""
    base, own = lage.regler.organisationer, lage.efter.register.organisationer
    for name in sorted(base, key=sort_key):
        yield from (_Regel(name, regel, enligt_grenen=False) for regel in _rules_of(base, name))
    for name in changed:
        new = (regel for regel in _rules_of(own, name) if regel not in _rules_of(base, name))
        yield from (_Regel(name, regel, enligt_grenen=True) for regel in new)


def _event(lage: Lage, par: Jamford) -> _Handelse:
    bok = par.jamforelse.efter.bok.id
    registers = (lage.fore.register, lage.efter.register)
    owners = frozenset(side.bocker[bok].organisation for side in registers if bok in side.bocker)
    krav = (
        Kravandring(bok, item, saknar_beslut=bool(lacks_decision(par.jamforelse, item))) for item in par.jamforelse.krav
    )
    return _Handelse(par, bok, owners, tuple(krav))


def _asked(item: _Regel, andrat: _Andrat) -> GodkannareVy:
    """Return a rule's role with what causes it, which may be nothing."""
    causes = ((villkor, tuple(_causes(villkor, item.organisation, andrat))) for villkor in item.regel.nar)
    register = andrat.lage.efter.register
    reasons = tuple(SkalVy(describe(villkor, register), hits) for villkor, hits in causes if hits)
    return GodkannareVy(item.regel.roll, item.regel.grupp or "", reasons, item.enligt_grenen)


def _causes(villkor: Godkannandevillkor, organisation: str, andrat: _Andrat) -> Iterator[TraffVy]:
    """Yield what meets a condition of an organisation's rule: its rules, records, or something in its books."""
    if villkor.vad == "reglerna ändras":
        if organisation in andrat.regler:
            known = {**andrat.lage.efter.register.organisationer, **andrat.lage.regler.organisationer}
            yield TraffVy(known[organisation].namn)
    elif villkor.vad in UTAN_AVGRANSNING:
        yield from _records(villkor, organisation, andrat)
    else:
        yield from _hits(villkor, [event for event in andrat.bocker if organisation in event.organisationer])


def _records(villkor: Godkannandevillkor, organisation: str, andrat: _Andrat) -> Iterator[TraffVy]:
    """Yield the records of a kind that differ; a decision is its own organisation's, a term is everyone's."""
    sides = (andrat.lage.fore.register, andrat.lage.efter.register)
    for post in andrat.poster:
        if villkor.vad == "begrepp ändras" and post.slag == "Begrepp":
            yield TraffVy(post.id)
        elif villkor.vad == "beslut ändras" and post.slag == "Beslut":
            known = [side.beslut[post.id] for side in sides if post.id in side.beslut]
            if any(beslut.organisation == organisation for beslut in known):
                yield TraffVy(post.id)


def _hits(villkor: Godkannandevillkor, events: Sequence[_Handelse]) -> Iterator[TraffVy]:
    """Yield what meets a condition, by name: each edition, or each requirement once with its editions."""
    of_books = villkor.vad in FOR_BOCKER
    found: dict[str, list[TraffVy]] = {}
    for event in events:
        for hit in _edition(villkor, event) if of_books else _requirements(villkor, event):
            found.setdefault(hit.namn, []).append(hit)
    for name in sorted(found, key=sort_key):
        hits = sorted(found[name], key=lambda hit: [sort_key(" ".join(name)) for name in hit.upplagor])
        yield replace(hits[-1], upplagor=tuple(upplaga for hit in hits for upplaga in hit.upplagor))


def _edition(villkor: Godkannandevillkor, event: _Handelse) -> Iterator[TraffVy]:
    par = event.par
    only_hidden = par.rad.vad == "ändrad" and par.vy is not None and par.vy.tom
    is_new = par.rad.vad == "ny"
    if villkor.bocker and event.bok not in villkor.bocker:
        return
    if is_new if villkor.vad == "upplaga tillkommer" else not only_hidden:
        yield TraffVy(" ".join(par.rad.namn), adress="" if par.rad.vad == "borttagen" else par.rad.adress)


def _requirements(villkor: Godkannandevillkor, event: _Handelse) -> Iterator[TraffVy]:
    for andring in event.krav:
        if villkor.vad in OM_KRAV and is_met(villkor, andring):
            clause = andring.sidor[-1]
            shown = andring.skillnad.efter is not None and clause.lydelse.stallning == "klausul"
            adress = krav_adress(event.par.jamforelse.efter, clause.id) if shown else ""
            yield TraffVy(clause.id, clause.lydelse.rubrik, (event.par.rad.namn,), adress)


def _merge(asked: Iterable[GodkannareVy]) -> tuple[GodkannareVy, ...]:
    """Return each role and group once, with every reason once; a role without any is not asked.

    What the branch itself adds to a role stands apart, so that it cannot make the base's reasons hard to find.
    """
    found: dict[tuple[str, str, bool], tuple[SkalVy, ...]] = {}
    for item in asked:
        if item.skal:
            key = (item.roll, item.grupp, item.enligt_grenen)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *item.skal)))
    return tuple(GodkannareVy(roll, grupp, reasons, own) for (roll, grupp, own), reasons in found.items())
