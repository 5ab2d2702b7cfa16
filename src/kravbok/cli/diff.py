"""kravbok diff: what differs between two editions, two days or two commits, by meaning."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kravbok.cli.given import not_inside, projekt_option, read_day
from kravbok.cli.output import say_findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kravbok.cli.sidor import Sidor
    from kravbok.finding import Finding
    from kravbok.settings import Ursprungsmarke
    from kravbok.view.andringar.delar import AndringsVy
    from kravbok.view.andringar.urval import Urval

__all__ = ["diff"]

FORMATS = ("text", "markdown", "html", "json", "csv", "xlsx", "docx", "pdf")
_BINARY = ("xlsx", "docx", "pdf")
_PLAIN = ("text", "csv")
"""Formats without a colophon: nothing has to be asked of git for them."""

_SAME, _ERROR, _DIFFERS = 0, 1, 3

_EXAMPLES = """\b
Exempel:
  kravbok diff halsoval                        senaste upplagan mot den före
  kravbok diff halsoval@2021 halsoval@2022     två upplagor
  kravbok diff halsoval@2021-06-01 halsoval@2022-02-01
  kravbok diff halsoval@2022 --vid 2022-03-14  som den stod då, mot nu
"""


@dataclass(frozen=True)
class Visning:
    """How the difference is shown: the format, the file (None for stdout), and whether all of it is."""

    form: str
    till: Path | None
    visa_allt: bool


@click.command(options_metavar="[FLAGGOR]", epilog=_EXAMPLES)
@click.argument("sidor", metavar="SIDA...", nargs=-1, required=True)
@click.option("--rev", metavar="A..B", help="Jämför boken som den stod vid två commits.")
@click.option("--vid", metavar="ÅÅÅÅ-MM-DD", help="Jämför med boken som den stod i git den dagen.")
@click.option(
    "--fran", type=click.Path(path_type=Path), metavar="MAPP", help="Läs den äldre sidan i ett annat projekt."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Hur skillnaden visas (text).")
@click.option("--till", type=click.Path(path_type=Path), metavar="FIL", help="Skriv skillnaden till en fil.")
@click.option("--exit-kod", is_flag=True, help="Avsluta med 0 vid lika, 3 vid skillnad och 1 vid fel.")
@click.option("--slag", multiple=True, metavar="SLAG", help="Bara skillnader av slaget, t.ex. ny (kan upprepas).")
@click.option("--typ", multiple=True, metavar="TYP", help="Bara krav av typen, t.ex. ersättning (kan upprepas).")
@click.option("--omrade", multiple=True, metavar="OMRÅDE", help="Bara krav i området (kan upprepas).")
@click.option(
    "--kapitel", multiple=True, metavar="KAPITEL", help="Bara krav i kapitlet, id eller nummer (kan upprepas)."
)
@click.option("--kravniva", multiple=True, metavar="NIVÅ", help="Bara krav med kravnivån, t.ex. ska (kan upprepas).")
@click.option("--vem", multiple=True, metavar="VEM", help="Bara krav som avser, t.ex. vårdgivaren (kan upprepas).")
@click.option("--visa-allt", is_flag=True, help="Visa även nya nummer, ny typografi och nya källor.")
@projekt_option
def diff(**given: Any) -> None:
    """Visa vad som skiljer två upplagor, eller en upplaga från den före.

    SIDA är en bok, en upplaga eller en dag: halsoval, halsoval@2021 eller halsoval@2021-06-01.
    """
    from kravbok.cli.sidor import Fraga, find_sidor

    visning = Visning(given["form"], given["till"], given["visa_allt"])
    _check_use(given, visning)
    projekt, fran = not_inside(given["projekt"]), given["fran"].resolve() if given["fran"] else None
    sidor = find_sidor(Fraga(projekt, given["sidor"], given["rev"], read_day(given["vid"]), fran))
    say_findings(sidor.findings, sidor.sources)
    vy = _compare(sidor, _urval(given), projekt, visning.form)
    if vy is None or not _show(vy, sidor, visning):
        sys.exit(_ERROR)
    differs = not vy.tom or (visning.visa_allt and bool(vy.dolda))
    sys.exit(_DIFFERS if given["exit_kod"] and differs else _SAME)


def _check_use(given: Mapping[str, Any], visning: Visning) -> None:
    """Stop what cannot be meant, before anything is read."""
    if len(given["sidor"]) > 2:
        raise click.UsageError("Ange en eller två sidor, t.ex. halsoval@2021 halsoval@2022.")
    asked = [name for name in ("rev", "vid", "fran") if given[name]]
    if len(asked) > 1:
        raise click.UsageError(f"Välj en av flaggorna --{' och --'.join(asked)}.")
    if visning.form in _BINARY and visning.till is None and sys.stdout.isatty():
        raise click.UsageError(f"Formatet {visning.form} är ingen text. Ange --till FIL, eller skicka det vidare.")


def _urval(given: Mapping[str, Any]) -> Urval:
    from kravbok.view.andringar.urval import Urval  # it takes all of the model with it: only once the files are read

    return Urval(**{name: _words(given[name]) for name in Urval.__dataclass_fields__})


def _words(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _compare(sidor: Sidor, urval: Urval, projekt: Path, form: str) -> AndringsVy | None:
    """Return what differs, or None where the sides could not be found."""
    if sidor.fore is None or sidor.efter is None:
        return None
    from kravbok.andringsdokument import make_andringar
    from kravbok.settings import Ursprungsmarke
    from kravbok.view.andringar.urval import unknown_value

    if fault := unknown_value(urval, sidor.fore, sidor.efter):
        raise click.UsageError(fault)

    def mark(digest: str) -> Ursprungsmarke:
        return Ursprungsmarke(digest) if form in _PLAIN else _mark(sidor, digest, projekt)

    try:
        return make_andringar(sidor.fore, sidor.efter, mark, urval=urval, lasning=sidor.lasning)
    except KeyError as missing:  # only records of the past can lack what they name: those of today are checked
        say_findings([_broken(str(missing.args[0]))], {})
        return None


def _mark(sidor: Sidor, digest: str, projekt: Path) -> Ursprungsmarke:
    """Return what the document was made from, as the project's git knows it."""
    from kravbok.production import make_mark
    from kravbok.settings import Byggval

    if sidor.efter is None:
        raise ValueError("a mark is for an edition")
    return make_mark(sidor.efter, digest, Byggval(projekt, projekt, rev=sidor.rev or None), utkast=False)


