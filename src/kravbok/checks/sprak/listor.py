"""The word lists of the rules for one text: who acts, which acts and documents are named, what is vague."""

from __future__ import annotations

__all__ = [
    "DEPONENS", "GENITIV", "HANDELSER", "HANDLINGAR", "LAGAR", "LAGENS", "PREPOSITIONER", "REGIONEN", "SIDOR",
    "STAR_ALDRIG", "STAR_TVA_GANGER", "UTFORS_AV", "UTGIVARE", "VAGA_MANGDER", "VARDGIVAREN",
]  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The two parties, in the words that requirements use for them; only definite forms, so that one party is meant.
VARDGIVAREN = _words(
    "vårdgivaren vårdgivarna leverantören leverantörerna utföraren utförarna entreprenören uppdragstagaren "
    "hälsocentralen vårdcentralen"
)
REGIONEN = _words(
    "regionen beställaren beställarenheten hälsovalskansliet nämnden sjukvårdsnämnden vårdvalsnämnden regionstyrelsen "
    "regionfullmäktige regionledningen vårdvalsenheten vårdvalskansliet uppdragsgivaren"
)
SIDOR = {
    **dict.fromkeys(VARDGIVAREN, "vårdgivaren"),
    **dict.fromkeys(REGIONEN, "regionen"),
    **dict.fromkeys(("patienten", "patienterna"), "patienten"),
    **dict.fromkeys(("kommunen", "kommunerna"), "kommunen"),
}
# Besides the parties: whoever can carry out a demand that is written in the passive.
_ANDRA = _words(
    "vårdgivare leverantör utförare region beställare part parten parterna parter personalen personal läkaren läkare "
    "tandläkaren tandläkare sjuksköterskan sjuksköterska distriktssköterskan tandhygienisten verksamheten mottagningen "
    "kliniken verksamhetschefen chefen enheten medarbetaren medarbetare medarbetarna folktandvården styrelsen "
    "underleverantören underleverantörer underbiträdet biträdet revisorn anbudsgivaren sökanden hälsocentral teamet "
    "apoteket fysioterapeuten arbetsterapeuten barnmorskan psykologen koordinatorn kontaktpersonen reseservice jag vi "
    "han hon hen"
)
UTFORS_AV = frozenset({*VARDGIVAREN, *REGIONEN, "kommunen", "kommunerna", *_ANDRA})
GENITIV = frozenset(f"{ord_}s" for ord_ in UTFORS_AV)
# After these an actor is somebody that something is done to or with, not who does it.
PREPOSITIONER = _words("till från hos mot åt för med via mellan på om kring gentemot")
# Words in -s after a modal verb that are no passives.
DEPONENS = _words(
    "finnas hoppas minnas trivas lyckas andas umgås samlas enas saknas kännas synas mötas följas träffas vistas "
    "skiljas existeras dess deras vars hos oss annars dels alls minus plus senast tills inklusives dags"
)

# Quantities that leave to taste how much, how often or when.
VAGA_MANGDER = (
    "i rimlig omfattning", "i skälig omfattning", "i tillräcklig omfattning", "i lämplig omfattning",
    "i erforderlig omfattning", "i viss omfattning", "i viss utsträckning", "i rimlig utsträckning",
    "i tillräcklig utsträckning", "i största möjliga utsträckning", "i möjligaste mån", "i viss mån",
    "så långt det är möjligt", "så långt som möjligt", "så långt möjligt", "vid behov", "ett antal", "ett visst antal",
    "ett lämpligt antal", "ett rimligt antal", "ett flertal", "tillräcklig", "tillräckligt", "tillräckliga",
    "ett visst belopp", "ett skäligt belopp", "ett rimligt belopp", "med viss regelbundenhet", "regelbundet",
    "om möjligt", "om det är möjligt", "i den mån det är möjligt", "i den mån det går",
)  # fmt: skip

# Acts by the last part of their name as it is written in a sentence.
LAGAR = _words(
    "patientdatalagen patientsäkerhetslagen patientlagen sjukvårdslagen tandvårdslagen kommunallagen förvaltningslagen "
    "sekretesslagen arkivlagen socialtjänstlagen smittskyddslagen diskrimineringslagen arbetsmiljölagen språklagen "
    "dataskyddslagen dataskyddsförordningen patientskadelagen läkemedelslagen avtalslagen konkurrenslagen "
    "bokföringslagen årsredovisningslagen miljöbalken föräldrabalken brottsbalken personuppgiftslagen "
    "tandvårdsförordningen patientsäkerhetsförordningen sjukvårdsförordningen läkarvårdsersättning "
    "fysioterapiersättning valfrihetssystem"
)
LAGENS = _words("lagen lag förordningen förordning lagstiftning lagstiftningen lagar rätt författningar författning")
# Governing documents that come in versions.
HANDLINGAR = (
    "riktlinjer", "riktlinjerna", "riktlinje", "rutiner", "rutinerna", "rutin", "anvisningar", "anvisningarna",
    "instruktioner", "instruktionerna", "manual", "manualer", "manualen", "handbok", "handboken", "policy", "policyer",
    "styrdokument", "regelverk", "regelverket", "vårdprogram", "checklista", "checklistor", "föreskrifter",
    "rekommendationer", "rekommendationerna", "handlingsplan", "handlingsplaner",
)  # fmt: skip
UTGIVARE = (
    "regionens", "beställarens", "nämndens", "regionstyrelsens", "regionfullmäktiges", "socialstyrelsens", "skr:s",
    "folkhälsomyndighetens", "läkemedelsverkets", "nationella", "regionala", "hälsovalets", "beställarenhetens",
    "hälsovalskansliets", "vårdvalsenhetens",
)  # fmt: skip

# Nouns that hide a verb; three in a row, tied by prepositions, are a chain.
HANDELSER = r"\w{3,}(?:ing|ingen|ingar|ingarna|ande|andet|ende|endet|else|elsen|elser|elserna)"

# Words that may rightly stand twice in a row: adverbs of place, pronouns, finite verbs and connecting words
# (”den de har har”, ”som leder till till exempel”, ”det det gäller”).
STAR_TVA_GANGER = _words(
    "i på av för om det den de är har som var så får ska kan in ut upp ner till med från vi du han hon man sig bor hos "
    "blir vill skall bör måste vid över under mot åt efter hade blev fick kunde skulle ville nu då där här när ja nej "
    "mer mycket"
)
STAR_ALDRIG = _words("att och eller inte ett en samt enligt utan patienter vårdgivare")
