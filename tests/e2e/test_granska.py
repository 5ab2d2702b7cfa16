"""kravbok granska in real repositories: branches, merges, renames, two editors at once, hostile texts, and its size."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kravbok.codes import CODES
from kravbok.export.granskning import MARKE, MOST
from kravbok.export.kommentar import length
from kravbok.felkoder import examples
from verktyg.byggda_fel import BYGGDA
from verktyg.bygge import COMMAND, copy_project
from verktyg.fall import base
from verktyg.gitrepo import commit, git
from verktyg.scheman import make_schemas, shut

VITE = "krav/provbok/pafoljder/PR-PAF-002.yaml"
FRIST = "krav/provbok/listning/PR-LIST-001.yaml"
BRIST = "krav/provbok/pafoljder/PR-PAF-001.yaml"
BOK = "krav/provbok/bok.yaml"
REGION = "krav/organisationer/provlandet.yaml"
REGLER = """godkanns_av:
  - roll: ekonom
    nar:
      - vad: belopp ändras
  - roll: jurist
    grupp: "@provlandet/jurister"
    nar:
      - vad: krav ändras
        typ: [påföljd]
"""
Andra = Callable[[str], str]


@pytest.fixture
def projekt(tmp_path: Path) -> Path:
    """The small project, committed on main, with the branch `gren` checked out."""
    folder = copy_project("grund", tmp_path / "projekt")
    commit(folder, {})
    git(folder, "switch", "-q", "-c", "gren")
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, "granska", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def comment(folder: Path, *arguments: str) -> str:
    """The comment on a folder; everything else must be quiet."""
    done = run(folder, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{MARKE}\n")
    assert length(done.stdout) <= MOST
    return done.stdout


def part(text: str, heading: str) -> str:
    """What stands under a heading; empty where there is none."""
    return text.partition(f"### {heading}\n")[2].partition("\n### ")[0]


def replace(folder: Path, name: str, old: str, new: str) -> None:
    """Replace words that must stand in a file."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def shown(text: str) -> str:
    """A comment's words without what keeps a forge from reading them as more."""
    words = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), text)
    return words.replace("\u200b", "").replace("\u200a", "")


def mktree(folder: Path, rows: str) -> str:
    """A tree of git's with these entries."""
    done = subprocess.run(["git", "mktree"], cwd=folder, input=rows, capture_output=True, text=True, check=True)
    return done.stdout.strip()


# What a branch does


def test_a_branch_that_does_nothing_says_so(projekt: Path) -> None:
    said = comment(projekt)
    assert "Ingenting ändras i böckerna, posterna eller mallarna." in said
    assert "###" not in said


def test_an_amount_shows_before_after_and_percent(projekt: Path) -> None:
    replace(projekt, VITE, "sats: 1 000 kr/vecka", "sats: 1 250 kr/vecka")
    said = shown(comment(projekt))
    assert "| 1 000 kr/vecka | 1 250 kr/vecka | +250 kr/vecka | +25" in part(said, "Belopp").replace("\u00a0", " ")
    assert "~~1 000~~ **1 250** kronor" in part(said, "Lydelserna före och efter").replace("\u00a0", " ")
    assert "PR-PAF-002" in part(said, "Saknar eget beslut")


def test_a_figure_that_is_no_amount_shows_before_after_and_difference(projekt: Path) -> None:
    replace(projekt, FRIST, "frist: 3 veckor", "frist: 2 veckor")
    replace(projekt, VITE, "sats: 1 000 kr/vecka", "sats: 1 250 kr/vecka")
    said = shown(comment(projekt)).replace("\u00a0", " ")
    assert "| frist | 3 veckor | 2 veckor | −1 vecka |" in part(said, "Frister och andra mått")
    assert "kr/vecka" not in part(said, "Frister och andra mått")
    assert part(said, "Skärpta krav") == ""
    assert said.index("### Belopp") < said.index("### Frister") < said.index("### Saknar eget beslut")


