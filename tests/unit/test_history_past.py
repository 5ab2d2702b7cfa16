"""The register as it stood at a commit and on a day, in whole, bare and shallow repositories; nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kravbok.edition import make_utgivning
from kravbok.finding import Finding
from kravbok.history import Past, commit_at, read_past, split_range
from kravbok.tidpunkt import Sida, find_sida
from verktyg.gitrepo import commit, git
from verktyg.tio import SHARED, Tio, commit_on, git_on, make_tio


@pytest.fixture(scope="module")
def tio(tmp_path_factory: pytest.TempPathFactory) -> Tio:
    return make_tio(tmp_path_factory.mktemp("tio") / "a")


@pytest.fixture(scope="module")
def bare(tio: Tio) -> Path:
    git(tio.root.parent, "clone", "-q", "--bare", "a", "bar.git")
    return tio.root.parent / "bar.git"


def shallow(tio: Tio, depth: int) -> Path:
    """A clone with so many of the latest commits."""
    folder = tio.root.parent / f"grund{depth}"
    if not folder.exists():
        git(tio.root.parent, "clone", "-q", f"--depth={depth}", f"file://{tio.root}", folder.name)
    return folder


def past(root: Path, rev: str) -> Past:
    found = read_past(root, rev)
    assert isinstance(found, Past), found
    return found


def code(found: object) -> str:
    assert isinstance(found, Finding), found
    assert found.message
    assert found.hint
    return found.code


def tak(root: Path, rev: str) -> str:
    """PR-PAF-002's tak as it stood in edition 2021."""
    register = past(root, rev).register
    bok = register.bocker["provbok"]
    clause = make_utgivning(register, bok, bok.upplagor[0]).klausuler["PR-PAF-002"]
    return str(clause.lydelse.siffror["tak"]).replace("\u00a0", " ")


def stored(root: Path) -> dict[str, tuple[int, int]]:
    """Every file of a folder, with its size and when it was written."""
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}


# A commit


def test_the_past_is_as_it_was_at_each_commit(tio: Tio) -> None:
    found = [tak(tio.root, tio.commits[number]) for number in (1, 2, 3, 5, 6, 8, 10)]
    assert found == ["10 000 kr", "10 000 kr", *["12 000 kr"] * 5]


def test_a_bare_repository_answers_the_same(tio: Tio, bare: Path) -> None:
    for number in (1, 3, 7, 10):
        here, there = past(tio.root, tio.commits[number]), past(bare, tio.commits[number])
        assert (here.commit, here.datum, here.findings) == (there.commit, there.datum, there.findings)
        assert here.register.krav == there.register.krav


def test_the_past_tells_its_commit_its_day_and_that_git_says_so(tio: Tio) -> None:
    found = past(tio.root, "HEAD~1")
    assert (found.commit, found.datum) == (tio.commits[9], date(2022, 3, 15))
    assert found.namn == f"enligt git 15\u00a0mars 2022 (commit {tio.commits[9][:10]})"


def test_a_record_that_today_rejects_is_a_finding_on_the_commit_and_the_rest_is_usable(tio: Tio) -> None:
    found = past(tio.root, tio.commits[7])
    [fault] = found.findings
    assert (fault.code, fault.position.path) == ("K805", SHARED)
    assert tio.commits[7][:10] in fault.message
    assert "PR-PAF-001" not in found.register.krav
    assert "PR-PAF-002" in found.register.krav
    assert found.register.is_unread("PR-PAF-001")
    side = find_sida(found.register, "provbok@2021", found.datum)
    assert isinstance(side, Sida)
    assert any("PR-PAF-001" in notis for notis in side.notiser)


def test_a_file_of_any_bytes_is_a_finding_on_the_commit(tmp_path: Path) -> None:
    root = make_tio(tmp_path / "a").root
    odd: dict[str, str | bytes] = {
        "krav/provbok/PR-ODD-001.yaml": b"\xff\xfe\x00",
        "krav/provbok/PR-ODD-002.yaml": "a: [\n",
        "krav/provbok/PR-ODD-003.yaml": "#" * 300_000,
        "krav/skräp.txt": "x",
    }
    made = commit_on(root, "2022-05-01", odd)
    found = past(root, made)
    assert sorted(item.position.path for item in found.findings) == sorted(odd)
    assert {item.code for item in found.findings} == {"K805"}
    assert "PR-LIST-001" in found.register.krav


def test_nothing_is_written(tio: Tio) -> None:
    before = stored(tio.root)
    past(tio.root, tio.commits[1])
    commit_at(tio.root, date(2021, 6, 1))
    assert stored(tio.root) == before


@pytest.mark.parametrize("rev", ["", "finns-inte", "--all", "HEAD:krav", "HEAD~99", "a b", "ext::sh -c id"])
def test_a_name_that_means_nothing_is_a_finding(tio: Tio, rev: str) -> None:
    assert code(read_past(tio.root, rev)) == "K801"


def test_outside_git_the_past_is_a_finding(tmp_path: Path) -> None:
    assert code(read_past(tmp_path, "HEAD")) == "K801"
    assert code(commit_at(tmp_path, date(2022, 1, 1))) == "K801"


