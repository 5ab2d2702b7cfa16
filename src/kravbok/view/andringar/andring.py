"""One requirement's difference in words: its marks, its text in two columns, and the facts behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kravbok.diff.skillnad import Ordbit, Skillnad, Uppgiftsskillnad
from kravbok.edition import Avsnitt, Klausul, Utgivning
from kravbok.expand import describe_beslut
from kravbok.model.inspel import Inspel
from kravbok.model.lydelse import Avtalsverkan, Lydelse
from kravbok.model.tid import is_unknown
from kravbok.swedish import format_list, sort_key
from kravbok.view.andringar.avsnitt import OUTSIDE
from kravbok.view.andringar.delar import AndringVy, ParVy, UppgiftVy
from kravbok.view.andringar.ord import FALT, MARKNING, formerly
from kravbok.view.andringar.par import is_changed, markers, one_sided, pair, pairs
from kravbok.view.andringar.siffror import is_own, view_siffra
from kravbok.view.inspel import describe_sender
from kravbok.view.krav import view_krav
from kravbok.view.parts import Faktum, KravVy, bits, plain

__all__ = ["Seende", "make_seende", "say_uppgift", "view_andring"]

_KEPT = ("Kräver", "Finansiering", "Hör ihop med", "Uppföljning", "Uppgift som saknas")
"""Facts of the book that are said of a change too, in this order."""

_OUTSIDE = {
    ("ny", "åtagande"): "Nytt åtagande",
    ("ny", "rekommendation"): "Ny rekommendation",
    ("upphävd", "åtagande"): "Upphävt åtagande",
    ("upphävd", "rekommendation"): "Upphävd rekommendation",
}
"""Marks of what stands outside the requirements."""


@dataclass(frozen=True)
class Seende:
    """What is looked up for every change: both editions, and the inputs by the requirement that they became."""

    fore: Utgivning
    efter: Utgivning
    inspel: dict[str, list[Inspel]] = field(default_factory=dict)


def make_seende(fore: Utgivning, efter: Utgivning) -> Seende:
    """Return what the changes between two editions are looked up in."""
    found: dict[str, list[Inspel]] = {}
    for item in sorted(efter.register.inspel.values(), key=lambda record: sort_key(record.id)):
        if item.blev.upplaga in (None, efter.upplaga.id) and efter.bok.id in (item.avser or (efter.bok.id,)):
            for name in item.blev.krav:
                found.setdefault(name, []).append(item)
    return Seende(fore, efter, found)


def view_andring(seende: Seende, item: Skillnad) -> AndringVy:
    """Return a requirement's difference as it is shown."""
    clause = item.efter or item.fore
    if clause is None:
        raise ValueError(f"{item.id} stands on neither side")
    before = view_krav(seende.fore, item.fore) if item.fore else None
    after = view_krav(seende.efter, item.efter) if item.efter else None
    par, words, text = _columns(item, before, after), seende.efter.register.sifferord, _words(item)
    figures = [(figure, view_siffra(figure, words, text)) for figure in item.siffror]
    return AndringVy(
        id=item.id,
        tecken="~" if item.fore and item.efter else "+" if item.efter else "-",
        nummer=clause.nummer if item.efter else formerly(clause.nummer),
        nummer_fore=item.fore.nummer if item.fore else "",
        nummer_efter=item.efter.nummer if item.efter else "",
        rubrik=clause.lydelse.rubrik,
        rubrik_fore=item.fore.lydelse.rubrik if item.fore else "",
        kapitel=_chapter(seende.efter, seende.fore, clause),
        slag=item.slag,
        stallning=clause.lydelse.stallning,
        markning=tuple(_marks(item, clause)),
        anmarkning="" if par else "Texten är oförändrad.",
        par=par,
        lydelse_fore=_whole(item.fore, before),
        lydelse_efter=_whole(item.efter, after),
        siffror=tuple(view for figure, view in figures if is_own(figure)),
        uppgifter=tuple(map(view_uppgift, item.uppgifter)),
        fakta=tuple(_facts(seende, item, clause, after or before, [view.mening for _, view in figures])),
        kravniva=clause.lydelse.kravniva,
        vem=clause.lydelse.vem,
        typ=clause.lydelse.typ,
        omrade=clause.lydelse.omrade,
    )


