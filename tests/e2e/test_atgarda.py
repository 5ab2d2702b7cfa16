"""kravbok atgarda in real repositories: two editors, real merges, and ids that both have taken."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from kravbok.loader import load_register
from kravbok.underlag import gather
from verktyg.bygge import ROOT, copy_project, files_in, kravbok
from verktyg.gitrepo import ENV

NEXT = "PR-LIST-004"
MINTED = "PR-LIST-005"
SAID = {"anna": ("Kallelse till patienten", "skicka kallelse"), "bo": ("Tolk vid besök", "anlita tolk")}
FRIST = "frist:\n  varje: år\n  senast: okänt\nbocker: [provbok]\n"
GAP = "    saknas:\n      - vad: ursprung\n        motivering: Kravet är nytt.\n        antecknad_av: redaktionen\n"


def git(folder: Path, *arguments: str, ends: int = 0) -> str:
    """What git said in a folder, when it ended as expected."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=ENV, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == ends, done.stdout + done.stderr
    return done.stdout


def save(folder: Path) -> None:
    """All that is in the folder, committed."""
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "prov")


@pytest.fixture
def delat(tmp_path: Path) -> Path:
    """A bare repository, and the clones of two editors beside it: anna and bo."""
    start = copy_project("grund", tmp_path / "start")
    assert kravbok("formatera", folder=start).returncode == 0
    (start / ".gitignore").write_text(".kravbok-cache/\nbuild/\n", encoding="utf-8")
    git(start, "init", "-q", "-b", "main")
    save(start)
    git(tmp_path, "clone", "-q", "--bare", str(start), "delat.git")
    for name in SAID:
        git(tmp_path, "clone", "-q", "delat.git", name)
    return tmp_path


