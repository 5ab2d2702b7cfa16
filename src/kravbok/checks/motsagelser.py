"""Two requirements that contradict each other: values (K636), roles (K640), targets (K643), shares (K644), no demands.

Only what the data states is compared. Two figures are of one thing when they have the same name, in requirements with
the same heading or that were changed for the same reason; but `frist` and `tak` are in most requirements, and a figure
of a rule is that rule's own, so these count only under a heading of two words or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from kravbok.checks.grannar import is_other
from kravbok.edition import Klausul, Utgivning
from kravbok.finding import Finding, Sammanhang, finding
from kravbok.model.lydelse import Lydelse
from kravbok.model.regel import Regel
from kravbok.model.register import Indikator
from kravbok.model.storhet import Siffervarde, Storhet
from kravbok.places import Path
from kravbok.register import Register

__all__ = ["check_andelar", "check_inga_krav", "check_innehavare", "check_mal", "check_varden"]

_NO_DEMANDS = re.compile(r"\b(?:inga|inte några|inte något|inget)\s+(?:\w+\s+){0,2}krav\b", re.IGNORECASE)
_COMMON = frozenset(
    ["andel", "antal", "avgift", "belopp", "ersattning", "fran", "frist", "hogst", "hur_ofta", "inom", "mal", "minst",
     "nar", "niva", "period", "sats", "senast", "tak", "tid", "till"]
)  # fmt: skip
_Value = tuple[str, Path, Siffervarde]


def check_varden(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield K636 for each figure that has two values in one edition, and each sum that follows with two amounts."""
    told: set[tuple[str, str, str]] = set()
    for utgivning in utgivningar:
        clauses = list(utgivning.klausuler.values())
        for clause in clauses:
            yield from _own_sum(utgivning.register, clause, told)
        for first, second in _connected(clauses):
            for one, other in _contradictions(first, second):
                key = (first.id, second.id, one[0])
                if key not in told:
                    told.add(key)
                    yield _two_values(utgivning.register, (first, one), (second, other))


def _connected(clauses: list[Klausul]) -> Iterator[tuple[Klausul, Klausul]]:
    """Yield each two clauses about the same thing: changed for the same reason, or under the same heading."""
    own = {clause.id: clause for clause in clauses}
    pairs: dict[tuple[str, str], None] = {}
    headings: dict[str, str] = {}
    for clause in clauses:
        lydelse = clause.lydelse
        if lydelse.siffror or lydelse.finansiering is not None:
            heading = headings.setdefault(lydelse.rubrik.casefold(), clause.id)
            for other in (heading, *(lydelse.andring.hor_ihop_med if lydelse.andring else ())):
                if other in own and other != clause.id:
                    pairs[min(other, clause.id), max(other, clause.id)] = None
    yield from ((own[one], own[other]) for one, other in pairs)


def _contradictions(first: Klausul, second: Klausul) -> Iterator[tuple[_Value, _Value]]:
    """Yield the figures of one name and kind with other values, and the sums for one purpose with other amounts."""
    heading = first.lydelse.rubrik
    alike = " " in heading and heading.casefold() == second.lydelse.rubrik.casefold()
    theirs = {item[0]: item for item in _figures(second.lydelse, every=alike)}
    for one in _figures(first.lydelse, every=alike):
        other = theirs.get(one[0])
        if other is not None and is_comparable(one[2], other[2]) and is_other(one[2], other[2]):
            yield one, other
    sums = first.lydelse.finansiering, second.lydelse.finansiering
    if sums[0] and sums[1] and (sums[0].fran, sums[0].till) == (sums[1].fran, sums[1].till):
        one, other = (("finansiering", ("finansiering", "belopp"), item.belopp) for item in sums if item)
        if is_comparable(one[2], other[2]) and is_other(one[2], other[2]):
            yield one, other


