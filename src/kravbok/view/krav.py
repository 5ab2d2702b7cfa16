"""How a clause is shown: its marks, its text, what its rule lists, and the facts about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from kravbok.edition import Klausul, Utgivning, book_ids
from kravbok.expand import anchor, describe_beslut, expand_text, reference
from kravbok.model.bas import Ursprung
from kravbok.model.lydelse import Lydelse
from kravbok.model.storhet import Okand, format_text
from kravbok.model.tid import is_unknown
from kravbok.rules.tystnad import unknowns
from kravbok.swedish import capitalize, format_list, uncapitalize
from kravbok.view.parts import Bit, Bitar, Faktum, KravVy, bits
from kravbok.view.regel import view_exempel, view_regel
from kravbok.view.tidsord import since_value
from kravbok.view.under_tiden import view_under_tiden

__all__ = ["ANDRINGSORD", "describe_sources", "view_krav"]

_NIVA = {
    "ska": "Ska-krav",
    "bör": "Bör-krav",
    "får": "Får",
    "mål": "Mål",
    "har rätt": "Rätt",
    "villkor": "Villkor",
    "upplysning": "Upplysning",
}

ANDRINGSORD = {
    "ny": "nytt avsnitt",
    "redaktionell": "redaktionell ändring",
    "skärpt": "skärpt krav",
    "lindrad": "lindrat krav",
    "rättar felaktig skrivning": "rättelse av felaktig skrivning",
}
"""Kinds of change in the words a reader meets; the others already read well."""

_OUR_METHOD = "Uppföljningen är redaktionens förslag; källan anger ingen"
_OUR_VIEW = "Bedömningen är redaktionens"

_FOLJAS_UPP = {"ja": "Går att följa upp", "delvis": "Går delvis att följa upp", "nej": "Går inte att följa upp"}


_MADE: WeakKeyDictionary[Utgivning, dict[str, tuple[Klausul, KravVy]]] = WeakKeyDictionary()
"""The clauses that are already made, by edition: its book, its changes and its follow-up show the same ones."""


def view_krav(utgivning: Utgivning, klausul: Klausul) -> KravVy:
    """Return a clause with its text expanded and everything about it in words."""
    made = _MADE.setdefault(utgivning, {})
    if klausul.id not in made or made[klausul.id][0] is not klausul:
        made[klausul.id] = (klausul, _make_krav(utgivning, klausul))
    return made[klausul.id][1]


def _make_krav(utgivning: Utgivning, klausul: Klausul) -> KravVy:
    lydelse = klausul.lydelse
    html, block = expand_text(utgivning, klausul, lydelse.text)
    return KravVy(
        id=klausul.id,
        nummer=klausul.nummer,
        rubrik=lydelse.rubrik,
        markning=tuple(_marks(lydelse)),
        html=html,
        block=block,
        regel=tuple(view_regel(utgivning, lydelse)),
        andring=_change(klausul),
        fakta=tuple(_facts(utgivning, klausul)),
    )


def _marks(lydelse: Lydelse) -> Iterator[str]:
    """Yield the short marks: how binding, what kind, whom it binds, which providers."""
    yield _NIVA[lydelse.kravniva]
    if lydelse.typ.capitalize() not in (_NIVA[lydelse.kravniva], "Krav"):
        yield lydelse.typ.capitalize()
    yield from _party(lydelse)
    if lydelse.galler_for != ("alla",):
        yield "Gäller " + format_list(list(lydelse.galler_for))
    if lydelse.stallning != "klausul":
        yield "Inte ett krav i boken"


def _party(lydelse: Lydelse) -> Iterator[str]:
    """Yield whom the clause is about; what only informs binds nobody."""
    if is_unknown(lydelse.vem):
        yield "Parten framgår inte av källan"
    elif lydelse.vem == "endera parten":
        yield "Gäller båda parter lika"
    elif lydelse.kravniva != "upplysning" or lydelse.vem not in ("båda parter", "regionen"):
        yield f"Avser {lydelse.vem}"


def _change(klausul: Klausul) -> str:
    """Return what kind of change the wording is in this edition; empty when it stood there before."""
    if klausul.lydelse.andring is None or klausul.foregaende is klausul.lydelse:
        return ""
    return format_list([ANDRINGSORD.get(kind, kind) for kind in klausul.lydelse.andring.typ])


def _facts(utgivning: Utgivning, klausul: Klausul) -> Iterator[Faktum]:
    """Yield the facts about a clause in their fixed order."""
    lydelse = klausul.lydelse
    yield Faktum(
        "Föreslås gälla från" if lydelse.foreslagen else "Gäller från",
        (bits(since_value(lydelse.fran, foreslagen=lydelse.foreslagen)),),
    )
    yield from view_under_tiden(utgivning, klausul)
    if lydelse.andring is not None and klausul.foregaende is not lydelse:
        kinds = format_list([ANDRINGSORD.get(kind, kind) for kind in lydelse.andring.typ])
        yield Faktum("Ändring", (bits(f"{capitalize(kinds)}. {lydelse.andring.motiv}"),))
    if klausul.i_bok is not None and klausul.i_bok.avvikelse:
        yield Faktum("Avvikelse i denna bok", (bits(klausul.i_bok.avvikelse),))
    if lydelse.regel is not None and (unknown := unknowns(lydelse.regel)):
        yield Faktum("Källan anger inte", (bits(format_list(unknown, "eller")),))
    yield from view_exempel(lydelse, klausul.id)
    yield from _links(utgivning, lydelse)
    if consequences := utgivning.pafoljder.get(klausul.id):
        yield Faktum("Kan leda till", tuple(_to(utgivning, item) for item in consequences))
    yield from _roles(lydelse)
    yield from _decision(utgivning, klausul)
    yield from _followup(lydelse)
    yield from _grounds(utgivning, lydelse)
    if lydelse.ursprung:
        yield Faktum("Källa", describe_sources(utgivning, lydelse.ursprung))
    if gaps := [*lydelse.saknas, *klausul.krav.saknas]:
        yield Faktum("Uppgift som saknas", tuple(bits(item.motivering) for item in gaps))


def _links(utgivning: Utgivning, lydelse: Lydelse) -> Iterator[Faktum]:
    if lydelse.forutsatter:
        yield Faktum("Förutsätter", tuple(_to(utgivning, item) for item in lydelse.forutsatter))
    if (cause := lydelse.utloses_av) is not None:
        deliveries = utgivning.register.leveranser
        named = [bits(f"sen eller utebliven {uncapitalize(deliveries[item].namn)}") for item in cause.leveranser]
        yield Faktum("Utlöses av", (*(_to(utgivning, item) for item in cause.krav), *named))
    if lydelse.andring is not None and lydelse.andring.hor_ihop_med:
        yield Faktum("Hör ihop med", tuple(_to(utgivning, item) for item in lydelse.andring.hor_ihop_med))


def _to(utgivning: Utgivning, krav_id: str) -> Bitar:
    if krav_id not in utgivning.klausuler:
        return bits(_elsewhere(utgivning, krav_id))
    value = reference(utgivning, krav_id)
    return bits(Bit(value.text, value.href), f", {utgivning.klausuler[krav_id].lydelse.rubrik}")


def _elsewhere(utgivning: Utgivning, krav_id: str) -> str:
    """Return a requirement that this edition does not hold, with the book that does."""
    books = utgivning.register.bocker
    names = [books[name].titel for name in book_ids(utgivning.register.krav[krav_id]) if name != utgivning.bok.id]
    return f"{krav_id} i {format_list(names)}" if names else f"{krav_id} (ingår inte i upplagan)"


def _roles(lydelse: Lydelse) -> Iterator[Faktum]:
    if lydelse.roller:
        yield Faktum(
            "Roller",
            tuple(bits(f"{role.replace('bitrade', 'biträde')}: {who}") for role, who in lydelse.roller.items()),
        )
    if lydelse.kraver is not None and lydelse.kraver.avtal:
        yield Faktum("Kräver", (bits(lydelse.kraver.avtal),))
    if (money := lydelse.finansiering) is not None:
        origin = "; varifrån anger källan inte" if is_unknown(money.fran) else f", från {money.fran}"
        amount = "belopp okänt" if isinstance(money.belopp, Okand) else format_text(money.belopp)
        yield Faktum("Finansiering", (bits(f"{capitalize(amount)} till {money.till}{origin}"),))


def _decision(utgivning: Utgivning, klausul: Klausul) -> Iterator[Faktum]:
    """Yield the decision and the case: the clause's own, its book's for a shared clause, or the edition's."""
    lydelse, place, upplaga = klausul.lydelse, klausul.i_bok, utgivning.upplaga
    beslut = (place.beslut if place else None) or lydelse.beslut or upplaga.beslut
    record = utgivning.register.beslut.get(beslut or "")
    if record is not None:
        yield Faktum("Beslut", (bits(Bit(describe_beslut(utgivning, record), "#" + anchor("beslut", record.id))),))
    arende = (place.arende if place else None) or lydelse.arende or (record.arende if record else None)
    if arende and not is_unknown(arende):
        yield Faktum("Ärende", (bits(arende),))


