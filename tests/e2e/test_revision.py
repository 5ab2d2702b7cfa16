"""The auditor's pack by the installed command, in real repositories: made, made again, tampered with and verified."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kravbok.revision.manifest import MANIFEST, SUMS
from verktyg import axe, schema_revision, scheman, vnu
from verktyg.bygge import COMMAND, copy_project, kravbok
from verktyg.fall import KALLOR
from verktyg.forseglade import SEAL, change, save_commit, sealed
from verktyg.gitrepo import commit, git
from verktyg.revisionspaket import listed, project, read, save

PAKET = "provbok-2021-revision.zip"


@pytest.fixture
def projekt(tmp_path: Path) -> Path:
    """A project with one requirement, one source and two editions, of which the later is a proposal."""
    return project(tmp_path / "projekt")


def make(projekt: Path, *arguments: str | Path, upplaga: str = "2021", **environment: str) -> Path:
    """The pack that the command makes in a project."""
    done = kravbok("revision", "provbok", upplaga, *arguments, folder=projekt, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    name, digest = done.stdout.splitlines()[-2:]
    path = projekt / name
    assert digest == f"SHA-256: {sha256(path)}"
    return path


def sha256(path: Path) -> str:
    done = subprocess.run(["sha256sum", path], check=True, capture_output=True, text=True)
    return done.stdout.split()[0]


def verify(path: Path, *arguments: str | Path) -> tuple[int, list[str]]:
    """The exit code of a verification, and each finding as ”KOD path”."""
    done = kravbok("revision", "--kontrollera", path, *arguments, folder=path.parent)
    found = re.findall(r"^\w+\[(K\d+)\].*\n  --> (.+):1:1$", done.stdout, re.MULTILINE)
    return done.returncode, sorted(f"{kod} {where.removeprefix(path.name + '/')}" for kod, where in found)


def data(path: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(read(path)[f"redovisning/{name}.json"])
    return found


# The same wherever it is made


def test_two_packs_from_two_folders_are_the_same_bytes(projekt: Path, tmp_path: Path) -> None:
    away = tmp_path / "Ett annat ställe med å & ö"
    git(tmp_path, "clone", "-q", projekt.as_uri(), str(away))
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "fr", "PYTHONHASHSEED": "4711",
             "SOURCE_DATE_EPOCH": "1", "HOME": str(tmp_path), "USER": "nagon"}  # fmt: skip
    one, two = make(projekt), make(away, **other)
    assert one.read_bytes() == two.read_bytes()
    words = [str(tmp_path), "Prov <", "prov@example.org", "nagon", "Kiritimati"]
    assert [(name, word) for name, content in read(one).items() for word in words if word.encode() in content] == []


def test_a_tag_and_head_are_the_same_commit(projekt: Path) -> None:
    git(projekt, "tag", "v1")
    commit(projekt, {"krav/provbok/kapitel/tillsyn.yaml": "id: tillsyn\nlydelser: [{rubrik: Tillsyn, ordning: 20}]\n"})
    at_tag = make(projekt, "--rev", "v1", "--till", "a.zip").read_bytes()
    assert at_tag == make(projekt, "--rev", "HEAD~1", "--till", "b.zip").read_bytes()
    assert at_tag != make(projekt, "--till", "c.zip").read_bytes()


def test_a_pack_says_what_it_is_and_lists_every_file(projekt: Path) -> None:
    commit(projekt, {"requirements.txt": "click==0.0.1\n"})
    files = read(make(projekt))
    manifest = json.loads(files[MANIFEST])
    assert (manifest["bok"], manifest["upplaga"], manifest["kallor"]) == ("provbok", "2021", "ej prövade")
    assert manifest["commit"] == git(projekt, "rev-parse", "HEAD")
    assert "pydantic" in manifest["bibliotek"]
    assert {item["namn"] for item in manifest["filer"]} == files.keys() - {MANIFEST, SUMS}
    assert files["underlag/requirements.txt"] == b"click==0.0.1\n"
    text = files["LAS-MIG.txt"].decode()
    assert manifest["commit"] in text
    assert "ej prövade" in text
    assert "ej förseglad" in text


def test_the_book_and_the_comparison_are_those_of_the_build(tmp_path: Path) -> None:
    folder = copy_project("blandat", tmp_path / "projekt")
    commit(folder, {})
    done = kravbok("bygg", "provbok", folder=folder)
    assert done.returncode == 0
    files = read(make(folder, upplaga="2022"))
    book = folder / "build" / "provbok"
    for shelf, part in (("bok", "2022"), ("andringar", "2021-2022")):
        built = {path.relative_to(book / part).as_posix(): path.read_bytes() for path in (book / part).rglob("*.*")}
        packed = {name.partition("/")[2]: content for name, content in files.items() if name.startswith(f"{shelf}/")}
        assert built
        assert packed == built


def test_the_book_can_be_built_from_the_pack_alone(projekt: Path, tmp_path: Path) -> None:
    path = make(projekt)
    subprocess.run(["unzip", "-q", path, "-d", tmp_path / "upp"], check=True)
    done = kravbok("bygg", "--upplaga", "2021", "--format", "md", folder=tmp_path / "upp" / "underlag")
    assert done.returncode == 0, done.stdout
    made = (tmp_path / "upp/underlag/build/provbok/2021/provbok-2021.md").read_text(encoding="utf-8").splitlines()
    packed = read(path)["bok/provbok-2021.md"].decode().splitlines()
    differs = [line for line, other in zip(packed, made, strict=True) if line != other]
    assert len(differs) == 1
    assert "Senaste ändring i git" in differs[0]


# The pages


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of the small project's proposal with all kinds of records, unpacked."""
    folder = copy_project("blandat", tmp_path_factory.mktemp("sidor") / "projekt")
    commit(folder, {})
    subprocess.run(["unzip", "-q", make(folder, upplaga="2022"), "-d", folder / "upp"], check=True)
    return folder / "upp"


