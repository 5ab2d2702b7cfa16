"""The letter to the providers: what changes and when, what each must do, amounts, contracts, what is undecided."""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.swedish import capitalize
from kravbok.view.beslutsunderlag.konsekvenser import avtalen
from kravbok.view.beslutsunderlag.underlag import SAKNAS, Laget, Underlag, figure_table, lage_i_ord, proposed
from kravbok.view.handling import DelVy, fact, points
from kravbok.view.parts import Faktum, TabellVy
from kravbok.view.rad import one_line

__all__ = ["brev", "brevets_uppgifter"]

_COLUMNS = ("Krav", "Vad som gäller", "När")


def brevets_uppgifter(underlag: Underlag) -> Iterator[Faktum]:
    """Yield the lines of the title page."""
    yield fact("Till", f"vårdgivare i {underlag.efter.bok.titel}")
    yield fact("Från", underlag.efter.organisation.namn)
    yield fact("Diarienummer", underlag.arende)
    yield fact("Datum", SAKNAS)
    yield fact("Kontakt", SAKNAS)


def brev(underlag: Underlag) -> Iterator[DelVy]:
    """Yield the parts of the letter."""
    yield _short(underlag)
    yield DelVy("gora", "Det här ska ni göra", delar=tuple(_duties(underlag)))
    yield _amounts(underlag)
    yield _others(underlag)
    yield avtalen(underlag)
    yield _decline(underlag)


def _short(underlag: Underlag) -> DelVy:
    upplaga = underlag.efter.upplaga
    holds = "föreslås gälla" if upplaga.foreslagen else "gäller"
    begins = str(upplaga.fran) if upplaga.fran.known else f"en dag som inte är känd ({SAKNAS})"
    lead = (
        f"{underlag.efter.organisation.namn} skriver till er om {proposed(underlag.efter)} av "
        f"{underlag.efter.bok.titel} ({underlag.efter.bok.dokumenttyp}). Upplagan {holds} från {begins}."
    )
    return DelVy("korthet", "I korthet", (lead, lage_i_ord(underlag)), points(*underlag.andringar.sammanfattning))


_SIGNS = (
    ("+", "nya", "Nya krav på er"),
    ("~", "andrade", "Ändrade krav på er"),
    ("-", "upphor", "Krav på er som upphör"),
)


def _binds(item: Laget) -> bool:
    """Whether a change asks something of the provider."""
    return item.ar_krav and item.binder_vardgivaren and item.vy.kravniva != "upplysning"


def _duties(underlag: Underlag) -> Iterator[DelVy]:
    """Yield what the provider must do: in new, changed and ended requirements."""
    mine = [item for item in underlag.lagen if _binds(item)]
    if not mine:
        yield DelVy("inget", "Inga ändrade krav", ("Inga krav på vårdgivaren är nya, ändrade eller upphör.",))
    for sign, name, heading in _SIGNS:
        if found := [item for item in mine if item.vy.tecken == sign]:
            yield DelVy(f"krav-{name}", heading, tabell=_table(underlag, heading, found))


def _others(underlag: Underlag) -> DelVy:
    """Return the changes that ask nothing of the provider: pay, others' duties, information, what binds nobody."""
    rest = [item for item in underlag.lagen if not _binds(item)]
    groups: dict[str, list[Laget]] = {name: [] for name in _OTHERS}
    for item in rest:
        groups[_kind(item)].append(item)
    parts = [
        DelVy(name, _OTHERS[name][0], _OTHERS[name][1], tabell=_table(underlag, _OTHERS[name][0], found))
        for name, found in groups.items()
        if found
    ]
    return DelVy("andra", "Andra ändringar", () if parts else ("Inget annat ändras.",), delar=tuple(parts))


_OTHERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ersattning": ("Ersättning", ()),
    "ansvar": ("Det som andra än ni ansvarar för", ()),
    "upplysningar": ("Upplysningar", ()),
    "utanfor": (
        "Åtaganden och rekommendationer",
        ("Det här står utanför kraven i boken och binder er inte som krav.",),
    ),
}
"""The groups of other changes: heading, and what is said of them."""


def _kind(item: Laget) -> str:
    if not item.ar_krav:
        return "utanfor"
    if item.vy.typ == "ersättning":
        return "ersattning"
    return "upplysningar" if item.vy.kravniva == "upplysning" else "ansvar"


def _table(underlag: Underlag, heading: str, items: list[Laget]) -> TabellVy | None:
    return underlag.rows(
        heading, _COLUMNS, [(item, (_named(item), _text(item), capitalize(item.fran))) for item in items]
    )


def _named(item: Laget) -> str:
    return f"{item.namn}, {item.vy.kravniva}"


def _text(item: Laget) -> str:
    """Return what holds with the change, and for an ended requirement what held."""
    text = one_line((item.vy.lydelse_efter or item.vy.lydelse_fore).split("\n"))
    return f"Upphör: {text}" if item.vy.tecken == "-" else text


def _amounts(underlag: Underlag) -> DelVy:
    """Return every figure before and after, as the document of changes shows them."""
    found = [part for part in underlag.andringar.fore_kraven if part.id.startswith("siffror-")]
    parts = tuple(
        DelVy(part.id, part.rubrik, (part.inledning,), tabell=figure_table(part.rubrik, part.tabell)) for part in found
    )
    word = "föreslås" if underlag.efter.upplaga.foreslagen else "gäller"
    said = (
        f"Efter är det som {word} i {proposed(underlag.efter)}." if parts else "Inga belopp eller andra siffror ändras."
    )
    return DelVy("belopp", "Belopp och andra siffror, före och efter", (said,), delar=parts)


def _decline(underlag: Underlag) -> DelVy:
    """Return where to turn, and which requirements of the book are about the contract."""
    about = [
        f"{clause.nummer} {clause.lydelse.rubrik} ({clause.id})"
        for clause in underlag.efter.klausuler.values()
        if clause.nummer and "avtal" in clause.lydelse.omrade
    ]
    said = [f"Hur, till vem och senast när ni svarar eller tackar nej: {SAKNAS} där tabellen ovan inte säger det."]
    said += ["Boken har de här kraven om avtalet."] if about else []
    return DelVy("svar", "Om ni vill tacka nej eller har frågor", tuple(said), points(*about))
