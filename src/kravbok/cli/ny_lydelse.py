"""kravbok ny-lydelse: a new wording of a requirement, as a copy of the one in force."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from kravbok.cli.given import in_project, parse_day, projekt_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kravbok.model.bok import Bok
    from kravbok.model.krav import Krav
    from kravbok.register import Register
    from kravbok.writing.records import Value

__all__ = ["ny_lydelse"]


@click.command("ny-lydelse", options_metavar="[FLAGGOR]")
@click.argument("krav", metavar="KRAV")
@click.option("--galler-fran", metavar="ÅÅÅÅ-MM-DD", help="Dagen då lydelsen gäller, eller är tänkt att göra det.")
@click.option("--andring", metavar="ORD", help="Slag av ändring, t.ex. skärpt.")
@click.option("--motiv", metavar="TEXT", help="Varför lydelsen ändras.")
@click.option("--arende", default="okänt", metavar="NUMMER", help="Diarienumret (okänt).")
@click.option("--beslut", default="okänt", metavar="ID", help="Beslutet; utan det är lydelsen ett förslag.")
@projekt_option
def ny_lydelse(krav: str, arende: str, beslut: str, projekt: Path, **given: str | None) -> None:
    """Skriv en ny lydelse av ett krav, som en kopia av den som gäller."""
    from kravbok.cli.ask import edition_steps, finish, known, refuse
    from kravbok.finding import Finding
    from kravbok.loader import load_register
    from kravbok.underlag import gather
    from kravbok.writing.lydelse import add_lydelse, in_force

    started = time.perf_counter()
    underlag = gather(in_project(projekt))
    register, unread = load_register(underlag.krav, underlag.lasning)
    krav = PurePath(krav.replace("\\", "/")).stem if krav.endswith(".yaml") else krav
    its_own = [item for item in unread if PurePath(item.position.path).stem == krav]
    if krav not in register.krav and its_own:
        refuse(its_own, register.sources, started)
    record = register.krav[known(krav, register.krav, "Kravet")]
    known(beslut, ("okänt", *register.beslut), "Beslutet")
    dag, answers = _asked(given)
    _check_day(record, dag)
    post = register.post(record)
    book = _book(register, record)
    own = _own(register, record, book, dag, {**answers, "arende": arende, "beslut": beslut})
    written = add_lydelse(post.path, register.sources[post.path], post.number, in_force(record), own)
    if isinstance(written, Finding):
        refuse([written], register.sources, started)
    step = f"Nästa steg: ändra texten och siffrorna i den sista lydelsen i {post.path}, och skriv dess ursprung."
    more = edition_steps(own, register.post(book).path) if book is not None else []
    finish(projekt, underlag, {post.path: written}, [step, *more], started)


def _asked(given: Mapping[str, str | None]) -> tuple[date, dict[str, str]]:
    """Return the day and what the editor says of the change."""
    from typing import get_args

    from kravbok.cli.ask import DAG, ask, known
    from kravbok.model.lydelse import Andring

    words = get_args(get_args(Andring.model_fields["typ"].annotation)[0])
    answers = ask(
        {
            "galler-fran": (given["galler_fran"], "Gäller från (ÅÅÅÅ-MM-DD)", DAG),
            "andring": (given["andring"], "Slag av ändring", words),
            "motiv": (given["motiv"], "Varför lydelsen ändras", ()),
        }
    )
    known(answers["andring"], words, "Ändringen")
    return parse_day(answers.pop("galler-fran")), answers


def _check_day(record: Krav, dag: date) -> None:
    """Refuse a day that is not after those of the wordings that there are."""
    later = [item.fran.dag for item in record.lydelser if item.fran.dag is not None and item.fran.dag >= dag]
    if later:
        message = f"{record.id} har redan en lydelse från {max(later)}"
        raise click.UsageError(f"{message}. Välj en senare dag, eller ändra den lydelsen i filen.")


def _book(register: Register, record: Krav) -> Bok | None:
    """Return the first of the books that the wording in force stands in."""
    from kravbok.edition import place_books
    from kravbok.writing.lydelse import in_force

    names = place_books(record.lydelser[in_force(record)])
    return next((register.bocker[name] for name in names if name in register.bocker), None)


def _own(register: Register, record: Krav, book: Bok | None, dag: date, said: Mapping[str, str]) -> dict[str, Value]:
    """Return what is the new wording's own: its time, its reason, its case and its decision."""
    from kravbok.writing.krav import time_of
    from kravbok.writing.lydelse import in_force, places_again
    from kravbok.writing.records import sentence

    before = record.lydelser[in_force(record)]
    when: dict[str, Value] = time_of(register, book, dag, said["beslut"])
    why: dict[str, Value] = {"andring": {"typ": [said["andring"]], "motiv": sentence(said["motiv"])}}
    if before.i_bok:
        return {**when, **why, "i_bok": places_again(before, said["arende"], said["beslut"])}
    return {**when, **why, "arende": said["arende"], "beslut": said["beslut"]}