def test_the_editions_stand_with_their_scope(projekt: Path) -> None:
    replace(projekt, BRIST, "en brist", "varje brist")
    rows = [row for row in shown(comment(projekt)).splitlines() if row.startswith("| Provbok")]
    decided = "| Provbok 2021<br>beslutad upplaga, ändras i efterhand"
    assert [row.split(" | ")[0] for row in rows] == [decided, "| Provbok 2022"]
    assert all("1 ändrat | ändr. 2.1 |" in row for row in rows)


def test_one_change_in_two_editions_is_shown_once(projekt: Path) -> None:
    replace(projekt, BRIST, "en brist", "varje brist")
    said = part(comment(projekt), "Lydelserna före och efter")
    assert said.count("<details open>") == said.count("</details>") == 1
    assert "Gäller Provbok 2021 och 2022." in said


def test_tightened_requirements_come_first(projekt: Path) -> None:
    besked = "krav/provbok/listning/PR-LIST-002.yaml"
    words = (("kravniva: ska", "kravniva: bör"), ("Vårdgivaren ska", "Vårdgivaren bör"))
    for ought, should in words:
        replace(projekt, besked, ought, should)
    commit(projekt, {})
    for ought, should in words:
        replace(projekt, besked, should, ought)
    replace(projekt, FRIST, "inom {{ frist }}.", "senast inom {{ frist }}.")
    said = comment(projekt, "--bas", "HEAD")
    assert "från bör till ska" in part(said, "Skärpta krav")
    order = re.findall(r"<summary>.*\((PR-\w+-\d+)\)", said)
    assert list(dict.fromkeys(order)) == ["PR-LIST-002", "PR-LIST-001"]


def test_a_wording_that_the_branch_says_is_tightened_is_tightened(projekt: Path) -> None:
    replace(projekt, FRIST, "frist: 3 veckor", "frist: 2 veckor")
    replace(projekt, BRIST, "en brist", "varje brist")
    replace(projekt, FRIST, "typ: [ändrad frist]", "typ: [ändrad frist, skärpt]")
    said = comment(projekt)
    assert "(PR-LIST-001): skärpt enligt posten i Provbok 2022" in part(said, "Skärpta krav")
    assert "PR-PAF-001" not in part(said, "Skärpta krav")
    assert said.index("<summary><b>1.1") < said.index("<summary><b>2.1")


def test_what_a_wording_already_said_is_not_said_of_how_it_is_put_right(projekt: Path) -> None:
    replace(projekt, FRIST, "typ: [ändrad frist]", "typ: [ändrad frist, skärpt]")
    commit(projekt, {})
    replace(projekt, FRIST, "frist: 3 veckor", "frist: 5 veckor")
    assert part(comment(projekt, "--bas", "HEAD"), "Skärpta krav") == ""
    (projekt / FRIST).unlink()
    assert part(comment(projekt, "--bas", "HEAD"), "Skärpta krav") == ""


def test_a_level_that_changes_in_two_editions_is_told_once(projekt: Path) -> None:
    replace(projekt, BRIST, "kravniva: får", "kravniva: ska")
    said = part(comment(projekt), "Lindrade krav och annan ändrad kravnivå")
    assert said.strip() == "- 2.1 Föreläggande (PR-PAF-001): från får till ska i Provbok 2021 och 2022"


