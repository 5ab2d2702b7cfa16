"""What form 1 leaves out of a seal, key by key with its reason, and the lists that may grow after the sealing.

Whatever is not named here is sealed. A key that is added to the model must be empty by default, or form 1 breaks.
"""

from __future__ import annotations

__all__ = ["INBORDES", "UNDANTAG", "UTELAMNADE", "VAXER"]

_BOCKER = "bara om den egna boken är med; en annan bok får tillkomma"
_LANK = "adressen flyttas utan att innehållet ändras"

UNDANTAG: dict[str, str] = {
    "Arende.hor_ihop_med": "andra ärenden tillkommer senare",
    "Arende.sagt": "skrivs när det är känt vad ärendet ledde till",
    "Begrepp.bocker": _BOCKER,
    "Beslut.galler_till": "slutet skrivs in när beslutet ersätts",
    "Beslut.justerat": "protokollet justeras efter beslutet",
    "Beslut.laga_kraft": "beslutet vinner laga kraft senare",
    "Beslut.publicerad": "beslutet publiceras senare",
    "Bilaga.bok": "bara den egna bokens bilagor är med",
    "Dokument.fil": "ett filnamn; utläsningens kontrollsumma är förseglad",
    "Dokument.lank": _LANK,
    "Indikator.bocker": _BOCKER,
    "Krav.upphor": "slutet hör till en senare upplaga; faller kravet ur den förseglade märks det",
    "Leverans.bocker": _BOCKER,
    "Lydelse.som_foregaende": "ett skrivsätt; det ärvda är förseglat som om det vore utskrivet",
    "Organ.till": "skrivs in när organet upphör",
    "Organisation.beslutsgang": "organisationens gång i dag; den har inga lydelser",
    "Organisation.diarienummer": "ett mönster för kontroller",
    "Organisation.farger": "formgivning",
    "Organisation.felrapport": _LANK,
    "Organisation.godkanns_av": "säger vem som granskar en ändring och trycks inte",
    "Organisation.indexserier": "en lista för kontroller",
    "Organisation.lank": _LANK,
    "Organisation.logotyp": "formgivning",
    "Organisation.logotyp_alt": "formgivning",
    "Organisation.perspektiv": "en lista för kontroller och för uppföljningsplanens ordning",
    "Organisation.tillganglighet": "gäller webbplatsen, inte upplagan",
    "Organisation.ursprung": "trycks inte och gäller organisationen, inte upplagan",
    "Organisation.webbplats": _LANK,
    "Saknas.bevakas": "dagen flyttas fram när bristen har setts över",
    "Styrdokument.bocker": _BOCKER,
    "Styrdokument.kontrollerad": "flyttas fram varje gång någon ser efter",
    "Styrdokument.lank": _LANK,
    "StyrdokumentVersion.galler_till": "skrivs in när nästa version kommer",
    "Upplaga.forsegling": "förseglingens egen kontrollsumma",
    "Upplaga.kand_till": "säger hur länge upplagan är känd och flyttas fram när mer blir känt",
    "Upplaga.publicerad": "boken publiceras efter beslutet",
}
"""Keys that are not sealed, each with the reason."""

INBORDES: dict[str, str] = {
    "BilagaLydelse.ordning": "den inbördes ordningen mellan bilagorna",
    "IBok.ordning": "den inbördes ordningen i kapitlet",
    "KapitelLydelse.ordning": "den inbördes ordningen mellan kapitlen",
    "Plats.ordning": "den inbördes ordningen i kapitlet",
}
"""Numbers of which only the order that they give is sealed."""

VAXER: dict[str, str] = {
    "Indikator.utfall": "ett nytt utfall får tillkomma",
    "Organisation.organ": "ett nytt organ får tillkomma",
    "Styrdokument.versioner": "en ny version får tillkomma",
    **{
        f"{post}.saknas": "en brist får antecknas senare"
        for post in (
            "Arende", "Beslut", "Dokument", "Indikator", "Inspel", "Krav", "Leverans", "Lydelse", "Organisation",
            "Styrdokument", "Upplaga",
        )
    },
}  # fmt: skip
"""Lists that may grow: what stood there when the edition was sealed must still stand there, as it was."""

UTELAMNADE: dict[str, str] = {
    "Givet": "ingår i en kontrollräkning",
    "Godkannanderegel": "säger vem som granskar en ändring och trycks inte",
    "Godkannandevillkor": "ingår i en regel om vem som granskar",
    "Kontrollrakning": "räknas om av programmet och trycks inte i boken",
    "Kravbok": "projektets egen post; kravens ämnen är förseglade i kraven",
    "Kravuppfoljning": "ändras medan uppföljningen pågår och trycks inte i boken",
    "Pastaende": "ingår i en kontrollräkning",
    "Rattelseblad": "kommer efter förseglingen och rättar det som var förseglat",
    "Upphor": "slutet hör till en senare upplaga",
}
"""Records that are not sealed, each with the reason."""
