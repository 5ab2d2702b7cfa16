"""Decisions: one for a § (K401), by a body of its day (K405), behind each change (K404), with effect (K333, K406)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kravbok.diff.grunder import own_decision
from kravbok.edition import Klausul, Utgivning, previous_upplaga
from kravbok.finding import Finding, Position, Sammanhang, finding
from kravbok.model.register import Beslut
from kravbok.model.tid import is_unknown
from kravbok.register import Register

__all__ = ["check_beslut_finns", "check_beslut_verkar", "check_organ_fanns", "check_paragrafer"]

_DECIDED = ("beslutad", "ersatt", "upphävd")
_NO_GROUND = ("avslag", "återremiss", "bordlagt", "förslag till nästa instans", "uppdrag")
_SHOWN = 5


def check_paragrafer(register: Register) -> Iterator[Finding]:
    """Yield a finding for each § that two decisions of the same meeting claim (K401); unknown never counts."""
    taken: dict[tuple[str, ...], Beslut] = {}
    for beslut in register.beslut.values():
        if beslut.datum.form != "dag" or is_unknown(beslut.paragraf) or is_unknown(beslut.organ):
            continue
        claim = (beslut.organisation, beslut.organ, beslut.datum.iso(), beslut.paragraf.strip("§ "), _point(beslut))
        first = taken.setdefault(claim, beslut)
        if first is not beslut:
            message = f"{beslut.organ} {beslut.datum} § {beslut.paragraf.strip('§ ')} är redan beslutet {first.id}"
            where = (Sammanhang(register.position(first, "paragraf"), f"står i {first.id}"),)
            hint = "Rätta paragrafen, eller skriv punkt om paragrafen har flera beslut."
            yield finding("K401", register.position(beslut, "paragraf"), message, hint, where)


def _point(beslut: Beslut) -> str:
    return "" if is_unknown(beslut.punkt) else beslut.punkt


def check_organ_fanns(register: Register) -> Iterator[Finding]:
    """Yield a finding for each decision by a body that did not exist that day (K405)."""
    for beslut in register.beslut.values():
        organisation = register.organisationer.get(beslut.organisation)
        for index, organ in enumerate(organisation.organ if organisation is not None else ()):
            if organ.id != beslut.organ:
                continue
            first, last = organ.fran.earliest if organ.fran else None, organ.till.latest if organ.till else None
            early = first is not None and beslut.datum.latest is not None and beslut.datum.latest < first
            late = last is not None and beslut.datum.earliest is not None and beslut.datum.earliest > last
            if early or late:
                bound = f"från {organ.fran}" if early else f"till {organ.till}"
                position = register.position(organisation, "organ", index, "fran" if early else "till")  # type: ignore[arg-type]
                message = f"{organ.namn} fanns inte {beslut.datum}"
                hint = "Kontrollera organet och dagen."
                yield finding(
                    "K405", register.position(beslut, "datum"), message, hint, (Sammanhang(position, f"fanns {bound}"),)
                )


def check_beslut_finns(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield a finding for each decided edition with new wordings that no decision carries (K404)."""
    by_name = {(item.bok.id, item.upplaga.id): item for item in utgivningar}
    for utgivning in utgivningar:
        if utgivning.upplaga.status not in _DECIDED:
            continue
        yield from _no_ground(utgivning)
        if _names_decision(utgivning.upplaga.beslut):
            continue
        yield from _ended_without(utgivning, _earlier(utgivning, by_name))
        bare = [clause for clause in _new(utgivning) if not _is_carried(utgivning, clause)]
        if bare:
            register, number = utgivning.register, utgivning.bok.upplagor.index(utgivning.upplaga)
            what = f"{len(bare)} nya krav" if len(bare) > 1 else f"det nya kravet {bare[0].id}"
            message = f"Upplaga {utgivning.upplaga.id} är {utgivning.upplaga.status}, men {what} har inget beslut"
            hint = "Lägg till beslut på upplagan eller på lydelsen, eller anteckna ”beslut” under saknas."
            where = tuple(Sammanhang(_position(register, clause), clause.id) for clause in bare[:_SHOWN])
            yield finding("K404", register.position(utgivning.bok, "upplagor", number, "id"), message, hint, where)


def _earlier(utgivning: Utgivning, by_name: Mapping[tuple[str, str], Utgivning]) -> Utgivning | None:
    """Return the edition before, as it was made."""
    before = previous_upplaga(utgivning.bok, utgivning.upplaga)
    return by_name.get((utgivning.bok.id, before.id)) if before is not None else None


