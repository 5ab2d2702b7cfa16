"""The command as it is typed: what it builds, what it says, in which language, and with which exit code."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from verktyg.bygge import COMMAND, copy_project, files_in, kravbok

CLOSING = r"(\d+ (?:bok|böcker)), (\d+ uppla(?:ga|gor)), (\d+ fil(?:er)?); (\d+ fel), \d+ varningar; \d+,\d s\n"
ENGLISH = re.compile(
    r"\b(?:usage|options?|commands?|try|error|show|this|exit|such|did you|mean|missing|invalid|value|default)\b",
    re.IGNORECASE,
)


@pytest.fixture
def projekt(tmp_path: Path) -> Path:
    return copy_project("blandat", tmp_path / "projekt")


def closing(said: str) -> tuple[str, ...]:
    """The counts of the closing line, which is all that stands on stderr."""
    found = re.fullmatch(CLOSING, said)
    assert found is not None, said
    return found.groups()


@pytest.mark.parametrize(
    ("arguments", "files", "counts", "site"),
    [
        ([], 74, "2 upplagor", True),
        (["provbok"], 74, "2 upplagor", False),
        (["--upplaga", "2022"], 46, "1 upplaga", False),
        (["--upplaga", "2022", "--upplaga", "2021", "--format", "md"], 7, "2 upplagor", False),
        (["provbok", "--upplaga", "2021", "--format", "json"], 1, "1 upplaga", False),
        (["--format", " json , html,json"], 10, "2 upplagor", False),
        (["--format", "webbplats", "--datum", "2022-03-01"], 0, "2 upplagor", True),
    ],
)
def test_what_is_asked_for_is_built(
    projekt: Path, arguments: list[str], files: int, counts: str, *, site: bool
) -> None:
    done = kravbok("bygg", *arguments, folder=projekt)
    assert (done.returncode, done.stdout) == (0, "")
    made = [name for name in files_in(projekt / "build") if name != "manifest.json"]
    assert closing(done.stderr) == ("1 bok", counts, f"{len(made)} fil{'er' * (len(made) != 1)}", "0 fel")
    assert len([name for name in made if not name.startswith("webbplats/")]) == files
    assert ("webbplats/index.html" in made) == site


def test_the_day_of_the_website_is_chosen(projekt: Path) -> None:
    page = projekt / "build" / "webbplats" / "index.html"
    assert kravbok("bygg", "--format", "webbplats", folder=projekt).returncode == 0
    assert "1 mars 2022" not in page.read_text(encoding="utf-8")
    assert kravbok("bygg", "--format", "webbplats", "--datum", "2022-03-01", folder=projekt).returncode == 0
    assert "1 mars 2022" in page.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert kravbok("bygg", "--datum", "i går", folder=projekt).returncode == 2


def test_the_folder_is_chosen_from_where_the_command_is_run(projekt: Path, tmp_path: Path) -> None:
    away = tmp_path / "annan"
    away.mkdir()
    done = kravbok("bygg", "--projekt", "../projekt", "--till", "ut/hit", "--format", "md", folder=away)
    assert done.returncode == 0
    assert sorted(path.name for path in (away / "ut" / "hit").iterdir()) == ["manifest.json", "provbok"]
    assert not (projekt / "build").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "place", "hint"),
    [
        (["provbk"], "K205", "Boken ”provbk” finns inte", "Menade du provbok?"),
        (["xyz"], "K205", "Boken ”xyz” finns inte", "Här finns provbok."),
        (["--upplaga", "2023"], "K206", "Upplagan ”2023” finns inte", "Menade du 2022?"),
        (["provbok", "--upplaga", "v"], "K206", "Upplagan ”v” finns inte", "Här finns 2021, 2022."),
    ],
)
def test_a_name_that_does_not_exist_is_a_finding(
    projekt: Path, arguments: list[str], code: str, place: str, hint: str
) -> None:
    done = kravbok("bygg", *arguments, folder=projekt)
    assert done.returncode == 1
    assert f"fel[{code}] {place}\n" in done.stdout
    assert hint in done.stdout
    assert closing(done.stderr)[3] == "1 fel"
    assert not (projekt / "build").exists()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_finding_is_told_whatever_letters_the_stream_has(projekt: Path, encoding: str) -> None:
    done = subprocess.run(
        [COMMAND, "bygg", "provbk"],
        cwd=projekt, check=False, capture_output=True, env=os.environ | {"PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert done.returncode == 1
    assert b"fel[K205] Boken " in done.stdout
    assert b"Menade du provbok?" in done.stdout


@pytest.mark.parametrize("stig", ["provbok", "PR-LIST-001", "krav/provbokk/"])
def test_a_path_that_leads_nowhere_is_not_one_without_faults(projekt: Path, stig: str) -> None:
    done = kravbok("kontrollera", stig, folder=projekt)
    assert (done.returncode, done.stdout) == (2, "")
    assert stig in done.stderr
    for good in ("krav/provbok/", "krav/prov", "./krav/provbok", "krav\\provbok"):
        assert kravbok("kontrollera", good, folder=projekt).returncode == 0


def test_a_path_may_be_given_whole_and_from_where_the_project_is(projekt: Path) -> None:
    (projekt / "krav" / "provbok" / "fel.yaml").write_bytes(b"a: [\n")
    wanted = kravbok("kontrollera", "krav/provbok/fel.yaml", folder=projekt).stdout
    assert "krav/provbok/fel.yaml:" in wanted
    whole = kravbok("kontrollera", str(projekt / "krav" / "provbok" / "fel.yaml"), folder=projekt)
    above = kravbok("kontrollera", f"{projekt.name}/krav/provbok/", "--projekt", projekt.name, folder=projekt.parent)
    assert (whole.stdout, above.stdout) == (wanted, wanted)


def test_what_is_remembered_is_shown_as_when_it_was_found(projekt: Path) -> None:
    (projekt / "krav" / "provbok" / "lapp.txt").write_text("en lapp\n", encoding="utf-8")
    first, again = (kravbok("kontrollera", folder=projekt).stdout for _ in range(2))
    assert "K007" in first
    assert again == first


def test_a_folder_that_is_no_project_is_a_finding(tmp_path: Path) -> None:
    for arguments in ([], ["--projekt", "saknas"]):
        done = kravbok("bygg", *arguments, folder=tmp_path)
        assert done.returncode == 1
        assert "fel[K215] Projektet saknar en bok" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["bygg", "--format", "odt"],
            "Formatet ”odt” finns inte. Välj bland html, pdf, docx, xlsx, ics, md, json, webbplats.",
        ),
        (["bygg", "--format", ""], "Formatet ”” finns inte."),
        (["bygg", "--format", "html,"], "Formatet ”” finns inte."),
        (["bygg", "--uplaga", "2022"], "Menade du '--upplaga'?"),
        (["bygg", "--upplaga"], "--upplaga"),
        (["byg"], "Kommandot ”byg” finns inte. Menade du bygg?"),
        (["--okand"], "--okand"),
    ],
)
@pytest.mark.parametrize("language", ["C", "en_US.UTF-8", "de_DE.UTF-8"])
def test_misuse_is_told_in_swedish_whatever_the_language(
    projekt: Path, arguments: list[str], said: str, language: str
) -> None:
    done = kravbok(*arguments, folder=projekt, LC_ALL=language, LANGUAGE=language[:2], PYTHONUTF8="1")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.startswith(("Användning: kravbok", "Fel: "))
    assert ENGLISH.findall(done.stderr) == []
    assert sorted(path.name for path in projekt.iterdir()) == ["krav"]


COMMANDS = ("bygg", "diff", "forklara", "forsegla", "historik", "kontrollera", "revision")


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_is_swedish(projekt: Path, command: list[str]) -> None:
    done = kravbok(*command, "--help", folder=projekt, LC_ALL="en_US.UTF-8", LANGUAGE="en", PYTHONUTF8="1")
    assert done.returncode == 0
    assert done.stdout.startswith("Användning: kravbok")
    assert "Visa den här hjälpen." in done.stdout
    assert ENGLISH.findall(done.stdout.replace("--exit-kod", "")) == []


def test_the_module_is_the_command(projekt: Path) -> None:
    command = [sys.executable, "-m", "kravbok", "bygg", "--format", "md"]
    done = subprocess.run(command, cwd=projekt, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0
    assert closing(done.stderr)[0] == "1 bok"


def on_terminal(projekt: Path, *arguments: str) -> str:
    """What the command writes on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([COMMAND, *arguments], cwd=projekt, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # so ends a terminal on Linux
                break
            if not part:
                break
            said += part
        assert process.wait() == 0
    os.close(ours)
    return said.decode()


def test_a_terminal_shows_how_far_the_work_has_come(projekt: Path) -> None:
    said = on_terminal(projekt, "bygg", "--format", "html,md")
    assert "1/3 provbok-2021" in said
    assert "3/3 provbok-2021-2022" in said
    assert re.search(CLOSING.replace(r"\n", r"\r\n") + "$", said)


def with_template(projekt: Path, name: str, text: str) -> subprocess.CompletedProcess[str]:
    (projekt / "mallar").mkdir(exist_ok=True)
    (projekt / "mallar" / name).write_text(text, encoding="utf-8")
    return kravbok("bygg", "--format", "html,pdf", folder=projekt)


def test_a_template_of_the_projects_own_is_used(projekt: Path) -> None:
    text = "{% macro b(rad) %}{% for bit in rad %}{{ bit.text }}{% endfor %}{% endmacro %}"
    done = with_template(projekt, "egen.html", text)
    assert done.returncode == 0
    css = "body { background: #fee }"
    assert with_template(projekt, "bok.css", css).returncode == 0
    assert css in (projekt / "build" / "provbok" / "2022" / "provbok-2022.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("bok.html", "<h1>{{ bok.titel }}</h1>\n{% if %}", "fel[K701] mallar/bok.html:2:1"),
        ("bok.html", "\n\n{{ boken.titel }}", "fel[K701] mallar/bok.html:3:1"),
        ("delar.html", "{% macro fakta(l, k) %}\n{{ l.saknas }}{% endmacro %}", "fel[K701] mallar/delar.html:2:1"),
        ("bok.html", "{{ bok.__class__ }}", "fel[K702] mallar/bok.html:1:1"),
        ("bok.html", "\n{{ 'a' * 1000000000 }}", "fel[K702] mallar/bok.html:2:1"),
        ("bok.html", "{% include '../../krav/kravbok.yaml' %}", "fel[K701] mallar/bok.html:1:1"),
        ("bok.html", "", "fel[K706] provbok/2021/provbok-2021.html:1:1"),
        ("bok.html", "<!-- ingenting -->", "fel[K703] provbok/2021/provbok-2021.pdf:1:1"),
        ("bok.html", "<p>Ingenting</p>", "fel[K705] krav/provbok/former/PR-FORM-001.yaml:13:11"),
        ("bok.html", "<div>" * 3000, "fel[K70"),
        ("bok.typ", "#let bok(facts, body) = [", "fel[K703] provbok/2021/provbok-2021.pdf:1:1"),
        ("bok.typ", '#read("/etc/passwd")', "fel[K703] provbok/2021/provbok-2021.pdf:1:1"),
        ("bok.typ", "inte en mall", "fel[K703] provbok/2021/provbok-2021.pdf:1:1"),
    ],
)
def test_a_template_that_cannot_be_used_stops_the_build_at_its_place(
    projekt: Path, name: str, text: str, found: str
) -> None:
    done = with_template(projekt, name, text)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    code, _, place = found.partition(" ")
    assert code in done.stdout
    assert f"--> {place}" in done.stdout
    assert not (projekt / "build").exists()
    assert sorted(path.name for path in projekt.iterdir() if path.name.startswith(".build")) == []
