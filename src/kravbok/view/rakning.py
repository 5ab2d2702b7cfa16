"""What `kravbok rakna` answers: the wording that applies, its decision and source, and the working line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kravbok.edition import Klausul, Utgivning, book_ids, klausul_in
from kravbok.finding import Brist, Finding, Position, finding
from kravbok.model.bok import Bok
from kravbok.model.fel import ModellFel
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Lydelse
from kravbok.model.tid import parse_day
from kravbok.register import Register
from kravbok.rules.fall import MAX_FALL, parse_fall
from kravbok.rules.rakna import calculate, questions
from kravbok.rules.svar import RegelFel, Saknat, Utfall, Utrakning
from kravbok.swedish import closest, format_list, plural
from kravbok.tidpunkt import Sida, find_sida, may_hold
from kravbok.view.krav import view_krav
from kravbok.view.parts import Faktum, bits
from kravbok.view.regel import FORBEHALL

__all__ = ["Fraga", "RakningVy", "view_rakning"]

PAFOLJD = "Vite är ett anspråk enligt avtalet: om det tas ut avgör regionen, och programmet prövar inte om det ska."

_TERMS = ("Gäller från", "Föreslås gälla från", "Beslut", "Ärende", "Källa", "Uppgift som saknas")


@dataclass(frozen=True, slots=True)
class Fraga:
    """What is asked: the requirement, the cases as typed, and which book, day or edition."""

    krav: str
    fall: Sequence[str]
    bok: str = ""
    upplaga: str = ""
    datum: str = ""


@dataclass(frozen=True, slots=True)
class RakningVy:
    """The answer as it is shown: unknown where it cannot be told, and what stopped it as findings."""

    krav: str
    rubrik: str = ""
    sida: str = ""
    bok: str = ""
    upplaga: str = ""
    dag: str = ""
    slag: str = ""
    fakta: tuple[Faktum, ...] = ()
    fil: str = ""
    rad: int = 1
    fall: tuple[Mapping[str, str], ...] = ()
    utfall: tuple[Utfall, ...] = ()
    saknas: tuple[Saknat, ...] = ()
    kallan_anger_inte: tuple[str, ...] = ()
    notiser: tuple[str, ...] = ()
    forbehall: str = FORBEHALL
    fynd: tuple[Finding, ...] = ()


def view_rakning(register: Register, fraga: Fraga) -> RakningVy:
    """Return what the rule of a requirement gives, as it stood in an edition or on a day."""
    krav = register.krav.get(fraga.krav)
    if krav is None:
        return RakningVy(fraga.krav[:40], fynd=(_no_krav(register, fraga.krav),))
    bok = _book(register, fraga, book_ids(krav))
    if isinstance(bok, Finding):
        return RakningVy(krav.id, fynd=(bok,))
    sida = find_sida(register, f"{bok.id}@{fraga.datum or fraga.upplaga or _latest(krav, bok)}")
    if isinstance(sida, Finding):
        return RakningVy(krav.id, bok=bok.id, fynd=(sida,))
    clause = sida.utgivning.klausuler.get(krav.id)
    if stop := _unsure(register, sida.utgivning, fraga, clause):
        return RakningVy(krav.id, bok=bok.id, fynd=(stop,))
    if clause is None:
        return RakningVy(krav.id, bok=bok.id, fynd=(_not_held(register, sida, fraga.krav),))
    return _answer(register, sida, clause, fraga)


def _no_krav(register: Register, name: str) -> Finding:
    if register.is_unread(name):
        return finding("K203", Position("krav"), f"Kravet {name[:40]} går inte att läsa", "Rätta felen i posten.")
    near = closest(name, register.krav)
    hint = f"Menade du {near}?" if near else "Skriv ett id, t.ex. HV-PAF-004."
    return finding("K203", Position("krav"), f"Kravet ”{name[:40]}” finns inte", hint)


def _book(register: Register, fraga: Fraga, names: Sequence[str]) -> Bok | Finding:
    """Return the book that is meant; a requirement of several books must name one."""
    known = [name for name in names if name in register.bocker]
    if fraga.bok and fraga.bok not in known:
        near = closest(fraga.bok, known)
        hint = f"Menade du {near}?" if near else f"Kravet står i {format_list(known) or 'ingen bok'}."
        return finding("K205", Position("krav"), f"{fraga.krav} står inte i boken ”{fraga.bok[:60]}”", hint)
    if not fraga.bok and len(known) != 1:
        hint = f"Välj med --bok: {format_list(known, 'eller')}." if known else "Kravet har ingen plats i någon bok."
        return finding("K205", Position("krav"), f"{fraga.krav} står i {len(known)} böcker", hint)
    return register.bocker[fraga.bok or known[0]]


def _latest(krav: Krav, bok: Bok) -> str:
    """Return the latest decided edition that holds the requirement; a proposal only where none does."""
    latest_first = bok.upplagor[::-1]
    by_weight = sorted(latest_first, key=lambda item: item.foreslagen)
    holding = [item.id for item in by_weight if klausul_in(krav, bok, item) is not None]
    return holding[0] if holding else by_weight[0].id


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except ModellFel:
        return None


def _unsure(register: Register, utgivning: Utgivning, fraga: Fraga, clause: Klausul | None) -> Finding | None:
    """Return the answer ”okänt” where a later wording may or may not have begun on the day."""
    day = _day(fraga.datum)
    krav = register.krav[fraga.krav]
    later = krav.lydelser[clause.index + 1 :] if clause is not None else krav.lydelser
    if day is None or not any(may_hold(item, utgivning.bok.id, day) for item in later):
        return None
    message = f"Okänt: om en senare lydelse av {krav.id} gällde den {day} går inte att säga"
    return finding("K802", register.position(krav, "lydelser"), message, "Fråga efter en upplaga med --upplaga.")


def _not_held(register: Register, sida: Sida, name: str) -> Finding:
    krav = register.krav[name]
    bok = sida.utgivning.bok
    hint = f"Boken har upplaga {format_list([item.id for item in bok.upplagor], 'och')}: välj med --upplaga."
    return finding("K207", register.position(krav, "lydelser"), f"{name} ingår inte i {sida.namn}", hint)


def _answer(register: Register, sida: Sida, clause: Klausul, fraga: Fraga) -> RakningVy:
    """Return the working, or what is asked for."""
    lydelse, utgivning = clause.lydelse, sida.utgivning
    position = register.position(clause.krav, "lydelser", clause.index)
    rule = register.position(clause.krav, "lydelser", clause.index, "regel", key=True)
    found, cases = _calculated(lydelse, clause.id, fraga.fall)
    faults = [item.at(rule) for item in found.fel]
    faults += [
        finding("K370", rule, f"{item.namn} saknas: {item.vad} ({item.enhet})", f'Skriv t.ex. --fall "{item.namn}=…".')
        for item in found.saknas
    ]
    return RakningVy(
        krav=clause.id,
        rubrik=lydelse.rubrik,
        sida=sida.namn,
        bok=utgivning.bok.id,
        upplaga=utgivning.upplaga.id,
        dag=str(utgivning.dag or ""),
        slag=found.slag,
        fakta=tuple(_facts(utgivning, clause)),
        fil=position.path,
        rad=position.line,
        fall=tuple(cases),
        utfall=found.utfall,
        saknas=found.saknas,
        kallan_anger_inte=found.kallan_anger_inte,
        notiser=tuple(_notices(sida, clause)),
        forbehall=f"{FORBEHALL} {PAFOLJD}" if lydelse.typ == "påföljd" else FORBEHALL,
        fynd=tuple(faults),
    )


def _calculated(lydelse: Lydelse, krav: str, texts: Sequence[str]) -> tuple[Utrakning, list[Mapping[str, str]]]:
    """Return what the rule gives, and the cases as they were read."""
    names = [name for item in questions(lydelse, krav) for name in item.namnen]
    slag = lydelse.regel.slag if lydelse.regel else ""
    if len(texts) > MAX_FALL:
        return Utrakning(slag, fel=(Brist("K373", f"Fallen är fler än {MAX_FALL}", "Räkna dem i omgångar."),)), []
    try:
        cases: list[Mapping[str, str]] = [parse_fall(text, names) for text in texts]
    except RegelFel as error:
        return Utrakning(slag, fel=(error.fel,)), []
    return calculate(lydelse, cases, krav), cases


def _facts(utgivning: Utgivning, clause: Klausul) -> Iterator[Faktum]:
    """Yield since when the wording holds, who decided it and where it comes from; an unknown decision is said."""
    known = {item.term: item for item in view_krav(utgivning, clause).fakta}
    for term in _TERMS:
        if term in known:
            yield known[term]
        elif term == "Beslut":
            yield Faktum("Beslut", (bits("okänt"),))


def _notices(sida: Sida, clause: Klausul) -> Iterator[str]:
    """Yield what must be said of the edition and the wording; what concerns other requirements is left out."""
    upplaga = sida.utgivning.upplaga
    if upplaga.foreslagen:
        yield f"Upplaga {upplaga.id} är ett förslag, inte beslutad."
    if unread := sida.utgivning.register.unread:
        yield f"{plural(len(unread), 'post', 'poster')} går inte att läsa och är inte med."
    if clause.lydelse.stallning != "klausul":
        kind = "ett åtagande" if clause.lydelse.stallning == "åtagande" else "en rekommendation"
        yield f"Det här är {kind}, inte ett krav i boken."
    proposed = [item.upplaga for item in clause.krav.lydelser[clause.index + 1 :] if item.foreslagen and item.upplaga]
    if proposed and not upplaga.foreslagen:
        yield f"Det finns ett förslag till ny lydelse i upplaga {format_list(proposed)}: räkna med den med --upplaga."