def _whole(clause: Klausul | None, view: KravVy | None) -> str:
    """Return a requirement's whole wording, a paragraph a line."""
    return "\n".join(f"{marker} {block}".strip() for marker, block in _blocks(clause, view))


def _blocks(clause: Klausul | None, view: KravVy | None) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a requirement and of its rule, each after the bullet or number that it has."""
    if clause is not None and view is not None:
        yield from zip(markers(clause.lydelse.text), filter(None, view.block), strict=False)
        yield from (("•", line) for line in view.regel)


def _columns(item: Skillnad, before: KravVy | None, after: KravVy | None) -> tuple[ParVy, ...]:
    """Return the heading, where it differs, and the text in two columns; nothing when not a word differs."""
    if before is None or after is None:
        blocks = [*_blocks(item.fore, before), *_blocks(item.efter, after)]
        new = after is not None
        numbered = any(side.nummer for side in (item.fore, item.efter) if side is not None)
        said = ("Nytt krav", "Kravet upphör") if numbered else ("Ny", "Upphör")
        return one_sided(blocks, new=new, said=said[0] if new else said[1])
    heading = (pair(item.rubrik),) if _differs(item.rubrik) else ()
    text = pairs(item.text, *(side.lydelse.text for side in (item.fore, item.efter) if side))
    return (*heading, *text) if heading or is_changed(text) else ()


def _differs(words: tuple[Ordbit, ...]) -> bool:
    return any(bit.tecken != "=" for bit in words)


def _marks(item: Skillnad, clause: Klausul) -> Iterator[str]:
    """Yield the short marks, a new or ended one by what it is; a new number comes with the one before."""
    for kind in item.slag:
        if kind == "omnumrerad" and item.fore and item.fore.nummer:
            yield f"{MARKNING[kind]}, förut {item.fore.nummer}"
        else:
            yield _OUTSIDE.get((kind, clause.lydelse.stallning), MARKNING[kind])


def _words(item: Skillnad) -> str:
    """Return the text that the names of figures are known from."""
    sides = [side.lydelse for side in (item.efter, item.fore) if side is not None]
    return " ".join(f"{lydelse.rubrik} {lydelse.text}" for lydelse in sides)


def _chapter(utgivning: Utgivning, other: Utgivning, clause: Klausul) -> str:
    """Return the heading of a clause's chapter, with its number in the edition, or in the other where it is gone."""
    if not clause.nummer:
        return OUTSIDE
    parts = ((side, part) for side in (utgivning, other) for part in side.avsnitt if part.kapitel.id == clause.kapitel)
    return next((_numbered(part, gone=side is other) for side, part in parts), clause.kapitel)


def _numbered(part: Avsnitt, *, gone: bool) -> str:
    return f"{formerly(part.nummer) if gone else part.nummer} {part.lydelse.rubrik}"


def view_uppgift(item: Uppgiftsskillnad) -> UppgiftVy:
    """Return a fact before and after with its name in words; what is not there is said so."""
    name = FALT.get(item.falt, item.falt.replace("_", " ").capitalize())
    return UppgiftVy(item.falt, name, item.fore or "inget", item.efter or "inget")


def say_uppgift(item: Uppgiftsskillnad) -> str:
    """Return in a sentence what happened to a fact; what has colons of its own is told by which time it held."""
    name = view_uppgift(item).namn
    if not item.fore or not item.efter:
        return f"{name} utgick: {item.fore}" if item.fore else f"{name} tillkom: {item.efter}"
    if ": " in item.fore + item.efter:
        return f"{name} förut: {item.fore.removesuffix('.')}. {name} nu: {item.efter}"
    return f"{name}: från {item.fore} till {item.efter}"


