"""The language of requirements, one text at a time (K601–K606, K614–K629); docs/sprakregler.md gives the sources.

Only the wordings of requirements are judged, text and heading. Quotations are names and left alone; a wording that
gives its source's own words (`aterger: ordagrann`) is judged on figures and on what it demands, not on its style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kravbok.checks.sprak.aktorer import check_bunden, check_tva_bundna, check_vem_gor
from kravbok.checks.sprak.belopp import check_belopp
from kravbok.checks.sprak.hanvisningar import check_gallande, check_lagar, check_styrdokument
from kravbok.checks.sprak.inklistrat import check_dubbelt, check_sidrester
from kravbok.checks.sprak.kravniva import check_kravniva
from kravbok.checks.sprak.lasbarhet import check_kedjor, check_langd, check_passiv
from kravbok.checks.sprak.nummer import check_nummer
from kravbok.checks.sprak.ordval import (
    Termer,
    check_foraldrat,
    check_siffror_i_text,
    check_termer,
    check_vagt,
    make_termer,
)
from kravbok.checks.sprak.prov import Prov, make_prov
from kravbok.checks.sprak.roller import check_roller
from kravbok.finding import Finding
from kravbok.model.krav import Krav
from kravbok.register import Register

__all__ = ["check_sprak"]

SAK: tuple[Callable[[Prov], Iterator[Finding]], ...] = (check_bunden, check_roller, check_belopp)
"""Rules on what a wording demands: they hold for a wording in its source's own words too, and for inherited texts."""

STIL: tuple[Callable[[Prov], Iterator[Finding]], ...] = (
    check_vem_gor,
    check_tva_bundna,
    check_vagt,
    check_lagar,
    check_gallande,
    check_styrdokument,
    check_nummer,
    check_langd,
    check_passiv,
    check_kedjor,
    check_sidrester,
    check_dubbelt,
)
"""Rules on how a text is written; one that is inherited is judged once."""


def check_sprak(register: Register) -> Iterator[Finding]:
    """Yield what is wrong with the language of the wordings; a text that is inherited is judged once."""
    termer = make_termer(register)
    for krav in register.krav.values():
        for index in range(len(krav.lydelser)):
            yield from _check_lydelse(register, krav, index, termer)


def _check_lydelse(register: Register, krav: Krav, index: int, termer: Termer) -> Iterator[Finding]:
    lydelse = krav.lydelser[index]
    inherited = lydelse.som_foregaende
    text = make_prov(register, krav, index, "text")
    if "text" not in inherited or "kravniva" not in inherited:
        yield from check_kravniva(text)
    for rule in SAK:
        yield from rule(text)
    if "text" not in inherited:
        yield from check_siffror_i_text(text)
        if lydelse.aterger == "omskriven":
            for rule in STIL:
                yield from rule(text)
            yield from _check_ord(text, termer)
    if "rubrik" not in inherited:
        heading = make_prov(register, krav, index, "rubrik")
        yield from check_siffror_i_text(heading)
        if lydelse.aterger == "omskriven":
            yield from check_vagt(heading)
            yield from _check_ord(heading, termer)


def _check_ord(prov: Prov, termer: Termer) -> Iterator[Finding]:
    yield from check_foraldrat(prov, termer)
    yield from check_termer(prov, termer)
