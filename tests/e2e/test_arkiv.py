"""Sealed files by the installed command, in real repositories: made once, and published as they were made."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kravbok.seal.forsegling import files_checksum, parse_forsegling
from kravbok.settings import BOOK_FORMATS
from kravbok.templates import packaged_templates
from verktyg import scheman, verapdf
from verktyg.bygge import COMMAND, files_in, kravbok
from verktyg.forseglade import BLAD, BOK, PAF_2, SEAL, Files, change, decide_2022, save_commit, sealed, text
from verktyg.gitrepo import commit, git, write
from verktyg.grund import base
from verktyg.revisionspaket import read

STORE = "arkiv/provbok/2021"
BOOK = {"filer/kedja.svg", *(f"provbok-2021.{form}" for form in BOOK_FORMATS)}


def seal(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return kravbok("forsegla", "provbok", "2021", *arguments, folder=root)


def name_seal(root: Path, said: str) -> None:
    """Write the line that the command asks for, and commit it with the seal and its files."""
    [line] = re.findall(r"^ {4}forsegling: [0-9a-f]{64}$", said, re.MULTILINE)
    whole = (root / BOK).read_text(encoding="utf-8")
    head = '  - id: "2021"\n'
    write(root, {BOK: whole.replace(head, f"{head}{line}\n")})
    commit(root, {}, "Försegling")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose edition of 2021 the command has sealed with its files, committed."""
    root = tmp_path_factory.mktemp("arkiv")
    save_commit(root, {**base(), ".gitignore": "build/\n.kravbok-cache/\n", ".gitattributes": "*.svg binary\n"})
    done = seal(root)
    assert done.returncode == 0, done.stdout + done.stderr
    name_seal(root, done.stdout)
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A clone of that project, to do as one likes with."""
    git(tmp_path, "clone", "-q", made.as_uri(), "projekt")
    return tmp_path / "projekt"


def build(root: Path, *arguments: str) -> dict[str, bytes]:
    """The files of the edition of 2021 that the command builds."""
    done = kravbok("bygg", *arguments, folder=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return files_in(root / "build/provbok/2021")


def book(files: dict[str, bytes]) -> dict[str, bytes]:
    """The book among an edition's files: not its follow-up documents."""
    return {name: data for name, data in files.items() if not name.startswith("uppfoljning/")}


def test_the_seal_lists_the_files_that_were_made(made: Path) -> None:
    stored = files_in(made / STORE)
    data = json.loads((made / SEAL).read_bytes())
    assert stored.keys() == BOOK
    assert data["filer"] == {name: hashlib.sha256(content).hexdigest() for name, content in stored.items()}
    assert {**data, "filer": None} == {**json.loads(text(sealed(), SEAL)), "filer": None}
    schema = scheman.shut(scheman.make_schemas()["forsegling-1.json"])
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    assert (made / "arkiv/.gitattributes").read_bytes() == b"* binary\n"
    assert git(made, "status", "--porcelain") == ""


def test_the_files_name_the_seal_and_the_commit_before_it(made: Path) -> None:
    page = json.loads((made / STORE / "provbok-2021.json").read_bytes())
    total = json.loads((made / SEAL).read_bytes())["kontrollsumma"]
    assert "".join(page["kolofon"]["Försegling"]).replace(" ", "").replace("\N{NO-BREAK SPACE}", "").endswith(total)
    assert page["upplaga"]["forsegling"] == total
    assert page["kolofon"]["Senaste ändring i git"] == [git(made, "rev-parse", "HEAD~1")]
    assert "Utkast" not in page["kolofon"]


def test_the_minutes_bind_the_list_of_files(made: Path) -> None:
    again = seal(made)
    total = files_checksum(parse_forsegling((made / SEAL).read_bytes()))
    assert (again.returncode, f"Filernas lista: {total}." in again.stdout) == (0, True)
    assert git(made, "status", "--porcelain") == ""


