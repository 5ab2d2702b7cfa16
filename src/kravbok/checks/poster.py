"""Records as a whole: what a project must have (K215), ids and file names (K201, K202), subjects (K211)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kravbok.finding import Finding, Position, Sammanhang, finding
from kravbok.model.bas import Modell
from kravbok.model.bok import Bok
from kravbok.model.organisation import Kravbok
from kravbok.places import Path
from kravbok.register import Register, file_stem
from kravbok.swedish import closest, misspelt

__all__ = ["check_delarnas_id", "check_filnamn", "check_grundposter", "check_omraden"]


def check_grundposter(register: Register) -> Iterator[Finding]:
    """Yield a finding for each record that a project cannot do without (K215); one with faults is there."""
    paths = [path.split("/") for path in register.sources]
    for there, what, remedy in (
        (["krav", "kravbok.yaml"] in paths, "krav/kravbok.yaml", 'Skapa filen med ”format: "1"” och listan omraden.'),
        (any(path[1] == "organisationer" for path in paths), "en organisation", "Lägg en i krav/organisationer/."),
        (any(path[2:] == ["bok.yaml"] for path in paths), "en bok", "Skapa krav/<bok>/bok.yaml."),
    ):
        if not there:
            yield finding("K215", Position("krav"), f"Projektet saknar {what}", remedy)


def check_filnamn(register: Register) -> Iterator[Finding]:
    """Yield a warning for each file with one record that is not named as it (K202)."""
    records = Counter(post.path for post in register.posts.values())
    for post in register.posts.values():
        if isinstance(post.record, (Bok, Kravbok)) or records[post.path] > 1:
            continue
        name = getattr(post.record, "id", "")
        wanted = f"{file_stem(name)}.yaml"
        actual = post.path.rpartition("/")[2]
        if actual != wanted:
            message = f"Filen heter {actual} men posten {name}"
            hint = f"Byt namn på filen till {wanted}, eller rätta id."
            yield finding("K202", register.position(post.record, "id"), message, hint)


def check_delarnas_id(register: Register) -> Iterator[Finding]:
    """Yield a finding for each edition of a book, and each body of an organisation, whose id is taken (K201)."""
    for bok in register.bocker.values():
        yield from _taken(register, bok, "upplagor", [item.id for item in bok.upplagor])
    for organisation in register.organisationer.values():
        yield from _taken(register, organisation, "organ", [item.id for item in organisation.organ])


def _taken(register: Register, record: Modell, key: str, names: list[str]) -> Iterator[Finding]:
    for number, name in enumerate(names):
        first = names.index(name)
        if first != number:
            where = (Sammanhang(register.position(record, key, first, "id"), "används först här"),)
            position = register.position(record, key, number, "id")
            yield finding("K201", position, f"Id:t {name[:60]} används redan", "Ge den ena ett annat id.", where)


def check_omraden(register: Register) -> Iterator[Finding]:
    """Yield a finding for each subject that is not in the project's list (K211)."""
    if register.kravbok is None:
        return
    known = frozenset(register.kravbok.omraden)
    for record, path, name in _subjects(register):
        if name not in known:
            near = closest(name, known)
            hint = f"Menade du {near}?" if near else "Lägg till ämnet i krav/kravbok.yaml, eller välj ett därifrån."
            message = f"Ämnet {name[:60]} är inte registrerat"
            exact = misspelt(name, known)
            yield finding("K211", register.position(record, *path), message, hint, replacement=exact)


def _subjects(register: Register) -> Iterator[tuple[Modell, Path, str]]:
    for krav in register.krav.values():
        for index, lydelse in enumerate(krav.lydelser):
            for at, name in enumerate(lydelse.omrade):
                yield krav, ("lydelser", index, "omrade", at), name
    for inspel in register.inspel.values():
        for at, name in enumerate(inspel.omrade):
            yield inspel, ("omrade", at), name
