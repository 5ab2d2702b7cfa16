"""The workflows that a new region gets: valid for their forge, and each of their steps run as the forge runs it.

The repository is a real one, with a branch and its merge; kravbok is installed from its wheel by the workflow's own
commands; comments and releases are posted to a small forge on this machine.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kravbok import __version__
from kravbok.export.granskning import MARKE
from verktyg.arbetsfloden import (
    FLODE,
    TIME,
    Korare,
    Step,
    make_programs,
    read_yaml,
    run_azure_job,
    run_gitlab_job,
    run_job,
)
from verktyg.bygge import ROOT, copy_project, kravbok
from verktyg.forseglade import SEAL, Files, sealed
from verktyg.gitrepo import commit, git, write
from verktyg.servrar import Server, openssh
from verktyg.smedjor import Azure, Forgejo, GitHub, GitLab, serve

BIN = Path(sysconfig.get_path("scripts"))
BRIST = "krav/provbok/pafoljder/PR-PAF-001.yaml"
TAGG = "provbok-2022"
EXPECTED = {f"{TAGG}.{form}" for form in ("docx", "html", "json", "md", "pdf")}


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a machine of a forge has: Python, and the way to kravbok's wheel."""
    wheels = tmp_path_factory.mktemp("hjul")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=TIME)
    return make_programs(tmp_path_factory.mktemp("maskin"), wheels)


@dataclass(frozen=True)
class Forrad:
    """A repository on a forge: main, a branch that changes a requirement, and the two merged."""

    remote: Path
    main: str
    gren: str
    merge: str


def make_forrad(smedja: str, folder: Path, changed: str, records: Files | None = None) -> Forrad:
    """A region's repository with the forge's workflows, and pull request 7 with the changed words."""
    work = copy_project("grund", folder / "arbete")
    write(work, records or {})
    shutil.copytree(FLODE / smedja, work, dirs_exist_ok=True)
    shutil.copy(ROOT / "requirements.txt", work / "verktyg" / "lasta.txt")
    (work / "verktyg" / "kravbok.txt").write_text(f"kravbok=={__version__}\n", encoding="utf-8")
    for command in ("formatera", "schema"):
        assert kravbok(command, folder=work).returncode == 0
    main = commit(work, {".gitignore": "build/\n.kravbok-cache/\n"})
    git(work, "tag", TAGG)
    git(work, "switch", "-q", "-c", "gren")
    text = (work / BRIST).read_text(encoding="utf-8")
    assert "en brist" in text
    gren = commit(work, {BRIST: text.replace("en brist", changed)})
    git(work, "switch", "-q", "--detach", "main")
    git(work, "merge", "-q", "--no-ff", "-m", "sammanslagning", "gren")
    merge = git(work, "rev-parse", "HEAD")
    remote = folder / "region" / "krav.git"
    git(folder, "clone", "-q", "--bare", str(work), str(remote))
    for name, sha in (("refs/pull/7/merge", merge), ("refs/pull/7/head", gren)):
        git(work, "push", "-q", str(remote), f"{sha}:{name}")
    return Forrad(remote, main, gren, merge)


@pytest.fixture(scope="module")
def github_forrad(tmp_path_factory: pytest.TempPathFactory) -> Forrad:
    return make_forrad("github", tmp_path_factory.mktemp("github"), "varje brist")


@pytest.fixture
def korare(programs: dict[str, str], github_forrad: Forrad, tmp_path: Path) -> Korare:
    """A GitHub machine."""
    own = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path / "sammanfattning.md")}
    return Korare(tmp_path, github_forrad.remote, {**programs, **own})


def pull_request(forrad: Forrad) -> dict[str, str]:
    """What a workflow gets to know of a pull request."""
    return {
        "github.sha": forrad.merge,
        "github.event.pull_request.base.ref": "main",
        "github.event.pull_request.head.sha": forrad.gren,
        "github.event.pull_request.number": "7",
    }


def succeeded(steps: list[Step]) -> bool:
    """Whether every step went well; else the words of the one that did not."""
    assert [step for step in steps if step.code] == []
    return bool(steps)


# Valid


WORKFLOWS = sorted((FLODE / "github").rglob("workflows/*.yml"))
FORGEJO = sorted((FLODE / "forgejo").rglob("workflows/*.yml"))


