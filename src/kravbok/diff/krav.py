"""One requirement in two editions -> Skillnad: its kinds, words, figures, facts and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kravbok.diff.grunder import UNKNOWN, Grund, find_ground, ground_of_end, own_case, own_decision
from kravbok.diff.harkomst import Harkomst
from kravbok.diff.ord import diff_block, diff_ord
from kravbok.diff.siffror import Par, compare_values, is_deadline, is_same, pair_figures
from kravbok.diff.skillnad import DOLJBARA, SLAG, Sifferskillnad, Skillnad, Slag, Uppgiftsskillnad
from kravbok.diff.texter import Textjamforelse, Tryckt, compare_heading, compare_texts, read_text
from kravbok.diff.uppgifter import Uppgiftsjamforelse, compare_facts, compare_origin
from kravbok.edition import Klausul, Utgivning
from kravbok.expand import describe_beslut
from kravbok.model.tid import is_unknown
from kravbok.text import parse_fragment

__all__ = ["Lage", "compare_clause", "ended_clause", "new_clause", "ordered"]

_MINOR: frozenset[Slag] = DOLJBARA | {"rättad"}
"""Beside these kinds a change of decision or origin is told; beside any other it only belongs to the change."""


@dataclass(frozen=True, slots=True)
class Lage:
    """What is known of the two editions as a whole: the moved clauses, the lineage and the corrections."""

    fore: Utgivning
    efter: Utgivning
    flyttade: frozenset[str]
    harkomst: Harkomst
    rattelser: dict[str, tuple[str, ...]]

    @property
    def samma_bok(self) -> bool:
        """Whether both are editions of one book; places and decisions of two books are never compared."""
        return self.fore.bok.id == self.efter.bok.id


@dataclass(frozen=True, slots=True)
class Innehall:
    """What differs in text and figures, and whose figure it is when it is another requirement's."""

    slag: frozenset[Slag]
    text: Textjamforelse
    siffror: tuple[Sifferskillnad, ...]
    uppgifter: tuple[Uppgiftsskillnad, ...] = ()
    fran: tuple[str, ...] = ()


def ordered(slag: set[Slag] | frozenset[Slag]) -> tuple[Slag, ...]:
    """Return kinds in the order of SLAG."""
    return tuple(kind for kind in SLAG if kind in slag)


def compare_clause(lage: Lage, fore: Klausul, efter: Klausul) -> Skillnad | None:
    """Return how a requirement that both editions have differs; None when it does not."""
    kinds = set(_place(lage, fore, efter)) | lage.harkomst.slag(efter.id)
    names = lage.rattelser.get(efter.id, ())
    if names:
        kinds.add("rättad")
    if _is_untouched(fore, efter) and not kinds:
        return None
    heading, words = compare_heading(fore.lydelse.rubrik, efter.lydelse.rubrik)
    content, facts = _content(lage, fore, efter)
    kinds |= heading | content.slag | facts.slag
    extra = tuple(_evidence(lage, fore, efter)) if kinds <= _MINOR and fore.id == efter.id else ()
    kinds |= {kind for kind, _ in extra}
    if not kinds:
        return None
    ground = _ground(lage, fore, efter, content)
    return Skillnad(
        id=efter.id,
        slag=ordered(kinds),
        fore=fore,
        efter=efter,
        rubrik=words,
        text=content.text.block,
        siffror=content.siffror,
        uppgifter=(*facts.uppgifter, *content.uppgifter, *(item for _, item in extra)),
        beslut=ground.beslut,
        arende=ground.arende,
        typ=ground.typ,
        motiv=ground.motiv,
        ersatter=lage.harkomst.ersatter(efter.id),
        ersatts_av=lage.harkomst.ersatts_av(efter.id),
        rattelser=names,
    )


def _is_untouched(fore: Klausul, efter: Klausul) -> bool:
    """Whether the records are the same and the text prints nothing that is written elsewhere."""
    old, new = fore.lydelse, efter.lydelse
    if not (old is new or old == new) or fore.i_bok != efter.i_bok or fore.krav.saknas != efter.krav.saknas:
        return False
    return "{{" not in new.text or not any(item.funktion for item in parse_fragment(new.text).uttryck)


def _place(lage: Lage, fore: Klausul, efter: Klausul) -> Iterator[Slag]:
    if efter.id in lage.flyttade:
        yield "flyttad"
    elif lage.samma_bok and fore.nummer != efter.nummer and fore.nummer and efter.nummer:
        yield "omnumrerad"


def _content(lage: Lage, fore: Klausul, efter: Klausul) -> tuple[Innehall, Uppgiftsjamforelse]:
    """Return what differs in text, figures and facts; renamed figures are known by their old names."""
    pairs = pair_figures(fore.lydelse, efter.lydelse)
    names = {pair.namn_efter: pair.namn for pair in pairs}
    before = read_text(lage.fore, fore, fore.lydelse.text, {})
    after = read_text(lage.efter, efter, efter.lydelse.text, names)
    text = compare_texts(before, after)
    own = [pair for pair in pairs if not is_same(pair.fore, pair.efter)]
    others = list(_borrowed(before, after))
    kinds = set(text.slag) | {_figure_kind(fore, efter, pair) for pair in own}
    kinds |= {_borrowed_kind(lage, pair) for pair in others}
    links = (
        (Uppgiftsskillnad("text", *(f"länk till {link}" if link else "" for link in text.lankar)),)
        if text.lankar
        else ()
    )
    kinds |= {"ändrad uppgift"} if links else set()
    if not lage.samma_bok:
        kinds -= {"omnumrerad"}
    figures = tuple(compare_values(pair.namn, pair.fore, pair.efter) for pair in (*own, *others))
    sources = tuple(pair.namn.split(".")[0] for pair in others)
    content = Innehall(frozenset(kinds), text, figures, links, sources)
    return content, compare_facts((lage.fore, lage.efter), fore, efter, names)