def pages(unpacked: Path) -> list[Path]:
    return [unpacked / "LAS-MIG.html", *sorted((unpacked / "redovisning").glob("*.html"))]


def test_every_link_leads_to_a_file_and_a_place_in_the_pack(unpacked: Path) -> None:
    targets = {
        (page, href) for page in pages(unpacked) for href in re.findall(r'href="([^"]+)"', page.read_text("utf-8"))
    }
    assert len(targets) > 40
    for page, href in sorted(targets):
        name, _, anchor = href.partition("#")
        target = page.parent / name if name else page
        assert target.is_file(), (page.name, href)
        assert not anchor or f'id="{anchor}"' in target.read_text("utf-8"), (page.name, href)


def test_the_pages_are_valid_html(unpacked: Path) -> None:
    assert vnu.validate(*pages(unpacked)) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_are_accessible(unpacked: Path, width: int) -> None:
    for page in pages(unpacked):
        assert axe.validate(page, width=width) == [], page.name


# Sources, seals, decisions, gaps


def test_without_the_sources_no_quote_is_proven(projekt: Path) -> None:
    account = data(make(projekt), "kallor")
    assert (account["provade"], account["antal"]) == (False, {"ej prövad": 1})


def sources(projekt: Path, tmp_path: Path, content: bytes | None) -> dict[str, Any]:
    """The account of sources when the archive's file has a content, or is not there."""
    (tmp_path / "arkiv").mkdir()
    if content is not None:
        (tmp_path / "arkiv" / "rapport.txt").write_bytes(content)
    return data(make(projekt, "--kallor", tmp_path / "arkiv"), "kallor")


def test_a_quote_that_stands_in_its_source_is_proven(projekt: Path, tmp_path: Path) -> None:
    account = sources(projekt, tmp_path, (KALLOR / "rapport.txt").read_bytes())
    assert account["antal"] == {"styrkt": 1}
    (dokument,) = account["dokument"]
    assert dokument["sha256_last"] == dokument["sha256_utlasning"]


def test_a_quote_in_a_changed_source_is_not_proven(projekt: Path, tmp_path: Path) -> None:
    account = sources(projekt, tmp_path, (KALLOR / "rapport.txt").read_bytes() + b"mer\n")
    assert account["antal"] == {"ändrad källa": 1}
    (dokument,) = account["dokument"]
    assert dokument["sha256_last"] != dokument["sha256_utlasning"]
    assert dokument["sha256_last"] in dokument["svar"]