def _figures(lydelse: Lydelse, *, every: bool) -> Iterator[_Value]:
    """Yield the figures, or without `every` only those of a name that says what they are."""
    rule = lydelse.regel.siffror().values() if lydelse.regel is not None else ()
    spared = () if every else {*rule, *_COMMON}
    yield from ((name, ("siffror", name), value) for name, value in lydelse.siffror.items() if name not in spared)


def is_comparable(first: Siffervarde, second: Siffervarde) -> bool:
    """Whether two values measure the same: two days, or two figures of one dimension."""
    if isinstance(first, Storhet) and isinstance(second, Storhet):
        return first.dimension == second.dimension
    return isinstance(first, date) and isinstance(second, date)


def _two_values(register: Register, first: tuple[Klausul, _Value], second: tuple[Klausul, _Value]) -> Finding:
    (clause, (_, path, value)), (other, (name, second_path, second_value)) = first, second
    what = "Beloppet under finansiering" if name == "finansiering" else f"Siffran {name}"
    message = f"{what} är {second_value} i {other.id} men {value} i {clause.id}"
    where = register.position(clause.krav, "lydelser", clause.index, *path)
    position = register.position(other.krav, "lydelser", other.index, *second_path)
    fetched = "" if name == "finansiering" else f' och hämta det: {{{{ siffra("{clause.id}", "{name}") }}}}'
    hint = f"Är det samma sak, skriv värdet en gång{fetched}. Ge annars siffrorna olika namn."
    return finding("K636", position, message, hint, (Sammanhang(where, f"{clause.id} säger {value}"),))


def _own_sum(register: Register, clause: Klausul, told: set[tuple[str, str, str]]) -> Iterator[Finding]:
    """Yield K636 where the sum that follows a change is not the only sum of money that the wording itself names."""
    lydelse, key = clause.lydelse, (clause.id, str(clause.index), "finansiering")
    if lydelse.finansiering is None or key in told:
        return
    told.add(key)
    belopp = lydelse.finansiering.belopp
    same = [(name, value) for name, value in lydelse.siffror.items() if is_comparable(value, belopp)]
    if len(same) == 1 and is_other(same[0][1], belopp):
        one: _Value = (same[0][0], ("siffror", same[0][0]), same[0][1])
        yield _two_values(register, (clause, one), (clause, ("finansiering", ("finansiering", "belopp"), belopp)))


