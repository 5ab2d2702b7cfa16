"""The basis for facklig samverkan: what changes for the staff, subject by subject, and what nobody has said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kravbok.model.tid import is_unknown
from kravbok.swedish import capitalize, format_list, plural, sort_key
from kravbok.view.beslutsunderlag.bakgrund import samverkanssteg
from kravbok.view.beslutsunderlag.underlag import SAKNAS, Laget, Underlag, known, lage_i_ord
from kravbok.view.handling import DelVy, fact, points
from kravbok.view.parts import Faktum

__all__ = ["samverkan", "samverkans_uppgifter"]

_OWN = "egenregi"
_CHANGE = ("ändring", "ändringar")
_NO_SUBJECT = "Utan område"
_PURPOSE = (
    "Underlaget visar vilka ändringar som kan beröra dem som arbetar i vården, ordnade efter ämne. Om en fråga ska "
    "samverkas enligt kollektivavtal eller förhandlas enligt 11 § lagen (1976:580) om medbestämmande i arbetslivet "
    "avgör regionen."
)


def samverkans_uppgifter(underlag: Underlag) -> Iterator[Faktum]:
    """Yield the lines of the title page."""
    yield fact("Diarienummer", underlag.arende)
    yield fact(
        "Steg i beslutsgången", *(samverkanssteg(underlag) or [f"samverkan finns inte i beslutsgången: {SAKNAS}"])
    )
    yield fact("Datum för samverkan", SAKNAS)
    yield fact("Parter", SAKNAS)


def samverkan(underlag: Underlag) -> Iterator[DelVy]:
    """Yield the parts of the basis for samverkan."""
    yield DelVy(
        "syfte",
        "Vad underlaget är till för",
        (_PURPOSE,),
        points(*underlag.andringar.sammanfattning),
    )
    yield _own_regime(underlag)
    yield DelVy("amnen", "Ändringar efter ämne", delar=tuple(_subjects(underlag)))
    yield _unknown(underlag)


def _own_regime(underlag: Underlag) -> DelVy:
    """Return the changes written for the region's own providers, and how many are about whom."""
    own = [item for item in underlag.lagen if item.lydelse and _OWN in item.lydelse.galler_for]
    said = (
        f"Dessa ändringar är särskilt skrivna för egenregin: {format_list([item.namn for item in own])}."
        if own
        else "Ingen ändring är särskilt skriven för egenregin. Ändringar som gäller alla utförare gäller också den."
    )
    counts = Counter(item.vy.vem for item in underlag.lagen)
    told = [f"{_about(name)}: {plural(counts[name], *_CHANGE)}" for name in sorted(counts, key=sort_key)]
    return DelVy("egenregi", "Egenregin och regionens egna uppgifter", (said, lage_i_ord(underlag)), points(*told))


def _about(name: str) -> str:
    return "Vem det avser är okänt" if is_unknown(name) else f"Avser {name}"


def _subjects(underlag: Underlag) -> Iterator[DelVy]:
    """Yield a part for each subject; a change of several subjects stands in the first and names the others."""
    groups: dict[str, list[Laget]] = {}
    for item in underlag.lagen:
        groups.setdefault(item.vy.omrade[0] if item.vy.omrade else _NO_SUBJECT, []).append(item)
    for number, name in enumerate(sorted(groups, key=lambda name: (name == _NO_SUBJECT, sort_key(name))), start=1):
        lines = [(item, (item.namn, _whom(item), item.vad, item.fran)) for item in groups[name]]
        heading = capitalize(name)
        table = underlag.rows(heading, ("Krav", "Vem det avser", "Ändring", "När"), lines)
        yield DelVy(f"amne-{number}", heading, tabell=table)


def _whom(item: Laget) -> str:
    """Return whom a change is about, which providers, and the other subjects that it touches."""
    words = item.vy.vem
    if item.lydelse is not None and item.lydelse.galler_for != ("alla",):
        words += f", gäller {format_list(list(item.lydelse.galler_for))}"
    others = item.vy.omrade[1:]
    return f"{words}. Rör även {format_list(list(others))}" if others else words


def _unknown(underlag: Underlag) -> DelVy:
    """Return what the employees' organisations will ask for that no record answers."""
    lines = [
        f"Hur bemanning, arbetstid och arbetsuppgifter påverkas: {SAKNAS}.",
        f"Riskbedömning av arbetsmiljön inför ändringen: {SAKNAS}.",
        f"Behov av utbildning, och tid för den: {SAKNAS}.",
        f"Hur många medarbetare som berörs, och på vilka arbetsplatser: {SAKNAS}.",
    ]
    silent = [item.namn for item in underlag.lagen if known(item.skillnad.motiv) == SAKNAS]
    lines += [f"Skälet till ändringen av {name}: {SAKNAS}." for name in silent]
    return DelVy("okant", "Vad som är okänt", ("Posterna svarar inte på det här.",), points(*lines))
