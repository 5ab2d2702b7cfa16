"""The build: sources -> loader -> checks -> edition -> view -> render -> verify -> swap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kravbok.cache import NAME, Cache, Summor, files_below, read_summor
from kravbok.check import check_underlag
from kravbok.edition import Utgivning, make_utgivning, previous_upplaga
from kravbok.finding import Finding, Position, Utfall, finding, without_information, worst
from kravbok.manifest import write_manifest
from kravbok.production import Utgava, is_utkast, last_day, make_mark, make_utgava
from kravbok.register import Register
from kravbok.settings import FOLLOWUP_FORMATS, Byggval, Ursprungsmarke
from kravbok.stored import book_work
from kravbok.swap import SwapFel, check_target, describe, staging, swap
from kravbok.swedish import closest
from kravbok.templates import Mallar, MallFel, project_templates
from kravbok.underlag import Underlag, gather

if TYPE_CHECKING:
    from kravbok.upplagepar import Upplagepar
    from kravbok.webbplats import Minne

__all__ = ["Resultat", "build"]


@dataclass(frozen=True, slots=True)
class Resultat:
    """What a build made: the finished files by their path, what was found, and what the findings quote from.

    `summor` are the checksums of the files, by which the next build knows them.
    """

    filer: tuple[str, ...]
    utgivningar: tuple[Utgivning, ...]
    findings: tuple[Finding, ...]
    register: Register
    summor: Summor = field(default_factory=Summor)


def build(
    val: Byggval, tell: Callable[[str, int, int], None] = lambda *_: None, underlag: Underlag | None = None
) -> Resultat:
    """Build every book, edition and format that was asked for, or nothing at all; from files that are already read."""
    underlag = underlag or gather(val.projekt, val.rev)
    register, findings = check_underlag(underlag, projekt=val.projekt, rev=val.rev)
    chosen, faults = choose_editions(register, val) if register.bocker else ([], [])
    findings = [*faults, *without_information(findings)]
    if worst(findings) is Utfall.FEL:
        return Resultat((), (), tuple(findings), register)
    try:
        check_target(val.till)
        mallar = Mallar(project_templates(list(underlag.mallar)))
        cache = Cache(val.projekt / NAME)
        summor = read_summor(cache, val.till)
        with staging(val.till) as stage:
            utkast = is_utkast(underlag, val)
            utgavor = [make_utgava(utgivning, mallar, val, utkast=utkast) for utgivning in chosen]
            books = book_work(utgavor, mallar, stage, cache, val, underlag.arkiv)
            pairs = find_pairs(utgavor, mallar, val, utkast=utkast)
            between = pair_work(pairs, mallar, stage, cache, val)
            followup = followup_work(utgavor, mallar, stage, val, utkast=utkast)
            findings += write_all({**books, **between, **followup}, tell)
            minne = open_minne(val, cache, summor)
            findings += website(utgavor, pairs, mallar, stage, val, minne, utkast=utkast)
            if worst(findings) is Utfall.FEL:
                return Resultat((), (), tuple(findings), register)
            written = tuple(sorted(name for name, entry in files_below(str(stage)) if entry.is_file()))
            swap(stage, val.till, lambda: write_manifest(stage, val, summor), whole=val.allt, folders=val.folders)
            summor.keep(cache, val.till)
            keep_minne(minne, stage)
    except MallFel as error:
        return Resultat((), (), (*findings, error.fault), register)
    except (SwapFel, OSError) as error:
        return Resultat((), (), (*findings, _unwritable(val.till, error)), register)
    return Resultat(written, tuple(chosen), tuple(findings), register, summor)


def find_pairs(utgavor: Sequence[Utgava], mallar: Mallar, val: Byggval, *, utkast: bool) -> Sequence[Upplagepar]:
    """Return each edition with the one before it; where all are the first, what compares is not even imported."""
    editions = [item.utgivning for item in utgavor]
    if all(previous_upplaga(item.bok, item.upplaga) is None for item in editions):
        return ()
    from kravbok.upplagepar import make_pairs

    return tuple(make_pairs(utgavor, mallar, val, utkast=utkast))


def pair_work(
    pairs: Sequence[Upplagepar], mallar: Mallar, stage: Path, cache: Cache, val: Byggval
) -> dict[str, Callable[[], list[Finding]]]:
    """Return the work of each comparison."""
    if not pairs:
        return {}
    from kravbok.upplagepar import write_pair

    return {item.namn: partial(write_pair, item, mallar, stage, cache, val.format) for item in pairs}


def open_minne(val: Byggval, cache: Cache, summor: Summor) -> Minne | None:
    """Return what the last build of the website left to this one; None where no website is to be made."""
    if not val.webbplats:
        return None
    from kravbok.webbplats import read_minne

    return read_minne(cache, val.till, summor)


def keep_minne(minne: Minne | None, stage: Path) -> None:
    """Leave to the next build what this one made of the website, and the folder that it took the place of."""
    if minne is None:
        return
    from kravbok.webbplats import keep_folder

    minne.keep()
    keep_folder(stage, minne)


def website(  # noqa: PLR0913 - the website is of all that was made
    utgavor: Sequence[Utgava],
    pairs: Sequence[Upplagepar],
    mallar: Mallar,
    stage: Path,
    val: Byggval,
    minne: Minne | None,
    *,
    utkast: bool,
) -> list[Finding]:
    """Write the website of all that is built, last of all: it offers the finished files. Return what was found."""
    if minne is None or not utgavor:
        return []
    from kravbok.webbplats import list_files, make_webbunderlag, write_webbplats

    per = val.datum or last_day(val)
    underlag = make_webbunderlag(utgavor, pairs, per, list_files(stage), utkast=utkast)
    return write_webbplats(underlag, mallar, stage, minne)


def followup_work(
    utgavor: Sequence[Utgava], mallar: Mallar, stage: Path, val: Byggval, *, utkast: bool
) -> dict[str, Callable[[], list[Finding]]]:
    """Return the work of each edition's follow-up documents; none in a build of HTML alone, which is to be quick."""
    if not set(val.format) & FOLLOWUP_FORMATS:
        return {}
    from kravbok.uppfoljning import Uppfoljningsval, write_uppfoljning

    chosen = Uppfoljningsval(val.format, cache=Cache(val.projekt / NAME))
    return {
        f"{item.namn}-uppfoljning": partial(
            write_uppfoljning,
            item.utgivning,
            mallar,
            stage / item.folder / "uppfoljning",
            partial(_mark, item.utgivning, val, utkast),
            chosen,
        )
        for item in utgavor
    }