def check_innehavare(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield K640 for each role that two requirements on one subject give to different holders in one edition."""
    told: set[tuple[str, str]] = set()
    for utgivning in utgivningar:
        known: dict[tuple[str, str], Klausul] = {}
        for clause in utgivning.klausuler.values():
            for role, holder in clause.lydelse.roller.items():
                for subject in (f"kapitel {clause.kapitel}", *clause.lydelse.omrade):
                    first = known.setdefault((role, subject), clause)
                    other = first.lydelse.roller[role]
                    if other.casefold() != holder.casefold() and (clause.id, role) not in told:
                        told.add((clause.id, role))
                        yield _two_holders(utgivning.register, role, first, clause)


def _two_holders(register: Register, role: str, first: Klausul, second: Klausul) -> Finding:
    holder, known = second.lydelse.roller[role], first.lydelse.roller[role]
    where = register.position(first.krav, "lydelser", first.index, "roller", role)
    position = register.position(second.krav, "lydelser", second.index, "roller", role)
    message = f"Rollen {role} har {holder} i {second.id} men {known} i {first.id}"
    hint = "Rätta den ena, eller ge rollerna olika namn om de är två."
    return finding("K640", position, message, hint, (Sammanhang(where, f"{first.id} säger {known}"),))


def check_mal(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield K643 where a book's last edition and the indicator that it measures with have different targets."""
    latest = {utgivning.bok.id: utgivning for utgivning in utgivningar}
    told: set[str] = set()
    for utgivning in latest.values():
        register = utgivning.register
        for clause in utgivning.klausuler.values():
            regel = clause.lydelse.regel
            indikator = register.indikatorer.get(regel.indikator or "") if regel is not None else None
            if regel is None or indikator is None or clause.id in told:
                continue
            told.add(clause.id)
            for key, name, value in _goals(regel, indikator):
                own = clause.lydelse.siffror.get(name)
                if own is not None and is_comparable(own, value) and is_other(_plain(own), _plain(value)):
                    where = (Sammanhang(register.position(indikator, "mal", key), f"{indikator.id} säger {value}"),)
                    position = register.position(clause.krav, "lydelser", clause.index, "regel", "indikator")
                    message = f"{clause.id} har målet {own}, men {indikator.id} har {value}"
                    yield finding("K643", position, message, "Rätta det som är fel, efter källan.", where)


def _goals(regel: Regel, indikator: Indikator) -> Iterator[tuple[str, str, Siffervarde]]:
    """Yield each part of an indicator's target: its key, the name of the rule's figure for the same, and its value."""
    mal = indikator.mal
    if mal is None:
        return
    key = "okning" if (regel.raknas_som or "").startswith("ökning") else "niva"
    value = getattr(mal, key)
    if value is not None:
        yield from ((key, name, value) for name in (regel.minst, regel.hogst) if name)
    if regel.nar and mal.senast is not None and mal.senast.form == "dag" and mal.senast.dag is not None:
        yield "senast", regel.nar, mal.senast.dag


def _plain(value: Siffervarde) -> Siffervarde:
    return value.without_grans() if isinstance(value, Storhet) else value


def check_andelar(register: Register) -> Iterator[Finding]:
    """Yield K644 for each share whose sum has the share itself among its parts, without that the rule says so."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            regel = lydelse.regel
            if regel is None or regel.slag != "fördelningsnyckel" or "regel" in lydelse.som_foregaende:
                continue
            parts = {part.casefold() for part in regel.delar}
            inside = not parts.isdisjoint(
                {krav.id.casefold(), lydelse.rubrik.casefold(), (regel.andel or "").casefold()}
            )
            says = regel.innefattar_sig_sjalv
            if inside and says != "ja":
                said = "regeln säger nej" if says else "regeln säger det inte"
                message = f"{krav.id} är en andel av en summa som den själv ingår i, men {said}"
                hint = "Skriv innefattar_sig_sjalv: ja, eller ta bort kravet ur delar."
                yield finding("K644", register.position(krav, "lydelser", index, "regel", "delar"), message, hint)


def check_inga_krav(utgivningar: Sequence[Utgivning]) -> Iterator[Finding]:
    """Yield K645 where a clause says that no demands are made on a subject while another in the edition makes them."""
    told: set[tuple[str, int]] = set()
    for utgivning in utgivningar:
        demands: dict[str, list[Klausul]] = {}
        for clause in utgivning.klausuler.values():
            for subject in clause.lydelse.omrade if _is_demand(clause) else ():
                demands.setdefault(subject, []).append(clause)
        for clause in utgivning.klausuler.values():
            said = _NO_DEMANDS.search(clause.lydelse.text) if "krav" in clause.lydelse.text else None
            if said is None or (clause.id, clause.index) in told:
                continue
            made = (item for subject in clause.lydelse.omrade for item in demands.get(subject, ())[:2])
            other = next((item for item in made if item.id != clause.id), None)
            if other is not None:
                told.add((clause.id, clause.index))
                yield _no_demands(utgivning.register, clause, " ".join(said[0].split()), other)


def _no_demands(register: Register, clause: Klausul, said: str, made: Klausul) -> Finding:
    message = f"{clause.id} säger ”{said}”, men {made.id} ställer krav på samma ämne"
    place = register.position(made.krav, "lydelser", made.index, "kravniva")
    position = register.position(clause.krav, "lydelser", clause.index, "text")
    hint = "Skriv vad som gäller, eller rätta kravets ämne (omrade)."
    return finding("K645", position, message, hint, (Sammanhang(place, f"{made.id} står här"),))


def _is_demand(clause: Klausul) -> bool:
    lydelse = clause.lydelse
    return lydelse.kravniva in ("ska", "bör", "mål") and lydelse.vem != "regionen" and lydelse.stallning == "klausul"
