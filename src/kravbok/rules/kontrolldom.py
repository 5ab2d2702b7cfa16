"""What a recomputed formula says of one claim: the verdict, by how much it is off, and what would make it true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from kravbok.formel import Led, Spann, names, solve
from kravbok.formel.losning import solve_reach
from kravbok.formel.trad import is_sum
from kravbok.model.enheter import PROCENT, Enhet
from kravbok.model.inspel import Pastaende
from kravbok.model.storhet import Storhet, StorhetFel, change
from kravbok.rules.kontrollenhet import TIME, bare, factor_between, in_units, same_period
from kravbok.rules.kontrollvarden import approximate, show_figure, show_spann, written_span
from kravbok.swedish import format_list

__all__ = ["Fall", "PastaendeDom", "Skulle", "Utslag", "judge"]

MAX_WOULD = 8
"""Values of which it is said what they would have to be."""

_POWER_WORDS = {10: "tio", 100: "hundra", 1000: "tusen"}


class Utslag(StrEnum):
    """The verdicts."""

    STAMMER = "stämmer"
    UNGEFAR = "stämmer inom ungefärligheten"
    AVVIKER = "avviker"
    FAKTOR_TIO = "avviker med en faktor tio"
    SUMMA = "summan är inte delarna"
    SAKNAS = "går inte att räkna ut"
    INGET = "källan anger inget värde"


@dataclass(frozen=True, slots=True)
class Fall:
    """A formula with its values, what is missing, and what it comes to."""

    trad: Led
    known: Mapping[str, Storhet]
    loose: Mapping[str, Spann]
    missing: tuple[str, ...]
    los_ut: str | None
    resultat: Storhet | None
    spann: Spann | None


@dataclass(frozen=True, slots=True)
class Skulle:
    """The value of one name that makes a claim true, and the spans it has when approximate values are read as such."""

    namn: str
    varde: Storhet
    spann_pastaende: Spann | None = None
    spann_allt: Spann | None = None


@dataclass(frozen=True, slots=True)
class PastaendeDom:
    """The verdict on one claim, in a word and in a sentence, with what was compared and what would make it true."""

    pastaende: Pastaende
    utslag: Utslag
    mening: str
    resultat: Storhet | None = None
    avvikelse: Storhet | None = None
    faktor: Fraction | None = None
    skulle: tuple[Skulle, ...] = ()
    antagen_period: str = ""

    @property
    def rader(self) -> tuple[str, ...]:
        """The lines below the verdict: what is assumed, and what would make the claim true."""
        return tuple(_rows(self))


def judge(case: Fall, claim: Pastaende) -> PastaendeDom:
    """Return the verdict on a claim; StorhetFel when its unit is not the formula's."""
    value = claim.varde
    if not isinstance(value, Storhet):
        known = "" if case.resultat is None else f"; räkningen ger {_both(case.resultat, None)}"
        lacking = f"; räkningen saknar {format_list(case.missing)}" if case.missing else ""
        return PastaendeDom(claim, Utslag.INGET, f"källan anger inget värde{known}{lacking}", case.resultat)
    if case.resultat is None:
        return _missing(case, claim, value)
    return _compared(case, claim, value, case.resultat)


def _missing(case: Fall, claim: Pastaende, value: Storhet) -> PastaendeDom:
    """Return the verdict when values are missing: which, and the one that can be solved for."""
    words = f"går inte att räkna ut: saknar {format_list(case.missing)}"
    if len(case.missing) > 1:
        return PastaendeDom(claim, Utslag.SAKNAS, words)
    name = case.missing[0]
    found, period, reason = _solved(case, claim, value, name, None)
    if found is None:
        return PastaendeDom(claim, Utslag.SAKNAS, f"{words}; {reason}", antagen_period=period)
    shown = show_spann(found.spann_pastaende) if found.spann_pastaende else ""
    sentence = f"{words}; {_name(claim)} stämmer om {name} är {show_figure(found.varde)}"
    sentence += f" ({shown} när ”ca” läses som ett spann)" if found.spann_pastaende else ""
    sentence += _per_time(case, value.without_grans(), name, found.varde)
    return PastaendeDom(claim, Utslag.SAKNAS, sentence, skulle=(found,), antagen_period=period)