def test_before_the_first_commit_the_past_is_a_finding(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert code(read_past(tmp_path, "HEAD")) == "K801"
    assert code(commit_at(tmp_path, date(2022, 1, 1))) == "K801"


# A day


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2020-12-01", 1),
        ("2021-01-31", 1),
        ("2021-03-14", 2),
        ("2021-03-15", 3),
        ("2021-09-30", 6),
        ("2021-10-01", 7),
        ("2021-11-20", 8),
        ("2022-03-14", 8),
        ("2022-03-15", 9),
        ("2022-04-01", 10),
        ("9999-12-31", 10),
    ],
)
def test_a_day_is_the_commit_that_stood_at_its_end(tio: Tio, bare: Path, day: str, number: int) -> None:
    assert commit_at(tio.root, date.fromisoformat(day)) == tio.commits[number]
    assert commit_at(bare, date.fromisoformat(day)) == tio.commits[number]


def test_how_the_book_read_before_the_correction_has_an_answer(tio: Tio) -> None:
    found = [commit_at(tio.root, date(2021, 3, day)) for day in (14, 15)]
    assert [tak(tio.root, str(item)) for item in found] == ["10 000 kr", "12 000 kr"]


def test_a_branch_that_is_not_merged_yet_did_not_stand(tio: Tio) -> None:
    side = git(tio.root, "rev-parse", "gren")
    assert commit_at(tio.root, date(2021, 9, 30)) != side
    assert commit_at(tio.root, date(2021, 9, 30), "gren") == side


def test_a_day_before_the_history_is_a_finding(tio: Tio, bare: Path) -> None:
    assert code(commit_at(tio.root, date(2020, 11, 30))) == "K803"
    assert code(commit_at(bare, date.min)) == "K803"


def test_a_shallow_clone_answers_from_where_it_begins(tio: Tio) -> None:
    clone = shallow(tio, 2)
    assert commit_at(clone, date(2022, 3, 15)) == tio.commits[9]
    assert code(commit_at(clone, date(2022, 3, 14))) == "K804"
    assert tak(clone, tio.commits[9]) == "12 000 kr"
    assert code(read_past(clone, tio.commits[8])) == "K801"


def test_a_day_ends_at_midnight_utc(tmp_path: Path) -> None:
    root = tmp_path
    commit(root, {"krav/a.yaml": "id: a\n"})
    first = git(root, "rev-parse", "HEAD")
    made = {}
    for clock in ("23:59:59+0000", "00:30:00+0100", "00:30:00-0100"):
        git_on(root, "2022-03-15", "commit", "-q", "--allow-empty", "-m", "prov", clock=clock)
        made[clock] = git(root, "rev-parse", "HEAD")
        git(root, "reset", "-q", "--hard", first)
    stood = {clock: commit_at(root, date(2022, 3, 14), name) == name for clock, name in made.items()}
    assert stood == {"23:59:59+0000": False, "00:30:00+0100": True, "00:30:00-0100": False}


def test_a_commit_whose_day_is_set_back_did_not_stand_before_what_it_stands_on(tmp_path: Path) -> None:
    first = commit_on(tmp_path_repo(tmp_path), "2022-03-01", {"a": "1"})
    second = commit_on(tmp_path, "2022-03-20", {"a": "2"})
    third = commit_on(tmp_path, "2022-03-10", {"a": "3"})
    assert commit_at(tmp_path, date(2022, 3, 14)) == first
    assert commit_at(tmp_path, date(2022, 3, 20)) == third
    assert second != third


def tmp_path_repo(folder: Path) -> Path:
    git(folder, "init", "-q", "-b", "main")
    return folder


@pytest.mark.parametrize("seconds", [0, 253_402_300_799, 2**62])
def test_a_commit_of_any_second_has_a_day(tmp_path: Path, seconds: int) -> None:
    root = tmp_path_repo(tmp_path)
    tree = commit_on(root, "2022-01-01", {"krav/a.yaml": "id: a\n"})
    who = f"A <a@b> {seconds} +0000"
    text = f"tree {git(root, 'rev-parse', f'{tree}^{{tree}}')}\nauthor {who}\ncommitter {who}\n\nx\n"
    (root / "text").write_text(text, encoding="utf-8")
    made = git(root, "hash-object", "-t", "commit", "-w", "--literally", "text")
    assert past(root, made).datum <= date.max
    assert commit_at(root, date.max, made) == made


# A range


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a..b", ("a", "b")), ("v2021.1..main", ("v2021.1", "main")), ("a..", ("a", "HEAD")), ("..b", ("HEAD", "b"))],
)
def test_a_range_is_two_versions(text: str, expected: tuple[str, str]) -> None:
    assert split_range(text) == expected


@pytest.mark.parametrize("text", ["", "..", "a", "a...b", "a..b..c", "...", "a....b"])
def test_what_is_no_range_is_a_finding(text: str) -> None:
    assert code(split_range(text)) == "K806"


def test_the_ends_of_a_range_are_two_pasts(tio: Tio) -> None:
    ends = split_range(f"{tio.commits[2]}..main")
    assert isinstance(ends, tuple)
    assert [tak(tio.root, end) for end in ends] == ["10 000 kr", "12 000 kr"]
