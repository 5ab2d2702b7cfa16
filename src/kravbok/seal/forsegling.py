"""Forsegling: an edition's seal as it stands in krav/forseglingar/, read, made and written; its own checksum."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from kravbok.edition import Utgivning
from kravbok.model.bas import Hash
from kravbok.model.bok import Bok
from kravbok.model.register import Beslut
from kravbok.register import Register, file_stem
from kravbok.seal.form import FORM, canonical, digest
from kravbok.seal.innehall import Innehall, read_innehall
from kravbok.sources import MAX_LEVELS

__all__ = [
    "FOLDER",
    "SCHEMA",
    "Foregaende",
    "Forsegling",
    "ForseglingFel",
    "checksum",
    "files_checksum",
    "link_to",
    "make_forsegling",
    "parse_forsegling",
    "previous_forsegling",
    "read_forsegling",
    "seal_of",
    "seal_path",
    "to_bytes",
]

FOLDER = "krav/forseglingar"
SCHEMA = "kravbok/forsegling/1"


class ForseglingFel(ValueError):
    """A file that is no seal: what is wrong with it, in a sentence."""


class _Del(BaseModel):
    """A part of a seal: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _check_name(name: str) -> str:
    """Refuse what is no plain path below the edition's folder in the store."""
    parts = name.split("/")
    plain = name.isprintable() and "\\" not in name and ":" not in name and len(parts) <= MAX_LEVELS
    if not plain or any(not part or part.startswith(".") for part in parts):
        raise ValueError(name)
    return name


Filnamn = Annotated[str, AfterValidator(_check_name)]


class Foregaende(_Del):
    """The seal before in the book's chain, and the checksum of its list of files, if it has one."""

    upplaga: str
    kontrollsumma: Hash
    filer: Hash | None = None


class Beslutsuppgift(_Del):
    """The decision that the edition names, in the words of its record."""

    id: str
    organ: str
    datum: str
    paragraf: str


class Kapitelordning(_Del):
    """A chapter and its clauses, in order."""

    id: str
    krav: list[str]


class Forsegling(_Del):
    """A seal: what the edition held, what it builds on, who decided, the checksum of all that, and the finished files.

    The files name the checksum in their colophon, so it cannot count them; the next seal in the chain counts the list.
    """

    schema_: Literal["kravbok/forsegling/1"] = Field(alias="schema")
    form: str
    bok: str
    upplaga: str
    foregaende: Foregaende | None
    beslut: Beslutsuppgift | None
    kapitel: list[Kapitelordning]
    utanfor: list[str]
    bilagor: list[str]
    poster: Mapping[str, Hash]
    vaxer: Mapping[str, list[Hash]]
    kontrollsumma: Hash
    filer: Annotated[Mapping[Filnamn, Hash], Field(min_length=1)] | None = None

    @property
    def innehall(self) -> Innehall:
        """What the edition held when it was sealed."""
        kapitel = tuple((part.id, tuple(part.krav)) for part in self.kapitel)
        return Innehall(kapitel, tuple(self.utanfor), tuple(self.bilagor), self.poster, self.vaxer)


def seal_path(bok: str, upplaga: str) -> str:
    """Return where an edition's seal stands, from the project's folder."""
    return f"{FOLDER}/{file_stem(f'{bok}-{upplaga}')}.json"


def checksum(seal: Forsegling) -> str:
    """Return the checksum that a seal should have: SHA-256 of its content and chain, as canonical JSON."""
    return digest(_as_data(seal, {"kontrollsumma", "filer"}))


def files_checksum(seal: Forsegling) -> str | None:
    """Return the SHA-256 of a seal's list of files, as canonical JSON; None for a seal without files."""
    return digest(dict(seal.filer)) if seal.filer else None


def to_bytes(seal: Forsegling) -> bytes:
    """Return a seal as its file has it."""
    return (json.dumps(_as_data(seal), ensure_ascii=False, indent=2) + "\n").encode()