def _mark(utgivning: Utgivning, val: Byggval, utkast: bool, digest: str) -> Ursprungsmarke:
    return make_mark(utgivning, digest, val, utkast=utkast)


def write_all(work: Mapping[str, Callable[[], list[Finding]]], tell: Callable[[str, int, int], None]) -> list[Finding]:
    """Write and prove every edition and comparison in every format, two at a time; return what the proof found."""
    from concurrent.futures import ThreadPoolExecutor

    findings: list[Finding] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        jobs = {name: pool.submit(write) for name, write in work.items()}
        for number, (name, job) in enumerate(jobs.items(), start=1):
            findings += job.result()
            tell(name, number, len(work))
    return findings


def choose_editions(register: Register, val: Byggval) -> tuple[list[Utgivning], list[Finding]]:
    """Return the editions to build, in order of book and time; a name that does not exist is a finding."""
    faults = [*_unknown(val.bocker, list(register.bocker), "Boken", "K205")]
    mine = [bok for name, bok in sorted(register.bocker.items()) if not val.bocker or name in val.bocker]
    editions = [upplaga.id for bok in mine for upplaga in bok.upplagor]
    faults = faults or [*_unknown(val.upplagor, editions, "Upplagan", "K206")]
    if faults:
        return [], faults
    chosen = [
        (bok, upplaga)
        for bok in mine
        for upplaga in bok.upplagor
        if (not val.upplagor or upplaga.id in val.upplagor) and bok.organisation in register.organisationer
    ]
    return [make_utgivning(register, bok, upplaga) for bok, upplaga in chosen], []


def _unknown(wanted: tuple[str, ...], known: list[str], kind: str, code: str) -> Iterator[Finding]:
    for name in wanted:
        if name not in known:
            near = closest(name, known)
            hint = f"Menade du {near}?" if near else f"Här finns {', '.join(sorted(set(known)))}."
            yield finding(code, Position("krav"), f"{kind} ”{name[:60]}” finns inte", hint)


def _unwritable(target: Path, error: SwapFel | OSError) -> Finding:
    said = str(error) if isinstance(error, SwapFel) else f"Det gick inte att skriva till {target}: {describe(error)}"
    return finding(
        "K708", Position(target.name), said, "Det förra bygget står kvar. Kontrollera mappen och rättigheterna."
    )
