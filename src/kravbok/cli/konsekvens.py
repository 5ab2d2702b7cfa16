"""kravbok konsekvens: what the changes between two editions mean for the budget."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import projekt_option, read_project
from kravbok.cli.output import say_findings

if TYPE_CHECKING:
    from kravbok.finding import Finding
    from kravbok.register import Register
    from kravbok.view.konsekvens import KonsekvensVy

__all__ = ["konsekvens"]

_FORMATS = ("text", "json", "xlsx")

_EXAMPLES = """\b
Exempel:
  kravbok konsekvens halsoval 2021 2022
  kravbok konsekvens halsoval 2021 2022 --format xlsx --till konsekvens.xlsx
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.argument("bok", metavar="BOK")
@click.argument("fore", metavar="FÖRE")
@click.argument("efter", metavar="EFTER")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="Hur svaret visas (text).")
@click.option("--till", type=click.Path(path_type=Path), metavar="FIL", help="Skriv svaret till en fil.")
@projekt_option
def konsekvens(bok: str, fore: str, efter: str, form: str, till: Path | None, projekt: Path) -> None:
    """Räkna ut vad ändringarna mellan två upplagor betyder för budgeten.

    Programmet räknar på det som posterna säger; regionen beslutar. Det som inte går att räkna ut sägs, med vilket värde
    som saknas.
    """
    if form == "xlsx" and till is None and sys.stdout.isatty():
        raise click.UsageError("Formatet xlsx är ingen text. Ange --till FIL, eller skicka det vidare.")
    _, register, findings = read_project(projekt.resolve())
    vy = None if findings else _make(register, bok, (fore, efter), findings)
    if vy is None:
        say_findings(findings, register.sources)
        sys.exit(1)
    made = _render(vy, form)
    if till is None:
        sys.stdout.buffer.write(made)
        return
    from kravbok.swap import write_whole

    fault = write_whole(till, made)
    if fault is None:
        click.echo(till)
    say_findings([fault] if fault else [], {})
    sys.exit(1 if fault else 0)


def _make(register: Register, bok: str, names: tuple[str, str], findings: list[Finding]) -> KonsekvensVy | None:
    """Return the view, or None with the finding that says which book or edition there is not."""
    from kravbok.build import choose_editions
    from kravbok.rules.konsekvens import make_konsekvens
    from kravbok.settings import Byggval
    from kravbok.view.konsekvens import make_konsekvensvy

    sides = []
    for name in names:
        found, faults = choose_editions(register, Byggval(Path(), Path(), (bok,), (name,)))
        findings += [item for item in faults if item not in findings]
        sides += found[:1]
    if findings or len(sides) < len(names):
        return None
    before, after = sides
    return make_konsekvensvy(register, make_konsekvens(register, after.bok, before.upplaga, after.upplaga))


def _render(vy: KonsekvensVy, form: str) -> bytes:
    """Return the answer in a format."""
    if form == "xlsx":
        from kravbok.export.konsekvens_xlsx import konsekvens_xlsx

        return konsekvens_xlsx(vy)
    from kravbok.export.konsekvens_text import konsekvens_json, konsekvens_text

    return (konsekvens_json if form == "json" else konsekvens_text)(vy).encode()