def _as_data(seal: Forsegling, without: set[str] | None = None) -> dict[str, Any]:
    """Return a seal as JSON has it; the list of files came later, and stands only where there is one."""
    data = seal.model_dump(by_alias=True, exclude=without)
    for part in (data, data["foregaende"] or {}):
        if part.get("filer", "") is None:
            del part["filer"]
    return data


def parse_forsegling(data: bytes) -> Forsegling:
    """Return the seal that a file holds; ForseglingFel when it holds none."""
    try:
        found = json.loads(data, object_pairs_hook=_without_doubles)
        json.dumps(found, ensure_ascii=False).encode()  # half a letter can be written as \ud800 but not be encoded
        _refuse_form(found)
        return Forsegling.model_validate(found)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"][:3]) or "filen"
        raise ForseglingFel(f"Det här är ingen försegling: {place[:80]} är inte som den ska") from None
    except ForseglingFel:
        raise
    except (ValueError, RecursionError):
        raise ForseglingFel("Filen går inte att läsa som JSON") from None


def _refuse_form(found: Any) -> None:
    """Refuse a form that a later program has written: its rules are not known here."""
    form = found.get("form") if isinstance(found, dict) else None
    if isinstance(form, str) and form.isdigit() and form != FORM:
        raise ForseglingFel(f"Förseglingen har form {form[:9]}; det här programmet läser form {FORM}")


def _without_doubles(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ForseglingFel("En nyckel står två gånger")
    return found


def make_forsegling(utgivning: Utgivning) -> Forsegling:
    """Return the seal of an edition as it stands now, chained to the book's seal before it."""
    before = previous_forsegling(utgivning.register, utgivning.bok, utgivning.upplaga.id)
    content = read_innehall(utgivning)
    seal = Forsegling(
        schema="kravbok/forsegling/1",
        form=FORM,
        bok=utgivning.bok.id,
        upplaga=utgivning.upplaga.id,
        foregaende=link_to(before),
        beslut=_decision(utgivning.register.beslut.get(utgivning.upplaga.beslut or "")),
        kapitel=[Kapitelordning(id=name, krav=list(clauses)) for name, clauses in content.kapitel],
        utanfor=list(content.utanfor),
        bilagor=list(content.bilagor),
        poster=content.poster,
        vaxer={name: list(values) for name, values in content.vaxer.items()},
        kontrollsumma="0" * 64,
    )
    return seal.model_copy(update={"kontrollsumma": checksum(seal)})


def link_to(before: Forsegling | None) -> Foregaende | None:
    """Return what the next seal of a book says of this one; None for the first."""
    if before is None:
        return None
    return Foregaende(upplaga=before.upplaga, kontrollsumma=before.kontrollsumma, filer=files_checksum(before))


def _decision(beslut: Beslut | None) -> Beslutsuppgift | None:
    if beslut is None:
        return None
    words = canonical({"organ": beslut.organ, "datum": beslut.datum, "paragraf": beslut.paragraf})
    return Beslutsuppgift(id=beslut.id, **words)


def previous_forsegling(register: Register, bok: Bok, upplaga: str) -> Forsegling | None:
    """Return the seal of the latest sealed edition before one; None when there is none that can be read."""
    names = [item.id for item in bok.upplagor]
    for name in reversed(names[: names.index(upplaga)]):
        if (seal := read_forsegling(register, bok.id, name)) is not None:
            return seal
    return None


def read_forsegling(register: Register, bok: str, upplaga: str) -> Forsegling | None:
    """Return an edition's seal; None when it has none that can be read."""
    data = register.forseglingar.get(seal_path(bok, upplaga))
    if data is None:
        return None
    try:
        return parse_forsegling(data)
    except ForseglingFel:
        return None


def seal_of(utgivning: Utgivning) -> str | None:
    """Return the checksum of an edition's seal, for its colophon; None when the edition is not sealed."""
    seal = None if utgivning.dag else read_forsegling(utgivning.register, utgivning.bok.id, utgivning.upplaga.id)
    return seal.kontrollsumma if seal else None
