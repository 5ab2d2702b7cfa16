"""Why an edition cannot be sealed yet: a proposal, what is not decided, or a chain that would be out of order."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.edition import Klausul, Utgivning
from kravbok.finding import Finding, Position, finding
from kravbok.model.bas import Saknas
from kravbok.model.bok import Bilaga, Kapitel
from kravbok.model.krav import Krav
from kravbok.model.tid import is_unknown
from kravbok.register import Register
from kravbok.seal.forsegling import Forsegling, read_forsegling, seal_path, to_bytes

__all__ = ["hinder"]

_DECIDED = ("beslutad", "ersatt", "upphävd")


def hinder(utgivning: Utgivning, seal: Forsegling) -> Iterator[Finding]:
    """Yield what stands in the way of the seal (K911), or the other seal that is already there (K912)."""
    register, path = utgivning.register, seal_path(utgivning.bok.id, utgivning.upplaga.id)
    yield from _proposed(utgivning)
    yield from _undecided(utgivning)
    yield from _ended(utgivning)
    yield from _out_of_order(utgivning)
    found, kept = register.forseglingar.get(path), read_forsegling(register, seal.bok, seal.upplaga)
    same = to_bytes(seal.model_copy(update={"filer": kept.filer if kept else None}))
    if found is not None and found.replace(b"\r\n", b"\n") != same:
        message = f"{utgivning.bok.id} upplaga {utgivning.upplaga.id} är redan förseglad, med ett annat innehåll"
        yield finding(
            "K912", Position(path), message, "En försegling ersätts aldrig; se vad kravbok kontrollera säger."
        )


def _stop(position: Position, message: str, hint: str) -> Finding:
    return finding("K911", position, message, hint)


def _edition_at(utgivning: Utgivning, key: str) -> Position:
    bok, upplaga = utgivning.bok, utgivning.upplaga
    return utgivning.register.position(bok, "upplagor", bok.upplagor.index(upplaga), key)


def _proposed(utgivning: Utgivning) -> Iterator[Finding]:
    """Yield what is only proposed: the edition itself, or a wording in it."""
    if utgivning.upplaga.status not in _DECIDED:
        message = f"Upplaga {utgivning.upplaga.id} är {utgivning.upplaga.status}, inte beslutad"
        yield _stop(_edition_at(utgivning, "status"), message, "Försegla när upplagan är beslutad.")
        return
    hint = "Skriv galler_fran i stället för avses_galla_fran om det beslutades."
    for clause in utgivning.klausuler.values():
        if clause.lydelse.foreslagen:
            message = f"{clause.id} är fortfarande ett förslag i upplagan"
            yield _stop(_clause_at(utgivning, clause, "avses_galla_fran"), message, hint)
    parts: list[tuple[Kapitel | Bilaga, bool]] = [(item.kapitel, item.lydelse.foreslagen) for item in utgivning.avsnitt]
    parts += [(item.bilaga, item.lydelse.foreslagen) for item in utgivning.bilagor]
    for record, foreslagen in parts:
        if foreslagen:
            message = f"{record.id} är fortfarande ett förslag i upplagan"
            yield _stop(utgivning.register.position(record, "lydelser"), message, hint)


def _clause_at(utgivning: Utgivning, clause: Klausul, key: str) -> Position:
    return utgivning.register.position(clause.krav, "lydelser", clause.index, key)


def _undecided(utgivning: Utgivning) -> Iterator[Finding]:
    """Yield each clause that is new in the edition and says that its decision is unknown, undeclared."""
    covered = _is_declared(utgivning.upplaga.saknas)
    for clause in utgivning.klausuler.values():
        named = (clause.i_bok.beslut if clause.i_bok else None) or clause.lydelse.beslut
        whole = named or utgivning.upplaga.beslut or "okänt"
        new = clause.foregaende is not clause.lydelse and clause.lydelse.stallning == "klausul"
        if not new or not is_unknown(whole) or _is_declared((*clause.lydelse.saknas, *clause.krav.saknas)):
            continue
        if named is not None or not covered:
            hint = "Ange beslutet, eller anteckna ”beslut” under saknas med skäl."
            yield _stop(_clause_at(utgivning, clause, "beslut"), f"Beslutet bakom {clause.id} är okänt", hint)


def _is_declared(gaps: tuple[Saknas, ...]) -> bool:
    return any(gap.vad == "beslut" for gap in gaps)


def _ended(utgivning: Utgivning) -> Iterator[Finding]:
    """Yield each requirement that ends with the edition and whose end nobody is known to have decided."""
    upplaga = utgivning.upplaga
    if not is_unknown(upplaga.beslut or "okänt") or _is_declared(upplaga.saknas):
        return
    for krav in utgivning.register.krav.values():
        if _ends_here(utgivning, krav) and not _is_declared(krav.saknas):
            message = f"Beslutet om att {krav.id} upphör är okänt"
            hint = "Ange beslutet, eller anteckna ”beslut” under saknas med skäl."
            yield _stop(utgivning.register.position(krav, "upphor", "beslut"), message, hint)


def _ends_here(utgivning: Utgivning, krav: Krav) -> bool:
    end = krav.upphor
    if end is None or krav.id in utgivning.klausuler or not is_unknown(end.beslut):
        return False
    mine = any(item.plats is not None and item.plats.bok == utgivning.bok.id for item in krav.lydelser)
    shared = any(item.i_bok.get(utgivning.bok.id) is not None for item in krav.lydelser)
    return (mine or shared) and end.upplaga == utgivning.upplaga.id


def _out_of_order(utgivning: Utgivning) -> Iterator[Finding]:
    """Yield what would break the chain: a later edition that is sealed, or a decided one between that is not."""
    register, bok = utgivning.register, utgivning.bok
    number = bok.upplagor.index(utgivning.upplaga)
    sealed = [_is_sealed(register, bok.id, item.id) for item in bok.upplagor]
    if any(sealed[number + 1 :]) and not sealed[number]:
        message = f"En senare upplaga än {utgivning.upplaga.id} är redan förseglad"
        yield _stop(
            _edition_at(utgivning, "id"), message, "Kedjan går framåt; en äldre upplaga förseglas inte efteråt."
        )
    start = max((at for at in range(number) if sealed[at]), default=number)
    for at in range(start + 1, number):
        if bok.upplagor[at].status in _DECIDED:
            message = f"Upplaga {bok.upplagor[at].id} är beslutad och kommer före, men är inte förseglad"
            yield _stop(register.position(bok, "upplagor", at, "id"), message, "Försegla upplagorna i ordning.")


def _is_sealed(register: Register, bok: str, upplaga: str) -> bool:
    return seal_path(bok, upplaga) in register.forseglingar
