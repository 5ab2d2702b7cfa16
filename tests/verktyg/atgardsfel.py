"""Faults of putting right, each made on purpose; one builder a code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kravbok.finding import Finding
from kravbok.fixes.losning import solve_kollisioner
from kravbok.fixes.rattning import put_right
from kravbok.underlag import gather
from verktyg.forseglade import BOK, LIST_1, PAF_2, SEAL, Files, change, decide_2022, seal, text
from verktyg.gitrepo import commit, write
from verktyg.grund import base

TWIN = "krav/provbok/pafoljder/PR-LIST-001.yaml"
LEVERANS = "krav/register/leveranser/LEV-BERATTELSE.yaml"
REFUSED = "id: PR-LIST-009\nlydelser:\n  - rubrik: Vite\n    plats: bok: provbok\n"


def whole() -> Files:
    """The small project."""
    return dict(base())


def twin(krav_id: str = "PR-LIST-001", day: str = "2021-01-01") -> str:
    """Another requirement under an id, in the chapter of consequences."""
    made = text(whole(), PAF_2).replace("PR-PAF-002", krav_id).replace("ordning: 20", "ordning: 90")
    return made.replace("galler_fran: 2021-01-01", f"galler_fran: {day}")


def refused(folder: Path) -> list[Finding]:
    """A value that would be read as text, where a place should stand."""
    write(folder, {**whole(), "krav/provbok/listning/PR-LIST-009.yaml": REFUSED})
    return list(put_right(folder, gather(folder)).nekade)


def would_break_a_seal(folder: Path) -> list[Finding]:
    """A word too many, sealed."""
    write(folder, seal(change(whole(), PAF_2, "dock högst", "dock dock högst"), "provbok", "2021"))
    return list(put_right(folder, gather(folder)).nekade)


def both_sealed(folder: Path) -> list[Finding]:
    """Two branches, each with an edition sealed that holds a requirement of the same id, merged into one."""
    krav_id, decided = "PR-PAF-009", decide_2022(whole())
    one = {"krav/provbok/pafoljder/PR-PAF-009.yaml": text(decided, LIST_1).replace("PR-LIST-001", krav_id)}
    other = {"krav/provbok/listning/PR-PAF-009.yaml": twin(krav_id, "2022-01-01")}
    first, second = seal({**decided, **one}, "provbok", "2021"), seal({**decided, **other}, "provbok", "2022")
    line = next(row for row in text(second, BOK).split("\n") if "forsegling" in row)
    rows = text(first, BOK).split("\n")
    rows.insert(next(number for number, row in enumerate(rows) if '"2022"' in row) + 1, line)
    commit(folder, {**first, BOK: "\n".join(rows)})
    commit(folder, {**other, SEAL.replace("2021", "2022"): second[SEAL.replace("2021", "2022")]})
    return list(solve_kollisioner(folder, gather(folder)).findings)


def undecided(folder: Path) -> list[Finding]:
    """Two requirements that came with the same commit."""
    commit(folder, {**whole(), TWIN: twin()})
    return list(solve_kollisioner(folder, gather(folder)).findings)


def unsure(folder: Path) -> list[Finding]:
    """A reference written after the two came together, and in no commit."""
    commit(folder, whole())
    commit(folder, {TWIN: twin()})
    write(folder, change(whole(), LEVERANS, "krav: PR-PAF-001", "krav: PR-LIST-001"))
    return list(solve_kollisioner(folder, gather(folder)).findings)


ATGARDSFEL: dict[str, Callable[[Path], list[Finding]]] = {
    "K862": refused,
    "K863": would_break_a_seal,
    "K864": both_sealed,
    "K865": undecided,
    "K866": unsure,
}
