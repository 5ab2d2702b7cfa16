"""The word lists of the language rules: data only, each with the reason for it."""

from __future__ import annotations

__all__ = [
    "AKTORER", "FINITA", "FORALDRADE", "INTE_INFINITIV", "KANDA_ANTAL", "KORTA_INFINITIV", "LEDORD", "MATT", "RAKNORD",
    "SUBJUNKTIONER", "TIDSORD", "VAGA_TIDER",
]  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A requirement that says when something is to be done may not leave the time to taste.
VAGA_TIDER = (
    "i god tid", "inom viss tid", "efter viss tid", "under viss tid", "en viss tid", "viss tid", "inom rimlig tid",
    "inom skälig tid", "i rimlig tid", "inom kort", "inom en snar framtid", "så snart som möjligt", "så snart det går",
    "så fort som möjligt", "snarast möjligt", "snarast", "skyndsamt", "med jämna mellanrum", "då och då",
    "med kort varsel", "i sinom tid", "vid lämplig tidpunkt", "inom ett par dagar", "inom några dagar",
    "inom ett par veckor", "inom några veckor",
)  # fmt: skip

# Words that plain official Swedish has left behind, with what is written now.
FORALDRADE = {
    "skall": "ska", "landsting": "region", "landstinget": "regionen", "landstingets": "regionens",
    "landstingen": "regionerna", "landstingens": "regionernas", "därest": "om", "såframt": "om", "ävensom": "och",
    "medelst": "med eller genom", "erfordras": "behövs", "erfordrar": "kräver", "erforderlig": "nödvändig",
    "erforderligt": "nödvändigt", "erforderliga": "nödvändiga", "ifrågavarande": "denna", "förefinnes": "finns",
    "förefinns": "finns", "vederbörande": "den som det gäller", "hänskjuta": "lämna över", "hänskjuts": "lämnas över",
    "tillse": "se till", "tillser": "ser till", "tillses": "(någon) ser till", "städse": "alltid", "enär": "eftersom",
    "emedan": "eftersom", "ehuru": "fast", "erlägga": "betala", "erlägger": "betalar", "erläggs": "betalas",
    "härvidlag": "här", "jämväl": "också",
}  # fmt: skip

# These open a subordinate clause, where a modal verb says nothing of what the requirement itself demands.
SUBJUNKTIONER = _words(
    "att som om när där eftersom innan medan då ifall huruvida trots fast vilka vilken vilket vars vad vem hur varför "
    "tills förrän sedan"
)
# Surely finite verbs: once the subordinate clause has had one, the next modal verb belongs to the main clause.
FINITA = _words(
    "är har vill kan gäller omfattas finns får avser ingår saknas saknar begär behöver söker väljer listar listas "
    "lämnar tar ger bedriver utför arbetar anlitar byter flyttar kommer blir avslutar ansvarar driver ansluter "
    "godkänns begärs uppstår inträffar upphör ändras"
)
# Who may stand right after the verb of a main clause that begins with something else: ”… ska vårdgivaren”.
AKTORER = _words(
    "vårdgivaren vårdgivarna regionen patienten patienterna kommunen leverantören utföraren beställaren verksamheten "
    "mottagningen parten parterna personalen läkaren tandläkaren enheten den denne denna det detta de dessa han hon "
    "man avtalet varje en ett båda vardera underbiträdet nämnden"
)
# Infinitives that do not end in -a, for ”får” as a modal verb.
KORTA_INFINITIV = (
    "få",
    "gå",
    "stå",
    "se",
    "ta",
    "ge",
    "be",
    "le",
    "dra",
    "ha",
    "bli",
    "ske",
    "tro",
    "nå",
    "slå",
    "bero",
)
# Words in -a after ”får” as a main verb: ”får samma vård”.
INTE_INFINITIV = _words(
    "samma alla hela extra egna flera bra sina dessa båda många några andra nya stora goda bästa rätta snabba korta "
    "långa samtliga sådana största minsta hemma bara lika inga våra olika särskilda svåra dyra tydliga friska sjuka "
    "unga ena förra nästa första tredje sista halva fasta trygga säkra raka sammanlagda adekvata nära rena"
)

RAKNORD = {
    "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12,
    "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18, "nitton": 19, "tjugo": 20,
    "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90, "hundra": 100,
    "tusen": 1000,
}  # fmt: skip

# Before a number word: the things are known already (”de två parterna”), so the requirement sets no figure.
KANDA_ANTAL = _words("de dessa alla båda mellan samma")

# After these a number is a label, not a figure: punkt 3, artikel 32, steg 2.
LEDORD = _words(
    "punkt punkten punkterna avsnitt artikel artiklarna kapitel kap bilaga bilagan bilagorna nummer nr steg nivå "
    "version sida sidan sidorna rad raden raderna tabell figur alternativ kategori grupp klass typ fas del moment "
    "stycke sfs sou år åren prop ds dnr iso etapp fråga mål"
)

# Measures so plain that even what looks like a year is a figure before them.
MATT = (
    "kronor", "krona", "kr", "mkr", "tkr", "mdkr", "procentenheter", "procentenhet", "procent", "promille", "miljoner",
    "miljarder",
)  # fmt: skip

# Units of time: ”inom en vecka” is a deadline although it has no number.
TIDSORD = ("minut", "timme", "timma", "dygn", "dag", "arbetsdag", "vardag", "vecka", "månad", "kvartal", "halvår", "år")