def test_many_wordings_are_folded_and_few_are_open(projekt: Path) -> None:
    replace(projekt, BRIST, "en brist", "varje brist")
    assert comment(projekt).count("<details open>") == 1
    for path in sorted((projekt / "krav/provbok").glob("*/PR-*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("rubrik: ", "rubrik: Nytt om "), encoding="utf-8")
    said = comment(projekt)
    assert said.count("<details>") > 5
    assert "<details open>" not in said


def test_a_new_and_a_removed_requirement_are_told_apart(projekt: Path) -> None:
    new = (projekt / BRIST).read_text(encoding="utf-8").replace("PR-PAF-001", "PR-PAF-009").replace("10\n", "90\n", 1)
    (projekt / BRIST).with_name("PR-PAF-009.yaml").write_text(new, encoding="utf-8")
    (projekt / "krav/provbok/listning/PR-LIST-003.yaml").unlink()
    said = shown(comment(projekt))
    assert re.search(r"PR-PAF-009\)</b> Nytt krav", said)
    assert "Nytt: " in said
    assert re.search(r"PR-LIST-003\)</b> Upphävt krav", said)


def test_an_edition_that_comes_or_goes_is_the_outcome_and_needs_its_decisions(projekt: Path) -> None:
    (projekt / BOK).write_text((projekt / BOK).read_text(encoding="utf-8").partition('  - id: "2022"')[0], "utf-8")
    assert re.search(r"^\*\*.*1 upplaga tas bort", comment(projekt), re.MULTILINE)
    git(projekt, "rm", "-q", "-r", "-f", "krav/provbok")
    commit(projekt, {}, "utan bok")
    git(projekt, "switch", "-q", "-c", "igen")
    git(projekt, "checkout", "-q", "main", "--", "krav/provbok")
    said = comment(projekt, "--bas", "gren")
    assert re.search(r"^\*\*2 upplagor tillkommer, .*ändringar saknar eget beslut", said, re.MULTILINE)
    assert "den första i boken" in said


def test_a_new_book_says_that_it_is_to_be_read_whole(projekt: Path) -> None:
    git(projekt, "rm", "-q", "-r", "-f", "krav/provbok")
    commit(projekt, {}, "utan bok")
    git(projekt, "switch", "-q", "-c", "igen")
    git(projekt, "checkout", "-q", "main", "--", "krav/provbok")
    rows = [row for row in comment(projekt, "--bas", "gren").splitlines() if row.startswith("| Provbok")]
    assert "belopp och lydelser räknas inte upp här" in rows[0]
    assert rows[0].endswith("| Läs hela upplagan: `build/provbok/2021/` |")
    assert "räknas inte upp" not in rows[1]
    linked = comment(projekt, "--bas", "gren", "--lank", "https://exempel.se/p/")
    assert "| [Läs hela upplagan](<https://exempel.se/p/provbok/2021/>) |" in linked


def test_a_record_that_only_moves_changes_nothing(projekt: Path) -> None:
    (projekt / "krav/provbok/annat").mkdir()
    git(projekt, "mv", VITE, "krav/provbok/annat/PR-PAF-002.yaml")
    git(projekt, "commit", "-q", "-m", "flytta")
    assert "Ingenting ändras" in comment(projekt)


def test_other_records_and_templates_are_named(projekt: Path) -> None:
    replace(projekt, "krav/register/arenden/RS-12-2020.yaml", "rubrik: ", "rubrik: Nya ")
    (projekt / "mallar").mkdir(exist_ok=True)
    (projekt / "mallar/bok.html").write_text("{# egen #}", encoding="utf-8")
    said = comment(projekt)
    assert "ärende RS/12/2020: ändrad" in part(said, "Andra poster som ändras")
    assert "`mallar/bok.html`" in part(said, "Mallar som ändras")


def test_files_that_no_book_is_made_from_are_named_at_most_ten(projekt: Path) -> None:
    flow = ".github/workflows/granska.yml"
    commit(projekt, {"verktyg/äldre.py": "pass\n", "kvar.txt": "kvar\n"})
    git(projekt, "branch", "-f", "main")
    commit(projekt, {flow: "on: push\n", "@alla.md": "hej\n"})
    git(projekt, "rm", "-q", "verktyg/äldre.py")
    said = comment(projekt)
    assert "Ingenting ändras i böckerna" in said
    assert f"\nAndra filer ändras: `{flow}`, `@alla.md` och `verktyg/äldre.py`.\n" in said
    assert f"\nAndra filer ändras: `{flow}` och `@alla.md`.\n" in comment(projekt, "--rev", "HEAD")
    replace(projekt, BRIST, "en brist", "varje brist")
    commit(projekt, {f"verktyg/{number:02}{'x' * 200}.py": "" for number in range(12)})
    for arguments in ((), ("--rev", "HEAD")):
        said = comment(projekt, *arguments)
        assert re.search(
            r"^Andra filer ändras också: (`[^`]{,151}`, ){9}`[^`]{,151}` och 5 till\.$", said, re.MULTILINE
        )


def test_in_the_work_tree_only_what_git_tracks_is_the_branch_s(projekt: Path) -> None:
    commit(projekt, {"stor.bin": b"0" * (9 * 1024 * 1024), "lank": "kvar"})
    git(projekt, "branch", "-f", "main")
    (projekt / "kommentar.md").write_text("min egen", encoding="utf-8")
    assert "Andra filer" not in comment(projekt)
    (projekt / "lank").unlink()
    (projekt / "lank").symlink_to("stor.bin")
    assert "\nAndra filer ändras: `lank`.\n" in comment(projekt)


def test_a_project_in_a_folder_is_told_of_what_stands_beside_it(tmp_path: Path) -> None:
    folder = copy_project("grund", tmp_path / "bok")
    commit(tmp_path, {"CODEOWNERS": "* @alla\n"})
    git(tmp_path, "switch", "-q", "-c", "gren")
    commit(tmp_path, {"CODEOWNERS": "\n", "bok/LICENS": "fri\n"})
    for arguments in ((), ("--rev", "HEAD")):
        assert "\nAndra filer ändras: `CODEOWNERS` och `bok/LICENS`.\n" in comment(folder, *arguments)


def test_a_tree_without_end_is_said_to_hide_what_it_changes(projekt: Path) -> None:
    made = git(projekt, "hash-object", "-w", "krav/provbok/bok.yaml")
    made = mktree(projekt, f"100644 blob {made}\tfil\n")
    for _ in range(20):
        made = mktree(projekt, f"040000 tree {made}\ta\n040000 tree {made}\tb\n")
    top = git(projekt, "ls-tree", "HEAD")
    root = mktree(projekt, f"{top}\n040000 tree {made}\tutan-slut\n")
    head = git(projekt, "commit-tree", root, "-p", "HEAD", "-m", "utan slut")
    assert "Det går inte att säga om andra filer också ändras." in comment(projekt, "--rev", head)


def test_a_wording_that_no_edition_shows_yet_is_named(projekt: Path) -> None:
    later = """  - avses_galla_fran: 2030-01-01
    upplaga: "2030"
    som_foregaende: [rubrik, typ, omrade, plats, vem, kravniva]
    text: Regionen ska alltid förelägga vårdgivaren.
    andring: {typ: [skärpt], motiv: Prov.}
    beslut: okänt
"""
    (projekt / BRIST).write_text((projekt / BRIST).read_text(encoding="utf-8") + later, encoding="utf-8")
    said = comment(projekt)
    assert "krav PR-PAF-001: ändrad" in part(said, "Krav som ändras utan att någon upplaga gör det")
    replace(projekt, BRIST, "en brist", "varje brist")
    assert part(comment(projekt), "Krav som ändras utan att någon upplaga gör det") == ""


def test_a_definition_stands_with_what_it_was(projekt: Path) -> None:
    replace(projekt, "krav/register/begrepp/listning.yaml", "Patientens val", "Patientens skriftliga val")
    said = shown(part(comment(projekt), "Andra poster som ändras"))
    assert "begrepp listning: ändrad" in said
    assert "<br>listning: Patientens **skriftliga** val av vårdgivare." in said


def test_links_lead_to_the_site_or_to_the_build(projekt: Path) -> None:
    replace(projekt, BRIST, "en brist", "varje brist")
    redline = "provbok/2021-2022/provbok-2021-2022-redline.html"
    assert f"`build/{redline}`" in comment(projekt)
    assert f"(<https://exempel.se/p/{redline}>)" in comment(projekt, "--lank", "https://exempel.se/p/")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "exempel.se", "https://", "https://a.se/> x", "http://[a"])
