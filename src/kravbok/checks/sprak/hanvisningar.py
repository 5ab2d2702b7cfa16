"""References that a reader can follow: to acts (K618), not to what is in force (K619), and to documents (K620)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kravbok.checks.sprak.listor import HANDLINGAR, LAGAR, LAGENS, UTGIVARE
from kravbok.checks.sprak.prov import KRAVANDE, Prov, one_line
from kravbok.finding import Finding

__all__ = ["check_gallande", "check_lagar", "check_styrdokument"]

_LAW = re.compile(
    r"\b(?P<name>(?:hälso- och |offentlighets- och )?(?:"
    + "|".join(sorted(LAGAR - {"läkarvårdsersättning", "fysioterapiersättning", "valfrihetssystem"}))
    + r")|hsl\b|pdl\b|psl\b|osl\b|gdpr\b|lagen\s+(?P<before>\([0-9]{4}:[0-9]+\)\s+)?om\s+[\w-]+(?:\s+[\w-]+)?)"
    r"(?P<after>\s+\((?:sfs\s+)?[0-9]{4}:[0-9]+\)|\s+\(eu\)\s+[0-9]{4}/[0-9]+)?"
)
_RESTS = re.compile(
    r"\b(?P<rests>enligt|i\s+enlighet\s+med|med\s+stöd\s+av|i\s+strid\s+med|följ(?:a|er)|uppfyll(?:a|er)|kraven\s+i|"
    r"bestämmelserna\s+i|reglerna\s+i)\s+(?:(?:kraven|bestämmelserna|reglerna)\s+i\s+)?(?:den\s+|den svenska\s+)?$"
)
_PLACE = re.compile(r"§|\bkap\b|\bartikel\b|\bartiklarna\b|\bbilaga\b")
_WIDE = ("följ", "uppfyll", "kraven", "bestämmelserna", "reglerna")
_WHOLE = re.compile(r"\b(?:godkän\w+|registrera\w+|verksam\w*|legitimera\w+|anmäl\w+|tillstånd\w*)\s+enligt\s+$")
_SYSTEMS = ("valfrihetssystem", "offentlig upphandling", "läkarvårdsersättning", "fysioterapiersättning", "fysioterapi")
_GOVERNED = (
    r"(?:enligt|i\s+enlighet\s+med|med\s+stöd\s+av|utifrån|följ(?:a|er)|tillämpa[rs]?|uppfyll(?:a|er)|iakttar?|mot)\s+"
)
_IN_FORCE = re.compile(
    rf"\bgällande\s+rätt\b|\bvid\s+(?:var|varje)\s+(?:tid|tidpunkt)\s+gällande\b(?:\s+[\w-]+)?"
    r"|\bsom\s+(?:gäller\s+vid\s+(?:var|varje)\s+(?:tid|tidpunkt)|vid\s+(?:var|varje)\s+(?:tid|tidpunkt)\s+gäller)\b"
    rf"|\b(?:{_GOVERNED}|(?:och|samt)\s+(?:övrig|annan)\s+)(?:all\s+|alla\s+|den\s+|de\s+|nu\s+)?"
    rf"(?P<words>(?:gällande|tillämplig(?:a|t)?|relevant(?:a)?)\s+"
    rf"(?:{'|'.join(sorted(LAGENS, key=len, reverse=True))}))\b"
)
_DOCUMENT = rf"[\w-]*?(?:{'|'.join(sorted(HANDLINGAR, key=len, reverse=True))})\b"
_UNDATED = re.compile(
    rf"\b(?:enligt|i\s+enlighet\s+med|utifrån|följ(?:a|er)|tillämpa[rs]?)\s+(?P<words>(?:gällande|aktuella?)\s+(?:[\w-]+\s+)?"
    rf"{_DOCUMENT}|(?:{'|'.join(UTGIVARE)})\s+(?:(?:och\s+)?[\w-]+\s+)?{_DOCUMENT})"
)
_DATED = re.compile(
    r"\{\{\s*styrdokument\(|\]\(|\bfrån\s+(?:den\s+)?\{\{|[0-9]{4}|\bversion(?:en)?\b|\b(?:dnr|diarienummer)\b|”",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?;](?:\s|$)|\n\s*\n")
_LAW_WORDS = LAGAR | {"lagen", "hsl", "pdl", "psl", "osl", "gdpr"}
_IN_FORCE_WORDS = frozenset({"gäller", "gällande", "tillämplig", "tillämpligt", "tillämpliga", "relevant", "relevanta"})
_IN_FORCE_WITH = LAGENS | {"vid"}
_OWNERS = frozenset({*UTGIVARE, "gällande", "aktuell", "aktuella", "skr"})


def check_lagar(prov: Prov) -> Iterator[Finding]:
    """Yield K618 where a binding text rests on an act that has neither number nor place, or no place to look in."""
    if prov.words.isdisjoint(_LAW_WORDS) or prov.lydelse.kravniva not in KRAVANDE:
        return
    for match in _LAW.finditer(prov.lower):
        before = prov.lower[max(0, match.start() - 60) : match.start()]
        rests = _RESTS.search(before)
        around = before[-40:] + prov.lower[match.end() : match.end() + 30]
        if rests is None or _PLACE.search(around) or _in_lagrum(prov, match["name"]):
            continue
        numbered = bool(match["before"] or match["after"])
        if numbered and (rests["rests"].startswith(_WIDE) or _WHOLE.search(before) or match["name"].endswith(_SYSTEMS)):
            continue  # the whole act is to be followed, or is what something is approved under
        lacks = "kapitel och paragraf" if numbered else "nummer och lagrum"
        message = f"”{one_line(prov.text[slice(*match.span('name'))])}” anges utan {lacks}"
        hint = "Skriv t.ex. 3 kap. 1 § patientdatalagen (2008:355), eller ange lagrum."
        yield prov.found("K618", *match.span("name"), message, hint)


def _in_lagrum(prov: Prov, name: str) -> bool:
    """Whether the wording names the act, with its place, among its legal grounds."""
    head = name.rpartition(" om ")[2] if name.startswith("lagen") else name.rpartition(" ")[2]
    return any(head in ground.forfattning.lower() for ground in prov.lydelse.lagrum)


def check_gallande(prov: Prov) -> Iterator[Finding]:
    """Yield K619 where the text refers to whatever holds at the time, without saying what that is."""
    if prov.words.isdisjoint(_IN_FORCE_WORDS) or prov.words.isdisjoint(_IN_FORCE_WITH) or prov.lydelse.lagrum:
        return
    for match in _IN_FORCE.finditer(prov.lower):
        span = match.span("words") if match["words"] else match.span()
        message = f"”{one_line(prov.text[slice(*span)])}” säger inte vad som gäller, eller vilken dag"
        hint = 'Skriv vilken lag det är med nummer och lagrum, eller vilket dokument: {{ styrdokument("id") }}.'
        yield prov.found("K619", *span, message, hint)


def check_styrdokument(prov: Prov) -> Iterator[Finding]:
    """Yield K620 where a document that comes in versions is to be followed, without version, date or name."""
    if prov.words.isdisjoint(_OWNERS) or prov.lydelse.bygger_pa is not None:
        return
    for match in _UNDATED.finditer(prov.lower):
        end = _END.search(prov.lower, match.end())
        if _DATED.search(prov.text, match.start(), end.start() if end else len(prov.text)):
            continue
        message = f"”{one_line(prov.text[slice(*match.span('words'))])}” anges utan version och dag"
        hint = 'Skriv {{ styrdokument("id") }} med ett registrerat dokument, eller ange bygger_pa.'
        yield prov.found("K620", *match.span("words"), message, hint)
