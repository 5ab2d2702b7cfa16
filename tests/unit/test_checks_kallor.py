"""The proof against archived sources: what the examples of the codes (tests/test_felkoder.py) do not show."""

from pathlib import Path

import pytest

from kravbok.checks.ursprung import leads_out
from verktyg.fall import KALLOR, base, check, places

KRAV = "krav/provbok/HV-LIST-001.yaml"
RAPPORT = "krav/register/dokument/rapport.yaml"


def without_hash() -> bytes:
    return b"".join(line for line in base()[RAPPORT].splitlines(keepends=True) if b"sha256" not in line)


def found(folder: Path, **files: bytes) -> list[str]:
    return places(check({RAPPORT: without_hash(), **files}, kallor=folder))


def test_the_valid_project_is_proven() -> None:
    assert places(check({}, kallor=KALLOR)) == []


def test_line_ends_of_another_system_and_hyphens_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "rapport.txt").write_bytes("a\r\nb\r\ntas emot in-\r\nom fyra\u00a0vec\u00adkor\r\n".encode())
    assert found(tmp_path) == []


@pytest.mark.parametrize("make", ["lank-ut", "mapp", "ingen"])
def test_a_source_is_an_ordinary_file_in_the_folder(make: str, tmp_path: Path) -> None:
    (tmp_path / "kallor").mkdir()
    (tmp_path / "rapport.txt").write_bytes((KALLOR / "rapport.txt").read_bytes())
    if make == "lank-ut":
        (tmp_path / "kallor" / "rapport.txt").symlink_to(tmp_path / "rapport.txt")
    elif make == "mapp":
        (tmp_path / "kallor" / "rapport.txt").mkdir()
    assert found(tmp_path / "kallor") == [f"K507 {RAPPORT}:5:6"]


def test_a_source_in_another_encoding_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "rapport.txt").write_bytes("på\n\n\ninom fyra veckor\n".encode("latin-1"))
    assert found(tmp_path) == []


def test_the_remedy_says_where_the_quote_does_stand(tmp_path: Path) -> None:
    (tmp_path / "rapport.txt").write_text("1\n2\n3\n4\n5\ninom fyra\nveckor\n", encoding="utf-8")
    (wrong,) = check({RAPPORT: without_hash()}, kallor=tmp_path)
    assert (wrong.code, wrong.hint) == ("K504", "Det står på raderna 6–7.")


def test_a_declared_gap_silences_an_unproven_quote(tmp_path: Path) -> None:
    (tmp_path / "rapport.txt").write_text("1\n2\n3\n4\n", encoding="utf-8")
    declared = base()[KRAV] + "    saknas:\n      - {vad: citat-saknas, motivering: Sidan är bortriven}\n".encode()
    assert found(tmp_path, **{KRAV: declared}) == []


def test_a_claim_is_proven_too() -> None:
    claim = """id: KONTROLL-PROV
rubrik: Prov
pastaende:
  - {dokument: rapport, rader: "4", varde: 2 000 kr, citat: 1 000 kr/person/vecka}
givet: {sats: 2 000 kr}
formel: sats
"""
    path = "krav/register/kontrollrakningar/KONTROLL-PROV.yaml"
    assert f"K505 {path}:4:61" in places(check({path: claim.encode()}, kallor=KALLOR))


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/a", "C:\\a", "c:a", "\\\\server\\a", "a\\..\\b"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    assert leads_out(name)


@pytest.mark.parametrize("name", ["rapport.txt", "2021/rapport.txt", "a..b.txt", "rapport 1.txt"])
def test_a_name_in_the_folder_is_allowed(name: str) -> None:
    assert not leads_out(name)
