"""What the commands are given, read in one way: the project and its paths, a day, a list of formats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date

    from kravbok.finding import Finding
    from kravbok.register import Register
    from kravbok.underlag import Underlag

__all__ = [
    "in_project",
    "known_paths",
    "not_inside",
    "parse_day",
    "projekt_option",
    "read_day",
    "read_formats",
    "read_project",
]

projekt_option = click.option(
    "--projekt", type=click.Path(path_type=Path), default=Path(), metavar="MAPP", help="Projektets mapp."
)
"""The option of every command that works on a project: its folder, else where the command is run."""


def in_project(projekt: Path) -> Path:
    """Return the whole path of a project's folder, or say that it is none, and where there is one above it."""
    folder = not_inside(projekt)
    if (folder / "krav").is_dir():
        return folder
    raise click.UsageError(f"Mappen {folder} har ingen mapp krav. Stå i projektets mapp, eller ange --projekt.")


def not_inside(projekt: Path) -> Path:
    """Return the whole path of a folder, or say where the project is to someone who stands in a folder of one."""
    folder = projekt.resolve()
    above = next((item for item in folder.parents if (item / "krav" / "kravbok.yaml").is_file()), None)
    if above is None or (folder / "krav").is_dir():
        return folder
    message = f"Mappen {folder} har ingen mapp krav. Stå i projektets mapp, {above}, eller ange --projekt."
    raise click.UsageError(message)


def known_paths(projekt: Path, stigar: Sequence[str], files: Iterable[str]) -> tuple[str, ...]:
    r"""Return paths as files have theirs, from the project's folder: .\krav\bok is krav/bok.

    One may also be given whole, or from where --projekt is. One that no file begins with is a fault in the command.
    """
    folders = (f"{projekt.as_posix()}/", f"{projekt.resolve().as_posix()}/")
    found = tuple(_from(folders, stig.replace("\\", "/").removeprefix("./")) for stig in stigar)
    names = frozenset(files) if found else frozenset()
    for stig in found:
        if stig not in names and not any(name.startswith(stig) for name in names):
            message = f"Ingen fil i krav/ har en sökväg som börjar med ”{stig[:80]}”."
            raise click.UsageError(f"{message} Skriv t.ex. krav/halsoval/, från projektets mapp.")
    return found


def _from(folders: Iterable[str], stig: str) -> str:
    return next((stig.removeprefix(folder) for folder in folders if stig.startswith(folder)), stig)


def read_day(text: str | None) -> date | None:
    """Return the day of an option, or None where it is not given."""
    return None if text is None else parse_day(text)


def parse_day(text: str) -> date:
    """Return a day that is given."""
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"”{text[:40]}” är inget datum. Skriv datumet som 2022-03-14.") from None


def read_formats(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the formats of a list, each once and in their fixed order."""
    words = [word.strip() for word in text.split(",")]
    if unknown := [word for word in words if word not in known]:
        raise click.UsageError(f"Formatet ”{unknown[0][:40]}” finns inte. Välj bland {', '.join(known)}.")
    return tuple(word for word in known if word in words)


def read_project(projekt: Path) -> tuple[Underlag, Register, list[Finding]]:
    """Return a project's files, its records and the errors in them."""
    from kravbok.underlag import being_read, gather

    underlag = being_read(gather(in_project(projekt)))
    from kravbok.check import check_underlag
    from kravbok.codes import Allvar

    register, findings = check_underlag(underlag, projekt=projekt)
    return underlag, register, [item for item in findings if item.severity is Allvar.FEL]