def test_a_quote_that_stands_nowhere_is_not_proven_and_the_command_says_so(projekt: Path, tmp_path: Path) -> None:
    (tmp_path / "arkiv").mkdir()
    (tmp_path / "arkiv" / "rapport.txt").write_bytes(b"1\n2\n3\n4\n")
    done = kravbok("revision", "provbok", "2021", "--kallor", tmp_path / "arkiv", folder=projekt)
    assert done.returncode == 0
    assert "varning[K732]" in done.stdout
    account = data(projekt / PAKET, "kallor")
    assert account["antal"] == {"ej styrkt": 1}
    assert "Citatet står inte på raderna 3–4" in account["citat"][0]["skal"]


def test_a_source_that_is_not_in_the_archive_is_not_tried(projekt: Path, tmp_path: Path) -> None:
    assert sources(projekt, tmp_path, None)["antal"] == {"ej prövad": 1}


def test_a_declared_gap_does_not_make_a_quote_proven(projekt: Path, tmp_path: Path) -> None:
    path = projekt / "krav/provbok/HV-LIST-001.yaml"
    gap = "    saknas:\n      - {vad: citat-saknas, motivering: Sidan är bortriven, antecknad_av: Arkivet}\n"
    path.write_text(path.read_text(encoding="utf-8") + gap, encoding="utf-8")
    commit(projekt, {})
    assert sources(projekt, tmp_path, b"1\n2\n3\n4\n")["antal"] == {"ej styrkt": 1}
    (found,) = data(projekt / PAKET, "saknas")["saknas"]
    assert (found["post"], found["vad"], found["antecknad_av"]) == ("HV-LIST-001", "citat-saknas", "Arkivet")


def test_a_sealed_edition_shows_its_seal_and_chain(tmp_path: Path) -> None:
    save_commit(tmp_path, sealed())
    path = make(tmp_path)
    digest = json.loads(sealed()[SEAL])["kontrollsumma"]
    account = data(path, "forseglingar")
    assert (account["forseglad"], account["fynd"]) == (True, [])
    assert [link["kontrollsumma"] for link in account["kedja"]] == [digest, None]
    assert digest in read(path)["LAS-MIG.txt"].decode()
    assert read(path)[f"underlag/{SEAL}"] == sealed()[SEAL]
    assert data(make(tmp_path, upplaga="2022"), "forseglingar")["forseglad"] is False


# As docs/schema says


ACCOUNTS = ("beslut", "kallor", "saknas", "rakningar", "forseglingar")
LIST_3 = "krav/provbok/listning/PR-LIST-003.yaml"
UPPHOR = 'upphor:\n  avses_upphora: 2022-01-01\n  upplaga: "2022"\n  motiv: Upplysningen behövs inte.\n'


def unlike(found: dict[str, Any]) -> list[str]:
    """Where data differ from their schema, in which a key that is not described is a fault."""
    schema = json.loads((scheman.FOLDER / scheman.file_name(found["schema"])).read_text(encoding="utf-8"))
    return [
        f"{item.json_path}: {item.message}" for item in Draft202012Validator(scheman.shut(schema)).iter_errors(found)
    ]


def all_data(path: Path) -> list[dict[str, Any]]:
    """All that a pack holds for other programs, the book and the comparison not counted."""
    return [json.loads(read(path)[MANIFEST]), *(data(path, name) for name in ACCOUNTS)]


def test_a_pack_is_as_its_schemas_say(projekt: Path, tmp_path: Path) -> None:
    path = projekt / "krav/provbok/HV-LIST-001.yaml"
    gap = "    saknas:\n      - {vad: citat-saknas, motivering: Sidan är bortriven}\n"
    path.write_text(path.read_text(encoding="utf-8") + gap, encoding="utf-8")
    commit(projekt, {"requirements.txt": "click==0.0.1\n"})
    sources(projekt, tmp_path, b"1\n2\n3\n4\n")
    found = all_data(projekt / PAKET)
    assert [item["schema"] for item in found] == list(schema_revision.schemas())
    assert [fault for item in found for fault in unlike(item)] == []
    assert all((found[0]["filer"], found[1]["krav"], found[2]["citat"], found[3]["saknas"], found[5]["kedja"]))


