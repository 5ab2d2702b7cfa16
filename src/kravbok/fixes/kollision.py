"""Two requirements with one id, as two branches may have given it, and what git tells of them: which came first."""

from __future__ import annotations

from dataclasses import dataclass

from kravbok.finding import Finding, finding
from kravbok.fixes.byte import Sida
from kravbok.fixes.minne import (
    Ankomst,
    Sidor,
    find_ankomst,
    find_intagen,
    find_publika,
    find_sidor,
    read_konflikter,
)
from kravbok.git import Forrad, GitFel
from kravbok.loader import kind_of
from kravbok.model.krav import Krav
from kravbok.register import places_of
from kravbok.underlag import Underlag
from kravbok.yaml_errors import find_conflicts

__all__ = ["BY_HAND", "Kollision", "read_kollision", "undecided"]

BY_HAND = "Ge det ena kravet ett nytt id för hand, och rätta hänvisningarna som menar det."


@dataclass(frozen=True, slots=True)
class Kollision:
    """Two requirements with one id in the order they came, the finding that shows them, and what each side wrote."""

    item: Finding
    tidig: Sida
    sen: Sida
    sidor: Sidor
    tidig_kvar: bool

    @property
    def id(self) -> str:
        """The id that both have."""
        return self.sen.id


def read_kollision(forrad: Forrad | None, underlag: Underlag, item: Finding) -> Kollision | Finding | None:
    """Return what git tells of two requirements with one id, or why it tells nothing; None for other conflicts."""
    if forrad is None:
        return undecided(item, "mappen ligger inte i git")
    try:
        return _read_konflikt(forrad, underlag, item) if item.code == "K029" else _read_dubblett(forrad, underlag, item)
    except GitFel as error:
        return undecided(item, error.message, error.hint)


def _read_konflikt(forrad: Forrad, underlag: Underlag, item: Finding) -> Kollision | Finding | None:
    """Return the two requirements that a conflict has put into one file, as git keeps each of them."""
    path = item.position.path
    there = next(file.data for file in underlag.krav if file.path == path)
    sides = read_konflikter(forrad).get(path)
    if sides is None or not _is_krav(path):
        return None
    ending = b"\r\n" if b"\r\n" in there else b"\n"
    ours, theirs = (Sida(path, data.replace(b"\r\n", b"\n").replace(b"\n", ending), 0) for data in sides)
    if not ours.id or ours.id != theirs.id or not (ours.alone and theirs.alone):
        return None
    if not _is_untouched(path, there, ours, theirs):
        hint = "Gör klart rättningen, eller ta tillbaka filen ur git."
        return undecided(item, "du har redan börjat rätta filen", hint)
    publik = find_publika(forrad).get(path, b"").replace(b"\r\n", b"\n")
    others = _publika(theirs, publik) and not _publika(ours, publik)
    came = Ankomst(0, find_intagen(forrad, path))
    return _kollision(forrad, underlag, item, (ours, theirs), came, tidig_kvar=not others)


def _publika(sida: Sida, publik: bytes) -> bool:
    return sida.data.replace(b"\r\n", b"\n") == publik


def _is_untouched(path: str, there: bytes, ours: Sida, theirs: Sida) -> bool:
    """Whether a file still holds nothing but what the two sides wrote, and git's own marks."""
    known = {*ours.data.splitlines(), *theirs.data.splitlines()}
    marks = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
    text = there.decode("utf-8", "replace")
    return bool(find_conflicts(path, text)) and all(
        line in known or line.startswith(marks) for line in there.removeprefix(b"\xef\xbb\xbf").splitlines()
    )


def _read_dubblett(forrad: Forrad, underlag: Underlag, item: Finding) -> Kollision | Finding:
    """Return two requirements in the order they came, from the finding that shows where both stand."""
    data = {file.path: file.data for file in underlag.krav}
    places = (item.position, item.related[0].position)
    sides = [Sida(place.path, data[place.path], _number(data[place.path], place.line)) for place in places]
    if not all(_is_krav(sida.path) for sida in sides):
        return undecided(item, "bara krav får nya id:n av kravbok atgarda")
    came = [find_ankomst(forrad, sida.path) for sida in sides]
    if came[0].plats == came[1].plats:
        reason = "båda kom med samma commit" if came[0].commit else "inget av dem är sparat i git"
        return undecided(item, reason)
    (_, tidig), (last, sen) = sorted(zip(came, sides, strict=True), key=lambda pair: pair[0])
    publika = find_publika(forrad)
    own, others = (Sida(sida.path, publika.get(sida.path, b""), 0).id == sen.id for sida in (tidig, sen))
    return _kollision(forrad, underlag, item, (tidig, sen), last, tidig_kvar=own or not others)


def _kollision(
    forrad: Forrad, underlag: Underlag, item: Finding, sides: tuple[Sida, Sida], last: Ankomst, *, tidig_kvar: bool
) -> Kollision | Finding:
    tidig, sen = sides
    if _first_words(tidig) & _first_words(sen):
        message = "de har samma rubrik eller text och kan vara samma krav"
        return undecided(item, message, "Behåll den ena lydelsen, eller en ny av båda, och ta bort den andra.")
    files = (file.path for file in underlag.krav if sen.id.encode() in file.data)
    sidor = find_sidor(forrad, last, sen.path, sen.id, files)
    return Kollision(item, tidig, sen, sidor, tidig_kvar)


def undecided(item: Finding, reason: str, hint: str = BY_HAND) -> Finding:
    """Return that two requirements keep the same id, and why."""
    return finding("K865", item.position, f"Inget krav har fått ett nytt id: {reason}", hint, item.related)


def _is_krav(path: str) -> bool:
    slag = kind_of(path)
    return slag is not None and slag.model is Krav


def _number(data: bytes, line: int) -> int:
    """Return which document of a file has its id on a line."""
    ids = [places.get(("id",)) for places in places_of(data)]
    return next((number for number, place in enumerate(ids) if place is not None and place.line == line), 0)


def _first_words(sida: Sida) -> set[str]:
    """Return heading and text of a requirement's first wording, without regard to blanks and capitals."""
    texts = (sida.lydelse.get(name) for name in ("rubrik", "text"))
    return {" ".join(text.split()).casefold() for text in texts if isinstance(text, str)}
