"""The repository that the handbooks are followed in: the reference books, 2021 sealed, and a change approved."""

from __future__ import annotations

import subprocess
from pathlib import Path

from verktyg.bygge import copy_real, kravbok
from verktyg.gitrepo import ENV, git, write

BOK = "krav/halsoval/bok.yaml"
KRAV = "krav/halsoval/uppdrag/HV-UPPD-002.yaml"
RUBRIK = "rubrik: Definition av primärvård"
UTKAST = "rubrik: Primärvård"
GREN = "rubrik-uppdrag"
VITE = "krav/halsoval/pafoljder/HV-PAF-004.yaml"
HOGST = "      högst {{ tak }}.\n"
MINST = "      minst {{ tak }}.\n"
TYST_GREN = "tyst-andring"
FILES: dict[str, str | bytes] = {
    ".gitignore": "build/\n.kravbok-cache/\n*.zip\n",
    ".gitattributes": "* text=auto eol=lf\n*.svg -text\narkiv/** -text\n",
    ".mailmap": "Beställarenheten <anna@exempel.se>\nAvtalsjuristen <bo@exempel.se>\n",
}
ANNA = ("Anna Andersson", "anna@exempel.se")
BO = ("Bo Berg", "bo@exempel.se")
OKAND = ("Cecilia Ceder", "cecilia@exempel.se")


def make_ovning(folder: Path) -> Path:
    """The folder, with four saved changes: the books, the seal of 2021, a new heading, and its approval.

    Beside them lies a branch where someone has changed a word of the sealed edition.
    """
    copy_real(folder)
    write(folder, FILES)
    change(folder / KRAV, RUBRIK, UTKAST)
    git(folder, "init", "-q", "-b", "main")
    save(folder, ANNA, "2021-12-20", "hälsoval: böckerna som de beslutades, och förslaget till 2022")
    seal(folder)
    save(folder, ANNA, "2021-12-21", "hälsoval: 2021 års bok förseglas")
    git(folder, "switch", "-q", "-c", GREN)
    change(folder / KRAV, UTKAST, RUBRIK)
    save(folder, ANNA, "2022-03-14", "HV-UPPD-002: rubriken säger att det är en definition")
    git(folder, "switch", "-q", "main")
    git_as(folder, BO, "2022-03-16", "merge", "-q", "--no-ff", GREN, "-m", "Godkänd: HV-UPPD-002, ny rubrik")
    git(folder, "switch", "-q", "-c", TYST_GREN)
    change(folder / VITE, HOGST, MINST)
    save(folder, OKAND, "2022-05-02", "påföljder: språklig putsning")
    git(folder, "switch", "-q", "main")
    return folder


def change(path: Path, old: str, new: str) -> None:
    """The file has the new words where the old ones stood, once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def seal(folder: Path) -> None:
    """The edition of 2021 is sealed, and its book names the seal; it remains to save both."""
    done = kravbok("forsegla", "halsoval", "2021", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("    forsegling: "))
    change(folder / BOK, '  - id: "2021"\n', f'  - id: "2021"\n{line}\n')


def save(folder: Path, person: tuple[str, str], dag: str, said: str) -> None:
    """All that differs has been saved in git by a person on a day."""
    git(folder, "add", "-A")
    git_as(folder, person, dag, "commit", "-q", "-m", said)


def git_as(folder: Path, person: tuple[str, str], dag: str, *arguments: str) -> None:
    """Git has done something that a person did that day."""
    given = {**ENV, **_who(person, dag)}
    subprocess.run(["git", *arguments], cwd=folder, env=given, check=True, capture_output=True, timeout=60)


def _who(person: tuple[str, str], dag: str) -> dict[str, str]:
    parts = ("NAME", person[0]), ("EMAIL", person[1]), ("DATE", f"{dag}T09:00:00Z")
    return {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in parts}
