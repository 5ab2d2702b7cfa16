"""kravbok diff as a user runs it: formats, choices, exit codes; and the real books' differences, judged."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from shutil import copytree

import pytest

from kravbok.andringsdokument import ANDRINGSFORMAT, make_andringar, write_andringar
from kravbok.edition import make_utgivning, previous_upplaga
from kravbok.settings import FALLBACK_DATE
from kravbok.templates import Mallar, packaged_templates
from verktyg import axe, verapdf, vnu
from verktyg.gitrepo import commit, git
from verktyg.grund import GRUND
from verktyg.sparning import load_krav

COMMAND = (sys.executable, "-c", "from kravbok.cli.diff import diff; diff(prog_name='kravbok diff')")
BOOKS = ("allmantandvard-unga", "fotvard", "halsoval")


def run(*arguments: str, folder: Path = GRUND, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, capture_output=True, check=False, env={**os.environ, **environment}
    )


def text(done: subprocess.CompletedProcess[bytes]) -> str:
    assert done.stderr == b"", done.stderr.decode()
    return done.stdout.decode()


def change(folder: Path) -> None:
    """Change a word in a clause of the project in a folder."""
    record = folder / "krav/provbok/pafoljder/PR-PAF-001.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("en brist", "varje brist"), encoding="utf-8")


# Sides


def test_one_side_is_compared_with_the_edition_before() -> None:
    one, two = run("provbok@2022"), run("provbok@2021", "provbok@2022")
    assert one.returncode == two.returncode == 0
    assert text(one) == text(two)
    assert "~ 1.1 Mottagande av patienter PR-LIST-001" in text(one)


def test_the_first_edition_has_nothing_before_it() -> None:
    done = run("provbok@2021")
    assert done.returncode == 2
    assert "ingen upplaga före sig" in done.stderr.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("provbok", "provbok", "provbok"),
        ("provbok", "--rev", "a..b", "--vid", "2022-01-01"),
        ("provbok", "--vid", "i går"),
        ("provbok", "--format", "exe"),
        ("provbok", "--vem", "vårdgivarn"),
    ],
)
def test_misuse_is_told_apart(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("side", "code"), [("bok", "K205"), ("provbok@2029", "K206"), ("provbok@2029-01-01", "K802"), ("@", "K205")]
)
def test_a_side_that_is_not_there_is_a_finding(side: str, code: str) -> None:
    done = run(side, "provbok@2022")
    assert (done.returncode, done.stdout) == (1, b"")
    assert f"fel[{code}]" in done.stderr.decode()


def test_a_misspelt_choice_has_a_nearest() -> None:
    assert "Menade du vårdgivaren?" in run("provbok", "--vem", "vardgivarn").stderr.decode()


def test_the_old_side_can_be_another_folder(tmp_path: Path) -> None:
    copytree(GRUND / "krav", tmp_path / "krav")
    change(tmp_path)
    done = run("provbok@2021", "--fran", str(tmp_path), "--exit-kod")
    assert done.returncode == 3
    assert "[-varje-]{+en+} brist" in text(done)


def test_a_past_commit_is_marked_as_git_s(tmp_path: Path) -> None:
    copytree(GRUND / "krav", tmp_path / "krav")
    git(tmp_path, "init", "-q")
    commit(tmp_path, {})
    change(tmp_path)
    done = run("provbok@2021", "--rev", "HEAD..HEAD", "--exit-kod", folder=tmp_path)
    assert done.returncode == 0
    assert "enligt git" in text(done)
    later = run("provbok@2021", "--vid", "2100-01-01", "--exit-kod", folder=tmp_path)
    assert later.returncode == 3
    assert "[-en-]{+varje+} brist" in text(later)


def test_a_new_introduction_between_two_commits_is_a_change_outside_the_requirements(tmp_path: Path) -> None:
    copytree(GRUND / "krav", tmp_path / "krav")
    git(tmp_path, "init", "-q")
    commit(tmp_path, {})
    book = tmp_path / "krav/provbok/bok.yaml"
    book.write_text(book.read_text(encoding="utf-8").replace("till för prov", "till för försök"), encoding="utf-8")
    commit(tmp_path, {})
    asked = ("provbok@2021", "--rev", "HEAD~1..HEAD", "--exit-kod")
    done = run(*asked, folder=tmp_path)
    assert done.returncode == 3
    assert "Boken är till för [-prov-]{+försök+}. Börja med avsnitt\u00a01.1 (PR-LIST-001)." in text(done)
    data = json.loads(run(*asked, "--format", "json", folder=tmp_path).stdout)
    assert (data["boken"]["slag"], data["krav"], data["kapitel"]) == (["ändrad text"], [], [])
    for form, mark in (("html", b"</del>"), ("markdown", b"<ins>f\xc3\xb6rs\xc3\xb6k</ins>")):
        assert mark in run(*asked, "--format", form, folder=tmp_path).stdout
    assert run(*asked, "--vem", "regionen", folder=tmp_path).returncode == 0  # the book is no part of a choice


def decided(folder: Path) -> None:
    """Make the proposal a decided edition: one change's decision is declared missing, one approval has no effect."""
    book, kedja = folder / "krav/provbok/bok.yaml", folder / "krav/provbok/pafoljder/PR-PAF-003.yaml"
    first = folder / "krav/provbok/listning/PR-LIST-001.yaml"
    gap = "    saknas:\n      - vad: beslut\n        motivering: Protokollet finns inte kvar.\n"
    for path, old, new in (
        (book, "avses_galla_fran", "galler_fran"),
        (book, "status: förslag\n    utgang: okänd", "status: beslutad"),
        (kedja, "avses_galla_fran", "galler_fran"),
        (first, "avses_galla_fran", "galler_fran"),
        (first, "    beslut: okänt\n", f"    beslut: okänt\n{gap}        antecknad_av: registrator\n"),
        (kedja, "    beslut: okänt\n", "    beslut: RF-2021-11-23-150\n"),
    ):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    beslut = folder / "krav/register/beslut"
    for number, named, more in ((150, "PR-PAF-003", ""), (151, "PR-LIST-003", VERKNINGSLOST)):
        record = BIFALL.format(number, named) + more
        (beslut / f"RF-2021-11-23-{number}.yaml").write_text(record, encoding="utf-8")


