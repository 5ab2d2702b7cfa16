"""The docs are true: examples load, tables follow the code, commands are described, schemas hold, links lead on."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from kravbok.check import check_underlag
from kravbok.cli import COMMANDS, main
from kravbok.codes import CODES, Allvar
from kravbok.edition import make_utgivning
from kravbok.expand import resolve
from kravbok.export.json import write_json
from kravbok.finding import Finding
from kravbok.register import Register
from kravbok.report import FORMATS as FYNDFORMAT
from kravbok.settings import FORMATS
from kravbok.sources import File
from kravbok.text import parse_fragment
from kravbok.underlag import Underlag
from kravbok.view.bok import view_bok
from test_layers import ROOMS, SOURCE
from verktyg import scheman
from verktyg.ordlista import DATAMODELL, DOCS, ORDLISTA, find_faults, models, render_datamodell, render_ordlista

ROOT = DOCS.parent
GRUND = ROOT / "tests" / "data" / "grund"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DATUM = date(2026, 1, 1)


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def fences(page: Path, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return [body for kind, body in FENCE.findall(read(page)) if kind == language]


def rows(page: Path, head: str) -> list[list[str]]:
    """The cells of each row of the first table whose first column has that heading."""
    lines = iter(read(page).splitlines())
    next(line for line in lines if line.startswith(f"| {head} |"))
    next(lines)
    found = []
    for line in lines:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split(" | ")])
    return found


def words(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


# Links


@cache
def anchors(page: Path) -> set[str]:
    """The anchors of a page: its headings as they are where Markdown is shown, and those written out."""
    text = FENCE.sub("", read(page))
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading.lower())) for heading in headings)
    named = set(re.findall(r'<a id="([^"]+)">', text))
    return named | {unicodedata.normalize("NFC", heading).replace(" ", "-") for heading in plain}


@cache
def links(page: Path) -> tuple[str, ...]:
    """The relative links of a page."""
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", read(page)))
    return tuple(target for target in LINK.findall(text) if not re.match(r"[a-z]+:", target))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for target in links(page):
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            dead.append(target)
    assert dead == []


def test_every_page_is_reached_from_the_first() -> None:
    reached = {DOCS / "README.md"}
    for _ in range(2):
        reached |= {(page.parent / target.split("#")[0]).resolve() for page in reached for target in links(page)}
        reached &= set(PAGES)
    assert {page for page in PAGES if page.is_relative_to(DOCS)} <= reached


def test_no_page_names_this_machine() -> None:
    found = [page.name for page in PAGES if re.search(r"/(?:work|tmp|root|home)/|\.\./shared", read(page))]
    assert found == []


# architecture.md


def test_the_table_of_rooms_is_the_one_that_imports_are_held_to() -> None:
    cells = [row[0] for row in rows(DOCS / "architecture.md", "room")]
    assert tuple(tuple(words(cell)) for cell in cells) == ROOMS


def test_a_room_is_marked_as_planned_until_it_is_there() -> None:
    cells = " ".join(row[0] for row in rows(DOCS / "architecture.md", "room"))
    planned = set(re.findall(r"`(\w+)`°", cells))
    names = {name for room in ROOMS for name in room}
    assert planned == {name for name in names if not (SOURCE / f"{name}.py").exists() and not (SOURCE / name).is_dir()}


def test_paths_and_modules_that_pages_name_are_there() -> None:
    text = "\n".join(read(page) for page in (DOCS / "architecture.md", DOCS / "rendering.md"))
    named = {name for name in re.findall(r"`([\w./-]+\.(?:py|html|typ|docx|toml|md))`", text) if "/" in name}
    missing = {name for name in named if not any((base / name).exists() for base in (ROOT, SOURCE))}
    assert named
    assert missing == set()


# datamodell.md


def example_project() -> dict[str, str]:
    """The files that the page's examples are, by the path on their first line."""
    found: dict[str, str] = {}
    for body in fences(DATAMODELL, "yaml"):
        first = body.split("\n", 1)[0]
        assert first.startswith("# krav/"), first
        assert first[2:] not in found
        found[first[2:]] = body
    return found


@cache
def example_register(folder: Path) -> tuple[Register, list[Finding]]:
    (folder / "underlag-2021.txt").write_text(fences(DATAMODELL, "text")[0], encoding="utf-8", newline="\n")
    files = tuple(File(path, text.encode()) for path, text in sorted(example_project().items()))
    return check_underlag(Underlag(files, (), ()), DATUM, folder)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Register, list[Finding]]:
    return example_register(tmp_path_factory.mktemp("kallor"))


def test_the_examples_are_a_project_without_a_finding(example: tuple[Register, list[Finding]]) -> None:
    register, findings = example
    wrong = [item for item in findings if item.severity is not Allvar.UPPLYSNING]
    assert [f"{item.code} {item.position} {item.message}" for item in wrong] == []
    assert len(register.krav) == 5


def test_the_source_of_the_examples_is_the_registered_one(example: tuple[Register, list[Finding]]) -> None:
    text = fences(DATAMODELL, "text")[0]
    assert example[0].dokument["underlag-2021"].sha256_utlasning == hashlib.sha256(text.encode()).hexdigest()


