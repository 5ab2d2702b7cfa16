"""What two records of the registers say in different ways: days, decisions, versions, acts, and what input became."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kravbok.finding import Finding, Position, Sammanhang, finding
from kravbok.model.bas import Modell
from kravbok.model.inspel import Inspel
from kravbok.model.krav import Krav
from kravbok.model.register import Beslut
from kravbok.model.tid import Tid, is_unknown
from kravbok.register import Register

__all__ = ["check_inspelens_utfall", "check_juristens_nej", "check_sfs", "check_startdagar", "check_tva_beslut",
           "check_versioner"]  # fmt: skip

_ACT = re.compile(r"\b([a-zåäö]{3,}(?:lagen|förordningen|balken)) \(([12][0-9]{3}:[0-9]{1,4})\)", re.IGNORECASE)
_APPROVED = ("bifall", "delvis bifall", "delegationsbeslut")
_DECIDES = (*_APPROVED, "avslag", "uppdrag")


def is_apart(first: Tid | None, second: Tid | None) -> bool:
    """Whether two times cannot be the same day; what is unknown or open can."""
    if first is None or second is None or not first.known or not second.known:
        return False
    begin, end = first.earliest, first.latest
    start, last = second.earliest, second.latest
    return bool((end and start and end < start) or (begin and last and last < begin))


def check_startdagar(register: Register) -> Iterator[Finding]:
    """Yield K638 for each requirement that no wording begins on the day when a decision says that it does."""
    for beslut in register.beslut.values():
        if beslut.galler_fran is None or beslut.beslut not in _APPROVED:
            continue
        for krav_id in beslut.avser.krav:
            krav = register.krav.get(krav_id)
            if krav is not None and all(is_apart(lydelse.fran, beslut.galler_fran) for lydelse in krav.lydelser):
                yield _two_starts(register, beslut, beslut.galler_fran, krav)


def _two_starts(register: Register, beslut: Beslut, day: Tid, krav: Krav) -> Finding:
    index = next((number for number, item in enumerate(krav.lydelser) if item.beslut == beslut.id), 0)
    lydelse = krav.lydelser[index]
    key = "galler_fran" if lydelse.galler_fran is not None else "avses_galla_fran"
    where = (Sammanhang(register.position(beslut, "galler_fran"), f"{beslut.id} säger {day}"),)
    message = f"{krav.id} börjar {lydelse.fran}, men enligt {beslut.id} gäller kravet från {day}"
    hint = "Rätta den dag som är fel, eller anteckna under saknas att källorna säger olika."
    return finding("K638", register.position(krav, "lydelser", index, key), message, hint, where)


def check_tva_beslut(register: Register) -> Iterator[Finding]:
    """Yield K639 for each two decisions of one body in one case that decide the same matter on different days."""
    known: dict[tuple[object, ...], Beslut] = {}
    for beslut in register.beslut.values():
        if beslut.beslut not in _DECIDES or is_unknown(beslut.arende):
            continue
        avser = beslut.avser
        matter = " ".join(avser.text.casefold().split()) if avser.upplaga is None and not avser.krav else ""
        about = (frozenset(avser.bocker), avser.upplaga, frozenset(avser.krav), matter)
        first = known.setdefault((beslut.organisation, beslut.organ, beslut.arende, beslut.beslut, about), beslut)
        if is_apart(first.datum, beslut.datum):
            message = f"{beslut.organ} har i {beslut.arende} beslutat samma sak {first.datum} och {beslut.datum}"
            where = (Sammanhang(register.position(first, "datum"), f"{first.id} står här"),)
            hint = "Behåll det beslut som protokollet visar; säg under avser om det ena gäller något annat."
            yield finding("K639", register.position(beslut, "datum"), message, hint, where)


def check_versioner(register: Register) -> Iterator[Finding]:
    """Yield K641 for each version of a governing document that begins on two days, also in two records of it."""
    known: dict[tuple[str, str], tuple[Modell, int, Tid]] = {}
    for record in register.styrdokument.values():
        name = record.beteckning if record.beteckning and not is_unknown(record.beteckning) else record.namn
        for index, version in enumerate(record.versioner):
            if is_unknown(version.version):
                continue
            key = (name.casefold(), version.version.casefold())
            first, number, day = known.setdefault(key, (record, index, version.galler_fran))
            if is_apart(day, version.galler_fran):
                where = (Sammanhang(register.position(first, "versioner", number, "galler_fran"), f"här står {day}"),)
                position = register.position(record, "versioner", index, "galler_fran")
                message = f"{name}, version {version.version}, gäller från {version.galler_fran} men också från {day}"
                yield finding("K641", position, message, "Rätta den dag som är fel, efter författningen.", where)


def check_sfs(register: Register) -> Iterator[Finding]:
    """Yield K642 for each act that has another SFS number than where it was first named."""
    known: dict[str, tuple[str, Position]] = {}
    for record, path, text in _legal_texts(register):
        for match in _ACT.finditer(text):
            name, number = match[1].casefold(), match[2]
            if name in known and known[name][0] == number:
                continue
            position = register.position_in(record, number, *path)
            first, where = known.setdefault(name, (number, position))
            if first != number:
                message = f"{match[1]} har nummer {number} här men {first} på ett annat ställe"
                hint = "Kontrollera numret i Svensk författningssamling och skriv samma överallt."
                yield finding("K642", position, message, hint, (Sammanhang(where, f"här står {first}"),))


def _legal_texts(register: Register) -> Iterator[tuple[Modell, tuple[str | int, ...], str]]:
    """Yield each text that may name an act: those of wordings, and their legal grounds."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if ":" in lydelse.text and "text" not in lydelse.som_foregaende:
                yield krav, ("lydelser", index, "text"), lydelse.text
            if "lagrum" not in lydelse.som_foregaende:
                for number, lagrum in enumerate(lydelse.lagrum):
                    yield krav, ("lydelser", index, "lagrum", number, "forfattning"), lagrum.forfattning


