"""kravbok diagnos, in real repositories in the states that it is to see."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kravbok.diagnosis.fragor import FRAGOR
from kravbok.diagnosis.om_datorn import judge_space
from kravbok.diagnosis.skydd import host_of
from kravbok.diagnosis.svar import Bedomning
from verktyg.bygge import copy_project, files_in, kravbok
from verktyg.gitrepo import commit, git
from verktyg.scheman import make_schemas, shut

SCHEMA = Draft202012Validator(shut(make_schemas()["diagnos-1.json"]))
OUTSIDE_GIT = {"avsandare", "autocrlf", "historia", "gren", "pagaende", "adresser", "skydd"}


@pytest.fixture(scope="module")
def grund(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole project in git: two commits, line endings said, the editor's schemas in place."""
    folder = copy_project("grund", tmp_path_factory.mktemp("diagnos") / "projekt")
    (folder / ".gitattributes").write_text("* text=auto eol=lf\n", encoding="utf-8", newline="\n")
    assert kravbok("schema", folder=folder).returncode == 0
    commit(folder, {}, "första")
    commit(folder, {"krav/anteckning.txt": "x\n"}, "andra")
    git(folder, "config", "user.name", "Prov")
    git(folder, "config", "user.email", "prov@example.org")
    return folder


@pytest.fixture
def projekt(grund: Path, tmp_path: Path) -> Path:
    """A copy of it, to spoil."""
    return Path(shutil.copytree(grund, tmp_path / "projekt"))


