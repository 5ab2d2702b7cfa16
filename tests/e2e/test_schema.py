"""kravbok schema as it is typed, the settings of .vscode/, and what the real yaml-language-server makes of both."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from kravbok.loader import load_register
from kravbok.schema.files import FOLDER, find_stale, make_files
from kravbok.schema.slag import SLAG, globs_of
from kravbok.sources import File
from verktyg.bygge import COMMAND, ROOT
from verktyg.lsp import Editor, open_editor, read_settings

MALL = ROOT / "src" / "kravbok" / "start" / "mall" / "vscode"
CASES = sorted((ROOT / "tests" / "cases" / "schema").glob("*.yaml"))
PLACES = {
    "kravbok": ["krav/kravbok.yaml"],
    "organisation": ["krav/organisationer/o.yaml"],
    "bok": ["krav/b/bok.yaml"],
    "kapitel": ["krav/b/kapitel/k.yaml"],
    "bilaga": ["krav/b/bilagor/b.yaml"],
    "krav": ["krav/b/HV-A-001.yaml", "krav/b/m/HV-A-001.yaml", "krav/b/m/n/HV-A-001.yaml"],
    "arende": ["krav/register/arenden/a.yaml"],
    "begrepp": ["krav/register/begrepp/a.yaml"],
    "beslut": ["krav/register/beslut/a.yaml"],
    "dokument": ["krav/register/dokument/a.yaml"],
    "indikator": ["krav/register/indikatorer/a.yaml"],
    "inspel": ["krav/register/inspel/a.yaml"],
    "kontrollrakning": ["krav/register/kontrollrakningar/a.yaml"],
    "kravuppfoljning": ["krav/register/uppfoljningar/a.yaml"],
    "leverans": ["krav/register/leveranser/a.yaml"],
    "rattelseblad": ["krav/register/rattelseblad/a.yaml"],
    "styrdokument": ["krav/register/styrdokument/a.yaml"],
}
ARENDE = "id: RS/1/2022\norganisation: o\nrubrik: Prov\noppnat: 2022\n"
BOK = "id: bokens-id\ntitel: Boken\ndokumenttyp: förfrågningsunderlag\norganisation: o\naterger: regionens dokument\n"
ENGLISH = re.compile(
    r"\b(?:property|incorrect|expected|missing|value|string|array|object|too|matches|allowed)\b", re.IGNORECASE
)
ELSEWHERE = ["krav/forseglingar/b/2022.yaml", "krav/b/filer/a.yaml", "krav/register/annat/a.yaml", ".gitlab-ci.yaml"]


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "schema", *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


# The command


def test_the_schemas_are_written_once_and_held_in_step(tmp_path: Path) -> None:
    (tmp_path / "krav").mkdir()
    assert run("--kontrollera", folder=tmp_path).returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["krav"]
    done = run(folder=tmp_path)
    assert (done.stdout.split(), done.returncode) == ([f"{slag}.json" for slag in SLAG], 0)
    assert {path.name: path.read_bytes() for path in (tmp_path / FOLDER).iterdir()} == make_files()
    again = run(folder=tmp_path)
    assert (again.stdout, again.returncode) == ("", 0)
    assert run("--kontrollera", folder=tmp_path).returncode == 0


def test_a_schema_that_is_missing_or_old_is_named(tmp_path: Path) -> None:
    run("--till", "scheman", folder=tmp_path)
    (tmp_path / "scheman" / "krav.json").unlink()
    (tmp_path / "scheman" / "bok.json").write_text("{}\n", encoding="utf-8")
    done = run("--till", "scheman", "--kontrollera", folder=tmp_path)
    assert (done.stdout.split(), done.returncode) == (["bok.json", "krav.json"], 1)
    assert run("--till", "scheman", folder=tmp_path).stdout.split() == ["bok.json", "krav.json"]


def test_another_systems_line_ends_are_no_difference(tmp_path: Path) -> None:
    run("--till", ".", folder=tmp_path)
    path = tmp_path / "krav.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert find_stale(tmp_path) == {}


def test_a_link_in_the_project_does_not_lead_the_files_out_of_it(tmp_path: Path) -> None:
    outside, project = tmp_path / "utanfor", tmp_path / "projekt"
    outside.mkdir()
    (project / "krav").mkdir(parents=True)
    (project / ".vscode").mkdir()
    (project / FOLDER).symlink_to(outside)
    done = run(folder=project)
    assert (done.returncode, list(outside.iterdir())) == (1, [])
    assert "K708" in done.stdout


def test_a_folder_that_cannot_be_written_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"")
    done = run("--till", "fil/under", folder=tmp_path)
    assert (done.stdout.count("fel[K708]"), done.returncode) == (1, 1)
    assert "Traceback" not in done.stderr


# The settings


def test_this_repository_has_the_settings_of_the_package_and_schemas_in_step() -> None:
    for name in ("settings.json", "extensions.json"):
        assert (ROOT / ".vscode" / name).read_bytes() == (MALL / name).read_bytes()
    assert find_stale(ROOT / FOLDER) == {}, "modellen är ändrad: kör kravbok schema"
    assert {path.name for path in (ROOT / FOLDER).iterdir()} == set(make_files())


def test_the_settings_name_every_kind_and_no_network() -> None:
    settings = read_settings(ROOT)
    named = {name: [globs] if isinstance(globs, str) else globs for name, globs in settings["yaml.schemas"].items()}
    assert named == {f"./{FOLDER.as_posix()}/{slag}.json": list(globs_of(slag)) for slag in SLAG}
    assert settings["yaml.schemaStore.enable"] is settings["yaml.kubernetesCRDStore.enable"] is False
    assert "redhat.vscode-yaml" in json.loads((MALL / "extensions.json").read_text(encoding="utf-8"))["recommendations"]


# The language server


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """The server on a project in a folder that is itself called krav, where a careless glob would match too much."""
    project = tmp_path_factory.mktemp("editor") / "krav"
    shutil.copytree(MALL, project / ".vscode")
    (project / "krav").mkdir()
    assert run(folder=project).returncode == 0
    with open_editor(project) as opened:
        yield opened


def test_every_real_record_is_without_remark(editor: Editor) -> None:
    paths = sorted(ROOT.glob("krav/**/*.yaml"))
    said = editor.faults_of({path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths})
    assert len(said) == len(paths) > 400
    assert {path: faults for path, faults in said.items() if faults} == {}


def test_each_place_has_the_schema_of_its_kind_and_no_other(editor: Editor) -> None:
    texts = {path: "x: y\n" for paths in PLACES.values() for path in paths} | dict.fromkeys(ELSEWHERE, "x: y\n")
    said = editor.faults_of(texts)
    assert set(PLACES) == set(SLAG)
    for slag, paths in PLACES.items():
        keys = {key for key in SLAG[slag].model_fields if f'"{key}"' in json.dumps(demanded(slag))}
        for path in paths:
            missing = {found[1] for fault in said[path] if (found := re.match(r"Nyckeln (\w+) saknas", fault.message))}
            assert missing == keys, path
    assert {path: said[path] for path in ELSEWHERE} == {path: [] for path in ELSEWHERE}


def demanded(slag: str) -> list[Any]:
    """The keys that a record of a kind must have."""
    schema = json.loads(make_files()[f"{slag}.json"])
    return [condition["required"] for condition in schema["allOf"] if "required" in condition]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_planted_fault_is_found_on_its_line_in_swedish(editor: Editor, case: Path) -> None:
    head, text = case.read_text(encoding="utf-8").split("\n", 1)
    path, *lines = head.removeprefix("# ").split()
    said = editor.faults(path, f"#\n{text}")
    assert sorted({fault.line for fault in said}) == [int(line) for line in lines]
    assert [fault.message for fault in said if ENGLISH.search(fault.message)] == []


def test_a_key_is_explained(editor: Editor) -> None:
    path, text = "krav/b/HV-A-001.yaml", "id: HV-A-001\nlydelser:\n  - kravniva: ska\n    galler_fran: 2022-01-01\n"
    shown = editor.hover(path, text, "kravniva")
    assert "kravnivå" in shown
    assert "Hur bindande kravet är." in shown
    assert "`bör`: Det är önskvärt men inte en skyldighet." in shown
    assert "Dagen då lydelsen började gälla." in editor.hover(path, text, "galler_fran")
    assert "schema" not in shown.lower()


def test_keys_words_and_snippets_are_offered(editor: Editor) -> None:
    path = "krav/b/HV-A-001.yaml"
    offered = {item["label"]: item for item in editor.complete(path, "‸\n")}
    assert {"Nytt ska-krav", "Nytt vite", "id", "lydelser", "upphor"} <= set(offered)
    assert offered["upphor"]["documentation"] == "När och varför kravet upphör."
    offered = {item["label"]: item for item in editor.complete(path, "id: HV-A-001\nlydelser:\n  - kravniva: ‸\n")}
    assert list(offered) == ["ska", "bör", "får", "mål", "har rätt", "villkor", "upplysning"]
    assert offered["bör"]["documentation"]["value"] == "Det är önskvärt men inte en skyldighet."
    assert "Nytt beslut" in {item["label"] for item in editor.complete("krav/register/beslut/a.yaml", "‸\n")}


@pytest.mark.parametrize(
    ("path", "before", "label"),
    [
        ("krav/b/HV-LIST-001.yaml", "‸\n", "Nytt ska-krav"),
        ("krav/b/HV-PAF-001.yaml", "‸\n", "Nytt vite"),
        ("krav/b/HV-LIST-001.yaml", "id: HV-LIST-001\nlydelser:\n  - ‸\n", "Ny lydelse"),
        ("krav/b/HV-LIST-001.yaml", "id: HV-LIST-001\nlydelser:\n  - ‸\n", "Ny lydelse med vite"),
        ("krav/register/beslut/RS-2022-01-26-1.yaml", "‸\n", "Nytt beslut"),
        ("krav/register/arenden/a.yaml", "‸\n", "Nytt ärende"),
        ("krav/register/begrepp/begreppets-id.yaml", "‸\n", "Nytt begrepp"),
        ("krav/register/indikatorer/a.yaml", "‸\n", "Ny indikator"),
        ("krav/register/leveranser/a.yaml", "‸\n", "Ny leverans"),
        ("krav/register/inspel/a.yaml", "‸\n", "Nytt inspel"),
        ("krav/register/uppfoljningar/a.yaml", "‸\n", "Ny kravuppföljning"),
        ("krav/bokens-id/bok.yaml", f"{BOK}upplagor:\n  - ‸\n", "Ny upplaga"),
        ("krav/bokens-id/kapitel/kapitlets-id.yaml", "‸\n", "Nytt kapitel"),
        ("krav/bokens-id/bilagor/bilagans-id.yaml", "‸\n", "Ny bilaga"),
        ("krav/register/arenden/a.yaml", f"{ARENDE}saknas:\n  - ‸\n", "Ny brist"),
        ("krav/register/arenden/a.yaml", f"{ARENDE}ursprung:\n  - ‸\n", "Ny källa"),
        ("krav/register/dokument/a.yaml", "‸\n", "Nytt dokument"),
        ("krav/register/styrdokument/a.yaml", "‸\n", "Nytt styrdokument"),
    ],
)
def test_a_snippet_gives_a_record_that_is_read(editor: Editor, path: str, before: str, label: str) -> None:
    (item,) = (item for item in editor.complete(path, before) if item["label"] == label)
    text = before.replace("‸", as_typed(item["insertText"], before))
    assert load_register([File(path, text.encode())])[1] == []
    assert editor.faults(path, text) == []


def as_typed(snippet: str, before: str) -> str:
    """A snippet as VS Code puts it in: its gaps as proposed, and each new line indented as the one it began on."""
    line = before[: before.index("‸")].rsplit("\n", maxsplit=1)[-1]
    indent = line[: len(line) - len(line.lstrip(" "))]
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", snippet).replace("\n", f"\n{indent}")


def test_the_server_asks_the_editor_for_nothing_but_settings(editor: Editor) -> None:
    editor.faults("krav/b/HV-A-001.yaml", "id: HV-A-001\n")
    assert editor.asked <= {"workspace/configuration", "client/registerCapability"}


@contextmanager
def counted_calls() -> Iterator[tuple[str, list[str]]]:
    """The address of a proxy on this machine that lets nothing through, and the calls that came to it."""
    calls: list[str] = []

    class Refusing(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            calls.append(self.path)
            self.send_error(403)

        do_GET = do_CONNECT  # noqa: N815 - http.server's own name

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's own signature
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", calls
        server.shutdown()


@pytest.mark.parametrize("store", [False, True])
def test_only_a_store_of_schemas_would_go_to_the_network(tmp_path: Path, store: bool) -> None:
    shutil.copytree(MALL, tmp_path / ".vscode")
    (tmp_path / "krav").mkdir()
    assert run(folder=tmp_path).returncode == 0
    with counted_calls() as (proxy, calls):
        changed = {"http.proxy": proxy} | ({"yaml.schemaStore.enable": True} if store else {})
        with open_editor(tmp_path, changed) as opened:
            texts = dict.fromkeys(("krav/b/HV-A-001.yaml", ".gitlab-ci.yaml", "docker-compose.yaml"), "id: x\n")
            opened.faults_of(texts)
            opened.hover("krav/b/HV-A-001.yaml", "id: x\n", "id")
            opened.complete("krav/b/HV-A-001.yaml", "‸\n")
        assert bool(calls) is store