def test_the_stored_pdf_is_accessible_and_archival(made: Path) -> None:
    assert verapdf.validate(made / STORE / "provbok-2021.pdf") == []


def test_two_projects_seal_the_same_bytes(made: Path, tmp_path: Path) -> None:
    away = tmp_path / "Ett annat ställe å"
    git(tmp_path, "clone", "-q", made.as_uri(), str(away))
    git(away, "checkout", "-q", "--detach", "HEAD~1")
    assert seal(away).returncode == 0
    assert files_in(away / STORE) == files_in(made / STORE)
    assert (away / SEAL).read_bytes() == (made / SEAL).read_bytes()


def test_other_templates_change_no_sealed_file(root: Path) -> None:
    first = build(root)
    plain = (root / "build/provbok/2022/provbok-2022.pdf").read_bytes()
    assert book(first) == files_in(root / STORE)
    commit(root, {"mallar/bok.css": "p { color: #333 }\n", "mallar/bok.typ": own_typst()}, "Andra mallar")
    assert book(build(root)) == book(first)
    assert (root / "build/provbok/2022/provbok-2022.pdf").read_bytes() != plain
    assert book(build(root, "--rev", "HEAD")) == book(first)
    assert book(build(root, "--rev", "HEAD~1")) == book(first)


def own_typst() -> str:
    """The packaged Typst template with another margin."""
    whole = packaged_templates()["bok.typ"].decode()
    assert "bottom: 27mm" in whole
    return whole.replace("bottom: 27mm", "bottom: 40mm")