def test_an_address_that_is_none_is_misuse(projekt: Path, address: str) -> None:
    done = run(projekt, "--lank", address)
    assert (done.returncode, done.stdout) == (2, "")


def test_the_same_branch_gives_the_same_bytes(projekt: Path) -> None:
    replace(projekt, FRIST, "frist: 4 veckor", "frist: 2 veckor")
    assert comment(projekt) == comment(projekt)


# Findings


def test_only_the_findings_that_the_branch_brought_are_told(projekt: Path) -> None:
    git(projekt, "switch", "-q", "main")
    replace(projekt, VITE, "forutsatter: [PR-PAF-001]", "forutsatter: [PR-PAF-077]")
    commit(projekt, {})
    git(projekt, "switch", "-q", "-c", "annan")
    replace(projekt, BRIST, "en brist", 'en brist enligt {{ krav("PR-PAF-088") }}')
    said = comment(projekt)
    assert "PR-PAF-088" in part(said, "Nya fel och varningar")
    assert "PR-PAF-077" not in part(said, "Nya fel och varningar")
    assert "1 fel fanns redan" in said
    git(projekt, "checkout", "-q", BRIST)
    replace(projekt, VITE, "PR-PAF-077", "PR-PAF-001")
    assert "PR-PAF-077" in part(comment(projekt), "Rättade fel och varningar")


