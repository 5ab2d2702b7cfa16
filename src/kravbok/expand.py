"""Put values where a text has expressions: figures, references to clauses, terms, governing documents, decisions."""

from __future__ import annotations

from collections.abc import Callable

from kravbok.edition import Klausul, Utgivning, begreppslydelse, book_ids, choose, edition_of
from kravbok.model.lydelse import Lydelse
from kravbok.model.register import Beslut
from kravbok.model.storhet import format_text
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.text import Uttryck, Varde, fill, parse_fragment

__all__ = ["anchor", "describe_beslut", "expand_text", "figure_from", "name_beslut", "reference", "resolve"]


def anchor(kind: str, name: str) -> str:
    """Return the id that a record of a register has in a document, e.g. begrepp-sabo."""
    return f"{kind}-" + name.replace("/", "-").replace(" ", "-")


def expand_text(utgivning: Utgivning, klausul: Klausul | None, text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text's HTML and its plain blocks, with every expression replaced by its value."""
    return fill(parse_fragment(text), lambda uttryck: resolve(utgivning, klausul, uttryck))


def resolve(utgivning: Utgivning, klausul: Klausul | None, uttryck: Uttryck) -> Varde:
    """Return what an expression means in the edition; KeyError where it means nothing (the checks report it)."""
    if not uttryck.funktion:
        if klausul is None:
            raise KeyError(uttryck.argument[0])
        return Varde(format_text(klausul.lydelse.siffror[uttryck.argument[0]]))
    return _FUNCTIONS[uttryck.funktion](utgivning, *uttryck.argument)


def reference(utgivning: Utgivning, krav_id: str) -> Varde:
    """Return the words that point at a clause: ”avsnitt 4.2 (HV-LIST-001)”."""
    clause = utgivning.klausuler[krav_id]
    if clause.nummer:
        return Varde(f"avsnitt\u00a0{clause.nummer} ({krav_id})", f"#{krav_id}")
    return Varde(f"{clause.lydelse.stallning}t {krav_id}".replace("rekommendationt", "rekommendationen"), f"#{krav_id}")


def figure_from(utgivning: Utgivning, krav_id: str, name: str, upplaga_id: str | None = None) -> object:
    """Return another requirement's figure, as it stands in this edition or in the one named."""
    return wording_in(utgivning, krav_id, upplaga_id).siffror[name]


def wording_in(utgivning: Utgivning, krav_id: str, upplaga_id: str | None) -> Lydelse:
    """Return a requirement's wording in an edition of its book; KeyError when it has none there."""
    krav = utgivning.register.krav[krav_id]
    books = book_ids(krav)
    book = utgivning.register.bocker[utgivning.bok.id if utgivning.bok.id in books else books[0]]
    name = upplaga_id or utgivning.upplaga.id
    upplaga = next((item for item in book.upplagor if item.id == name), None)
    if upplaga is None:
        raise KeyError(name)
    named, day = [edition_of(item, book.id) for item in krav.lydelser], None if upplaga_id else utgivning.dag
    index = choose(krav.lydelser, named, book, upplaga, day)
    if index is None:
        raise KeyError(krav_id)
    return krav.lydelser[index]


def describe_beslut(utgivning: Utgivning, beslut: Beslut) -> str:
    """Return a decision in words: ”Regionstyrelsen 24 mars 2021 § 44”."""
    return name_beslut(utgivning.register, beslut)


def name_beslut(register: Register, beslut: Beslut) -> str:
    """Return a decision in words, without an edition."""
    organisation = register.organisationer.get(beslut.organisation)
    organ = (
        next((item.namn for item in organisation.organ if item.id == beslut.organ), beslut.organ)
        if organisation
        else ""
    )
    body = "Okänt organ" if is_unknown(organ or beslut.organ) else organ or beslut.organ
    if not beslut.datum.known:
        return f"{body}, okänt datum" + ("" if is_unknown(beslut.paragraf) else f" §\u00a0{beslut.paragraf}")
    return f"{body} {beslut.datum}" + (
        ", paragraf okänd" if is_unknown(beslut.paragraf) else f" §\u00a0{beslut.paragraf}"
    )


def _siffra(utgivning: Utgivning, krav_id: str, name: str, upplaga_id: str | None = None) -> Varde:
    return Varde(format_text(figure_from(utgivning, krav_id, name, upplaga_id)))  # type: ignore[arg-type]


def _begrepp(utgivning: Utgivning, name: str) -> Varde:
    begrepp = utgivning.register.begrepp[name]
    wording = begreppslydelse(begrepp, utgivning.upplaga) or begrepp.lydelser[0]
    return Varde(wording.term, "#" + anchor("begrepp", name))


def _styrdokument(utgivning: Utgivning, name: str) -> Varde:
    return Varde(utgivning.register.styrdokument[name].namn, "#" + anchor("styrdokument", name))


def _beslut(utgivning: Utgivning, name: str) -> Varde:
    return Varde(describe_beslut(utgivning, utgivning.register.beslut[name]), "#" + anchor("beslut", name))


_FUNCTIONS: dict[str, Callable[..., Varde]] = {
    "krav": reference,
    "siffra": _siffra,
    "begrepp": _begrepp,
    "styrdokument": _styrdokument,
    "beslut": _beslut,
}