def check_inspelens_utfall(register: Register) -> Iterator[Finding]:
    """Yield K647 for each input that became something and nothing, or that two records give different outcomes."""
    known: dict[tuple[str, str | None], Inspel] = {}
    for inspel in register.inspel.values():
        if inspel.blev.krav and inspel.blev.inget:
            message = "Inspelet blev ett krav och blev samtidigt inget"
            hint = "Ta bort den ena uppgiften, eller dela inspelet i två."
            yield finding("K647", register.position(inspel, "blev", "inget"), message, hint)
        outcome = _outcome(inspel)
        if outcome:
            first = known.setdefault((inspel.rubrik.casefold(), inspel.upplaga), inspel)
            if _outcome(first) != outcome:
                message = f"Samma inspel blev {outcome} här men {_outcome(first)} i {first.id}"
                where = (Sammanhang(register.position(first, "blev"), f"{first.id} står här"),)
                hint = "Rätta det som är fel, eller ge inspelen olika rubriker om de gäller olika saker."
                yield finding("K647", register.position(inspel, "blev"), message, hint, where)


def _outcome(inspel: Inspel) -> str:
    """Return in a word what became of an input; nothing when that is not known."""
    blev = inspel.blev
    return "ett krav" if blev.krav else "ett annat ärende" if blev.arende else "inget" if blev.inget else ""


def check_juristens_nej(register: Register) -> Iterator[Finding]:
    """Yield K648 for each input that the lawyer says cannot be a requirement, and that became one all the same."""
    for inspel in register.inspel.values():
        if inspel.jurist is None or inspel.jurist.bedomning != "kan inte ställas som krav":
            continue
        for number, krav_id in enumerate(inspel.blev.krav):
            krav = register.krav.get(krav_id)
            if krav is not None and any(lydelse.kravniva == "ska" for lydelse in krav.lydelser):
                message = f"{krav_id} ställs som krav, men enligt juristen kan det inte ställas"
                where = (Sammanhang(register.position(inspel, "jurist", "bedomning"), "juristens bedömning"),)
                hint = "Ta bort kravet, ändra kravnivån, eller rätta bedömningen."
                yield finding("K648", register.position(inspel, "blev", "krav", number), message, hint, where)
