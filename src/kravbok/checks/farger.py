"""An organisation's colours: text (K835), lines and buttons (K836) are seen on every surface, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kravbok.checks.palett import LINJE, LJUS, MORK, TEXT, make_palett
from kravbok.finding import Brist, Finding
from kravbok.model.farg import contrast_words, lowest, nearest_passing
from kravbok.model.organisation import Organisation
from kravbok.model.webbplats import Farger
from kravbok.register import Register

__all__ = ["check_farger"]


def check_farger(register: Register) -> Iterator[Finding]:
    """Yield a finding for each colour of an organisation that has too little contrast with what it meets."""
    for organisation in register.organisationer.values():
        if organisation.farger != Farger():
            for mork in (False, True):
                yield from _check_mode(register, organisation, mork=mork)


def _check_mode(register: Register, organisation: Organisation, *, mork: bool) -> Iterator[Finding]:
    """Yield what is wrong in one mode; the others are not tried against a toned surface that is wrong itself."""
    palett, suffix = make_palett(organisation.farger, mork=mork), "_mork" if mork else ""
    own = MORK if mork else LJUS
    fault = _fault("K835", palett.ton, (own.text, own.dov), TEXT, "Text på den tonade ytan")
    tried = own.ytor if fault else palett.ytor
    for key, found in (
        ("ton", fault),
        ("lank", _fault("K835", palett.lank, tried, TEXT, "Länkar")),
        ("accent", _fault("K836", palett.accent, tried, LINJE, "Linjer och knappar")),
    ):
        if found and getattr(organisation.farger, key + suffix):
            position = register.position(organisation, "farger", key + suffix)
            yield replace(found, message=f"{found.message} i {'mörkt' if mork else 'ljust'} läge").at(position)


def _fault(code: str, colour: str, others: tuple[str, ...], limit: float, what: str) -> Brist | None:
    """Return what is wrong with a colour that has too little contrast with any of the others."""
    ratio, other = lowest(colour, others)
    if ratio >= limit:
        return None
    near = nearest_passing(colour, others, limit)
    hint = f"Minst {contrast_words(limit)} behövs. " + (f"Närmast är {near}." if near else "Ta bort raden.")
    return Brist(code, f"{what} får kontrasten {contrast_words(ratio)} mellan {colour} och {other}", hint)
