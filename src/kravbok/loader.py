"""Turn files into a Register: read, type, and report every fault of every file; any bytes give an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from kravbok.finding import Finding, Position, Sammanhang, finding
from kravbok.model.bas import Modell
from kravbok.model.bok import Bilaga, Bok, Kapitel
from kravbok.model.inspel import Inspel, Kontrollrakning, Rattelseblad
from kravbok.model.krav import Krav
from kravbok.model.organisation import Kravbok, Organisation
from kravbok.model.register import Arende, Begrepp, Beslut, Dokument, Indikator, Leverans, Styrdokument
from kravbok.model.uppfoljning import Kravuppfoljning
from kravbok.model_errors import explain_errors
from kravbok.places import Data, Document
from kravbok.reading import Lasning, read_file
from kravbok.register import Post, Register, locate
from kravbok.sources import File

__all__ = ["load_register"]

REGISTERS: dict[str, type[Modell]] = {
    "beslut": Beslut,
    "arenden": Arende,
    "dokument": Dokument,
    "styrdokument": Styrdokument,
    "begrepp": Begrepp,
    "inspel": Inspel,
    "leveranser": Leverans,
    "indikatorer": Indikator,
    "kontrollrakningar": Kontrollrakning,
    "rattelseblad": Rattelseblad,
    "uppfoljningar": Kravuppfoljning,
}
_ID = re.compile(r"""^id:[ \t]*["']?([^"'#\r\n]{1,100})""", re.MULTILINE)
_RESERVED = ("register", "organisationer", "forseglingar")


@dataclass(frozen=True, slots=True)
class Slag:
    """What a folder says about the records in it: their model, the shelf they go to, and the book."""

    model: type[Modell]
    shelf: str
    bok: str = ""


@dataclass
class _Shelves:
    """The records being gathered, by shelf and key."""

    records: dict[str, dict[Any, Modell]] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    sources: dict[str, bytes] = field(default_factory=dict)
    filer: dict[str, bytes] = field(default_factory=dict)
    forseglingar: dict[str, bytes] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def load_register(files: Iterable[File], lasning: Lasning = read_file) -> tuple[Register, list[Finding]]:
    """Return the records of all files and everything that is wrong with them; `lasning` reads a file's YAML."""
    shelves = _Shelves()
    for file in files:
        if file.path.startswith("krav/forseglingar/"):
            shelves.forseglingar[file.path] = shelves.sources[file.path] = file.data
        elif _is_attachment(file.path):
            shelves.filer[file.path] = file.data
        elif slag := kind_of(file.path):
            _load_file(file, slag, shelves, lasning)
        else:
            shelves.findings.append(_misplaced(file.path))
    kravbok = shelves.records.pop("kravbok", {}).get("kravbok")
    register = Register(
        kravbok=kravbok,  # type: ignore[arg-type]
        posts=shelves.posts,
        sources=shelves.sources,
        filer=shelves.filer,
        forseglingar=shelves.forseglingar,
        unread=frozenset(shelves.unread),
        **shelves.records,  # type: ignore[arg-type]
    )
    return register, sorted(shelves.findings)


def kind_of(path: str) -> Slag | None:
    """Return what the place of a file says about its records; None where no record can stand."""
    match path.split("/"):
        case ["krav", "kravbok.yaml"]:
            return Slag(Kravbok, "kravbok")
        case ["krav", "organisationer", name] if name.endswith(".yaml"):
            return Slag(Organisation, "organisationer")
        case ["krav", "register", kind, name] if kind in REGISTERS and name.endswith(".yaml"):
            return Slag(REGISTERS[kind], kind)
        case ["krav", bok, *folders, name] if bok not in _RESERVED and name.endswith(".yaml"):
            return _kind_in_book(bok, folders, name)
    return None


def _kind_in_book(bok: str, folders: list[str], name: str) -> Slag | None:
    if not folders and name == "bok.yaml":
        return Slag(Bok, "bocker", bok)
    if folders == ["kapitel"]:
        return Slag(Kapitel, "kapitel", bok)
    if folders == ["bilagor"]:
        return Slag(Bilaga, "bilagor", bok)
    return Slag(Krav, "krav") if len(folders) <= 2 and folders[:1] != ["filer"] else None


def _is_attachment(path: str) -> bool:
    parts = path.split("/")
    return len(parts) == 4 and parts[2] == "filer" and parts[1] not in ("register", "forseglingar")


def _misplaced(path: str) -> Finding:
    if path.endswith(".yml"):
        return finding("K007", Position(path), "Filen slutar på .yml", "Byt namn så att den slutar på .yaml.")
    hint = "Lägg krav i krav/<bok>/, register i krav/register/<slag>/ och bilder i krav/<bok>/filer/."
    return finding("K007", Position(path), "kravbok läser inte filer här", hint)


def _load_file(file: File, slag: Slag, shelves: _Shelves, lasning: Lasning) -> None:
    shelves.sources[file.path] = file.data
    documents, findings = lasning(file)
    shelves.findings += findings
    readable = bool(documents)
    composed = b"\\" not in file.data and unicodedata.is_normalized("NFC", file.data.decode("utf-8", "replace"))
    for document in documents:
        data = document.data if composed else _normalize(document.data)
        record, faults = _load_record(file, slag, document, data)
        shelves.findings += faults
        readable &= record is not None
        if record is not None:
            _shelve(record, slag, Post(record, file.path, document.number), shelves)
    if not readable:
        shelves.unread |= _ids_in(file)


def _ids_in(file: File) -> set[str]:
    """Return the ids that a file with faults seems to hold, so that references to them are left alone."""
    *_, folder, name = file.path.split("/")
    ids = (name.strip() for name in _ID.findall(file.data.decode("utf-8", "replace")))
    return {folder if name == "bok.yaml" else name.removesuffix(".yaml"), *ids}


def _normalize(data: Data) -> Data:
    if isinstance(data, str):
        return unicodedata.normalize("NFC", data)
    if isinstance(data, list):
        return [_normalize(value) for value in data]
    return {unicodedata.normalize("NFC", key): _normalize(value) for key, value in data.items()}


def _load_record(file: File, slag: Slag, document: Document, data: Data) -> tuple[Modell | None, list[Finding]]:
    """Return a typed record, or what is wrong with it."""
    data, faults = _inherit(file, document, data)
    if slag.model is Bilaga:
        data = {"bok": slag.bok, **data}
    try:
        return slag.model.model_validate(data), faults
    except ValidationError as error:
        return None, faults + explain_errors(slag.model, error, file.path, file.data, document.number)


def _inherit(file: File, document: Document, data: Data) -> tuple[Data, list[Finding]]:
    """Fill in what a wording says is the same as in the one before (`som_foregaende`)."""
    wordings = data.get("lydelser")
    if not isinstance(wordings, list) or not any(
        "som_foregaende" in item for item in wordings if isinstance(item, dict)
    ):
        return data, []
    filled: list[Data] = []
    faults: list[Finding] = []
    for number, written in enumerate(wordings):
        wording = written
        names = wording.get("som_foregaende") if isinstance(wording, dict) else None
        before = filled[-1] if filled and isinstance(filled[-1], dict) else {}
        if isinstance(names, list):
            bad = [index for index, name in enumerate(names) if not _can_inherit(name, wording, before)]
            faults += [_not_inherited(file, document, names[index], before, number, index) for index in bad]
            wording = {**{name: before[name] for name in names if _can_inherit(name, {}, before)}, **wording}
        filled.append(wording)
    return {**data, "lydelser": filled}, faults


def _can_inherit(name: Data, wording: Data, before: Data) -> bool:
    fixed = ("galler_fran", "avses_galla_fran", "som_foregaende", "andring", "upplaga")
    return isinstance(name, str) and name in before and name not in wording and name not in fixed


def _not_inherited(file: File, document: Document, name: Data, before: Data, number: int, index: int) -> Finding:
    position = locate(file.path, file.data, document.number, ("lydelser", number, "som_foregaende", index))
    if isinstance(name, str) and name in before:
        hint = "Ta bort den från som_foregaende, eller ta bort den egna uppgiften."
        return finding("K110", position, f"”{name}” både ärvs och skrivs, eller kan inte ärvas", hint)
    hint = "Lydelsen före har: " + ", ".join(before) + "."
    return finding("K110", position, f"”{name}” finns inte i lydelsen före", hint)


def _shelve(record: Any, slag: Slag, post: Post, shelves: _Shelves) -> None:
    """Put the record on its shelf; an id that is taken is a finding that shows both places."""
    shelf = shelves.records.setdefault(slag.shelf, {})
    key = "kravbok" if slag.shelf == "kravbok" else record.id
    if slag.shelf in ("kapitel", "bilagor"):
        key = (slag.bok, record.id)
    shelves.posts[id(record)] = post
    if key in shelf:
        shelves.findings.append(_taken(record, shelf[key], post, shelves))
        return
    shelf[key] = record


def _taken(record: Any, first: Modell, post: Post, shelves: _Shelves) -> Finding:
    other = shelves.posts[id(first)]
    where = locate(other.path, shelves.sources[other.path], other.number, ("id",))
    position = locate(post.path, shelves.sources[post.path], post.number, ("id",))
    name = getattr(record, "id", "kravbok")
    hint = "Ge den ena posten ett nytt id; id:n återanvänds aldrig."
    return finding("K201", position, f"Id:t {name} används redan", hint, (Sammanhang(where, "används först här"),))