BIFALL = """id: RF-2021-11-23-{0}
organisation: provlandet
organ: RF
datum: 2021-11-23
paragraf: {0}
beslut: bifall
avser:
  bocker: [provbok]
  upplaga: "2022"
  krav: [{1}]
  text: Beslutet gäller {1}.
arende: RS/60/2021
"""
VERKNINGSLOST = """saknas:
  - vad: beslut-verkningslöst
    motivering: Grunden stod redan så.
    antecknad_av: registrator
"""


def test_a_decided_edition_lists_what_is_declared_and_an_approval_without_effect(tmp_path: Path) -> None:
    copytree(GRUND / "krav", tmp_path / "krav")
    decided(tmp_path)
    data = json.loads(run("provbok", "--format", "json", folder=tmp_path).stdout)
    registers = {part["id"]: part for part in data["register"]}
    assert [row[0] for row in registers["utan-beslut"]["rader"]] == ["1.1"]
    assert registers["utan-beslut"]["rader"][0][-1] == "Protokollet finns inte kvar."
    assert [row[-2:] for row in registers["utan-verkan"]["rader"]] == [["1.3 (PR-LIST-003)", "Grunden stod redan så."]]
    html = run("provbok", "--format", "html", folder=tmp_path).stdout.decode()
    part = html.partition('<h2 id="utan-beslut">')[2].partition("</section>")[0]
    assert '<a href="#PR-LIST-001">1.1</a>' in part
    assert "PR-PAF-003" not in part
    for form in ("text", "markdown"):
        shown = run("provbok", "--format", form, folder=tmp_path).stdout.decode()
        assert "Ändringar utan känt beslut" in shown
        assert "Bifall som inte syns i texten" in shown
    back = json.loads(run("provbok@2022", "provbok@2021", "--format", "json", folder=tmp_path).stdout)
    assert not {"utan-beslut", "utan-verkan"} & {part["id"] for part in back["register"]}


# Exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("provbok@2021", "provbok@2021", "--exit-kod"), 0),
        (("provbok", "--exit-kod"), 3),
        (("provbok",), 0),
        (("provbok", "--slag", "flyttad", "--exit-kod"), 0),
        (("provbok", "--slag", "ny,flyttad", "--exit-kod"), 3),
        (("provbok@2040", "--exit-kod"), 1),
    ],
)
def test_the_exit_code_tells_same_error_and_differs(arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments).returncode == code


