"""Worked examples are run: what each says must be what the rule of its own wording gives (K344), or can give (K345).

An example is kept with its wording. One that a later wording inherits is printed with that wording's figures, and so it
is judged by them: where they have changed, the later wording needs an example of its own, and last year's stays true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kravbok.finding import Brist, Finding, Position, Sammanhang
from kravbok.model.krav import Krav
from kravbok.model.lydelse import Exempel, Lydelse
from kravbok.register import Register
from kravbok.rules.exempel import agrees, cases_of, said
from kravbok.rules.rakna import calculate, rule_fault
from kravbok.rules.svar import Utrakning
from kravbok.swedish import format_list

__all__ = ["check_rakneexempel"]

MANY = 12
"""So many lines of working are shown."""


def check_rakneexempel(register: Register) -> Iterator[Finding]:
    """Yield each example that does not say what its rule gives, with the working."""
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            if lydelse.exempel and rule_fault(lydelse, krav.id):
                continue  # the rule itself is found at fault
            for number, example in enumerate(lydelse.exempel):
                yield from _judge(register, krav, index, number, example)


def _judge(register: Register, krav: Krav, index: int, number: int, example: Exempel) -> Iterator[Finding]:
    found = calculate(krav.lydelser[index], cases_of(krav.lydelser[index], example), krav.id)
    if found.gar and agrees(example.ger, found):
        return
    lydelse = krav.lydelser[index]
    key = "ger" if found.gar else "givet"
    own = register.position(krav, "lydelser", index, "exempel", number, key)
    inherited = "exempel" in lydelse.som_foregaende
    position, related = (_where(register, krav, index), (Sammanhang(own, "exemplet"),)) if inherited else (own, ())
    fault = _differs(example, found) if found.gar else _uncounted(lydelse, found)
    more = " Exemplet ärvs från lydelsen före: skriv ett eget, eller ta bort exempel ur som_foregaende."
    yield (replace(fault, hint=fault.hint + more) if inherited else fault).at(position, related)


def _where(register: Register, krav: Krav, index: int) -> Position:
    """Return where a wording says that it inherits its examples."""
    names = krav.lydelser[index].som_foregaende
    return register.position(krav, "lydelser", index, "som_foregaende", names.index("exempel"))


def _differs(example: Exempel, found: Utrakning) -> Brist:
    gives = said(found)
    rows = [row.text for item in found.utfall for row in item.rader]
    working = "; ".join(rows[:MANY]) + (" …" if len(rows) > MANY else "")
    return Brist(
        "K344", f"Räkneexemplet säger {example.ger[:80]}, men regeln ger {gives}", f"Så räknas det: {working}."
    )


def _uncounted(lydelse: Lydelse, found: Utrakning) -> Brist:
    """Return why there is no answer to hold the example against."""
    if lydelse.regel is None:
        return Brist("K345", "Räkneexemplet har ingen regel att räkna med", "Skriv regel, eller ta bort exemplet.")
    if found.fel:
        return Brist("K345", f"Räkneexemplet går inte att räkna: {found.fel[0].message}", found.fel[0].hint)
    names = format_list([item.namn for item in found.saknas])
    words = "; ".join(f"{item.namn}: {item.vad} ({item.enhet})" for item in found.saknas)
    return Brist("K345", f"Räkneexemplet saknar {names}", f"Lägg till {words}.")
