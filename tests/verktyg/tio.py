"""A repository of ten commits: renames, several records in one file, a merge, a correction and a retroactive edit.

| no | day        | what                                                                          |
|----|------------|-------------------------------------------------------------------------------|
| 1  | 2020-12-01 | the small project, PR-LIST-001 with its first wording only                    |
| 2  | 2021-02-01 | .mailmap: anna@example.org is Beställarenheten                                |
| 3  | 2021-03-15 | PR-PAF-002's tak is corrected (12 000 kr), with a rättelseblad                |
| 4  | 2021-06-22 | the proposal for 2022 in PR-LIST-001; by bo@example.org, whom nothing maps    |
| 5  | 2021-07-01 | PR-PAF-002.yaml is renamed to another folder                                  |
| 6  | 2021-09-01 | PR-PAF-001 and PR-PAF-002 share one file                                      |
| 7  | 2021-10-01 | PR-PAF-001 has a key that no model has; bok.yaml is reformatted               |
| 8  | 2021-11-20 | a branch from 6 with another source for PR-LIST-003 is merged; the key is gone    |
| 9  | 2022-03-15 | PR-LIST-001's first wording is changed afterwards: 4 weeks become 5           |
| 10 | 2022-04-01 | PR-PAF-003 is removed                                                         |
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from verktyg.gitrepo import ENV, write
from verktyg.grund import base

LIST = "krav/provbok/listning/PR-LIST-001.yaml"
AVTAL = "krav/provbok/listning/PR-LIST-003.yaml"
PAF1, PAF2, PAF3 = (f"krav/provbok/pafoljder/PR-PAF-00{number}.yaml" for number in (1, 2, 3))
MOVED = "krav/provbok/listning/PR-PAF-002.yaml"
SHARED = "krav/provbok/pafoljder/flera.yaml"
BLAD = "krav/register/rattelseblad/RB-PR-2021-01.yaml"
RATTELSEBLAD = """id: RB-PR-2021-01
upplaga: provbok/2021
galler: PR-PAF-002
art: skrivfel
fel: {siffra: tak, stod: 10 000 kr}
ratt: {siffra: tak, ska_sta: 12 000 kr}
beslutat_innehall: {beslut: RF-2020-11-24-190, sager: 12 000 kr}
galler_fran: 2021-01-01
upptackt: 2021-03-14
publicerad: 2021-03-15
beslutad_av: {organ: RS, delegation: okänd}
vardgivarna_underrattade: 2021-03-15
verkan: {utbetalt_fel: okänt, regleras: okänt}
"""


@dataclass
class Tio:
    """The repository: its folder and its commits, the first at 1."""

    root: Path
    commits: list[str] = field(default_factory=lambda: [""])


def git_on(root: Path, day: str, *arguments: str, address: str = "anna@example.org", clock: str = "12:00:00Z") -> str:
    """What git says in a folder on a day, said by someone."""
    when, name = f"{day}T{clock}", address.partition("@")[0].title()
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", f"{name} Efternamn"), ("EMAIL", address), ("DATE", when))
    }
    done = subprocess.run(["git", *arguments], cwd=root, env=ENV | who, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit_on(
    root: Path, day: str, files: dict[str, str | bytes], gone: tuple[str, ...] = (), address: str = "anna@example.org"
) -> str:
    """Commit files, and files taken away, on a day, and return the commit."""
    write(root, files)
    for name in gone:
        (root / name).unlink()
    git_on(root, day, "add", "-A")
    git_on(root, day, "commit", "-q", "--allow-empty", "-m", f"prov {day}", address=address)
    return git_on(root, day, "rev-parse", "HEAD")


def make_tio(root: Path) -> Tio:
    """Make the repository."""
    root.mkdir(parents=True)
    git_on(root, "2020-12-01", "init", "-q", "-b", "main")
    first = dict(base())
    whole, paf1, paf2 = first[LIST], first[PAF1], first[PAF2]
    whole = whole.replace("      hor_ihop_med: [PR-PAF-003]\n", "")
    first[LIST] = whole[: whole.index("  - avses_galla_fran")]
    corrected = paf2.replace("tak: 10 000 kr", "tak: 12 000 kr")
    bok = first["krav/provbok/bok.yaml"]
    tio = Tio(root)
    add = tio.commits.append
    add(commit_on(root, "2020-12-01", dict(first)))
    add(commit_on(root, "2021-02-01", {".mailmap": "Beställarenheten <Anna@example.org>\n"}))
    add(commit_on(root, "2021-03-15", {PAF2: corrected, BLAD: RATTELSEBLAD}))
    add(commit_on(root, "2021-06-22", {LIST: whole}, address="bo@example.org"))
    add(commit_on(root, "2021-07-01", {MOVED: corrected}, (PAF2,)))
    add(commit_on(root, "2021-09-01", {SHARED: f"{paf1}---\n{corrected}"}, (PAF1, MOVED)))
    git_on(root, "2021-09-02", "checkout", "-q", "-b", "gren")
    commit_on(root, "2021-09-02", {AVTAL: base()[AVTAL].replace("rader: 6", "rader: 5-6")}, address="bo@example.org")
    git_on(root, "2021-10-01", "checkout", "-q", "main")
    odd = f"{paf1}gammal: ja\n---\n{corrected}"
    add(commit_on(root, "2021-10-01", {SHARED: odd, "krav/provbok/bok.yaml": f"# samma bok\n{bok}"}))
    git_on(root, "2021-11-20", "merge", "-q", "--no-ff", "--no-commit", "gren")
    add(commit_on(root, "2021-11-20", {SHARED: f"{paf1}---\n{corrected}"}))
    add(commit_on(root, "2022-03-15", {LIST: whole.replace("frist: 4 veckor", "frist: 5 veckor")}))
    add(commit_on(root, "2022-04-01", {}, (PAF3,)))
    return tio
