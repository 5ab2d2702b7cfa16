"""What stands around the changes of a redline: who made them, why, how they are read, and where the book comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from markupsafe import Markup

from kravbok.diff.skillnad import Jamforelse, Skillnad
from kravbok.edition import Utgivning
from kravbok.expand import describe_beslut
from kravbok.model.register import Beslut
from kravbok.model.tid import is_unknown
from kravbok.swedish import format_list, uncapitalize
from kravbok.view.andringar.ord import MARKNING
from kravbok.view.bok import is_reconstruction
from kravbok.view.parts import BokVy, Faktum
from kravbok.view.redline_delar import Kommentar
from kravbok.view.redline_ord import Penna

__all__ = ["kommentarer", "om_redline", "penna_for", "redline_kolofon"]

PROPOSAL = "Förslag"
UNKNOWN = "Okänt organ"


def penna_for(jamforelse: Jamforelse, item: Skillnad | None, *, exact: bool) -> Penna:
    """Return the pen of a requirement's changes: the deciding body's, or that of the proposal."""
    record = _decision(jamforelse, item)
    if record is not None:
        day = record.datum.dag if record.datum.form == "dag" else None
        return Penna(_body(jamforelse.efter, record), day.isoformat() if day else "", exact)
    upplaga = jamforelse.efter.upplaga
    day = upplaga.fran.dag if upplaga.foreslagen and upplaga.fran.form == "dag" else None
    return Penna(PROPOSAL if upplaga.foreslagen else UNKNOWN, day.isoformat() if day else "", exact)


def _decision(jamforelse: Jamforelse, item: Skillnad | None) -> Beslut | None:
    """Return the decision behind a change: the requirement's own, or else the edition's."""
    for name in (*(item.beslut if item else ()), jamforelse.efter.upplaga.beslut or ""):
        for side in (jamforelse.efter, jamforelse.fore):
            if (record := side.register.beslut.get(name)) is not None:
                return record
    return None


def _body(utgivning: Utgivning, record: Beslut) -> str:
    """Return the name of the body that decided."""
    organisation = utgivning.register.organisationer.get(record.organisation)
    bodies = organisation.organ if organisation else ()
    name = next((body.namn for body in bodies if body.id == record.organ), record.organ)
    return UNKNOWN if is_unknown(name) else name


def kommentarer(jamforelse: Jamforelse, numbers: Mapping[str, str], moved: Collection[str]) -> tuple[Kommentar, ...]:
    """Return the reason for each change, in order of the requirements; `numbers` are those of the old edition."""
    return tuple(
        _comment(jamforelse, item, numbers.get(item.id, ""), moved)
        for item in jamforelse.krav
        if not item.doljbar or item.motiv.strip() or item.id in moved
    )


def _comment(jamforelse: Jamforelse, item: Skillnad, number: str, moved: Collection[str]) -> Kommentar:
    pen = penna_for(jamforelse, item, exact=True)
    words = [MARKNING[kind] for kind in item.slag]
    lines = [f"{format_list([*words[:1], *map(uncapitalize, words[1:])])}."]
    if item.id in moved and item.fore and item.efter:
        lines.append(f"Flyttat från {number or item.id} till {item.efter.nummer or item.id}.")
    lines.append(f"Skäl: {' '.join(item.motiv.split()) or 'anges inte.'}")
    lines += _grounds(jamforelse, item)
    return Kommentar(item.id, pen.vem, pen.nar, tuple(lines))


def _grounds(jamforelse: Jamforelse, item: Skillnad) -> Iterator[str]:
    record = _decision(jamforelse, item)
    if record is not None:
        yield f"Beslut: {describe_beslut(jamforelse.efter, record)}, {record.beslut}."
    if item.arende and not is_unknown(item.arende):
        yield f"Ärende: {item.arende}."


def om_redline(jamforelse: Jamforelse, *, exact: bool) -> tuple[tuple[str, Markup], ...]:
    """Return what a reader must know first: what is compared, how the marks are read, what kind of book it is."""
    return tuple(_about(jamforelse, exact=exact))


def _about(jamforelse: Jamforelse, *, exact: bool) -> Iterator[tuple[str, Markup]]:
    old, new = jamforelse.fore.upplaga, jamforelse.efter.upplaga
    after = f"förslaget till upplaga {new.id}" if new.foreslagen else f"upplaga {new.id}"
    before = f"Förslaget till upplaga {old.id}" if old.foreslagen else f"Upplaga {old.id}"
    yield (
        f"Ändringar från {old.id} till {new.id}",
        Markup("{} jämförs ord för ord med {}. Allt i båda upplagorna är med, också numren och tabellerna.").format(
            before, after
        ),
    )
    yield "Så läses ändringarna", _WORD if exact else _MARKS
    if is_reconstruction(jamforelse.efter):
        yield (
            "Rekonstruktion",
            Markup("Båda upplagorna är rekonstruktioner ur offentliga rapporter, inte regionens egna dokument."),
        )


_WORD = Markup(
    "Ändringarna är spårade. Som författare står det organ som har beslutat, eller ”Förslag”, och skälen är "
    "kommentarer. Godtas alla ändringar får dokumentet den nya upplagans text, avvisas alla får det den gamlas. Bara "
    "det här försättsbladet och kolofonen är gjorda för dokumentet."
)
_MARKS = Markup(
    "Det som har kommit till är understruket och har ett plustecken: {}. Det som har tagits bort är överstruket och "
    "har ett minustecken: {}. Det som inte är märkt är oförändrat."
).format(
    Markup('<span class="kb-prov-ins">tillagda ord</span>'), Markup('<span class="kb-prov-del">strukna ord</span>')
)
"""How the marks are read; the examples are no changes of the book, so that the proof does not take them for such."""


def redline_kolofon(fore: BokVy, efter: BokVy) -> tuple[Faktum, ...]:
    """Return the colophon: what both editions say of themselves, once where they agree."""
    return tuple(_colophon(fore, efter))


def _colophon(fore: BokVy, efter: BokVy) -> Iterator[Faktum]:
    before = {fact.term: fact for fact in fore.kolofon}
    for fact in efter.kolofon:
        old = before.get(fact.term)
        if old is None or old == fact:
            yield fact
        else:
            yield Faktum(f"{fact.term}, {fore.upplaga}", old.varden)
            yield Faktum(f"{fact.term}, {efter.upplaga}", fact.varden)
