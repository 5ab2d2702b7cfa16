"""What official guidance calls hard to read: long sentences (K625), passives without actor (K626), chains (K627)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kravbok.checks.satser import SHORTENED, token_place
from kravbok.checks.sprak.aktorer import has_actor
from kravbok.checks.sprak.listor import DEPONENS, HANDELSER
from kravbok.checks.sprak.prov import Prov, one_line
from kravbok.finding import Finding

__all__ = ["MAX_ORD", "check_kedjor", "check_langd", "check_passiv"]

MAX_ORD = 35
"""A sentence of more words is long: guidance asks for 10 to 25 words, and 35 is the length it warns of."""

MAX_PASSIV = 3
"""So many passives in a sentence where nobody acts are heavy; one or two are ordinary official Swedish."""

_CHAIN = re.compile(rf"\b{HANDELSER}(?:\s+av\s+(?:den\s+|det\s+|de\s+)?{HANDELSER}){{2,}}\b")
_LINK = re.compile(r"(?:ing|ingen|ingar|ingarna|nde|ndet|elsen?|elser|elserna)\s+av\s")
_PRESENT = frozenset(
    [
        "görs", "tas", "ges", "ses", "förs", "utförs", "genomförs", "följs", "används", "bedöms", "bestäms", "införs",
        "överförs", "upprättas", "nås", "hålls", "läggs", "sätts", "skrivs", "ställs", "säkerställs", "tillställs",
        "delges", "anges", "avges", "utses", "avses", "tillses", "drivs", "löses", "styrs", "lärs", "köps", "byggs",
    ]
)  # fmt: skip
_ENDS = frozenset(".!?;|")
_GENITIVE = ("rnas", "enas", "ornas")


def check_langd(prov: Prov) -> Iterator[Finding]:
    """Yield K625 for each sentence that is too long; a list item is a sentence of its own."""
    if len(prov.tokens) <= MAX_ORD:
        return
    count, first, before = 0, 0, ""
    for index, word in enumerate([*prov.tokens, "."]):
        if word[0].isalnum() or word[0] == "¤":
            first = index if count == 0 else first
            count += 1
        elif word[0] in ".!?|\n" and not (word == "." and before in SHORTENED):
            if count > MAX_ORD:
                start, _ = token_place(prov.text, first)
                message = f"Meningen har {count} ord"
                hint = "Dela meningen, eller gör uppräkningen till en punktlista."
                yield prov.found("K625", start, start - 1, message, hint)
            count = 0
        before = word


def check_passiv(prov: Prov) -> Iterator[Finding]:
    """Yield K626 at the first passive of each sentence that has several, where nobody in the text acts."""
    if "av" in prov.words:
        return
    found = [index for index, word in enumerate(prov.tokens) if word[-1] == "s" and _is_passive(word)]
    if len(found) < MAX_PASSIV or has_actor(prov):
        return
    if prov.demand is not None and prov.lydelse.vem == "vårdgivaren":
        return  # K614 asks who it is
    row: list[int] = []
    for index in found:
        row = [*row, index] if row and not _ENDS & set(prov.tokens[row[-1] : index]) else [index]
        if len(row) == MAX_PASSIV:
            message = f"Minst {MAX_PASSIV} passiva verb i meningen, och ingen i texten som gör något"
            hint = "Skriv vem som gör det: ”Regionen prövar …” i stället för ”… prövas”."
            yield prov.found("K626", *token_place(prov.text, row[0]), message, hint)


def _is_passive(word: str) -> bool:
    if word in _PRESENT:
        return True
    return word.endswith("as") and len(word) > 4 and word not in DEPONENS and not word.endswith(_GENITIVE)


def check_kedjor(prov: Prov) -> Iterator[Finding]:
    """Yield K627 for each chain of nouns that hide verbs: ”genomförande av uppföljning av hantering”."""
    if prov.tokens.count("av") < 2 or len(_LINK.findall(prov.lower)) < 2:
        return
    for match in _CHAIN.finditer(prov.lower):
        message = f"”{one_line(prov.text[slice(*match.span())])}” är en kedja av substantiv"
        hint = "Skriv med verb: ”följa upp hur … hanteras” i stället för ”genomförande av uppföljning av hantering”."
        yield prov.found("K627", *match.span(), message, hint)
