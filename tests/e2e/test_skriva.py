"""The commands that write records, in real projects."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from kravbok.loader import load_register
from kravbok.reader import read_documents
from kravbok.underlag import gather
from kravbok.writing.lydelse import in_force
from verktyg.bygge import COMMAND, copy_project, files_in, kravbok


@pytest.fixture
def projekt(tmp_path: Path) -> Path:
    """The small project, in canonical form."""
    folder = copy_project("grund", tmp_path / "projekt")
    assert kravbok("formatera", folder=folder).returncode == 0
    return folder


def krav_file(projekt: Path) -> Path:
    """A requirement's file."""
    return next(path for path in sorted((projekt / "krav" / "provbok").rglob("*.yaml")) if "-" in path.stem)


def test_formatera_writes_only_what_deviates_and_is_then_content(projekt: Path) -> None:
    file = krav_file(projekt)
    wanted = file.read_bytes()
    file.write_bytes(b"\n# min anteckning\n" + wanted.replace(b"id: ", b"id:   ", 1) + b"\n\n")
    before = files_in(projekt)
    name = file.relative_to(projekt).as_posix()

    checked = kravbok("formatera", "--kontrollera", folder=projekt)
    assert (checked.returncode, checked.stdout.count("K860]")) == (1, 1)
    assert f"{name}:1:1" in checked.stdout
    shown = kravbok("formatera", "--visa", folder=projekt)
    assert (shown.returncode, f"efter/{name}" in shown.stdout) == (0, True)
    assert files_in(projekt) == before

    done = kravbok("formatera", folder=projekt)
    assert (done.returncode, done.stdout) == (0, f"{name}\n")
    assert file.read_bytes() == b"# min anteckning\n" + wanted
    again = kravbok("formatera", "--kontrollera", folder=projekt)
    assert (again.returncode, again.stdout) == (0, "")


def test_formatera_leaves_a_file_that_cannot_be_read_and_formats_the_rest(projekt: Path) -> None:
    file = krav_file(projekt)
    broken = projekt / "krav" / "register" / "arenden" / "RS-9-2021.yaml"
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_bytes(b"id: RS/9/2021\nid: RS/9/2021\n")
    file.write_bytes(file.read_bytes() + b"\n\n")
    done = kravbok("formatera", folder=projekt)
    assert (done.returncode, "K017" in done.stdout) == (1, True)
    assert broken.read_bytes() == b"id: RS/9/2021\nid: RS/9/2021\n"
    assert not file.read_bytes().endswith(b"\n\n")


@pytest.mark.parametrize(
    "command",
    [
        ("formatera",),
        ("ny-krav", "provbok", "listning"),
        ("ny-lydelse", "PR-LIST-001"),
        ("nytt-beslut", "provregionen"),
        ("granska",),
        ("kontrollera",),
        ("bygg",),
        ("diff", "provbok"),
        ("historik", "PR-LIST-001"),
        ("rakna", "PR-PAF-001"),
        ("konsekvens", "provbok", "2021", "2022"),
        ("schema",),
        ("uppfoljning", "provbok"),
        ("indikatorer", "provbok"),
        ("beslutsunderlag", "provbok", "2021", "2022"),
        ("forsegla", "provbok", "2022"),
        ("revision", "provbok", "2022"),
        ("publicera", "./publicerat"),
    ],
)
def test_who_stands_in_the_wrong_folder_is_told_where_the_project_is(projekt: Path, command: tuple[str, ...]) -> None:
    done = kravbok(*command, folder=projekt / "krav")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Stå i projektets mapp, {projekt.resolve()}, eller ange --projekt." in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("historik", "PR-LIST-001"),
        ("rakna", "PR-PAF-001"),
        ("konsekvens", "provbok", "2021", "2022"),
        ("schema",),
        ("schema", "--kontrollera"),
        ("forsegla", "provbok", "2022"),
    ],
)
def test_a_folder_without_requirements_is_said_to_be_one_and_nothing_is_written(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    done = kravbok(*command, folder=tmp_path)
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, "", [])
    assert f"Mappen {tmp_path.resolve()} har ingen mapp krav." in done.stderr