def _per_time(case: Fall, value: Storhet, name: str, found: Storhet) -> str:
    """Return the share that a missing value is when it came out as a time, but the claim is per that time."""
    unit = _time_unit(case)
    if unit is None or found.dimension != ((unit.bas, 1),):
        return ""
    answer = solve(case.trad, name, case.known, replace(value, namnare=(*value.namnare, unit)), None).varde
    if answer is None or not 0 < answer.bas[0] < 1:
        return ""
    return f", eller {show_figure(answer)} om {value} gäller per {unit.word(one=True)}"


def _name(claim: Pastaende) -> str:
    return f"{'ca ' if claim.ungefar == 'ja' else ''}{claim.varde}"


def _compared(case: Fall, claim: Pastaende, value: Storhet, result: Storhet) -> PastaendeDom:
    """Return the verdict on a claim that the formula's result can be laid beside."""
    result, asked, unit = same_period(result, value, case.trad.plats)
    reached = case.spann or Spann(result, result)
    span = Spann(in_units(bare(reached.lag, unit), result), in_units(bare(reached.hog, unit), result))
    claimed = _claimed(claim, asked)
    verdict, factor = _verdict(case, asked, result, span, claimed)
    if verdict is Utslag.STAMMER and claim.ungefar == "ja" and asked != result:
        verdict = Utslag.UNGEFAR
    exact = asked.without_grans()
    off = _deviation(result, _nearest(claimed, exact, result))
    found = () if verdict in (Utslag.STAMMER, Utslag.UNGEFAR) and case.los_ut is None else tuple(_would(case, claim))
    words = _sentence(claim, verdict, result, off, factor, value)
    return PastaendeDom(claim, verdict, words, result, off, factor, found, _period(claim, unit))


def _deviation(result: Storhet, value: Storhet) -> Storhet | None:
    """Return how far the claim lies from the result: in percent of the result, and for shares in percentage points."""
    if PROCENT in value.taljare:
        return change(in_units(result, value), value).absolut
    return change(result, in_units(value, result)).procent


def _claimed(claim: Pastaende, value: Storhet) -> Spann:
    """Return the span that a claim covers: its range, its approximation, or what it is rounded from."""
    if value.is_intervall:
        low, high = replace(value, hog=value.lag), replace(value, lag=value.hog)
        return Spann(low, high)
    return approximate(value.without_grans()) if claim.ungefar == "ja" else written_span(value.without_grans())


def _nearest(claimed: Spann, value: Storhet, result: Storhet) -> Storhet:
    """Return the figure that a deviation is counted from: the claim, or the nearest end of a claimed range."""
    if not value.is_intervall:
        return value
    return claimed.lag if result < claimed.lag else claimed.hog


def _verdict(
    case: Fall, value: Storhet, result: Storhet, span: Spann, claimed: Spann
) -> tuple[Utslag, Fraction | None]:
    """Return the verdict, and the factor when a claim is ten, a hundred or a thousand times off."""
    if value.grans:
        return (Utslag.STAMMER if _within(value, result) else Utslag.AVVIKER), None
    if value == result or (value.is_intervall and claimed.lag <= result <= claimed.hog):
        return Utslag.STAMMER, None
    if claimed.meets(span):
        rounded = span.is_single and claimed == written_span(value)
        return (Utslag.STAMMER if rounded else Utslag.UNGEFAR), None
    if (factor := factor_between(value, result)) is not None:
        return Utslag.FAKTOR_TIO, factor
    return (Utslag.SUMMA if is_sum(case.trad) else Utslag.AVVIKER), None


def _within(value: Storhet, result: Storhet) -> bool:
    """Whether a result is what minst, högst, mer än or mindre än say."""
    limit = value.without_grans()
    match value.grans:
        case "minst":
            return result >= limit
        case "högst":
            return result <= limit
        case "mer än":
            return result > limit
        case _:
            return result < limit


def _period(claim: Pastaende, taken: Enhet | None) -> str:
    if taken is None:
        return ""
    word = taken.word(one=True)
    if claim.period == "okänd":
        return f"Räknat per {word}: källan anger ingen period, så perioden är antagen."
    return f"Räknat per {word}; källan anger perioden {claim.period}."


