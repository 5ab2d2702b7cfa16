"""Rules that span records: each takes the register and yields findings; the tuple below is the whole list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from kravbok.beside import start_beside
from kravbok.checks.adresser import check_adresser
from kravbok.checks.andringar import check_motiv, check_nya_krav
from kravbok.checks.andringsslag import check_andringsslag
from kravbok.checks.beslut import check_beslut_finns, check_beslut_verkar, check_organ_fanns, check_paragrafer
from kravbok.checks.bilagor import check_bilagor
from kravbok.checks.dagar import check_dagar, check_kallans_alder, check_kand_till, check_upplagornas_ordning
from kravbok.checks.diarier import check_diariear, check_diarienummer
from kravbok.checks.dubbletter import check_dubbletter
from kravbok.checks.farger import check_farger
from kravbok.checks.godkannanden import check_godkannanden
from kravbok.checks.indikatorer import check_malens_dagar
from kravbok.checks.kontrollrakningar import check_finansieringar, check_kontrollrakningar
from kravbok.checks.logotyper import check_logotyper
from kravbok.checks.motsagelser import check_andelar, check_inga_krav, check_innehavare, check_mal, check_varden
from kravbok.checks.motsvarigheter import check_motsvarigheter
from kravbok.checks.platser import (
    check_bocker,
    check_kapitel,
    check_ordning,
    check_tomma_kapitel,
    check_upplagor,
    krav_by_book,
)
from kravbok.checks.poster import check_delarnas_id, check_filnamn, check_grundposter, check_omraden
from kravbok.checks.rakneexempel import check_rakneexempel
from kravbok.checks.referenser import check_organ, check_referenser, check_textreferenser
from kravbok.checks.registren import (
    check_inspelens_utfall,
    check_juristens_nej,
    check_sfs,
    check_startdagar,
    check_tva_beslut,
    check_versioner,
)
from kravbok.checks.regler import check_regler
from kravbok.checks.saknas import check_kortnamn, silence
from kravbok.checks.siffror import check_regelsiffror, check_siffror, check_siffror_anvands
from kravbok.checks.textfel import check_texter
from kravbok.checks.tider import (
    check_bevakningar,
    check_forslag,
    check_luckor,
    check_overlapp,
    check_upphort,
    check_utgangar,
)
from kravbok.checks.uppfoljning import check_uppfoljning, check_uppfoljning_skal
from kravbok.checks.uppfoljningar import check_leveranstider, check_perspektiv, check_uppfoljningar
from kravbok.checks.upplagor import check_texter_i_upplagor, check_villkor_i_upplagor
from kravbok.checks.upprakningar import check_upprakningar
from kravbok.checks.ursprung import check_belagg, check_citatlangd, check_dokument
from kravbok.edition import Utgivning, make_utgivning
from kravbok.finding import Finding, from_list, to_list
from kravbok.model.organisation import Organ, Organisation
from kravbok.register import Register

__all__ = ["DAY_RULES", "EDITION_RULES", "RULES", "RULES_BESIDE", "DayRule", "EditionRule", "Rule", "run_checks"]

Rule = Callable[[Register], Iterator[Finding]]
EditionRule = Callable[[Sequence[Utgivning]], Iterator[Finding]]
DayRule = Callable[[Register, date], Iterator[Finding]]


def check_sprak(register: Register) -> Iterator[Finding]:
    """Yield what the language rules find; their patterns take long to make, and are made where the rules run."""
    from kravbok.checks.sprak import check_sprak as check

    return check(register)


RULES: tuple[Rule, ...] = (
    check_grundposter,
    check_filnamn,
    check_delarnas_id,
    check_adresser,
    check_omraden,
    check_textreferenser,
    check_motsvarigheter,
    check_organ,
    check_bocker,
    check_kapitel,
    check_upplagor,
    check_siffror,
    check_regelsiffror,
    check_siffror_anvands,
    check_regler,
    check_rakneexempel,
    check_kontrollrakningar,
    check_finansieringar,
    check_bilagor,
    check_overlapp,
    check_luckor,
    check_upphort,
    check_forslag,
    check_motiv,
    check_andringsslag,
    check_upplagornas_ordning,
    check_kand_till,
    check_kallans_alder,
    check_paragrafer,
    check_organ_fanns,
    check_diarienummer,
    check_diariear,
    check_belagg,
    check_citatlangd,
    check_texter,
    check_uppfoljning_skal,
    check_andelar,
    check_startdagar,
    check_tva_beslut,
    check_versioner,
    check_sfs,
    check_inspelens_utfall,
    check_juristens_nej,
    check_uppfoljningar,
    check_perspektiv,
    check_leveranstider,
    check_farger,
    check_logotyper,
    check_godkannanden,
)

RULES_BESIDE: tuple[Rule, ...] = (
    check_kortnamn,
    check_referenser,
    check_dagar,
    check_upprakningar,
    check_dokument,
    check_sprak,
)
"""Rules that take as long as all others together; where there are many records they run in a process of their own.

What reads the texts as Markdown stays out of it: the views need the texts that those rules have read.
"""

EDITION_RULES: tuple[EditionRule, ...] = (
    check_tomma_kapitel,
    check_ordning,
    check_texter_i_upplagor,
    check_villkor_i_upplagor,
    check_nya_krav,
    check_beslut_finns,
    check_beslut_verkar,
    check_dubbletter,
    check_uppfoljning,
    check_varden,
    check_innehavare,
    check_mal,
    check_inga_krav,
)

DAY_RULES: tuple[DayRule, ...] = (check_utgangar, check_bevakningar, check_malens_dagar)

WORTH = 200
"""So many records make it worth while to start another process."""


def run_checks(register: Register, datum: date | None = None) -> list[Finding]:
    """Return what the rules find, less what is declared; `datum` is the only clock (None: no rule of the day)."""
    beside = _start_rules(register, RULES_BESIDE)
    editions = _editions(register)
    found = {item for rule in RULES for item in rule(register)}
    found |= {item for rule in EDITION_RULES for item in rule(editions)}
    if datum is not None:
        found |= {item for rule in DAY_RULES for item in rule(register, datum)}
    return sorted(silence(register, {*found, *beside()}))


def _start_rules(register: Register, rules: Sequence[Rule]) -> Callable[[], list[Finding]]:
    """Start to run rules and return what waits for their findings; few records are not worth a process."""
    if len(register.posts) < WORTH:
        return lambda: [item for rule in rules for item in rule(register)]
    answer = start_beside(lambda: json.dumps([to_list(item) for rule in rules for item in rule(register)]).encode())
    return lambda: [from_list(row) for row in json.loads(answer())]


def _editions(register: Register) -> list[Utgivning]:
    """Return every edition of every book; one whose organisation is missing gets a stand-in, so that its rules run."""
    absent = {bok.organisation for bok in register.bocker.values()} - register.organisationer.keys()
    nobody = (Organ(id="okänt", namn="okänt"),)
    extra = {name: Organisation(id=name, namn=name, organ=nobody) for name in absent}
    whole = replace(register, organisationer={**register.organisationer, **extra}) if extra else register
    by_book = krav_by_book(register)
    editions = []
    for bok in whole.bocker.values():
        own = replace(whole, krav={krav.id: krav for krav in by_book.get(bok.id, ())})  # fewer to look through
        editions += [replace(make_utgivning(own, bok, upplaga), register=whole) for upplaga in bok.upplagor]
    return editions
