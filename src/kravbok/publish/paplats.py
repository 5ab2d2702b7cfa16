"""Files replaced where they are, for servers with one folder: in an order that breaks no page, not in one step."""

from __future__ import annotations

from kravbok.finding import Finding
from kravbok.publish.fel import stop
from kravbok.publish.kvitto import PLATS, Kvitto, write_kvitto
from kravbok.publish.mal import OWN, Post
from kravbok.publish.plan import phase_of
from kravbok.publish.sandning import Fil, Hur, Sandning, send
from kravbok.publish.versioner import Uppdrag, remove_ours

__all__ = ["put_in_place"]


def put_in_place(uppdrag: Uppdrag) -> tuple[dict[Hur, int], list[Finding]]:
    """Replace a website file by file, and remove what is no longer in it; return the counts and what was left."""
    mal, new = uppdrag.mal, uppdrag.forteckning
    before = uppdrag.lage.kvitton.get(PLATS)
    earlier = dict(before.filer) if before else {}
    there = {path: post for path, post in mal.list_files("").items() if not path.startswith(f"{OWN}/")}
    _refuse_foreign(there, set(new.allt) - set(earlier))
    both = {path: sums for path, sums in earlier.items() if path in there}
    for path, digest in new.allt.items():
        both[path] = [*(sums for sums in both.get(path, []) if sums != digest), digest]
    write_kvitto(mal, PLATS, _kvitto(uppdrag, before, both, finished=False))
    found = _send(uppdrag, there)
    uppdrag.las.check()
    gone = {path: sums for path, sums in both.items() if path not in new.allt}
    left = remove_ours(mal, gone, there)
    for folder in sorted({path.rpartition("/")[0] for path in gone} - {""}, key=lambda name: -name.count("/")):
        _remove_upwards(uppdrag, folder)
    kept = {path: [digest] for path, digest in new.allt.items()}
    kept |= {item.position.path: gone[item.position.path] for item in left}
    write_kvitto(mal, PLATS, _kvitto(uppdrag, before, kept, finished=True))
    return found, left


def _send(uppdrag: Uppdrag, there: dict[str, Post]) -> dict[Hur, int]:
    """Send the files phase by phase: a phase begins when all before it are proven."""
    shown = uppdrag.lage.visas.filer
    phases: dict[int, list[Fil]] = {}
    for path, digest in uppdrag.forteckning.allt.items():
        unchanged = shown.get(path) == digest
        phase = -1 if unchanged else phase_of(path, new=path not in there)
        phases.setdefault(phase, []).append(Fil(path, uppdrag.folder / path, digest))
    found = dict.fromkeys(Hur, 0)
    for _, filer in sorted(phases.items()):
        uppdrag.las.check()
        for hur, count in send(Sandning(uppdrag.mal, there, uppdrag.progress), filer).items():
            found[hur] += count
    return found


def _kvitto(uppdrag: Uppdrag, before: Kvitto | None, filer: dict[str, list[str]], *, finished: bool) -> Kvitto:
    """Return the receipt; until all is there it names the version before."""
    version = uppdrag.forteckning.version if finished or before is None else before.version
    sealed = set(uppdrag.forteckning.forseglade) | (set() if finished else set(before.forseglade if before else ()))
    return Kvitto(
        schema="kravbok/kvitto/1", version=version, nummer=(before.nummer or 0) + 1 if before else 1,
        foregaende=before.version if before else None, forseglade=sorted(sealed),
        borttagna=[*(before.borttagna if before else ()), *(uppdrag.borttagna if finished else ())], filer=filer,
    )  # fmt: skip


def _refuse_foreign(there: dict[str, Post], new: set[str]) -> None:
    """Stop where a file that is not ours stands at an address of ours."""
    foreign = sorted(path for path in new if path in there)
    if foreign:
        hint = "Flytta undan filen i målet, eller välj ett tomt mål. kravbok skriver aldrig över andras filer."
        message = f"På en av webbplatsens adresser ligger en fil som kravbok inte har lagt dit ({len(foreign)} sådana)"
        raise stop("K819", foreign[0], message, hint)


def _remove_upwards(uppdrag: Uppdrag, folder: str) -> None:
    while folder:
        uppdrag.mal.remove_empty(folder)
        folder = folder.rpartition("/")[0]