def _ended_without(utgivning: Utgivning, earlier: Utgivning | None) -> Iterator[Finding]:
    """Yield a finding for each requirement that ended with a decided edition and that no decision ended."""
    for clause in earlier.klausuler.values() if earlier is not None else ():
        krav = clause.krav
        if clause.id in utgivning.klausuler or krav.upphor is None or _names_decision(krav.upphor.beslut):
            continue
        if clause.lydelse.stallning == "klausul" and not any(gap.vad == "beslut" for gap in krav.saknas):
            position = utgivning.register.position(krav, "upphor", "beslut")
            message = (
                f"{krav.id} upphör med upplaga {utgivning.upplaga.id}, som är {utgivning.upplaga.status}, utan beslut"
            )
            hint = "Lägg till beslut på upplagan eller under upphor, eller anteckna ”beslut” under saknas."
            yield finding("K404", position, message, hint)


def _names_decision(name: str | None) -> bool:
    return name is not None and not is_unknown(name)


def _new(utgivning: Utgivning) -> Iterator[Klausul]:
    """Yield the clauses whose wording was not in the edition before."""
    for clause in utgivning.klausuler.values():
        if clause.foregaende is not clause.lydelse and clause.lydelse.stallning == "klausul":
            yield clause


def _is_carried(utgivning: Utgivning, clause: Klausul) -> bool:
    """Whether a clause has a decision of its own in this book, or says that there is none."""
    gaps = (*clause.lydelse.saknas, *clause.krav.saknas)
    own = _names_decision(own_decision(utgivning, clause.lydelse))
    return own or any(gap.vad == "beslut" for gap in gaps)


def _position(register: Register, clause: Klausul) -> Position:
    return register.position(clause.krav, "lydelser", clause.index, "galler_fran", key=True)


def _no_ground(utgivning: Utgivning) -> Iterator[Finding]:
    """Yield a finding when the decision that an edition names did not decide it."""
    beslut = utgivning.register.beslut.get(utgivning.upplaga.beslut or "")
    if beslut is not None and beslut.beslut in _NO_GROUND:
        number = utgivning.bok.upplagor.index(utgivning.upplaga)
        register = utgivning.register
        message = f"Upplaga {utgivning.upplaga.id} är {utgivning.upplaga.status}, men {beslut.id} är {beslut.beslut}"
        where = (Sammanhang(register.position(beslut, "beslut"), "beslutet"),)
        hint = "Ange beslutet som antog upplagan, eller rätta upplagans status."
        yield finding("K404", register.position(utgivning.bok, "upplagor", number, "beslut"), message, hint, where)


def check_beslut_verkar(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield a finding for each approval that names an edition and has changed nothing in it.

    It is an error where the edition is decided (K333), and else a warning (K406).
    """
    by_name = {(item.bok.id, item.upplaga.id): item for item in utgivningar}
    register = utgivningar[0].register if utgivningar else Register()
    if register.unread:
        return
    approvals = [item for item in register.beslut.values() if item.beslut in ("bifall", "delvis bifall")]
    for beslut, book in [(item, book) for item in approvals for book in item.avser.bocker]:
        edition = by_name.get((book, beslut.avser.upplaga or ""))
        if edition is None:
            continue
        changed = _changed(edition, by_name)
        if not changed or (beslut.avser.krav and not changed & set(beslut.avser.krav)):
            what = "de krav som beslutet nämner" if changed else "något"
            message = f"Beslutet ändrar inte {what} i {edition.bok.id} upplaga {edition.upplaga.id}"
            hint = "Lägg in de lydelser som beslutet gäller, eller rätta vad beslutet avser."
            code = "K333" if edition.upplaga.status in _DECIDED else "K406"
            yield finding(code, register.position(beslut, "avser", "upplaga"), message, hint)


def _changed(edition: Utgivning, by_name: Mapping[tuple[str, str], Utgivning]) -> set[str]:
    """Return what differs from the edition before: ids of requirements, and marks for chapters and appendices."""
    earlier = _earlier(edition, by_name)
    if earlier is None or earlier is edition:
        return {"allt", *edition.klausuler}
    changed = {clause.id for clause in edition.klausuler.values() if clause.foregaende is not clause.lydelse}
    changed |= set(earlier.klausuler) - set(edition.klausuler)
    if _parts(earlier) != _parts(edition):
        changed.add("kapitel och bilagor")
    return changed


def _parts(edition: Utgivning) -> set[int]:
    """Return the wordings of the edition's chapters and appendices, by identity."""
    return {id(item.lydelse) for item in edition.avsnitt} | {id(item.lydelse) for item in edition.bilagor}
