"""The draft tjänsteskrivelse: the case, the proposal, the changes with their reasons, consequences and papers."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.expand import describe_beslut
from kravbok.model.tid import is_unknown
from kravbok.swedish import capitalize, plural, sort_key, uncapitalize
from kravbok.view.andringar.delar import AvsnittVy
from kravbok.view.beslutsunderlag.bakgrund import arendet, bakgrund, beredning, samverkanssteg
from kravbok.view.beslutsunderlag.konsekvenser import avtalen, konsekvenser
from kravbok.view.beslutsunderlag.underlag import SAKNAS, Laget, Underlag, is_decided, known, lage_i_ord
from kravbok.view.handling import DelVy, fact, points
from kravbok.view.parts import Faktum

__all__ = ["changes_by_chapter", "tjansteskrivelse", "tjansteskrivelsens_uppgifter"]


def tjansteskrivelsens_uppgifter(underlag: Underlag) -> Iterator[Faktum]:
    """Yield the lines of the title page."""
    body = underlag.beslutande
    yield fact("Diarienummer", underlag.arende)
    yield fact("Beslutande organ", body.namn if body else f"{SAKNAS}: beslutsgången anger inte ett enda organ")
    yield fact("Datum", SAKNAS)
    yield fact("Handläggare", SAKNAS)


def tjansteskrivelse(underlag: Underlag) -> Iterator[DelVy]:
    """Yield the parts of the tjänsteskrivelse in the order that a region has them."""
    yield _proposal(underlag)
    yield arendet(underlag)
    yield bakgrund(underlag)
    yield _changes(underlag)
    yield konsekvenser(underlag)
    yield avtalen(underlag)
    yield beredning(underlag)
    yield _papers(underlag)
    yield DelVy("expedieras", "Expedieras till", (f"Vem som ska få del av beslutet står inte i posterna: {SAKNAS}.",))


def _proposal(underlag: Underlag) -> DelVy:
    """Return the proposal; none where the edition is no longer a proposal, or its outcome is known."""
    if reason := _settled(underlag):
        return DelVy("forslag", "Förslag till beslut", (reason,))
    lead, upplaga = _lead(underlag), underlag.efter.upplaga
    lines = [f"{_document(underlag)}, upplaga {upplaga.id}, antas enligt förslaget."]
    if upplaga.fran.known:
        lines.append(f"Upplagan gäller från {upplaga.fran}.")
    else:
        lines.append(f"Upplagan gäller från den dag som anges här ({SAKNAS}).")
    said = [lead]
    if is_unknown(upplaga.utgang):
        said.insert(0, "Källorna säger inte om förslaget har behandlats, eller hur det gick.")
    return DelVy("forslag", "Förslag till beslut", tuple(said), points(*lines), ordnad=True)


def _lead(underlag: Underlag) -> str:
    body, before = underlag.beslutande, underlag.foreslaende
    if body is None:
        return f"Vilket organ som beslutar: {SAKNAS}. Förslaget är att organet beslutar följande."
    if before is None or before.id == body.id:
        return f"{body.namn} föreslås besluta följande."
    return f"{before.namn} föreslår att {uncapitalize(body.namn)} beslutar följande."


def _document(underlag: Underlag) -> str:
    kind = underlag.efter.bok.dokumenttyp
    return f"{capitalize(kind)} för {underlag.efter.bok.titel}"


def _settled(underlag: Underlag) -> str:
    """Return why there is nothing to propose, or nothing."""
    upplaga = underlag.efter.upplaga
    record = underlag.efter.register.beslut.get(upplaga.beslut or "")
    if upplaga.status == "inte antagen":
        return "Upplagan är antecknad som inte antagen. Inget förslag till beslut lämnas."
    if upplaga.foreslagen:
        ended = None if upplaga.utgang in (None, "okänd") else upplaga.utgang
        return f"Förslaget är antecknat som {ended}. Inget nytt förslag till beslut lämnas." if ended else ""
    if record is not None and is_decided(record):
        said = f"{describe_beslut(underlag.efter, record)}: {record.beslut}"
        return f"Beslut om upplagan är fattat ({said}). Inget förslag till beslut lämnas."
    return (
        f"Upplagan är antecknad som {upplaga.status}, men beslutet är inte känt: {SAKNAS}. Klarlägg det innan ett "
        "förslag till beslut skrivs."
    )


def _changes(underlag: Underlag) -> DelVy:
    """Return every change with its reason, chapter by chapter."""
    place = f"Lydelserna står i dokumentet ”{underlag.andringar.titel}”."
    said = [f"Skälen är de som posterna anger. {place} {lage_i_ord(underlag)}"]
    if hidden := len(underlag.andringar.dolda):
        many = plural(hidden, "krav har bara fått", "krav har bara fått")
        said.append(f"{many} nytt nummer, ny typografi eller ny källa och tas inte upp här.")
    if underlag.andringar.tom:
        said = ["Inget skiljer i sak mellan upplagorna."]
    return DelVy("andringar", "Ändringar och skäl", tuple(said), delar=tuple(changes_by_chapter(underlag)))


def changes_by_chapter(underlag: Underlag) -> Iterator[DelVy]:
    """Yield a part for each chapter, for what stands outside the requirements, and for each appendix."""
    found = {item.vy.id: item for item in underlag.lagen}
    for part in underlag.andringar.avsnitt:
        yield _chapter(underlag, part, [found[item.id] for item in part.andringar])
    for own in underlag.andringar.bilagor:
        yield DelVy(f"andring-{own.id}", own.rubrik, (own.mening,))


def _chapter(underlag: Underlag, part: AvsnittVy, items: list[Laget]) -> DelVy:
    heading = f"{part.nummer} {part.rubrik}".strip()
    lines = [(item, (item.namn, item.vad, known(item.skillnad.motiv))) for item in items]
    table = underlag.rows(heading, ("Krav", "Ändring", "Skäl"), lines)
    return DelVy(f"andring-{part.id}", heading, (part.egen.mening,) if part.egen else (), tabell=table)


def _papers(underlag: Underlag) -> DelVy:
    """Return the papers that belong to the decision: the book, the changes, the sources, and those that are missing."""
    efter, fore = underlag.efter, underlag.fore
    name = f"{efter.namn.removesuffix(efter.upplaga.id)}{fore.upplaga.id}-{efter.upplaga.id}"
    own = [
        f"{efter.bok.titel}, upplaga {efter.upplaga.id} (filen {efter.namn})",
        f"{underlag.andringar.titel} (filen {name})",
        f"Boken med ändringarna markerade (filen {name}-redline)",
        "Utkast till underlag för samverkan, brev till vårdgivarna och annons",
    ]
    missing = [f"Protokoll från steget ”{step}”: {SAKNAS}" for step in samverkanssteg(underlag)]
    return DelVy("beslutsunderlag", "Beslutsunderlag", (), points(*own, *_sources(underlag), *missing))


def _sources(underlag: Underlag) -> Iterator[str]:
    """Yield the documents that the changes come from, with their diary numbers."""
    documents = underlag.efter.register.dokument
    used = {source.dokument for item in underlag.lagen if item.lydelse for source in item.lydelse.ursprung}
    for record in sorted((documents[name] for name in used), key=lambda item: sort_key(item.titel)):
        case = known(record.diarienummer)
        yield (
            f"{record.titel}, {record.datum}, diarienummer {case}"
            if case != SAKNAS
            else f"{record.titel}, {record.datum}"
        )
