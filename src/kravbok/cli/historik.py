"""kravbok historik: the life of one requirement."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import in_project, not_inside, projekt_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kravbok.finding import Finding
    from kravbok.register import Register
    from kravbok.sources import File

__all__ = ["historik"]


@click.command(options_metavar="[FLAGGOR]")
@click.argument("krav", metavar="KRAV")
@projekt_option
@click.option(
    "--format", "form", type=click.Choice(("text", "json", "markdown")), default="text", help="Hur svaret visas."
)
def historik(krav: str, projekt: Path, form: str) -> None:
    """Visa ett kravs liv: varje lydelse, dess beslut och källa, och vad git minns av den."""
    from kravbok.export.historik import show_historik
    from kravbok.finding import Utfall, worst
    from kravbok.history.liv import read_liv
    from kravbok.report import show
    from kravbok.view.historik import view_historik

    root = not_inside(projekt)
    register, files, findings = _load(root)
    liv = read_liv(root, krav, files)
    if krav not in register.krav and not liv.dagar and not liv.findings:
        raise click.UsageError(_unknown(krav, register))
    vy = view_historik(liv, register)
    click.echo(show_historik(vy, form))
    said = [*liv.findings, *(item for item in findings if item.position.path == vy.fil or not vy.fil)]
    if said and form != "json":
        click.echo(show(sorted(said), register.sources, "text"), err=True)
    sys.exit(1 if worst(list(liv.findings)) is Utfall.FEL else 0)


def _load(root: Path) -> tuple[Register, Sequence[File] | None, list[Finding]]:
    """Return the records as they are now and their files; those of HEAD and no files in a bare repository."""
    from kravbok.finding import Finding
    from kravbok.git.forrad import is_repository
    from kravbok.history import read_past
    from kravbok.loader import load_register
    from kravbok.register import Register
    from kravbok.sources import read_folder

    if (root / "krav").is_dir() or not is_repository(root):
        files, faults = read_folder(in_project(root), "krav")
        register, found = load_register(files)
        return register, files, [*faults, *found]
    past = read_past(root, "HEAD")
    return (Register(), None, [past]) if isinstance(past, Finding) else (past.register, None, list(past.findings))


def _unknown(krav: str, register: Register) -> str:
    """Return that a requirement does not exist, and which one was meant."""
    from kravbok.encoding import hide
    from kravbok.swedish import closest

    near = closest(krav, register.krav)
    tip = f" Menade du {near}?" if near else " Skriv ett id, t.ex. HV-LIST-001."
    return f"Kravet ”{hide(krav[:40])}” finns inte.{tip}"
