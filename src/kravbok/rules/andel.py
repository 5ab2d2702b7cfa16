"""Fördelningsnyckel: a share of a pot, or of a sum that includes itself: x = a / (1 - a) of the others."""

from __future__ import annotations

from kravbok.model.enheter import PROCENT
from kravbok.model.storhet import Storhet
from kravbok.rules.fall import Last, Uppgift
from kravbok.rules.sak import Sak, Saknas, figure, single
from kravbok.rules.svar import Rad, RegelFel, Saknat, Utfall, add, number

__all__ = ["answer", "ask", "share_of"]


def share_of(sak: Sak) -> Storhet:
    """Return the share; RegelFel K346 where no sum can include it, K343 where it is no share."""
    share = sak.storhet("andel")
    if share.dimension:
        raise RegelFel("K343", f"Andelen {share} har en enhet", "Skriv andelen i procent, t.ex. 14 %.")
    if _includes_itself(sak) and share.bas[1] >= 1:
        message = f"{share} av en summa som andelen själv ingår i har ingen lösning"
        raise RegelFel("K346", message, "Andelen måste vara mindre än 100 %.")
    return share


def _includes_itself(sak: Sak) -> bool:
    return sak.regel.innefattar_sig_sjalv == "ja"


def _others(sak: Sak) -> list[str]:
    """Return the parts of the sum but the share itself."""
    return [part for part in sak.regel.delar if not (_includes_itself(sak) and part == sak.krav)]


def ask(sak: Sak) -> list[Uppgift]:
    """Return the sum that is shared out, or else its other parts."""
    share_of(sak)
    parts = [Uppgift(name, "belopp", f"beloppet för {name}", kravs=False) for name in _others(sak)]
    return [*parts, Uppgift("pott", "belopp", "summan som fördelas", former=("summa",), kravs=False)]


def answer(sak: Sak, cases: list[Last]) -> list[Utfall]:
    """Return the share of the pot, or of the parts."""
    case = single(cases)
    share = share_of(sak)
    pott = _pot(sak, case)
    if pott is not None:
        result = share * pott
        return [Utfall(result, "", (Rad(f"{share} × {pott} = {result}", (share, pott), result),))]
    missing = [name for name in _others(sak) if name not in case]
    if missing:
        raise Saknas(*(Saknat(name, "kr", f"beloppet för {name} (eller pott, hela summan)") for name in missing))
    amounts = [figure(case, name) for name in _others(sak)]
    if not amounts:
        raise Saknas(Saknat("pott", "kr", "summan som fördelas"))
    rest, rows = add(amounts, "Övriga delar: " if _includes_itself(sak) else "Summan: ")
    return [_of_itself(share, rest, rows) if _includes_itself(sak) else _plain(share, rest, rows)]


def _pot(sak: Sak, case: Last) -> Storhet | None:
    """Return the pot of the case, or that of the rule where a figure has it."""
    if "pott" in case:
        if any(name in case for name in _others(sak)):
            raise RegelFel("K371", "Både pott och delar är givna", "Skriv pott, eller delarna.")
        return figure(case, "pott")
    known = sak.siffror.get(sak.regel.pott or "")
    return known if isinstance(known, Storhet) and not any(name in case for name in _others(sak)) else None


def _plain(share: Storhet, rest: Storhet, rows: list[Rad]) -> Utfall:
    result = share * rest
    return Utfall(result, "", (*rows, Rad(f"{share} × {rest} = {result}", (share, rest), result)))


def _of_itself(share: Storhet, rest: Storhet, rows: list[Rad]) -> Utfall:
    """Return the share of a sum that it is part of, with the proof that it is so."""
    if not share.is_exact:
        raise RegelFel("K343", f"Andelen {share} är inte ett bestämt tal", "Skriv andelen som ett tal, t.ex. 14 %.")
    part = share.bas[0]
    factor = number(part / (1 - part))
    result = rest * factor
    whole = rest + result
    left = number((1 - part) * 100, PROCENT)
    solved = Rad(f"{share} ÷ (100 % − {share}) × {rest} = {share} ÷ {left} × {rest} = {result}", (share, rest), result)
    proof = Rad(f"Prövning: {share} av {rest} + {result} = {share} × {whole} = {share * whole}", (share, whole), result)
    return Utfall(result, "", (*rows, solved, proof))
