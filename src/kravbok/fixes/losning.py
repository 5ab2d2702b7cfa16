"""Of two requirements with one id, the later gets a new one.

What is sealed keeps its id. Else what colleagues already have (the main branch, as last fetched) keeps it, else what
came first on HEAD's own line of history. Where git cannot tell, nothing is changed and people decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kravbok.check import check_underlag
from kravbok.checks.forseglingar import AVVIKELSER
from kravbok.finding import Finding, finding
from kravbok.fixes.byte import Byte, exchange
from kravbok.fixes.kollision import BY_HAND, Kollision, read_kollision, undecided
from kravbok.git import open_forrad
from kravbok.loader import load_register
from kravbok.seal.forsegling import ForseglingFel, parse_forsegling
from kravbok.sources import File
from kravbok.underlag import Underlag
from kravbok.writing.ids import SERIE, next_number

__all__ = ["Losning", "solve_kollisioner"]

_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Losning:
    """The project as it would be, the requirements that get new ids, and what people have to decide."""

    underlag: Underlag
    byten: tuple[Byte, ...] = ()
    findings: tuple[Finding, ...] = ()


def solve_kollisioner(projekt: Path, underlag: Underlag, stigar: tuple[str, ...] = ()) -> Losning:
    """Return the project with an id of its own for each requirement that shares one with an earlier requirement."""
    byten: list[Byte] = []
    findings: list[Finding] = []
    tried: set[tuple[str, str]] = set()
    for _ in range(_ROUNDS):
        item = next((item for item in _found(underlag, stigar) if _key(item) not in tried), None)
        if item is None:
            break
        tried.add(_key(item))
        with open_forrad(projekt) as forrad:
            kollision = read_kollision(forrad, underlag, item)
        answer = kollision if isinstance(kollision, Finding | None) else _solve(projekt, underlag, kollision)
        if isinstance(answer, Finding):
            findings.append(answer)
        elif answer is not None:
            underlag, byte, unsure = answer
            byten.append(byte)
            findings += unsure
            tried.clear()
    return Losning(underlag, tuple(byten), tuple(dict.fromkeys(findings)))


def _found(underlag: Underlag, stigar: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the findings that two records with one id give: in two places (K201), or in a conflict (K029)."""
    for item in load_register(underlag.krav)[1]:
        paths = [item.position.path, *(other.position.path for other in item.related)]
        if item.code in ("K029", "K201") and any(path.startswith(stigar or "") for path in paths):
            yield item


def _key(item: Finding) -> tuple[str, str]:
    return item.position.path, item.message if item.code == "K201" else item.code


def _solve(projekt: Path, underlag: Underlag, kollision: Kollision) -> tuple[Underlag, Byte, list[Finding]] | Finding:
    """Return the project with a new id for the later of the two, or for the one that no seal holds."""
    both = [File(sida.path, sida.data) for sida in (kollision.tidig, kollision.sen)]
    serie = kollision.id.rpartition("-")[0]
    nytt = next_number(projekt, [*underlag.krav, *both], serie)
    if nytt.id is None or SERIE.fullmatch(serie) is None:
        return undecided(kollision.item, f"serien {serie} har inget ledigt nummer")
    before = _sealed_faults(projekt, underlag)
    chosen, other = ("sen", "tidig") if kollision.tidig_kvar else ("tidig", "sen")
    made = _give(underlag, kollision, chosen, nytt.id)
    after = _sealed_faults(projekt, made[0])
    if _is_sealed(underlag, kollision.id):
        second = _give(underlag, kollision, other, nytt.id)
        second_after = _sealed_faults(projekt, second[0])
        if after - second_after and second_after - after:
            message = f"Båda kraven {kollision.id} ingår i förseglade upplagor"
            hint = "Inget id i en förseglad upplaga får ändras: besluta vad som gäller, och rätta med ett rättelseblad."
            return finding("K864", kollision.item.position, message, hint, kollision.item.related)
        if after - second_after:
            made, after = second, second_after
    if any(_key(item) == _key(kollision.item) for item in load_register(made[0].krav)[1]):
        return undecided(kollision.item, "id:t är skrivet så att det inte går att byta")
    if after - before:
        message = "Inget krav har fått ett nytt id: en förseglad upplaga skulle ändras"
        return finding("K863", kollision.item.position, message, BY_HAND)
    return made


def _give(underlag: Underlag, kollision: Kollision, side: str, krav_id: str) -> tuple[Underlag, Byte, list[Finding]]:
    """Return the project with a new id for the requirement of one side."""
    kvar, bytt = (kollision.tidig, kollision.sen) if side == "sen" else (kollision.sen, kollision.tidig)
    place = PurePosixPath(bytt.path)
    in_conflict = kvar.path == bytt.path and kvar.data != bytt.data
    own_name = in_conflict or (place.stem == kollision.id and bytt.alone)
    ny_path = place.with_name(f"{krav_id}.yaml").as_posix() if own_name else bytt.path
    byte = Byte(bytt.rubrik, kollision.id, krav_id, bytt.path, ny_path)
    after, unsure = exchange(underlag, byte, kvar, bytt, kollision.sidor, side)
    return after, byte, unsure


def _sealed_faults(projekt: Path, underlag: Underlag) -> set[tuple[str, str]]:
    """Return what is no longer as it was sealed."""
    _, found = check_underlag(underlag, projekt=projekt)
    return {(item.code, item.message) for item in found if item.code in AVVIKELSER}


def _is_sealed(underlag: Underlag, krav_id: str) -> bool:
    """Whether any seal holds a requirement with that id."""
    return any(f"krav/{krav_id}" in names for names in map(_sealed_names, underlag.krav))


def _sealed_names(file: File) -> Mapping[str, str]:
    if not file.path.startswith("krav/forseglingar/"):
        return {}
    try:
        return parse_forsegling(file.data).poster
    except ForseglingFel:
        return {}
