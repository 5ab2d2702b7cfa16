"""The exercise that the editor's handbook is followed in: a shared repository, the editor's copy, and a colleague's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from verktyg.bygge import kravbok
from verktyg.gitrepo import git
from verktyg.ovning import BO, BOK, change, git_as, make_ovning, save

DAG = date(2022, 6, 20)
"""The day that the handbook plays on."""
KONT = "krav/halsoval/kontinuitet/HV-KONT-005.yaml"
RATT, STAVFEL = "de nationella målen", "de nationela målen"
VITE = "krav/halsoval/pafoljder/HV-PAF-004.yaml"
BOS_DAG = "2022-06-17"
NYTT_KRAV = (
    *("ny-krav", "halsoval", "pafoljder", "--rubrik", "När vitet betalas", "--typ", "krav", "--kravniva", "ska"),
    *("--vem", "vårdgivaren", "--text", "Vårdgivaren ska betala vitet mot faktura."),
    *("--motiv", "Det står inte när vitet ska betalas.", "--galler-fran", "2023-01-01"),
)
SAKNAS = """    saknas:
      - vad: ursprung
        motivering: Förslaget är beställarenhetens eget och står inte i något dokument ännu.
        antecknad_av: beställarenheten
"""
ORGANISATION = "krav/organisationer/rjh.yaml"
GODKANNS_AV = """godkanns_av:
  - roll: ekonom
    nar:
      - vad: belopp ändras
  - roll: jurist
    nar:
      - vad: kravnivå skärps
      - vad: vite ändras
"""
NY_LYDELSE = (
    *("ny-lydelse", "HV-PAF-004", "--galler-fran", "2022-01-01"),
    *("--andring", "skärpt", "--motiv", "Vitet har ingen verkan."),
)
FOR_HAND = {"sats: 1 000 kr": "sats: 2 000 kr", "ger: 13 000 kr": "ger: 16 000 kr"}
"""What the editor changes in the new wording."""
NYCKEL, SKRIVFEL = "    siffror:\n", "    sifror:\n"
"""A key, and a slip of the pen in it."""
SLUT = "beslut: RF-2022-06-14-71\n"


def make_redaktor(folder: Path) -> Path:
    """The editor's own copy of a shared repository with rules of approval and a slip of the pen in a proposal."""
    ovning = make_ovning(folder / "ovning")
    git(ovning, "branch", "-q", "-D", *_branches(ovning))
    change(ovning / KONT, RATT, STAVFEL)
    end_with(ovning / ORGANISATION, GODKANNS_AV)
    _done(ovning, "formatera")
    _done(ovning, "schema")
    save(ovning, BO, "2022-06-01", "hälsoval: målen för kontinuitet, vem som godkänner, och editorns scheman")
    git(folder, "clone", "-q", "--bare", "ovning", "region.git")
    for copy in ("bocker", "kollega"):
        git(folder, "clone", "-q", "region.git", copy)
    return folder / "bocker"


def _branches(folder: Path) -> list[str]:
    names = git(folder, "branch", "--format=%(refname:short)").splitlines()
    return [name for name in names if name != "main"]


def _done(folder: Path, *arguments: str) -> str:
    done = kravbok(*arguments, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def write_by_hand(path: Path, changes: Mapping[str, str]) -> None:
    """The last wording of a requirement is as the editor wants it."""
    before, found, after = path.read_text(encoding="utf-8").rpartition("  - avses_galla_fran: ")
    for old, new in changes.items():
        assert after.count(old) == 1, old
        after = after.replace(old, new)
    path.write_text(before + found + after, encoding="utf-8", newline="\n")


def end_with(path: Path, lines: str) -> None:
    """A file has lines more at its end."""
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8", newline="\n")


# What others do while the handbook is followed


def meanwhile(said: str, folder: Path) -> None:
    """What the handbook says that others do, or the reader by hand, has been done."""
    kollega = folder.parent / "kollega"
    if merged := re.fullmatch(r"(\S+) slås samman", said):
        _fetch(kollega)
        git_as(kollega, BO, BOS_DAG, "merge", "-q", "--no-ff", f"origin/{merged[1]}", "-m", f"Godkänd: {merged[1]}")
        git(kollega, "push", "-q")
    elif said == "en kollega ändrar samma mening":
        _fetch(kollega)
        _change_last(kollega / VITE, "      högst {{ tak }}.", "      sammanlagt högst {{ tak }}.")
        _share(kollega, "HV-PAF-004: vitets tak är sammanlagt")
    elif said == "en kollega rättar stavfelet":
        _fetch(kollega)
        change(kollega / KONT, STAVFEL, RATT)
        _share(kollega, "HV-KONT-005: stavfel i motivet")
    elif said == "en kollega lägger till ett krav":
        _fetch(kollega)
        end_with(kollega / _done(kollega, *NYTT_KRAV).strip(), SAKNAS)
        _share(kollega, "HV-PAF-008: när vitet betalas")
    elif said == "de andra förslagen blir beslutade":
        for path in (folder / "krav" / "halsoval").rglob("*.yaml"):
            _decide(path)
    elif said == "raden klistras in":
        _paste(folder)
    else:
        message = f"Ingen vet hur det går till: {said}"
        raise LookupError(message)


def _fetch(kollega: Path) -> None:
    """The colleague has what everyone has."""
    git(kollega, "switch", "-q", "main")
    git(kollega, "pull", "-q")


def _share(kollega: Path, said: str) -> None:
    """The colleague's change is in everyone's main."""
    save(kollega, BO, BOS_DAG, said)
    git(kollega, "push", "-q")


def _change_last(path: Path, old: str, new: str) -> None:
    """The last of several equal lines has new words: the newest wording of a requirement."""
    before, found, after = path.read_text(encoding="utf-8").rpartition(old)
    assert found, (path, old)
    path.write_text(f"{before}{new}{after}", encoding="utf-8", newline="\n")


def _decide(path: Path) -> None:
    """The wording that was a proposal for 2023 has been decided."""
    before, found, after = path.read_text(encoding="utf-8").partition("  - avses_galla_fran: 2023-01-01\n")
    if found:
        after = after.replace("    arende: okänt\n    beslut: okänt\n", f"    arende: RS/60/2021\n    {SLUT}")
        path.write_text(f"{before}  - galler_fran: 2023-01-01\n{after}", encoding="utf-8", newline="\n")


def _paste(folder: Path) -> None:
    """The line that the seal shows stands last in the edition, where the reader puts it."""
    line = next(line for line in _done(folder, "forsegla", "halsoval", "2023").splitlines() if "forsegling: " in line)
    change(folder / BOK, f"    {SLUT}", f"    {SLUT}{line}\n")
