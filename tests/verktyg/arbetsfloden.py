"""Runs the jobs of the workflows in mall/flode as their forge does, in real git repositories on this machine.

Every `run:` and `script:` is taken from the YAML as it is and given to bash. What the forge itself does around them is
done here in little: it fetches the repository, keeps what a job leaves for the next one, and fills in expressions. An
expression or an action that is not known here is an error, so that nothing in a workflow goes untried unnoticed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from verktyg.bygge import ROOT
from verktyg.gitrepo import ENV, git

FLODE = ROOT / "src" / "kravbok" / "start" / "mall" / "flode"
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
ALWAYS = "!cancelled()"
TIME = 300


def read_yaml(path: Path) -> dict[str, Any]:
    """A workflow; its key `on` stays a word (YAML 1.1 would read it as true)."""
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader's child
    return found


class _Loader(yaml.SafeLoader):
    """YAML where only true and false are truth values."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class Step:
    """What came of one step."""

    name: str
    code: int
    said: str


@dataclass(frozen=True)
class Korare:
    """A machine that runs jobs: its programs, the repository they fetch, and what they have left for each other."""

    home: Path
    remote: Path
    environment: Mapping[str, str]
    artifacts: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "artifacts", self.home / "artifakter")

    def script(
        self, text: str, folder: Path, env: Mapping[str, str], flags: Sequence[str] = ("-eo", "pipefail")
    ) -> tuple[int, str]:
        """The exit code and all words of a script, run as most forges run bash."""
        file = self.home / "steg.sh"
        file.write_text(text, encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", *flags, str(file)],
            cwd=folder,
            env={**self.environment, **env},
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=TIME,
        )
        assert "Traceback" not in done.stdout, done.stdout
        return done.returncode, done.stdout

    def fetch(self, folder: Path, commit: str, only: str = "") -> None:
        """Fetch the whole repository into an empty folder and check out a commit, or only one folder of it."""
        folder.mkdir(parents=True)
        git(folder, "init", "-q")
        git(folder, "remote", "add", "origin", str(self.remote))
        git(
            folder, "fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*", "+refs/pull/*:refs/pull/*", "--tags"
        )
        if only:
            git(folder, "sparse-checkout", "set", only)
        git(folder, "checkout", "-q", "--detach", commit)

    def leave(self, name: str, source: Path) -> None:
        """Keep what a job leaves, instead of what it left last time."""
        assert source.is_dir(), f"{source} finns inte"
        shutil.rmtree(self.artifacts / name, ignore_errors=True)
        shutil.copytree(source, self.artifacts / name, symlinks=True)

    def bring(self, name: str, target: Path) -> None:
        """Give a job what another one left."""
        shutil.copytree(self.artifacts / name, target, symlinks=True, dirs_exist_ok=True)


def fill(text: str, contexts: Mapping[str, str]) -> str:
    """A text with its expressions filled in."""
    return EXPRESSION.sub(lambda found: contexts[found[1]], text)


def run_job(workflow: Path, job: str, korare: Korare, folder: Path, contexts: Mapping[str, str]) -> list[Step]:
    """Run a job of a GitHub or Forgejo workflow in an empty folder; the steps after a failed one are passed over."""
    steps: list[Step] = []
    for step in read_yaml(workflow)["jobs"][job]["steps"]:
        condition = EXPRESSION.sub(r"\1", step.get("if", "success()"))
        failed = any(done.code for done in steps)
        if (failed and condition != ALWAYS) or not (
            condition in (ALWAYS, "success()") or contexts[condition] == "true"
        ):
            continue
        if "uses" in step:
            given = {name: fill(str(value), contexts) for name, value in step.get("with", {}).items()}
            _act(step["uses"].partition("@")[0], given, korare, folder, contexts)
        else:
            folder.mkdir(exist_ok=True)
            env = {name: fill(str(value), contexts) for name, value in step.get("env", {}).items()}
            steps.append(Step(step["name"], *korare.script(step["run"], folder, env)))
    return steps