def diagnos(projekt: Path, **environment: str) -> tuple[int, dict[str, dict[str, str]]]:
    """The exit code, and the answers by the questions' ids."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **environment}
    done = kravbok("diagnos", "--format", "json", folder=projekt, **settings)
    assert "Traceback" not in done.stderr
    data = json.loads(done.stdout)
    assert [fault.message for fault in SCHEMA.iter_errors(data)] == []
    return done.returncode, {rad["id"]: rad for rad in data["rader"]}


def bedomning(projekt: Path, fraga: str, **environment: str) -> tuple[int, str]:
    """The exit code, and how one answer is judged."""
    code, answers = diagnos(projekt, **environment)
    return code, answers[fraga]["bedomning"]


def test_a_whole_project_is_told_so_and_nothing_is_written(projekt: Path) -> None:
    git(projekt, "remote", "add", "origin", "https://github.com/region/bok.git")
    before = files_in(projekt)
    code, answers = diagnos(projekt)
    assert list(answers) == [fraga.id for fraga in FRAGOR]
    wrong = {name: rad["text"] for name, rad in answers.items() if rad["bedomning"] != "ok"}
    assert (code, list(wrong)) == (0, ["skydd"]), wrong
    assert answers["skydd"]["bedomning"] == "obesvarad"
    assert files_in(projekt) == before


def test_every_answer_that_is_not_ok_says_what_to_do(projekt: Path) -> None:
    shutil.rmtree(projekt / ".vscode")
    _, answers = diagnos(projekt, PYTHONIOENCODING="ascii")
    assert {name for name, rad in answers.items() if rad["bedomning"] != "ok"} >= {"scheman", "kodning", "adresser"}
    assert [name for name, rad in answers.items() if (rad["bedomning"] == "ok") is bool(rad["atgard"])] == []


def test_the_text_judges_in_words(projekt: Path) -> None:
    (projekt / "krav" / "con.txt").write_bytes(b"")
    done = kravbok("diagnos", folder=projekt)
    rows = [row for row in done.stdout.splitlines() if row.startswith("  ") and not row.startswith("   ")]
    words = tuple(f"  {word} " for word in Bedomning)
    assert [row for row in rows if not row.startswith(words)] == []
    assert "  fel          Filnamn: " in done.stdout
    assert (done.returncode, "\x1b" in done.stdout, done.stderr.count("\n")) == (1, False, 1)


def test_outside_git_and_outside_a_project(projekt: Path, tmp_path: Path) -> None:
    shutil.rmtree(projekt / ".git")
    code, answers = diagnos(projekt)
    assert (code, answers["git"]["bedomning"]) == (0, "att se över")
    assert {fraga.id for fraga in FRAGOR} - set(answers) == OUTSIDE_GIT
    (tmp_path / "tom").mkdir()
    code, answers = diagnos(tmp_path / "tom")
    assert (code, answers["projekt"]["bedomning"], "radslut" in answers) == (1, "fel", False)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = kravbok("diagnos", "--projekt", "finns-inte", folder=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "  fel " in done.stdout
    assert "  obesvarad " in done.stdout


def test_without_git_on_the_path_the_rest_is_answered(projekt: Path, tmp_path: Path) -> None:
    code, answers = diagnos(projekt, PATH=str(tmp_path))
    assert (code, answers["git"]["bedomning"], answers["radslut"]["bedomning"]) == (1, "fel", "ok")


def test_a_shallow_clone(projekt: Path) -> None:
    git(projekt, "clone", "-q", "--depth", "1", projekt.as_uri(), "grund")
    assert bedomning(projekt / "grund", "historia") == (0, "att se över")


def test_a_detached_head(projekt: Path) -> None:
    git(projekt, "checkout", "-q", "HEAD~1")
    assert bedomning(projekt, "gren") == (0, "att se över")


def test_a_branch_without_a_commit(tmp_path: Path) -> None:
    folder = copy_project("grund", tmp_path / "projekt")
    git(folder, "init", "-q", "-b", "main")
    code, answers = diagnos(folder)
    assert (code, answers["gren"]["bedomning"], answers["historia"]["bedomning"]) == (0, "ok", "ok")


@pytest.mark.parametrize("command", ["merge", "rebase", "cherry-pick"])
def test_a_conflict_that_is_not_resolved(projekt: Path, command: str) -> None:
    git(projekt, "switch", "-q", "-c", "gren", "HEAD~1")
    commit(projekt, {"krav/anteckning.txt": "y\n"})
    with pytest.raises(subprocess.CalledProcessError):
        git(projekt, command, "main")
    code, answers = diagnos(projekt)
    assert (code, answers["pagaende"]["bedomning"]) == (1, "fel")
    assert command.split("-", maxsplit=1)[0] in answers["pagaende"]["atgard"]
    assert "krav/anteckning.txt, och lägg in det med git add" in answers["pagaende"]["atgard"]


def test_a_linked_work_tree_has_its_own_state(projekt: Path, tmp_path: Path) -> None:
    git(projekt, "worktree", "add", "-q", str(tmp_path / "annat"), "-b", "annat")
    (projekt / ".git" / "MERGE_HEAD").write_bytes(b"x")
    assert bedomning(projekt, "pagaende") == (1, "fel")
    assert bedomning(tmp_path / "annat", "pagaende") == (0, "ok")


def test_a_project_in_a_folder_of_a_repository(projekt: Path, tmp_path: Path) -> None:
    top = tmp_path / "allt"
    top.mkdir()
    shutil.move(projekt / ".git", top / ".git")
    shutil.move(projekt, top / "bok")
    git(top, "add", "-A")
    (top / "bok" / ".gitattributes").rename(top / ".gitattributes")
    _, answers = diagnos(top / "bok")
    assert "LF enligt" in answers["radslut"]["text"]
    assert answers["stigar"]["bedomning"] == "ok"


def test_no_name_to_commit_under(projekt: Path) -> None:
    git(projekt, "config", "--unset", "user.email")
    code, answers = diagnos(projekt, HOME=str(projekt))
    assert (code, answers["avsandare"]["bedomning"]) == (0, "att se över")
    assert "git config --global user.email" in answers["avsandare"]["atgard"]
    assert "user.name" not in answers["avsandare"]["text"]


def test_autocrlf_where_the_project_does_not_say(projekt: Path) -> None:
    git(projekt, "config", "core.autocrlf", "true")
    assert bedomning(projekt, "autocrlf") == (0, "ok")
    git(projekt, "rm", "-q", ".gitattributes")
    assert bedomning(projekt, "autocrlf") == (0, "att se över")


def test_crlf_and_mixed_line_endings(projekt: Path) -> None:
    git(projekt, "rm", "-q", ".gitattributes")
    assert bedomning(projekt, "radslut") == (0, "att se över")
    git(projekt, "commit", "-q", "-m", "utan attribut")
    git(projekt, "clone", "-q", "-c", "core.autocrlf=true", projekt.as_uri(), "windows")
    _, answers = diagnos(projekt / "windows")
    assert answers["radslut"]["bedomning"] == "att se över"
    assert "CRLF i " in answers["radslut"]["text"]
    bok = projekt / "windows" / "krav" / "kravbok.yaml"
    bok.write_bytes(bok.read_bytes().replace(b"\r\n", b"\n", 1))
    _, answers = diagnos(projekt / "windows")
    assert answers["radslut"]["text"] == "Både LF och CRLF i samma fil: krav/kravbok.yaml."


def test_two_names_that_differ_in_case_only(projekt: Path) -> None:
    (projekt / "krav" / "Anteckning.txt").write_bytes(b"")
    code, answers = diagnos(projekt)
    assert (code, answers["skiftlage"]["bedomning"]) == (1, "fel")
    assert "krav/Anteckning.txt och krav/anteckning.txt" in answers["skiftlage"]["text"]


def test_names_that_only_git_remembers(projekt: Path) -> None:
    """As on a disk that is blind to case, reserves names or has no links: the work tree cannot show them."""
    blob = git(projekt, "rev-parse", "HEAD:krav/anteckning.txt")
    for mode, name in (("100644", "krav/ANTECKNING.TXT"), ("120000", "krav/bok.lnk"), ("100644", "krav/NUL.yaml")):
        git(projekt, "update-index", "--add", "--cacheinfo", f"{mode},{blob},{name}")
    code, answers = diagnos(projekt)
    assert code == 1
    assert [answers[name]["bedomning"] for name in ("skiftlage", "lankar", "namn")] == ["fel", "fel", "fel"]


@pytest.mark.parametrize("name", ["Con.yaml", "com1", "a?.yaml", "nul.tar.gz", "punkt.", "blank ", "COM¹.yaml"])
def test_names_that_windows_refuses_are_refused_by_the_check_too(projekt: Path, name: str) -> None:
    (projekt / "krav" / name).write_bytes(b"")
    assert bedomning(projekt, "namn") == (1, "fel")
    done = kravbok("kontrollera", "--format", "kort", folder=projekt)
    assert "fel[K006]" in done.stdout


@pytest.mark.parametrize("name", ["console.yaml", "com10.yaml", "nul-och-void.yaml", "a.b.yaml", "åäö.yaml"])
def test_names_that_are_like_reserved_ones_are_not(projekt: Path, name: str) -> None:
    (projekt / "krav" / name).write_bytes(b"")
    assert bedomning(projekt, "namn") == (0, "ok")


def test_long_paths_and_links(projekt: Path) -> None:
    (projekt / "krav" / ("a" * 145)).write_bytes(b"")
    assert bedomning(projekt, "stigar") == (0, "ok")
    (projekt / "krav" / ("a" * 146)).write_bytes(b"")
    assert bedomning(projekt, "stigar") == (1, "fel")
    (projekt / "mallar").mkdir(exist_ok=True)
    (projekt / "mallar" / "bok.css").symlink_to(projekt / "krav" / "kravbok.yaml")
    _, answers = diagnos(projekt)
    assert answers["lankar"]["text"] == "Symboliska länkar, som inte läses: mallar/bok.css."


def test_a_file_near_its_limit(projekt: Path) -> None:
    (projekt / "krav" / "stor.yaml").write_bytes(b"#" * 220 * 1024)
    assert bedomning(projekt, "granser") == (0, "att se över")


def test_a_schema_of_another_version(projekt: Path) -> None:
    schema = projekt / ".vscode" / "kravbok" / "krav.json"
    schema.write_bytes(schema.read_bytes() + b" ")
    _, answers = diagnos(projekt)
    assert answers["scheman"]["bedomning"] == "att se över"
    assert "krav.json" in answers["scheman"]["text"]
    assert answers["scheman"]["atgard"] == "Skriv kravbok schema."


@pytest.mark.parametrize("data", [b"{", b'{"schema": "kravbok/forsegling/1"}', b"\xff\x00"])
def test_a_seal_that_is_no_seal(projekt: Path, data: bytes) -> None:
    (projekt / "krav" / "forseglingar").mkdir()
    (projekt / "krav" / "forseglingar" / "provbok-2021.json").write_bytes(data)
    assert bedomning(projekt, "forseglingar") == (1, "fel")


@pytest.mark.parametrize(
    ("address", "judged"),
    [
        ("https://anna:hemligt-ord@git.region.example/bok.git", "att se över"),
        ("https://hemligt-ord-som-ar-en-lang-nyckel@git.region.example/bok.git", "att se över"),
        ("https://anna@git.region.example/bok.git?nyckel=hemligt-ord", "ok"),
        ("ssh://hemligt-ord@git.region.example:22/bok.git", "ok"),
        ("hemligt-ord@git.region.example:region/bok.git", "ok"),
    ],
)
def test_no_secret_of_an_address_or_a_proxy_is_shown(projekt: Path, address: str, judged: str) -> None:
    git(projekt, "remote", "add", "origin", address)
    proxy = {"https_proxy": "http://anna:hemligt-ord@proxy.example:3128"}
    code, answers = diagnos(projekt, **proxy)
    assert (code, answers["adresser"]["bedomning"]) == (0, judged)
    assert "hemligt-ord" not in str(answers)
    assert "HTTPS_PROXY är satt" in answers["proxy"]["text"]
    assert "git.region.example" in answers["skydd"]["text"]
    assert "hemligt-ord" not in kravbok("diagnos", folder=projekt, **proxy).stdout


@pytest.mark.parametrize(
    ("address", "forge"),
    [
        ("git@github.com:region/bok.git", "GitHub"),
        ("https://gitlab.region.example/bok.git", "GitLab"),
        ("https://codeberg.org/region/bok.git", "Forgejo"),
        ("https://region@dev.azure.com/region/bok/_git/bok", "Azure DevOps"),
        ("https://git.region.example/github/bok.git", ""),
        ("../annan-mapp", ""),
    ],
)
def test_the_advice_follows_the_forge(projekt: Path, address: str, forge: str) -> None:
    git(projekt, "remote", "add", "origin", address)
    _, answers = diagnos(projekt)
    assert answers["skydd"]["bedomning"] == "obesvarad"
    assert (f"({forge})" in answers["skydd"]["text"]) is bool(forge)
    assert "main" in answers["skydd"]["atgard"]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://u:p@HOST.example:8443/a", "host.example"),
        ("host.example:a/b.git", "host.example"),
        (r"C:\bok\bok.git", ""),
        ("C:/bok", ""),
        ("/srv/bok.git", ""),
        ("file:///srv/bok.git", ""),
        ("https://[trasig/bok", ""),
    ],
)
def test_the_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host


def test_a_cache_that_cannot_be_written(projekt: Path) -> None:
    """Root may write everywhere, so it gives that right up first."""
    (projekt / ".kravbok-cache").mkdir()
    (projekt / ".kravbok-cache").chmod(0o555)
    command = [sys.executable, "-m", "kravbok", "diagnos"]
    if os.geteuid() == 0:
        command = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override", *command]
    done = subprocess.run(command, cwd=projekt, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert "  att se över  Minne mellan körningar: " in done.stdout
    (projekt / ".kravbok-cache").rmdir()
    (projekt / ".kravbok-cache").write_bytes(b"")
    assert bedomning(projekt, "cache") == (0, "att se över")


@pytest.mark.parametrize(("mib", "judged"), [(99, "fel"), (100, "att se över"), (999, "att se över"), (1000, "ok")])
def test_room_on_the_disk(mib: int, judged: str) -> None:
    assert judge_space(mib * 1024 * 1024).bedomning == judged


def test_a_package_that_is_not_there(projekt: Path, tmp_path: Path) -> None:
    """The program sees another list of packages: its own metadata alone."""
    from importlib import metadata

    own = metadata.distribution("kravbok").locate_file("")
    found = next(Path(str(own)).glob("kravbok-*.dist-info"))
    shutil.copytree(found, tmp_path / "paket" / found.name)
    listed = tmp_path / "paket" / found.name / "METADATA"
    said = listed.read_text(encoding="utf-8")
    wanting = said.replace("Requires-Dist: ", "Requires-Dist: finns-inte-alls\nRequires-Dist: ", 1)
    listed.write_text(wanting, encoding="utf-8")
    code, answers = diagnos(projekt, PYTHONPATH=str(tmp_path / "paket"))
    assert (code, answers["paket"]["bedomning"]) == (1, "fel")
    assert "finns-inte-alls (saknas)" in answers["paket"]["text"]


@pytest.mark.parametrize(("package", "asked"), [("lxml", "pandoc"), ("pydantic", "scheman"), ("packaging", "paket")])
def test_a_package_that_cannot_be_loaded_stops_no_other_question(projekt: Path, package: str, asked: str) -> None:
    program = f"import sys; sys.modules[{package!r}] = None; from kravbok.cli import main; main()"
    command = [sys.executable, "-c", program, "diagnos", "--format", "json"]
    done = subprocess.run(command, cwd=projekt, capture_output=True, encoding="utf-8", check=False)
    rows = {row["id"]: row for row in json.loads(done.stdout)["rader"]}
    assert (done.returncode, rows[asked]["bedomning"]) == (1, "fel")
    assert package in rows[asked]["text"]
    assert rows["kodning"]["bedomning"] == "ok"


def test_names_from_a_hostile_project_steer_no_terminal(projekt: Path) -> None:
    (projekt / "krav" / "\x1b[31mröd\nrad?.yaml").write_bytes(b"")
    (projekt / "krav" / os.fsdecode(b"\xff.yaml")).write_bytes(b"")
    done = kravbok("diagnos", folder=projekt)
    assert "\x1b" not in done.stdout
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