def _would(case: Fall, claim: Pastaende) -> Iterator[Skulle]:
    """Yield, for each given value, what it would have to be for the claim to be true."""
    for name in list(dict.fromkeys(item.namn for item in names(case.trad)))[:MAX_WOULD]:
        if case.los_ut not in (None, name):
            continue
        known = case.known[name]
        try:
            found, _, _ = _solved(case, claim, claim.varde, name, known)
        except StorhetFel:  # the claim leaves out a time that the values mix: nothing can be said of this one
            continue
        if found is not None and found.varde != known and (found.varde.lag >= 0 or known.lag < 0):
            yield found


def _solved(
    case: Fall, claim: Pastaende, value: Storhet, name: str, like: Storhet | None
) -> tuple[Skulle | None, str, str]:
    """Return the solution for a name with its spans, which period that takes for granted, and why there is none."""
    if value.is_intervall:
        return None, "", "påståendet är ett intervall"
    exact = value.without_grans()
    unit: Enhet | None = None
    try:
        answer = solve(case.trad, name, case.known, exact, like)
    except StorhetFel as clash:
        if clash.kod == "storhet-for-stor":
            return None, "", clash.message
        unit = _time_unit(case)
        if unit is None:
            raise
        exact = replace(exact, namnare=(*exact.namnare, unit))
        try:
            answer = solve(case.trad, name, case.known, exact, like)
        except StorhetFel:
            raise clash from None
    period = _period(claim, unit) if unit else ""
    if answer.varde is None:
        return None, period, answer.skal
    around = _claimed(claim, exact) if claim.ungefar == "ja" else None
    spans = (solve_reach(case.trad, name, case.known, loose, around or Spann(exact, exact), like)
             for loose in ({}, case.loose))  # fmt: skip
    narrow, wide = spans
    loose_others = bool(set(case.loose) - {name})
    return Skulle(name, answer.varde, narrow if around else None, wide if loose_others else None), period, ""


def _time_unit(case: Fall) -> Enhet | None:
    """Return the unit of time that the values are counted per, if there is just one."""
    found = {unit for figure in case.known.values() for unit in figure.namnare if unit.bas in TIME}
    return found.pop() if len(found) == 1 else None


def _both(result: Storhet, value: Storhet | None) -> str:
    """Return a result in the claim's units, and in its own when they are others."""
    own = show_figure(result)
    if value is None or (result.taljare, result.namnare) == (value.taljare, value.namnare):
        return own
    plain = show_figure(in_units(result, value if value.namnare else replace(value, namnare=result.namnare)))
    return plain if plain == own or abs(result.lag) < 1 else f"{plain} ({own})"


def _sentence(
    claim: Pastaende, verdict: Utslag, result: Storhet, off: Storhet | None, factor: Fraction | None, value: Storhet
) -> str:
    """Return the verdict in a sentence with both figures."""
    said = f"källan anger {_name(claim)}, räkningen ger {_both(result, value)}"
    if verdict is Utslag.FAKTOR_TIO and factor is not None:
        times = factor if factor > 1 else 1 / factor
        return f"avviker med en faktor {_POWER_WORDS[int(times)]}: {said}"
    if verdict in (Utslag.AVVIKER, Utslag.SUMMA):
        share = f" med {show_figure(off).replace('−', '')}" if off is not None else ""
        more = " (källans tal är lägre)" if off is not None and off.lag < 0 else ""
        lead = f"summan är inte delarna: avviker{share}" if verdict is Utslag.SUMMA else f"avviker{share}"
        return f"{lead}{more}: {said}"
    same = value == result
    return f"{verdict}: {said}" if not same else f"{verdict}: {_name(claim)}"


def _rows(dom: PastaendeDom) -> Iterator[str]:
    if dom.antagen_period:
        yield dom.antagen_period
    for item in dom.skulle:
        spans = []
        if item.spann_pastaende is not None:
            spans.append(f"{show_spann(item.spann_pastaende)} när {_name(dom.pastaende)} läses som ett spann")
        if item.spann_allt is not None and item.spann_allt != item.spann_pastaende:
            spans.append(f"{show_spann(item.spann_allt)} när alla ca-värden läses som spann")
        more = f" ({', '.join(spans)})" if spans else ""
        yield f"Påståendet stämmer om {item.namn} är {show_figure(item.varde)}{more}."
