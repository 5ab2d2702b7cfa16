"""A whole book as a redline between two editions: the new edition's order, with what has ended where it stood.

On screen and on paper a clause that has moved stands once, at its new place, and its old place says where it went. In
Word (`exact`) it is removed at the old place and added at the new one, so that to accept or to reject every change
gives exactly the new or the old book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from kravbok.diff.skillnad import Jamforelse, Skillnad
from kravbok.view.parts import BokVy, KapitelVy, KravVy, RegisterVy
from kravbok.view.redline_block import redline_html
from kravbok.view.redline_delar import RedlineDel, RedlineKrav, RedlineRegister, RedlineVy
from kravbok.view.redline_ord import Penna, note
from kravbok.view.redline_skal import kommentarer, om_redline, penna_for, redline_kolofon
from kravbok.view.redline_tabell import merge, redline_fakta, redline_tabeller

__all__ = ["view_redline"]

_UTANFOR = KapitelVy(
    id="utanfor",
    nummer="",
    rubrik="Åtaganden och rekommendationer utanför kraven",
    html="<p>Det som står här har en part lovat eller rekommenderat, men det är inte krav i boken.</p>",
    block=(),
    krav=(),
)
"""What a book says above what stands outside its requirements, as `bok.html` says it."""


@dataclass(frozen=True)
class _Bocker:
    """Both editions as they are shown, and where each heading stands in them."""

    jamforelse: Jamforelse
    exact: bool
    fore: Sequence[KapitelVy]
    efter: Sequence[KapitelVy]
    skillnader: Mapping[str, Skillnad]
    before: Mapping[str, KapitelVy | KravVy] = field(default_factory=dict)
    after: Mapping[str, KapitelVy | KravVy] = field(default_factory=dict)
    flyttade: set[str] = field(default_factory=set)

    def pen(self, krav_id: str = "") -> Penna:
        """Return the pen for a clause's changes, or for those of the book itself."""
        return penna_for(self.jamforelse, self.skillnader.get(krav_id), exact=self.exact)


def view_redline(fore: BokVy, efter: BokVy, jamforelse: Jamforelse, *, exact: bool = False) -> RedlineVy:
    """Return the redline; `exact` gives what Word is made from."""
    old, new = _parts(fore), _parts(efter)
    bocker = _Bocker(
        jamforelse, exact, old, new, {item.id: item for item in jamforelse.krav}, _places(old), _places(new)
    )
    pen = bocker.pen()
    delar = tuple(_sections(bocker))
    return RedlineVy(
        titel=f"{efter.titel} – {_span(fore, efter)}",
        jamfor=_span(fore, efter),
        sidhuvud=efter.sidhuvud,  # the foot of the page says that it is a redline, between which editions
        utgivare=efter.organisation,
        om=om_redline(jamforelse, exact=exact),
        organisation=pen.words(fore.organisation, efter.organisation),
        rubrik=pen.words(fore.titel, efter.titel),
        status=pen.words(_status(fore), _status(efter)),
        uppgifter=redline_fakta(pen, fore.uppgifter, efter.uppgifter),
        notiser=tuple(_notices(pen, fore, efter)),
        inledning=redline_html(pen, fore.inledning or None, efter.inledning or None),
        delar=delar,
        register=tuple(_register(pen, *both) for both in merge(fore.register, efter.register, lambda part: part.id)),
        kolofon=redline_kolofon(fore, efter),
        kommentarer=kommentarer(
            jamforelse, {name: _number(part) for name, part in bocker.before.items()}, bocker.flyttade
        ),
        flyttade=frozenset(bocker.flyttade),
    )


def _span(fore: BokVy, efter: BokVy) -> str:
    return f"Ändringar från {fore.upplaga} till {efter.upplaga}"


def _status(vy: BokVy) -> str:
    return f"{vy.dokumenttyp.capitalize()}. {vy.status}"