def _figure_kind(fore: Klausul, efter: Klausul, pair: Par) -> Slag:
    deadline = is_deadline(fore.lydelse, pair.namn) or is_deadline(efter.lydelse, pair.namn_efter)
    return "ändrad frist" if deadline else "ändrad siffra"


def _borrowed(fore: Tryckt, efter: Tryckt) -> Iterator[Par]:
    """Yield the figures of other requirements that both texts print, where their values differ."""
    for name, old in fore.undantag.items():
        new = efter.undantag.get(name)
        if "." in name and new is not None and not is_same(old.varde, new.varde):
            yield Par(name, old.varde, new.varde, name)


def _borrowed_kind(lage: Lage, pair: Par) -> Slag:
    owner, name = pair.namn.split(".")[:2]
    clauses = [side.klausuler[owner] for side in (lage.fore, lage.efter) if owner in side.klausuler]
    return "ändrad frist" if any(is_deadline(clause.lydelse, name) for clause in clauses) else "ändrad siffra"


def _evidence(lage: Lage, fore: Klausul, efter: Klausul) -> Iterator[tuple[Slag, Uppgiftsskillnad]]:
    """Yield what differs in case, decision and origin."""
    if lage.samma_bok:
        yield from (("ändrat beslut", item) for item in _decisions(lage, fore, efter))
    for item in compare_origin((lage.fore, lage.efter), fore, efter):
        yield "ändrat ursprung", item


def _decisions(lage: Lage, fore: Klausul, efter: Klausul) -> Iterator[Uppgiftsskillnad]:
    """Yield another decision or case; a later wording has its own case, and differs by a known decision only."""
    old, new = own_decision(lage.fore, fore.lydelse), own_decision(lage.efter, efter.lydelse)
    same_wording = fore.index == efter.index
    if old != new and (same_wording or not all(is_unknown(name or UNKNOWN) for name in (old, new))):
        yield Uppgiftsskillnad("beslut", _decision(lage.fore, old), _decision(lage.efter, new))
    before, after = own_case(lage.fore, fore.lydelse), own_case(lage.efter, efter.lydelse)
    if same_wording and before != after:
        yield Uppgiftsskillnad("arende", before or "", after or "")


def _decision(utgivning: Utgivning, name: str | None) -> str:
    record = utgivning.register.beslut.get(name or "")
    return describe_beslut(utgivning, record) if record else name or ""


def _ground(lage: Lage, fore: Klausul, efter: Klausul, content: Innehall) -> Grund:
    """Return what the change rests on; a figure fetched from another requirement rests on what changed that one.

    Two requirements that correspond to each other have not changed into one another: that rests on nothing.
    """
    if fore.id != efter.id:
        return Grund()
    if fore.lydelse is not efter.lydelse and fore.lydelse != efter.lydelse:
        return find_ground(lage.fore, lage.efter, fore, efter)
    for name in content.fran:
        old, new = lage.fore.klausuler.get(name), lage.efter.klausuler.get(name)
        if old is not None and new is not None:
            return find_ground(lage.fore, lage.efter, old, new)
    return Grund()


def new_clause(lage: Lage, clause: Klausul) -> Skillnad:
    """Return a requirement that only the new edition has."""
    return _one_sided(lage, clause, find_ground(lage.fore, lage.efter, None, clause), new=True)


def ended_clause(lage: Lage, clause: Klausul) -> Skillnad:
    """Return a requirement that only the old edition has."""
    return _one_sided(lage, clause, ground_of_end(lage.fore, lage.efter, clause), new=False)


def _one_sided(lage: Lage, clause: Klausul, ground: Grund, *, new: bool) -> Skillnad:
    lydelse, names = clause.lydelse, lage.rattelser.get(clause.id, ())
    block = read_text(lage.efter if new else lage.fore, clause, lydelse.text, {}).block
    begun: Slag = "ny" if new else "upphävd"
    kinds: set[Slag] = {begun, *lage.harkomst.slag(clause.id), *(("rättad",) if names else ())}
    figures = pair_figures(lydelse, lydelse)
    return Skillnad(
        id=clause.id,
        slag=ordered(kinds),
        fore=None if new else clause,
        efter=clause if new else None,
        rubrik=diff_ord("", lydelse.rubrik) if new else diff_ord(lydelse.rubrik, ""),
        text=diff_block((), block) if new else diff_block(block, ()),
        siffror=tuple(
            Sifferskillnad(pair.namn, None if new else pair.fore, pair.efter if new else None) for pair in figures
        ),
        beslut=ground.beslut,
        arende=ground.arende,
        typ=ground.typ,
        motiv=ground.motiv,
        ersatter=lage.harkomst.ersatter(clause.id),
        ersatts_av=lage.harkomst.ersatts_av(clause.id),
        rattelser=names,
    )
