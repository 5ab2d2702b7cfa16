"""The bench measures what it says: a clean project, the same words for every tool, and a failure told as one."""

import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from bench.flera import make_ar, make_flera
from bench.peers import PEERS
from bench.poster import make_kapitel
from bench.projekt import make_fall, make_projekt
from bench.runs import CHANGED, COLD, Fall, Matning, make_verktyg, run_rounds
from bench.skillnad import STRICTDOC, make_diff_tools, read_kravbok, read_strictdoc
from bench.table import format_table
from bench.upplagor import make_facit, make_sidor, make_upplagor
from bench.webb import make_webb_tools
from kravbok.kontroll import run_kontroll
from kravbok.register import places_of


def test_the_project_has_no_findings(tmp_path: Path) -> None:
    make_verktyg("kravbok", tmp_path / "p", make_projekt(make_kapitel(50)), make_fall(50), git=False)
    outcome = run_kontroll(tmp_path / "p", date(2022, 6, 1))
    assert outcome.findings == ()
    assert outcome.posts > 50


def test_the_project_with_two_editions_has_no_findings(tmp_path: Path) -> None:
    make_verktyg("kravbok", tmp_path / "p", make_upplagor(make_kapitel(100)), (), git=False)
    sought = places_of.cache_info().misses
    assert run_kontroll(tmp_path / "p", date(2022, 6, 1)).findings == ()
    assert places_of.cache_info().misses == sought, "a file's places are read only for a finding"


def test_the_project_with_five_editions_has_no_findings(tmp_path: Path) -> None:
    make_verktyg("kravbok", tmp_path / "p", make_flera(make_kapitel(100)), (), git=False)
    assert run_kontroll(tmp_path / "p", date(2022, 6, 1)).findings == ()


def test_a_twentieth_is_changed_each_year_and_every_tool_gets_every_word(tmp_path: Path) -> None:
    kapitel = make_kapitel(100)
    said = {ar: {p.id: p.lydelse for part in own for p in part.poster} for ar, own in make_ar(kapitel).items()}
    for before, after in pairwise(said.values()):
        assert len([name for name in before if name in after and before[name] != after[name]]) in (4, 5)
        assert (len(after.keys() - before.keys()), len(before.keys() - after.keys())) == (1, 1)
    tools = list(make_webb_tools(kapitel, PEERS, tmp_path, tmp_path))
    assert [tool.namn for tool in tools] == ["kravbok", "mkdocs", "strictdoc"]
    for tool in tools[1:]:
        written = "\n".join(p.read_text(encoding="utf-8") for p in tool.folder.rglob("*") if p.is_file())
        assert [words for own in said.values() for words in own.values() if words not in written] == []


def test_both_sides_differ_as_the_key_says() -> None:
    kapitel = make_kapitel(100)
    fore, efter = ({post.id: post.lydelse for part in side for post in part.poster} for side in make_sidor(kapitel))
    found = {(name, "ny") for name in efter.keys() - fore.keys()} | {(name, "upphävd") for name in fore.keys() - efter}
    found |= {(name, "ändrad") for name in fore.keys() & efter if fore[name] != efter[name]}
    assert found == make_facit(kapitel)
    assert {kind for _, kind in found} == {"ny", "upphävd", "ändrad"}


def test_what_kravbok_diff_shows_is_held_against_the_key(tmp_path: Path) -> None:
    kapitel = make_kapitel(100)
    (tool,) = make_diff_tools(kapitel, (), tmp_path, tmp_path)
    (row,) = run_rounds([tool], 1, 60, tmp_path / "logg.txt", lambda _: None)
    assert not row.failed
    page = tool.folder / "skillnad.html"
    assert sorted(read_kravbok(page)) == sorted(make_facit(kapitel))
    assert row.fall.prov is not None
    page.write_text(page.read_text(encoding="utf-8").replace("Nytt krav", "Ändrad text"), encoding="utf-8")
    assert not row.fall.prov(tool.folder)
    page.unlink()
    assert not row.fall.prov(tool.folder)