def _parts(vy: BokVy) -> tuple[KapitelVy, ...]:
    """Return chapters, what stands outside the requirements, and appendices, as one list."""
    outside = (replace(_UTANFOR, krav=vy.utanfor),) if vy.utanfor else ()
    return (*vy.kapitel, *outside, *vy.bilagor)


def _places(parts: Sequence[KapitelVy]) -> dict[str, KapitelVy | KravVy]:
    places: dict[str, KapitelVy | KravVy] = {part.id: part for part in parts}
    return {**places, **{krav.id: krav for part in parts for krav in part.krav}}


def _notices(pen: Penna, fore: BokVy, efter: BokVy) -> Iterator[tuple[Markup, Markup]]:
    for old, new in merge(fore.notiser, efter.notiser, lambda notis: notis.rubrik):
        yield (
            pen.words(f"{old.rubrik}." if old else None, f"{new.rubrik}." if new else None),
            pen.words(old.text if old else None, new.text if new else None),
        )


def _sections(bocker: _Bocker) -> Iterator[RedlineDel]:
    """Yield the parts of the book; one that has moved is told of where it stood."""
    for old, new in merge(bocker.fore, bocker.efter, lambda part: part.id):
        if old is not None and new is None and old.id in bocker.after:
            bocker.flyttade.add(old.id)
            if bocker.exact:
                yield _section(bocker, old, None, moved=True)
            else:
                yield RedlineDel("kb-kapitel", "", anmarkning=_went(old, bocker.after[old.id]))
        elif old is None and new is not None and new.id in bocker.before:
            before = bocker.before[new.id]
            whole = before if isinstance(before, KapitelVy) and not bocker.exact else None
            yield _section(bocker, whole, new, moved=True)
        else:
            yield _section(bocker, old, new)


def _section(bocker: _Bocker, old: KapitelVy | None, new: KapitelVy | None, *, moved: bool = False) -> RedlineDel:
    pen, part = bocker.pen(), new or old or _UTANFOR
    came = bocker.before.get(part.id)
    return RedlineDel(
        slag="kb-bilaga" if part.id.startswith("bilaga-") else "kb-kapitel",
        id=_heading_id(bocker, old, new),
        rubrik=_heading(pen, old, new),
        innehall=_heading(pen, old, new),
        html=redline_html(pen, old.html if old else None, new.html if new else None),
        krav=tuple(_clauses(bocker, old, new)),
        bild=_pictures(pen, old, new),
        anmarkning=_came(came) if moved and came and not bocker.exact else Markup(""),
    )


def _pictures(pen: Penna, old: KapitelVy | None, new: KapitelVy | None) -> Markup:
    """Return the picture that an appendix has in both editions, or the one that is gone and the one that is new."""
    if old is not None and new is not None and old.bild == new.bild:
        return _picture(new)
    return pen.mark("-", _picture(old), whole=True) + pen.mark("+", _picture(new), whole=True)


def _picture(part: KapitelVy | None) -> Markup:
    return Markup('<img src="{}" alt="{}">').format(part.bild, part.alt) if part and part.bild else Markup("")


def _clauses(bocker: _Bocker, old: KapitelVy | None, new: KapitelVy | None) -> Iterator[RedlineKrav]:
    """Yield a chapter's clauses; one that the comparison calls moved is never taken to have stayed."""
    moved = {name for name, item in bocker.skillnader.items() if "flyttad" in item.slag}
    before = [(_key(krav, moved, "-"), krav) for krav in (old.krav if old else ())]
    after = [(_key(krav, moved, "+"), krav) for krav in (new.krav if new else ())]
    for one, other in merge(before, after, lambda keyed: keyed[0]):
        yield _placed(bocker, one[1] if one else None, other[1] if other else None)


def _key(krav: KravVy, moved: set[str], sign: str) -> str:
    return f"{krav.id}{sign}" if krav.id in moved else krav.id