def test_a_finding_that_reads_the_same_on_the_same_row_is_told_once(projekt: Path) -> None:
    replace(projekt, BRIST, "en brist", "en\u00adbr\u00adist")
    said = part(comment(projekt), "Nya fel och varningar")
    rows = said.strip().splitlines()
    assert len(rows) == len(set(rows))
    assert re.search(r" \(2 gånger\)$", said, re.MULTILINE)


def test_records_that_cannot_be_read_have_not_ended(projekt: Path) -> None:
    replace(projekt, VITE, "typ: påföljd", "typ: [")
    replace(projekt, BRIST, "en brist", "varje brist")
    said = comment(projekt)
    assert "fel K0" in part(said, "Nya fel och varningar")
    assert "krav PR-PAF-001: ändrad" in part(said, "Poster som ändras")
    assert "PR-PAF-002: borttagen" not in said
    (projekt / VITE).unlink()
    (projekt / VITE).symlink_to("PR-PAF-001.yaml")
    assert "K005" in (refused := comment(projekt))
    assert "borttagen" not in refused
    assert "| Upplaga |" not in said


@pytest.mark.parametrize("kod", [kod for kod in CODES if kod not in BYGGDA and kod < "K600"][::7])
def test_whatever_is_wrong_there_is_a_comment(tmp_path: Path, kod: str) -> None:
    commit(tmp_path, dict(base()))
    bad, _ = examples(kod)
    commit(tmp_path, {item.path: item.text for item in bad})
    comment(tmp_path, "--bas", "HEAD~1", "--rev", "HEAD")


# Three-way truth


def test_what_others_have_merged_is_not_blamed_on_the_branch(projekt: Path) -> None:
    replace(projekt, BRIST, "en brist", "varje brist")
    commit(projekt, {})
    git(projekt, "switch", "-q", "main")
    replace(projekt, VITE, "sats: 1 000 kr/vecka", "sats: 2 000 kr/vecka")
    commit(projekt, {})
    git(projekt, "switch", "-q", "gren")
    said = comment(projekt, "--rev", "gren")
    assert "PR-PAF-001" in said
    assert part(said, "Belopp") == part(said, "Samma krav är ändrat på båda håll") == ""
    git(projekt, "merge", "-q", "--no-edit", "main")
    assert part(comment(projekt), "Belopp") == ""


def test_two_editors_of_one_requirement_are_told_of_each_other(projekt: Path) -> None:
    replace(projekt, VITE, "tak: 10 000 kr", "tak: 12 000 kr")
    commit(projekt, {})
    git(projekt, "switch", "-q", "main")
    replace(projekt, VITE, "rubrik: Vite", "rubrik: Vite varje vecka")
    replace(projekt, BRIST, "en brist", "varje brist")
    commit(projekt, {})
    said = part(comment(projekt, "--rev", "gren"), "Samma krav är ändrat på båda håll")
    assert re.findall(r"^- (.*)$", said, re.MULTILINE) == ["PR-PAF-002"]