def test_what_strictdoc_shows_is_read(tmp_path: Path) -> None:
    page = tmp_path / "changelog.html"
    change = """<div class="changelog_change"><span class="changelog_change_type {}">Node {}</span>
        <div class="diff_node_field"><span class="badge" text="UID"></span><span class="sdoc_pre">{}</span></div>
        <div class="diff_node_field"><span class="badge" text="TITLE"></span><span>Rubrik</span></div></div>"""
    kinds = (("added", "PR-ÅÄÖ-001"), ("removed", "PR-B-001"), ("modified", "PR-C-001"))
    page.write_text("".join(change.format(kind, kind, name) for kind, name in kinds), encoding="utf-8")
    assert read_strictdoc(page) == [("PR-ÅÄÖ-001", "ny"), ("PR-B-001", "upphävd"), ("PR-C-001", "ändrad")]


def test_strictdoc_gets_every_word_of_both_editions(tmp_path: Path) -> None:
    kapitel = make_kapitel(100)
    _, tool = make_diff_tools(kapitel, (STRICTDOC,), tmp_path, tmp_path)
    for name, side in zip(("fore", "efter"), make_sidor(kapitel), strict=True):
        written = "".join(path.read_text(encoding="utf-8") for path in sorted((tool.folder / name).iterdir()))
        assert [post.lydelse for part in side for post in part.poster if post.lydelse not in written] == []


@pytest.mark.parametrize("name", PEERS)
def test_every_peer_gets_every_word(name: str) -> None:
    kapitel = make_kapitel(50)
    files = "\n".join(PEERS[name].make_files(kapitel).values())
    assert [post.id for part in kapitel for post in part.poster if post.lydelse not in files] == []


def test_a_change_is_a_change_of_one_file(tmp_path: Path) -> None:
    fall = (Fall("ändring", CHANGED, (sys.executable, "-c", "")),)
    tool = make_verktyg("kravbok", tmp_path / "p", make_projekt(make_kapitel(50)), fall, git=False)
    before = {path: path.read_text(encoding="utf-8") for path in tool.folder.rglob("*.yaml")}
    list(run_rounds([tool], 1, 60, tmp_path / "logg.txt", lambda _: None))
    assert [path for path, text in before.items() if path.read_text(encoding="utf-8") != text] == [
        tool.folder / tool.middle
    ]


def test_what_fails_or_takes_too_long_is_no_measure(tmp_path: Path) -> None:
    good = Fall("bra", COLD, (sys.executable, "-c", "x = bytearray(50_000_000)"))
    bad = Fall("fel", COLD, (sys.executable, "-c", "raise SystemExit(3)"))
    slow = Fall("sen", COLD, (sys.executable, "-c", "import time; time.sleep(60)"))
    wrong = Fall("fel svar", COLD, (sys.executable, "-c", ""), prov=lambda _: False)
    tool = make_verktyg("prov", tmp_path / "p", make_projekt(make_kapitel(10)), (good, bad, slow, wrong), git=False)
    rows = list(run_rounds([tool], 2, 1.5, tmp_path / "logg.txt", lambda _: None))
    assert [row.failed for row in rows] == [False, True, True, True]
    assert len(rows[0].seconds) == 2
    assert min(rows[0].peak) > 50
    assert [line.count("gick inte") for line in format_table(rows).splitlines()[2:]] == [0, 1, 1, 1]


def test_the_ratio_is_to_the_first_html_of_mkdocs() -> None:
    def row(name: str, *seconds: float) -> Matning:
        return Matning(name, Fall("HTML", COLD, ()), seconds, (100.4,), failed=False)

    table = format_table([row("kravbok", 0.5, 0.25, 30.0), row("mkdocs", 1.0, 2.0, 1.0)])
    assert table.splitlines()[2] == "| kravbok | HTML | första gången | 0,25 / 0,50 / 30,0 | 0,25 | 100 |"
    assert "–" in format_table([row("kravbok", 0.5)])
