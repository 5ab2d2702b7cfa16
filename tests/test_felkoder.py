"""Every finding code has a page with true examples: the bad one gives that code at that place, the good nothing.

What YAML alone cannot show (bytes, folders, templates, a build) has a builder in tests/verktyg/byggda_fel.py.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kravbok.codes import CODES, Allvar
from kravbok.felkoder import Exempel, examples, find_kod, make_page, read_page, show_page, suggest_kod
from verktyg.byggda_fel import BYGGDA
from verktyg.fall import KALLOR, check, places

FOLDER = Path(sys.modules["kravbok.felkoder"].__file__ or "").parent
DOCS = Path(__file__).parents[1] / "docs" / "felkoder.md"
SHOWN = [kod for kod in CODES if kod not in BYGGDA]


def overlay(files: list[Exempel]) -> dict[str, bytes | None]:
    return {item.path: item.text.encode() for item in files}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(path.stem for path in FOLDER.glob("K*.md")) == list(CODES)


def test_the_table_of_codes_is_in_order_and_names_are_used_once() -> None:
    assert list(CODES) == sorted(CODES)
    assert len({kod.namn for kod in CODES.values()}) == len(CODES)


@pytest.mark.parametrize("kod", CODES)
def test_a_page_says_why_and_shows_both(kod: str) -> None:
    reason, bad, good = re.split(r"\n## (?:Fel|Rätt)\n", read_page(kod))
    assert len(reason.split()) > 8
    assert "```" in bad
    assert "```" in good


@pytest.mark.parametrize("kod", SHOWN)
def test_the_bad_example_gives_the_code_at_the_place(kod: str) -> None:
    bad, _ = examples(kod)
    expected = [f"{kod} {item.path}:{item.place[0]}:{item.place[1]}" for item in bad if item.place]
    assert len(expected) == 1
    assert places(check(overlay(bad), kallor=KALLOR)) == expected


@pytest.mark.parametrize("kod", SHOWN)
def test_the_good_example_gives_nothing(kod: str) -> None:
    _, good = examples(kod)
    assert good
    found = check(overlay(good), kallor=KALLOR)
    assert places([item for item in found if item.severity is not Allvar.UPPLYSNING]) == []


@pytest.mark.parametrize("kod", BYGGDA)
def test_what_yaml_cannot_show_is_built(kod: str, tmp_path: Path) -> None:
    found = BYGGDA[kod](tmp_path)
    assert {item.code for item in found} == {kod}
    assert all(item.position.line >= 1 and item.message and item.hint for item in found)


def test_a_code_is_found_by_number_and_by_name() -> None:
    assert find_kod("k103") is find_kod("fel-storhet") is CODES["K103"]
    assert find_kod("K999") is None
    assert suggest_kod("fel-storhett") is CODES["K103"]


def test_the_page_for_a_terminal_names_the_file_and_shows_no_fence() -> None:
    page = show_page(CODES["K103"])
    assert page.startswith("K103 fel-storhet: ")
    assert "krav/provbok/HV-LIST-001.yaml, rad 10, kolumn 22:" in page
    assert "```" not in page


def test_the_list_in_docs_is_up_to_date() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert page == make_page(), "skriv om den: PYTHONPATH=tests python -m verktyg.felkodssida"


def run_forklara(word: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kravbok", "forklara", word]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_explains() -> None:
    assert run_forklara("citat-siffra").stdout == show_page(CODES["K505"]) + "\n"


def test_the_command_suggests_the_nearest() -> None:
    result = run_forklara("citat-sifra")
    assert result.returncode == 2
    assert "Menade du K505 (citat-siffra)?" in result.stderr
