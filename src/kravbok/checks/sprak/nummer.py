"""Numbers in running text that the book itself computes: ”se avsnitt 4.2”, ”se ovan”, ”se bilaga 3” (K623)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kravbok.checks.sprak.prov import Prov, Same, one_line
from kravbok.edition import Utgivning, make_utgivning, place_books
from kravbok.finding import Finding

__all__ = ["check_nummer"]

_NUMBERED = re.compile(
    r"\b(?:se|jfr|jämför|enligt|med|i|under|följ(?:a|er)|uppfyll(?:a|er))\s+(?:även\s+|också\s+|vidare\s+)?"
    r"(?P<words>(?P<kind>avsnitt(?:et)?|kapitel|kapitlet|punkt(?:en)?|sida|sidan|sid\.?|bilaga|bilagan)\s+"
    r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})*))(?!\.?[0-9])(?!\s*(?:§|kap\b|\())"
    r"(?!\s+(?:i|av|ur)\s+(?!(?:boken|underlaget|förfrågningsunderlaget|detta|den här|denna)\b))"
)
_TURNED = re.compile(
    r"\b(?:se|jfr|jämför|enligt|som\s+(?:anges|framgår|beskrivs|nämns))\s+(?:även\s+|också\s+|vidare\s+)?(?P<words>ovan|nedan)\b"
)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|[0-9]{1,3}[.)]|\|)[ \t]", re.MULTILINE)
_ORDERED = re.compile(r"^[ \t]*[0-9]{1,3}[.)][ \t]", re.MULTILINE)
_OTHER = re.compile(
    r"(?:\bartikel|§|\bkap\.|\blagens?|\bförordningens?|\bföreskrifter|¤)\s*(?:¤|[0-9:.()/]|och|,|\s){0,20}$"
)
_WORDS = frozenset(
    {"avsnitt", "avsnittet", "kapitel", "kapitlet", "punkt", "punkten", "sida", "sidan", "sid", "bilaga",
     "bilagan", "ovan", "nedan"}
)  # fmt: skip


def check_nummer(prov: Prov) -> Iterator[Finding]:
    """Yield K623 for each reference to a place by a number or a direction that the next edition may move."""
    if prov.words.isdisjoint(_WORDS):
        return
    for match in _NUMBERED.finditer(prov.lower):
        if not _elsewhere(prov, match):
            message = f"”{one_line(prov.text[slice(*match.span('words'))])}” är ett nummer som kan ändras"
            hint = _hint(prov, match["kind"], match["number"])
            yield prov.found("K623", *match.span("words"), message, hint)
    for match in _TURNED.finditer(prov.lower):
        listed = _ITEM.search(prov.text, match.end()) if match["words"] == "nedan" else None
        before = _ITEM.search(prov.text, 0, match.start()) if match["words"] == "ovan" else None
        if listed is None and before is None:
            message = f"”{match[0]}” säger inte vilket krav det är"
            yield prov.found("K623", *match.span("words"), message, _hint(prov, "", ""))


def _elsewhere(prov: Prov, match: re.Match[str]) -> bool:
    """Whether the number is a place in another text (artikel 32 punkt 3) or in a list of this one."""
    if _OTHER.search(prov.lower, max(0, match.start() - 40), match.start()):
        return True
    return match["kind"].startswith("punkt") and _ORDERED.search(prov.text) is not None


def _hint(prov: Prov, kind: str, number: str) -> str:
    """Return what to write instead; what has the number today is named."""
    target = _target(prov, kind, number) if number else None
    if target is not None:
        return f"I dag är det {target}, så räknas numret ut."
    if kind.startswith("bilaga"):
        return "Skriv en länk till bilagan, t.ex. [bilagan om listning](#bilaga-listning), så räknas numret ut."
    return 'Skriv {{ krav("HV-LIST-001") }} med kravets id, så räknas numret ut.'


def _target(prov: Prov, kind: str, number: str) -> str | None:
    """Return what has the number in the newest edition that holds the wording, and how to refer to it, if any has."""
    for book in place_books(prov.lydelse):
        bok = prov.register.bocker.get(book)
        for upplaga in reversed(bok.upplagor if bok is not None else ()):
            edition = _edition(Same(prov.register), book, upplaga.id)
            if edition is not None and prov.krav.id in edition.klausuler:
                return _numbered(edition, kind, number)
    return None


def _numbered(edition: Utgivning, kind: str, number: str) -> str | None:
    """Return the clause, chapter or appendix of the edition that has the number, and the words that refer to it."""
    if kind.startswith("sid"):
        return None
    if kind.startswith("bilaga"):
        return next(
            (
                f"en bilaga. Skriv en länk, [bilagan](#bilaga-{item.bilaga.id})"
                for item in edition.bilagor
                if item.nummer == number
            ),
            None,
        )
    krav = next((item.id for item in edition.klausuler.values() if item.nummer == number), None)
    if krav is not None:
        return f'{krav}. Skriv {{{{ krav("{krav}") }}}}'
    part = next((item for item in edition.avsnitt if item.nummer == number), None)
    return f"kapitlet {part.lydelse.rubrik}. Skriv en länk, [kapitlet](#kap-{part.kapitel.id})" if part else None


@lru_cache(maxsize=8)
def _edition(same: Same, book: str, upplaga: str) -> Utgivning | None:
    register = same.register
    bok = register.bocker[book]
    if bok.organisation not in register.organisationer:
        return None
    return make_utgivning(register, bok, next(item for item in bok.upplagor if item.id == upplaga))