def _act(action: str, given: dict[str, str], korare: Korare, folder: Path, contexts: Mapping[str, str]) -> None:
    """Do in little what an action does."""
    match action:
        case "actions/checkout":
            korare.fetch(folder, given.get("ref", contexts["github.sha"]), given.get("sparse-checkout", ""))
        case "actions/setup-python":
            assert given == {"python-version": "3.12"}
        case "actions/upload-artifact":
            assert given["if-no-files-found"] == "error"
            korare.leave(given["name"], folder / given["path"])
        case "actions/upload-pages-artifact":
            korare.leave("github-pages", folder / given["path"])
        case "actions/download-artifact":
            korare.bring(given["name"], folder / given["path"])
        case _:
            raise AssertionError(action)


def run_gitlab_job(name: str, korare: Korare, folder: Path, commit: str, env: Mapping[str, str]) -> Step:
    """Run a job of the GitLab file in an empty folder: before_script and script are one script."""
    pipeline = read_yaml(FLODE / "gitlab" / ".gitlab-ci.yml")
    job = pipeline[name]
    korare.fetch(folder, commit)
    for need in job.get("needs", []):
        if (korare.artifacts / need).exists():
            korare.bring(need, folder)
    lines = [*job.get("before_script", pipeline["default"]["before_script"]), *job["script"]]
    step = Step(name, *korare.script("\n".join(lines), folder, env))
    left = job.get("artifacts", {})
    if step.code == 0 or left.get("when") == "always":
        for path in [*left.get("paths", []), *left.get("reports", {}).values()]:
            target = korare.artifacts / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if (folder / path).is_dir():
                shutil.copytree(folder / path, target, dirs_exist_ok=True)
            else:
                shutil.copy(folder / path, target)
    return step


def run_azure_job(name: str, korare: Korare, folder: Path, commit: str, env: Mapping[str, str]) -> list[Step]:
    """Run a job of the Azure file in an empty folder; its bash does not stop at a failing line by itself."""
    steps: list[Step] = []
    workspace = folder.with_name(f"{folder.name}-workspace")
    own = {"TF_BUILD": "True", "PIPELINE_WORKSPACE": str(workspace), "AGENT_TEMPDIRECTORY": str(korare.home), **env}
    for step in _azure_steps(name):
        if any(done.code for done in steps) and step.get("condition") != "succeededOrFailed()":
            continue
        match step:
            case {"checkout": "self", "fetchDepth": "0", "persistCredentials": "false"}:
                korare.fetch(folder, commit)
            case {"task": "UsePythonVersion@0"}:
                pass
            case {"publish": source, "artifact": artifact}:
                korare.leave(artifact, folder / source)
            case {"download": "current", "artifact": artifact}:
                korare.bring(artifact, workspace / artifact)
            case {"bash": script, "displayName": said}:
                keys = {
                    key: {"$(System.AccessToken)": own["nyckel"]}[value] for key, value in step.get("env", {}).items()
                }
                steps.append(Step(said, *korare.script(script, folder, {**own, **keys}, flags=())))
            case _:
                raise AssertionError(step)
    return steps


def _azure_steps(name: str) -> list[dict[str, Any]]:
    """The steps of a job, wherever it stands in the file."""
    stages = read_yaml(FLODE / "azure" / "azure-pipelines.yml")["stages"]
    jobs = [job for stage in stages for job in stage["jobs"]]
    (job,) = (job for job in jobs if name in (job.get("job"), job.get("deployment")))
    steps: list[dict[str, Any]] = job["steps"] if "steps" in job else job["strategy"]["runOnce"]["deploy"]["steps"]
    return steps


def make_programs(folder: Path, wheels: Path) -> dict[str, str]:
    """The environment of a machine with Python, where everything but kravbok is already installed.

    pip reaches no network: it finds kravbok's wheel in a folder, and what lasta.txt asks for it finds installed.
    """
    home = folder / "python"
    subprocess.run([sys.executable, "-m", "venv", home], check=True, timeout=TIME)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(home), "platbase": str(home)}))
    own = {entry.name for entry in site.iterdir()}
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if entry.name not in own and not entry.name.startswith(("kravbok", "_editable", "pip")):
            (site / entry.name).symlink_to(entry)
    (home / "share").symlink_to(Path(sys.prefix) / "share")  # hunspell-sv keeps its words there
    return {
        "CI": "true",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PATH": f"{home / 'bin'}{os.pathsep}{ENV['PATH']}",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_FIND_LINKS": str(wheels),
        "PIP_NO_INDEX": "1",
    }
