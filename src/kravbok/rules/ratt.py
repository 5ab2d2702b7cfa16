"""Rätt and villkor: who has the right and how much remains; what applies on a condition, with no invented number."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kravbok.model.regel import Grupp
from kravbok.model.storhet import Okand, Storhet
from kravbok.rules.fall import Last, Uppgift, counted, word
from kravbok.rules.sak import Sak, Saknas, figure, single
from kravbok.rules.svar import Rad, Saknat, Utfall
from kravbok.swedish import capitalize, format_list

__all__ = ["answer_ratt", "answer_villkor", "ask_ratt", "ask_villkor"]

GRUPP, ANNAN = "grupp", "ingen av dem"


def ask_ratt(sak: Sak) -> list[Uppgift]:
    """Return the group, its conditions, and how much has been used."""
    groups = [item.grupp for item in sak.regel.nagon_av]
    conditions = dict.fromkeys(name for item in sak.regel.nagon_av for name in item.krav)
    asked = [word(GRUPP, "vilken grupp", [*groups, ANNAN])]
    asked += [word(name, "om villkoret är uppfyllt", ("ja", "nej"), kravs=False) for name in conditions]
    units = dict.fromkeys(
        item.hogst.taljare[0]
        for item in sak.regel.nagon_av
        if isinstance(item.hogst, Storhet) and len(item.hogst.taljare) == 1
    )
    return [*asked, *(counted(unit, f"antal {unit.plural} hittills under perioden", kravs=False) for unit in units)]


def answer_ratt(sak: Sak, cases: list[Last]) -> list[Utfall]:
    """Return whether there is a right, and how much of it remains."""
    case = single(cases)
    group = next((item for item in sak.regel.nagon_av if item.grupp == case[GRUPP]), None)
    if group is None:
        return [Utfall("ingen rätt", "", (Rad("Hör inte till någon av grupperna."),))]
    if missing := [name for name in group.krav if name not in case]:
        raise Saknas(*(Saknat(name, "ja eller nej", "om villkoret är uppfyllt") for name in missing))
    rows = [Rad(f"Grupp: {group.grupp}.")]
    rows += [Rad(f"{capitalize(name)}: {case[name]}.") for name in group.krav]
    if any(case[name] == "nej" for name in group.krav):
        return [Utfall("ingen rätt", "", tuple(rows))]
    return [_how_much(group, case, rows)]


def _how_much(group: Grupp, case: Last, rows: list[Rad]) -> Utfall:
    """Return the right, with what remains of it where there is a limit and the use is known."""
    most = group.hogst
    if not isinstance(most, Storhet):
        silent = [Rad("Källan anger inte hur mycket rätten högst omfattar.")] if isinstance(most, Okand) else []
        return Utfall("har rätt", "", (*rows, *silent))
    rows = [*rows, Rad(f"Högst {most.without_grans()}.", (most,))]
    name = most.taljare[0].plural if len(most.taljare) == 1 else ""
    if name not in case:
        return Utfall("har rätt", "", tuple(rows))
    used = figure(case, name)
    limit = replace(most.without_grans(), namnare=())
    left = limit - used if used < limit else replace(limit, lag=Fraction(0), hog=Fraction(0))
    rows.append(
        Rad(f"{limit} − {used} = {left} kvar" if left.lag else f"{used} av {limit}: inget kvar", (limit, used), left)
    )
    return Utfall(f"har rätt, {left} kvar" if left.lag else "ingen rätt till fler", "", tuple(rows))


def ask_villkor(sak: Sak) -> list[Uppgift]:
    """Return nothing but whether the condition is met."""
    return [word("villkoret", f"om {sak.regel.villkor}", ("ja", "nej"), kravs=False)] if sak.regel.villkor else []


def answer_villkor(sak: Sak, cases: list[Last]) -> list[Utfall]:
    """Return what applies, in words: these rules have no number, and none is invented."""
    case = single(cases)
    regel = sak.regel
    rows = [Rad(f"Villkor: {regel.villkor}.")] if regel.villkor else []
    if case.get("villkoret") == "nej":
        return [Utfall("gäller inte", "", (*rows, Rad("Villkoret är inte uppfyllt.")))]
    if regel.slag == "innehållen ersättning":
        rows.append(
            Rad(f"Regionen kan hålla inne {regel.bas}. Det är en påföljd men inget vite, och inget belopp räknas ut.")
        )
        words = "ersättning hålls inne"
    else:
        words = "gäller"
    if regel.villkor and "villkoret" not in case:
        return [Utfall(f"{words} bara om villkoret är uppfyllt", "", tuple(rows))]
    silent = [Rad(f"Källan anger inte {format_list(list(regel.kallan_anger_inte), 'eller')}.")]
    return [Utfall(words, "", (*rows, *(silent if regel.kallan_anger_inte else [])))]