def test_every_kind_of_record_has_an_example(example: tuple[Register, list[Finding]]) -> None:
    no_records = ("filer", "forseglingar", "posts", "sources", "unread")
    shelves = [name for name in Register.__dataclass_fields__ if name not in no_records]
    assert [name for name in shelves if not getattr(example[0], name)] == []


def test_the_examples_number_as_the_page_says(example: tuple[Register, list[Finding]]) -> None:
    register = example[0]
    bok = register.bocker["halsoval"]
    editions = [make_utgivning(register, bok, upplaga).klausuler for upplaga in bok.upplagor]
    found = [{name: (item.nummer, item.index) for name, item in edition.items()} for edition in editions]
    assert found[0] == {"HV-LIST-001": ("1.1", 0), "HV-KONT-005": ("2.1", 0), "HV-PAF-004": ("3.1", 0)}
    assert found[1] == {
        "HV-LIST-001": ("1.1", 0),
        "GEM-IT-009": ("2.1", 0),
        "HV-PAF-004": ("3.1", 1),
        "HV-KONT-006": ("", 0),
    }


def test_expressions_print_as_the_page_says(example: tuple[Register, list[Finding]]) -> None:
    register = example[0]
    bok = register.bocker["halsoval"]
    utgivning = make_utgivning(register, bok, bok.upplagor[-1])
    clause = utgivning.klausuler["HV-PAF-004"]
    table = {words(row[0])[0]: row[1] for row in rows(DATAMODELL, "Uttryck")}
    printed = {text: resolve(utgivning, clause, parse_fragment(text).uttryck[0]).text for text in table}
    assert len(printed) == 6
    promised = {text: match[1] for text, told in table.items() if (match := re.search("”(.+?)”", told))}
    assert promised
    assert {text: printed[text].replace("\u00a0", " ") for text in promised} == promised


def test_the_computed_tables_of_the_data_model_are_the_code_s() -> None:
    page = read(DATAMODELL)
    assert page.count("<!-- räknat: ") == page.count("<!-- slut -->") == 3
    assert render_datamodell(page) == page


def test_named_codes_exist() -> None:
    pages = [page for page in PAGES if page.name not in ("felkoder.md", "sparning.md")]
    named = {code for page in pages for code in re.findall(r"\bK\d{3}\b", read(page))}
    assert named
    assert named <= CODES.keys()


# ordlista.md


def test_every_word_of_the_model_stands_in_the_word_list() -> None:
    assert len(models()) > 40
    assert find_faults() == []


def test_the_word_list_is_the_one_that_the_model_makes() -> None:
    assert read(ORDLISTA) == render_ordlista()


# kommandon.md


def commands() -> dict[str, click.Command]:
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in COMMANDS}
    return {name: command for name, command in found.items() if command is not None}