def validate(*command: str | Path, folder: Path = FLODE) -> str:
    """What a validator says, which must end at 0."""
    done = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=folder, check=False, capture_output=True, encoding="utf-8", timeout=TIME
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        (["vendor.github-workflows"], [*WORKFLOWS, *FORGEJO]),
        (["custom.github-workflows-require-timeout"], [*WORKFLOWS, *FORGEJO]),
        (["vendor.dependabot"], [FLODE / "github/.github/dependabot.yml"]),
        (["vendor.gitlab-ci", "--data-transform", "gitlab-ci"], [FLODE / "gitlab/.gitlab-ci.yml"]),
        (["vendor.azure-pipelines", "--regex-variant", "nonunicode"], [FLODE / "azure/azure-pipelines.yml"]),
    ],
)
def test_the_vendors_schema_is_followed(schema: list[str], files: list[Path]) -> None:
    assert files
    validate("check-jsonschema", "--builtin-schema", *schema, *files)


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    labels = tmp_path / "actionlint.yaml"
    labels.write_text("self-hosted-runner: {labels: [docker]}\n", encoding="utf-8")  # what Forgejo's runners are called
    assert validate("actionlint", "-config-file", labels, *WORKFLOWS, *FORGEJO) == ""


def test_zizmor_finds_nothing() -> None:
    said = validate("zizmor", "--offline", "--persona", "auditor", "--format", "json", FLODE / "github", *FORGEJO)
    assert json.loads(said) == []


