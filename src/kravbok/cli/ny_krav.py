"""kravbok ny-krav: a new requirement with an id of its own, last in its chapter."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import in_project, parse_day, projekt_option

if TYPE_CHECKING:
    from kravbok.register import Register
    from kravbok.underlag import Underlag
    from kravbok.writing.krav import Nytt

__all__ = ["ny_krav"]


@click.command("ny-krav", options_metavar="[FLAGGOR]")
@click.argument("bok", metavar="BOK")
@click.argument("kapitel", metavar="KAPITEL")
@click.option("--rubrik", metavar="TEXT", help="Kravets rubrik.")
@click.option("--typ", metavar="ORD", help="Kravets typ, t.ex. krav eller påföljd.")
@click.option("--kravniva", metavar="ORD", help="Hur bindande kravet är, t.ex. ska.")
@click.option("--vem", metavar="ORD", help="Vem kravet binder, t.ex. vårdgivaren.")
@click.option("--text", metavar="TEXT", help="Kravets text.")
@click.option("--motiv", metavar="TEXT", help="Varför kravet behövs.")
@click.option("--galler-fran", metavar="ÅÅÅÅ-MM-DD", help="Dagen då kravet börjar gälla, eller är tänkt att göra det.")
@click.option("--arende", default="okänt", metavar="NUMMER", help="Diarienumret (okänt).")
@click.option("--beslut", default="okänt", metavar="ID", help="Beslutet; utan det är kravet ett förslag.")
@click.option("--serie", metavar="SERIE", help="Början på id:t, t.ex. HV-PAF; utan den kapitlets egen.")
@projekt_option
def ny_krav(bok: str, kapitel: str, projekt: Path, **given: str | None) -> None:
    """Skriv ett nytt krav, sist i ett kapitel och med ett id som aldrig har använts."""
    from kravbok.cli.ask import edition_steps, finish, known
    from kravbok.loader import load_register
    from kravbok.underlag import gather
    from kravbok.writing.krav import find_folder, make_krav, time_of
    from kravbok.writing.records import new_file

    started = time.perf_counter()
    underlag = gather(in_project(projekt))
    register, _ = load_register(underlag.krav, underlag.lasning)
    known(bok, register.bocker, "Boken")
    known(kapitel, (name for book, name in register.kapitel if book == bok), "Kapitlet")
    nytt, serie = _asked(register, bok, kapitel, given)
    krav_id, told = _mint(projekt, underlag, serie)
    path = f"{find_folder(register, bok, kapitel)}/{krav_id}.yaml"
    made = {path: new_file(path, make_krav(register, krav_id, nytt))}
    steps = [f"Nästa steg: skriv var texten kommer ifrån (ursprung) i {path}, och pröva med kravbok kontrollera."]
    when = time_of(register, register.bocker[bok], nytt.dag, nytt.beslut)
    steps += edition_steps(when, register.post(register.bocker[bok]).path)
    finish(projekt, underlag, made, [*told, *steps], started)


def _asked(register: Register, bok: str, kapitel: str, given: Mapping[str, str | None]) -> tuple[Nytt, str]:
    """Return what the editor says of the requirement, and the series of its id."""
    from kravbok.cli.ask import DAG, ask, known
    from kravbok.writing.krav import Nytt, choices, find_serie

    serie = given["serie"] or find_serie(register, bok, kapitel)
    answers = ask(
        {
            **({} if serie else {"serie": (None, "Början på id:t, t.ex. HV-PAF", ())}),
            "rubrik": (given["rubrik"], "Rubrik", ()),
            "typ": (given["typ"], "Typ", choices("typ")),
            "kravniva": (given["kravniva"], "Kravnivå", choices("kravniva")),
            "vem": (given["vem"], "Vem kravet binder", choices("vem")),
            "text": (given["text"], "Kravets text", ()),
            "motiv": (given["motiv"], "Varför kravet behövs", ()),
            "galler-fran": (given["galler_fran"], "Gäller från (ÅÅÅÅ-MM-DD)", DAG),
        }
    )
    dag = parse_day(answers.pop("galler-fran"))
    serie = answers.pop("serie", serie or "")
    for name in ("typ", "kravniva", "vem"):
        known(answers[name], choices(name), "Ordet")
    arende, beslut = given["arende"] or "okänt", given["beslut"] or "okänt"
    known(beslut, ("okänt", *register.beslut), "Beslutet")
    return Nytt(bok=bok, kapitel=kapitel, dag=dag, arende=arende, beslut=beslut, **answers), serie


def _mint(projekt: Path, underlag: Underlag, serie: str) -> tuple[str, list[str]]:
    """Return an id that is free, and what the editor should know about it."""
    from kravbok.writing.ids import SERIE, next_number

    if SERIE.fullmatch(serie) is None:
        raise click.UsageError(f"”{serie[:40]}” är ingen början på ett id. Skriv t.ex. HV-PAF.")
    number = next_number(projekt, underlag.krav, serie)
    if number.id is None:
        raise click.UsageError(f"Serien {serie} är slut vid 999. Välj en annan med --serie.")
    if number.hela_historiken:
        return number.id, []
    warning = (
        f"Git har inte hela historiken här: kör git fetch --unshallow och se efter att {number.id} aldrig har använts."
    )
    return number.id, [warning]