@pytest.mark.parametrize("upplaga", ["2021", "2022"])
def test_the_pack_of_a_sealed_book_and_of_a_proposal_is_as_its_schemas_say(tmp_path: Path, upplaga: str) -> None:
    save_commit(tmp_path, change(sealed(), LIST_3, "id: PR-LIST-003\n", f"id: PR-LIST-003\n{UPPHOR}"))
    found = all_data(make(tmp_path, upplaga=upplaga))
    assert [fault for item in found for fault in unlike(item)] == []
    assert [item["id"] for item in found[1]["upphorda"]] == ([] if upplaga == "2021" else ["PR-LIST-003"])


def test_a_schema_of_the_pack_refuses_what_is_not_described(projekt: Path) -> None:
    manifest, _, kallor, *_ = all_data(make(projekt))
    (quote, *_) = kallor["citat"]
    wrong = (
        manifest | {"tid": "12:00"},
        kallor | {"citat": [quote | {"svar": "kanske"}]},
        kallor | {"antal": {"a": 1}},
    )
    assert [len(unlike(item)) for item in wrong] == [1, 1, 1]


def test_the_decisions_and_cases_of_the_edition_are_told(projekt: Path) -> None:
    account = data(make(projekt), "beslut")
    assert [item["id"] for item in account["beslut"]] == ["RF-2020-11-24-190"]
    assert [item["id"] for item in account["arenden"]] == ["RS/12/2020"]
    assert [(item["id"], item["nummer"]) for item in account["krav"]] == [("HV-LIST-001", "1.1")]


# What is refused


def refused(folder: Path, *arguments: str | Path) -> list[str]:
    """The codes of the errors when no pack is made; nothing is written then."""
    before = sorted(path.name for path in folder.iterdir())
    done = kravbok("revision", *arguments, folder=folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert sorted(path.name for path in folder.iterdir() if path.name != ".kravbok-cache") == before
    return re.findall(r"^fel\[(K\d+)\]", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["provbk", "2021"], "K205"), (["provbok", "2023"], "K206"), (["provbok", "2021", "--rev", "v9"], "K801"),
        (["provbok", "2021", "--rev", "--all"], "K801"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_a_finding(projekt: Path, arguments: list[str], code: str) -> None:
    assert refused(projekt, *arguments) == [code]


def test_what_is_not_committed_is_refused_and_never_packed(projekt: Path) -> None:
    path = projekt / "krav/provbok/bok.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Provbok", "En annan bok"), encoding="utf-8")
    assert refused(projekt, "provbok", "2021") == ["K720"]
    assert "En annan bok" not in read(make(projekt, "--rev", "HEAD"))["bok/provbok-2021.html"].decode()


def test_a_new_template_that_is_not_committed_is_refused_too(projekt: Path) -> None:
    (projekt / "mallar").mkdir()
    (projekt / "mallar" / "bok.css").write_text("body{}", encoding="utf-8")
    assert refused(projekt, "provbok", "2021") == ["K720"]


def test_a_project_outside_git_is_refused(projekt: Path) -> None:
    shutil.rmtree(projekt / ".git")
    assert refused(projekt, "provbok", "2021") == ["K801"]


def test_records_with_faults_give_no_pack(projekt: Path) -> None:
    commit(projekt, {"krav/provbok/kapitel/listning.yaml": "id: listning\n"})
    assert "K102" in refused(projekt, "provbok", "2021")


def test_a_target_that_cannot_be_written_leaves_the_old_pack(projekt: Path, tmp_path: Path) -> None:
    (tmp_path / "upptagen.zip").mkdir()
    assert refused(projekt, "provbok", "2021", "--till", tmp_path / "upptagen.zip") == ["K708"]


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["provbok"], ["provbok", "2021", "2022"], ["--kontrollera"], ["provbok", "--kontrollera", "a.zip"],
        ["--kontrollera", "a.zip", "--rev", "HEAD"], ["--kontrollera", "a.zip", "--till", "b.zip"],
        ["provbok", "2021", "--kallor", "finns-inte"],
    ],
)  # fmt: skip
def test_misuse_is_told_in_swedish(projekt: Path, arguments: list[str]) -> None:
    done = kravbok("revision", *arguments, folder=projekt)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(("Användning: kravbok revision", "Fel: "))