def _placed(bocker: _Bocker, old: KravVy | None, new: KravVy | None) -> RedlineKrav:
    """Return a clause at its place, or what its old place says about it."""
    if old is not None and new is None and old.id in bocker.after:
        bocker.flyttade.add(old.id)
        return (
            _clause(bocker, old, None) if bocker.exact else RedlineKrav("", anmarkning=_went(old, bocker.after[old.id]))
        )
    if old is None and new is not None and (before := bocker.before.get(new.id)) is not None:
        if bocker.exact or not isinstance(before, KravVy):
            return _clause(bocker, None, new)
        return replace(_clause(bocker, before, new), anmarkning=_came(before))
    return _clause(bocker, old, new)


def _clause(bocker: _Bocker, old: KravVy | None, new: KravVy | None) -> RedlineKrav:
    """Return a clause with what differs in it; what stands outside the requirements is not in the contents."""
    shown = new or old
    pen = bocker.pen(shown.id if shown else "")
    rules = merge(old.regel if old else (), new.regel if new else (), lambda row: row)
    return RedlineKrav(
        id=_heading_id(bocker, old, new),
        rubrik=_heading(pen, old, new),
        innehall=_heading(pen, old, new, with_id=False) if shown and shown.nummer else Markup(""),
        markning=pen.words(_marks(old) if old else None, _marks(new) if new else None),
        html=redline_html(pen, old.html if old else None, new.html if new else None),
        regel=tuple(pen.words(before, after) for before, after in rules),
        fakta=redline_fakta(pen, old.fakta if old else (), new.fakta if new else ()),
    )


def _marks(krav: KravVy) -> str:
    """Return a clause's marks on one line, as `delar.html` sets them."""
    return " · ".join([*krav.markning, *([f"Ändring: {krav.andring}"] if krav.andring else [])])


def _heading_id(bocker: _Bocker, old: KapitelVy | KravVy | None, new: KapitelVy | KravVy | None) -> str:
    """Return the heading's id; what stands at another place in the new edition has it there."""
    if new is None and old is not None and old.id in bocker.after:
        return f"{old.id}-fore"
    return new.id if new else old.id if old else ""


def _heading(
    pen: Penna, old: KapitelVy | KravVy | None, new: KapitelVy | KravVy | None, *, with_id: bool = True
) -> Markup:
    """Return the heading: number, words and, for a clause, its id; a new or ended one is marked as a whole."""
    shown = new or old
    name = shown.id if isinstance(shown, KravVy) and with_id else ""
    if old is None or new is None:
        whole = _line(shown.nummer if shown else "", Markup("{}").format(shown.rubrik if shown else ""), name)
        return pen.mark("-" if new is None else "+", whole, whole=True)
    return _line(pen.words(old.nummer, new.nummer), pen.words(old.rubrik, new.rubrik), name)


def _line(number: str, words: Markup, name: str) -> Markup:
    before = Markup('<span class="kb-nr">{}</span> ').format(number) if number else Markup("")
    after = Markup(' <span class="kb-id">{}</span>').format(name) if name else Markup("")
    return before + words + after


def _number(part: KapitelVy | KravVy) -> str:
    return part.nummer.rstrip(".")


def _came(before: KapitelVy | KravVy) -> Markup:
    place = _number(before)
    return note(f"Flyttat hit från {place}." if place else "Flyttat hit; stod utanför kraven.")


def _went(old: KapitelVy | KravVy, new: KapitelVy | KravVy) -> Markup:
    number = f"{_number(old)} " if _number(old) else ""
    link = Markup('<a href="#{}">{}</a>').format(new.id, _number(new) or "avsnittet utanför kraven")
    return note(Markup("{}{} har flyttats till {}.").format(number, old.rubrik, link))


def _register(pen: Penna, old: RegisterVy | None, new: RegisterVy | None) -> RedlineRegister:
    part = new or old
    tables = redline_tabeller(pen, old.tabell if old else None, new.tabell if new else None)
    return RedlineRegister(
        id=part.id if part else "",
        rubrik=pen.words(old.rubrik if old else None, new.rubrik if new else None),
        inledning=pen.words(old.inledning if old else None, new.inledning if new else None),
        titel=part.tabell.rubrik if part else "",
        tabeller=tables,
    )
