"""kravbok nytt-beslut: a new decision in the register."""

from __future__ import annotations

import time
from pathlib import Path

import click

from kravbok.cli.given import in_project, projekt_option

__all__ = ["nytt_beslut"]


@click.command("nytt-beslut", options_metavar="[FLAGGOR]")
@click.argument("organisation", metavar="ORGANISATION")
@click.option("--organ", metavar="ID", help="Organet som beslutade, t.ex. RS.")
@click.option("--datum", metavar="TID", help="Beslutsdagen: ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM, ÅÅÅÅ eller okänt.")
@click.option("--utfall", metavar="ORD", help="Vad som beslutades, t.ex. bifall.")
@click.option("--text", metavar="TEXT", help="Vad beslutet innebär.")
@click.option("--paragraf", default="okänd", metavar="NUMMER", help="Paragrafen i protokollet (okänd).")
@click.option("--arende", default="okänt", metavar="NUMMER", help="Diarienumret (okänt).")
@projekt_option
def nytt_beslut(organisation: str, paragraf: str, arende: str, projekt: Path, **given: str | None) -> None:
    """Skriv ett nytt beslut i registret."""
    from kravbok.cli.ask import ask, finish, known
    from kravbok.loader import load_register
    from kravbok.register import file_stem
    from kravbok.underlag import gather
    from kravbok.writing.beslut import OUTCOMES, beslut_id, make_beslut
    from kravbok.writing.records import new_file

    started = time.perf_counter()
    underlag = gather(in_project(projekt))
    register, _ = load_register(underlag.krav, underlag.lasning)
    known(organisation, register.organisationer, "Organisationen")
    organ = register.organisationer[organisation].organ
    bodies = [item.id for item in organ]
    said = ask(
        {
            "organ": (given["organ"], "Organ", bodies),
            "datum": (given["datum"], "Beslutsdag (ÅÅÅÅ-MM-DD, eller okänt)", ()),
            "utfall": (given["utfall"], "Vad som beslutades", OUTCOMES),
            "text": (given["text"], "Vad beslutet innebär", ()),
        }
    )
    said["organ"] = next((item.id for item in organ if item.namn == said["organ"]), said["organ"])
    known(said["organ"], bodies, "Organet")
    known(said["utfall"], OUTCOMES, "Utfallet")
    paragraf = paragraf.removeprefix("§").strip()
    record_id = beslut_id(said["organ"], said["datum"], paragraf)
    path = f"krav/register/beslut/{file_stem(record_id)}.yaml"
    if any(file.path.casefold() == path.casefold() for file in underlag.krav) or record_id in register.beslut:
        raise click.UsageError(
            f"Beslutet {record_id} finns redan. Skriv --paragraf om det är ett annat beslut samma dag."
        )
    record = make_beslut(record_id, {**said, "organisation": organisation, "paragraf": paragraf, "arende": arende})
    steps = [f"Nästa steg: skriv {record_id} som beslut på det som beslutades, t.ex. i upplagan eller i en lydelse."]
    finish(projekt, underlag, {path: new_file(path, record)}, steps, started)
