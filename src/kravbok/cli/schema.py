"""kravbok schema: the JSON Schemas that an editor holds the records against, written or held in step."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import in_project, projekt_option

if TYPE_CHECKING:
    from kravbok.finding import Finding

__all__ = ["schema"]

_EXAMPLES = """\b
Exempel:
  kravbok schema
  kravbok schema --kontrollera
"""


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.option("--till", type=click.Path(path_type=Path), metavar="MAPP", help="Mappen för filerna (.vscode/kravbok).")
@click.option("--kontrollera", is_flag=True, help="Skriv inget; slutkod 1 när en fil inte är som den ska vara.")
@projekt_option
def schema(till: Path | None, projekt: Path, *, kontrollera: bool) -> None:
    """Skriv schemana som editorn prövar och förklarar posterna med, ett för varje slags post.

    Filernas namn skrivs ut när de behöver ändras.
    """
    from kravbok.cli.output import closing, print_findings
    from kravbok.schema.files import FOLDER, find_stale
    from kravbok.swedish import plural

    started = time.perf_counter()
    folder = till or in_project(projekt) / FOLDER
    stale = find_stale(folder)
    findings = [] if kontrollera else _write(folder, stale, None if till else projekt)
    print_findings(findings, {}, "text")
    if not findings:
        click.echo("".join(f"{name}\n" for name in stale), nl=False)
    wanting = "Kör kravbok schema: " if kontrollera and stale else ""
    not_right = ("schema inte som det ska", "scheman inte som de ska")
    one, many = not_right if kontrollera else ("schema förnyat", "scheman förnyade")
    closing(findings, f"{wanting}{plural(0 if findings else len(stale), one, many)}", started)
    sys.exit(1 if findings or (kontrollera and stale) else 0)


def _write(folder: Path, files: dict[str, bytes], projekt: Path | None) -> list[Finding]:
    """Write the files, each whole or not at all; return what stands in the way of the first that cannot be written.

    Where the project itself says the folder, a link there must not lead the files out of it.
    """
    from kravbok.finding import Position, finding
    from kravbok.swap import write_whole

    if projekt is not None and not folder.resolve().is_relative_to(projekt.resolve()):
        hint = "Ta bort länken, eller säg var filerna ska ligga med --till."
        return [finding("K708", Position(".vscode/kravbok"), "Mappen är en länk som leder ut ur projektet", hint)]
    faults = (write_whole(folder / name, data) for name, data in files.items())
    first = next((fault for fault in faults if fault is not None), None)
    return [first] if first else []
