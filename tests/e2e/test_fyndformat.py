"""kravbok kontrollera as the forges run it: the format each shows, on stdout or in a file, in a real repository."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from lxml import etree

from kravbok.report import DOCUMENTS, FORMATS
from verktyg.bygge import copy_project, kravbok
from verktyg.fyndscheman import JUNIT, SARIF
from verktyg.gitrepo import commit

FILE = "krav/provbok/HV-FEL-001.yaml"
BROKEN = "id: HV-FEL-001\nrubrk: ##vso[task.setvariable variable=PATH]x\n"
FORGES = dict.fromkeys(("GITHUB_ACTIONS", "GITEA_ACTIONS", "FORGEJO_ACTIONS", "TF_BUILD", "GITLAB_CI"), "")


@pytest.fixture
def projekt(tmp_path: Path) -> Path:
    """A project with a fault in one file, in a folder of a repository."""
    repo = tmp_path / "repo"
    folder = copy_project("grund", repo / "bocker" / "vard")
    (folder / FILE).write_text(BROKEN, encoding="utf-8")
    commit(repo, {})
    return folder


def check(folder: Path, *arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    done = kravbok("kontrollera", "--datum", "2022-01-01", *arguments, folder=folder, **{**FORGES, **environment})
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("environment", "start"),
    [
        ({"GITHUB_ACTIONS": "true"}, f"::error file=bocker/vard/{FILE},line=2,col=1,title="),
        ({"TF_BUILD": "True"}, f"##vso[task.logissue type=error;sourcepath=bocker/vard/{FILE};linenumber=2;"),
        ({"GITHUB_ACTIONS": "true", "FORGEJO_ACTIONS": "true"}, "fel[K"),
        ({"GITLAB_CI": "true"}, "fel[K"),
        ({}, "fel[K"),
    ],
    ids=["github", "azure", "forgejo", "gitlab", "ingen"],
)  # fmt: skip
def test_a_forge_gets_its_own_annotations(projekt: Path, environment: dict[str, str], start: str) -> None:
    code, shown, _ = check(projekt, "krav/provbok/HV-FEL", **environment)
    assert code == 1
    assert shown.startswith(start)
    assert "##vso[task.setvariable" not in shown


@pytest.mark.parametrize("form", ["text", *FORMATS])
def test_a_file_is_what_stdout_would_be(projekt: Path, form: str, tmp_path: Path) -> None:
    target = tmp_path / "ny" / f"fynd.{form}"
    code, shown, said = check(projekt, "--format", form, "--till", target, GITHUB_ACTIONS="true")
    assert (code, shown, said.count("\n")) == (1, "", 1)
    assert target.read_text(encoding="utf-8") == check(projekt, "--format", form)[1]
    assert stat.S_IMODE(target.stat().st_mode) == 0o644
    first = target.read_bytes()
    check(projekt, "--format", form, "--till", target)
    assert target.read_bytes() == first


def test_a_file_without_a_format_is_text_in_every_forge(projekt: Path, tmp_path: Path) -> None:
    check(projekt, "--till", tmp_path / "fynd", GITHUB_ACTIONS="true", NO_COLOR="")
    text = (tmp_path / "fynd").read_text(encoding="utf-8")
    assert text == check(projekt)[1]
    assert f"--> {FILE}:2:1\n" in text


def test_the_forges_documents_name_the_file_from_the_top_of_the_repository(projekt: Path) -> None:
    sarif = json.loads(check(projekt, "--format", "sarif")[1])
    assert [*SARIF.iter_errors(sarif)] == []
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in sarif["runs"][0]["results"]
    }
    assert f"bocker/vard/{FILE}" in uris
    gitlab = json.loads(check(projekt, "--format", "gitlab")[1])
    assert f"bocker/vard/{FILE}" in {issue["location"]["path"] for issue in gitlab}
    own = json.loads(check(projekt, "--format", "json")[1])
    assert FILE in {item["fil"] for item in own["fynd"]}
    JUNIT.assertValid(etree.fromstring(check(projekt, "--format", "junit")[1].encode()))


@pytest.mark.parametrize("form", sorted(DOCUMENTS))
def test_without_a_fault_the_document_is_still_written(tmp_path: Path, form: str) -> None:
    folder = copy_project("grund", tmp_path / "projekt")
    code, shown, _ = check(folder, "krav/kravbok.yaml", "--format", form, "--till", "fynd.ut")
    assert (code, shown) == (0, "")
    assert (folder / "fynd.ut").stat().st_size > 0


def test_a_file_that_cannot_be_written_is_told(projekt: Path) -> None:
    code, shown, said = check(projekt, "krav/kravbok.yaml", "--format", "sarif", "--till", projekt / "krav")
    assert (code, shown) == (1, "")
    assert said.startswith("fel[K708]")


def test_a_link_in_the_way_is_replaced_and_not_followed(projekt: Path, tmp_path: Path) -> None:
    other, link = tmp_path / "annan", tmp_path / "fynd.json"
    other.write_text("orörd", encoding="utf-8")
    link.symlink_to(other)
    check(projekt, "--format", "json", "--till", link)
    assert other.read_text(encoding="utf-8") == "orörd"
    assert not link.is_symlink()