def test_a_merge_that_was_left_is_explained_in_the_comment(projekt: Path) -> None:
    replace(projekt, VITE, "tak: 10 000 kr", "tak: 12 000 kr")
    commit(projekt, {})
    git(projekt, "switch", "-q", "-c", "annan", "main")
    replace(projekt, VITE, "tak: 10 000 kr", "tak: 15 000 kr")
    commit(projekt, {})
    with pytest.raises(subprocess.CalledProcessError):
        git(projekt, "merge", "-q", "gren")
    said = part(comment(projekt), "Nya fel och varningar")
    assert "fel K029" in said
    assert "12 000 kr" in said
    assert "15 000 kr" in said


def test_the_work_tree_is_reviewed_unless_a_commit_is_named(projekt: Path) -> None:
    replace(projekt, BRIST, "en brist", "varje brist")
    assert "Arbetsmappen" in comment(projekt)
    head = git(projekt, "rev-parse", "--short=10", "HEAD")
    said = comment(projekt, "--rev", "HEAD")
    assert f"Commit `{head}`" in said
    assert "Ingenting ändras" in said


def test_a_clone_of_one_branch_knows_its_base_as_origin_s(projekt: Path, tmp_path: Path) -> None:
    replace(projekt, BRIST, "en brist", "varje brist")
    commit(projekt, {})
    git(tmp_path, "clone", "-q", "--branch", "gren", f"file://{projekt}", "klon")
    assert "PR-PAF-001" in comment(tmp_path / "klon")


def test_a_shallow_clone_is_told_how_to_be_whole(projekt: Path, tmp_path: Path) -> None:
    replace(projekt, BRIST, "en brist", "varje brist")
    commit(projekt, {})
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", "--branch", "gren", f"file://{projekt}", "klon")
    done = run(tmp_path / "klon")
    assert (done.returncode, done.stdout) == (1, "")
    assert "K870" in done.stderr
    assert "fetch-depth: 0" in done.stderr


@pytest.mark.parametrize("base_branch", ["finns-inte", "--output=x", ""])
def test_a_base_that_is_not_there_is_a_finding(projekt: Path, base_branch: str) -> None:
    done = run(projekt, f"--bas={base_branch}")
    assert (done.returncode, done.stdout) == (1, "")
    assert "K801" in done.stderr


