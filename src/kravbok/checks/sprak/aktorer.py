"""Who acts: a demand names one actor (K614, K615), and the one it names is the one it binds (K616)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kravbok.checks.satser import Modal
from kravbok.checks.sprak.listor import DEPONENS, GENITIV, PREPOSITIONER, REGIONEN, SIDOR, UTFORS_AV, VARDGIVAREN
from kravbok.checks.sprak.prov import Prov, one_line
from kravbok.finding import Finding

__all__ = ["check_bunden", "check_tva_bundna", "check_vem_gor", "has_actor"]

_NAMES = "|".join(sorted(SIDOR, key=len, reverse=True))
_PAIR = rf"({_NAMES})\s+(?:och|eller|samt|och/eller)\s+({_NAMES})"
_BEFORE = re.compile(rf"\b{_PAIR}\s+$")
_AFTER = re.compile(rf"\s+(?:också\s+|även\s+)?{_PAIR}\b")
_PARTIES = frozenset(SIDOR)
_PEOPLE = ("aren", "isten", "logen", "peden", "rskan", "chefen", "ansvarige", "personal", "personalen", "teamet")
_PASSIVES = ("as", "ges", "ses", "nås", "fås", "slås")  # infinitives; ”skall skrivs” is no demand
_NEXT = re.compile(r"\s+(?:(?:inte|också|även|dock|då|därför|alltid)\s+)*([\w-]+)")
_AHEAD = re.compile(r"\s+[\w-]+")
_AGENT = re.compile(r"(?<!\bform )(?<!\bhjälp )(?<!\bstöd )\bav\b")
_SENTENCE = re.compile(r"[.!?:;]\s|\n\s*(?:\n|[-*+|]|[0-9]+[.)])")
_TURNED = {"vårdgivaren": REGIONEN, "regionen": VARDGIVAREN}


def has_actor(prov: Prov) -> bool:
    """Whether anybody who could act is named, but for those that something is done to or with (till regionen)."""
    before = ""
    for token in prov.tokens:
        acts = token in UTFORS_AV or token.endswith(_PEOPLE)
        if (acts and before not in PREPOSITIONER) or token in GENITIV:
            return True
        before = token
    return False


def check_vem_gor(prov: Prov) -> Iterator[Finding]:
    """Yield K614 where a demand on the provider is in the passive and nobody in the text does it."""
    demand = prov.demand
    if prov.lydelse.vem != "vårdgivaren" or demand is None or "text" in prov.lydelse.som_foregaende:
        return
    verb = _passive_after(prov, demand)
    if verb is not None and not has_actor(prov) and not _AGENT.search(_rest(prov, verb[1])):
        start, end = verb
        message = f"Ingen i texten är den som ska göra det: ”{demand.verb} … {prov.text[start:end]}”"
        hint = "Skriv vem det är, t.ex. ”Vårdgivaren ska dokumentera …”."
        yield prov.found("K614", demand.start, demand.start + len(demand.ord), message, hint)


def _passive_after(prov: Prov, demand: Modal) -> tuple[int, int] | None:
    """Return where the passive infinitive that the modal verb governs stands, if there is one within six words."""
    end = demand.start + len(demand.ord)
    for number in range(6):
        match = _AHEAD.match(prov.lower, end)
        if match is None:
            return None
        word, end = match[0].lstrip(), match.end()
        if word.endswith(_PASSIVES) and not _no_passive(word):
            return end - len(word), end
        if number == 0 and word.endswith("a") and word not in ("alla", "samma", "dessa"):
            return None  # an active infinitive comes first
    return None


def _no_passive(word: str) -> bool:
    return word in DEPONENS or word in GENITIV or word.endswith(("rnas", "ernas", "ornas", "arnas"))


def _rest(prov: Prov, start: int) -> str:
    stop = _SENTENCE.search(prov.lower, start)
    return prov.lower[start : stop.start() if stop else None]


def check_tva_bundna(prov: Prov) -> Iterator[Finding]:
    """Yield K615 where one demand binds two of different sides and `vem` is only one of them."""
    vem = prov.lydelse.vem
    if vem in ("båda parter", "endera parten", "okänt") or "text" in prov.lydelse.som_foregaende:
        return
    demand = prov.demand
    if demand is None or len(prov.words & _PARTIES) < 2:
        return
    match = _BEFORE.search(prov.lower, max(0, demand.start - 60), demand.start)
    match = match or _AFTER.match(prov.lower, demand.start + len(demand.ord))
    if match is not None and SIDOR[match[1]] != SIDOR[match[2]]:
        start, end = match.start(1), match.end(2)
        message = f"”{one_line(prov.text[start:end])}” binds båda, men vem är {vem}"
        hint = "Dela upp kravet, ett för var och en, eller skriv vem: båda parter när avtalets parter gör det ihop."
        yield prov.found("K615", start, end, message, hint)


def check_bunden(prov: Prov) -> Iterator[Finding]:
    """Yield K616 where the demand is on the region and `vem` is the provider, or the reverse."""
    inherited = prov.lydelse.som_foregaende
    others = _TURNED.get(prov.lydelse.vem)
    if others is None or prov.words.isdisjoint(others) or ("text" in inherited and "vem" in inherited):
        return
    subject = _subject(prov, prov.demand) if prov.demand is not None else None
    if subject is None or prov.lower[slice(*subject)] not in others:
        return
    word = prov.text[slice(*subject)]
    message = f"Den som ska göra det är ”{word}”, men vem är {prov.lydelse.vem}"
    hint = f"Skriv vem: {SIDOR[word.lower()]}, eller skriv om meningen så att {prov.lydelse.vem} är den som ska."
    if "text" in inherited:
        yield prov.at_key("K616", message, hint, "vem")
    else:
        yield prov.found("K616", *subject, message, hint)


def _subject(prov: Prov, demand: Modal) -> tuple[int, int] | None:
    """Return where the party that the modal verb has for subject stands; None where the order of words leaves doubt."""
    begin = max((stop.end() for stop in _SENTENCE.finditer(prov.lower, 0, demand.start)), default=0)
    words = list(re.finditer(r"[\w-]+,?", prov.lower[begin : demand.start]))
    after = _NEXT.match(prov.lower, demand.start + len(demand.ord))
    if after is not None and after[1] in SIDOR and (len(words) != 1 or words[0][0] not in SIDOR):
        return after.span(1)
    if not words:
        return None
    first, last = words[0], words[-1]
    if last[0] in SIDOR:
        before = words[-2][0] if len(words) > 1 else ""
        paired = len(words) > 2 and words[-3][0] in SIDOR
        alone = before == "" or before.endswith(",") or (before in ("och", "men", "samt") and not paired)
        return (begin + last.start(), begin + last.end()) if alone else None
    follower = words[1][0] if len(words) > 1 else ""
    if first[0].rstrip(",") in SIDOR and (first[0].endswith(",") or follower in ("som", "när", "om")):
        return begin + first.start(), begin + len(first[0].rstrip(",")) + first.start()
    return None
