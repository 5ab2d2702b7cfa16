"""The text for the advertisement on the national website for valfrihetssystem, from the records alone.

LOV (2008:962): who decides to establish or change a valfrihetssystem advertises it on the national website, all
the time that the system is there, with the tender book beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kravbok.swedish import capitalize
from kravbok.view.beslutsunderlag.underlag import SAKNAS, Laget, Underlag, known, lage_i_ord
from kravbok.view.handling import DelVy, fact, points
from kravbok.view.parts import Faktum

__all__ = ["annons", "annonsens_uppgifter"]

_LAW = (
    "Lagen (2008:962) om valfrihetssystem: den som har beslutat att inrätta eller ändra ett valfrihetssystem "
    "annonserar det på den nationella webbplatsen, löpande så länge systemet finns, med förfrågningsunderlaget bredvid "
    "annonsen. Kontrollera mot lagens gällande lydelse; kapitel och paragraf anges när de är kontrollerade."
)


def annonsens_uppgifter(underlag: Underlag) -> Iterator[Faktum]:
    """Yield the lines of the title page."""
    yield fact("Publiceras på", "Valfrihetswebben")
    yield fact("Diarienummer", underlag.arende)
    yield fact("Läge", lage_i_ord(underlag))


def annons(underlag: Underlag) -> Iterator[DelVy]:
    """Yield the parts of the advertisement."""
    yield DelVy("regel", "Varför annonsen finns", (_LAW, _when(underlag)))
    yield DelVy("annonsen", "Annonsens uppgifter", (), (), tuple(_facts(underlag)))
    yield _assignment(underlag)
    yield _changes(underlag)
    yield _missing(underlag)


def _when(underlag: Underlag) -> str:
    if underlag.efter.upplaga.foreslagen:
        return "Annonsen publiceras först när ändringarna är beslutade. Till dess gäller den annons som redan finns."
    return "Kontrollera att annonsen och förfrågningsunderlaget på webbplatsen är de som gäller."


def _facts(underlag: Underlag) -> Iterator[Faktum]:
    """Yield what the advertisement must say, as far as it is known."""
    efter, organisation = underlag.efter, underlag.efter.organisation
    begins = str(efter.upplaga.fran) if efter.upplaga.fran.known else SAKNAS
    yield fact("Upphandlande myndighet", organisation.namn)
    yield fact("Webbplats", known(organisation.lank))
    yield fact("Valfrihetssystemets namn", efter.bok.titel)
    yield fact("Dokument", f"{efter.bok.dokumenttyp}, upplaga {efter.upplaga.id}")
    yield fact("Föreslås gälla från" if efter.upplaga.foreslagen else "Gäller från", begins)
    yield fact("Ansökan", "löpande; ingen sista dag")
    yield fact("Geografiskt område", SAKNAS)
    yield fact("Avtalstid", SAKNAS)
    yield fact("Handläggningstid", SAKNAS)
    yield fact("Var ansökan lämnas", SAKNAS)
    yield fact("Kontakt", SAKNAS)


def _assignment(underlag: Underlag) -> DelVy:
    """Return the chapters of the book: what a provider undertakes."""
    lines = [f"{part.nummer} {part.lydelse.rubrik}" for part in underlag.efter.avsnitt]
    said = "Boken har de här kapitlen. Kraven står i boken, som ligger bredvid annonsen."
    return DelVy("uppdraget", "Vad uppdraget omfattar", (said,), points(*lines))


def _changes(underlag: Underlag) -> DelVy:
    """Return what is other than in the edition before, for who already knows it; the public has no use of ids."""

    def told(item: Laget) -> str:
        name = item.namn.removesuffix(f" ({item.vy.id})")
        return f"{name}: {item.vad}" + ("" if underlag.gemensamt else f". Läge: {item.beslut}")

    named = [told(item) for item in underlag.lagen if item.ar_krav]
    said = f"Ändringar jämfört med upplaga {underlag.fore.upplaga.id}. {lage_i_ord(underlag)}"
    return DelVy("andrat", "Vad som ändras", (said,), points(*named))


def _missing(underlag: Underlag) -> DelVy:
    """Return what is to be filled in before the advertisement is published."""
    asked = ["geografiskt område", "avtalstid", "handläggningstid", "var ansökan lämnas", "kontakt"]
    asked += ["myndighetens webbplats"] if underlag.efter.organisation.lank is None else []
    asked += ["dag då upplagan börjar gälla"] if not underlag.efter.upplaga.fran.known else []
    asked += ["diarienummer"] if underlag.arende == SAKNAS else []
    return DelVy(
        "fyll-i",
        "Att fylla i före publicering",
        (),
        points(*(f"{capitalize(word)}: {SAKNAS}" for word in asked)),
    )
