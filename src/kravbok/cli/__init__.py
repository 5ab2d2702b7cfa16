"""The command line: arguments in, exit code out; each command is imported when it is asked for."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

import click

from kravbok import __version__
from kravbok.cli.svenska import speak_swedish

__all__ = ["main"]

COMMANDS = {
    "atgarda": "Rätta det som bara har ett svar, och visa ändringarna först.",
    "beslutsunderlag": "Skriv utkast till tjänsteskrivelse, samverkan, brev och annons om en ny upplaga.",
    "bygg": "Bygg böckerna: varje bok, varje upplaga, varje format.",
    "diagnos": "Undersök datorn och projektet: vad som är som det ska och vad som behöver göras.",
    "diff": "Visa vad som skiljer två upplagor, eller en upplaga från den före.",
    "forklara": "Förklara en felkod med ett dåligt och ett bra exempel.",
    "formatera": "Skriv posterna på det gemensamma sättet: ordning, citattecken, indrag.",
    "forsegla": "Försegla en beslutad upplaga och visa raden till protokollet.",
    "granska": "Visa vad en gren gör med böckerna, som en kommentar till en pull request.",
    "historik": "Visa ett kravs liv: lydelser, beslut, källor och commits.",
    "indikatorer": "Visa krav, uppföljning och utfall: indikatorer med mål och utfall per år.",
    "konsekvens": "Räkna ut vad ett års ändringar betyder för budgeten.",
    "kontrollera": "Läs och pröva alla poster.",
    "ny": "Skapa ett förråd för en ny region, med en exempelbok som går att bygga genast.",
    "ny-krav": "Skriv ett nytt krav med ett eget id, sist i ett kapitel.",
    "ny-lydelse": "Skriv en ny lydelse av ett krav, som en kopia av den som gäller.",
    "nytt-beslut": "Skriv ett nytt beslut i registret.",
    "publicera": "Lägg den färdiga webbplatsen på en server, eller kontrollera det som visas.",
    "rakna": "Räkna med ett kravs regel, och visa uträkningen.",
    "revision": "Gör ett revisionspaket av en upplaga, eller kontrollera ett.",
    "schema": "Skriv schemana som editorn prövar och förklarar posterna med.",
    "uppfoljning": "Gör uppföljningsplan, kravlista, svarsmall, leveranskalender och täckning.",
    "visa": "Visa böckerna i webbläsaren; det som sparas syns genast.",
}
DETAILS = "KRAVBOK_FELSOK"
"""The environment variable that shows an internal fault whole."""

speak_swedish()


class LazyGroup(click.Group):
    """A group that imports a command first when it is run, so that help and completion start at once."""

    def __call__(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run the shell's command and end at once: to take apart all that it built would be a tenth of its time."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")  # a stream that lacks a letter must not hide a finding
        try:
            self.main(*args, **kwargs)
        except SystemExit as ending:
            with suppress(OSError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(ending.code if isinstance(ending.code, int) else int(ending.code is not None))
        os._exit(0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a fault of the program itself is said in a sentence, with the way to its details."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as fault:
            if os.environ.get(DETAILS):
                raise
            if name := _missing(fault):
                click.echo(f"Paketet {name} saknas. Kör kravbok diagnos.", err=True)
                ctx.exit(3)
            click.echo(f"Internt fel i kravbok ({type(fault).__name__}): {fault}", err=True)
            click.echo(
                f"Det är programmets fel, inte ditt. Kör om med {DETAILS}=1 och rapportera det som visas.", err=True
            )
            ctx.exit(3)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the commands in Swedish order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, or None."""
        if name not in COMMANDS:
            return None
        module = name.replace("-", "_")
        command: click.Command = getattr(import_module(f"kravbok.cli.{module}"), module)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing any of them."""
        with formatter.section("Kommandon"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from kravbok.swedish import closest

            near = closest(args[0], COMMANDS)
            tip = f" Menade du {near}?" if near else ""
            raise click.UsageError(f"Kommandot ”{args[0]}” finns inte.{tip}", ctx)
        return super().resolve_command(ctx, args)


def _missing(fault: Exception) -> str | None:
    """Return the package that is not installed, when that is the fault; a part of kravbok itself is none."""
    name = (fault.name or "").partition(".")[0] if isinstance(fault, ModuleNotFoundError) else ""
    return name if name != "kravbok" else None


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[FLAGGOR]",
    subcommand_metavar="KOMMANDO [ARGUMENT]...",
)
@click.version_option(__version__, prog_name="kravbok", message="%(prog)s %(version)s")
def main() -> None:
    """Regler som kod för svenska förfrågningsunderlag."""
    gc.disable()  # a command is short, and what it makes lives until it ends