def section(name: str) -> str:
    """What the page says of one command."""
    _, _, rest = read(DOCS / "kommandon.md").partition(f"## kravbok {name}\n")
    return rest.split("\n## ")[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_part_of_a_command_is_described(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"], prog_name="kravbok")
    assert shown.exit_code == 0, shown.output
    synopsis = FENCE.findall(section(name))[0][1]
    described = re.findall(r"^\| `([^`]+)` \|", section(name), re.MULTILINE)
    options = set(re.findall(r"^ +(?:-\w, )?(--[\w-]+)", shown.output, re.MULTILINE)) - {"--help"}
    arguments = {part.make_metavar(click.Context(commands()[name])).strip("[].") for part in _arguments(name)}
    assert {word for word in described if word.startswith("--")} == options
    assert {word for word in described if word.isupper()} == arguments
    assert set(re.findall(r"--[\w-]+", synopsis)) == options
    assert all(argument in synopsis for argument in arguments)


def _arguments(name: str) -> list[click.Argument]:
    return [part for part in commands()[name].params if isinstance(part, click.Argument)]


def test_no_command_is_described_that_is_not_there() -> None:
    assert re.findall(r"^## kravbok ([\w-]+)$", read(DOCS / "kommandon.md"), re.MULTILINE) != []
    assert set(re.findall(r"^## kravbok ([\w-]+)$", read(DOCS / "kommandon.md"), re.MULTILINE)) == set(COMMANDS)


def test_formats_are_the_ones_that_are_there() -> None:
    table = re.findall(r"^\| `(\w+)` \|", section("kontrollera"), re.MULTILINE)
    assert set(table) - {"STIG"} == {"text", *FYNDFORMAT}
    cell = next(line for line in section("bygg").splitlines() if line.startswith("| `--format` |"))
    assert words(cell)[1 : 1 + len(FORMATS)] == list(FORMATS)


@pytest.fixture(scope="module")
def projekt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a valid project that claims nothing in ”rent” and one without records in ”tomt”."""
    folder = tmp_path_factory.mktemp("projekt")
    shutil.copytree(GRUND / "krav", folder / "rent" / "krav", ignore=shutil.ignore_patterns("kontrollrakningar"))
    (folder / "tomt").mkdir()
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A finished kravbok that ran in a folder, outside the workflows of any forge."""
    forge = ("GITHUB_ACTIONS", "TF_BUILD")
    environment = {name: value for name, value in os.environ.items() if name not in forge}
    command = [sys.executable, "-m", "kravbok", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8")


@pytest.mark.parametrize(
    ("folder", "arguments", "code"),
    [
        ("rent", ["kontrollera", "--datum", "2022-01-01"], 0),
        ("tomt", ["kontrollera", "--datum", "2022-01-01"], 1),
        ("rent", ["kontrollera", "--datum", "i dag"], 2),
        ("rent", ["bygg", "--format", "rtf"], 2),
        ("tomt", ["bygg", "--format", "html"], 1),
        ("rent", ["forklara", "K103"], 0),
        ("rent", ["finns-inte"], 2),
    ],
)
def test_exit_codes_are_as_described(projekt: Path, folder: str, arguments: list[str], code: int) -> None:
    done = run(projekt / folder, *arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_when_all_is_well_one_line_is_said_and_not_on_stdout(projekt: Path) -> None:
    done = run(projekt / "rent", "kontrollera", "--datum", "2022-01-01")
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1


# json.md and schema/


def validator(name: str) -> Draft202012Validator:
    """The schema with every object shut: a key that is not described is a fault."""
    return Draft202012Validator(scheman.shut(json.loads(read(DOCS / "schema" / name))))


def faults(name: str, data: Any) -> list[str]:
    return [f"{item.json_path}: {item.message}" for item in validator(name).iter_errors(data)]


@pytest.mark.parametrize("name", scheman.make_schemas())
def test_a_schema_is_one_and_follows_the_model(name: str) -> None:
    schema = json.loads(read(DOCS / "schema" / name))
    Draft202012Validator.check_schema(schema)
    assert schema == scheman.make_schemas()[name]


def test_every_schema_is_told_of() -> None:
    told = {cell for row in rows(DOCS / "json.md", "`schema`") for cell in words(row[0])}
    files = {json.loads(read(file))["properties"]["schema"]["const"] for file in (DOCS / "schema").glob("*.json")}
    assert told == files


def test_the_books_and_the_manifest_are_as_described(projekt: Path, tmp_path: Path) -> None:
    target = tmp_path / "build"
    done = run(projekt / "rent", "bygg", "--format", "json", "--till", str(target))
    assert done.returncode == 0, done.stderr
    made = [json.loads(read(path)) for path in sorted(target.rglob("*-*.json"))]
    names = {data["schema"]: data["schema"].removeprefix("kravbok/").replace("/", "-") + ".json" for data in made}
    assert names.keys() == {"kravbok/bok/1", "kravbok/andringar/1"}
    assert [fault for data in made for fault in faults(names[data["schema"]], data)] == []
    assert faults("bygge-1.json", json.loads(read(target / "manifest.json"))) == []


def test_the_examples_as_json_are_as_described(example: tuple[Register, list[Finding]], tmp_path: Path) -> None:
    register = example[0]
    for bok in register.bocker.values():
        for upplaga in bok.upplagor:
            utgivning = make_utgivning(register, bok, upplaga)
            write_json(utgivning, view_bok(utgivning), tmp_path / utgivning.namn)
    assert [fault for file in tmp_path.iterdir() for fault in faults("bok-1.json", json.loads(read(file)))] == []


def test_findings_as_json_are_as_described(projekt: Path) -> None:
    arguments = ("kontrollera", "--datum", "2022-01-01", "--format", "json")
    clean, broken = (json.loads(run(projekt / name, *arguments).stdout) for name in ("rent", "tomt"))
    assert clean["fynd"] == []
    assert broken["fynd"] != []
    assert [*faults("fynd-1.json", clean), *faults("fynd-1.json", broken)] == []


def test_a_shut_schema_refuses_what_is_not_described() -> None:
    data = {"schema": "kravbok/bygge/1", "program": "kravbok", "commit": "", "filer": {}}
    assert faults("bygge-1.json", data) == []
    assert faults("bygge-1.json", data | {"tid": "12:00"}) != []
    assert faults("bygge-1.json", data | {"filer": {"a": "b"}}) != []


def test_the_example_of_a_clause_has_keys_that_a_book_has() -> None:
    (body,) = fences(DOCS / "json.md", "json")
    assert set(json.loads(body)) <= set(scheman.make_schemas()["bok-1.json"]["$defs"]["krav"]["properties"])


# decisions/


def test_every_decision_is_listed_and_says_context_choice_and_price() -> None:
    pages = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    listed = LINK.findall(read(DOCS / "decisions" / "README.md"))
    assert listed == [page.name for page in pages]
    assert [int(page.name[:3]) for page in pages] == list(range(1, len(pages) + 1))
    parts = ("**Context.**", "**Choice.**", "**Price.**")
    assert [page.name for page in pages if re.findall(r"^\*\*\w+\.\*\*", read(page), re.MULTILINE) != list(parts)] == []
    assert [page.name for page in pages if not read(page).startswith(f"# {page.name[:3]} ")] == []