def _broken(name: str) -> Finding:
    from kravbok.finding import Position, finding

    message = f"Något i den äldre versionen hänvisar till ”{name[:60]}”, som inte finns där"
    return finding("K801", Position("krav"), message, "Jämför med en version där hänvisningen är rätt.")


def _show(vy: AndringsVy, sidor: Sidor, visning: Visning) -> bool:
    """Show the difference where it was asked for; say and return False when it cannot be done."""
    if visning.form == "text":
        from kravbok.export.andringar_text import show_andringar
        from kravbok.report import wants_colour

        colour = visning.till is None and wants_colour(stream_is_terminal=sys.stdout.isatty())
        made = show_andringar(vy, colour=colour, visa_allt=visning.visa_allt).encode()
    else:
        document = _document(vy, sidor, visning)
        if document is None:
            return False
        made = document
    if visning.till is None:
        sys.stdout.buffer.write(made)
        return True
    from kravbok.swap import write_whole

    fault = write_whole(visning.till, made)
    say_findings([fault] if fault else [], {})
    if fault is None:
        click.echo(visning.till)
    return fault is None


def _document(vy: AndringsVy, sidor: Sidor, visning: Visning) -> bytes | None:
    """Return the difference in a format, proven; None when it does not hold what it must."""
    from kravbok.andringsdokument import render_andringar
    from kravbok.settings import FALLBACK_DATE
    from kravbok.templates import Mallar, MallFel, project_templates

    day = sidor.efter.upplaga.fran.dag if sidor.efter else None
    form = "md" if visning.form == "markdown" else visning.form
    try:
        mallar = Mallar(project_templates(list(sidor.mallar)))
        made, findings = render_andringar(vy, mallar, day or FALLBACK_DATE, form, visa_allt=visning.visa_allt)
    except MallFel as error:
        made, findings = b"", [error.fault]
    say_findings(findings, {})
    return None if findings else made