# Formats


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("text", b"\xc3\x84ndringar inf\xc3\xb6r 2022"),
        ("markdown", b"Region Provlandet"),
        ("html", b"<!DOCTYPE html>"),
        ("json", b"{"),
        ("csv", b"\xef\xbb\xbfAvsnitt;"),
        ("xlsx", b"PK"),
        ("docx", b"PK"),
        ("pdf", b"%PDF"),
    ],
)
def test_every_format_to_a_file_and_through_a_pipe(form: str, start: bytes, tmp_path: Path) -> None:
    piped = run("provbok", "--format", form)
    filed = run("provbok", "--format", form, "--till", str(tmp_path / "fil"))
    assert (piped.returncode, piped.stderr) == (0, b"")
    assert filed.stdout.decode() == f"{tmp_path / 'fil'}\n"
    assert piped.stdout.lstrip().startswith(start)
    assert piped.stdout == (tmp_path / "fil").read_bytes()


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "fil").mkdir()
    done = run("provbok", "--till", str(tmp_path / "fil"))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"K708" in done.stderr
    assert list(tmp_path.rglob("*")) == [tmp_path / "fil"]


def test_no_colour_reaches_a_pipe() -> None:
    assert b"\x1b" not in run("provbok", FORCE_COLOR="1").stdout


def on_terminal(**environment: str) -> bytes:
    """What the command writes on a terminal."""
    outer, inner = pty.openpty()
    command = [*COMMAND, "provbok"]
    with subprocess.Popen(command, cwd=GRUND, stdout=inner, env={**os.environ, **environment}) as process:
        os.close(inner)
        said = b""
        with suppress(OSError):  # a terminal that is closed
            while part := os.read(outer, 65536):
                said += part
        process.wait()
    os.close(outer)
    return said


def test_a_terminal_has_colour_unless_it_is_refused() -> None:
    coloured, plain = on_terminal(NO_COLOR=""), on_terminal(NO_COLOR="1")
    assert b"\x1b[32m" in coloured
    assert b"\x1b" not in plain
    assert re.sub(rb"\x1b\[[0-9]*m", b"", coloured) == plain


def test_a_terminal_is_given_no_binary_file() -> None:
    outer, inner = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "provbok", "--format", "pdf"], cwd=GRUND, stdout=inner, stderr=subprocess.PIPE, check=False
    )
    os.close(inner)
    os.close(outer)
    assert done.returncode == 2
    assert "--till" in done.stderr.decode()


# The real books


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document of changes 2021 → 2022 of each book that has two editions, written and proven."""
    folder = tmp_path_factory.mktemp("andringar")
    register = load_krav()
    mallar = Mallar(packaged_templates())
    for name in BOOKS:
        bok = register.bocker[name]
        fore, efter = previous_upplaga(bok, bok.upplagor[-1]), bok.upplagor[-1]
        assert fore is not None
        vy = make_andringar(make_utgivning(register, bok, fore), make_utgivning(register, bok, efter))
        datum = efter.fran.dag or FALLBACK_DATE
        assert write_andringar(vy, mallar, folder / name, datum=datum, formats=ANDRINGSFORMAT) == []
    return folder


def test_the_pages_are_correct(documents: Path) -> None:
    assert vnu.validate(*sorted(documents.glob("*.html"))) == []


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_are_accessible(documents: Path, name: str, width: int) -> None:
    assert axe.validate(documents / f"{name}.html", width=width) == []


@pytest.mark.parametrize("name", BOOKS)
def test_the_pdf_is_accessible_and_archivable(documents: Path, name: str) -> None:
    assert verapdf.validate(documents / f"{name}.pdf") == []


def test_the_amounts_of_the_real_books(documents: Path) -> None:
    data = json.loads((documents / "halsoval.json").read_bytes())
    figures = {item["id"]: item["siffror"] for item in data["krav"]}
    (figure,) = figures["HV-ERS-001"]
    assert figure["skillnad"].replace("\u00a0", " ") == "+5 000 kr/plats/år"
    assert figure["procent"].replace("\u00a0", " ") == "+100 %"
    (share,) = figures["HV-ERS-010"]
    assert share["skillnad"].replace("\u00a0", " ") == "−1 procentenhet"
    assert share["procent"] == ""