def test_a_link_does_not_lead_out_of_the_project(projekt: Path, tmp_path: Path) -> None:
    there = tmp_path / "annat"
    (projekt / "krav").rename(there)
    (projekt / "krav").symlink_to(there)
    file = krav_file(projekt)
    file.write_bytes(file.read_bytes() + b"\n\n")
    done = kravbok("formatera", folder=projekt)
    assert (done.returncode, "K005" in done.stdout) == (1, True)
    assert file.read_bytes().endswith(b"\n\n")


def test_formatera_says_that_a_path_leads_nowhere(projekt: Path) -> None:
    done = kravbok("formatera", "krav/finns-inte/", folder=projekt)
    assert (done.returncode, "krav/finns-inte/" in done.stderr, done.stdout) == (2, True, "")


KRAV = (
    *("ny-krav", "provbok", "listning", "--rubrik", "Besked: till patienten", "--typ", "krav", "--kravniva", "ska"),
    *("--vem", "vårdgivaren", "--text", "Vårdgivaren ska lämna besked.", "--motiv", "Patienterna får inget besked."),
)


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What git did in a folder."""
    named = ("-c", "user.name=Prov", "-c", "user.email=prov@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *named, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def commit(folder: Path, message: str) -> None:
    """All that is in the folder, committed."""
    assert git(folder, "add", "-A").returncode == 0
    done = git(folder, "commit", "-q", "-m", message)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def repo(projekt: Path) -> Path:
    """The small project in a repository of its own."""
    assert git(projekt, "init", "-q", "-b", "main").returncode == 0
    commit(projekt, "start")
    return projekt


def new_krav(folder: Path, day: str = "2022-01-01") -> Path:
    """The file that ny-krav wrote."""
    done = kravbok(*KRAV, "--galler-fran", day, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / done.stdout.strip()


def codes(text: str) -> set[str]:
    """The codes of the errors and warnings in what a command said."""
    return set(re.findall(r"(?:fel|varning)\[(K\d+)\]", text))


def test_ny_krav_writes_a_record_that_lacks_only_what_nobody_has_said(repo: Path) -> None:
    before = files_in(repo)
    file = new_krav(repo)
    name = file.relative_to(repo).as_posix()
    assert set(files_in(repo)) - set(before) == {name}
    assert kravbok("formatera", "--kontrollera", folder=repo).returncode == 0
    (document,), faults = read_documents(name, file.read_bytes())
    assert faults == []
    assert document.data["id"] == file.stem
    (lydelse,) = document.data["lydelser"]
    assert (lydelse["rubrik"], lydelse["text"]) == ("Besked: till patienten", "Vårdgivaren ska lämna besked.\n")
    assert (lydelse["avses_galla_fran"], lydelse["upplaga"]) == ("2022-01-01", "2022")
    assert (lydelse["arende"], lydelse["beslut"]) == ("okänt", "okänt")
    assert codes(kravbok("kontrollera", name, folder=repo).stdout) == {"K502"}


def test_an_id_that_git_remembers_is_never_minted_again(repo: Path) -> None:
    first = new_krav(repo)
    commit(repo, "nytt krav")
    git(repo, "rm", "-q", first.relative_to(repo).as_posix())
    commit(repo, "bort igen")
    assert new_krav(repo).stem > first.stem
    assert not first.exists()


def test_two_branches_of_one_clone_mint_different_ids(repo: Path) -> None:
    git(repo, "switch", "-q", "-c", "ena")
    first = new_krav(repo)
    commit(repo, "ena")
    git(repo, "switch", "-q", "main")
    git(repo, "switch", "-q", "-c", "andra")
    second = new_krav(repo)
    commit(repo, "andra")
    assert first.name != second.name
    merged = git(repo, "merge", "-q", "-m", "ihop", "ena")
    assert merged.returncode == 0, merged.stdout


def test_two_editors_with_the_same_id_never_merge_in_silence(repo: Path, tmp_path: Path) -> None:
    other = tmp_path / "annan"
    assert git(tmp_path, "clone", "-q", str(repo), str(other)).returncode == 0
    mine = new_krav(repo)
    commit(repo, "mitt")
    theirs = new_krav(other)
    theirs.write_text(theirs.read_text(encoding="utf-8").replace("besked.", "svar."), encoding="utf-8")
    commit(other, "ditt")
    assert mine.name == theirs.name
    pulled = git(other, "pull", "-q", "--no-rebase", "--no-edit")
    assert pulled.returncode != 0
    assert f"AA {theirs.relative_to(other).as_posix()}" in git(other, "status", "--porcelain").stdout
    checked = kravbok("kontrollera", folder=other)
    assert (checked.returncode, "K029" in codes(checked.stdout)) == (1, True)


def test_a_clone_without_the_whole_history_says_so(repo: Path, tmp_path: Path) -> None:
    new_krav(repo)
    commit(repo, "nytt krav")
    shallow = tmp_path / "grund"
    assert git(tmp_path, "clone", "-q", "--depth", "1", repo.as_uri(), str(shallow)).returncode == 0
    done = kravbok(*KRAV, "--galler-fran", "2022-01-01", folder=shallow)
    assert (done.returncode, "--unshallow" in done.stderr) == (0, True)


def test_what_is_missing_is_named_where_nobody_can_be_asked(repo: Path) -> None:
    before = files_in(repo)
    done = kravbok("ny-krav", "provbok", "listning", "--rubrik", "Ett", folder=repo)
    assert (done.returncode, done.stdout) == (2, "")
    assert all(name in done.stderr for name in ("--typ", "--kravniva", "--vem", "--text", "--motiv", "--galler-fran"))
    for wrong in (("ny-krav", "provbok", "finns-inte"), ("ny-lydelse", "PR-LIST-999"), ("nytt-beslut", "finns-inte")):
        done = kravbok(*wrong, folder=repo)
        assert (done.returncode, wrong[-1] in done.stderr) == (2, True)
    assert files_in(repo) == before


def test_a_text_that_no_book_can_have_is_not_written(repo: Path) -> None:
    before = files_in(repo)
    wrong = ["\u202eomvänd text." if word.endswith("besked.") else word for word in KRAV]
    done = kravbok(*wrong, "--galler-fran", "2022-01-01", folder=repo)
    assert (done.returncode, "Inget är skrivet" in done.stderr) == (1, True)
    assert files_in(repo) == before


def test_ny_lydelse_is_the_wording_in_force_once_more(repo: Path) -> None:
    file = next((repo / "krav").rglob("PR-PAF-001.yaml"))
    name = file.relative_to(repo).as_posix()
    file.write_bytes(b"# Handl\xc3\xa4ggare: juristen\n\n" + file.read_bytes().replace(b"\n", b"\r\n"))
    before = read_documents(name, file.read_bytes())[0][0].data
    change = ("--andring", "skärpt", "--motiv", "Beloppet har ingen verkan.")
    done = kravbok("ny-lydelse", "PR-PAF-001", "--galler-fran", "2024-01-01", *change, folder=repo)
    assert (done.returncode, done.stdout) == (0, f"{name}\n"), done.stderr
    assert "Ingen upplaga börjar 2024-01-01: lägg till den i krav/provbok/bok.yaml" in done.stderr
    data = file.read_bytes()
    assert data.startswith(b"# Handl\xc3\xa4ggare: juristen\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    (document,), faults = read_documents(name, data)
    assert faults == []
    *kept, new = document.data["lydelser"]
    assert kept == before["lydelser"]
    assert (new["avses_galla_fran"], new["andring"]["motiv"]) == ("2024-01-01", "Beloppet har ingen verkan.")
    assert "ursprung" not in new
    register, _ = load_register(gather(repo).krav)
    wordings = register.krav["PR-PAF-001"].lydelser
    old, last = (
        wordings[in_force(register.krav["PR-PAF-001"].model_copy(update={"lydelser": wordings[:-1]}))],
        wordings[-1],
    )
    assert (last.rubrik, last.text, last.siffror, last.regel) == (old.rubrik, old.text, old.siffror, old.regel)
    again = kravbok("ny-lydelse", "PR-PAF-001", "--galler-fran", "2024-01-01", *change, folder=repo)
    assert again.returncode == 2
    assert file.read_bytes() == data


def test_ny_lydelse_says_what_is_wrong_with_a_file_that_cannot_be_read(projekt: Path) -> None:
    file = krav_file(projekt)
    file.write_text(file.read_text(encoding="utf-8").replace("kravniva:", "kravnvia:", 1), encoding="utf-8")
    said = ("--galler-fran", "2031-01-01", "--andring", "skärpt", "--motiv", "Kravet räckte inte.")
    done = kravbok("ny-lydelse", file.relative_to(projekt), *said, folder=projekt)
    assert done.returncode == 1
    assert f"{file.relative_to(projekt).as_posix()}:" in done.stdout
    assert "K101" in done.stdout


def test_nytt_beslut_is_found_by_what_is_decided_by_it(repo: Path) -> None:
    said = ("--organ", "RF", "--utfall", "bifall", "--text", "Kravet införs.")
    done = kravbok("nytt-beslut", "provlandet", *said, "--datum", "2021-06-15", "--paragraf", "44", folder=repo)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "krav/register/beslut/RF-2021-06-15-44.yaml\n"
    assert "datum: 2021-06-15\n" in (repo / done.stdout.strip()).read_text(encoding="utf-8")
    assert kravbok("formatera", "--kontrollera", folder=repo).returncode == 0
    named = [word.replace("RF", "Regionfullmäktige") for word in said]
    signed = kravbok("nytt-beslut", "provlandet", *named, "--datum", "2021-06-16", "--paragraf", "§ 45", folder=repo)
    assert signed.stdout == "krav/register/beslut/RF-2021-06-16-45.yaml\n"
    assert "paragraf: 45\n" in (repo / signed.stdout.strip()).read_text(encoding="utf-8")
    again = kravbok("nytt-beslut", "provlandet", *said, "--datum", "2021-06-15", "--paragraf", "44", folder=repo)
    assert (again.returncode, "RF-2021-06-15-44" in again.stderr) == (2, True)
    made = kravbok(*KRAV, "--galler-fran", "2022-01-01", "--beslut", "RF-2021-06-15-44", folder=repo)
    assert made.returncode == 0, made.stderr
    (document,), _ = read_documents("", (repo / made.stdout.strip()).read_bytes())
    assert document.data["lydelser"][0]["galler_fran"] == "2022-01-01"
    passed_on = [word.replace("bifall", "förslag till nästa instans").replace("RF", "RS") for word in said]
    sent = kravbok("nytt-beslut", "provlandet", *passed_on, "--datum", "2021-05-04", folder=repo)
    assert sent.returncode == 0, sent.stderr
    proposed = kravbok(*KRAV, "--galler-fran", "2022-01-01", "--beslut", Path(sent.stdout.strip()).stem, folder=repo)
    (document,), _ = read_documents("", (repo / proposed.stdout.strip()).read_bytes())
    assert document.data["lydelser"][0]["avses_galla_fran"] == "2022-01-01"
    unknown = kravbok("nytt-beslut", "provlandet", *said, "--datum", "okänt", folder=repo)
    assert unknown.stdout == "krav/register/beslut/RF-okant-datum-okand-paragraf.yaml\n"
    wrong = kravbok("nytt-beslut", "provlandet", *said, "--datum", "2021-35", folder=repo)
    assert (wrong.returncode, codes(wrong.stdout)) == (1, {"K105"})


def answer(repo: Path, command: tuple[str, ...], answers: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """What a command did on a terminal where somebody typed the answers."""
    master, slave = pty.openpty()
    os.write(master, "".join(f"{said}\n" for said in answers).encode())
    done = subprocess.run(
        [COMMAND, *command],
        cwd=repo,
        stdin=slave,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    os.close(slave)
    os.close(master)
    return done


def test_on_a_terminal_it_asks_for_what_is_missing(repo: Path) -> None:
    done = answer(repo, ("nytt-beslut", "provlandet"), ("RF", "2021-06-15", "bifall", "Kravet införs."))
    assert done.returncode == 0, done.stderr
    file = repo / "krav" / "register" / "beslut" / "RF-2021-06-15-okand-paragraf.yaml"
    (document,), _ = read_documents("", file.read_bytes())
    assert (document.data["paragraf"], document.data["avser"]) == ("okänd", {"text": "Kravet införs."})


def test_on_a_terminal_an_answer_that_is_no_day_is_asked_for_again(repo: Path) -> None:
    said = ("Besked", "krv", "krav", "ska", "vårdgivaren", "Vårdgivaren ska lämna besked.", "Inget besked lämnas.")
    done = answer(repo, ("ny-krav", "provbok", "listning"), (*said, "1/1 2022", "2022-01-01"))
    assert done.returncode == 0, done.stderr
    assert "”1/1 2022” är inget datum" in done.stderr
    (document,), _ = read_documents("", (repo / done.stdout.strip()).read_bytes())
    assert document.data["lydelser"][0]["rubrik"] == "Besked"