@pytest.mark.parametrize("seconds", [0.3, 0.6, 0.9, 1.2])
def test_a_killed_run_leaves_the_old_pack_or_the_new(projekt: Path, seconds: float) -> None:
    (projekt / PAKET).write_bytes(b"det gamla")
    process = subprocess.Popen([COMMAND, "revision", "provbok", "2021"], cwd=projekt, stdout=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (projekt / PAKET).read_bytes() == b"det gamla" or verify(projekt / PAKET) == (0, [])


# Verification


def test_a_pack_is_verified_from_anywhere(projekt: Path, tmp_path: Path) -> None:
    path = tmp_path / "flyttat" / "annat namn.zip"
    path.parent.mkdir()
    shutil.copy(make(projekt), path)
    shutil.rmtree(projekt)
    done = kravbok("revision", "--kontrollera", path, folder=path.parent)
    assert done.returncode == 0
    assert f"SHA-256: {sha256(path)}" in done.stdout
    assert "provbok upplaga 2021" in done.stdout
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_every_tampering_is_found_and_named(projekt: Path) -> None:
    path = make(projekt)
    files = read(path)
    files["bok/provbok-2021.html"] += b" "
    del files["redovisning/saknas.html"]
    files["bok/tillagg.html"] = b"<p>"
    files["bok/ny.pdf"] = files.pop("bok/provbok-2021.pdf")
    assert verify(save(path, files)) == (
        1,
        ["K724 bok/provbok-2021.html", "K725 bok/provbok-2021.pdf", "K725 redovisning/saknas.html", "K726 bok/ny.pdf",
         "K726 bok/tillagg.html"],
    )  # fmt: skip


def test_a_pack_is_what_the_project_gives(projekt: Path) -> None:
    path = make(projekt)
    commit(projekt, {"krav/provbok/kapitel/tillsyn.yaml": "id: tillsyn\nlydelser: [{rubrik: Tillsyn, ordning: 20}]\n"})
    assert verify(path, "--projekt", projekt) == (0, [])


def test_a_pack_with_forged_lists_is_found_with_the_project(projekt: Path) -> None:
    path = make(projekt)
    files = read(path)
    files["bok/provbok-2021.html"] = files["bok/provbok-2021.html"].replace(b"Mottagande", b"Avvisande")
    forged = listed(files, commit=git(projekt, "rev-parse", "HEAD"))
    assert verify(save(path, forged)) == (0, [])
    code, found = verify(path, "--projekt", projekt)
    assert code == 1
    assert "K729 bok/provbok-2021.html" in found
    assert {item.split()[1] for item in found} == {"bok/provbok-2021.html", MANIFEST, SUMS}


def test_a_pack_of_another_projects_commit_is_a_finding(projekt: Path, tmp_path: Path) -> None:
    path = make(projekt)
    other = project(tmp_path / "annat", **{"README.md": b"annat"})
    code, found = verify(path, "--projekt", other)
    assert code == 1
    assert [item.split()[0] for item in found] == ["K801"]


def test_a_pack_with_proven_sources_is_compared_with_and_without_them(projekt: Path) -> None:
    path = make(projekt, "--kallor", KALLOR)
    assert verify(path, "--projekt", projekt, "--kallor", KALLOR) == (0, [])
    assert verify(path, "--projekt", projekt) == (0, [f"K733 {path.name}"])


def test_another_version_of_the_program_is_told(projekt: Path) -> None:
    path = make(projekt)
    forged = listed(read(path), commit=git(projekt, "rev-parse", "HEAD"), program="kravbok 9")
    code, found = verify(save(path, forged), "--projekt", projekt)
    assert code == 1
    assert f"K730 {path.name}" in found


def test_a_shallow_clone_says_that_the_pack_may_be_another(projekt: Path, tmp_path: Path) -> None:
    commit(projekt, {"README.md": "x"})
    git(tmp_path, "clone", "-q", "--depth", "1", projekt.as_uri(), "grund")
    done = kravbok("revision", "provbok", "2021", folder=tmp_path / "grund")
    assert done.returncode == 0
    assert "varning[K807]" in done.stdout
