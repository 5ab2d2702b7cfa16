"""What a reader meets on one line: running headers, wordings in a cell, and figures by their names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kravbok.loader import load_register
from kravbok.model.organisation import Kravbok
from kravbok.rules.kontroll import recompute
from kravbok.sources import read_folder
from kravbok.swedish import NBSP
from kravbok.view.andringar.konsekvens import claim_rows
from kravbok.view.luckor import told_by, with_figures
from kravbok.view.parts import plain
from kravbok.view.rad import join_blanks, join_figures, one_line
from kravbok.view.sidhuvud import HEADER_LENGTH, running_header
from verktyg.grund import register_with

TITLES = ("Täckning: vad som går att följa upp", "Täckning", "")
NAME = ("Hälsoval Region Jämtland Härjedalen 2022 (förslag)",)
STANDING = ("Rekonstruktion, inte regionens eget dokument", "Rekonstruktion")


def test_a_running_header_is_one_line() -> None:
    full = running_header(("Kravlista",), NAME, STANDING)
    assert full == f"Kravlista · {NAME[0]} · {STANDING[0]}"
    short = running_header(TITLES, NAME, STANDING)
    assert short == f"{TITLES[0]} · {NAME[0]} · Rekonstruktion"
    draft = running_header(("Utkast, ej sparad ändring",), TITLES, NAME, STANDING)
    assert draft == f"Utkast, ej sparad ändring · Täckning · {NAME[0]} · Rekonstruktion"


@given(st.lists(st.lists(st.text("ab", max_size=90), min_size=1, max_size=3), min_size=1, max_size=4))
def test_a_running_header_fits_when_any_of_its_forms_does(parts: list[list[str]]) -> None:
    forms = [tuple(sorted(part, key=len, reverse=True)) for part in parts]
    shortest = " · ".join(filter(None, (part[-1] for part in forms)))
    found = running_header(*forms)
    assert len(found) <= HEADER_LENGTH or found == shortest


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Vårdgivaren erbjuder samtal till", "• 40 år", "• 50 år"], "Vårdgivaren erbjuder samtal till: 40 år; 50 år."),
        (["Till dessa åldersgrupper:", "40 år", "50 år"], "Till dessa åldersgrupper: 40 år; 50 år."),
        (["Regionen ska betala.", "", "Räknas per person."], "Regionen ska betala. Räknas per person."),
        (["En rad"], "En rad"),
        ([], ""),
    ],
)  # fmt: skip
def test_a_wording_in_a_cell_reads_as_sentences(lines: list[str], said: str) -> None:
    assert one_line(lines) == said


def test_a_figure_is_never_broken() -> None:
    assert join_blanks(f"högst 24{NBSP}000\n kronor") == f"högst 24{NBSP}000 kronor"
    assert join_figures("per 1 000 listade, 2021 2022") == f"per 1{NBSP}000 listade, 2021 2022"


def test_a_gap_is_told_without_keys() -> None:
    register = register_with()
    name, krav = next((name, krav) for name, krav in register.krav.items() if krav.lydelser[-1].siffror)
    key = next(iter(krav.lydelser[-1].siffror))
    register = replace(register, kravbok=Kravbok(omraden=("vård",), format="1", sifferord={key: "beloppet för vården"}))
    said = with_figures(register, f"{name}: värdet på {key} är okänt")
    assert said == f"{name}: värdet på beloppet för vården är okänt"
    assert with_figures(register, f"{name}: upphör ({key} okänd)") == f"{name}: upphör (beloppet för vården okänd)"
    assert told_by(register, said).startswith(f"{krav.lydelser[-1].rubrik} ({name}): ")
    assert with_figures(register, "X-1: de andra ger spannet") == "X-1: de andra ger spannet"
    assert told_by(register, "utan id") == "utan id"


def test_a_verdict_names_given_values_in_words() -> None:
    register = load_register(read_folder(Path(__file__).parents[2], "krav")[0])[0]
    record = register.kontrollrakningar["KONTROLL-HV-FAST-LAKARKONTAKT-SABO"]
    dom = recompute(register, record)
    cells = [plain(cell) for row in claim_rows(register, dom) for cell in row.celler]
    assert "boende med fast läkarkontakt" in cells[2]
    assert not any("_" in cell for cell in cells)