def _followup(lydelse: Lydelse) -> Iterator[Faktum]:
    follow = lydelse.uppfoljning
    if follow is None:
        return
    words = format_list(list(follow.metod)) if follow.metod else "källan anger ingen metod"
    sentences = [capitalize(words)]
    if follow.kan_foljas_upp in _FOLJAS_UPP:
        sentences.append(_FOLJAS_UPP[follow.kan_foljas_upp])
    if follow.motivering:
        sentences.append(follow.motivering.strip().rstrip("."))
    if follow.angiven_av == "redaktionen":
        sentences.append(_OUR_METHOD if follow.metod else _OUR_VIEW)
    yield Faktum("Uppföljning", (bits(". ".join(sentences) + "."),))


def _grounds(utgivning: Utgivning, lydelse: Lydelse) -> Iterator[Faktum]:
    if lydelse.lagrum:
        who = {"källan": "", "redaktionen": " (angivet av redaktionen, inte av källan)"}
        yield Faktum("Lagrum", tuple(bits(f"{g.forfattning} {g.rum}{who[g.angivet_av]}") for g in lydelse.lagrum))
    if lydelse.bygger_pa is not None:
        record = utgivning.register.styrdokument[lydelse.bygger_pa.styrdokument]
        yield Faktum("Bygger på", (bits(Bit(record.namn, "#" + anchor("styrdokument", record.id))),))


def describe_sources(utgivning: Utgivning, sources: Iterable[Ursprung]) -> tuple[Bitar, ...]:
    """Return each document once, as a link followed by the sections and lines in it."""
    places: dict[str, dict[str, list[str]]] = {}
    for item in sources:
        rows = places.setdefault(item.dokument, {}).setdefault(item.avsnitt or "", [])
        if (where := _where(item)) and where not in rows:
            rows.append(where)
    return tuple(_one_document(utgivning, name, sections) for name, sections in places.items())


def _one_document(utgivning: Utgivning, name: str, sections: dict[str, list[str]]) -> Bitar:
    words = [
        ", ".join([*([f"avsnitt\u00a0{section}"] if section else []), *rows]) for section, rows in sections.items()
    ]
    link = Bit(utgivning.register.dokument[name].titel, "#" + anchor("dokument", name))
    return bits(link, ": " + "; ".join(words)) if any(words) else bits(link)


def _where(item: Ursprung) -> str:
    """Return the lines or the page in words."""
    if item.rader:
        first, last = item.rader
        return f"rad\u00a0{first}" + (f"–{last}" if last != first else "")
    return f"s.\u00a0{item.sida}" if item.sida else ""