def _facts(
    seende: Seende, item: Skillnad, clause: Klausul, view: KravVy | None, siffror: list[str]
) -> Iterator[Faktum]:
    """Yield the facts about a change in their fixed order; `siffror` are its figures in sentences."""
    if siffror and item.fore and item.efter:
        yield Faktum("Siffror", tuple(map(bits, siffror)))
    if item.uppgifter:
        yield Faktum("Ändrade uppgifter", tuple(bits(say_uppgift(fact)) for fact in item.uppgifter))
    yield from _lineage(seende, item)
    if not (item.fore and item.efter and item.fore.id != item.efter.id):  # nobody decided that two books should differ
        yield Faktum("Skäl", (bits(item.motiv.strip() or "anges inte"),))
        if item.typ:
            yield Faktum("Ändringens slag", (bits(format_list(list(item.typ))),))
        yield from _decision(seende, item, clause)
    if answered := seende.inspel.get(item.id):
        yield Faktum("Svarar på", tuple(bits(_input(one)) for one in answered))
    if item.efter and item.efter.lydelse.avtalsverkan:
        yield Faktum("Verkan för gällande avtal", (bits(_contracts(item.efter.lydelse.avtalsverkan)),))
    for name in item.rattelser:
        yield Faktum("Rättelse", (bits(f"rättelseblad {name}"),))
    kept = {fact.term: fact for fact in view.fakta} if view and item.efter else {}
    for term in _KEPT:
        if term in kept:
            yield Faktum(term, tuple(bits(plain(value)) for value in kept[term].varden))


def _lineage(seende: Seende, item: Skillnad) -> Iterator[Faktum]:
    """Yield where a requirement stood, what it replaces, and what replaces it."""
    if item.fore and item.efter and "flyttad" in item.slag:
        before = _place(seende.fore, seende.efter, item.fore)
        after = _place(seende.efter, seende.fore, item.efter)
        yield Faktum("Flyttat", (bits(f"från {before} till {after}"),))
    if item.fore and item.efter and item.fore.id != item.efter.id:
        yield Faktum("Jämförs med", (bits(_named(seende.fore, item.fore.id)),))
    if item.ersatter:
        yield Faktum("Ersätter", tuple(bits(_named(seende.fore, name)) for name in item.ersatter))
    if item.ersatts_av:
        yield Faktum("Ersätts av", tuple(bits(_named(seende.efter, name)) for name in item.ersatts_av))


def _place(utgivning: Utgivning, other: Utgivning, clause: Klausul) -> str:
    """Return where a clause stands: ”4.2 (kapitel 4 Kontinuitet)”."""
    return f"{clause.nummer} (kapitel {_chapter(utgivning, other, clause)})" if clause.nummer else clause.id


def _named(utgivning: Utgivning, name: str) -> str:
    clause = utgivning.klausuler.get(name)
    return " ".join(word for word in (clause.nummer, clause.lydelse.rubrik, f"({name})") if word) if clause else name


def _decision(seende: Seende, item: Skillnad, clause: Klausul) -> Iterator[Faktum]:
    """Yield the decisions; where there is none, that it is a proposal, or why the decision is not known."""
    known = [seende.efter.register.beslut.get(name) or seende.fore.register.beslut.get(name) for name in item.beslut]
    words = [f"{describe_beslut(seende.efter, record)}: {record.beslut}" for record in known if record is not None]
    if not words:
        words = [_undecided(seende.efter, clause)]
    yield Faktum("Beslut", tuple(map(bits, words)))
    if item.arende and not is_unknown(item.arende):
        yield Faktum("Ärende", (bits(item.arende),))


def _undecided(utgivning: Utgivning, clause: Klausul) -> str:
    """Return what is known where no decision is: a declared gap with its reason, a proposal, or nothing."""
    lydelse: Lydelse = clause.lydelse
    gaps = [gap for gap in (*lydelse.saknas, *clause.krav.saknas, *utgivning.upplaga.saknas) if gap.vad == "beslut"]
    if gaps:
        return f"uppgiften saknas. {gaps[0].motivering}"
    if not utgivning.upplaga.foreslagen:
        return "okänt"
    ended = " Om det antogs är okänt." if is_unknown(utgivning.upplaga.utgang) else ""
    return f"inget känt; ändringen är ett förslag.{ended}"


def _input(item: Inspel) -> str:
    return f"{item.rubrik} ({item.typ} från {describe_sender(item.fran)}, {item.id})"


def _contracts(item: Avtalsverkan) -> str:
    """Return what a change means for contracts already signed."""
    asked = (
        ("Gällande avtal", item.befintliga_avtal),
        ("vårdgivarna underrättas senast", item.underrattas_senast),
        ("kan avböjas", item.kan_avbojas),
    )
    return "; ".join(f"{what}: {said}" for what, said in asked)
