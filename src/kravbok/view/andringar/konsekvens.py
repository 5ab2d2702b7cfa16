"""What the changes mean for the budget, and the claims about the book recomputed, in the document of changes."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.edition import Utgivning
from kravbok.register import Register
from kravbok.rules.konsekvens import make_konsekvens
from kravbok.rules.kontroll import Dom, PastaendeDom, recompute
from kravbok.swedish import NBSP
from kravbok.view.konsekvens import FORBEHALL, KonsekvensRad, KonsekvensVy, make_konsekvensvy
from kravbok.view.luckor import with_given
from kravbok.view.parts import RegisterVy, Tabellrad, TabellVy, bits

__all__ = ["claim_rows", "consequences", "recomputed", "show_claim"]

CLAIM_COLUMNS = ("Vad som räknas om", "Källan anger", "Utslag", "Räkningen")
_COLUMNS = ("Ändring", "Krav", "Belopp", "Spann, mkr", "Till summan", "Saknas")
_TO_SUM = {"räknas": "räknas", "redan avsatt": "redan avsatt", "annan budget": "annan budget"}


def consequences(fore: Utgivning, efter: Utgivning) -> RegisterVy | None:
    """Return the table of what the changes cost; None where nothing in them is about the budget."""
    vy = _budget(fore, efter)
    if vy is None or not vy.has_money:
        return None
    rows = [_row(row, _TO_SUM.get(str(group.verkan), "okänt")) for group in vy.grupper for row in group.rader]
    rows.append(_sum("Summa", vy.summa, vy.spann))
    if vy.med_avsatt:
        rows.append(_sum("Med det som redan är avsatt", vy.med_avsatt, ""))
    heading = "Vad ändringarna betyder för budgeten"
    intro = f"{FORBEHALL} Det som saknas är inte noll: det är okänt. Plus tillför bokens budget, minus lämnar den."
    return RegisterVy("konsekvens", heading, intro, TabellVy(heading, _COLUMNS, tuple(rows)))


def _budget(fore: Utgivning, efter: Utgivning) -> KonsekvensVy | None:
    """Return the cost of going from one edition to another of the same book; nothing is reckoned for days."""
    names = {item.id for item in efter.bok.upplagor}
    if fore.bok.id != efter.bok.id or fore.upplaga.id == efter.upplaga.id or fore.dag or efter.dag:
        return None
    if not {fore.upplaga.id, efter.upplaga.id} <= names:
        return None
    return make_konsekvensvy(efter.register, make_konsekvens(efter.register, efter.bok, fore.upplaga, efter.upplaga))


def _row(row: KonsekvensRad, to_sum: str) -> Tabellrad:
    cells = (row.rubrik, ", ".join(row.krav), row.belopp, _bare(row.spann), to_sum, "; ".join(row.luckor) or "–")
    return Tabellrad(tuple(bits(words) for words in cells))


def _bare(span: str) -> str:
    """Return a span without its unit, which stands in the heading."""
    return span.removesuffix(f"{NBSP}mkr") or "–"


def _sum(words: str, amount: str, span: str) -> Tabellrad:
    return Tabellrad(tuple(bits(cell) for cell in (words, "–", amount, _bare(span), "–", "–")))


def recomputed(fore: Utgivning, efter: Utgivning) -> RegisterVy | None:
    """Return the claims about the book that the program recomputes; None when there are none, or no new edition."""
    if fore.bok.id != efter.bok.id or fore.upplaga.id == efter.upplaga.id:
        return None
    records = [item for item in efter.register.kontrollrakningar.values() if efter.bok.id in item.bocker]
    rows = tuple(row for record in records for row in claim_rows(efter.register, recompute(efter.register, record)))
    heading = "Påståenden som räknas om"
    intro = (
        "Källornas påståenden med siffror, och vad de givna värdena ger. Utslaget är programmets och står inte i någon "
        "post. Ett ca-värde läses en halv enhet upp och ned i sin sista siffra."
    )
    return RegisterVy("kontrollrakningar", heading, intro, TabellVy(heading, CLAIM_COLUMNS, rows)) if rows else None


def claim_rows(register: Register, dom: Dom) -> Iterator[Tabellrad]:
    """Yield a row for each claim of a record, with its given values in words."""
    for claim in dom.pastaenden:
        told = (with_given(register, dom, words) for words in (claim.mening, " ".join(dom.pastaende_rader(claim))))
        cells = (dom.rakning.rubrik, show_claim(claim), *told)
        yield Tabellrad(tuple(bits(words) for words in cells))


def show_claim(claim: PastaendeDom) -> str:
    """Return what the source says, and where."""
    item = claim.pastaende
    return f"{'ca ' if item.ungefar == 'ja' else ''}{item.varde} ({item.dokument}, rad {item.rad})"
