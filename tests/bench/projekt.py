"""The records as a kravbok project: one file a requirement, with figure, origin, decision and follow-up."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.poster import Kapitel, Post
from bench.runs import CHANGED, COLD, WARM, Fall

__all__ = ["BOK", "UPPLAGA", "make_fall", "make_projekt", "make_single_fall"]

BOK = "provbok"
UPPLAGA = "2022"
MANY = 1000
"""Above this all formats are not built: the PDF alone would be over a thousand pages."""

_KRAVBOK = str(Path(sys.executable).with_name("kravbok"))
_BUILD = (_KRAVBOK, "bygg")
_CHECK = (_KRAVBOK, "kontrollera")
_MADE = (".kravbok-cache", "build")
_FASTA = {
    "krav/kravbok.yaml": """format: "1"
omraden: [uppdrag]
""",
    "krav/organisationer/prov.yaml": """id: prov
namn: Region Provlandet
organ:
  - id: RS
    namn: Regionstyrelsen
""",
    f"krav/{BOK}/bok.yaml": f"""id: {BOK}
titel: Provbok för mätning
dokumenttyp: krav- och kvalitetsbok
organisation: prov
aterger: regionens dokument
inledning: |
  Boken är påhittad och finns för att mäta hur fort den byggs.
upplagor:
  - id: "{UPPLAGA}"
    galler_fran: 2022-01-01
    kand_till: 2022-12-31
    status: beslutad
    arende: RS/1/2021
    beslut: RS-2021-11-10-12
    publicerad: 2021-12-01
    ursprung:
      - dokument: underlag
        rader: 1-4
""",
    "krav/register/arenden/RS-1-2021.yaml": """id: RS/1/2021
organisation: prov
rubrik: Provbok 2022
oppnat: 2021
ursprung:
  - dokument: underlag
    rader: 1
""",
    "krav/register/beslut/RS-2021-11-10-12.yaml": f"""id: RS-2021-11-10-12
organisation: prov
organ: RS
datum: 2021-11-10
paragraf: "12"
beslut: bifall
avser:
  bocker: [{BOK}]
  upplaga: "{UPPLAGA}"
  text: Provboken gäller från och med 2022.
arende: RS/1/2021
ursprung:
  - dokument: underlag
    rader: 2
""",
    "krav/register/dokument/underlag.yaml": """id: underlag
titel: Underlag till provboken
utgivare: Region Provlandet
datum: 2021-11-10
""",
    "krav/register/begrepp/tackningsgrad.yaml": """id: tackningsgrad
lydelser:
  - galler_fran: 2021-01-01
    term: täckningsgrad
    definition: Andelen vårdkontakter hos den vårdgivare som patienten är listad hos.
    ursprung:
      - dokument: underlag
        rader: 3
""",
}


def make_projekt(kapitel: list[Kapitel]) -> dict[str, str]:
    """Return the project's files: the path and text of each."""
    return {**_FASTA, **dict(_files(kapitel))}


def _files(kapitel: list[Kapitel]) -> Iterator[tuple[str, str]]:
    for part in kapitel:
        yield f"krav/{BOK}/kapitel/{part.id}.yaml", _kapitel(part)
        for post in part.poster:
            yield f"krav/{BOK}/{part.id}/{post.id}.yaml", _krav(part, post)


def _kapitel(part: Kapitel) -> str:
    return f"""id: {part.id}
lydelser:
  - galler_fran: 2022-01-01
    rubrik: {part.rubrik}
    ordning: {part.nummer * 10}
"""


def _krav(part: Kapitel, post: Post) -> str:
    forutsatter = f"    forutsatter: [{', '.join(post.forutsatter)}]\n" if post.forutsatter else ""
    return f"""id: {post.id}
lydelser:
  - galler_fran: 2022-01-01
    rubrik: {post.rubrik}
    typ: krav
    omrade: [uppdrag]
    plats:
      bok: {BOK}
      kapitel: {part.id}
      ordning: {post.ordning}
    vem: vårdgivaren
    kravniva: {post.kravniva}
{forutsatter}    text: |
      {post.text.format(frist="{{ frist }}")}
    siffror:
      frist: {post.frist}
    arende: RS/1/2021
    beslut: RS-2021-11-10-12
    ursprung:
      - dokument: underlag
        avsnitt: {part.rubrik}
        rader: {post.nummer}
        belagger: [frist]
        citat: inom {post.frist}
    uppfoljning:
      metod: [{post.metod}]
      kan_foljas_upp: ja
      motivering: Handlingarna visar om kravet är uppfyllt.
      angiven_av: redaktionen
"""


def make_fall(antal: int) -> tuple[Fall, ...]:
    """Return what is timed of kravbok on so many requirements."""
    html = (*_BUILD, "--format", "html")
    everything = (Fall("alla format", COLD, _BUILD, _MADE), Fall("alla format", CHANGED, _BUILD))
    return (
        Fall("kontroll", COLD, _CHECK, _MADE),
        Fall("kontroll", WARM, _CHECK),
        Fall("HTML", COLD, html, _MADE),
        Fall("HTML", WARM, html),
        Fall("HTML", CHANGED, html),
        *(everything if antal <= MANY else ()),
    )


def make_single_fall() -> tuple[Fall, ...]:
    """Return what is timed once, whatever the number of requirements: to start, and a PDF of many pages."""
    return (
        Fall("kravbok --help", COLD, (_KRAVBOK, "--help")),
        Fall("PDF", COLD, (*_BUILD, "--format", "pdf"), _MADE),
    )
