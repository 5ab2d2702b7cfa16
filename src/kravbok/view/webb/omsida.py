"""The page about the site: what it is, how its addresses work, how status and days are read, and what may be reused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kravbok.swedish import format_list
from kravbok.view.bok import is_reconstruction
from kravbok.view.parts import Bit, Faktum, NotisVy, bits
from kravbok.view.webb.adress import flode_adress, id_adress, json_adress, krav_adress, upplaga_adress
from kravbok.view.webb.bocker import first_shown
from kravbok.view.webb.gemensam import fact, gemensam_sida
from kravbok.view.webb.lage import ORD, OVISS
from kravbok.view.webb.sida import Sida, WebbVy, rot
from kravbok.view.webb.upplagor import BokensUpplagor

__all__ = ["AdressVy", "OmVy", "omsida"]

_LAGEN = (
    (ORD["galler"], "Upplagan är den senast beslutade som har börjat gälla."),
    (ORD["kommande"], "Upplagan är beslutad men dagen har inte kommit."),
    (
        "Utkast, förslag eller inte antagen",
        "Upplagan är inte beslutad. Vad som hände med förslaget står där, om det är känt.",
    ),
    (ORD["ersatt"], "En senare beslutad upplaga har tagit över."),
    ("Upphävd", "Upplagan har upphävts, eller gäller inte längre utan att någon annan har tagit över."),
    (ORD["okand"], "Upplagan är den senaste som källorna känner, men dagen som den är känd till har passerat."),
    (OVISS, "Dagen när upplagan, eller den som ersätter den, börjar gälla är bara delvis känd."),
)


@dataclass(frozen=True, slots=True)
class AdressVy:
    """A kind of address: what is there, with an example from this site."""

    beskrivning: str
    exempel: Bit


@dataclass(frozen=True, slots=True)
class OmVy:
    """What the site is: notices, who has the books, its kinds of addresses, what the words of status mean."""

    notiser: tuple[NotisVy, ...]
    uppgifter: tuple[Faktum, ...]
    adresser: tuple[AdressVy, ...]
    lagen: tuple[Faktum, ...]


def omsida(webb: WebbVy, bocker: Sequence[BokensUpplagor]) -> Sida:
    """Return the page about the site."""
    vy = OmVy(
        notiser=tuple(_notices(bocker)),
        uppgifter=tuple(_facts(webb, bocker)),
        adresser=tuple(_adresses(bocker)),
        lagen=tuple(Faktum(word, (bits(meaning),)) for word, meaning in _LAGEN),
    )
    about = "Vad webbplatsen är, hur adresserna fungerar, hur status och datum ska läsas och vad som får återanvändas."
    return gemensam_sida("om/", "Om webbplatsen", about, vy, bocker)


def _notices(bocker: Sequence[BokensUpplagor]) -> Iterator[NotisVy]:
    """Yield that books are no originals, where they are not."""
    made = [book.bok.titel for book in bocker if is_reconstruction(book.upplagor[0].utgivning)]
    if made:
        which = "Alla böcker här" if len(made) == len(bocker) else format_list(made)
        text = "omskrivna ur offentliga rapporter. De är inte en regions egna dokument och har ingen rättslig verkan."
        yield NotisVy("Rekonstruktion", f"{which} är {text}")


def _facts(webb: WebbVy, bocker: Sequence[BokensUpplagor]) -> Iterator[Faktum]:
    books = (f"{book.bok.titel}, {webb.organisationer[book.bok.organisation].namn}" for book in bocker)
    yield from fact("Böcker", *books)
    yield from fact("Kontrollerad till och med", webb.per or "okänt")
    yield from fact("Webbadress", Bit(webb.adress, webb.adress) if webb.adress else "okänd")
    licences = dict.fromkeys(item.licens for item in webb.organisationer.values())
    of_each = (f"{item.licens}: {item.namn}" for item in webb.organisationer.values())
    yield from fact("Licens för innehållet", *(licences if len(licences) == 1 else of_each))


def _adresses(bocker: Sequence[BokensUpplagor]) -> Iterator[AdressVy]:
    """Yield the kinds of addresses, each with one of this site's own."""
    shown = next((first_shown(book) for book in bocker if first_shown(book).utgivning.klausuler), None)
    if shown is None:
        return
    utgivning = shown.utgivning
    krav = next(iter(utgivning.klausuler))
    own, edition = krav_adress(utgivning, krav), upplaga_adress(utgivning.bok, utgivning.upplaga)
    for words, adress in (
        ("Kravet som det gäller nu, i varje bok; adressen ändras aldrig", id_adress(krav)),
        ("Kravet i en viss upplaga; texten där ändras inte sedan upplagan har förseglats", own),
        ("Samma uppgifter för program, beskrivna av ett schema", json_adress(own)),
        ("Upplagan med innehåll och filer att hämta", edition),
        ("Sidan utan ram, att lägga in i ett annat publiceringsverktyg", f"{own}fragment.html"),
        ("Flödet om kravet: vad som händer med det", flode_adress(id_adress(krav))),
        ("Flödet om alla böcker", flode_adress("")),
        ("Schemat för ett kravs JSON", "schema/krav.json"),
    ):
        yield AdressVy(words, Bit(adress, rot(adress)))