def test_the_validators_find_faults(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    bad = (FLODE / "github/.github/workflows/granska.yml").read_text(encoding="utf-8")
    (folder / "fel.yml").write_text(bad.replace('"$GREN"', "${{ github.head_ref }}"), encoding="utf-8")
    for command in (["actionlint", "fel.yml"], ["zizmor", "--offline", "fel.yml"]):
        done = subprocess.run([BIN / command[0], *command[1:]], cwd=folder, check=False, timeout=TIME)
        assert done.returncode != 0


def test_every_action_is_pinned_to_one_commit_of_one_version() -> None:
    texts = [path.read_text(encoding="utf-8") for path in WORKFLOWS]
    used = {line for text in texts for line in re.findall(r"uses: (.+)", text)}
    assert used
    assert [line for line in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    assert len({line.partition("@")[0] for line in used}) == len(used)


def test_where_a_branch_runs_there_is_nothing_to_take() -> None:
    workflow = read_yaml(FLODE / "github/.github/workflows/granska.yml")
    assert workflow["permissions"] == {}
    assert {str(job["permissions"]) for job in workflow["jobs"].values()} == {"{'contents': 'read'}"}
    text = (FLODE / "github/.github/workflows/granska.yml").read_text(encoding="utf-8")
    assert not re.search(r"secrets\.|github\.token|pull_request_target|environment:", text)


# GitHub: check, build, comment


GRANSKA = FLODE / "github/.github/workflows/granska.yml"
KOMMENTERA = FLODE / "github/.github/workflows/kommentera.yml"


def test_a_sound_branch_passes_every_check(korare: Korare, github_forrad: Forrad, tmp_path: Path) -> None:
    steps = run_job(GRANSKA, "kontrollera", korare, tmp_path / "arbete", pull_request(github_forrad))
    assert succeeded(steps)
    assert len(steps) == 4


def test_a_fault_becomes_an_annotation_and_the_other_checks_still_run(programs: dict[str, str], tmp_path: Path) -> None:
    forrad = make_forrad("github", tmp_path, "en brist\nrubrk: Fel")
    korare = Korare(tmp_path, forrad.remote, {**programs, "GITHUB_ACTIONS": "true"})
    steps = run_job(GRANSKA, "kontrollera", korare, tmp_path / "gren", pull_request(forrad))
    assert [bool(step.code) for step in steps] == [False, True, True, False]
    assert f"::error file={BRIST},line=" in steps[1].said


def test_the_preview_is_the_whole_build(korare: Korare, github_forrad: Forrad, tmp_path: Path) -> None:
    assert succeeded(run_job(GRANSKA, "bygg", korare, tmp_path / "arbete", pull_request(github_forrad)))
    preview = korare.artifacts / "forhandsvisning"
    assert (preview / "webbplats" / "index.html").is_file()
    assert (preview / "provbok" / "2022" / f"{TAGG}.pdf").is_file()


@pytest.fixture(scope="module")
def granskning(programs: dict[str, str], github_forrad: Forrad, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the review of pull request 7 leaves."""
    home = tmp_path_factory.mktemp("granskning")
    own = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(home / "sammanfattning.md")}
    korare = Korare(home, github_forrad.remote, {**programs, **own})
    assert succeeded(run_job(GRANSKA, "granska", korare, home / "arbete", pull_request(github_forrad)))
    assert MARKE in (home / "sammanfattning.md").read_text(encoding="utf-8")
    return korare.artifacts / "granskning"


def test_the_review_tells_what_the_branch_does(granskning: Path) -> None:
    text = (granskning / "granskning.md").read_text(encoding="utf-8")
    assert text.startswith(f"{MARKE}\n")
    assert "~~en~~ **varje** brist" in text
    assert (granskning / "nummer.txt").read_text(encoding="utf-8") == "7\n"


@pytest.fixture
def github(github_forrad: Forrad) -> Iterator[GitHub]:
    with serve(GitHub(heads={"7": github_forrad.gren})) as forge:
        yield forge


def post(forge: GitHub, korare: Korare, forrad: Forrad, granskning: Path, folder: Path) -> Step:
    """Run the workflow that writes the comment, with what a review has left."""
    korare.leave("granskning", granskning)
    told = {
        "github.sha": forrad.main,
        "github.token": forge.nyckel,
        "github.event.repository.default_branch": "origin/main",
        "github.event.workflow_run.id": "11",
        "github.event.workflow_run.head_sha": forrad.gren,
    }
    environment = {**korare.environment, "GITHUB_API_URL": forge.address, "GITHUB_REPOSITORY": "region/krav"}
    steps = run_job(KOMMENTERA, "kommentera", Korare(korare.home, korare.remote, environment), folder, told)
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == [".git", "granskning", "verktyg"]
    return steps[-1]


def test_the_comment_is_written_once_and_then_rewritten(
    github: GitHub, korare: Korare, github_forrad: Forrad, granskning: Path, tmp_path: Path
) -> None:
    for number in range(120):
        github.say("7", "editor", f"Synpunkt {number}")
    github.say("7", "editor", f"{MARKE}\nEn annan som skriver som vi")
    before = [item["body"] for item in github.comments]
    assert post(github, korare, github_forrad, granskning, tmp_path / "ett").code == 0
    assert [item["body"] for item in github.comments[:-1]] == before
    assert github.comments[-1]["body"] == (granskning / "granskning.md").read_text(encoding="utf-8")
    changed = tmp_path / "ändrad"
    shutil.copytree(granskning, changed)
    (changed / "granskning.md").write_text(f"{MARKE}\nNu är det rättat.\n", encoding="utf-8")
    assert post(github, korare, github_forrad, changed, tmp_path / "två").code == 0
    assert [item["body"] for item in github.comments] == [*before, f"{MARKE}\nNu är det rättat.\n"]


def test_a_review_of_another_commit_is_not_posted(
    github: GitHub, korare: Korare, github_forrad: Forrad, granskning: Path, tmp_path: Path
) -> None:
    github.heads["7"] = github_forrad.main
    step = post(github, korare, github_forrad, granskning, tmp_path / "arbete")
    assert (step.code, github.comments) == (0, [])
    assert "en annan commit" in step.said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nummer.txt", "7/../8"),
        ("nummer.txt", "٧"),
        ("nummer.txt", ""),
        ("granskning.md", "Köp billigt\n"),
        ("granskning.md", f"{MARKE}\n" + "x" * 400_000),
    ],
)
def test_what_a_stranger_leaves_is_only_text(
    github: GitHub, korare: Korare, github_forrad: Forrad, tmp_path: Path, name: str, content: str
) -> None:
    left = tmp_path / "främmande"
    left.mkdir()
    files = {"nummer.txt": "7\n", "granskning.md": f"{MARKE}\n", name: content}
    for file, text in files.items():
        (left / file).write_text(text, encoding="utf-8")
    assert post(github, korare, github_forrad, left, tmp_path / "arbete").code == 1
    assert github.asked == []


def test_a_link_in_what_a_stranger_leaves_is_not_followed(
    github: GitHub, korare: Korare, github_forrad: Forrad, tmp_path: Path
) -> None:
    left = tmp_path / "främmande"
    left.mkdir()
    (tmp_path / "hemligt").write_text(f"{MARKE}\nhemligt", encoding="utf-8")
    (left / "granskning.md").symlink_to(tmp_path / "hemligt")
    (left / "nummer.txt").write_text("7", encoding="utf-8")
    assert post(github, korare, github_forrad, left, tmp_path / "arbete").code == 1
    assert github.asked == []


# GitHub: release, publish


GE_UT = FLODE / "github/.github/workflows/ge-ut.yml"
PUBLICERA = FLODE / "github/.github/workflows/publicera.yml"


def test_a_tag_releases_the_edition_with_its_sums_once(
    github: GitHub, korare: Korare, github_forrad: Forrad, tmp_path: Path
) -> None:
    told = {"github.sha": github_forrad.main, "github.ref_name": TAGG, "github.token": github.nyckel}
    assert succeeded(run_job(GE_UT, "bygg", korare, tmp_path / "bygg", told))
    environment = {**korare.environment, "GITHUB_API_URL": github.address, "GITHUB_REPOSITORY": "region/krav"}
    utgivare = Korare(korare.home, korare.remote, environment)
    assert succeeded(run_job(GE_UT, "ge-ut", utgivare, tmp_path / "ett", told))
    check_release(github.files)
    assert succeeded(run_job(GE_UT, "ge-ut", utgivare, tmp_path / "två", told))
    assert [len(item["assets"]) for item in github.releases] == [len(EXPECTED) + 1]


def check_release(files: dict[str, bytes]) -> None:
    """The files of the edition are there, and are those that the sums tell of."""
    assert set(files) == {*EXPECTED, "SHA256SUMMOR"}
    rows = (line.split("  ") for line in files["SHA256SUMMOR"].decode().splitlines())
    assert {name: checksum for checksum, name in rows} == {
        name: hashlib.sha256(files[name]).hexdigest() for name in EXPECTED
    }


def test_a_tag_that_is_no_edition_says_so(korare: Korare, github_forrad: Forrad, tmp_path: Path) -> None:
    told = {"github.sha": github_forrad.main, "github.ref_name": "v1"}
    steps = run_job(GE_UT, "bygg", korare, tmp_path / "bygg", told)
    assert steps[-1].code == 1
    assert "Taggen v1 är ingen upplaga." in steps[-1].said
    assert not korare.artifacts.exists()


def test_a_sealed_edition_is_released_with_its_seal(programs: dict[str, str], tmp_path: Path) -> None:
    steps, korare = release_sealed(programs, tmp_path, "en brist")
    assert succeeded(steps)
    released = korare.artifacts / "utgava" / "provbok-2021-forsegling.json"
    assert released.read_bytes() == sealed()[SEAL]


def test_an_edition_with_a_broken_seal_is_not_released(programs: dict[str, str], tmp_path: Path) -> None:
    steps, korare = release_sealed(programs, tmp_path, "varje brist")
    assert (steps[-1].name, steps[-1].code) == ("Pröva posterna och förseglingarna", 1)
    assert "K901" in steps[-1].said
    assert not korare.artifacts.exists()


def release_sealed(programs: dict[str, str], folder: Path, words: str) -> tuple[list[Step], Korare]:
    """Build the release of an edition that is sealed, with words in a requirement that the seal may not know."""
    forrad = make_forrad("github", folder, words, sealed())
    korare = Korare(folder, forrad.remote, programs)
    told = {"github.sha": forrad.merge, "github.ref_name": "provbok-2021"}
    return run_job(GE_UT, "bygg", korare, folder / "bygg", told), korare


def test_main_goes_to_pages(korare: Korare, github_forrad: Forrad, tmp_path: Path) -> None:
    told = {"github.sha": github_forrad.main, "vars.KRAVBOK_MAL == ''": "true", "vars.KRAVBOK_MAL != ''": "false"}
    assert succeeded(run_job(PUBLICERA, "bygg", korare, tmp_path / "arbete", told))
    assert (korare.artifacts / "github-pages" / "index.html").is_file()


def test_main_goes_to_a_server_of_ones_own(korare: Korare, github_forrad: Forrad, tmp_path: Path) -> None:
    told = {
        "github.sha": github_forrad.main,
        "vars.KRAVBOK_MAL": str(tmp_path / "server"),
        "vars.KRAVBOK_MAL == ''": "false",
        "vars.KRAVBOK_MAL != ''": "true",
        **by_sftp(False),
    }
    assert succeeded(run_job(PUBLICERA, "bygg", korare, tmp_path / "bygg", told))
    assert succeeded(run_job(PUBLICERA, "server", korare, tmp_path / "arbete", told))
    assert (tmp_path / "server" / "aktuell" / "index.html").is_file()
    assert not (korare.artifacts / "github-pages").exists()


def by_sftp(yes: bool) -> dict[str, str]:
    """What a workflow asks of its target."""
    asked = "startsWith(vars.KRAVBOK_MAL, 'sftp://')"
    return {asked: str(yes).lower(), f"!{asked}": str(not yes).lower()}


def told_of(server: Server) -> dict[str, str]:
    """The target, and the contents of the key and of the known hosts."""
    key, hosts = (Path(server.miljo[f"KRAVBOK_SFTP_{name}"]) for name in ("NYCKEL", "KANDA_VARDAR"))
    return {
        "vars.KRAVBOK_MAL": server.adress,
        "secrets.KRAVBOK_SFTP_NYCKEL": key.read_text(encoding="utf-8").rstrip("\n"),
        "vars.KRAVBOK_SFTP_KANDA_VARDAR": hosts.read_text(encoding="utf-8").rstrip("\n"),
        **by_sftp(True),
    }


def test_main_goes_to_an_sftp_server(korare: Korare, github_forrad: Forrad, tmp_path: Path) -> None:
    pages = {"vars.KRAVBOK_MAL == ''": "false", "vars.KRAVBOK_MAL != ''": "true"}
    with openssh(tmp_path) as server:
        told = {"github.sha": github_forrad.main, **pages, **told_of(server)}
        assert succeeded(run_job(PUBLICERA, "bygg", korare, tmp_path / "bygg", told))
        machine = Korare(korare.home, korare.remote, {**korare.environment, "TMPDIR": str(tmp_path)})
        before = set(tmp_path.iterdir())
        steps = run_job(PUBLICERA, "server", machine, tmp_path / "arbete", told)
        assert succeeded(steps)
    assert (server.folder / "aktuell" / "index.html").is_file()
    assert set(tmp_path.iterdir()) - before == {tmp_path / "arbete"}
    assert "PRIVATE KEY" not in steps[-1].said


# Forgejo: the repository is fetched by the workflow's own git


F_GRANSKA = FLODE / "forgejo/.forgejo/workflows/granska.yml"
F_GE_UT = FLODE / "forgejo/.forgejo/workflows/ge-ut.yml"
F_PUBLICERA = FLODE / "forgejo/.forgejo/workflows/publicera.yml"
SAME = "github.event.pull_request.head.repo.full_name == github.repository"


@pytest.fixture(scope="module")
def forgejo_forrad(tmp_path_factory: pytest.TempPathFactory) -> Forrad:
    return make_forrad("forgejo", tmp_path_factory.mktemp("forgejo"), "varje brist")


@pytest.fixture
def forgejo() -> Iterator[Forgejo]:
    with serve(Forgejo()) as forge:
        yield forge


def forgejo_machine(
    programs: dict[str, str], forrad: Forrad, forge: Forgejo, home: Path, ref: str, commit: str
) -> Korare:
    """A Forgejo machine, told of a commit."""
    own = {
        "GITHUB_ACTIONS": "true",
        "FORGEJO_ACTIONS": "true",
        "GITHUB_API_URL": forge.address,
        "GITHUB_REF": ref,
        "GITHUB_REPOSITORY": "region/krav",
        "GITHUB_SERVER_URL": forrad.remote.parents[1].as_uri(),
        "GITHUB_SHA": commit,
    }
    return Korare(home, forrad.remote, {**programs, **own})


def test_forgejo_checks_builds_and_comments_once(
    programs: dict[str, str], forgejo_forrad: Forrad, forgejo: Forgejo, tmp_path: Path
) -> None:
    korare = forgejo_machine(programs, forgejo_forrad, forgejo, tmp_path, "refs/pull/7/head", forgejo_forrad.gren)
    told = {**pull_request(forgejo_forrad), "github.token": forgejo.nyckel, SAME: "true"}
    assert succeeded(run_job(F_GRANSKA, "kontrollera", korare, tmp_path / "prov", told))
    assert (tmp_path / "prov" / "build" / "webbplats" / "index.html").is_file()
    forgejo.say("7", "editor", f"{MARKE}\nEn annan som skriver som vi")
    for name in ("ett", "två"):
        assert succeeded(run_job(F_GRANSKA, "granska", korare, tmp_path / name, told))
    assert [item["user"]["login"] for item in forgejo.comments] == ["editor", "forgejo-actions"]
    assert "~~en~~ **varje** brist" in forgejo.comments[-1]["body"]


def test_forgejo_does_not_comment_for_a_fork(
    programs: dict[str, str], forgejo_forrad: Forrad, forgejo: Forgejo, tmp_path: Path
) -> None:
    korare = forgejo_machine(programs, forgejo_forrad, forgejo, tmp_path, "refs/pull/7/head", forgejo_forrad.gren)
    told = {**pull_request(forgejo_forrad), "github.token": "", SAME: "false"}
    steps = run_job(F_GRANSKA, "granska", korare, tmp_path / "arbete", told)
    assert succeeded(steps)
    assert steps[-1].said.startswith(MARKE)
    assert forgejo.asked == []


def test_forgejo_releases_once(
    programs: dict[str, str], forgejo_forrad: Forrad, forgejo: Forgejo, tmp_path: Path
) -> None:
    korare = forgejo_machine(programs, forgejo_forrad, forgejo, tmp_path, f"refs/tags/{TAGG}", forgejo_forrad.main)
    told = {"github.ref_name": TAGG, "github.token": forgejo.nyckel}
    for name in ("ett", "två"):
        assert succeeded(run_job(F_GE_UT, "ge-ut", korare, tmp_path / name, told))
    check_release(forgejo.files)
    assert [len(item["assets"]) for item in forgejo.releases] == [len(EXPECTED) + 1]


def test_forgejo_publishes_where_it_is_told(
    programs: dict[str, str], forgejo_forrad: Forrad, forgejo: Forgejo, tmp_path: Path
) -> None:
    korare = forgejo_machine(programs, forgejo_forrad, forgejo, tmp_path, "refs/heads/main", forgejo_forrad.main)
    told = {"github.token": forgejo.nyckel, "vars.KRAVBOK_MAL": str(tmp_path / "server"), **by_sftp(False)}
    assert succeeded(run_job(F_PUBLICERA, "publicera", korare, tmp_path / "arbete", told))
    assert (tmp_path / "server" / "aktuell" / "index.html").is_file()


def test_forgejo_publishes_by_sftp(
    programs: dict[str, str], forgejo_forrad: Forrad, forgejo: Forgejo, tmp_path: Path
) -> None:
    korare = forgejo_machine(programs, forgejo_forrad, forgejo, tmp_path, "refs/heads/main", forgejo_forrad.main)
    with openssh(tmp_path) as server:
        told = {"github.token": forgejo.nyckel, **told_of(server)}
        assert succeeded(run_job(F_PUBLICERA, "publicera", korare, tmp_path / "arbete", told))
    assert (server.folder / "aktuell" / "index.html").is_file()


# GitLab


@pytest.fixture(scope="module")
def gitlab_forrad(tmp_path_factory: pytest.TempPathFactory) -> Forrad:
    return make_forrad("gitlab", tmp_path_factory.mktemp("gitlab"), "varje brist")


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    with serve(GitLab()) as forge:
        yield forge


@pytest.fixture
def runner(programs: dict[str, str], gitlab_forrad: Forrad, gitlab: GitLab, tmp_path: Path) -> Korare:
    """A GitLab machine."""
    own = {"GITLAB_CI": "true", "CI_API_V4_URL": gitlab.address, "CI_PROJECT_ID": "3"}
    return Korare(tmp_path, gitlab_forrad.remote, {**programs, **own})


def test_gitlab_checks_a_sound_branch(runner: Korare, gitlab_forrad: Forrad, tmp_path: Path) -> None:
    step = run_gitlab_job("kontrollera", runner, tmp_path / "arbete", gitlab_forrad.gren, {})
    assert step.code == 0, step.said
    assert not re.search("blocker|critical|major", report(runner))


def report(runner: Korare) -> str:
    """The Code Quality report that was left."""
    return (runner.artifacts / "kontrollera" / "gl-code-quality-report.json").read_text(encoding="utf-8")


def test_gitlab_gets_the_faults_also_when_the_check_fails(programs: dict[str, str], tmp_path: Path) -> None:
    forrad = make_forrad("gitlab", tmp_path, "en brist\nrubrk: Fel")
    runner = Korare(tmp_path, forrad.remote, {**programs, "GITLAB_CI": "true"})
    assert run_gitlab_job("kontrollera", runner, tmp_path / "gren", forrad.gren, {}).code != 0
    assert BRIST in {item["location"]["path"] for item in json.loads(report(runner))}


def test_gitlab_writes_the_review_of_each_open_request_once(
    runner: Korare, gitlab: GitLab, gitlab_forrad: Forrad, tmp_path: Path
) -> None:
    told = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_COMMIT_SHA": gitlab_forrad.gren}
    step = run_gitlab_job("granska", runner, tmp_path / "granska", gitlab_forrad.gren, told)
    assert step.code == 0, step.said
    text = (runner.artifacts / "granska" / "granskning" / "granskning.md").read_bytes()
    pipeline = {"id": 90, "project_id": 3, "sha": gitlab_forrad.gren}
    gitlab.requests = [
        {"iid": 7, "sha": gitlab_forrad.gren, "head_pipeline": pipeline},
        {"iid": 8, "sha": gitlab_forrad.gren, "head_pipeline": {**pipeline, "project_id": 4}},  # in a fork's project
        {"iid": 9, "sha": gitlab_forrad.main, "head_pipeline": pipeline},  # pushed to since
        {"iid": 10, "sha": gitlab_forrad.main, "head_pipeline": None},
    ]
    gitlab.jobs, gitlab.left = {"90": [{"id": 1, "name": "bygg"}, {"id": 2, "name": "granska"}]}, {"2": text}
    for number in range(120):
        gitlab.say("7", 12, f"{MARKE}\nEn annan, gång {number}")
    key = {"KRAVBOK_NYCKEL": gitlab.nyckel}
    for name in ("ett", "två"):
        step = run_gitlab_job("kommentera", runner, tmp_path / name, gitlab_forrad.main, key)
        assert step.code == 0, step.said
    assert [item["iid"] for item in gitlab.comments if item["author"]["id"] == 50] == ["7"]
    assert "~~en~~ **varje** brist" in gitlab.comments[-1]["body"]
    gitlab.left["2"] = f"{MARKE}\nNu är det rättat.\n".encode()
    run_gitlab_job("kommentera", runner, tmp_path / "tre", gitlab_forrad.main, key)
    assert gitlab.comments[-1]["body"] == f"{MARKE}\nNu är det rättat.\n"


@pytest.mark.parametrize(
    "left", [b"K\xf6p", b"Annat", f"{MARKE}\n".encode() + b"x" * 400_000, f"{MARKE}\n /merge\n".encode()]
)
def test_gitlab_does_not_write_what_is_no_review(
    runner: Korare, gitlab: GitLab, gitlab_forrad: Forrad, tmp_path: Path, left: bytes
) -> None:
    pipeline = {"id": 90, "project_id": 3, "sha": gitlab_forrad.gren}
    gitlab.requests = [{"iid": 7, "sha": gitlab_forrad.gren, "head_pipeline": pipeline}]
    gitlab.jobs, gitlab.left = {"90": [{"id": 2, "name": "granska"}]}, {"2": left}
    key = {"KRAVBOK_NYCKEL": gitlab.nyckel}
    assert run_gitlab_job("kommentera", runner, tmp_path / "arbete", gitlab_forrad.main, key).code == 0
    assert gitlab.comments == []


def test_gitlab_builds_publishes_and_releases(
    runner: Korare, gitlab: GitLab, gitlab_forrad: Forrad, tmp_path: Path
) -> None:
    told = {"CI_COMMIT_TAG": TAGG, "CI_JOB_TOKEN": gitlab.nyckel, "KRAVBOK_MAL": str(tmp_path / "server")}
    for name in ("bygg", "pages", "publicera", "ge-ut"):
        step = run_gitlab_job(name, runner, tmp_path / name, gitlab_forrad.main, told)
        assert step.code == 0, step.said
    assert (runner.artifacts / "pages" / "public" / "index.html").is_file()
    assert (tmp_path / "server" / "aktuell" / "index.html").is_file()
    check_release(gitlab.files)
    step = run_gitlab_job("ge-ut", runner, tmp_path / "igen", gitlab_forrad.main, told)
    assert "redan utgiven" in step.said
    (release,) = gitlab.releases
    assert {link["name"] for link in release["assets"]["links"]} == set(gitlab.files)
    assert (
        run_gitlab_job("ge-ut", runner, tmp_path / "fel", gitlab_forrad.main, {**told, "CI_COMMIT_TAG": "v1"}).code == 1
    )


def test_gitlab_publishes_by_sftp(runner: Korare, gitlab_forrad: Forrad, tmp_path: Path) -> None:
    with openssh(tmp_path) as server:
        told = {"KRAVBOK_MAL": server.adress, **server.miljo}
        for name in ("bygg", "publicera"):
            step = run_gitlab_job(name, runner, tmp_path / name, gitlab_forrad.main, told)
            assert step.code == 0, step.said
    assert (server.folder / "aktuell" / "index.html").is_file()


# Azure


@pytest.fixture(scope="module")
def azure_forrad(tmp_path_factory: pytest.TempPathFactory) -> Forrad:
    return make_forrad("azure", tmp_path_factory.mktemp("azure"), "varje brist")


@pytest.fixture
def azure() -> Iterator[Azure]:
    with serve(Azure()) as forge:
        yield forge


def azure_pull_request(forge: Azure, forrad: Forrad) -> dict[str, str]:
    """What a job gets to know of a pull request, and the key that one step is given."""
    return {
        "BUILD_REPOSITORY_ID": "forrad-1",
        "SYSTEM_COLLECTIONURI": f"{forge.address}/region/",
        "SYSTEM_PULLREQUEST_PULLREQUESTID": "7",
        "SYSTEM_PULLREQUEST_SOURCECOMMITID": forrad.gren,
        "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
        "SYSTEM_TEAMPROJECTID": "projekt-1",
        "nyckel": forge.nyckel,
    }


def test_azure_checks_and_comments_once(
    programs: dict[str, str], azure_forrad: Forrad, azure: Azure, tmp_path: Path
) -> None:
    korare = Korare(tmp_path, azure_forrad.remote, programs)
    told = azure_pull_request(azure, azure_forrad)
    assert succeeded(run_azure_job("kontrollera", korare, tmp_path / "prov", azure_forrad.merge, told))
    assert succeeded(run_azure_job("granska", korare, tmp_path / "granska", azure_forrad.merge, told))
    azure.say("En synpunkt")
    for name in ("ett", "två"):
        assert succeeded(run_azure_job("kommentera", korare, tmp_path / name, azure_forrad.merge, told))
    own = [thread["comments"][0]["content"] for thread in azure.comments]
    assert own[0] == "En synpunkt"
    assert own[1] == (korare.artifacts / "granskning" / "granskning.md").read_text(encoding="utf-8")
    assert len(own) == 2
    (korare.artifacts / "granskning" / "granskning.md").write_text("Köp billigt", encoding="utf-8")
    assert run_azure_job("kommentera", korare, tmp_path / "tre", azure_forrad.merge, told)[-1].code == 1
    assert azure.comments[1]["comments"][0]["content"] == own[1]


def test_azure_lists_a_fault_and_goes_on(programs: dict[str, str], tmp_path: Path) -> None:
    forrad = make_forrad("azure", tmp_path, "en brist\nrubrk: Fel")
    steps = run_azure_job("kontrollera", Korare(tmp_path, forrad.remote, programs), tmp_path / "gren", forrad.merge, {})
    assert [bool(step.code) for step in steps] == [False, True, True, False]
    assert f"##vso[task.logissue type=error;sourcepath={BRIST};" in steps[1].said


def test_azure_publishes_and_releases(programs: dict[str, str], azure_forrad: Forrad, tmp_path: Path) -> None:
    korare = Korare(tmp_path, azure_forrad.remote, programs)
    told = {"BUILD_SOURCEBRANCH": f"refs/tags/{TAGG}", "KRAVBOK_MAL": str(tmp_path / "server")}
    for name in ("bygg", "publicera", "utgava"):
        assert succeeded(run_azure_job(name, korare, tmp_path / name, azure_forrad.main, told))
    assert (tmp_path / "server" / "aktuell" / "index.html").is_file()
    check_release({path.name: path.read_bytes() for path in (korare.artifacts / "utgava").iterdir()})
    wrong = {**told, "BUILD_SOURCEBRANCH": "refs/tags/v1"}
    assert run_azure_job("utgava", korare, tmp_path / "fel", azure_forrad.main, wrong)[-1].code == 1


# A new region


def test_a_new_region_passes_its_own_workflow(programs: dict[str, str], tmp_path: Path) -> None:
    for forge in ("github", "gitlab", "forgejo", "azure"):
        folder = tmp_path / forge
        assert kravbok("ny", folder / "region", "--smedja", forge, folder=tmp_path).returncode == 0
        first = commit(folder / "region", {})
        git(folder, "clone", "-q", "--bare", str(folder / "region"), str(folder / "krav.git"))
        korare = Korare(folder, folder / "krav.git", programs)
        assert succeeded(check_region(forge, korare, folder / "arbete", first))


def check_region(forge: str, korare: Korare, folder: Path, commit_id: str) -> list[Step]:
    """Run the forge's checks of a region's first commit."""
    match forge:
        case "github":
            return run_job(GRANSKA, "kontrollera", korare, folder, {"github.sha": commit_id})
        case "gitlab":
            return [run_gitlab_job("kontrollera", korare, folder, commit_id, {})]
        case "azure":
            return run_azure_job("kontrollera", korare, folder, commit_id, {})
    own = {
        "GITHUB_REF": "refs/heads/main",
        "GITHUB_REPOSITORY": korare.remote.stem,
        "GITHUB_SERVER_URL": korare.remote.parent.as_uri(),
        "GITHUB_SHA": commit_id,
    }
    machine = Korare(korare.home, korare.remote, {**korare.environment, **own})
    return run_job(F_GRANSKA, "kontrollera", machine, folder, {"github.token": ""})
