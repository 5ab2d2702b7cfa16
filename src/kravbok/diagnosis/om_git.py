"""What git says: the program, who commits, and in what state the clone stands."""

from __future__ import annotations

from collections.abc import Sequence

from kravbok.diagnosis.lage import Lage
from kravbok.diagnosis.svar import Svar, fel, ok, se_over
from kravbok.git import Forrad, GitFel, GitSaknas, find_git, is_repository
from kravbok.swedish import format_list, plural

__all__ = ["ask_autocrlf", "ask_avsandare", "ask_gren", "ask_historia", "ask_pagaende", "ask_program"]

_OLDEST = (2, 31)
"""The first git with rev-parse --path-format, which the reading of a repository leans on."""

_PENDING = {
    "MERGE_HEAD": ("en sammanslagning (merge)", "git merge --continue", "git merge --abort"),
    "rebase-merge": ("en ombasering (rebase)", "git rebase --continue", "git rebase --abort"),
    "rebase-apply": ("en ombasering (rebase)", "git rebase --continue", "git rebase --abort"),
    "CHERRY_PICK_HEAD": ("en cherry-pick", "git cherry-pick --continue", "git cherry-pick --abort"),
    "REVERT_HEAD": ("en återställning (revert)", "git revert --continue", "git revert --abort"),
    "BISECT_LOG": ("en sökning (bisect)", "git bisect next", "git bisect reset"),
}
"""What git is in the middle of, by the file it keeps meanwhile: its name, how to finish it, how to undo it."""

_MOST_NAMED = 3
"""The most files in conflict that are named; git status names them all."""


def ask_program(lage: Lage) -> Svar:
    """Whether git is installed and new enough, and the project kept in it."""
    program = find_git()
    if program is None:
        missing = GitSaknas()
        return fel(f"{missing.message}.", missing.hint)
    git = program()
    version = str(git.version()).removeprefix("git version ").strip()
    if git.version_info[:2] < _OLDEST:
        return fel(f"git {version} är för gammalt.", "Installera git 2.31 eller senare.")
    if not is_repository(lage.projekt):
        return se_over(f"git {version} finns, men projektet ligger inte i git.", "Skriv git init i projektets mapp.")
    return ok(f"git {version}")


def ask_avsandare(lage: Lage) -> Svar | None:
    """Whether commits have a name and an address."""
    if lage.forrad is None:
        return None
    missing = [name for name in ("user.name", "user.email") if not lage.installningar.get(name)]
    examples = {"user.name": '"Förnamn Efternamn"', "user.email": "namn@region.example"}
    if not missing:
        return ok("Namn och e-postadress är angivna.")
    commands = " och ".join(f"git config --global {name} {examples[name]}" for name in missing)
    return se_over(f"{format_list(missing)} är inte satt: git vet inte vem som ändrar.", f"Skriv {commands}.")


def ask_autocrlf(lage: Lage) -> Svar | None:
    """Whether git changes line endings on its own, where the project does not say what they are."""
    if lage.forrad is None:
        return None
    value = lage.installningar.get("core.autocrlf", "false").lower()
    if lage.radslut:
        return ok(f"core.autocrlf är {value}, men .gitattributes bestämmer: {lage.radslut.upper()} för alla.")
    if value in ("false", "0", "no", "off", ""):
        return ok("Git ändrar inga radslut på egen hand.")
    return se_over(
        f"core.autocrlf är {value} och projektet säger inte vilka radslut som gäller.",
        "Skriv raden * text=auto eol=lf i .gitattributes, checka in den, och kör git add --renormalize .",
    )


def ask_historia(lage: Lage) -> Svar | None:
    """Whether the whole history is here."""
    if lage.forrad is None:
        return None
    if ends := lage.forrad.shallow():
        return se_over(
            f"Klonen är grund: historien slutar vid {plural(len(ends), 'commit', 'commits')}.",
            "Skriv git fetch --unshallow; i ett arbetsflöde, sätt fetch-depth: 0.",
        )
    return ok("Hela historien finns här.")


def ask_gren(lage: Lage) -> Svar | None:
    """Whether work is done on a branch."""
    if lage.forrad is None:
        return None
    try:
        name = lage.forrad.run("symbolic-ref", "--quiet", "--short", "HEAD").decode("utf-8", "replace").strip()
    except GitFel:
        return se_over(
            "Ingen gren är utcheckad (detached HEAD): en commit här hör inte till någon gren.",
            "Skriv git switch main, eller git switch -c en-ny-gren. I ett arbetsflöde är det som det ska.",
        )
    return ok(f"Grenen {name[:80]} är utcheckad.")


def ask_pagaende(lage: Lage) -> Svar | None:
    """Whether git is in the middle of something."""
    if lage.forrad is None:
        return None
    for name, (what, finish, undo) in _PENDING.items():
        place = lage.git_file(name)
        if place is not None and place.exists():
            return fel(
                f"Git är mitt i {what}.", f"{_choose(_unmerged(lage.forrad))}{finish}. Eller gå tillbaka: {undo}."
            )
    return ok("Ingen sammanslagning är halvgjord.")


def _unmerged(forrad: Forrad) -> list[str]:
    """Return the files in which git waits for a choice."""
    rows = forrad.run("ls-files", "--unmerged", "-z", "--full-name").decode("utf-8", "replace").split("\0")[:-1]
    return sorted({row.partition("\t")[2] for row in rows})


def _choose(paths: Sequence[str]) -> str:
    """Return what to do before git can go on, and that it then can."""
    if not paths:
        return "Gör klart den: "
    more = [f"{len(paths) - _MOST_NAMED} till"] if len(paths) > _MOST_NAMED else []
    where = format_list([*paths[:_MOST_NAMED], *more])
    return f"Välj vad som ska gälla i {where}, och lägg in det med git add. Gör sedan klart den: "
