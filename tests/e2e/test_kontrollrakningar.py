"""Claims and costs as a user meets them: the installed command on the reference content and on small projects."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from verktyg.bygge import copy_project, copy_real, kravbok
from verktyg.kalkyl import formulas, read_cells

PSORIASIS = Path("krav/register/kontrollrakningar/KONTROLL-FV-PSORIASIS.yaml")
DAY = ("--datum", "2026-01-01")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_real(tmp_path_factory.mktemp("riktigt"))


def findings(folder: Path, *arguments: str) -> list[dict[str, str]]:
    done = kravbok("kontrollera", "--format", "json", *DAY, *arguments, folder=folder)
    found: list[dict[str, str]] = json.loads(done.stdout)["fynd"]
    return [item for item in found if "K350" <= item["kod"] <= "K359"]


def verdict(folder: Path, name: str) -> list[str]:
    return [item["kod"] for item in findings(folder) if item["fil"].endswith(f"/{name}.yaml")]


def plain(done: CompletedProcess[str]) -> str:
    assert done.stderr == "" or "poster" in done.stderr, done.stderr
    return done.stdout.replace("\N{NO-BREAK SPACE}", " ")


def test_the_check_prints_the_factor_of_ten_and_the_sum_that_is_not_its_parts(real: Path) -> None:
    said = plain(kravbok("kontrollera", *DAY, folder=real))
    assert "avviker med en faktor tio: källan anger 1,3 mkr, räkningen ger 0,13 mkr (130 000 kr)" in said
    assert "ca 5 000 personer · 1 % · 4 behandlingar/person/år · 650 kr/behandling = 130 000 kr/år." in said
    assert "andel är 1 %; påståendet stämmer om det är 10 %" in said
    assert "summan är inte delarna: avviker med 37,5 %" in said
    assert "300 tkr + 1,3 mkr = 1 600 tkr." in said


def test_verdicts_never_stop_anything(real: Path) -> None:
    found = findings(real)
    assert len(found) >= 30
    assert {item["allvar"] for item in found} == {"upplysning"}
    assert {item["kod"] for item in found} == {"K355", "K356", "K357", "K358", "K359"}


def test_changing_one_given_value_flips_the_verdict(tmp_path: Path) -> None:
    folder = copy_real(tmp_path)
    assert verdict(folder, "KONTROLL-FV-PSORIASIS") == ["K356"]
    record = folder / PSORIASIS
    text = record.read_text(encoding="utf-8")
    assert text.count("varde: 1 %\n") == 1
    record.write_text(text.replace("varde: 1 %\n", "varde: 10 %\n"), encoding="utf-8")
    assert verdict(folder, "KONTROLL-FV-PSORIASIS") == ["K355"]


def test_changing_a_fee_of_a_requirement_flips_the_verdict_too(tmp_path: Path) -> None:
    folder = copy_real(tmp_path)
    fee = folder / "krav/fotvard/ersattning/FV-ERS-001.yaml"
    fee.write_text(fee.read_text(encoding="utf-8").replace("650 kr/beh", "6 500 kr/beh"), encoding="utf-8")
    assert verdict(folder, "KONTROLL-FV-PSORIASIS") == ["K355"]


def test_a_fault_in_a_formula_stops_the_check_at_its_letters(tmp_path: Path) -> None:
    folder = copy_real(tmp_path)
    record = folder / PSORIASIS
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("formel: gruppen * andel", "formel: gruppen ** andel"), encoding="utf-8")
    done = kravbok("kontrollera", "--format", "kort", *DAY, folder=folder)
    assert done.returncode == 1
    line = text[: text.index("formel:")].count("\n") + 1
    assert f"{PSORIASIS.as_posix()}:{line}:18 fel[K350]" in done.stdout
    assert "upplysning[" not in done.stdout
    assert "upplysningar visas när inget annat finns" in done.stderr
    every = kravbok("kontrollera", "--format", "kort", "--alla", *DAY, folder=folder)
    assert "fel[K350]" in every.stdout
    assert "upplysning[K355]" in every.stdout


@pytest.mark.parametrize("formula", ["(" * 100_000, "10**10**10", "9" * 100_000, "{}.__class__", "a" * 100_000])
def test_a_hostile_formula_is_a_finding_with_a_remedy(tmp_path: Path, formula: str) -> None:
    folder = copy_project("grund", tmp_path / "p")
    record = folder / "krav/register/kontrollrakningar/KONTROLL-FRIST.yaml"
    text = record.read_text(encoding="utf-8").replace("formel: gammal - ny", f"formel: '{formula}'")
    record.write_text(text, encoding="utf-8")
    done = kravbok("kontrollera", "--format", "json", *DAY, folder=folder)
    found = [item for item in json.loads(done.stdout)["fynd"] if item["allvar"] == "fel"]
    assert done.returncode == 1
    assert found
    assert all(item["hjalp"] and item["rad"] for item in found)


# konsekvens


def test_the_cost_of_a_year(real: Path) -> None:
    done = kravbok("konsekvens", "halsoval", "2021", "2022", folder=real)
    said = plain(done)
    assert done.returncode == 0
    assert "Summa: +2,5 mkr (+1,5 till +3,5 mkr)\nMed det som redan är avsatt: +6,5 mkr\n" in said
    assert said.endswith("Regionen beslutar.\n")


def test_the_workbook_is_written_with_live_formulas(real: Path, tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    arguments = ("konsekvens", "halsoval", "2021", "2022", "--format", "xlsx", "--till", str(path))
    assert kravbok(*arguments, folder=real).returncode == 0
    made = path.read_bytes()
    places = [place for place, formula in formulas(made)["Konsekvens"].items() if formula.startswith("SUM(")]
    cells = read_cells(made)["Konsekvens"]
    assert [cells[place] for place in places] == ["2500000", "1500000", "3500000", "6500000", "5500000", "7500000"]
    assert kravbok(*arguments, folder=real).returncode == 0
    assert path.read_bytes() == made


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["halsoval", "2021", "2023"], 1, "K206"),
        (["halsovall", "2021", "2022"], 1, "K205"),
        (["halsoval", "2021"], 2, "EFTER"),
        (["halsoval", "2021", "2022", "--format", "pdf"], 2, "pdf"),
    ],
)
def test_what_cannot_be_meant_is_said(real: Path, arguments: list[str], code: int, words: str) -> None:
    done = kravbok("konsekvens", *arguments, folder=real)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr


def test_the_document_of_changes_tells_what_the_changes_cost(real: Path, tmp_path: Path) -> None:
    arguments = ("bygg", "halsoval", "--upplaga", "2022", "--format", "md", "--till", str(tmp_path / "ut"))
    assert kravbok(*arguments, folder=real).returncode == 0
    text = (tmp_path / "ut/halsoval/2021-2022/halsoval-2021-2022.md").read_text(encoding="utf-8")
    words = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "Vad ändringarna betyder för budgeten" in words
    assert "+2,5 mkr" in words
    assert "summan är inte delarna" in words
