"""The kravlista: every ska-krav as a line to tick, those that bind the provider and those that bind the region."""

from __future__ import annotations

from collections.abc import Sequence

from kravbok.edition import Klausul, Utgivning
from kravbok.swedish import plural
from kravbok.view.handling import DelVy, fact
from kravbok.view.parts import Tabellrad, TabellVy, cells
from kravbok.view.rad import one_line
from kravbok.view.uppfoljning.delar import BladVy, Kolumn, Svar, UppfoljningsVy
from kravbok.view.uppfoljning.grund import make_handling
from kravbok.view.uppfoljning.urval import binds_provider, binds_region, clause_text, demands, methods

__all__ = ["SVAR", "boxes", "view_kravlista"]

SVAR = ("ja", "nej", "delvis", "ej aktuellt")
"""The answers to whether a requirement is met."""

BOX = "\u2610"

_ABOUT = (
    "Listan är sammanställd av programmet ur upplagans ska-krav. Kravet gäller, inte listan. Krav som binder båda "
    "parter står i båda delarna."
)
_NONE = DelVy("inga-ska-krav", "Ska-krav", ("Upplagan har inga ska-krav.",))
_COLUMNS = ("Krav", "Lydelse", "Följs upp genom", "Uppfyllt")
_SHEET = (
    Kolumn("Avsnitt", 9), Kolumn("Krav-id", 14), Kolumn("Rubrik", 30), Kolumn("Krav", 62), Kolumn("Gäller", 18),
    Kolumn("Följs upp genom", 34), Kolumn("Uppfyllt", 13), Kolumn("Kommentar", 40),
)  # fmt: skip


def view_kravlista(utgivning: Utgivning) -> UppfoljningsVy:
    """Return the list of an edition's ska-krav."""
    found = demands(utgivning)
    groups = [
        ("vardgivaren", "Krav som binder vårdgivaren", [item for item in found if binds_provider(item)]),
        ("regionen", "Krav som binder regionen", [item for item in found if binds_region(item)]),
        ("andra", "Krav som binder någon annan", [i for i in found if not binds_provider(i) and not binds_region(i)]),
    ]
    shown = [(name, heading, own) for name, heading, own in groups if own]
    texts = {clause.id: clause_text(utgivning, clause) for clause in found}
    facts = (fact("Ska-krav", str(len(found))), *(fact(heading, str(len(own))) for _, heading, own in shown))
    parts = tuple(_part(name, heading, own, texts) for name, heading, own in shown) or (_NONE,)
    handling = make_handling(utgivning, "kravlista", ("Kravlista", _ABOUT), facts, parts)
    return UppfoljningsVy(handling, utgivning.namn, tuple(_sheet(name, own, texts) for name, _, own in shown))


def boxes() -> str:
    """Return the boxes to tick on paper."""
    return " ".join(f"{BOX}\u00a0{answer.replace(' ', chr(0xA0))}" for answer in SVAR)


def _part(name: str, heading: str, own: Sequence[Klausul], texts: dict[str, str]) -> DelVy:
    rows = tuple(_row(clause, texts) for clause in own)
    said = f"{plural(len(own), 'ska-krav', 'ska-krav')}. Kryssa för ett svar på varje rad."
    return DelVy(f"binder-{name}", heading, (said,), tabell=TabellVy(heading, _COLUMNS, rows))


def _row(clause: Klausul, texts: dict[str, str]) -> Tabellrad:
    named = f"{clause.nummer} {clause.lydelse.rubrik} ({clause.id}){_scope(clause)}"
    text = one_line(texts[clause.id].split("\n"))
    return Tabellrad(cells(named, text, methods(clause.lydelse.uppfoljning), boxes()))


def _scope(clause: Klausul) -> str:
    """Return which providers a requirement is for, where it is not for all."""
    scope = clause.lydelse.galler_for
    return "" if scope == ("alla",) else f". Gäller {', '.join(scope)}"


def _sheet(name: str, own: Sequence[Klausul], texts: dict[str, str]) -> BladVy:
    titles = {"vardgivaren": "Vårdgivaren", "regionen": "Regionen", "andra": "Andra"}
    return BladVy(titles[name], _SHEET, tuple(_sheet_row(clause, texts) for clause in own), last=True)


def _sheet_row(clause: Klausul, texts: dict[str, str]) -> tuple[str | Svar, ...]:
    lydelse = clause.lydelse
    about = (clause.nummer, clause.id, lydelse.rubrik, texts[clause.id], ", ".join(lydelse.galler_for))
    return (*about, methods(lydelse.uppfoljning), Svar("val", val=SVAR), Svar("text"))