def write_krav(folder: Path, who: str) -> Path:
    """A new requirement with all that it needs, and a delivery that names it."""
    rubrik, act = SAID[who]
    said = ("--typ", "krav", "--kravniva", "ska", "--vem", "vårdgivaren", "--motiv", "Det behövs.")
    done = kravbok(
        "ny-krav", "provbok", "listning", "--rubrik", rubrik, "--text", f"Vårdgivaren ska {act}.", *said,
        "--galler-fran", "2022-01-01", folder=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    file = folder / done.stdout.strip()
    file.write_text(file.read_text(encoding="utf-8") + GAP, encoding="utf-8")
    leverans = folder / "krav" / "register" / "leveranser" / f"LEV-{who.upper()}.yaml"
    leverans.write_text(
        f"id: LEV-{who.upper()}\nnamn: Underlag {who}\ntill: regionen\nkrav: {file.stem}\n{FRIST}",
        encoding="utf-8",
    )
    return file


def both(delat: Path) -> tuple[Path, Path]:
    """The clones where each editor has committed a requirement with the same id; anna's is pushed."""
    anna, bo = delat / "anna", delat / "bo"
    for folder in (anna, bo):
        assert write_krav(folder, folder.name).stem == NEXT
        save(folder)
    git(anna, "push", "-q")
    return anna, bo


def move(folder: Path) -> Path:
    """The new requirement in the other chapter and in its folder, so that git sees no conflict."""
    old = folder / "krav" / "provbok" / "listning" / f"{NEXT}.yaml"
    new = folder / "krav" / "provbok" / "pafoljder" / old.name
    text = old.read_text(encoding="utf-8").replace("kapitel: listning", "kapitel: pafoljder")
    old.unlink()
    new.write_text(text, encoding="utf-8")
    return new


def codes(text: str) -> set[str]:
    """The codes of the errors and warnings in what a command said."""
    return set(re.findall(r"(?:fel|varning)\[(K\d+)\]", text))


def holds(folder: Path) -> dict[str, str]:
    """The heading of each requirement that an editor wrote, by id."""
    register, _ = load_register(gather(folder).krav)
    own = [rubrik for rubrik, _ in SAID.values()]
    return {name: krav.lydelser[0].rubrik for name, krav in register.krav.items() if krav.lydelser[0].rubrik in own}


def references(folder: Path) -> dict[str, str | None]:
    """The requirement that each delivery names."""
    register, _ = load_register(gather(folder).krav)
    return {name: item.krav for name, item in register.leveranser.items() if item.krav != "PR-PAF-001"}


def solve(folder: Path, before: set[str]) -> str:
    """`atgarda` shows and writes nothing, writes with --skriv, and then all is well and there is nothing to do."""
    checked = kravbok("kontrollera", folder=folder)
    assert (checked.returncode, codes(checked.stdout) >= before) == (1, True), checked.stdout
    there = files_in(folder)
    shown = kravbok("atgarda", folder=folder)
    assert (shown.returncode, files_in(folder)) == (1, there), shown.stderr
    done = kravbok("atgarda", "--skriv", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    after = kravbok("kontrollera", folder=folder)
    assert (after.returncode, codes(after.stdout)) == (0, set()), after.stdout
    again = kravbok("atgarda", folder=folder)
    assert (again.returncode, again.stdout) == (0, "")
    return shown.stdout


EXPECTED = {NEXT: SAID["anna"][0], MINTED: SAID["bo"][0]}
NAMED = {"LEV-ANNA": NEXT, "LEV-BO": MINTED}


def test_a_conflict_becomes_two_requirements_and_what_colleagues_have_keeps_its_id(delat: Path) -> None:
    _, bo = both(delat)
    git(bo, "pull", "-q", "--no-rebase", "--no-edit", ends=1)
    shown = solve(bo, {"K029"})
    assert f"{MINTED}.yaml" in shown
    assert (holds(bo), references(bo)) == (EXPECTED, NAMED)
    save(bo)
    git(bo, "push", "-q")
    assert kravbok("kontrollera", folder=bo).returncode == 0
    built = kravbok("bygg", "--format", "html", folder=bo)
    assert built.returncode == 0, built.stdout
    book = (bo / "build" / "provbok" / "2022" / "provbok-2022.html").read_text(encoding="utf-8")
    assert all(f'id="{name}"' in book for name in EXPECTED)


def test_a_rebase_gives_the_same_answer(delat: Path) -> None:
    _, bo = both(delat)
    git(bo, "pull", "-q", "--rebase", ends=1)
    solve(bo, {"K029"})
    assert (holds(bo), references(bo)) == (EXPECTED, NAMED)
    git(bo, "add", "--all", "krav")
    git(bo, "-c", "core.editor=true", "rebase", "--continue")
    assert kravbok("kontrollera", folder=bo).returncode == 0


def test_two_files_that_git_merges_in_silence_are_told_apart(delat: Path) -> None:
    _, bo = both(delat)
    move(bo)
    save(bo)
    git(bo, "pull", "-q", "--no-rebase", "--no-edit")
    solve(bo, {"K201"})
    assert (holds(bo), references(bo)) == (EXPECTED, NAMED)
    save(bo)
    checked = kravbok("kontrollera", folder=bo)
    assert (checked.returncode, codes(checked.stdout)) == (0, set()), checked.stdout


def test_without_colleagues_what_is_merged_in_gives_way(delat: Path) -> None:
    anna, bo = both(delat)
    move(anna)
    save(anna)
    git(anna, "pull", "-q", str(bo), "main", "--no-rebase", "--no-edit")
    git(anna, "remote", "remove", "origin")
    solve(anna, {"K201"})
    assert (holds(anna), references(anna)) == (EXPECTED, NAMED)
    save(anna)
    assert kravbok("kontrollera", folder=anna).returncode == 0


LEVERANS = "krav/register/leveranser/LEV-BERATTELSE.yaml"


@pytest.fixture
def projekt(tmp_path: Path) -> Path:
    """The small project, with a slip of the pen in a key."""
    folder = copy_project("grund", tmp_path / "projekt")
    assert kravbok("formatera", folder=folder).returncode == 0
    file = folder / LEVERANS
    file.write_text(file.read_text(encoding="utf-8").replace("bocker:", "bockr:"), encoding="utf-8")
    return folder


def test_what_is_shown_is_what_the_page_says_and_what_is_written(projekt: Path) -> None:
    before = files_in(projekt / "krav")
    shown = kravbok("atgarda", folder=projekt)
    assert (shown.returncode, files_in(projekt / "krav")) == (1, before)
    page = (ROOT / "docs" / "skriva.md").read_text(encoding="utf-8")
    said, _, seconds = shown.stderr.rstrip("\n").rpartition(" ")
    assert f"$ kravbok atgarda\n{shown.stdout}{said.rpartition(' ')[0]}" in page
    assert seconds == "s"
    done = kravbok("atgarda", "krav/register/", "--skriv", folder=projekt)
    assert (done.returncode, done.stdout) == (0, f"{LEVERANS}\n"), done.stderr
    assert (projekt / LEVERANS).read_bytes() == before[LEVERANS.removeprefix("krav/")].replace(b"bockr", b"bocker")
    assert kravbok("kontrollera", folder=projekt).returncode == 0
    again = kravbok("atgarda", "--skriv", folder=projekt)
    assert (again.returncode, again.stdout) == (0, "")


def test_a_path_that_leads_nowhere_is_a_fault_in_the_command(projekt: Path) -> None:
    done = kravbok("atgarda", "krav/finns-inte/", "--skriv", folder=projekt)
    assert (done.returncode, "krav/finns-inte/" in done.stderr, done.stdout) == (2, True, "")


def test_what_cannot_be_put_right_is_said_and_the_rest_is_written(projekt: Path) -> None:
    krav = projekt / "krav" / "provbok" / "pafoljder" / "PR-PAF-001.yaml"
    text = krav.read_text(encoding="utf-8").replace("plats:\n      bok: provbok", "plats: bok: provbok")
    krav.write_text(text, encoding="utf-8")
    done = kravbok("atgarda", "--skriv", folder=projekt)
    assert (done.returncode, done.stdout) == (1, f"{LEVERANS}\n")
    assert "K862" in codes(done.stderr)
    assert krav.read_text(encoding="utf-8") == text