def test_outside_git_there_is_nothing_to_review(tmp_path: Path) -> None:
    done = run(copy_project("grund", tmp_path / "projekt"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "K801" in done.stderr


# Who is to approve


def rule(folder: Path, branch: str, rules: str = REGLER) -> None:
    """Give a branch rules of approval."""
    git(folder, "switch", "-q", branch)
    (folder / REGION).write_text((folder / REGION).read_text(encoding="utf-8") + rules, encoding="utf-8")
    commit(folder, {}, "regler")


def approvers(text: str) -> list[str]:
    """The roles that a comment asks for."""
    return re.findall(r"^- \*\*(\w+)\*\*", part(text, "Vem som ska godkänna"), re.MULTILINE)


def test_who_is_to_approve_stands_with_why_and_the_way_there(projekt: Path) -> None:
    rule(projekt, "main")
    git(projekt, "switch", "-q", "-c", "annan")
    replace(projekt, BRIST, "en brist", "varje brist")
    said = part(comment(projekt, "--lank", "https://exempel.se/p/"), "Vem som ska godkänna")
    assert "- **jurist** (`@provlandet/jurister`)\n  - krav ändras av typen påföljd: " in said
    assert "[Föreläggande](<https://exempel.se/p/provbok/2022/PR-PAF-001/>) (PR-PAF-001)" in said
    replace(projekt, VITE, "sats: 1 000 kr/vecka", "sats: 1 250 kr/vecka")
    assert approvers(comment(projekt)) == ["ekonom", "jurist"]


def test_rules_that_nothing_meets_say_so_and_no_rules_say_where_they_are_written(projekt: Path) -> None:
    replace(projekt, FRIST, "frist: 4 veckor", "frist: 2 veckor")
    assert "`godkanns_av` i `krav/organisationer/provlandet.yaml`" in comment(projekt)
    commit(projekt, {})
    rule(projekt, "main")
    said = part(comment(projekt, "--rev", "gren"), "Vem som ska godkänna")
    assert said.strip() == f"Ingen av reglerna i `{REGION}` träffas av ändringen."


def test_the_base_s_rules_count_also_where_the_branch_takes_them_away(projekt: Path) -> None:
    rule(projekt, "main")
    git(projekt, "switch", "-q", "-c", "annan")
    replace(projekt, BRIST, "en brist", "varje brist")
    replace(projekt, REGION, "roll: jurist", "roll: kamrat")
    said = comment(projekt)
    assert approvers(said) == ["jurist", "kamrat"]
    assert f"Grenen ändrar reglerna i `{REGION}`." in part(said, "Vem som ska godkänna")
    assert "**kamrat** (`@provlandet/jurister`), enligt grenens egna regler" in said
    assert "\nSka godkännas av jurist.\n" in said


def test_a_branch_s_own_rules_crowd_nobody_out(projekt: Path) -> None:
    rule(projekt, "main")
    git(projekt, "switch", "-q", "-c", "annan")
    rules = "".join(f"  - {{roll: {'x' * 400}{number}, nar: [{{vad: krav ändras}}]}}\n" for number in range(100))
    own = "id: aaa\nnamn: Aaa\norgan: [{id: AN, namn: Aaa}]\ngodkanns_av:\n"
    (projekt / "krav/organisationer/aaa.yaml").write_text(own + rules, encoding="utf-8")
    replace(projekt, "krav/provbok/bok.yaml", "organisation: provlandet", "organisation: aaa")
    replace(projekt, BRIST, "en brist", "varje brist")
    assert approvers(comment(projekt))[0] == "jurist"


def test_reasons_that_do_not_fit_stand_in_the_rest_and_the_roles_at_the_top(projekt: Path) -> None:
    words = "".join(f"      - {{vad: krav ändras, ord: [{'x' * 500}{number}, en]}}\n" for number in range(30))
    rule(projekt, "main", f"godkanns_av:\n  - roll: jurist\n    nar:\n{words}  - roll: ekonom\n    nar:\n{words}")
    git(projekt, "switch", "-q", "-c", "annan")
    replace(projekt, BRIST, "en brist", "varje brist")
    said = comment(projekt, "--rest", "rest.md")
    assert "\nSka godkännas av jurist och ekonom.\n" in said
    assert 5 < part(said, "Vem som ska godkänna").count("  - krav ändras") < 30
    assert "- **ekonom**" in (projekt / "rest.md").read_text(encoding="utf-8")


def test_rules_that_came_to_the_base_meanwhile_count(projekt: Path) -> None:
    replace(projekt, BRIST, "en brist", "varje brist")
    commit(projekt, {})
    rule(projekt, "main")
    said = comment(projekt, "--rev", "gren")
    assert approvers(said) == ["jurist"]
    assert "Grenen ändrar" not in said


def test_rules_that_cannot_be_read_in_the_base_are_not_taken_for_none(projekt: Path) -> None:
    rule(projekt, "main", REGLER.replace("belopp ändras", "beloppen ändras"))
    git(projekt, "switch", "-q", "gren")
    replace(projekt, BRIST, "en brist", "varje brist")
    said = part(comment(projekt), "Vem som ska godkänna")
    assert f"`{REGION}` går inte att läsa" in said
    assert "Inga regler" not in said


def test_what_a_workflow_needs_stands_in_a_file(projekt: Path) -> None:
    rule(projekt, "main")
    git(projekt, "switch", "-q", "-c", "annan")
    replace(projekt, BRIST, "en brist", "varje brist")
    replace(projekt, REGION, "roll: jurist", "roll: kamrat")
    assert approvers(comment(projekt, "--json", "granskning.json")) == ["jurist", "kamrat"]
    data = json.loads((projekt / "granskning.json").read_text(encoding="utf-8"))
    schema = shut(make_schemas()["granskning-1.json"])
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []
    told = [(item["roll"], item["grupp"], item["enligt_grenen"]) for item in data["godkanns_av"]]
    assert told == [("jurist", "@provlandet/jurister", False), ("kamrat", "@provlandet/jurister", True)]
    assert (data["fullstandig"], data["utan_beslut"], data["regler_andrade"]) == (True, ["PR-PAF-001"], ["provlandet"])
    replace(projekt, VITE, "typ: påföljd", "typ: [")
    comment(projekt, "--json", "granskning.json")
    assert json.loads((projekt / "granskning.json").read_text(encoding="utf-8"))["fullstandig"] is False


def test_when_the_books_cannot_be_compared_nobody_is_said_to_be_enough(projekt: Path) -> None:
    rule(projekt, "main")
    git(projekt, "switch", "-q", "-c", "annan")
    replace(projekt, VITE, "typ: påföljd", "typ: [")
    said = part(comment(projekt), "Vem som ska godkänna")
    assert "syns när felen är rättade" in said
    assert "Ingen av reglerna" not in said


# Hostile texts and size


def test_a_hostile_text_is_only_words_in_the_comment(projekt: Path) -> None:
    replace(projekt, BRIST, "rubrik: Föreläggande", 'rubrik: "@alla </summary><img src=x> | [x](https://a.se) #1"')
    said = comment(projekt)
    assert set(re.findall(r"<[^>]*>", said)) <= {
        MARKE, "<details open>", "</details>", "<summary>", "</summary>", "<b>", "</b>", "<br>",
    }  # fmt: skip
    assert re.search(r"@\w|#\d(?!\d*;)|https?:|\]\(", said) is None
    assert "@alla </summary><img src=x> | [x](https://a.se) #1" in shown(said)


def test_a_hostile_rule_is_only_words_in_the_comment(projekt: Path) -> None:
    hostile = '"@alla </b><img src=x> [x](https://a.se) #1"'
    rules = f"godkanns_av: [{{roll: {hostile}, nar: [{{vad: krav ändras, ord: [en, varje, {hostile}]}}]}}]\n"
    rule(projekt, "gren", rules)
    replace(projekt, BRIST, "en brist", "varje brist")
    said = part(comment(projekt), "Vem som ska godkänna")
    assert "enligt grenens egna regler" in said
    assert not re.findall(r"<[^>]*>", said)
    assert re.search(r"@\w|#\d(?!\d*;)|https?:|\]\(", said) is None


def test_a_thousand_changes_fit_and_the_rest_stands_whole_in_its_file(projekt: Path) -> None:
    pattern = (projekt / BRIST).read_text(encoding="utf-8")
    names = [f"PR-NY{letter}-{number}" for letter in "AB" for number in range(100, 600)]
    many: dict[str, str | bytes] = {
        f"krav/provbok/pafoljder/{name}.yaml": pattern.replace("PR-PAF-001", name).replace(
            "ordning: 10", f"ordning: {number + 1000}"
        )
        for number, name in enumerate(names)
    }
    commit(projekt, many)
    for name in many:
        replace(projekt, name, "en brist", "varje allvarlig brist")
    said = comment(projekt, "--bas", "HEAD", "--rest", "rest.md")
    rest = (projekt / "rest.md").read_text(encoding="utf-8")
    assert "till får inte plats och står i filen `rest.md`" in said
    assert re.findall(r"<summary>.*\((PR-NY[AB]-\d+)\)", said + rest) == names
    assert said.count("<details>") == said.count("</details>") > 20


def test_when_all_fits_the_rest_says_so(projekt: Path) -> None:
    comment(projekt, "--rest", "rest.md")
    assert (projekt / "rest.md").read_text(encoding="utf-8") == "Hela granskningen står i kommentaren.\n"
    assert run(projekt, "--till", "kommentar.md").stdout == ""
    assert (projekt / "kommentar.md").read_text(encoding="utf-8").startswith(MARKE)