def test_a_checkout_with_other_line_endings_keeps_the_files(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", root.as_uri(), "windows")
    assert b"\r\n" in (tmp_path / "windows" / BOK).read_bytes()
    assert book(build(tmp_path / "windows", "--format", "html,md,json")).keys() <= BOOK
    assert files_in(tmp_path / "windows" / STORE) == files_in(root / STORE)


def test_the_pack_holds_the_sealed_files(root: Path) -> None:
    done = kravbok("revision", "provbok", "2021", folder=root)
    assert done.returncode == 0, done.stdout + done.stderr
    files, stored = read(root / "provbok-2021-revision.zip"), files_in(root / STORE)
    assert {name: files[f"bok/{name}"] for name in stored} == stored
    assert {name: files[f"underlag/{STORE}/{name}"] for name in stored} == stored
    account = json.loads(files["redovisning/forseglingar.json"])
    assert {item["namn"]: item["sha256"] for item in account["filer"]} == json.loads((root / SEAL).read_bytes())[
        "filer"
    ]
    again = kravbok("revision", "--kontrollera", "provbok-2021-revision.zip", "--projekt", ".", folder=root)
    assert again.returncode == 0, again.stdout
    for name, data in files.items():
        if name.startswith("underlag/"):
            write(root / "ur paketet", {name.removeprefix("underlag/"): data})
    assert book(build(root / "ur paketet", "--format", "html,json"))["provbok-2021.html"] == stored["provbok-2021.html"]


def test_the_next_edition_chains_to_the_files(root: Path) -> None:
    decided = decide_2022(yaml_text(root))
    commit(root, {path: data for path, data in decided.items() if path.endswith(".yaml")}, "Beslut")
    done = kravbok("forsegla", "provbok", "2022", folder=root)
    assert done.returncode == 0, done.stdout + done.stderr
    second = parse_forsegling((root / SEAL.replace("2021", "2022")).read_bytes())
    assert second.foregaende is not None
    assert second.foregaende.filer == files_checksum(parse_forsegling((root / SEAL).read_bytes()))
    assert len(second.filer or {}) == len(BOOK)


def yaml_in(root: Path) -> dict[str, bytes]:
    return {f"krav/{name}": data for name, data in files_in(root / "krav").items() if name.endswith(".yaml")}


def test_a_correction_leaves_the_sealed_files_and_stands_beside_them(root: Path) -> None:
    corrected = change(yaml_text(root), PAF_2, "tak: 10 000 kr", "tak: 100 000 kr")
    commit(root, {PAF_2: corrected[PAF_2], "krav/register/rattelseblad/RB-1.yaml": BLAD}, "Rättelse")
    built = book(build(root))
    beside = {name for name in built if name.startswith("rattad/")}
    assert {name: data for name, data in built.items() if name not in beside} == files_in(root / STORE)
    assert beside == {"rattad/filer/kedja.svg", *(f"rattad/provbok-2021-rattad.{form}" for form in BOOK_FORMATS)}
    assert verapdf.validate(root / "build/provbok/2021/rattad/provbok-2021-rattad.pdf") == []
    page = json.loads(built["rattad/provbok-2021-rattad.json"])
    assert [item["rubrik"] for item in page["notiser"]][-1:] == ["Rättelse RB-1"]


def yaml_text(root: Path) -> Files:
    return {path: data.decode() for path, data in yaml_in(root).items()}


# Whole or not at all


def test_what_is_not_committed_is_not_sealed_with_files(tmp_path: Path) -> None:
    save_commit(tmp_path, dict(base()))
    write(tmp_path, change(dict(base()), "krav/provbok/kapitel/pafoljder.yaml", "Påföljder", "Viten"))
    done = seal(tmp_path)
    assert (done.returncode, "[K911]" in done.stdout, (tmp_path / "arkiv").exists()) == (1, True, False)
    assert not (tmp_path / SEAL).exists()
    assert seal(tmp_path, "--utan-filer").returncode == 0


def test_outside_git_files_can_be_sealed(tmp_path: Path) -> None:
    write(tmp_path, dict(base()))
    assert seal(tmp_path).returncode == 0
    assert files_in(tmp_path / STORE).keys() == BOOK


def record_is_a_folder(root: Path) -> None:
    (root / SEAL).mkdir(parents=True)


def store_is_a_file(root: Path) -> None:
    write(root, {"arkiv": "x"})


def template_is_broken(root: Path) -> None:
    commit(root, {"mallar/bok.typ": "#let bok("})


@pytest.mark.parametrize("hinder", [record_is_a_folder, store_is_a_file, template_is_broken])
def test_what_fails_leaves_nothing(hinder: Callable[[Path], None], tmp_path: Path) -> None:
    save_commit(tmp_path, {**base(), ".gitignore": ".kravbok-cache/\n"})
    hinder(tmp_path)
    before = names_in(tmp_path)
    done = seal(tmp_path)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr + done.stdout
    assert "Internt fel" not in done.stderr
    assert names_in(tmp_path) - before <= {"arkiv/.gitattributes"}


def names_in(root: Path) -> set[str]:
    kept = (name for name in files_in(root) if not name.startswith((".git/", ".kravbok-cache/")))
    return set(kept)


def test_files_that_a_stopped_run_left_are_replaced(tmp_path: Path) -> None:
    save_commit(tmp_path, dict(base()))
    write(tmp_path, {f"{STORE}/provbok-2021.pdf": b"halv", f"{STORE}/mer.txt": b"x"})
    done = seal(tmp_path)
    assert done.returncode == 0, done.stdout
    assert files_in(tmp_path / STORE).keys() == BOOK


@pytest.mark.parametrize("seconds", [0.4, 0.7, 1.0, 1.3])
def test_a_run_that_is_killed_can_be_made_again(seconds: float, tmp_path: Path) -> None:
    save_commit(tmp_path, dict(base()))
    with subprocess.Popen(
        [COMMAND, "forsegla", "provbok", "2021"], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    if (tmp_path / SEAL).exists():
        assert files_in(tmp_path / STORE).keys() == BOOK
    done = seal(tmp_path)
    assert done.returncode == 0, done.stdout
    assert files_in(tmp_path / STORE).keys() == BOOK
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".arkiv")] == []
    shutil.rmtree(tmp_path)
